//! `PutRecord`: the sealed record of an identity that its reporter is about to disclose.

use sotto_protocol::{identity::MAX_SEALED_BYTES, ids::RecordId};
use sotto_relay_api::Answer;

use super::FetchError;
use crate::{access::Access, context::Context};

// enforces: IDEN-10
pub(crate) async fn handle(context: &Context, record: RecordId, sealed: &[u8]) -> Result<Answer, FetchError> {
    let Access::Mailbox { case, .. } = context.access().await? else { return Err(FetchError::NotPermitted) };
    if sealed.len() > MAX_SEALED_BYTES {
        return Err(FetchError::NotPermitted);
    }
    let identities = &context.relay.identities;
    let _turn = identities.turn().await;
    if identities.stage(context.tenant(), case, &record, sealed).await? {
        Ok(Answer::Done)
    } else {
        Err(FetchError::NotPermitted)
    }
}
