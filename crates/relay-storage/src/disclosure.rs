//! Which identities were disclosed, and what came of each: enough to keep their order, and nothing of what they say.

use async_trait::async_trait;
use sotto_protocol::{
    ids::{DeviceId, HandlerId, MessageId, RecordId},
    time::UnixSeconds,
};

use crate::{EntryId, StoreError, Tenant};

/// A disclosure as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDisclosure {
    /// Under this identifier.
    pub record: RecordId,
    /// Who may open it.
    pub readers: Vec<HandlerId>,
    /// Of whom one other must agree; empty where no second person is needed.
    pub approvers: Vec<HandlerId>,
}

/// What an append does to a disclosed identity of its case. It happens with the append, or neither does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityStep {
    /// It is disclosed.
    Disclosed(NewDisclosure),
    /// A reader asks for a second person's agreement; the append names the request.
    Requested {
        /// To opening this.
        record: RecordId,
        /// Who asks.
        by: HandlerId,
        /// When.
        at: UnixSeconds,
    },
    /// A second person answers.
    Decided {
        /// About this.
        record: RecordId,
        /// What asked.
        request: MessageId,
        /// Who answers; somebody else than the one who asked.
        by: HandlerId,
        /// Whether they agree.
        approved: bool,
        /// When.
        at: UnixSeconds,
        /// A request that is older is not answered any more.
        asked_since: UnixSeconds,
    },
    /// A reader opens it; the append names the opening.
    Opened {
        /// What.
        record: RecordId,
        /// What a second person agreed to.
        request: Option<MessageId>,
        /// Who opens it.
        by: HandlerId,
        /// On which device.
        device: DeviceId,
        /// When.
        at: UnixSeconds,
        /// An agreement that is older counts no more.
        approved_since: UnixSeconds,
    },
    /// The reporter takes it back.
    Withdrawn {
        /// What.
        record: RecordId,
    },
}

/// Whether a step could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepOutcome {
    /// It could.
    Done,
    /// There is no such disclosure or request, or this person has no part in it.
    Unknown,
    /// It was taken back.
    Withdrawn,
    /// No second person agreed, the agreement was used, or its time is over.
    ApprovalRequired,
}

/// An opening that the log has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// On which device.
    pub device: DeviceId,
    /// When.
    pub at: UnixSeconds,
    /// Its entry in the log.
    pub entry: EntryId,
    /// Whether the record was taken back since.
    pub withdrawn: bool,
}

/// Disclosures and openings.
#[async_trait]
pub trait Disclosures: Send + Sync {
    /// An opening of a record.
    async fn opening(
        &self,
        tenant: &Tenant,
        record: &RecordId,
        opening: &MessageId,
    ) -> Result<Option<Opening>, StoreError>;

    /// The disclosures that are not withdrawn: their records are to be kept, and no others.
    async fn standing_disclosures(&self, tenant: &Tenant) -> Result<Vec<RecordId>, StoreError>;
}
