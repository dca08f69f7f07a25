//! KeyPackages.

use async_trait::async_trait;
use sotto_protocol::{ids::DeviceId, time::UnixSeconds};
use sotto_relay_storage::{
    KeyPackageCount, KeyPackages, PublishOutcome, SpentSolution, StoreError, StoredKeyPackage, Tenant,
};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    cases::spend,
    database::failed,
    rows::{column, small},
};

async fn count(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    device: &DeviceId,
    last_resort: bool,
    now: UnixSeconds,
) -> Result<u32, StoreError> {
    let (organisation, device) = (tenant.as_bytes(), &device.as_bytes()[..]);
    let (last_resort, now) = (i64::from(last_resort), column(now.0));
    let row = sqlx::query_file!("../relay-storage/sql/key_package_count.sql", organisation, device, last_resort, now)
        .fetch_one(db)
        .await
        .map_err(failed)?;
    small(row.packages, "key_packages")
}

async fn take(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    device: &DeviceId,
    now: UnixSeconds,
) -> Result<Option<Vec<u8>>, StoreError> {
    let (organisation, device, now) = (tenant.as_bytes(), &device.as_bytes()[..], column(now.0));
    let next = sqlx::query_file!("../relay-storage/sql/key_package_next.sql", organisation, device, now)
        .fetch_optional(&mut *db)
        .await
        .map_err(failed)?;
    let Some(next) = next else { return Ok(None) };
    if next.last_resort == 0 {
        let (reference, empty) = (&next.reference[..], &[][..]);
        sqlx::query_file!("../relay-storage/sql/key_package_take.sql", organisation, device, reference, empty)
            .execute(db)
            .await
            .map_err(failed)?;
    }
    Ok(Some(next.package))
}

#[async_trait]
impl KeyPackages for SqliteContent {
    async fn publish_key_packages(
        &self,
        tenant: &Tenant,
        device: &DeviceId,
        packages: &[StoredKeyPackage],
        replaces: bool,
        now: UnixSeconds,
        limit: u32,
    ) -> Result<PublishOutcome, StoreError> {
        let mut db = self.database.write().await?;
        let (organisation, id, at) = (tenant.as_bytes(), &device.as_bytes()[..], column(now.0));
        sqlx::query_file!("../relay-storage/sql/key_package_forget_expired.sql", organisation, id, at)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        let empty = &[][..];
        if replaces {
            sqlx::query_file!("../relay-storage/sql/key_packages_retire.sql", organisation, id, empty)
                .execute(&mut *db)
                .await
                .map_err(failed)?;
        }
        for package in packages {
            let (reference, bytes) = (&package.reference[..], &package.package[..]);
            let (last_resort, until) = (i64::from(package.last_resort), column(package.expires_at.0));
            let kept = sqlx::query_file!(
                "../relay-storage/sql/key_package_insert.sql",
                organisation,
                id,
                reference,
                bytes,
                last_resort,
                until
            )
            .execute(&mut *db)
            .await
            .map_err(failed)?;
            if package.last_resort && kept.rows_affected() == 1 {
                sqlx::query_file!(
                    "../relay-storage/sql/key_package_retire_last_resort.sql",
                    organisation,
                    id,
                    reference,
                    empty
                )
                .execute(&mut *db)
                .await
                .map_err(failed)?;
            }
        }
        if count(&mut db, tenant, device, false, now).await? > limit {
            return Ok(PublishOutcome::TooMany);
        }
        db.commit().await.map_err(failed)?;
        Ok(PublishOutcome::Published)
    }

    async fn take_key_packages(
        &self,
        tenant: &Tenant,
        devices: &[DeviceId],
        solution: &SpentSolution,
        now: UnixSeconds,
    ) -> Result<Option<Vec<Option<Vec<u8>>>>, StoreError> {
        let mut db = self.database.write().await?;
        if !spend(&mut db, tenant, solution).await? {
            return Ok(None);
        }
        let mut taken = Vec::with_capacity(devices.len());
        for device in devices {
            taken.push(take(&mut db, tenant, device, now).await?);
        }
        db.commit().await.map_err(failed)?;
        Ok(Some(taken))
    }

    async fn count_key_packages(
        &self,
        tenant: &Tenant,
        device: &DeviceId,
        now: UnixSeconds,
    ) -> Result<KeyPackageCount, StoreError> {
        let mut db = self.database.reader().acquire().await.map_err(failed)?;
        Ok(KeyPackageCount {
            one_time: count(&mut db, tenant, device, false, now).await?,
            last_resort: count(&mut db, tenant, device, true, now).await? > 0,
        })
    }
}
