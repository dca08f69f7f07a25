//! `Append`: a message, a Commit, or a change of who reads, in an existing room.

use sotto_protocol::{
    codec,
    room::{Append, CaseEvent, Head, IdentityEvent, MAX_ENVELOPE_BYTES, ReaderChange},
};
use sotto_relay_api::{Answer, Appended, Refusal};
use sotto_relay_storage::{AppendOutcome, NewAppend, Reader, ReaderUpdate, StepOutcome, StoreError};

use super::{
    failed,
    identity_step::{self, StepError},
};
use crate::{
    access::Access,
    at_rest::Scope,
    context::{AskedAct, Context},
    failure::{Failure, Refused},
    rooms::{self, MAX_APPEND_BYTES, Reading},
};

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppendError {
    /// Peer: does not read the room, or its role does not grant this.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: what it declares contradicts itself.
    #[error("the append makes no sense")]
    BadAppend,
    /// Peer: a reader to be added is not certified.
    #[error("a reader is not certified")]
    Reader,
    /// Peer: larger than an append may be.
    #[error("the append is too large")]
    TooLarge,
    /// The quota is used up.
    #[error("the quota is used up")]
    Quota,
    /// Peer: the reporter took back what it is about.
    #[error("the identity was withdrawn")]
    Withdrawn,
    /// Peer: no second person agreed, or not any more.
    #[error("a second person must agree")]
    Approval,
    /// The record is to be sent once more.
    #[error("the record is not here")]
    NoRecord,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for AppendError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadAppend => Refusal::BadRequest,
            Self::Reader => Refusal::ReaderNotCertified,
            Self::TooLarge => Refusal::TooLarge,
            Self::Quota => Refusal::QuotaExceeded,
            Self::Withdrawn => Refusal::Withdrawn,
            Self::Approval => Refusal::ApprovalRequired,
            Self::NoRecord => Refusal::SlowDown,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for AppendError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<StepError> for AppendError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NotPermitted => Self::NotPermitted,
            StepError::BadStep => Self::BadAppend,
            StepError::Reader => Self::Reader,
            StepError::NoRecord => Self::NoRecord,
            StepError::Store(error) => error.into(),
        }
    }
}

/// Larger than an append may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// An envelope has its limit, and the whole must fit into an answer.
pub(super) fn check_size(append: &Append) -> Result<(), TooLarge> {
    let fits = append.envelope.len() <= MAX_ENVELOPE_BYTES && codec::to_vec(append).len() <= MAX_APPEND_BYTES;
    if fits { Ok(()) } else { Err(TooLarge) }
}

/// How much of a case's quota an append takes, in bytes.
pub(super) fn counted_bytes(append: &Append) -> u64 {
    let welcome = append.declared.welcome.as_ref().map_or(0, |welcome| welcome.mls.len());
    u64::try_from(append.envelope.len() + welcome).unwrap_or(u64::MAX)
}

