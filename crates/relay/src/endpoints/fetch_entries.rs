//! `FetchEntries`: the log entries of a case, for those who read it.

use sotto_protocol::ids::CaseId;
use sotto_relay_api::{Answer, MAX_FRAME_BYTES};

use super::FetchError;
use crate::{access::Access, context::Context};

/// An entry with its proof takes at most about this much.
const ENTRY_BYTES: usize = 4 * 1024;

pub(crate) async fn handle(context: &Context, case: CaseId) -> Result<Answer, FetchError> {
    let reads = match context.access().await? {
        Access::Mailbox { case: own, .. } => own == case,
        Access::Member { device, .. } => {
            let joined = context.relay.content.rooms_of_device(context.tenant(), &device).await?;
            joined.iter().any(|joined| joined.state.case == case)
        }
        _ => false,
    };
    if !reads {
        return Err(FetchError::NotPermitted);
    }
    context.relay.sequencer.drain(context.tenant()).await.map_err(crate::failure::Failure::from)?;
    let mut found = context.relay.audit.entries_of_case(context.tenant(), &case).await?;
    found.truncate(MAX_FRAME_BYTES / ENTRY_BYTES);
    Ok(Answer::Entries(context.prove_found(found).await?))
}
