//! `OpenSuccessor`: a reporter goes on with a case in a new room, since the one that it was in cannot go on.

use sotto_protocol::{
    ids::{DeviceId, HandlerId},
    room::{Append, CaseEvent, Head},
};
use sotto_relay_api::{Answer, Appended, Principal, Refusal};
use sotto_relay_storage::{NewAppend, Reader, ReaderUpdate, StoreError, SuccessorOutcome};

use super::{
    append::{check_size, counted_bytes},
    failed,
};
use crate::{
    access::Access,
    at_rest::Scope,
    context::{AskedAct, Context},
    failure::{Failure, Refused},
    rooms,
};

/// Why no room was opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenSuccessorError {
    /// Peer: not the mailbox of the case, or not signed by it.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: the first append is not a first one, or follows nothing.
    #[error("the first append makes no sense")]
    BadAppend,
    /// Peer: a reader is not certified, or is neither of the room before nor of the channel.
    #[error("a reader may not be let in")]
    Reader,
    /// Peer: larger than an append may be.
    #[error("the append is too large")]
    TooLarge,
    /// The quota is used up.
    #[error("the quota is used up")]
    Quota,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for OpenSuccessorError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadAppend => Refusal::BadRequest,
            Self::Reader => Refusal::ReaderNotCertified,
            Self::TooLarge => Refusal::TooLarge,
            Self::Quota => Refusal::QuotaExceeded,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for OpenSuccessorError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: ROOM-15
pub(crate) async fn handle(context: &Context, act: &AskedAct, first: Append) -> Result<Answer, OpenSuccessorError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let access = context.access().await?;
    let Access::Mailbox { case, .. } = access else { return Err(OpenSuccessorError::NotPermitted) };
    if !rooms::signed_by(access, act) {
        return Err(OpenSuccessorError::NotPermitted);
    }
    let Some(CaseEvent::Successor { follows }) = first.declared.event else {
        return Err(OpenSuccessorError::BadAppend);
    };
    if first.previous != Head::first(&first.room) {
        return Err(OpenSuccessorError::BadAppend);
    }
    check_size(&first).map_err(|_| OpenSuccessorError::TooLarge)?;
    let before = relay.content.readers(tenant, &follows).await?;
    let update = ReaderUpdate { add: readers(context, &first, &before)?, remove: Vec::new() };
    let principal = Principal::Mailbox(case);
    let declared = CaseEvent::Successor { follows };
    let event = rooms::event(context, rooms::actor(principal, act), &case, &declared, &update, &before, act)?;
    let pending = context.pending(&event, Some(case));
    let entry = pending.entry;
    let key = relay.at_rest.key(tenant, Scope::Case(case)).await?;
    let append = NewAppend {
        room: first.room,
        previous: first.previous,
        head: Head::after(&first),
        message: first.message,
        by: principal,
        signer: *act.verified.signer.as_bytes(),
        request: rooms::seal_request(&key, &first, act)?,
        counted_bytes: counted_bytes(&first),
        entry: Some(entry),
        identity: None,
    };
    let opened =
        relay.content.open_successor(tenant, &case, &follows, &append, &update, &[pending], relay.quota).await?;
    match opened {
        SuccessorOutcome::Opened => {}
        // Asked again after a cut: it is this very room.
        SuccessorOutcome::Followed(room) if room == first.room => return repeated(context, &first).await,
        SuccessorOutcome::Followed(room) => return Ok(Answer::Followed(room)),
        SuccessorOutcome::Refused => return Err(OpenSuccessorError::BadAppend),
        SuccessorOutcome::QuotaExceeded => return Err(OpenSuccessorError::Quota),
    }
    context.sequenced().await?;
    rooms::push(context, &first.room, case, 1).await?;
    let entry = context.prove(&[entry]).await?.pop();
    Ok(Answer::Appended(Appended { sequence: 1, head: append.head, entry }))
}

/// Certified devices of people who read the room before; where none of those is certified any more, of anyone who may
/// be given cases.
fn readers(
    context: &Context,
    first: &Append,
    before: &[Reader],
) -> Result<Vec<(DeviceId, HandlerId)>, OpenSuccessorError> {
    let change = first.declared.readers.as_ref().ok_or(OpenSuccessorError::BadAppend)?;
    if change.add.is_empty() || !change.remove.is_empty() {
        return Err(OpenSuccessorError::BadAppend);
    }
    let current = context.organisation.roster();
    let read_before = |handler: &HandlerId| before.iter().any(|reader| reader.handler == *handler);
    let is_anybody_left = current.roster.body().people.iter().any(|person| read_before(&person.handler));
    let intake =
        |handler: &HandlerId| current.roster.body().channels.iter().any(|channel| channel.intake.contains(handler));
    let belongs = |handler: &HandlerId| if is_anybody_left { read_before(handler) } else { intake(handler) };
    rooms::added(&current, change, belongs).ok_or(OpenSuccessorError::Reader)
}

/// What became of the same opening before.
async fn repeated(context: &Context, first: &Append) -> Result<Answer, OpenSuccessorError> {
    let stored = context.relay.content.append_by_message(context.tenant(), &first.room, &first.message).await?;
    match stored.filter(|stored| stored.head == Head::after(first)) {
        Some(stored) => {
            let entry = rooms::entry_of(context, &stored).await?;
            Ok(Answer::Appended(Appended { sequence: stored.sequence, head: stored.head, entry }))
        }
        None => Ok(Answer::Followed(first.room)),
    }
}