// enforces: ROOM-02, READ-01
pub(crate) async fn handle(context: &Context, act: &AskedAct, append: Append) -> Result<Answer, AppendError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let access = context.access().await?;
    let reading = rooms::reading(context, access, &append.room).await?.ok_or(AppendError::NotPermitted)?;
    let Some(proven) = context.proven else { return Err(AppendError::NotPermitted) };
    if !rooms::signed_by(access, act) {
        return Err(AppendError::NotPermitted);
    }
    check_size(&append).map_err(|_| AppendError::TooLarge)?;
    let identity = match &append.declared.event {
        Some(CaseEvent::Identity(event)) => Some(event),
        _ => None,
    };
    // From here on nobody else opens or withdraws.
    let _turn = if identity.is_some() { Some(relay.identities.turn().await) } else { None };
    if relay.content.append_by_message(tenant, &append.room, &append.message).await?.is_some() {
        if let (Some(IdentityEvent::Withdrawn { record }), None) = (identity, access.member()) {
            identity_step::destroy_withdrawn(context, record).await?;
        }
        return head_moved(context, &append, &reading).await;
    }
    let before = relay.content.readers(tenant, &append.room).await?;
    let readers = admitted(context, access, &append, &before)?;
    let step = match identity {
        Some(event) => identity_step::step(context, access, event, &before).await?,
        None => None,
    };

    let case = reading.room.case;
    let mut pending = Vec::new();
    if let Some(declared) = &append.declared.event {
        let actor = rooms::actor(proven.principal, act);
        let event = rooms::event(context, actor, &case, declared, &readers, &before, act)?;
        pending.push(context.pending(&event, Some(case)));
    }
    let entry = pending.first().map(|pending| pending.entry);
    let key = relay.at_rest.key(tenant, Scope::Case(case)).await?;
    let head = Head::after(&append);
    let new = NewAppend {
        room: append.room,
        previous: append.previous,
        head,
        message: append.message,
        by: proven.principal,
        signer: *act.verified.signer.as_bytes(),
        request: rooms::seal_request(&key, &append, act)?,
        counted_bytes: counted_bytes(&append),
        entry,
        identity: step,
    };
    let sequence = match relay.content.append(tenant, &new, &readers, &pending, relay.quota).await? {
        AppendOutcome::Appended { sequence } => sequence,
        AppendOutcome::HeadMoved => return head_moved(context, &append, &reading).await,
        AppendOutcome::QuotaExceeded => return Err(AppendError::Quota),
        AppendOutcome::OutOfOrder(StepOutcome::Withdrawn) => return Err(AppendError::Withdrawn),
        AppendOutcome::OutOfOrder(StepOutcome::ApprovalRequired) => return Err(AppendError::Approval),
        AppendOutcome::OutOfOrder(_) => return Err(AppendError::NotPermitted),
    };
    context.sequenced().await?;
    if let Some(event) = identity {
        identity_step::settle(context, case, event).await?;
    }
    rooms::push(context, &append.room, case, sequence).await?;
    let entry = match entry {
        Some(entry) => context.prove(&[entry]).await?.pop(),
        None => {
            context.pin_log().await?;
            None
        }
    };
    Ok(Answer::Appended(Appended { sequence, head, entry }))
}

/// What this principal may declare, as a change of readers.
// enforces: ROLE-03, READ-02
fn admitted(
    context: &Context,
    access: Access,
    append: &Append,
    before: &[Reader],
) -> Result<ReaderUpdate, AppendError> {
    let declared = &append.declared;
    let none = ReaderChange::default();
    let change = declared.readers.as_ref().unwrap_or(&none);
    let changes = !change.add.is_empty() || !change.remove.is_empty();
    // A change of readers is always an event, and that event always a change.
    if changes != matches!(declared.event, Some(CaseEvent::Readers)) {
        return Err(AppendError::BadAppend);
    }
    let Some((_, _, role)) = access.member() else {
        // The reporter writes; who reads is not theirs to change here, nor the status. Who they are is theirs to say.
        let is_theirs = matches!(
            declared.event,
            None | Some(CaseEvent::Identity(IdentityEvent::Disclosed { .. } | IdentityEvent::Withdrawn { .. }))
        );
        return if is_theirs && declared.welcome.is_none() {
            Ok(ReaderUpdate::default())
        } else {
            Err(AppendError::NotPermitted)
        };
    };
    if !role.may_answer() {
        return Err(AppendError::NotPermitted);
    }
    match declared.event {
        None | Some(CaseEvent::Status { .. } | CaseEvent::Identity(_)) => Ok(ReaderUpdate::default()),
        Some(CaseEvent::Opened { .. }) => Err(AppendError::BadAppend),
        Some(CaseEvent::Successor { .. }) => Err(AppendError::NotPermitted),
        Some(CaseEvent::Readers) => {
            let current = context.organisation.roster();
            let only_lost =
                change.add.is_empty() && change.remove.iter().all(|device| current.roster.certified(device).is_none());
            if !role.may_assign() && !only_lost {
                return Err(AppendError::NotPermitted);
            }
            let reads = |device| before.iter().any(|reader| reader.device == device);
            if change.add.iter().any(|device| reads(*device)) || !change.remove.iter().all(|device| reads(*device)) {
                return Err(AppendError::BadAppend);
            }
            let add = rooms::added(&current, change, |_| true).ok_or(AppendError::Reader)?;
            Ok(ReaderUpdate { add, remove: change.remove.clone() })
        }
    }
}

/// The room has another head, or this very message already: what came since tells which.
async fn head_moved(context: &Context, append: &Append, reading: &Reading) -> Result<Answer, AppendError> {
    let after = rooms::sequence_of(context, &append.room, &append.previous).await?;
    let entries = rooms::entries(context, &append.room, reading, after).await?;
    context.pin_log().await?;
    Ok(Answer::HeadMoved(entries))
}
