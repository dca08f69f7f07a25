//! What is on its way.

use std::sync::Arc;

use sotto_engine::{self as engine, CaseId, Engine, LONGEST_WAIT, Leave, MessageId, Route, Sent};
use sotto_rpc_schema::{
    RpcError, command,
    types::{CalledBack, OutboxMessage, OutboxRetryRequest, Outgoing, OutgoingStage, RandomWait},
};

use super::{blocking, convert, id, refused, settings};
use crate::{background, dispatch::Answer, state::Desk};

/// Where something stands that was written on this device.
pub(super) fn outgoing(engine: &Engine, case: CaseId, message: MessageId) -> Result<Outgoing, RpcError> {
    let (stage, error, leaves_at) = match engine.sent(message).map_err(refused)? {
        Sent::Queued => (OutgoingStage::Queued, None, None),
        Sent::At(moment) => (OutgoingStage::Queued, None, Some(convert::time(moment))),
        Sent::Sent => (OutgoingStage::Sent, None, None),
        Sent::Paused(code) => (OutgoingStage::Paused, Some(code.into()), None),
    };
    Ok(Outgoing { case: case.to_string(), message: message.to_string(), stage, error, leaves_at })
}

/// When something leaves that a reporter sends, unless they say otherwise.
pub(super) fn usual_wait(engine: &Engine) -> Result<Leave, RpcError> {
    let waits = match settings::kept(engine)?.random_wait {
        RandomWait::Always => true,
        RandomWait::Never => false,
        RandomWait::WithoutTor => !engine.route().is_some_and(Route::is_tor),
    };
    Ok(if waits { Leave::Within(LONGEST_WAIT) } else { Leave::Soon })
}

/// Where a report stands that was written on this device.
pub(crate) fn report(engine: &Engine, case: CaseId) -> Result<Option<Outgoing>, RpcError> {
    let lines = engine.conversation(case).map_err(refused)?;
    let report = lines.iter().find(|line| line.kind == "report" && line.is_own);
    report.map(|line| outgoing(engine, case, line.message)).transpose()
}

impl Answer<command::OutboxHold> for Desk {
    async fn answer(&self, request: OutboxMessage) -> Result<(), RpcError> {
        let (engine, message) = (self.engine()?, id(&request.message)?);
        blocking(move || engine.hold(message).map_err(refused)).await
    }
}

impl Answer<command::OutboxCallBack> for Desk {
    async fn answer(&self, request: OutboxMessage) -> Result<CalledBack, RpcError> {
        let (engine, message) = (self.engine()?, id(&request.message)?);
        let called = blocking(move || engine.call_back(message).map_err(refused)).await?;
        Ok(match called {
            engine::CalledBack::Draft(draft) => CalledBack::Draft { draft: draft.to_string() },
            engine::CalledBack::Reply(_) => CalledBack::Reply,
            engine::CalledBack::Nothing(_) => CalledBack::Nothing,
        })
    }
}

impl Answer<command::OutboxRetry> for Desk {
    async fn answer(&self, request: OutboxRetryRequest) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let (case, message) = (id(&request.case)?, id(&request.message)?);
        let (at, accepts) = (Arc::clone(&engine), request.accept_readers);
        blocking(move || {
            let done = if accepts { at.accept_readers(message) } else { at.resume(message) };
            done.map_err(refused)
        })
        .await?;
        match engine.sync_one(case).await {
            Ok(_) => background::reached(self, &engine),
            Err(error) => {
                background::lost(self, Some(error.code()));
                return Err(refused(error));
            }
        }
        Ok(())
    }
}
