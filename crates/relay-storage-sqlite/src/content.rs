//! The content store: opening and closing. Its parts are in the files named after them.

use std::path::Path;

use sotto_relay_storage::StoreError;

use crate::database::Database;

/// The content store, `content.db`.
#[derive(Clone, Debug)]
pub struct SqliteContent {
    pub(crate) database: Database,
}

impl SqliteContent {
    /// Opens the store in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Newer`], [`StoreError::Full`], [`StoreError::Backend`].
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let database = Database::open(&folder.join("content.db"), &sqlx::migrate!("migrations/content")).await?;
        Ok(Self { database })
    }

    /// Closes it.
    pub async fn close(&self) {
        self.database.close().await;
    }
}
