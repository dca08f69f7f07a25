//! `FetchRosterVersion`: one version of the roster, with the log entry of its publication. For those who see the log:
//! a Commit is judged by the version that it names.

use sotto_protocol::codec;
use sotto_relay_api::Answer;
use sotto_relay_storage::StoreError;

use super::FetchError;
use crate::context::Context;

pub(crate) async fn handle(context: &Context, version: u32) -> Result<Answer, FetchError> {
    if !context.access().await?.sees_log() {
        return Err(FetchError::NotPermitted);
    }
    let Some(stored) = context.relay.content.roster(context.tenant(), version).await? else {
        return Ok(Answer::Roster(None));
    };
    let roster = codec::from_slice(&stored.roster).map_err(|_| StoreError::Damaged("rosters"))?;
    let entry = context.prove(&[stored.entry]).await?.pop();
    Ok(Answer::Roster(entry.map(|entry| (roster, entry))))
}
