//! `ListRooms`: the rooms that a principal reads.

use sotto_relay_api::{Answer, RoomState};

use super::FetchError;
use crate::{access::Access, context::Context};

pub(crate) async fn handle(context: &Context) -> Result<Answer, FetchError> {
    let content = &context.relay.content;
    let joined = match context.access().await? {
        Access::Mailbox { case, .. } => content.rooms_of_case(context.tenant(), &case).await?,
        Access::Member { device, .. } => content.rooms_of_device(context.tenant(), &device).await?,
        _ => return Err(FetchError::NotPermitted),
    };
    context.pin_log().await?;
    let states = joined.into_iter().map(|joined| RoomState {
        room: joined.room,
        case: joined.state.case,
        sequence: joined.state.sequence,
        head: joined.state.head,
        joined_at: joined.joined_at,
        followed_by: joined.state.followed_by,
        successor_wanted: joined.state.successor_wanted,
    });
    Ok(Answer::Rooms(states.collect()))
}
