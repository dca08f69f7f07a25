//! The key store: wrapped data keys, as latest state only.

use async_trait::async_trait;

use crate::{StoreError, Tenant};

/// Data keys, wrapped by the key-encryption key. Destroying a row destroys what it sealed.
#[async_trait]
pub trait KeyStore: Send + Sync {
    /// The wrapped data key of `scope`.
    async fn data_key(&self, tenant: &Tenant, scope: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps `wrapped` as the data key of `scope` unless it has one; returns the one that it has.
    async fn keep_data_key(&self, tenant: &Tenant, scope: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, StoreError>;

    /// Destroys the data key of `scope`, if it has one.
    async fn destroy_data_key(&self, tenant: &Tenant, scope: &[u8]) -> Result<(), StoreError>;
}
