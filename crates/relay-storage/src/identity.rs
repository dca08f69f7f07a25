//! The identity store: what reporters disclose of themselves, apart from everything else.

use async_trait::async_trait;
use sotto_protocol::ids::RecordId;

use crate::{StoreError, Tenant};

/// Sealed records. Nothing here names a case or a person: what belongs together, the content store knows.
#[async_trait]
pub trait IdentityStore: Send + Sync {
    /// Keeps a record, in place of an earlier one with its identifier.
    async fn put_record(&self, tenant: &Tenant, record: &RecordId, sealed: &[u8]) -> Result<(), StoreError>;

    /// A record.
    async fn record(&self, tenant: &Tenant, record: &RecordId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Deletes a record, if it is there.
    async fn delete_record(&self, tenant: &Tenant, record: &RecordId) -> Result<(), StoreError>;

    /// All records that are kept.
    async fn records(&self, tenant: &Tenant) -> Result<Vec<RecordId>, StoreError>;
}
