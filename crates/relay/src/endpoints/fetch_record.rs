//! `FetchRecord`: what a reporter disclosed, for the one whose opening of it is in the log.

use sotto_protocol::{
    identity::RELEASE_SECONDS,
    ids::{MessageId, RecordId},
};
use sotto_relay_api::{Answer, Refusal};
use sotto_relay_storage::StoreError;

use super::failed;
use crate::{
    context::Context,
    failure::{Failure, LogError, Refused},
    identities::{Release, ReleaseError},
};

/// Why nothing is handed out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchRecordError {
    /// Peer: may not, or there is no such thing.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: the time after the opening is over.
    #[error("the opening is too long ago")]
    TooLate,
    /// Peer: the reporter took it back.
    #[error("the record was withdrawn")]
    Withdrawn,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for FetchRecordError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::TooLate => Refusal::ApprovalRequired,
            Self::Withdrawn => Refusal::Withdrawn,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for FetchRecordError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<ReleaseError> for FetchRecordError {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::NotLogged => Self::NotPermitted,
            ReleaseError::Gone => Self::Withdrawn,
            ReleaseError::Store(error) => error.into(),
        }
    }
}

// enforces: IDEN-12
pub(crate) async fn handle(
    context: &Context,
    record: RecordId,
    opening: MessageId,
) -> Result<Answer, FetchRecordError> {
    let (device, ..) = context.access().await?.member().ok_or(FetchRecordError::NotPermitted)?;
    let (relay, tenant) = (&context.relay, context.tenant());
    let _turn = relay.identities.turn().await;
    let opened = relay.content.opening(tenant, &record, &opening).await?;
    let opened = opened.filter(|opened| opened.device == device).ok_or(FetchRecordError::NotPermitted)?;
    if opened.withdrawn {
        return Err(FetchRecordError::Withdrawn);
    }
    if context.now > opened.at.plus(RELEASE_SECONDS) {
        return Err(FetchRecordError::TooLate);
    }
    let entry = context.prove(&[opened.entry]).await?.pop().ok_or(Failure::Log(LogError::EntryMissing))?;
    let checkpoint = context.pinned().ok_or(Failure::Log(LogError::EntryMissing))?;
    let log = relay.logs.of(tenant).await.map_err(Failure::from)?;
    let release = Release { record: &record, device: &device, checkpoint: checkpoint.note(), opened: &entry };
    Ok(Answer::Record(relay.identities.release(tenant, log.key().verifier(), &release).await?.into()))
}
