//! The identity store: what reporters disclose of themselves, apart from everything else.

use async_trait::async_trait;

use crate::{StoreError, Tenant};

/// Disclosed identities. It exists from the first migration on, so that no identity is ever kept
/// anywhere else; nothing writes to it yet.
#[async_trait]
pub trait IdentityStore: Send + Sync {
    /// How many disclosures are kept.
    async fn count_disclosures(&self, tenant: &Tenant) -> Result<u64, StoreError>;
}
