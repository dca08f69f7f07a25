//! `outbox`.

use serde_json::{Value, json};
use sotto_engine::{CalledBack, Engine, MessageId, Waiting};

use super::{id, rfc3339};
use crate::{arguments::Outbox, failure::Failure};

pub(super) fn run(engine: &Engine, outbox: Outbox) -> Result<Value, Failure> {
    match outbox {
        Outbox::List => list(engine),
        Outbox::Hold { message } => {
            engine.hold(id(&message)?)?;
            one(engine, id(&message)?)
        }
        Outbox::Resume { message } => {
            engine.resume(id(&message)?)?;
            one(engine, id(&message)?)
        }
        Outbox::CallBack { message } => Ok(match engine.call_back(id(&message)?)? {
            CalledBack::Draft(draft) => json!({ "draft": draft.to_string() }),
            CalledBack::Reply(case) | CalledBack::Nothing(case) => json!({ "case": case.to_string() }),
        }),
    }
}

fn list(engine: &Engine) -> Result<Value, Failure> {
    let waiting: Vec<Value> = engine.waiting()?.iter().map(shown).collect();
    Ok(json!({ "waiting": waiting }))
}

fn one(engine: &Engine, message: MessageId) -> Result<Value, Failure> {
    Ok(engine.waiting()?.iter().find(|waiting| waiting.message == message).map_or_else(|| json!({}), shown))
}

fn shown(waiting: &Waiting) -> Value {
    json!({
        "message": waiting.message.to_string(),
        "case": waiting.case.to_string(),
        "kind": waiting.kind,
        "state": if waiting.paused.is_some() { "paused" } else { "queued" },
        "leaves_at": waiting.leaves_at.map(rfc3339),
        "code": waiting.paused.map(|code| code.as_str()),
        "can_be_called_back": waiting.is_here,
    })
}
