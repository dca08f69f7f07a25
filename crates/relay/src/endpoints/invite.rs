//! `Invite`: somebody who may invite prepares an invitation, good once and for 14 days.

use std::collections::BTreeMap;

use sotto_protocol::{ids::DeviceId, roster::Role, time::DAY_SECONDS};
use sotto_relay_api::{Answer, Refusal};
use sotto_relay_storage::{Invitation, StoreError};
use sotto_tlog::{Actor, Event, EventError, EventKind, RequestHash};

use super::failed;
use crate::{
    at_rest::{Row, Scope},
    context::{AskedAct, Context, hex},
    failure::{Failure, Refused},
    rooms,
};

const GOOD_FOR_SECONDS: u64 = 14 * DAY_SECONDS;
const MOST_EMAIL_BYTES: usize = 320;

/// Why there is no invitation.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InviteError {
    /// Peer: may not invite.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: no e-mail address has that length.
    #[error("the e-mail address is too long")]
    Email,
    /// Peer: another invitation has this token.
    #[error("the token is taken")]
    Token,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for InviteError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::Email => Refusal::BadRequest,
            Self::Token => Refusal::TokenInvalid,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for InviteError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<EventError> for InviteError {
    fn from(error: EventError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: ROLE-02
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    token_hash: [u8; 32],
    email: &str,
    role: Role,
) -> Result<Answer, InviteError> {
    let access = context.access().await?;
    let (device, _, own_role) = access.member().ok_or(InviteError::NotPermitted)?;
    if !own_role.may_invite() || !rooms::signed_by(access, act) {
        return Err(InviteError::NotPermitted);
    }
    if email.len() > MOST_EMAIL_BYTES {
        return Err(InviteError::Email);
    }
    if let Some(logged) = context.done_before(act).await? {
        return Ok(Answer::Logged(logged));
    }
    // The hash in the log leads nobody to the token, and half of it names the invitation.
    let (subject, _) = token_hash.split_at(16);
    let event = Event::new(
        EventKind::InvitationCreated,
        Actor::Device(device.to_string()),
        hex(subject),
        BTreeMap::from([("role".to_owned(), role.as_str().to_owned())]),
        Some(RequestHash::from_bytes(act.verified.hash)),
        context.now,
    )?;
    let pending = context.pending(&event, None);
    let entry = pending.entry;
    let invitation = invitation(context, token_hash, email, role, device).await?;
    let record = context.act_record(act, entry).await?;
    if !context.relay.content.invite(context.tenant(), &invitation, &record, &[pending]).await? {
        return Err(InviteError::Token);
    }
    context.sequenced().await?;
    let logged = context.prove(&[entry]).await?.pop();
    Ok(logged.map_or(Answer::Refused(Refusal::Internal), Answer::Logged))
}

async fn invitation(
    context: &Context,
    token_hash: [u8; 32],
    email: &str,
    role: Role,
    invited_by: DeviceId,
) -> Result<Invitation, StoreError> {
    let key = context.relay.at_rest.key(context.tenant(), Scope::Organisation).await?;
    Ok(Invitation {
        token_hash,
        email: key.seal(Row::Invitation(&token_hash), email.as_bytes())?,
        role: role_number(role),
        invited_by,
        expires_at: context.now.plus(GOOD_FOR_SECONDS),
    })
}

/// A role as a column has it: its place in [`Role::ALL`].
pub(super) fn role_number(role: Role) -> u8 {
    Role::ALL.iter().zip(0..).find(|(known, _)| **known == role).map_or(0, |(_, number)| number)
}

/// The role in a column.
pub(super) fn role_of(number: u8) -> Option<Role> {
    Role::ALL.get(usize::from(number)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_return_from_their_column() {
        for role in Role::ALL {
            assert_eq!(role_of(role_number(role)), Some(role));
        }
        assert_eq!(role_of(5), None);
    }
}
