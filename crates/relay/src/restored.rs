//! `sotto-relay restored`: marks a relay whose folder was put back from a copy. It then serves nobody until the office has
//! stated it, so that nothing comes between the copy and the statement.

use std::{io, path::Path};

use crate::{
    data_folder::{DataFolder, RESTORED},
    relay::{StartError, Stores, read_keys},
};

/// Why a relay was not marked.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum RestoredError {
    /// Local: the folder is not that of a relay, or its keys don't unwrap.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Local: the mark could not be written.
    #[error("the mark could not be written")]
    Write(#[source] io::Error),
}

impl RestoredError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Start(error) => error.code(),
            Self::Write(_) => "mark_not_written",
        }
    }
}

/// Marks the relay in `data`, which must not run. What the copy holds must open first.
///
/// # Errors
/// [`RestoredError`].
// enforces: LOG-45
pub async fn mark_restored(data: &Path) -> Result<(), RestoredError> {
    let folder = DataFolder::at(data);
    read_keys(&folder)?;
    let stores = Stores::open(&folder).await.map_err(StartError::Store)?;
    stores.close().await;
    folder.replace(RESTORED, b"").map_err(RestoredError::Write)
}
