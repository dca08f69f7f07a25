//! Invitations and devices.

use async_trait::async_trait;
use sotto_protocol::{ids::DeviceId, time::UnixSeconds};
use sotto_relay_storage::{
    ActRecord, Devices, Invitation, JoinOutcome, NewDevice, PendingEntry, StoreError, StoredDevice, Tenant,
};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    database::failed,
    organisations::insert_act,
    pending::insert_pending,
    rows::{bytes, column, count, id, small},
};

/// Keeps a device; `false` if it is known.
pub(crate) async fn insert_device(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    new: &NewDevice,
) -> Result<bool, StoreError> {
    let (organisation, device, key) = (tenant.as_bytes(), &new.device.as_bytes()[..], &new.channel_key[..]);
    let (profile, at) = (&new.profile[..], column(new.joined_at.0));
    let kept = sqlx::query_file!("../relay-storage/sql/device_insert.sql", organisation, device, key, profile, at)
        .execute(db)
        .await
        .map_err(failed)?;
    Ok(kept.rows_affected() == 1)
}

#[async_trait]
impl Devices for SqliteContent {
    async fn invite(
        &self,
        tenant: &Tenant,
        invitation: &Invitation,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<bool, StoreError> {
        let mut db = self.database.write().await?;
        insert_act(&mut db, tenant, act).await?;
        let (organisation, token, email) = (tenant.as_bytes(), &invitation.token_hash[..], &invitation.email[..]);
        let (role, by) = (i64::from(invitation.role), &invitation.invited_by.as_bytes()[..]);
        let until = column(invitation.expires_at.0);
        let kept = sqlx::query_file!(
            "../relay-storage/sql/invitation_insert.sql",
            organisation,
            token,
            email,
            role,
            by,
            until
        )
        .execute(&mut *db)
        .await
        .map_err(failed)?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(true)
    }

    async fn invitation(&self, tenant: &Tenant, token_hash: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        let (organisation, token) = (tenant.as_bytes(), &token_hash[..]);
        let row = sqlx::query_file!("../relay-storage/sql/invitation.sql", organisation, token)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            Ok(Invitation {
                token_hash: *token_hash,
                email: row.email,
                role: small(row.role, "invitations")?,
                invited_by: id(&row.invited_by, "invitations")?,
                expires_at: UnixSeconds(count(row.expires_at, "invitations")?),
            })
        })
        .transpose()
    }

    async fn join(
        &self,
        tenant: &Tenant,
        token_hash: &[u8; 32],
        device: &NewDevice,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<JoinOutcome, StoreError> {
        let mut db = self.database.write().await?;
        insert_act(&mut db, tenant, act).await?;
        let (organisation, token, now) = (tenant.as_bytes(), &token_hash[..], column(device.joined_at.0));
        let used = sqlx::query_file!("../relay-storage/sql/invitation_use.sql", organisation, token, now)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        if used.rows_affected() == 0 {
            return Ok(JoinOutcome::TokenInvalid);
        }
        if !insert_device(&mut db, tenant, device).await? {
            return Ok(JoinOutcome::DeviceKnown);
        }
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(JoinOutcome::Joined)
    }

    async fn device(&self, tenant: &Tenant, device: &DeviceId) -> Result<Option<StoredDevice>, StoreError> {
        let (organisation, key) = (tenant.as_bytes(), &device.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/device.sql", organisation, key)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            let known = NewDevice {
                device: *device,
                channel_key: bytes(&row.channel_key, "devices")?,
                profile: row.profile,
                joined_at: UnixSeconds(count(row.joined_at, "devices")?),
            };
            Ok(StoredDevice { device: known, was_certified: row.was_certified != 0 })
        })
        .transpose()
    }

    async fn waiting_devices(&self, tenant: &Tenant) -> Result<Vec<NewDevice>, StoreError> {
        let organisation = tenant.as_bytes();
        let rows = sqlx::query_file!("../relay-storage/sql/devices_waiting.sql", organisation)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.into_iter()
            .map(|row| {
                Ok(NewDevice {
                    device: id(&row.device, "devices")?,
                    channel_key: bytes(&row.channel_key, "devices")?,
                    profile: row.profile,
                    joined_at: UnixSeconds(count(row.joined_at, "devices")?),
                })
            })
            .collect()
    }
}
