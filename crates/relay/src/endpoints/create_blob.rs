//! `CreateBlob`: announces an attachment. Announcing the same again changes nothing.

use sotto_protocol::{
    ids::{BlobId, RoomId},
    puzzle::Solution,
    stream::SEALED_SEGMENT_BYTES,
};
use sotto_relay_api::{Answer, Principal, Refusal};
use sotto_relay_storage::{Blob, BlobOutcome, StoreError};

use super::failed;
use crate::{
    access::Access,
    context::{AskedAct, Context},
    failure::{Failure, Refused},
    rooms,
};

/// What the largest attachment takes.
const MOST_SEGMENTS: u32 = 65_536;

/// Why a blob was not announced.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CreateBlobError {
    /// Peer: does not read the room, or the identifier is another's.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: a case with this act key exists, and not in this room.
    #[error("the case exists")]
    Exists,
    /// Peer: no segments.
    #[error("a blob has at least one segment")]
    Empty,
    /// Peer: more segments than the largest attachment has.
    #[error("the blob is too large")]
    TooLarge,
    /// Peer: for a case that is still to be opened, the puzzle is not solved.
    #[error("the puzzle is not solved")]
    Puzzle,
    /// The case holds as much as it may.
    #[error("the quota is used up")]
    Quota,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for CreateBlobError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::Exists => Refusal::CaseExists,
            Self::Empty => Refusal::BadRequest,
            Self::TooLarge => Refusal::TooLarge,
            Self::Puzzle => Refusal::PuzzleRequired,
            Self::Quota => Refusal::QuotaExceeded,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for CreateBlobError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: BLOB-01
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    id: BlobId,
    room: RoomId,
    segments: u32,
    solution: Option<Solution>,
) -> Result<Answer, CreateBlobError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let access = context.access().await?;
    let (Some(proven), true) = (context.proven, rooms::signed_by(access, act)) else {
        return Err(CreateBlobError::NotPermitted);
    };
    if segments == 0 {
        return Err(CreateBlobError::Empty);
    }
    if segments > MOST_SEGMENTS {
        return Err(CreateBlobError::TooLarge);
    }
    let stored = relay.content.room(tenant, &room).await?;
    let (case, spent) = match (access, stored) {
        // The room is still to come with the case.
        (Access::NewMailbox(case), None) => {
            let known = Blob { blob: id, room, case, creator: Principal::Mailbox(case), segments };
            if relay.content.blob(tenant, &id).await? == Some(known) {
                return Ok(Answer::Done);
            }
            let solution = solution.ok_or(CreateBlobError::Puzzle)?;
            let spent = relay.puzzles.check(tenant, &solution, context.now).map_err(|_| CreateBlobError::Puzzle)?;
            (case, Some(spent))
        }
        (Access::Mailbox { .. } | Access::Member { .. }, Some(stored)) => {
            let may_write = access.member().is_none_or(|(_, _, role)| role.may_answer());
            if !may_write || rooms::reading(context, access, &room).await?.is_none() {
                return Err(CreateBlobError::NotPermitted);
            }
            (stored.case, None)
        }
        // The case was opened by somebody else with these keys, in another room.
        (Access::Mailbox { .. }, None) => return Err(CreateBlobError::Exists),
        _ => return Err(CreateBlobError::NotPermitted),
    };
    let blob = Blob { blob: id, room, case, creator: proven.principal, segments };
    let counted = u64::from(segments) * SEALED_SEGMENT_BYTES as u64;
    match relay.content.create_blob(tenant, &blob, spent.as_ref(), counted, relay.quota).await? {
        BlobOutcome::Created => Ok(Answer::Done),
        BlobOutcome::Taken => Err(CreateBlobError::NotPermitted),
        BlobOutcome::SolutionSpent => Err(CreateBlobError::Puzzle),
        BlobOutcome::QuotaExceeded => Err(CreateBlobError::Quota),
    }
}
