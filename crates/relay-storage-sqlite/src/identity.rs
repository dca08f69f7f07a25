//! The identity store.

use std::path::Path;

use async_trait::async_trait;
use sotto_relay_storage::{IdentityStore, StoreError, Tenant};

use crate::{
    database::{Database, failed},
    rows::count,
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
    async fn count_disclosures(&self, tenant: &Tenant) -> Result<u64, StoreError> {
        let organisation = tenant.as_bytes();
        let row = sqlx::query_file!("../relay-storage/sql/disclosures_count.sql", organisation)
            .fetch_one(self.database.reader())
            .await
            .map_err(failed)?;
        count(row.disclosures, "disclosures")
    }
}
