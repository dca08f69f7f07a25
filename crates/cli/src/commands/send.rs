//! `send`, and how anything that was queued is sent at once.

use std::time::Duration;

use serde_json::{Value, json};
use sotto_engine::{Approval, CaseId, DraftId, Engine, Leave, MessageId, Pseudonym, Sent};
use sotto_rpc_schema::ErrorCode;

use super::id;
use crate::{arguments::Send, failure::Failure};

pub(super) async fn run(engine: &Engine, send: &Send) -> Result<Value, Failure> {
    let draft: DraftId = id(&send.draft)?;
    let pseudonym = match &send.pseudonym {
        Some(name) => Pseudonym::choose(name).map_err(|_| Failure::from(ErrorCode::NameInvalid))?,
        None => engine.suggest_pseudonym(),
    };
    let approval = if send.accept_readers { Approval::Whoever } else { approve(engine, draft).await? };
    let queued = engine.queue_report(draft, pseudonym, &approval, within(send.within))?;
    let state = if send.wait { deliver(engine, queued.case, queued.message).await? } else { "queued" };
    Ok(json!({
        "case": engine.case_of(queued.message)?.to_string(),
        "pseudonym": queued.pseudonym.to_string(),
        "state": state,
    }))
}

/// When something leaves by itself that was given so many hours.
pub(super) fn within(hours: Option<u8>) -> Leave {
    hours.map_or(Leave::Soon, |hours| Leave::Within(Duration::from_secs(u64::from(hours) * 60 * 60)))
}

/// Sends what was queued in a case, and says where it stands.
pub(super) async fn deliver(engine: &Engine, case: CaseId, message: MessageId) -> Result<&'static str, Failure> {
    engine.sync_one(case).await?;
    match engine.sent(message)? {
        Sent::Sent => Ok("sent"),
        Sent::Queued | Sent::At(_) => Ok("queued"),
        Sent::Paused(code) => Err(code.into()),
    }
}

/// The readers of the newest roster. A card without one (a link) has it fetched, if there is a
/// network; without either nobody is approved, and the report pauses before it is sealed.
async fn approve(engine: &Engine, draft: DraftId) -> Result<Approval, Failure> {
    if let Some(readers) = engine.intended_readers(draft)? {
        return Ok(Approval::People(readers));
    }
    let organisation = engine.draft(draft)?.organisation;
    if let Err(error) = engine.refresh_roster(&organisation).await
        && ![ErrorCode::RelayUnreachable, ErrorCode::ProxyUnreachable, ErrorCode::TorUnreachable]
            .contains(&error.code())
    {
        return Err(error.into());
    }
    Ok(Approval::People(engine.intended_readers(draft)?.unwrap_or_default()))
}
