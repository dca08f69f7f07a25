//! Organisations, rosters and acts.

use async_trait::async_trait;
use sotto_protocol::ids::DeviceId;
use sotto_relay_storage::{
    ActRecord, EntryId, Founding, NewRoster, Organisations, PendingEntry, RecordedAct, StoreError, StoredIncarnation,
    StoredOrganisation, StoredRoster, Tenant,
};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    database::failed,
    devices::insert_device,
    pending::insert_pending,
    rows::{bytes, column, id, small},
};

/// Keeps an act; it must be new.
pub(crate) async fn insert_act(db: &mut SqliteConnection, tenant: &Tenant, act: &ActRecord) -> Result<(), StoreError> {
    let (organisation, signer, id, hash) = (tenant.as_bytes(), &act.signer[..], &act.act[..], &act.hash[..]);
    let (request, entry, at) = (&act.request[..], &act.entry.0[..], column(act.at.0));
    let kept =
        sqlx::query_file!("../relay-storage/sql/act_insert.sql", organisation, signer, id, hash, request, entry, at)
            .execute(db)
            .await
            .map_err(failed)?;
    if kept.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Repeated) }
}

async fn insert_roster(db: &mut SqliteConnection, tenant: &Tenant, next: &NewRoster) -> Result<(), StoreError> {
    let (organisation, version) = (tenant.as_bytes(), i64::from(next.version));
    let (roster, entry) = (&next.roster[..], &next.entry.0[..]);
    sqlx::query_file!("../relay-storage/sql/roster_insert.sql", organisation, version, roster, entry)
        .execute(&mut *db)
        .await
        .map_err(failed)?;
    for device in &next.certified {
        certify(db, tenant, device).await?;
    }
    Ok(())
}

async fn certify(db: &mut SqliteConnection, tenant: &Tenant, device: &DeviceId) -> Result<(), StoreError> {
    let (organisation, device) = (tenant.as_bytes(), &device.as_bytes()[..]);
    sqlx::query_file!("../relay-storage/sql/device_certify.sql", organisation, device)
        .execute(db)
        .await
        .map_err(failed)?;
    Ok(())
}

#[async_trait]
impl Organisations for SqliteContent {
    async fn organisations(&self) -> Result<Vec<Tenant>, StoreError> {
        let rows = sqlx::query_file!("../relay-storage/sql/organisations.sql")
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter().map(|row| id(&row.organisation, "organisations").map(Tenant::stored)).collect()
    }

    async fn found(&self, founding: &Founding) -> Result<Option<Tenant>, StoreError> {
        let tenant = Tenant::stored(founding.organisation);
        let mut db = self.database.write().await?;
        let (organisation, roots) = (tenant.as_bytes(), &founding.roots[..]);
        let founded = sqlx::query_file!("../relay-storage/sql/organisation_found.sql", organisation, roots)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        if founded.rows_affected() == 0 {
            return Ok(None);
        }
        for device in &founding.devices {
            insert_device(&mut db, &tenant, device).await?;
        }
        insert_roster(&mut db, &tenant, &founding.roster).await?;
        insert_act(&mut db, &tenant, &founding.act).await?;
        insert_pending(&mut db, &tenant, &founding.pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(Some(tenant))
    }

    async fn organisation(&self, tenant: &Tenant) -> Result<StoredOrganisation, StoreError> {
        let organisation = tenant.as_bytes();
        let missing = StoreError::Damaged("organisations");
        let root = sqlx::query_file!("../relay-storage/sql/organisation_roots.sql", organisation)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        let newest = sqlx::query_file!("../relay-storage/sql/roster_newest.sql", organisation)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        let (Some(root), Some(newest)) = (root, newest) else { return Err(missing) };
        Ok(StoredOrganisation {
            roots: root.roots,
            roster_version: small(newest.version, "rosters")?,
            roster: newest.roster,
            roster_entry: EntryId(bytes(&newest.entry, "rosters")?),
        })
    }

    async fn roster(&self, tenant: &Tenant, version: u32) -> Result<Option<StoredRoster>, StoreError> {
        let (organisation, version) = (tenant.as_bytes(), i64::from(version));
        let row = sqlx::query_file!("../relay-storage/sql/roster_by_version.sql", organisation, version)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| Ok(StoredRoster { roster: row.roster, entry: EntryId(bytes(&row.entry, "rosters")?) }))
            .transpose()
    }

    async fn publish_roster(
        &self,
        tenant: &Tenant,
        roster: &NewRoster,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<bool, StoreError> {
        let mut db = self.database.write().await?;
        insert_act(&mut db, tenant, act).await?;
        let organisation = tenant.as_bytes();
        let newest = sqlx::query_file!("../relay-storage/sql/roster_newest.sql", organisation)
            .fetch_optional(&mut *db)
            .await
            .map_err(failed)?;
        let follows = newest.is_some_and(|newest| newest.version + 1 == i64::from(roster.version));
        if !follows {
            return Ok(false);
        }
        insert_roster(&mut db, tenant, roster).await?;
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(true)
    }

    async fn state_restored(
        &self,
        tenant: &Tenant,
        incarnation: &StoredIncarnation,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<bool, StoreError> {
        let mut db = self.database.write().await?;
        insert_act(&mut db, tenant, act).await?;
        let (organisation, number) = (tenant.as_bytes(), i64::from(incarnation.number));
        let newest = sqlx::query_file!("../relay-storage/sql/incarnation_newest.sql", organisation)
            .fetch_optional(&mut *db)
            .await
            .map_err(failed)?;
        if newest.is_some_and(|newest| newest.number >= number) {
            return Ok(false);
        }
        let (statement, entry) = (&incarnation.statement[..], &incarnation.entry.0[..]);
        sqlx::query_file!("../relay-storage/sql/incarnation_insert.sql", organisation, number, statement, entry)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        let nothing: &[u8] = &[];
        sqlx::query_file!("../relay-storage/sql/key_packages_forget_one_time.sql", organisation, nothing)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(true)
    }

    async fn incarnation(&self, tenant: &Tenant) -> Result<Option<StoredIncarnation>, StoreError> {
        let organisation = tenant.as_bytes();
        let row = sqlx::query_file!("../relay-storage/sql/incarnation_newest.sql", organisation)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            let (number, entry) = (small(row.number, "incarnations")?, EntryId(bytes(&row.entry, "incarnations")?));
            Ok(StoredIncarnation { number, statement: row.statement, entry })
        })
        .transpose()
    }

    async fn act(&self, tenant: &Tenant, signer: &[u8; 32], act: &[u8; 16]) -> Result<Option<RecordedAct>, StoreError> {
        let (organisation, signer, act) = (tenant.as_bytes(), &signer[..], &act[..]);
        let row = sqlx::query_file!("../relay-storage/sql/act_by_id.sql", organisation, signer, act)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| Ok(RecordedAct { hash: bytes(&row.hash, "acts")?, entry: EntryId(bytes(&row.entry, "acts")?) }))
            .transpose()
    }
}
