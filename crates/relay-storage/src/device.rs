//! Invitations and handlers' devices.

use async_trait::async_trait;
use sotto_protocol::{ids::DeviceId, time::UnixSeconds};

use crate::{ActRecord, PendingEntry, StoreError, Tenant};

/// An invitation; its token is known by its hash alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// Whom it is for, sealed.
    pub email: Vec<u8>,
    /// The role that is meant, as the wire numbers it.
    pub role: u8,
    /// By whose device.
    pub invited_by: DeviceId,
    /// Not taken from then on.
    pub expires_at: UnixSeconds,
}

/// A device that presents itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDevice {
    /// Its identifier.
    pub device: DeviceId,
    /// X25519, proves it on its channel.
    pub channel_key: [u8; 32],
    /// What it said of itself, sealed.
    pub profile: Vec<u8>,
    /// When.
    pub joined_at: UnixSeconds,
}

/// A device as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDevice {
    /// What it brought.
    pub device: NewDevice,
    /// Whether any roster ever certified it.
    pub was_certified: bool,
}

/// What became of a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinOutcome {
    /// The device waits to be certified.
    Joined,
    /// The token was used, has expired, or never was.
    TokenInvalid,
    /// A device with this credential is known already.
    DeviceKnown,
}

/// Invitations and devices.
#[async_trait]
pub trait Devices: Send + Sync {
    /// Keeps an invitation; `false`, and nothing changed, if one with this token exists.
    ///
    /// # Errors
    /// [`StoreError::Repeated`] if the act was done before.
    async fn invite(
        &self,
        tenant: &Tenant,
        invitation: &Invitation,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<bool, StoreError>;

    /// The invitation with this token, used or not.
    async fn invitation(&self, tenant: &Tenant, token_hash: &[u8; 32]) -> Result<Option<Invitation>, StoreError>;

    /// Uses the invitation and keeps the device.
    ///
    /// # Errors
    /// [`StoreError::Repeated`] if the act was done before.
    async fn join(
        &self,
        tenant: &Tenant,
        token_hash: &[u8; 32],
        device: &NewDevice,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<JoinOutcome, StoreError>;

    /// A device that joined or was certified.
    async fn device(&self, tenant: &Tenant, device: &DeviceId) -> Result<Option<StoredDevice>, StoreError>;

    /// Devices that no roster ever certified, oldest first.
    async fn waiting_devices(&self, tenant: &Tenant) -> Result<Vec<NewDevice>, StoreError>;
}
