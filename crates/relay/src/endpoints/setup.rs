//! `Setup`: the OWNER's device founds the organisation on a fresh relay, with the token of the setup
//! link, once.

use std::{collections::BTreeMap, sync::Arc};

use sha2::{Digest, Sha256};
use sotto_protocol::{
    card::{CardError, Root, SignedRoot},
    codec,
    ids::DeviceId,
    roster::{Role, Roster, RosterError, UnverifiedRoster},
};
use sotto_relay_api::{Act, Answer, LogUpdate, Refusal, Request, WaitingDevice};
use sotto_relay_storage::{Founding, NewDevice, NewRoster, StoreError, Tenant};
use sotto_tlog::{Actor, Event, EventError, EventKind, RequestHash};

use super::{failed, publish_roster};
use crate::{
    at_rest::{Row, Scope},
    context::{AskedAct, Context, act_record, hex, minute},
    failure::{Failure, Refused},
    organisations::{CurrentRoster, Organisation},
    relay::Shared,
};

/// Why no organisation was founded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SetupError {
    /// Peer: the token was used, or never was.
    #[error("the setup token is not good")]
    Token,
    /// Peer: the root metadata.
    #[error(transparent)]
    Root(#[from] CardError),
    /// Peer: the root metadata names another relay, or is not version 1.
    #[error("the root metadata is not for this relay")]
    OtherRelay,
    /// Peer: the roster.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// Peer: not roster 1, or its times or words are not ours.
    #[error("the roster is not a first one")]
    NotFirst,
    /// Peer: not signed by the device of an OWNER.
    #[error("the act is not signed by the OWNER's device")]
    NotOwner,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for SetupError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Token => Refusal::TokenInvalid,
            Self::Root(_) | Self::OtherRelay => Refusal::BadRequest,
            Self::Roster(_) | Self::NotFirst => Refusal::RosterInvalid,
            Self::NotOwner => Refusal::NotPermitted,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for SetupError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<EventError> for SetupError {
    fn from(error: EventError) -> Self {
        Self::Failed(error.into())
    }
}

/// Answers on a channel whose hello named no organisation: nothing but `Setup` is possible there.
pub(crate) async fn dispatch(relay: &Arc<Shared>, request: Request) -> (Answer, Option<LogUpdate>) {
    let refused = |refusal| (Answer::Refused(refusal), None);
    let Request::Act(signed) = request else { return refused(Refusal::OrganisationUnknown) };
    let Ok(verified) = signed.verify() else { return refused(Refusal::BadRequest) };
    let Act::Setup { token, root, roster, .. } = verified.body.act.clone() else {
        return refused(Refusal::OrganisationUnknown);
    };
    let act = AskedAct { verified, signed };
    match handle(relay, &act, &token, root, roster).await {
        Ok(answered) => answered,
        Err(error) => refused(error.refusal()),
    }
}

/// The same act again, after the organisation was founded by it.
pub(crate) async fn repeated(context: &Context, act: &AskedAct) -> Result<Answer, SetupError> {
    context.done_before(act).await?.map(Answer::Logged).ok_or(SetupError::Token)
}

// enforces: SETUP-01
async fn handle(
    relay: &Arc<Shared>,
    act: &AskedAct,
    token: &[u8; 32],
    root: SignedRoot,
    roster: UnverifiedRoster,
) -> Result<(Answer, Option<LogUpdate>), SetupError> {
    if hex(&Sha256::digest(token)).as_bytes() != relay.setup_token {
        return Err(SetupError::Token);
    }
    let root = Root::follow(vec![root])?;
    if let Some(organisation) = relay.organisations.get(&root.organisation()) {
        let context = Context::new(Arc::clone(relay), organisation, None);
        let answer = repeated(&context, act).await?;
        return Ok((answer, context.log_update(0).await?));
    }
    let meant = act.verified.body.organisation;
    if root.body().relay != relay.identity || meant.is_some_and(|meant| meant != root.organisation()) {
        return Err(SetupError::OtherRelay);
    }
    let roster = roster.verify(&root)?;
    let now = relay.clock.now();
    if roster.version() != 1 || !publish_roster::is_sound(&roster, now) {
        return Err(SetupError::NotFirst);
    }
    let owner = DeviceId::from_bytes(*act.verified.signer.as_bytes());
    if roster.certified(&owner).is_none_or(|(person, _)| person.role != Role::Owner) {
        return Err(SetupError::NotOwner);
    }

    let tenant = Tenant::stored(root.organisation());
    let founding = founding(relay, &tenant, act, &root, &roster).await?;
    let entry = founding.roster.entry;
    if relay.content.found(&founding).await?.is_none() {
        return Err(SetupError::Token);
    }
    let organisation = relay.organisations.insert(Organisation::new(tenant, root, CurrentRoster { roster, entry }));
    let context = Context::new(Arc::clone(relay), organisation, None);
    context.sequenced().await?;
    let logged = context.prove(&[entry]).await?.pop();
    let answer = logged.map_or(Answer::Refused(Refusal::Internal), Answer::Logged);
    Ok((answer, context.log_update(0).await?))
}

async fn founding(
    relay: &Shared,
    tenant: &Tenant,
    act: &AskedAct,
    root: &Root,
    roster: &Roster,
) -> Result<Founding, SetupError> {
    let now = relay.clock.now();
    let request = Some(RequestHash::from_bytes(act.verified.hash));
    let actor = Actor::Device(hex(act.verified.signer.as_bytes()));
    let subject = tenant.organisation().to_string();
    let created =
        Event::new(EventKind::OrganisationCreated, actor.clone(), subject.clone(), BTreeMap::new(), request, now)?;
    let published =
        Event::new(EventKind::RosterPublished, actor, subject, publish_roster::detail(roster), request, now)?;
    let chance = &relay.chance;
    let pending = |event: &Event| sotto_relay_storage::PendingEntry {
        entry: sotto_relay_storage::EntryId(chance.bytes()),
        case: None,
        event: event.to_canonical(),
        salt: chance.bytes(),
    };
    let (created, published) = (pending(&created), pending(&published));

    let key = relay.at_rest.key(tenant, Scope::Organisation).await?;
    let mut devices = Vec::new();
    for person in &roster.body().people {
        for keys in &person.devices {
            let profile = WaitingDevice {
                keys: keys.clone(),
                name: person.name.clone(),
                title: person.title.clone(),
                role: person.role,
                joined_at: minute(now),
            };
            devices.push(NewDevice {
                device: keys.device(),
                channel_key: *keys.channel_key,
                profile: key.seal(Row::Device(&keys.device()), &codec::to_vec(&profile))?,
                joined_at: minute(now),
            });
        }
    }
    Ok(Founding {
        organisation: root.organisation(),
        roots: codec::to_vec(&root.chain().to_vec()),
        roster: NewRoster {
            version: roster.version(),
            roster: codec::to_vec(roster.signed()),
            entry: published.entry,
            certified: devices.iter().map(|device| device.device).collect(),
        },
        devices,
        act: act_record(relay, tenant, act, published.entry, now).await?,
        pending: vec![created, published],
    })
}
