//! What is on its way.

use std::sync::Arc;

use sotto_engine::{self as engine, CaseId, Engine, MessageId, MessageView, Sent};
use sotto_rpc_schema::{
    RpcError, command,
    types::{CalledBack, OutboxMessage, OutboxRetryRequest, Outgoing, OutgoingStage},
};

use super::{blocking, id, refused};
use crate::{background, dispatch::Answer, state::Desk};

pub(super) fn just_queued(case: CaseId, message: MessageId) -> Outgoing {
    Outgoing { case: case.to_string(), message: message.to_string(), stage: OutgoingStage::Queued, error: None }
}

/// Where a line of a conversation stands that was written on this device.
pub(super) fn outgoing(engine: &Engine, case: CaseId, line: &MessageView) -> Result<Outgoing, RpcError> {
    let (stage, error) = match engine.sent(line.message).map_err(refused)? {
        Sent::Queued => (OutgoingStage::Queued, None),
        Sent::Sent => (OutgoingStage::Sent, None),
        Sent::Paused(code) => (OutgoingStage::Paused, Some(code.into())),
    };
    Ok(Outgoing { case: case.to_string(), message: line.message.to_string(), stage, error })
}

/// Where a report stands that was written on this device.
pub(crate) fn report(engine: &Engine, case: CaseId) -> Result<Option<Outgoing>, RpcError> {
    let lines = engine.conversation(case).map_err(refused)?;
    let report = lines.iter().find(|line| line.kind == "report" && line.is_own);
    report.map(|line| outgoing(engine, case, line)).transpose()
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
