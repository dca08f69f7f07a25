//! `OpenCase`: a reporter opens a case with its first append.

use sotto_protocol::{
    ids::{DeviceId, HandlerId},
    puzzle::Solution,
    room::{Append, CaseEvent, Head},
};
use sotto_relay_api::{Answer, Appended, Principal, Refusal};
use sotto_relay_storage::{NewAppend, NewCase, OpenCase, OpenOutcome, ReaderUpdate, StoreError};

use super::{
    append::{check_size, counted_bytes},
    failed,
    fetch_recovery_tags::day_of,
};
use crate::{
    access::Access,
    at_rest::Scope,
    context::{AskedAct, Context},
    failure::{Failure, Refused},
    rooms,
};

/// Why no case was opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenCaseError {
    /// Peer: not signed by the case of this channel.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: the first append is not a first one.
    #[error("the first append makes no sense")]
    BadAppend,
    /// Peer: a case with this act key exists.
    #[error("the case exists")]
    Exists,
    /// Peer: a reader is not certified, or not one of the channel's intake people.
    #[error("a reader is not one of the channel's")]
    Reader,
    /// The roster has expired, or has no such channel.
    #[error("the roster opens no case in this channel")]
    Roster,
    /// Peer: the puzzle is not solved, or the solution was spent.
    #[error("the puzzle is not solved")]
    Puzzle,
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

impl Refused for OpenCaseError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadAppend => Refusal::BadRequest,
            Self::Exists => Refusal::CaseExists,
            Self::Reader => Refusal::ReaderNotCertified,
            Self::Roster => Refusal::RosterInvalid,
            Self::Puzzle => Refusal::PuzzleRequired,
            Self::TooLarge => Refusal::TooLarge,
            Self::Quota => Refusal::QuotaExceeded,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for OpenCaseError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: CASE-11, ROST-03
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    (channel_key, recovery_tag): ([u8; 32], [u8; 8]),
    solution: &Solution,
    first: Append,
) -> Result<Answer, OpenCaseError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let access = context.access().await?;
    if !rooms::signed_by(access, act) {
        return Err(OpenCaseError::NotPermitted);
    }
    let case = match access {
        Access::NewMailbox(case) => case,
        Access::Mailbox { .. } => return repeated(context, act, &first).await,
        _ => return Err(OpenCaseError::NotPermitted),
    };
    let same_key = context.proven.is_some_and(|proven| proven.channel_key == channel_key);
    let Some(CaseEvent::Opened { channel }) = &first.declared.event else { return Err(OpenCaseError::BadAppend) };
    if !same_key || first.previous != Head::first(&first.room) {
        return Err(OpenCaseError::BadAppend);
    }
    check_size(&first).map_err(|_| OpenCaseError::TooLarge)?;
    let add = readers(context, &first, channel)?;
    let spent = relay.puzzles.check(tenant, solution, context.now).map_err(|_| OpenCaseError::Puzzle)?;

    let update = ReaderUpdate { add, remove: Vec::new() };
    let principal = Principal::Mailbox(case);
    let opened = CaseEvent::Opened { channel: channel.clone() };
    let actor = rooms::actor(principal, act);
    let event = rooms::event(context, actor, &case, &opened, &update, &[], act)?;
    let pending = context.pending(&event, Some(case));
    let entry = pending.entry;
    let head = Head::after(&first);
    let key = relay.at_rest.first_key(tenant, Scope::Case(case)).await?;
    let append = NewAppend {
        room: first.room,
        previous: first.previous,
        head,
        message: first.message,
        by: principal,
        signer: *act.verified.signer.as_bytes(),
        request: rooms::seal_request(&key, &first, act)?,
        counted_bytes: counted_bytes(&first),
        entry: Some(entry),
        identity: None,
    };
    let opening = OpenCase {
        case: NewCase {
            case,
            act_key: *act.verified.signer.as_bytes(),
            channel_key,
            recovery_tag,
            listed_day: day_of(context.now) + 1,
            channel: channel.clone(),
        },
        first: append,
        readers: update,
        solution: spent,
        pending: vec![pending],
        quota: relay.quota,
    };
    match relay.content.open_case(tenant, &opening).await? {
        OpenOutcome::Opened => {}
        OpenOutcome::CaseExists => return repeated(context, act, &first).await,
        OpenOutcome::RoomExists => return Err(OpenCaseError::BadAppend),
        OpenOutcome::SolutionSpent => return Err(OpenCaseError::Puzzle),
        OpenOutcome::QuotaExceeded => return Err(OpenCaseError::Quota),
    }
    context.sequenced().await?;
    rooms::tell(context, &first.room, case, 1, opening.readers.add.iter().map(|(device, _)| *device));
    let entry = context.prove(&[entry]).await?.pop();
    Ok(Answer::Appended(Appended { sequence: 1, head, entry }))
}

/// The first readers: certified devices of the channel's intake people, at least one.
fn readers(context: &Context, first: &Append, channel: &str) -> Result<Vec<(DeviceId, HandlerId)>, OpenCaseError> {
    let current = context.organisation.roster();
    if current.roster.has_expired(context.now) {
        return Err(OpenCaseError::Roster);
    }
    let channel = current.roster.channel(channel).ok_or(OpenCaseError::Roster)?;
    let change = first.declared.readers.as_ref().ok_or(OpenCaseError::BadAppend)?;
    if change.add.is_empty() || !change.remove.is_empty() {
        return Err(OpenCaseError::BadAppend);
    }
    rooms::added(&current, change, |handler| channel.intake.contains(handler)).ok_or(OpenCaseError::Reader)
}

/// The case exists: opened by this very message, or by another one.
// enforces: ACT-03
async fn repeated(context: &Context, act: &AskedAct, first: &Append) -> Result<Answer, OpenCaseError> {
    let stored = context.relay.content.append_by_message(context.tenant(), &first.room, &first.message).await?;
    let stored = stored
        .filter(|stored| stored.sequence == 1 && stored.signer == *act.verified.signer.as_bytes())
        .ok_or(OpenCaseError::Exists)?;
    let entry = rooms::entry_of(context, &stored).await?;
    Ok(Answer::Appended(Appended { sequence: stored.sequence, head: stored.head, entry }))
}
