//! What an append may do to a disclosed identity, by whom: the roster in force decides.

use sotto_protocol::{
    identity::APPROVAL_SECONDS,
    ids::{CaseId, HandlerId, RecordId},
    room::IdentityEvent,
    time::UnixSeconds,
};
use sotto_relay_storage::{IdentityStep, NewDisclosure, Reader, StoreError};

use crate::{access::Access, context::Context};

/// The most readers or approvers of one disclosure, so that its event has room for them.
const MOST_PEOPLE: usize = 32;

/// Why a step is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    /// Peer: may not.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: what it declares contradicts itself.
    #[error("the step makes no sense")]
    BadStep,
    /// Peer: somebody named does not read the case, or may not open or approve.
    #[error("a reader may not open identities")]
    Reader,
    /// Peer: the record is not here; it is to be sent once more.
    #[error("the record is not here")]
    NoRecord,
    /// Local.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The step that `event` asks for; none where nothing has been disclosed yet.
// enforces: IDEN-02, IDEN-10
pub(super) async fn step(
    context: &Context,
    access: Access,
    event: &IdentityEvent,
    readers: &[Reader],
) -> Result<Option<IdentityStep>, StepError> {
    let at = context.now;
    let since = UnixSeconds(at.0.saturating_sub(APPROVAL_SECONDS));
    let step = match (event, access.member()) {
        (IdentityEvent::Disclosed { record, commitment, readers: chosen, approvers }, None) => {
            judge_people(context, readers, chosen, approvers)?;
            let kept = context.relay.identities.commitment(context.tenant(), record).await?;
            match kept {
                None => return Err(StepError::NoRecord),
                Some(kept) if kept != **commitment => return Err(StepError::BadStep),
                Some(_) => {}
            }
            let (readers, approvers) = (chosen.clone(), approvers.clone());
            IdentityStep::Disclosed(NewDisclosure { record: *record, readers, approvers })
        }
        (IdentityEvent::Withdrawn { record }, None) => IdentityStep::Withdrawn { record: *record },
        (IdentityEvent::Asked, Some(_)) => return Ok(None),
        (IdentityEvent::OpeningAsked { record, .. }, Some((_, by, _))) => {
            may_open(context, &by)?;
            IdentityStep::Requested { record: *record, by, at }
        }
        (IdentityEvent::OpeningApproved { record, request }, Some((_, by, _))) => {
            may_approve(context, &by)?;
            IdentityStep::Decided { record: *record, request: *request, by, approved: true, at, asked_since: since }
        }
        (IdentityEvent::OpeningRefused { record, request }, Some((_, by, _))) => {
            may_approve(context, &by)?;
            IdentityStep::Decided { record: *record, request: *request, by, approved: false, at, asked_since: since }
        }
        (IdentityEvent::Opened { record, request, .. }, Some((device, by, _))) => {
            may_open(context, &by)?;
            IdentityStep::Opened { record: *record, request: *request, by, device, at, approved_since: since }
        }
        _ => return Err(StepError::NotPermitted),
    };
    Ok(Some(step))
}

/// Destroys or keeps a record once the log has the step.
// enforces: IDEN-13
pub(super) async fn settle(context: &Context, case: CaseId, event: &IdentityEvent) -> Result<(), StoreError> {
    let (identities, tenant) = (&context.relay.identities, context.tenant());
    match event {
        IdentityEvent::Disclosed { .. } => identities.disclosed(tenant, case),
        IdentityEvent::Withdrawn { record } => destroy_withdrawn(context, record).await?,
        _ => {}
    }
    Ok(())
}

/// An append that comes a second time was cut between the log and its effect, or after it.
pub(super) async fn destroy_withdrawn(context: &Context, record: &RecordId) -> Result<(), StoreError> {
    let standing = context.relay.content.standing_disclosures(context.tenant()).await?;
    if standing.contains(record) {
        return Ok(());
    }
    context.relay.identities.destroy(context.tenant(), record).await
}

fn may_open(context: &Context, by: &HandlerId) -> Result<(), StepError> {
    if context.organisation.roster().roster.may_open(by) { Ok(()) } else { Err(StepError::NotPermitted) }
}

fn may_approve(context: &Context, by: &HandlerId) -> Result<(), StepError> {
    if context.organisation.roster().roster.approvers().contains(by) { Ok(()) } else { Err(StepError::NotPermitted) }
}

/// Those who are to open it read the case and may; and where a second person must agree, each has one.
fn judge_people(
    context: &Context,
    readers: &[Reader],
    chosen: &[HandlerId],
    approvers: &[HandlerId],
) -> Result<(), StepError> {
    if chosen.is_empty() || chosen.len() > MOST_PEOPLE || approvers.len() > MOST_PEOPLE {
        return Err(StepError::BadStep);
    }
    let current = context.organisation.roster();
    let roster = &current.roster;
    let reads = |handler: &HandlerId| readers.iter().any(|reader| reader.handler == *handler);
    if !chosen.iter().all(|handler| reads(handler) && roster.may_open(handler)) {
        return Err(StepError::Reader);
    }
    let needed = !roster.approvers().is_empty();
    let known = approvers.iter().all(|handler| reads(handler) && roster.approvers().contains(handler));
    let each_has_one = chosen.iter().all(|reader| approvers.iter().any(|approver| approver != reader));
    if needed == approvers.is_empty() || !known || (needed && !each_has_one) {
        return Err(StepError::Reader);
    }
    Ok(())
}
