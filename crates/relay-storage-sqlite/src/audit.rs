//! The audit store.

use std::path::Path;

use async_trait::async_trait;
use sotto_protocol::ids::CaseId;
use sotto_relay_storage::{AuditBatch, AuditEntry, AuditState, AuditStore, EntryId, StoreError, Tenant};
use sqlx::{Sqlite, SqliteConnection, SqliteExecutor, Transaction};

use crate::{
    database::{Database, failed},
    rows::{bytes, column, count},
};

/// The audit store, `audit.db`.
#[derive(Clone, Debug)]
pub struct SqliteAudit {
    database: Database,
}

impl SqliteAudit {
    /// Opens the store in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Newer`], [`StoreError::Full`], [`StoreError::Backend`].
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let database = Database::open(&folder.join("audit.db"), &sqlx::migrate!("migrations/audit")).await?;
        Ok(Self { database })
    }

    /// Closes it.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

async fn state(db: impl SqliteExecutor<'_>, tenant: &Tenant) -> Result<AuditState, StoreError> {
    let organisation = tenant.as_bytes();
    let row = sqlx::query_file!("../relay-storage/sql/audit_state.sql", organisation)
        .fetch_optional(db)
        .await
        .map_err(failed)?;
    let Some(row) = row else { return Ok(AuditState::default()) };
    Ok(AuditState { size: count(row.size, "checkpoints")?, checkpoint: row.checkpoint })
}

/// Adds the entries; `false` if one was there.
async fn insert_entries(
    db: &mut Transaction<'static, Sqlite>,
    tenant: &Tenant,
    batch: &AuditBatch,
) -> Result<bool, StoreError> {
    let organisation = tenant.as_bytes();
    for (place, added) in (batch.first..).zip(&batch.entries) {
        let (place, entry) = (column(place), &added.entry.0[..]);
        let case = added.case.as_ref().map_or(&[][..], |case| case.as_bytes());
        let (event, salt) = (&added.event[..], &added.salt[..]);
        let kept = sqlx::query_file!(
            "../relay-storage/sql/audit_entry_insert.sql",
            organisation,
            place,
            entry,
            case,
            event,
            salt
        )
        .execute(&mut **db)
        .await
        .map_err(failed)?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn insert_hashes(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    hashes: &[(u64, [u8; 32])],
) -> Result<(), StoreError> {
    let organisation = tenant.as_bytes();
    for (place, hash) in hashes {
        let (place, hash) = (column(*place), &hash[..]);
        sqlx::query_file!("../relay-storage/sql/audit_hash_insert.sql", organisation, place, hash)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// The columns of an entry, as three queries give them.
macro_rules! audit_entry {
    ($row:expr) => {{
        let row = $row;
        Ok(AuditEntry {
            index: count(row.place, "entries")?,
            entry: EntryId(bytes(&row.entry, "entries")?),
            event: row.event,
            salt: bytes(&row.salt, "entries")?,
        })
    }};
}

#[async_trait]
impl AuditStore for SqliteAudit {
    async fn state(&self, tenant: &Tenant) -> Result<AuditState, StoreError> {
        state(self.database.reader(), tenant).await
    }

    async fn append_batch(&self, tenant: &Tenant, batch: &AuditBatch) -> Result<bool, StoreError> {
        let mut db = self.database.write().await?;
        if state(&mut *db, tenant).await?.size != batch.first || !insert_entries(&mut db, tenant, batch).await? {
            return Ok(false);
        }
        insert_hashes(&mut db, tenant, &batch.hashes).await?;
        let added = u64::try_from(batch.entries.len()).map_err(|_| StoreError::Damaged("entries"))?;
        let (organisation, size, note) = (tenant.as_bytes(), column(batch.first + added), &batch.checkpoint[..]);
        sqlx::query_file!("../relay-storage/sql/audit_checkpoint_keep.sql", organisation, size, note)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        db.commit().await.map_err(failed)?;
        Ok(true)
    }

    async fn keep_checkpoint(&self, tenant: &Tenant, size: u64, checkpoint: &[u8]) -> Result<(), StoreError> {
        let (organisation, size) = (tenant.as_bytes(), column(size));
        sqlx::query_file!("../relay-storage/sql/audit_checkpoint_resign.sql", organisation, size, checkpoint)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn entry(&self, tenant: &Tenant, entry: &EntryId) -> Result<Option<AuditEntry>, StoreError> {
        let (organisation, entry) = (tenant.as_bytes(), &entry.0[..]);
        let row = sqlx::query_file!("../relay-storage/sql/audit_entry.sql", organisation, entry)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| audit_entry!(row)).transpose()
    }

    async fn entries_of_case(&self, tenant: &Tenant, case: &CaseId) -> Result<Vec<AuditEntry>, StoreError> {
        let (organisation, case) = (tenant.as_bytes(), &case.as_bytes()[..]);
        let rows = sqlx::query_file!("../relay-storage/sql/audit_entries_of_case.sql", organisation, case)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.into_iter().map(|row| audit_entry!(row)).collect()
    }

    async fn entries(&self, tenant: &Tenant, first: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let (organisation, first, limit) = (tenant.as_bytes(), column(first), i64::from(limit));
        let rows = sqlx::query_file!("../relay-storage/sql/audit_entries.sql", organisation, first, limit)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.into_iter().map(|row| audit_entry!(row)).collect()
    }

    async fn tree_hashes(&self, tenant: &Tenant, indexes: &[u64]) -> Result<Vec<(u64, [u8; 32])>, StoreError> {
        let organisation = tenant.as_bytes();
        let mut db = self.database.reader().acquire().await.map_err(failed)?;
        let mut found = Vec::with_capacity(indexes.len());
        for index in indexes {
            let place = column(*index);
            let row = sqlx::query_file!("../relay-storage/sql/audit_hash.sql", organisation, place)
                .fetch_optional(&mut *db)
                .await
                .map_err(failed)?;
            if let Some(row) = row {
                found.push((*index, bytes(&row.hash, "tree_hashes")?));
            }
        }
        Ok(found)
    }
}
