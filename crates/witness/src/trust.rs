//! `sotto-witness trust`: adds logs, or further keys of logs.

use std::{collections::BTreeMap, io, path::Path};

use sotto_tlog::{InvalidLogKey, InvalidWitnesses, LogVerifier, Origin, Witnesses};

use crate::{
    contents::{OpenError, StateFile, lock, log_name, read_key, read_log},
    data_folder::{DataFolder, EVIDENCE, LOGS, STATE},
};

/// Why a log was not added.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// Local: not what a log prints of itself.
    #[error("{vkey:?} is not the verifier key of a log")]
    Vkey {
        /// What was given.
        vkey: String,
        /// Why.
        source: InvalidLogKey,
    },
    /// Local: a log with the witness's own name or key. No device would count such a witness.
    #[error("{0} has the name or the key of this witness")]
    Itself(Origin, #[source] InvalidWitnesses),
    /// Local: the data folder is not in order.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Local: it could not be written.
    #[error("the data folder could not be written")]
    Io(#[source] io::Error),
}

impl TrustError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Vkey { .. } => "vkey_invalid",
            Self::Itself(..) => "log_is_witness",
            Self::Open(error) => error.code(),
            Self::Io(error) if error.kind() == io::ErrorKind::StorageFull => "disk_full",
            Self::Io(_) => "data_unwritable",
        }
    }
}

/// Adds the logs, or further keys of logs, whose verifier keys are `vkeys`, and answers their origins in the order
/// given. One that is known already stays as it is. The witness must not run.
///
/// # Errors
/// [`TrustError`]; after [`TrustError::Io`] some of them may have been added.
pub fn trust(data: &Path, vkeys: &[String]) -> Result<Vec<Origin>, TrustError> {
    let folder = DataFolder::at(data);
    let _lock = lock(&folder)?;
    let own = read_key(&folder)?.verifier().clone();
    let mut origins = Vec::new();
    let mut changed: BTreeMap<String, Vec<LogVerifier>> = BTreeMap::new();
    for vkey in vkeys {
        let log: LogVerifier = vkey.parse().map_err(|source| TrustError::Vkey { vkey: vkey.clone(), source })?;
        let origin = log.origin().clone();
        Witnesses::new(&log, vec![own.clone()], 1).map_err(|error| TrustError::Itself(origin.clone(), error))?;
        let name = log_name(&origin);
        let keys = match changed.get_mut(&name) {
            Some(keys) => keys,
            None => {
                let keys = read_log(&folder, &name)?;
                check_state(&folder, &name, &origin, !keys.is_empty())?;
                changed.entry(name).or_insert(keys)
            }
        };
        if !keys.iter().any(|known| known.vkey() == *vkey) {
            keys.push(log);
        }
        origins.push(origin);
    }
    for (name, keys) in &changed {
        let lines: String = keys.iter().map(|key| key.vkey() + "\n").collect();
        let Some(first) = keys.first() else { continue };
        // The state first: a log without one would be one that lost it.
        if folder.read(STATE, name).map_err(OpenError::Io)?.is_none() {
            let never = StateFile::new(first.origin(), None).to_bytes();
            folder.replace(STATE, name, &never).map_err(TrustError::Io)?;
        }
        folder.replace(LOGS, name, lines.as_bytes()).map_err(TrustError::Io)?;
    }
    Ok(origins)
}

/// That a log that is known, or of which a fork was kept, has not lost its state.
fn check_state(folder: &DataFolder, name: &str, origin: &Origin, is_known: bool) -> Result<(), OpenError> {
    let is_of_log = |fork: &String| fork.split_once('-').is_some_and(|(log, _)| log == name);
    let was_known = is_known || folder.names(EVIDENCE)?.iter().any(is_of_log);
    if was_known && folder.read(STATE, name)?.is_none() {
        return Err(OpenError::StateMissing(origin.clone()));
    }
    Ok(())
}
