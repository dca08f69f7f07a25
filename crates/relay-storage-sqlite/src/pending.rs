//! The queue of pending entries.

use async_trait::async_trait;
use sotto_relay_storage::{EntryId, PendingEntries, PendingEntry, PlacedEntry, StoreError, Tenant};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    database::failed,
    rows::{bytes, case, column, count},
};

/// Queues entries in the transaction of their effect.
pub(crate) async fn insert_pending(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    entries: &[PendingEntry],
) -> Result<(), StoreError> {
    for pending in entries {
        let (organisation, entry) = (tenant.as_bytes(), &pending.entry.0[..]);
        let case = pending.case.as_ref().map_or(&[][..], |case| case.as_bytes());
        let (event, salt) = (&pending.event[..], &pending.salt[..]);
        sqlx::query_file!("../relay-storage/sql/pending_insert.sql", organisation, entry, case, event, salt)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

#[async_trait]
impl PendingEntries for SqliteContent {
    async fn pending(&self, tenant: &Tenant, after: u64, limit: u32) -> Result<Vec<PlacedEntry>, StoreError> {
        let (organisation, after, limit) = (tenant.as_bytes(), column(after), i64::from(limit));
        let rows = sqlx::query_file!("../relay-storage/sql/pending_oldest.sql", organisation, after, limit)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.into_iter()
            .map(|row| {
                let entry = PendingEntry {
                    entry: EntryId(bytes(&row.entry, "pending_entries")?),
                    case: case(&row.case_id, "pending_entries")?,
                    event: row.event,
                    salt: bytes(&row.salt, "pending_entries")?,
                };
                Ok(PlacedEntry { position: count(row.position, "pending_entries")?, entry })
            })
            .collect()
    }

    async fn settle(&self, tenant: &Tenant, position: u64) -> Result<(), StoreError> {
        let (organisation, position) = (tenant.as_bytes(), column(position));
        sqlx::query_file!("../relay-storage/sql/pending_settle.sql", organisation, position)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn entries_of_effects(&self, tenant: &Tenant) -> Result<Vec<EntryId>, StoreError> {
        let organisation = tenant.as_bytes();
        let rows = sqlx::query_file!("../relay-storage/sql/entries_of_effects.sql", organisation)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter().map(|row| bytes(&row.entry, "acts").map(EntryId)).collect()
    }
}
