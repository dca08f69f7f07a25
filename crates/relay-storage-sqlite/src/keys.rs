//! The key store.

use std::path::Path;

use async_trait::async_trait;
use sotto_relay_storage::{KeyStore, StoreError, Tenant};

use crate::database::{Database, failed};

/// The key store, `keys.db`.
#[derive(Clone, Debug)]
pub struct SqliteKeys {
    database: Database,
}

impl SqliteKeys {
    /// Opens the store in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Newer`], [`StoreError::Full`], [`StoreError::Backend`].
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let database = Database::open(&folder.join("keys.db"), &sqlx::migrate!("migrations/keys")).await?;
        Ok(Self { database })
    }

    /// Closes it.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

#[async_trait]
impl KeyStore for SqliteKeys {
    async fn data_key(&self, tenant: &Tenant, scope: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let organisation = tenant.as_bytes();
        let row = sqlx::query_file!("../relay-storage/sql/data_key.sql", organisation, scope)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        Ok(row.map(|row| row.wrapped))
    }

    async fn keep_data_key(&self, tenant: &Tenant, scope: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, StoreError> {
        let organisation = tenant.as_bytes();
        let row = sqlx::query_file!("../relay-storage/sql/data_key_keep.sql", organisation, scope, wrapped)
            .fetch_one(self.database.writer())
            .await
            .map_err(failed)?;
        Ok(row.wrapped)
    }

    async fn destroy_data_key(&self, tenant: &Tenant, scope: &[u8]) -> Result<(), StoreError> {
        let organisation = tenant.as_bytes();
        sqlx::query_file!("../relay-storage/sql/data_key_destroy.sql", organisation, scope)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        self.database.truncate_log().await
    }
}
