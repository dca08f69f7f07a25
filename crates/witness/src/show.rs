//! `sotto-witness show`: what a witness is and what it cosigned, also while it runs.

use std::path::{Path, PathBuf};

use sotto_tlog::{LogVerifier, Origin, Witnessed};

use crate::{
    contents::{Contents, OpenError},
    data_folder::{DataFolder, EVIDENCE},
};

/// A witness.
#[derive(Clone, Debug)]
pub struct ShownWitness {
    /// Its name.
    pub name: String,
    /// Its verifier key, for those who rely on it.
    pub vkey: String,
    /// The logs that it knows.
    pub logs: Vec<ShownLog>,
}

/// A log that it knows.
#[derive(Clone, Debug)]
pub struct ShownLog {
    /// The log's name.
    pub origin: Origin,
    /// The verifier keys by which it is known.
    pub vkeys: Vec<String>,
    /// What was cosigned last; nothing yet if there is none.
    pub last: Option<Witnessed>,
    /// The folders of the forks that were kept, two notes in each.
    pub forks: Vec<PathBuf>,
}

/// What lies in the folder `data`.
///
/// # Errors
/// [`OpenError`], never [`OpenError::InUse`].
pub fn show(data: &Path) -> Result<ShownWitness, OpenError> {
    let folder = DataFolder::at(data);
    let contents = Contents::read(&folder)?;
    let logs = contents.logs.into_values().map(|log| ShownLog {
        origin: log.origin,
        vkeys: log.keys.iter().map(LogVerifier::vkey).collect(),
        last: log.last,
        forks: log.forks.iter().map(|fork| folder.path(EVIDENCE, fork)).collect(),
    });
    Ok(ShownWitness { name: contents.name, vkey: contents.vkey, logs: logs.collect() })
}
