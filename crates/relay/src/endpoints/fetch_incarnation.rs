//! `FetchIncarnation`: the newest statement that this relay was put back from an older copy, with its log entry. For
//! anyone: a device that misses what it saw asks for this before it says who it is.

use sotto_protocol::{codec, incarnation::UnverifiedIncarnation};
use sotto_relay_api::Answer;
use sotto_relay_storage::StoreError;

use super::FetchError;
use crate::context::Context;

// enforces: LOG-43
pub(crate) async fn handle(context: &Context) -> Result<Answer, FetchError> {
    let Some(stored) = context.relay.content.incarnation(context.tenant()).await? else {
        return Ok(Answer::Incarnation(None));
    };
    let statement: UnverifiedIncarnation =
        codec::from_slice(&stored.statement).map_err(|_| StoreError::Damaged("incarnations"))?;
    let entry = context.prove(&[stored.entry]).await?.pop();
    Ok(Answer::Incarnation(entry.map(|entry| (statement, entry))))
}
