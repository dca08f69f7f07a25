//! `StateRestored`: the office states that this relay was put back from an older copy, by a device that the root metadata
//! names and the roster certifies. From then on the relay serves again what it was held back from.

use std::collections::BTreeMap;

use sotto_protocol::{
    codec,
    incarnation::{Incarnation, IncarnationError, UnverifiedIncarnation},
};
use sotto_relay_api::{Answer, Push, Refusal};
use sotto_relay_storage::{StoreError, StoredIncarnation};
use sotto_tlog::{Actor, Event, EventError, EventKind, RequestHash, UnverifiedCheckpoint, verify_consistency};

use super::failed;
use crate::{
    context::{AskedAct, Context, hex},
    failure::{Failure, LogError, Refused},
    log_event, rooms,
};

/// Two checkpoints with their cosignatures, and what is around them.
const MOST_BYTES: usize = 64 * 1024;

/// Why a statement was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StateRestoredError {
    /// Peer: may not sign, or is not certified.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: the statement.
    #[error(transparent)]
    Statement(#[from] IncarnationError),
    /// Peer: the checkpoint from which it says that the log goes on is not one of this log.
    #[error("the log does not go on from there")]
    OtherBase,
    /// Peer: there is a statement with this number or a higher one.
    #[error("the statement does not follow the last one")]
    DoesNotFollow,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for StateRestoredError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::Statement(_) | Self::OtherBase | Self::DoesNotFollow => Refusal::BadRequest,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for StateRestoredError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<EventError> for StateRestoredError {
    fn from(error: EventError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<LogError> for StateRestoredError {
    fn from(error: LogError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: LOG-43, LOG-45
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    statement: UnverifiedIncarnation,
) -> Result<Answer, StateRestoredError> {
    let (relay, organisation, tenant) = (&context.relay, &context.organisation, context.tenant());
    let access = context.access().await?;
    let delegated = organisation.root().body().roster_signers.contains(&act.verified.signer);
    if access.member().is_none() || !delegated || !rooms::signed_by(access, act) {
        return Err(StateRestoredError::NotPermitted);
    }
    let _publishing = organisation.publishing.lock().await;
    if let Some(logged) = context.done_before(act).await? {
        return Ok(Answer::Logged(logged));
    }
    let bytes = codec::to_vec(&statement);
    if bytes.len() > MOST_BYTES {
        return Err(StateRestoredError::OtherBase);
    }
    let statement = statement.verify(organisation.root())?;
    let event = event(context, act, &statement).await?;
    let pending = context.pending(&event, None);
    let entry = pending.entry;
    let next = StoredIncarnation { number: statement.body().number, statement: bytes, entry };
    let record = context.act_record(act, entry).await?;
    if !relay.content.state_restored(tenant, &next, &record, &[pending]).await? {
        return Err(StateRestoredError::DoesNotFollow);
    }
    context.sequenced().await?;
    organisation.serve();
    if relay.organisations.all().iter().all(|organisation| !organisation.is_held()) && relay.unmark_restored().is_err()
    {
        log_event!(error, "the mark of a restored relay could not be removed");
    }
    // Whoever waited is told that there is something new.
    let version = organisation.roster().roster.version();
    relay.hub.push_all(tenant, Push::Roster { version }, |_| true);
    let logged = context.prove(&[entry]).await?.pop();
    Ok(logged.map_or(Answer::Refused(Refusal::Internal), Answer::Logged))
}

/// What the log has of a statement about this very log.
async fn event(context: &Context, act: &AskedAct, statement: &Incarnation) -> Result<Event, StateRestoredError> {
    let (tenant, body) = (context.tenant(), statement.body());
    let log = context.relay.logs.of(tenant).await?;
    let base = UnverifiedCheckpoint::from_bytes(body.base.to_vec()).verify(log.key().verifier());
    let (Ok(base), Some(newest)) = (base, log.newest()) else { return Err(StateRestoredError::OtherBase) };
    let goes_on = if base.size() < newest.size() {
        let proof = context.relay.logs.consistency(tenant, &newest, base.size()).await?;
        verify_consistency(&base, &newest, &proof).is_ok()
    } else {
        base.head() == newest.head()
    };
    if !goes_on {
        return Err(StateRestoredError::OtherBase);
    }
    let detail = BTreeMap::from([
        ("incarnation".to_owned(), body.number.to_string()),
        ("root".to_owned(), base.root().to_string()),
        ("sha256".to_owned(), hex(&statement.hash())),
        ("size".to_owned(), base.size().0.to_string()),
    ]);
    let actor = Actor::Device(hex(act.verified.signer.as_bytes()));
    let request = Some(RequestHash::from_bytes(act.verified.hash));
    Ok(Event::new(EventKind::RelayRestored, actor, tenant.organisation().to_string(), detail, request, context.now)?)
}
