//! The first page after unlocking.

use std::sync::Arc;

use sotto_engine::{Engine, LogStanding, OrganisationId, Role, UnixSeconds};
use sotto_rpc_schema::{
    RpcError, command,
    types::{DraftSummary, HomeView, LogCheck, Me, Nothing, ProfileRole, Queues, UsedLabel},
};

use super::{
    answers, blocking,
    convert::{time, words},
    refused,
};
use crate::{dispatch::Answer, offices::Offices, state::Desk};

impl Answer<command::Home> for Desk {
    async fn answer(&self, _: Nothing) -> Result<HomeView, RpcError> {
        let engine = self.engine()?;
        let offices = Arc::clone(&self.offices);
        let connection = self.link.shown();
        blocking(move || {
            let me = engine.me().map_err(refused)?;
            let organisations = offices.all(&engine)?;
            let log = worst_log(&engine, organisations.keys())?;
            let drafts = drafts(&engine, &offices)?;
            let queues = queues(&engine)?;
            let role = match (&me, queues.all == 0 && drafts.is_empty()) {
                (Some(_), _) => ProfileRole::Handler,
                (None, false) => ProfileRole::Reporter,
                (None, true) => ProfileRole::None,
            };
            let me = me.map(|me| shown(&engine, me)).transpose()?;
            let organisations = organisations.into_values().collect();
            let labels = labels(&engine)?;
            Ok(HomeView { role, me, organisations, queues, labels, drafts, connection, log })
        })
        .await
    }
}

fn shown(engine: &Engine, me: sotto_engine::Me) -> Result<Me, RpcError> {
    // Of use until the device is certified, and costly on purpose.
    let key_words = match me.certified {
        Some(_) => Vec::new(),
        None => words(&engine.own_words().map_err(refused)?),
    };
    Ok(Me {
        handler: me.handler.to_string(),
        device: me.device.to_string(),
        name: me.certified.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
        title: me.certified.as_ref().map(|person| person.title.clone()).unwrap_or_default(),
        organisation: me.organisation.to_string(),
        organisation_name: me.organisation_name,
        certified: me.certified.is_some(),
        key_words,
        certifies: me.certified.is_some_and(|person| person.role == Role::Owner),
    })
}

fn queues(engine: &Engine) -> Result<Queues, RpcError> {
    let [all, new, mine, due, waiting, closed] = engine.case_counts().map_err(refused)?;
    Ok(Queues { all, new, mine, due, waiting, closed })
}

fn labels(engine: &Engine) -> Result<Vec<UsedLabel>, RpcError> {
    let used = engine.used_labels().map_err(refused)?.into_iter();
    Ok(used.map(|used| UsedLabel { label: used.label.as_str().to_owned(), cases: used.cases }).collect())
}

fn drafts(engine: &Engine, offices: &Offices) -> Result<Vec<DraftSummary>, RpcError> {
    let drafts = engine.drafts().map_err(refused)?.into_iter().map(|draft| {
        Ok(DraftSummary {
            organisation_name: offices.one(engine, &draft.organisation)?.name,
            answered: answers::split(&draft.body).into_iter().map(|answer| answer.question).collect(),
            draft: draft.draft.to_string(),
            title: draft.title,
            updated_at: time(draft.updated_at),
        })
    });
    drafts.collect()
}

/// What was last found in the log of one organisation.
pub(super) fn log_of(engine: &Engine, organisation: &OrganisationId) -> Result<LogCheck, RpcError> {
    Ok(match engine.log_standing(organisation).map_err(refused)? {
        LogStanding::NotYet => LogCheck::NotYet,
        LogStanding::Verified(at) => LogCheck::Verified { at: time(at) },
        LogStanding::Failed => LogCheck::Failed,
    })
}

/// One failed check outweighs all; otherwise the oldest, since what is said of all must hold for each.
fn worst_log<'a>(
    engine: &Engine,
    organisations: impl Iterator<Item = &'a OrganisationId>,
) -> Result<LogCheck, RpcError> {
    let mut oldest = None;
    for organisation in organisations {
        match engine.log_standing(organisation).map_err(refused)? {
            LogStanding::NotYet => {}
            LogStanding::Failed => return Ok(LogCheck::Failed),
            LogStanding::Verified(at) => oldest = Some(oldest.map_or(at, |oldest: UnixSeconds| oldest.min(at))),
        }
    }
    Ok(oldest.map_or(LogCheck::NotYet, |at| LogCheck::Verified { at: time(at) }))
}
