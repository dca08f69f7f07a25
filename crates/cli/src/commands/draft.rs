//! `draft`.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sotto_engine::{AttachmentView, DraftId, DraftView, Engine};

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
        Draft::Attach { draft, file, .. } => {
            let taken = engine.attach(id(&draft)?, &file)?;
            // Nothing looks into files yet: neither inspected, nor found clean.
            Ok(json!({
                "attachment": taken.attachment.to_string(),
                "name": taken.name,
                "size_bytes": taken.size_bytes,
                "inspected": false,
                "findings": null,
                "cleaned": null,
            }))
        }
        Draft::Detach { draft, attachment } => {
            let (draft, wanted): (DraftId, _) = (id(&draft)?, id(&attachment)?);
            if !engine.files_of_draft(draft)?.iter().any(|file| file.attachment == wanted) {
                return Err(ErrorCode::NotFound.into());
            }
            engine.detach(wanted)?;
            Ok(json!({ "deleted": true }))
        }
        Draft::Delete { draft } => {
            engine.delete_draft(id(&draft)?)?;
            Ok(json!({ "deleted": true }))
        }
    }
}

/// A file, as every command shows it.
pub(super) fn attachment(file: &AttachmentView) -> Value {
    json!({
        "attachment": file.attachment.to_string(),
        "name": file.name,
        "size_bytes": file.size_bytes,
        "sha256": HEXLOWER.encode(&file.sha256),
    })
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
