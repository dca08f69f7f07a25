//! `identity` and `approval`.

use std::path::Path;

use serde_json::{Value, json};
use sotto_engine::{
    CaseId, Document, Engine, HandlerId, Identity, IdentityView, MessageId, OpeningView, safe_file_name,
};
use sotto_rpc_schema::ErrorCode;

use super::{id, rfc3339, send::deliver, write_new};
use crate::{
    arguments::{Approval, Identity as Asked},
    failure::Failure,
};

pub(super) async fn run(engine: &Engine, identity: Asked) -> Result<Value, Failure> {
    match identity {
        Asked::Disclose { case, name, contact, role, document, reader, confirm } => {
            let document = document.as_deref().map(read_document).transpose()?;
            let who = Identity { name, contact, work: role, document };
            disclose(engine, id(&case)?, &who, &reader, &confirm).await
        }
        Asked::Withdraw { case } => {
            let case = id(&case)?;
            if engine.cancel_disclosure(case).await? {
                return Ok(json!({ "state": "cancelled", "entry": null }));
            }
            let message = engine.queue_withdrawal(case)?;
            let state = deliver(engine, case, message).await?;
            let withdrawn = engine.identity(case)?.disclosure.and_then(|disclosure| disclosure.withdrawn);
            Ok(json!({ "state": state, "entry": withdrawn.map(|(_, entry)| logged(entry)) }))
        }
        Asked::Status { case } => status(engine, id(&case)?),
        Asked::Ask { case, reason } => {
            let case = id(&case)?;
            let message = engine.queue_identity_asked(case, reason.as_deref().unwrap_or_default())?;
            Ok(json!({ "message": message.to_string(), "state": deliver(engine, case, message).await? }))
        }
        Asked::Keep { case } => {
            let case = id(&case)?;
            let message = engine.queue_identity_kept(case)?;
            Ok(json!({ "message": message.to_string(), "state": deliver(engine, case, message).await? }))
        }
        Asked::Open { case, reason, output } => open(engine, id(&case)?, &reason, output.as_deref()).await,
    }
}

pub(super) async fn approve(engine: &Engine, approval: Approval) -> Result<Value, Failure> {
    let (approval, approves) = match approval {
        Approval::List => return list(engine),
        Approval::Approve { approval } => (approval, true),
        Approval::Decline { approval } => (approval, false),
    };
    let request: MessageId = id(&approval)?;
    let waiting = engine.pending_approvals()?.into_iter().find(|waiting| waiting.opening.request == request);
    let waiting = waiting.ok_or(Failure::from(ErrorCode::NotFound))?;
    engine.decide_opening(waiting.case, request, approves).await?;
    list(engine)
}

/// What is known of an identity, in a word.
pub(super) fn state(identity: &IdentityView) -> &'static str {
    match &identity.disclosure {
        None => "not_known",
        Some(disclosure) if disclosure.withdrawn.is_some() => "withdrawn",
        Some(_) => "disclosed",
    }
}

async fn disclose(
    engine: &Engine,
    case: CaseId,
    who: &Identity,
    readers: &[String],
    typed: &str,
) -> Result<Value, Failure> {
    let mut chosen: Vec<HandlerId> = readers.iter().map(|reader| id(reader)).collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        chosen = engine.disclosure_choices(case)?.readers.iter().map(|reader| reader.handler).collect();
    }
    let message = engine.queue_disclosure(case, who, &chosen, typed)?;
    let state = deliver(engine, case, message).await?;
    let entry = engine.identity(case)?.disclosure.map(|disclosure| logged(disclosure.entry));
    Ok(json!({ "state": state, "entry": entry }))
}

fn status(engine: &Engine, case: CaseId) -> Result<Value, Failure> {
    let identity = engine.identity(case)?;
    let disclosure = identity.disclosure.as_ref();
    let openings = disclosure.map(|disclosure| disclosure.openings.iter().map(opening).collect::<Vec<_>>());
    Ok(json!({
        "state": state(&identity),
        "asked": identity.asked.as_ref().map(|asked| json!({ "by": asked.name, "reason": asked.body })),
        "fields": disclosure.map(|it| it.fields.iter().map(|field| field.as_str()).collect::<Vec<_>>()),
        "readers": disclosure.map(|it| it.readers.iter().map(|reader| reader.name.as_str()).collect::<Vec<_>>()),
        "disclosed_at": disclosure.map(|it| rfc3339(it.at)),
        "entry": disclosure.map(|it| logged(it.entry)),
        "withdrawn_at": disclosure.and_then(|it| it.withdrawn).map(|(at, _)| rfc3339(at)),
        "openings": openings.unwrap_or_default(),
    }))
}

fn opening(opening: &OpeningView) -> Value {
    json!({
        "by": opening.name,
        "at": rfc3339(opening.opened_at.unwrap_or(opening.asked_at)),
        "state": opening.state,
        "reason": opening.reason,
        "approved_by": opening.decided.as_ref().map(|(by, _)| by.as_str()),
        "entry": opening.entry,
        "verified": true,
    })
}

/// Opens; where a second person must agree and has not, asks them and says so.
async fn open(engine: &Engine, case: CaseId, reason: &str, output: Option<&Path>) -> Result<Value, Failure> {
    engine.sync_one(case).await?;
    let disclosure = engine.identity(case)?.disclosure.ok_or(Failure::from(ErrorCode::NotFound))?;
    if disclosure.withdrawn.is_some() {
        return Err(ErrorCode::Withdrawn.into());
    }
    let mut request = None;
    if !disclosure.approvers.is_empty() {
        let own = disclosure.openings.iter().rev().find(|opening| opening.is_own && !opening.is_over);
        match own.map(|opening| (opening.state.as_str(), opening.request)) {
            Some(("approved", approved)) => request = Some(approved),
            Some(("asked", _)) => return Err(ErrorCode::ApprovalPending.into()),
            _ => {
                engine.ask_opening(case, reason).await?;
                return Err(ErrorCode::ApprovalPending.into());
            }
        }
    }
    let who = engine.open_identity(case, reason, request).await?;
    let saved = match (&who.document, output) {
        (Some(document), Some(path)) => Some(save(document, path)?),
        _ => None,
    };
    let openings = engine.identity(case)?.disclosure.map(|disclosure| disclosure.openings).unwrap_or_default();
    let entry = openings.iter().rev().find(|opening| opening.is_own).map(|opening| logged(opening.entry));
    Ok(json!({
        "name": who.name,
        "contact": who.contact,
        "role": who.work,
        "document": who.document.as_ref().map(|document| safe_file_name(&document.name)),
        "saved": saved,
        "entry": entry,
    }))
}

fn list(engine: &Engine) -> Result<Value, Failure> {
    let approvals: Vec<Value> = engine
        .pending_approvals()?
        .iter()
        .map(|waiting| {
            json!({
                "approval": waiting.opening.request.to_string(),
                "kind": "identity.open",
                "case": waiting.case.to_string(),
                "asked_by": waiting.opening.name,
                "reason": waiting.opening.reason,
                "until": rfc3339(waiting.until),
            })
        })
        .collect();
    Ok(json!({ "approvals": approvals }))
}

/// An entry that this device checked: others are not kept.
fn logged(index: u64) -> Value {
    json!({ "index": index, "verified": true })
}

fn read_document(path: &Path) -> Result<Document, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(ErrorCode::AttachmentUnreadable, format!("{}: {error}", path.display())))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Document { name, bytes: bytes.into() })
}

fn save(document: &Document, path: &Path) -> Result<String, Failure> {
    write_new(path, &document.bytes)?;
    Ok(path.display().to_string())
}
