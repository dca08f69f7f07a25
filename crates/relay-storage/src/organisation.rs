//! Organisations, their rosters, and the acts that they rest on.

use async_trait::async_trait;
use sotto_protocol::{
    ids::{DeviceId, OrganisationId},
    time::UnixSeconds,
};

use crate::{EntryId, NewDevice, PendingEntry, StoreError, Tenant};

/// A signed act, kept because its log entry commits to it, and so that it is done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRecord {
    /// Who signed: an Ed25519 public key.
    pub signer: [u8; 32],
    /// The act's own identifier, the signer's choice.
    pub act: [u8; 16],
    /// SHA-256 of it as it travelled.
    pub hash: [u8; 32],
    /// The act as it travelled, sealed.
    pub request: Vec<u8>,
    /// Its log entry.
    pub entry: EntryId,
    /// When the relay did it.
    pub at: UnixSeconds,
}

/// What is known of an act that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedAct {
    /// SHA-256 of it as it travelled.
    pub hash: [u8; 32],
    /// Its log entry.
    pub entry: EntryId,
}

/// An organisation on a fresh relay.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Its identifier.
    pub organisation: OrganisationId,
    /// Its root metadata, encoded.
    pub roots: Vec<u8>,
    /// Its first roster.
    pub roster: NewRoster,
    /// The devices of that roster.
    pub devices: Vec<NewDevice>,
    /// The act that asked for it.
    pub act: ActRecord,
    /// Its entries.
    pub pending: Vec<PendingEntry>,
}

/// A roster that the relay has verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRoster {
    /// Its number.
    pub version: u32,
    /// As it travels.
    pub roster: Vec<u8>,
    /// The log entry of its publication.
    pub entry: EntryId,
    /// All devices that it certifies.
    pub certified: Vec<DeviceId>,
}

/// What is known of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOrganisation {
    /// Its root metadata, encoded.
    pub roots: Vec<u8>,
    /// The number of the newest roster.
    pub roster_version: u32,
    /// That roster, as it travels.
    pub roster: Vec<u8>,
    /// The log entry of its publication.
    pub roster_entry: EntryId,
}

/// A roster of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRoster {
    /// As it travels.
    pub roster: Vec<u8>,
    /// The log entry of its publication.
    pub entry: EntryId,
}

/// What an office stated of this relay: that it was put back from an older copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredIncarnation {
    /// Its number; the log as it was founded has none that is stored.
    pub number: u32,
    /// The statement as it travels.
    pub statement: Vec<u8>,
    /// Its log entry.
    pub entry: EntryId,
}

/// Organisations, their rosters, and acts.
#[async_trait]
pub trait Organisations: Send + Sync {
    /// Everyone who has data here.
    async fn organisations(&self) -> Result<Vec<Tenant>, StoreError>;

    /// Founds an organisation; `None`, and nothing changed, if there is one already.
    async fn found(&self, founding: &Founding) -> Result<Option<Tenant>, StoreError>;

    /// Root metadata and newest roster.
    async fn organisation(&self, tenant: &Tenant) -> Result<StoredOrganisation, StoreError>;

    /// The roster of this version.
    async fn roster(&self, tenant: &Tenant, version: u32) -> Result<Option<StoredRoster>, StoreError>;

    /// Publishes the next roster and marks the devices that it certifies; `false`, and nothing
    /// changed, if its number is not the newest plus one.
    ///
    /// # Errors
    /// [`StoreError::Repeated`] if the act was done before.
    async fn publish_roster(
        &self,
        tenant: &Tenant,
        roster: &NewRoster,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<bool, StoreError>;

    /// Keeps a statement, and hands out none of the one-time KeyPackages that are here any more: some may have been handed
    /// out after the copy was made. `false`, and nothing changed, if its number is not higher than that of every one before.
    ///
    /// # Errors
    /// [`StoreError::Repeated`] if the act was done before.
    async fn state_restored(
        &self,
        tenant: &Tenant,
        incarnation: &StoredIncarnation,
        act: &ActRecord,
        pending: &[PendingEntry],
    ) -> Result<bool, StoreError>;

    /// The newest statement.
    async fn incarnation(&self, tenant: &Tenant) -> Result<Option<StoredIncarnation>, StoreError>;

    /// An act that was done: the one of `signer` with the identifier `act`.
    async fn act(&self, tenant: &Tenant, signer: &[u8; 32], act: &[u8; 16]) -> Result<Option<RecordedAct>, StoreError>;
}
