//! `PublishRoster`: the next roster, by a device that the root metadata names and the current roster
//! certifies. Who is not certified any more loses all access with it.

use std::collections::BTreeMap;

use sotto_protocol::{
    codec,
    ids::DeviceId,
    roster::{ROSTER_LIFETIME_SECONDS, Roster, RosterError, UnverifiedRoster},
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_relay_api::{Answer, Principal, Push, Refusal};
use sotto_relay_storage::{NewRoster, StoreError};
use sotto_tlog::{Actor, Event, EventError, EventKind, RequestHash};

use super::failed;
use crate::{
    context::{AskedAct, Context, hex},
    failure::{Failure, Refused},
    organisations::CurrentRoster,
    rooms,
};

/// A roster travels in one answer with root metadata and proofs.
const MOST_BYTES: usize = 512 * 1024;
const MOST_CHANNEL_BYTES: usize = 64;

/// Why a roster was not published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PublishRosterError {
    /// Peer: may not sign rosters, or is not certified.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: the roster.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// Peer: it does not follow the current one, or its times or words are not ours.
    #[error("the roster does not follow the current one")]
    DoesNotFollow,
    /// Peer: larger than an answer can carry.
    #[error("the roster is too large")]
    TooLarge,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for PublishRosterError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::Roster(_) | Self::DoesNotFollow => Refusal::RosterInvalid,
            Self::TooLarge => Refusal::TooLarge,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for PublishRosterError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<EventError> for PublishRosterError {
    fn from(error: EventError) -> Self {
        Self::Failed(error.into())
    }
}

/// Whether a roster's times are sane, and its channels can be written into the log.
///
/// Signed at most a day ahead of this relay's clock, valid now, and for at most 90 days.
pub(crate) fn is_sound(roster: &Roster, now: UnixSeconds) -> bool {
    let body = roster.body();
    let is_word =
        |text: &str| (1..=MOST_CHANNEL_BYTES).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    body.issued_at <= now.plus(DAY_SECONDS)
        && body.expires_at > now
        && body.expires_at.since(body.issued_at) <= ROSTER_LIFETIME_SECONDS
        && body.channels.iter().all(|channel| is_word(&channel.channel))
}

/// What its entry says of a roster.
pub(crate) fn detail(roster: &Roster) -> BTreeMap<String, String> {
    BTreeMap::from([("version".to_owned(), roster.version().to_string()), ("sha256".to_owned(), hex(&roster.hash()))])
}

// enforces: ROLE-01
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    roster: UnverifiedRoster,
) -> Result<Answer, PublishRosterError> {
    let (relay, organisation, tenant) = (&context.relay, &context.organisation, context.tenant());
    let access = context.access().await?;
    let delegated = organisation.root().body().roster_signers.contains(&act.verified.signer);
    if access.member().is_none() || !delegated || !rooms::signed_by(access, act) {
        return Err(PublishRosterError::NotPermitted);
    }
    let _publishing = organisation.publishing.lock().await;
    if let Some(logged) = context.done_before(act).await? {
        return Ok(Answer::Logged(logged));
    }
    let bytes = codec::to_vec(&roster);
    if bytes.len() > MOST_BYTES {
        return Err(PublishRosterError::TooLarge);
    }
    let roster = roster.verify(organisation.root())?;
    if roster.version() != organisation.roster().roster.version() + 1 || !is_sound(&roster, context.now) {
        return Err(PublishRosterError::DoesNotFollow);
    }

    let event = Event::new(
        EventKind::RosterPublished,
        Actor::Device(hex(act.verified.signer.as_bytes())),
        tenant.organisation().to_string(),
        detail(&roster),
        Some(RequestHash::from_bytes(act.verified.hash)),
        context.now,
    )?;
    let pending = context.pending(&event, None);
    let entry = pending.entry;
    let people = roster.body().people.iter();
    let next = NewRoster {
        version: roster.version(),
        roster: bytes,
        entry,
        certified: people.flat_map(|person| person.devices.iter().map(|keys| keys.device())).collect(),
    };
    let record = context.act_record(act, entry).await?;
    if !relay.content.publish_roster(tenant, &next, &record, &[pending]).await? {
        return Err(PublishRosterError::DoesNotFollow);
    }
    let version = roster.version();
    let before = organisation.roster();
    let before = &before.roster;
    organisation.replace_roster(CurrentRoster { roster, entry });
    context.sequenced().await?;
    // Who waits to be certified stays; who was certified until now and is no longer goes.
    let dismissed = |device: &DeviceId| before.certified(device).is_some() && !next.certified.contains(device);
    relay.hub.push_all(tenant, Push::Roster { version }, |principal| match principal {
        Principal::Mailbox(_) => true,
        Principal::Device(device) => !dismissed(device),
    });
    let logged = context.prove(&[entry]).await?.pop();
    Ok(logged.map_or(Answer::Refused(Refusal::Internal), Answer::Logged))
}
