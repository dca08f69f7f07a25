//! `FetchCheckpoint`: the newest checkpoint, for those who see the log grow: devices that joined, and
//! mailboxes of open cases.

use sotto_relay_api::Answer;

use super::FetchError;
use crate::context::Context;

pub(crate) async fn handle(context: &Context) -> Result<Answer, FetchError> {
    if !context.access().await?.sees_log() {
        return Err(FetchError::NotPermitted);
    }
    context.pin_log().await?;
    Ok(Answer::Done)
}
