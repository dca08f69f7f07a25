//! `FetchRecoveryTags`: by which a phrase finds its cases again. Anybody may ask, and everybody gets the same list, so that
//! asking says nothing of who asks; it costs a puzzle.

use sotto_protocol::{puzzle::Solution, time::UnixSeconds};
use sotto_relay_api::{Answer, MAX_RECOVERY_TAGS, Refusal};
use sotto_relay_storage::{StoreError, TagsWanted};

use super::failed;
use crate::{
    context::Context,
    failure::{Failure, Refused},
};

const DAY_SECONDS: u64 = 86_400;

/// Why no tags were handed out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchRecoveryTagsError {
    /// Peer: the puzzle is not solved, or the solution was spent.
    #[error("the puzzle is not solved")]
    Puzzle,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for FetchRecoveryTagsError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Puzzle => Refusal::PuzzleRequired,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for FetchRecoveryTagsError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// The day since 1970, in UTC.
pub(crate) fn day_of(now: UnixSeconds) -> u64 {
    now.0 / DAY_SECONDS
}

// enforces: CASE-14, CASE-15
pub(crate) async fn handle(
    context: &Context,
    after: Option<[u8; 8]>,
    solution: &Solution,
) -> Result<Answer, FetchRecoveryTagsError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let spent = relay.puzzles.check(tenant, solution, context.now).map_err(|_| FetchRecoveryTagsError::Puzzle)?;
    let wanted = TagsWanted { day: day_of(context.now), after, count: MAX_RECOVERY_TAGS };
    let tags = relay.content.recovery_tags(tenant, wanted, &spent).await?.ok_or(FetchRecoveryTagsError::Puzzle)?;
    Ok(Answer::RecoveryTags(tags.concat().into()))
}
