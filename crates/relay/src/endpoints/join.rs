//! `Join`: an invited person's device presents itself, and waits to be certified.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sotto_protocol::{codec, roster::DeviceKeys};
use sotto_relay_api::{Answer, Refusal, WaitingDevice};
use sotto_relay_storage::{JoinOutcome, NewDevice, StoreError};
use sotto_tlog::{Actor, Event, EventError, EventKind, RequestHash};

use super::{failed, invite::role_of};
use crate::{
    access::Access,
    at_rest::{Row, Scope},
    context::{AskedAct, Context, minute},
    failure::{Failure, Refused},
    rooms,
};

const OPENING_KEY_BYTES: usize = 1216;
const MOST_NAME_BYTES: usize = 1024;

/// Why a device did not join.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JoinError {
    /// Peer: not signed by the device that speaks, or it is known already.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: the keys are not those of this device and channel, or a name is too long.
    #[error("what the device presents makes no sense")]
    BadDevice,
    /// Peer: the token was used, has expired, or never was.
    #[error("the token is not good")]
    Token,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for JoinError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadDevice => Refusal::BadRequest,
            Self::Token => Refusal::TokenInvalid,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for JoinError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<EventError> for JoinError {
    fn from(error: EventError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: ROLE-02
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    token: [u8; 32],
    keys: DeviceKeys,
    name: String,
    title: String,
) -> Result<Answer, JoinError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let access = context.access().await?;
    if !rooms::signed_by(access, act) {
        return Err(JoinError::NotPermitted);
    }
    let Access::NewDevice(device) = access else {
        // A cut after it was done: the device is known now.
        return context.done_before(act).await?.map(Answer::Logged).ok_or(JoinError::NotPermitted);
    };
    let on_this_channel = context.proven.is_some_and(|proven| proven.channel_key == *keys.channel_key);
    let sound = keys.device() == device
        && on_this_channel
        && keys.opening_key.len() == OPENING_KEY_BYTES
        && name.len() <= MOST_NAME_BYTES
        && title.len() <= MOST_NAME_BYTES;
    if !sound {
        return Err(JoinError::BadDevice);
    }
    let token_hash: [u8; 32] = Sha256::digest(token).into();
    let invitation = relay.content.invitation(tenant, &token_hash).await?.ok_or(JoinError::Token)?;
    let role = role_of(invitation.role).ok_or(StoreError::Damaged("invitations"))?;

    let event = Event::new(
        EventKind::DeviceJoined,
        Actor::Device(device.to_string()),
        device.to_string(),
        BTreeMap::new(),
        Some(RequestHash::from_bytes(act.verified.hash)),
        context.now,
    )?;
    let pending = context.pending(&event, None);
    let entry = pending.entry;
    let record = context.act_record(act, entry).await?;
    let joined_at = minute(context.now);
    let channel_key = *keys.channel_key;
    let profile = codec::to_vec(&WaitingDevice { keys, name, title, role, joined_at });
    let key = relay.at_rest.key(tenant, Scope::Organisation).await?;
    let profile = key.seal(Row::Device(&device), &profile)?;
    let new = NewDevice { device, channel_key, profile, joined_at };
    match relay.content.join(tenant, &token_hash, &new, &record, &[pending]).await? {
        JoinOutcome::Joined => {}
        JoinOutcome::TokenInvalid => return Err(JoinError::Token),
        JoinOutcome::DeviceKnown => return Err(JoinError::NotPermitted),
    }
    context.sequenced().await?;
    let logged = context.prove(&[entry]).await?.pop();
    Ok(logged.map_or(Answer::Refused(Refusal::Internal), Answer::Logged))
}
