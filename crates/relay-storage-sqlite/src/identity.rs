//! The identity store.

use std::path::Path;

use async_trait::async_trait;
use sotto_protocol::ids::RecordId;
use sotto_relay_storage::{IdentityStore, StoreError, Tenant};

use crate::{
    database::{Database, failed},
    rows::id,
};

/// The identity store, `identity.db`.
#[derive(Clone, Debug)]
pub struct SqliteIdentity {
    database: Database,
}

impl SqliteIdentity {
    /// Opens the store in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Newer`], [`StoreError::Full`], [`StoreError::Backend`].
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let database = Database::open(&folder.join("identity.db"), &sqlx::migrate!("migrations/identity")).await?;
        Ok(Self { database })
    }

    /// Closes it.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

#[async_trait]
impl IdentityStore for SqliteIdentity {
    async fn put_record(&self, tenant: &Tenant, record: &RecordId, sealed: &[u8]) -> Result<(), StoreError> {
        let (organisation, record) = (tenant.as_bytes(), &record.as_bytes()[..]);
        sqlx::query_file!("../relay-storage/sql/record_put.sql", organisation, record, sealed)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn record(&self, tenant: &Tenant, record: &RecordId) -> Result<Option<Vec<u8>>, StoreError> {
        let (organisation, record) = (tenant.as_bytes(), &record.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/record.sql", organisation, record)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        Ok(row.map(|row| row.sealed))
    }

    async fn delete_record(&self, tenant: &Tenant, record: &RecordId) -> Result<(), StoreError> {
        let (organisation, record) = (tenant.as_bytes(), &record.as_bytes()[..]);
        sqlx::query_file!("../relay-storage/sql/record_delete.sql", organisation, record)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        self.database.truncate_log().await
    }

    async fn records(&self, tenant: &Tenant) -> Result<Vec<RecordId>, StoreError> {
        let organisation = tenant.as_bytes();
        let rows = sqlx::query_file!("../relay-storage/sql/records.sql", organisation)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter().map(|row| id(&row.record, "records")).collect()
    }
}
