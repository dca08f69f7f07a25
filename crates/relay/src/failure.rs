//! What can fail in any request, and what a principal is told of it.

use sotto_relay_api::Refusal;
use sotto_relay_storage::StoreError;
use sotto_tlog::{EventError, SignError, TreeError};

/// The relay itself failed: nothing was acknowledged.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Local: a store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Local: the log could not grow.
    #[error(transparent)]
    Log(#[from] LogError),
    /// Local: an event could not be written down.
    #[error(transparent)]
    Event(#[from] EventError),
}

/// Why the log did not take what was pending.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Local: a store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Local: the stored hashes are not those of a tree.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// Local: the key does not sign this tree after the last one.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// Local: the stored checkpoint is not one of this log.
    #[error("the stored checkpoint is not one of this log")]
    Checkpoint,
    /// Local: the audit store has changed beside the relay.
    #[error("the audit store was changed beside the relay")]
    Changed,
    /// Local: an entry that was committed is in neither store.
    #[error("an entry is missing")]
    EntryMissing,
    /// The relay is stopping.
    #[error("the relay is stopping")]
    Stopping,
}

impl Failure {
    /// What a principal is told.
    pub(crate) fn refusal(&self) -> Refusal {
        match self {
            Self::Store(StoreError::Full) | Self::Log(LogError::Store(StoreError::Full)) => Refusal::StorageFull,
            // Another act of this signer has the identifier, or this one is being done right now.
            Self::Store(StoreError::Repeated) => Refusal::BadRequest,
            _ => Refusal::Internal,
        }
    }
}

/// An endpoint's error, as a principal is told of it.
pub(crate) trait Refused {
    /// The word for it. Strangers get no finer reason.
    fn refusal(&self) -> Refusal;
}
