//! Cases and the solutions that were paid for them.

use async_trait::async_trait;
use sotto_protocol::{ids::CaseId, time::UnixSeconds};

use crate::{NewAppend, PendingEntry, Quota, ReaderUpdate, StoreError, Tenant};

/// A puzzle's solution, spent with what it pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpentSolution {
    /// The relay's seed.
    pub seed: [u8; 32],
    /// The client's nonce.
    pub nonce: [u8; 16],
    /// From then on the seed is refused anyway, and this is forgotten.
    pub expires_at: UnixSeconds,
}

/// A case as it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// Its identifier.
    pub case: CaseId,
    /// Ed25519: signs the reporter's acts.
    pub act_key: [u8; 32],
    /// X25519: proves the mailbox on its channel.
    pub channel_key: [u8; 32],
    /// By which a restored vault finds it.
    pub recovery_tag: [u8; 8],
    /// The first day since 1970 (UTC) whose list of recovery tags has it.
    pub listed_day: u64,
    /// The channel's identifier in the roster.
    pub channel: String,
}

/// A part of a day's list of recovery tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagsWanted {
    /// The day, since 1970 (UTC).
    pub day: u64,
    /// Only those after this one.
    pub after: Option<[u8; 8]>,
    /// At most so many.
    pub count: u32,
}

/// A case as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredCase {
    /// Ed25519: signs the reporter's acts.
    pub act_key: [u8; 32],
    /// X25519: proves the mailbox on its channel.
    pub channel_key: [u8; 32],
}

/// All that opening a case changes.
#[derive(Clone, Debug)]
pub struct OpenCase {
    /// The case.
    pub case: NewCase,
    /// The first append, which starts its room.
    pub first: NewAppend,
    /// Its first readers.
    pub readers: ReaderUpdate,
    /// What was paid.
    pub solution: SpentSolution,
    /// Its entry.
    pub pending: Vec<PendingEntry>,
    /// What a case may hold.
    pub quota: Quota,
}

/// What became of an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenOutcome {
    /// The case is open.
    Opened,
    /// A case with this identifier exists.
    CaseExists,
    /// A room with this identifier exists.
    RoomExists,
    /// The solution was spent before.
    SolutionSpent,
    /// The quota is used up.
    QuotaExceeded,
}

/// Cases.
#[async_trait]
pub trait Cases: Send + Sync {
    /// Opens a case: case, room, first append, readers, solution and entry, or nothing.
    async fn open_case(&self, tenant: &Tenant, opening: &OpenCase) -> Result<OpenOutcome, StoreError>;

    /// A case.
    async fn case(&self, tenant: &Tenant, case: &CaseId) -> Result<Option<StoredCase>, StoreError>;

    /// The tags of cases that a day's list has, in the order of their bytes, each once; none if the solution was spent before.
    async fn recovery_tags(
        &self,
        tenant: &Tenant,
        wanted: TagsWanted,
        solution: &SpentSolution,
    ) -> Result<Option<Vec<[u8; 8]>>, StoreError>;

    /// Forgets solutions whose seed is refused anyway.
    async fn forget_solutions(&self, tenant: &Tenant, now: UnixSeconds) -> Result<(), StoreError>;
}
