//! Log entries on their way from the content store, where they were committed with their effect, to
//! the audit store.

use async_trait::async_trait;
use sotto_protocol::ids::CaseId;

use crate::{StoreError, Tenant};

/// Names an entry before it has a place in the log: chance. Moving it twice keeps it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub [u8; 16]);

/// An entry that its effect committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEntry {
    /// Its name.
    pub entry: EntryId,
    /// The case whose readers may ask for it; none for the organisation's own events.
    pub case: Option<CaseId>,
    /// The event in canonical form.
    pub event: Vec<u8>,
    /// What its commitment is salted with.
    pub salt: [u8; 32],
}

/// A pending entry and its place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedEntry {
    /// Grows with every commit.
    pub position: u64,
    /// The entry.
    pub entry: PendingEntry,
}

/// The queue of pending entries.
#[async_trait]
pub trait PendingEntries: Send + Sync {
    /// The oldest entries beyond the position `after`, at most `limit`, in the order of their commits.
    async fn pending(&self, tenant: &Tenant, after: u64, limit: u32) -> Result<Vec<PlacedEntry>, StoreError>;

    /// Forgets what the audit store holds durably: all up to `position`, inclusive.
    async fn settle(&self, tenant: &Tenant, position: u64) -> Result<(), StoreError>;

    /// The entries of all effects that are stored: acts, and appends with an event.
    async fn entries_of_effects(&self, tenant: &Tenant) -> Result<Vec<EntryId>, StoreError>;
}
