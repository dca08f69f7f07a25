//! The identity service: all that touches the identity store. It hands a record out on a proof that the opening is in the
//! log, and not on anybody's word, the rest of the relay's included.

use std::{collections::HashMap, sync::Arc};

use sotto_protocol::{
    codec,
    identity::commitment,
    ids::{CaseId, DeviceId, RecordId},
};
use sotto_relay_api::LoggedEntry;
use sotto_relay_storage::{IdentityStore, StoreError, Tenant};
use sotto_tlog::{
    Actor, EventKind, InclusionProof, LeafIndex, LogVerifier, LoggedEvent, Salt, UnverifiedCheckpoint, verify_inclusion,
};
use tokio::sync::{Mutex, MutexGuard};

use crate::{
    at_rest::{AtRest, Row, Scope},
    context::hex,
};

/// Keeps and releases records.
pub(crate) struct Identities {
    store: Arc<dyn IdentityStore>,
    at_rest: Arc<AtRest>,
    /// Records that no append has disclosed yet: one a case.
    staged: std::sync::Mutex<HashMap<(Tenant, CaseId), RecordId>>,
    turn: Mutex<()>,
}

/// Who is to be given what.
pub(crate) struct Release<'a> {
    pub(crate) record: &'a RecordId,
    pub(crate) device: &'a DeviceId,
    /// The checkpoint under which the entry is proven, as it was signed.
    pub(crate) checkpoint: &'a [u8],
    /// That the device opened the record.
    pub(crate) opened: &'a LoggedEntry,
}

/// Why a record is not released.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReleaseError {
    /// The entry is not in the log, or says something else.
    #[error("the log does not have this opening")]
    NotLogged,
    /// Its key was destroyed.
    #[error("the record was withdrawn")]
    Gone,
    /// Local.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identities {
    pub(crate) fn new(store: Arc<dyn IdentityStore>, at_rest: Arc<AtRest>) -> Self {
        Self { store, at_rest, staged: std::sync::Mutex::default(), turn: Mutex::default() }
    }

    /// Held from before a step is in the log until its effect is done: the log's order decides between an opening and a
    /// withdrawal.
    pub(crate) async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Keeps a record that its reporter is about to disclose, in place of an earlier one that they did not; `false` if
    /// another record has its identifier.
    pub(crate) async fn stage(
        &self,
        tenant: &Tenant,
        case: CaseId,
        record: &RecordId,
        sealed: &[u8],
    ) -> Result<bool, StoreError> {
        if let Some(known) = self.commitment(tenant, record).await? {
            return Ok(known == commitment(sealed));
        }
        let earlier = self.staged().insert((*tenant, case), *record);
        if let Some(earlier) = earlier {
            self.destroy(tenant, &earlier).await?;
        }
        let key = self.at_rest.key(tenant, Scope::Identity(*record)).await?;
        self.store.put_record(tenant, record, &key.seal(Row::Record(record), sealed)?).await?;
        Ok(true)
    }

    /// The commitment of a record that is kept.
    pub(crate) async fn commitment(&self, tenant: &Tenant, record: &RecordId) -> Result<Option<[u8; 32]>, StoreError> {
        Ok(self.open(tenant, record).await?.map(|sealed| commitment(&sealed)))
    }

    /// A staged record was disclosed: it stays.
    pub(crate) fn disclosed(&self, tenant: &Tenant, case: CaseId) {
        self.staged().remove(&(*tenant, case));
    }

    /// A record, for the device that the log names as the one that opened it.
    // enforces: IDEN-12
    pub(crate) async fn release(
        &self,
        tenant: &Tenant,
        log: &LogVerifier,
        release: &Release<'_>,
    ) -> Result<Vec<u8>, ReleaseError> {
        if !is_logged(log, release) {
            return Err(ReleaseError::NotLogged);
        }
        self.open(tenant, release.record).await?.ok_or(ReleaseError::Gone)
    }

    /// Destroys a record: its key first, then the ciphertext.
    // enforces: IDEN-13
    pub(crate) async fn destroy(&self, tenant: &Tenant, record: &RecordId) -> Result<(), StoreError> {
        let is_gone = self.at_rest.known_key(tenant, Scope::Identity(*record)).await?.is_none()
            && self.store.record(tenant, record).await?.is_none();
        if is_gone {
            return Ok(());
        }
        self.at_rest.destroy(tenant, Scope::Identity(*record)).await?;
        self.store.delete_record(tenant, record).await
    }

    /// Destroys every record but the `standing` ones, and those that are about to be disclosed.
    // enforces: IDEN-13
    pub(crate) async fn sweep(&self, tenant: &Tenant, standing: &[RecordId]) -> Result<(), StoreError> {
        for record in self.store.records(tenant).await? {
            let is_staged = self.staged().values().any(|staged| *staged == record);
            if !is_staged && !standing.contains(&record) {
                self.destroy(tenant, &record).await?;
            }
        }
        Ok(())
    }

    async fn open(&self, tenant: &Tenant, record: &RecordId) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(key) = self.at_rest.known_key(tenant, Scope::Identity(*record)).await? else { return Ok(None) };
        let Some(stored) = self.store.record(tenant, record).await? else { return Ok(None) };
        Ok(Some(key.open(Row::Record(record), &stored)?.to_vec()))
    }

    fn staged(&self) -> std::sync::MutexGuard<'_, HashMap<(Tenant, CaseId), RecordId>> {
        self.staged.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Whether the log has it that this device opened this record.
fn is_logged(log: &LogVerifier, release: &Release<'_>) -> bool {
    let Ok(checkpoint) = UnverifiedCheckpoint::from_bytes(release.checkpoint.to_vec()).verify(log) else {
        return false;
    };
    let opened = release.opened;
    let Ok(proof) = codec::from_slice::<InclusionProof>(&opened.proof) else { return false };
    let logged = LoggedEvent::from_parts(opened.event.to_vec(), Salt::from_bytes(*opened.salt));
    if verify_inclusion(&checkpoint, LeafIndex(opened.index), &logged.commitment(), &proof).is_err() {
        return false;
    }
    let record = release.record.to_string();
    logged.event().is_ok_and(|event| {
        event.kind() == EventKind::IdentityOpened
            && *event.actor() == Actor::Device(hex(release.device.as_bytes()))
            && event.detail().get("record") == Some(&record)
    })
}
