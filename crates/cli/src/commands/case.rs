//! `case`.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sotto_engine::{CaseId, CaseView, CasesWanted, Engine, Label, MessageView, Queue, Status};
use sotto_rpc_schema::ErrorCode;

use super::{
    draft::{attachment, copy},
    id, rfc3339,
    send::{deliver, within},
    text_of,
};
use crate::{arguments::Case, failure::Failure};

pub(super) async fn run(engine: &Engine, case: Case) -> Result<Value, Failure> {
    match case {
        Case::List { search, queue, label } => list(engine, search.as_deref(), queue.as_deref(), label.as_deref()),
        Case::Show { case } => show(engine, id(&case)?),
        Case::Reply { case, body_file, attach, keep_original, within: hours, wait } => {
            let case = id(&case)?;
            let message =
                engine.queue_message_with(case, &text_of(&body_file)?, &attach, copy(keep_original), within(hours))?;
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
        Case::HandOver { case, wait } => {
            let case = id(&case)?;
            let past = engine.past(case)?;
            let message = engine.hand_over(case)?;
            let state = if wait { deliver(engine, case, message).await? } else { "queued" };
            Ok(json!({
                "message": message.to_string(),
                "state": state,
                "messages": past.messages,
                "files": past.files,
            }))
        }
        Case::Resume { case } => {
            let case = id(&case)?;
            engine.go_on_here(case)?;
            engine.sync_one(case).await?;
            Ok(json!({ "case": case.to_string(), "halted": engine.case(case)?.halted }))
        }
        Case::Label { case, add, remove } => label(engine, id(&case)?, &add, &remove),
        Case::Status { case, status } => {
            let case = id(&case)?;
            let status =
                Status::from_word(&status).ok_or_else(|| Failure::new(ErrorCode::BadRequest, "no such status"))?;
            let message = engine.queue_status(case, status)?;
            Ok(json!({ "message": message.to_string(), "state": deliver(engine, case, message).await? }))
        }
    }
}

fn list(engine: &Engine, search: Option<&str>, queue: Option<&str>, label: Option<&str>) -> Result<Value, Failure> {
    let queue = match queue {
        None => Queue::All,
        Some(word) => Queue::from_word(word).ok_or_else(|| Failure::new(ErrorCode::BadRequest, "no such queue"))?,
    };
    let label = label.map(str::parse).transpose()?;
    let wanted = CasesWanted { queue, search: search.unwrap_or_default(), label: label.as_ref() };
    let page = engine.case_page(wanted, (0, u32::MAX))?;
    Ok(json!({ "cases": page.cases.iter().map(summary).collect::<Vec<_>>() }))
}

/// Adds and removes; answers the labels that the case has then.
fn label(engine: &Engine, case: CaseId, add: &[String], remove: &[String]) -> Result<Value, Failure> {
    let parsed = |labels: &[String]| labels.iter().map(|label| label.parse()).collect::<Result<Vec<Label>, _>>();
    let (add, remove) = (parsed(add)?, parsed(remove)?);
    let mut labels = engine.case(case)?.labels;
    labels.retain(|label| !remove.contains(label));
    labels.extend(add);
    engine.label_case(case, &labels)?;
    Ok(json!({ "labels": words(&engine.case(case)?.labels) }))
}

fn words(labels: &[Label]) -> Vec<&str> {
    labels.iter().map(Label::as_str).collect()
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
        "labels": words(&case.labels),
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
        "labels": words(&case.labels),
        "messages": messages,
        "readers": readers,
        "halted": case.halted,
        "identity": { "state": super::identity::state(&engine.identity(id)?) },
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
        "handed_over_by": line.handed_over_by,
        "attachments": line.files.iter().map(attachment).collect::<Vec<_>>(),
        "state": if line.is_queued { "queued" } else { "sent" },
    })
}

fn is_message(line: &MessageView) -> bool {
    matches!(line.kind.as_str(), "report" | "message")
}
