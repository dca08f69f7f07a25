//! Sealing at rest: blobs and sensitive columns, under one data key a case and one an organisation.
//!
//! A data key is kept wrapped before anything is sealed with it. Destroying its row in the key store
//! destroys what it sealed, also in backups of the other stores.

use std::sync::Arc;

use sotto_protocol::ids::{BlobId, CaseId, DeviceId, MessageId, RecordId, RoomId};
use sotto_relay_storage::{KeyStore, StoreError, Tenant};
use zeroize::Zeroizing;

use crate::{aead, chance::Chance, key_encryption::KeyEncryption};

/// Whose data key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A case's: its appends and attachments.
    Case(CaseId),
    /// A disclosed identity's.
    Identity(RecordId),
    /// The organisation's: invitations, devices that wait, acts.
    Organisation,
}

impl Scope {
    fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Case(case) => [b"case/".as_slice(), case.as_bytes()].concat(),
            Self::Identity(record) => [b"identity/".as_slice(), record.as_bytes()].concat(),
            Self::Organisation => b"organisation".to_vec(),
        }
    }
}

/// The row whose column is sealed: part of the additional data, so that no row's bytes pass for
/// another's.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Row<'a> {
    /// The request of an append.
    Append(&'a RoomId, &'a MessageId),
    /// The request of another act.
    Act(&'a [u8; 32], &'a [u8; 16]),
    /// Whom an invitation is for.
    Invitation(&'a [u8; 32]),
    /// What a device said of itself.
    Device(&'a DeviceId),
    /// A segment of a blob.
    Segment(&'a BlobId, u32),
    /// A disclosed identity.
    Record(&'a RecordId),
}

impl Row<'_> {
    fn additional(self, tenant: &Tenant) -> Vec<u8> {
        let (table, key): (&[u8], Vec<u8>) = match self {
            Self::Append(room, message) => (b"appends", [&room.as_bytes()[..], message.as_bytes()].concat()),
            Self::Act(signer, act) => (b"acts", [&signer[..], act].concat()),
            Self::Invitation(token_hash) => (b"invitations", token_hash.to_vec()),
            Self::Device(device) => (b"devices", device.as_bytes().to_vec()),
            Self::Segment(blob, index) => (b"segments", [&blob.as_bytes()[..], &index.to_be_bytes()].concat()),
            Self::Record(record) => (b"records", record.as_bytes().to_vec()),
        };
        [b"sotto/at-rest/1\0", tenant.as_bytes(), table, b"\0", &key].concat()
    }
}

/// Makes and fetches data keys.
pub(crate) struct AtRest {
    store: Arc<dyn KeyStore>,
    kek: Box<dyn KeyEncryption>,
    chance: Arc<Chance>,
}

/// What a data key is wrapped for.
fn context(tenant: &Tenant, scope: Scope) -> Vec<u8> {
    [b"sotto/data-key/1\0", tenant.as_bytes(), &scope.to_bytes()[..]].concat()
}

/// The data key of one scope.
pub(crate) struct DataKey {
    key: Zeroizing<Vec<u8>>,
    tenant: Tenant,
    chance: Arc<Chance>,
}

impl AtRest {
    pub(crate) fn new(store: Arc<dyn KeyStore>, kek: Box<dyn KeyEncryption>, chance: Arc<Chance>) -> Self {
        Self { store, kek, chance }
    }

    /// The data key of `scope`, made if there is none.
    pub(crate) async fn key(&self, tenant: &Tenant, scope: Scope) -> Result<DataKey, StoreError> {
        match self.store.data_key(tenant, &scope.to_bytes()).await? {
            Some(wrapped) => self.unwrap(tenant, scope, &wrapped),
            None => self.first_key(tenant, scope).await,
        }
    }

    /// As [`Self::key`], for a scope that has none as yet, but for a rare one.
    pub(crate) async fn first_key(&self, tenant: &Tenant, scope: Scope) -> Result<DataKey, StoreError> {
        let fresh = Zeroizing::new(self.chance.bytes::<32>());
        let wrapped = self.kek.wrap(fresh.as_slice(), &context(tenant, scope), self.chance.bytes());
        let wrapped = wrapped.map_err(|_| StoreError::Damaged("data_keys"))?;
        let kept = self.store.keep_data_key(tenant, &scope.to_bytes(), &wrapped).await?;
        self.unwrap(tenant, scope, &kept)
    }

    /// The data key of `scope`, if it has one.
    pub(crate) async fn known_key(&self, tenant: &Tenant, scope: Scope) -> Result<Option<DataKey>, StoreError> {
        let wrapped = self.store.data_key(tenant, &scope.to_bytes()).await?;
        wrapped.map(|wrapped| self.unwrap(tenant, scope, &wrapped)).transpose()
    }

    /// Destroys the data key of `scope`: nothing that it sealed opens again.
    pub(crate) async fn destroy(&self, tenant: &Tenant, scope: Scope) -> Result<(), StoreError> {
        self.store.destroy_data_key(tenant, &scope.to_bytes()).await
    }

    fn unwrap(&self, tenant: &Tenant, scope: Scope, wrapped: &[u8]) -> Result<DataKey, StoreError> {
        let key = self.kek.unwrap(wrapped, &context(tenant, scope)).map_err(|_| StoreError::Damaged("data_keys"))?;
        Ok(DataKey { key, tenant: *tenant, chance: Arc::clone(&self.chance) })
    }
}

impl DataKey {
    /// Seals the column of `row`.
    pub(crate) fn seal(&self, row: Row<'_>, plaintext: &[u8]) -> Result<Vec<u8>, StoreError> {
        aead::seal(&self.key, self.chance.bytes(), &row.additional(&self.tenant), plaintext)
            .map_err(|_| StoreError::Damaged("data_keys"))
    }

    /// Opens the column of `row`.
    pub(crate) fn open(&self, row: Row<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        aead::open(&self.key, &row.additional(&self.tenant), sealed).map_err(|_| StoreError::Damaged("a sealed column"))
    }
}
