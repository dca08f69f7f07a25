//! `FetchWitnessed`: the newest checkpoint that witnesses cosigned, for those who see the log grow.

use sotto_relay_api::Answer;

use super::FetchError;
use crate::context::Context;

pub(crate) async fn handle(context: &Context) -> Result<Answer, FetchError> {
    if !context.access().await?.sees_log() {
        return Err(FetchError::NotPermitted);
    }
    let cosigned = context.relay.witnessing.cosigned(context.tenant());
    Ok(Answer::Witnessed(cosigned.map(|checkpoint| checkpoint.note().to_vec().into())))
}
