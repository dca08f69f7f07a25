//! `FetchRoster`: the roster if it is newer, with the log entry of its publication. For anyone: a
//! report is addressed by it before there is a case.

use sotto_relay_api::Answer;

use super::FetchError;
use crate::{access::Access, context::Context};

pub(crate) async fn handle(context: &Context, newer_than: u32) -> Result<Answer, FetchError> {
    if !context.is_mailbox() && context.access().await? == Access::Dismissed {
        return Err(FetchError::NotPermitted);
    }
    let current = context.organisation.roster();
    if current.roster.version() <= newer_than {
        if context.access().await?.sees_log() {
            context.pin_log().await?;
        }
        return Ok(Answer::Roster(None));
    }
    let entry = context.prove(&[current.entry]).await?.pop();
    Ok(Answer::Roster(entry.map(|entry| (current.roster.signed().clone(), entry))))
}
