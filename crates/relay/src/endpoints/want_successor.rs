//! `WantSuccessor`: a reader's device cannot go on in a room. Only the reporter can open another one; they are told.

use sotto_protocol::ids::RoomId;
use sotto_relay_api::{Answer, Push};

use super::FetchError;
use crate::{
    context::{AskedAct, Context},
    rooms,
};

// enforces: ROOM-16
pub(crate) async fn handle(context: &Context, act: &AskedAct, room: RoomId) -> Result<Answer, FetchError> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let access = context.access().await?;
    let reading = rooms::reading(context, access, &room).await?.ok_or(FetchError::NotPermitted)?;
    if access.member().is_none() || !rooms::signed_by(access, act) {
        return Err(FetchError::NotPermitted);
    }
    relay.content.want_successor(tenant, &room).await?;
    let mailbox = sotto_relay_api::Principal::Mailbox(reading.room.case);
    relay.hub.push(tenant, &mailbox, Push::Room { room, sequence: reading.room.sequence });
    Ok(Answer::Done)
}
