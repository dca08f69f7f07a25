//! What an endpoint works with: the relay, the organisation, who asks, and the log as it stands.

use std::sync::{Arc, OnceLock};

use sotto_protocol::{
    codec,
    ids::{CaseId, DeviceId},
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_relay_api::{LogUpdate, LoggedEntry, Principal, SignedAct, VerifiedAct};
use sotto_relay_storage::{ActRecord, AuditEntry, EntryId, PendingEntry, Tenant};
use sotto_tlog::{Checkpoint, Event};

use crate::{
    access::{Access, Proven, known},
    at_rest::{Row, Scope},
    failure::{Failure, LogError},
    faults::Step,
    organisations::Organisation,
    relay::Shared,
};

/// One request.
pub(crate) struct Context {
    pub(crate) relay: Arc<Shared>,
    pub(crate) organisation: Arc<Organisation>,
    pub(crate) proven: Option<Proven>,
    pub(crate) now: UnixSeconds,
    /// The checkpoint under which this answer's proofs are.
    pinned: OnceLock<Arc<Checkpoint>>,
}

/// An act that this relay is asked to do: what it says, and as it travelled.
pub(crate) struct AskedAct {
    pub(crate) verified: VerifiedAct,
    pub(crate) signed: SignedAct,
}

impl Context {
    pub(crate) fn new(relay: Arc<Shared>, organisation: Arc<Organisation>, proven: Option<Proven>) -> Self {
        let now = relay.clock.now();
        Self { relay, organisation, proven, now, pinned: OnceLock::new() }
    }

    pub(crate) fn tenant(&self) -> &Tenant {
        self.organisation.tenant()
    }

    /// What the one who asks is, now.
    pub(crate) async fn access(&self) -> Result<Access, Failure> {
        match self.proven {
            None => Ok(Access::Nobody),
            Some(proven) => {
                let known = known(&*self.relay.content, &self.organisation, proven.principal).await?;
                // A key that was replaced since proves nobody any more.
                let fits = known.channel_key.is_none_or(|key| key == proven.channel_key);
                Ok(if fits { known.access } else { Access::Nobody })
            }
        }
    }

    /// A mailbox, of a case that is open or still to come. Unlike a device, nobody takes its access away.
    pub(crate) fn is_mailbox(&self) -> bool {
        self.proven.is_some_and(|proven| matches!(proven.principal, Principal::Mailbox(_)))
    }

    /// A device that the root metadata names as one that may sign for the office.
    pub(crate) fn is_signer(&self) -> bool {
        let signers = &self.organisation.root().body().roster_signers;
        let is_named = |device: DeviceId| signers.iter().any(|key| key.as_bytes() == device.as_bytes());
        self.proven.is_some_and(|proven| matches!(proven.principal, Principal::Device(device) if is_named(device)))
    }

    /// Fixes the checkpoint that travels with this answer.
    pub(crate) async fn pin_log(&self) -> Result<(), Failure> {
        if let Some(newest) = self.relay.logs.of(self.tenant()).await?.newest() {
            self.pinned.get_or_init(|| newest);
        }
        Ok(())
    }

    /// The checkpoint that travels with this answer, if one was fixed.
    pub(crate) fn pinned(&self) -> Option<&Checkpoint> {
        self.pinned.get().map(AsRef::as_ref)
    }

    /// The update of the log for this answer, if a checkpoint was fixed.
    pub(crate) async fn log_update(&self, seen_size: u64) -> Result<Option<LogUpdate>, Failure> {
        match self.pinned.get() {
            Some(checkpoint) => Ok(Some(self.relay.logs.update(self.tenant(), checkpoint, seen_size).await?)),
            None => Ok(None),
        }
    }

    /// Entries with their proofs, once an answer. What is not in the log yet is moved there first.
    pub(crate) async fn prove(&self, entries: &[EntryId]) -> Result<Vec<LoggedEntry>, Failure> {
        let mut found: Vec<AuditEntry> = Vec::with_capacity(entries.len());
        for entry in entries {
            found.push(self.entry(entry).await?);
        }
        self.prove_found(found).await
    }

    /// As [`Self::prove`], for entries that were read from the log.
    pub(crate) async fn prove_found(&self, found: Vec<AuditEntry>) -> Result<Vec<LoggedEntry>, Failure> {
        self.pin_log().await?;
        let Some(checkpoint) = self.pinned.get() else {
            return if found.is_empty() { Ok(Vec::new()) } else { Err(LogError::EntryMissing.into()) };
        };
        let mut proven = Vec::with_capacity(found.len());
        for entry in found {
            proven.push(self.relay.logs.prove(self.tenant(), checkpoint, entry).await?);
        }
        Ok(proven)
    }

    async fn entry(&self, entry: &EntryId) -> Result<AuditEntry, Failure> {
        if let Some(found) = self.relay.logs.entry(self.tenant(), entry).await? {
            return Ok(found);
        }
        self.relay.sequencer.drain(self.tenant()).await?;
        let found = self.relay.logs.entry(self.tenant(), entry).await?;
        found.ok_or_else(|| LogError::EntryMissing.into())
    }

    /// After an effect with entries was committed: returns when the log has them.
    pub(crate) async fn sequenced(&self) -> Result<(), Failure> {
        self.relay.strike(Step::AfterEffect).await;
        Ok(self.relay.sequencer.drain(self.tenant()).await?)
    }

    /// An entry that is to be committed with its effect.
    pub(crate) fn pending(&self, event: &Event, case: Option<CaseId>) -> PendingEntry {
        let chance = &self.relay.chance;
        let entry = EntryId(chance.bytes());
        PendingEntry { entry, case, event: event.to_canonical(), salt: chance.bytes() }
    }

    /// The record of an act of the organisation's own, sealed under its data key.
    pub(crate) async fn act_record(&self, act: &AskedAct, entry: EntryId) -> Result<ActRecord, Failure> {
        act_record(&self.relay, self.tenant(), act, entry, self.now).await
    }

    /// The entry of an act that was done before, with its proof.
    pub(crate) async fn done_before(&self, act: &AskedAct) -> Result<Option<LoggedEntry>, Failure> {
        let id: [u8; 16] = *act.verified.body.id;
        let signer = act.verified.signer.as_bytes();
        let Some(recorded) = self.relay.content.act(self.tenant(), signer, &id).await? else { return Ok(None) };
        if recorded.hash != act.verified.hash {
            return Ok(None);
        }
        Ok(self.prove(&[recorded.entry]).await?.pop())
    }
}

/// See [`Context::act_record`].
pub(crate) async fn act_record(
    relay: &Shared,
    tenant: &Tenant,
    act: &AskedAct,
    entry: EntryId,
    now: UnixSeconds,
) -> Result<ActRecord, Failure> {
    let (signer, id) = (*act.verified.signer.as_bytes(), *act.verified.body.id);
    let key = relay.at_rest.key(tenant, Scope::Organisation).await?;
    let request = key.seal(Row::Act(&signer, &id), &codec::to_vec(&act.signed))?;
    Ok(ActRecord { signer, act: id, hash: act.verified.hash, request, entry, at: minute(now) })
}

/// Times of staff are kept to the minute, as the log has them.
pub(crate) const fn minute(now: UnixSeconds) -> UnixSeconds {
    UnixSeconds(now.0 - now.0 % 60)
}

/// Whether `expires_at` lies ahead, but not by more than `days`.
pub(crate) const fn within_days(now: UnixSeconds, expires_at: UnixSeconds, days: u64) -> bool {
    expires_at.0 > now.0 && expires_at.0 <= now.0.saturating_add(days * DAY_SECONDS)
}

/// SHA-256 as the wire has it, in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
