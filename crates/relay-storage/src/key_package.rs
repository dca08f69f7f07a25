//! KeyPackages that devices leave behind.

use async_trait::async_trait;
use sotto_protocol::{ids::DeviceId, time::UnixSeconds};

use crate::{SpentSolution, StoreError, Tenant};

/// A KeyPackage. Public, so not sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKeyPackage {
    /// RFC 9420 §5.2: its reference.
    pub reference: [u8; 32],
    /// The MLS message.
    pub package: Vec<u8>,
    /// Handed out when no one-time package is left, again and again.
    pub last_resort: bool,
    /// Not handed out from then on.
    pub expires_at: UnixSeconds,
}

/// What became of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishOutcome {
    /// All are there; those with a known reference changed nothing.
    Published,
    /// There would be too many; nothing changed.
    TooMany,
}

/// What a device has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPackageCount {
    /// One-time packages, not expired and not handed out.
    pub one_time: u32,
    /// Whether an unexpired last-resort package is there.
    pub last_resort: bool,
}

/// KeyPackages.
#[async_trait]
pub trait KeyPackages: Send + Sync {
    /// Keeps packages; a reference that was handed out once is never handed out again.
    ///
    /// `replaces`: none that was kept before is handed out any more. `limit`: how many unexpired ones a device may have. A
    /// new last-resort package replaces the older ones.
    async fn publish_key_packages(
        &self,
        tenant: &Tenant,
        device: &DeviceId,
        packages: &[StoredKeyPackage],
        replaces: bool,
        now: UnixSeconds,
        limit: u32,
    ) -> Result<PublishOutcome, StoreError>;

    /// One package for each device, one-time ones once; `None` if the solution was spent before.
    async fn take_key_packages(
        &self,
        tenant: &Tenant,
        devices: &[DeviceId],
        solution: &SpentSolution,
        now: UnixSeconds,
    ) -> Result<Option<Vec<Option<Vec<u8>>>>, StoreError>;

    /// What `device` has left.
    async fn count_key_packages(
        &self,
        tenant: &Tenant,
        device: &DeviceId,
        now: UnixSeconds,
    ) -> Result<KeyPackageCount, StoreError>;
}
