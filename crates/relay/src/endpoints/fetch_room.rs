//! `FetchRoom`: what was appended to a room, in order, as much as fits into a frame; for a device only
//! from the append on that let it in.

use sotto_protocol::{
    ids::RoomId,
    room::{CaseEvent, IdentityEvent},
};
use sotto_relay_api::Answer;

use super::{FetchError, identity_step};
use crate::{context::Context, rooms};

pub(crate) async fn handle(context: &Context, room: RoomId, after: u64) -> Result<Answer, FetchError> {
    let access = context.access().await?;
    let reading = rooms::reading(context, access, &room).await?.ok_or(FetchError::NotPermitted)?;
    let entries = rooms::entries(context, &room, &reading, after).await?;
    for entry in &entries {
        // Whoever reads of a withdrawal here may take it for done: then it is.
        if let Some(CaseEvent::Identity(IdentityEvent::Withdrawn { record })) = &entry.append.declared.event {
            let _turn = context.relay.identities.turn().await;
            identity_step::destroy_withdrawn(context, record).await?;
        }
    }
    context.pin_log().await?;
    Ok(Answer::RoomEntries(entries))
}
