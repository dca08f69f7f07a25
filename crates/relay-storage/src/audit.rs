//! The audit store: entries, the hashes of their tree, and the newest checkpoint.

use async_trait::async_trait;
use sotto_protocol::ids::CaseId;

use crate::{EntryId, PendingEntry, StoreError, Tenant};

/// Where a log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditState {
    /// How many entries it holds.
    pub size: u64,
    /// The checkpoint last signed, a signed note; empty before the first.
    pub checkpoint: Vec<u8>,
}

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Counted from 0.
    pub index: u64,
    /// Its name.
    pub entry: EntryId,
    /// The event in canonical form.
    pub event: Vec<u8>,
    /// What its commitment is salted with.
    pub salt: [u8; 32],
}

/// Entries that join a log together.
#[derive(Clone, Debug)]
pub struct AuditBatch {
    /// The place of the first one: the size before.
    pub first: u64,
    /// In order.
    pub entries: Vec<PendingEntry>,
    /// Hashes of the tree by their index.
    pub hashes: Vec<(u64, [u8; 32])>,
    /// The checkpoint over all of them.
    pub checkpoint: Vec<u8>,
}

/// The log's storage. Entries are only ever added.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// Where the log stands.
    async fn state(&self, tenant: &Tenant) -> Result<AuditState, StoreError>;

    /// Adds a batch; `false`, and nothing changed, if the log has not the size `batch.first` or holds
    /// one of its entries.
    async fn append_batch(&self, tenant: &Tenant, batch: &AuditBatch) -> Result<bool, StoreError>;

    /// Keeps a checkpoint of the same size, signed anew.
    async fn keep_checkpoint(&self, tenant: &Tenant, size: u64, checkpoint: &[u8]) -> Result<(), StoreError>;

    /// An entry by its name.
    async fn entry(&self, tenant: &Tenant, entry: &EntryId) -> Result<Option<AuditEntry>, StoreError>;

    /// The entries of a case, in the log's order.
    async fn entries_of_case(&self, tenant: &Tenant, case: &CaseId) -> Result<Vec<AuditEntry>, StoreError>;

    /// Entries from `first` on, in order, at most `limit`.
    async fn entries(&self, tenant: &Tenant, first: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// Hashes of the tree, those that are there.
    async fn tree_hashes(&self, tenant: &Tenant, indexes: &[u64]) -> Result<Vec<(u64, [u8; 32])>, StoreError>;
}
