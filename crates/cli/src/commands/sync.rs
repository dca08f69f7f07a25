//! `sync`.

use std::sync::Arc;

use serde_json::{Value, json};
use sotto_engine::{Engine, Event, FileStep};

use crate::{failure::Failure, output::Output};

pub(super) async fn once(engine: &Engine) -> Result<Value, Failure> {
    let synced = engine.sync().await?;
    Ok(json!({ "received": synced.received, "sent": synced.sent, "pending": synced.pending }))
}

/// Stays connected until it is interrupted; each event is one line.
pub(super) async fn follow(engine: Arc<Engine>, output: &Output) -> Result<(), Failure> {
    let mut events = engine.events();
    let following = Arc::clone(&engine).follow();
    tokio::pin!(following);
    loop {
        tokio::select! {
            ended = &mut following => return Ok(ended?),
            _ = tokio::signal::ctrl_c() => return Ok(()),
            event = events.recv() => {
                if let Ok(event) = event {
                    output.line(&line(&event));
                }
            }
        }
    }
}

fn line(event: &Event) -> Value {
    match event {
        Event::CaseChanged(case) => json!({ "event": "case_changed", "case": case.to_string() }),
        Event::OutboxChanged(case) => json!({ "event": "outbox_changed", "case": case.to_string() }),
        Event::FileProgress(progress) => json!({
            "event": "file_progress",
            "attachment": progress.attachment.to_string(),
            "case": progress.case.map(|case| case.to_string()),
            "step": match progress.step {
                FileStep::Sealing => "sealing",
                FileStep::Sending => "sending",
                FileStep::Fetching => "fetching",
            },
            "done_bytes": progress.done_bytes,
            "total_bytes": progress.total_bytes,
        }),
        Event::Arrived => json!({ "event": "arrived" }),
        Event::Connected => json!({ "event": "connected" }),
        Event::Disconnected(code) => json!({ "event": "disconnected", "code": code.as_str() }),
        Event::OrganisationChanged(organisation) => {
            json!({ "event": "organisation_changed", "organisation": organisation.to_string() })
        }
    }
}
