//! `draft`.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sotto_engine::{AttachmentId, AttachmentView, DraftId, DraftView, Engine, FileCopy, Finding, Look};

use sotto_rpc_schema::ErrorCode;

use super::{id, rfc3339, text_of};
use crate::{arguments::Draft, failure::Failure};

pub(super) fn run(engine: &Engine, draft: Draft) -> Result<Value, Failure> {
    match draft {
        Draft::New { to, channel, title, body_file } => {
            let draft = engine.new_draft(&id(&to)?, channel.as_deref(), &title, &text_of(&body_file)?)?;
            Ok(json!({ "draft": draft.draft.to_string() }))
        }
        Draft::Edit { draft, title, body_file } => {
            let body = body_file.as_deref().map(text_of).transpose()?;
            let draft = engine.save_draft(id(&draft)?, title.as_deref(), body.as_deref())?;
            Ok(json!({ "draft": draft.draft.to_string() }))
        }
        Draft::List => {
            let drafts: Vec<Value> = engine.drafts()?.iter().map(summary).collect();
            Ok(json!({ "drafts": drafts }))
        }
        Draft::Show { draft } => {
            let draft = engine.draft(id(&draft)?)?;
            let files: Vec<Value> = engine.files_of_draft(draft.draft)?.iter().map(attachment).collect();
            let mut shown = summary(&draft);
            if let Some(fields) = shown.as_object_mut() {
                fields.insert("body".to_owned(), draft.body.into());
                fields.insert("attachments".to_owned(), files.into());
            }
            Ok(shown)
        }
        Draft::Attach { draft, file, keep_original } => {
            Ok(attachment(&engine.attach(id(&draft)?, &file, copy(keep_original))?))
        }
        Draft::Choose { draft, attachment: wanted, copy: word } => {
            let wanted = of_draft(engine, id(&draft)?, &wanted)?;
            Ok(attachment(&engine.choose_copy(wanted, copy(word == "original"))?))
        }
        Draft::Detach { draft, attachment } => {
            engine.detach(of_draft(engine, id(&draft)?, &attachment)?)?;
            Ok(json!({ "deleted": true }))
        }
        Draft::Delete { draft } => {
            engine.delete_draft(id(&draft)?)?;
            Ok(json!({ "deleted": true }))
        }
    }
}

/// Which copy of a file goes.
pub(super) fn copy(keep_original: bool) -> FileCopy {
    if keep_original { FileCopy::Original } else { FileCopy::Cleaned }
}

fn of_draft(engine: &Engine, draft: DraftId, attachment: &str) -> Result<AttachmentId, Failure> {
    let wanted = id(attachment)?;
    let is_there = engine.files_of_draft(draft)?.iter().any(|file| file.attachment == wanted);
    if is_there { Ok(wanted) } else { Err(ErrorCode::NotFound.into()) }
}

/// A file, as every command shows it; what was found in it until it was sent.
pub(super) fn attachment(file: &AttachmentView) -> Value {
    let mut shown = json!({
        "attachment": file.attachment.to_string(),
        "name": file.name,
        "size_bytes": file.size_bytes,
        "sha256": HEXLOWER.encode(&file.sha256),
        "original_sha256": file.original_sha256.map(|original| HEXLOWER.encode(&original)),
    });
    let looked = match &file.look {
        None => return shown,
        Some(Look::NotChecked(why)) => {
            json!({ "inspected": false, "not_checked": why.code(), "findings": null, "cleaned": null })
        }
        Some(Look::Checked(inspection)) => json!({
            "inspected": true,
            "findings": inspection.findings.iter().map(finding).collect::<Vec<_>>(),
            "cleaned": file.original_sha256.is_some(),
        }),
    };
    if let (Some(fields), Value::Object(looked)) = (shown.as_object_mut(), looked) {
        fields.extend(looked);
    }
    shown
}

fn finding(finding: &Finding) -> Value {
    json!({ "kind": finding.kind.code(), "summary": finding.summary, "remains": finding.remains })
}

fn summary(draft: &DraftView) -> Value {
    json!({
        "draft": draft.draft.to_string(),
        "organisation": draft.organisation.to_string(),
        "channel": draft.channel,
        "title": draft.title,
        "updated_at": rfc3339(draft.updated_at),
    })
}
