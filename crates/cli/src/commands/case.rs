//! `case`.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sotto_engine::{CaseId, CaseView, Engine, MessageView, Status};
use sotto_rpc_schema::ErrorCode;

use super::{draft::attachment, id, rfc3339, send::deliver, text_of};
use crate::{arguments::Case, failure::Failure};

pub(super) async fn run(engine: &Engine, case: Case) -> Result<Value, Failure> {
    match case {
        Case::List { search, queue } => list(engine, search.as_deref(), queue.as_deref()),
        Case::Show { case } => show(engine, id(&case)?),
        Case::Reply { case, body_file, attach, wait } => {
            let case = id(&case)?;
            for file in &attach {
                engine.attach_to_reply(case, file)?;
            }
            let message = engine.queue_message(case, &text_of(&body_file)?)?;
            let state = if wait { deliver(engine, case, message).await? } else { "queued" };
            Ok(json!({ "message": message.to_string(), "state": state }))
        }
        Case::Fetch { case, attachment, output } => {
            let fetched = engine.fetch(id(&case)?, id(&attachment)?, &output).await?;
            Ok(json!({ "size_bytes": fetched.size_bytes, "sha256": HEXLOWER.encode(&fetched.sha256) }))
        }
        Case::Assign { case, handler } => {
            let case = id(&case)?;
            let message = engine.queue_readers(case, vec![id(&handler)?], Vec::new())?;
            Ok(json!({ "message": message.to_string(), "state": deliver(engine, case, message).await? }))
        }
        Case::Unassign { case, handler } => {
            let case = id(&case)?;
            let message = engine.queue_readers(case, Vec::new(), vec![id(&handler)?])?;
            Ok(json!({ "message": message.to_string(), "state": deliver(engine, case, message).await? }))
        }
        Case::Status { case, status } => {
            let case = id(&case)?;
            let status =
                Status::from_word(&status).ok_or_else(|| Failure::new(ErrorCode::BadRequest, "no such status"))?;
            let message = engine.queue_status(case, status)?;
            Ok(json!({ "message": message.to_string(), "state": deliver(engine, case, message).await? }))
        }
    }
}

fn list(engine: &Engine, search: Option<&str>, queue: Option<&str>) -> Result<Value, Failure> {
    let mut cases = Vec::new();
    for case in engine.cases()? {
        if matches_queue(engine, &case, queue)? && matches_search(engine, &case, search)? {
            cases.push(summary(&case));
        }
    }
    Ok(json!({ "cases": cases }))
}

fn summary(case: &CaseView) -> Value {
    json!({
        "case": case.case.to_string(),
        "pseudonym": case.pseudonym.to_string(),
        "title": case.title,
        "status": case.status.as_str(),
        "unread": case.unread,
        "updated_at": rfc3339(case.updated_at),
        "due_at": case.due_at.map(rfc3339),
    })
}

fn show(engine: &Engine, id: CaseId) -> Result<Value, Failure> {
    let case = engine.case(id)?;
    let messages: Vec<Value> = engine.conversation(id)?.iter().filter(|line| is_message(line)).map(message).collect();
    let readers: Vec<Value> = engine
        .readers(id)?
        .into_iter()
        .map(|reader| json!({ "name": reader.name, "role": reader.title, "verified": reader.verified }))
        .collect();
    engine.mark_read(id)?;
    Ok(json!({
        "case": case.case.to_string(),
        "pseudonym": case.pseudonym.to_string(),
        "title": case.title,
        "status": case.status.as_str(),
        "messages": messages,
        "readers": readers,
        "halted": case.halted,
        "identity": { "state": "not_known" },
    }))
}

fn message(line: &MessageView) -> Value {
    let kind = if line.by_reporter { "reporter" } else { "handler" };
    json!({
        "id": line.message.to_string(),
        "from": { "kind": kind, "name": line.author_name },
        "at": rfc3339(line.at),
        "body": line.body,
        "after_gap": line.after_gap,
        "attachments": line.files.iter().map(attachment).collect::<Vec<_>>(),
        "state": if line.is_queued { "queued" } else { "sent" },
    })
}

fn is_message(line: &MessageView) -> bool {
    matches!(line.kind.as_str(), "report" | "message")
}

fn matches_queue(engine: &Engine, case: &CaseView, queue: Option<&str>) -> Result<bool, Failure> {
    Ok(match queue {
        None => true,
        Some("new") => case.status == Status::New,
        Some("closed") => case.status == Status::Closed,
        Some("mine") => case.status != Status::Closed,
        Some("due") => case.due_at.is_some(),
        Some("waiting") => {
            let last = engine.conversation(case.case)?.into_iter().rfind(is_message);
            case.status != Status::Closed && last.is_some_and(|line| line.by_reporter == case.is_own)
        }
        Some(_) => return Err(Failure::new(ErrorCode::BadRequest, "no such queue")),
    })
}

fn matches_search(engine: &Engine, case: &CaseView, search: Option<&str>) -> Result<bool, Failure> {
    let Some(search) = search else { return Ok(true) };
    let wanted: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let bodies = engine.conversation(case.case)?.into_iter().filter(is_message).map(|line| line.body);
    let text =
        [case.title.clone(), case.pseudonym.to_string()].into_iter().chain(bodies).collect::<Vec<_>>().join("\n");
    let text = text.to_lowercase();
    Ok(wanted.iter().all(|word| text.contains(word)))
}
