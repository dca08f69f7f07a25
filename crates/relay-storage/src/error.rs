//! Why a store did not do something.

use core::error::Error;

/// Why a store did not do something. Whatever the reason, nothing of the operation was kept.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Local: no space is left.
    #[error("no space is left")]
    Full,
    /// This very act was done before; [`Organisations::act`](crate::Organisations::act) has it.
    #[error("the act was done before")]
    Repeated,
    /// Local: a row does not hold what it must; the name says of which table.
    #[error("a row of {0} is damaged")]
    Damaged(&'static str),
    /// Local: the store was written by a newer version.
    #[error("the store was written by a newer version")]
    Newer,
    /// Local: anything else that the backend reports.
    #[error("the store failed")]
    Backend(#[source] Box<dyn Error + Send + Sync>),
}
