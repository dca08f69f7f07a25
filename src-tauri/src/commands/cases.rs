//! Lists of cases.

use std::sync::Arc;

use sotto_engine::{CaseView, Engine, LastWord, Status};
use sotto_rpc_schema::{
    RpcError, command,
    types::{CasePage, CaseSummary, CasesWanted, Due, DueKind, Preview, Queue},
};

use super::{
    blocking,
    convert::{self, time},
    outbox, refused,
};
use crate::{dispatch::Answer, offices::Offices, state::Desk};

const MOST_CASES: u32 = 200;
const PREVIEW_CHARS: usize = 200;

impl Answer<command::Cases> for Desk {
    async fn answer(&self, wanted: CasesWanted) -> Result<CasePage, RpcError> {
        let engine = self.engine()?;
        let offices = Arc::clone(&self.offices);
        blocking(move || {
            let part = (wanted.skip, wanted.count.min(MOST_CASES));
            let label = wanted.label.as_deref().map(str::parse).transpose().map_err(refused)?;
            let (queue, search) = (queue(wanted.queue), wanted.search.as_str());
            let wanted = sotto_engine::CasesWanted { queue, search, label: label.as_ref() };
            let page = engine.case_page(wanted, part).map_err(refused)?;
            let cases =
                page.cases.into_iter().map(|case| summary(&engine, &offices, case)).collect::<Result<_, _>>()?;
            Ok(CasePage { total: page.total, cases })
        })
        .await
    }
}

fn queue(queue: Queue) -> sotto_engine::Queue {
    match queue {
        Queue::All => sotto_engine::Queue::All,
        Queue::New => sotto_engine::Queue::New,
        Queue::Mine => sotto_engine::Queue::Mine,
        Queue::Due => sotto_engine::Queue::Due,
        Queue::Waiting => sotto_engine::Queue::Waiting,
        Queue::Closed => sotto_engine::Queue::Closed,
    }
}

/// A case in a list.
pub(super) fn summary(engine: &Engine, offices: &Offices, view: CaseView) -> Result<CaseSummary, RpcError> {
    let kind = if view.status == Status::New { DueKind::Acknowledge } else { DueKind::Feedback };
    let outgoing = if view.is_queued { outbox::report(engine, view.case)? } else { None };
    Ok(CaseSummary {
        case: view.case.to_string(),
        pseudonym: convert::pseudonym(&view.pseudonym),
        organisation_name: offices.one(engine, &view.organisation)?.name,
        status: convert::status(view.status),
        unread: view.unread,
        updated_at: time(view.updated_at),
        due: view.due_at.map(|at| Due { kind, at: time(at) }),
        mine: view.is_mine,
        waiting_for_reporter: view.last.as_ref().is_some_and(|last| !last.by_reporter),
        preview: view.last.map(preview),
        title: view.title,
        outgoing,
        labels: view.labels.iter().map(|label| label.as_str().to_owned()).collect(),
        replying: view.is_replying,
    })
}

fn preview(last: LastWord) -> Preview {
    Preview { mine: last.is_own, text: last.body.chars().take(PREVIEW_CHARS).collect(), files: last.files }
}
