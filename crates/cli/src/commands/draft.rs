//! `draft`.

use serde_json::{Value, json};
use sotto_engine::{DraftView, Engine};

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
            let mut shown = summary(&draft);
            if let Some(fields) = shown.as_object_mut() {
                fields.insert("body".to_owned(), draft.body.into());
            }
            Ok(shown)
        }
        Draft::Delete { draft } => {
            engine.delete_draft(id(&draft)?)?;
            Ok(json!({ "deleted": true }))
        }
    }
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
