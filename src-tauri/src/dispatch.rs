//! From an invocation in the window to the adapter that answers it.

use std::{future::Future, sync::Arc};

use serde::Deserialize as _;
use sotto_rpc_schema::{Command, ErrorCode, RpcError, command};
use tauri::{
    Wry,
    ipc::{Invoke, InvokeBody, InvokeError},
};

use crate::state::Desk;

/// An adapter: answers one command by delegating to the engine.
pub(crate) trait Answer<C: Command> {
    /// Answers `request`.
    fn answer(&self, request: C::Request) -> impl Future<Output = Result<C::Response, RpcError>> + Send;
}

macro_rules! dispatcher {
    ($($marker:ident),+) => {
        /// Hands `invoke` to its adapter; `false` if there is no such command.
        ///
        /// Every command of `rpc-schema` is here: one without an [`Answer`] does not compile.
        pub(crate) fn dispatch(desk: &Arc<Desk>, invoke: Invoke<Wry>) -> bool {
            match invoke.message.command() {
                $(<command::$marker as Command>::NAME => answer::<command::$marker>(Arc::clone(desk), invoke),)+
                _ => return false,
            }
            true
        }
    };
}

sotto_rpc_schema::with_commands!(dispatcher);

fn answer<C: Command>(desk: Arc<Desk>, invoke: Invoke<Wry>)
where
    Desk: Answer<C>,
{
    let Invoke { message, resolver, .. } = invoke;
    let request = match message.payload() {
        InvokeBody::Json(value) => C::Request::deserialize(value).ok(),
        InvokeBody::Raw(_) => None,
    };
    resolver.respond_async(async move {
        let answered = match request {
            Some(request) => <Desk as Answer<C>>::answer(&desk, request).await,
            None => Err(ErrorCode::BadRequest.into()),
        };
        answered.map_err(InvokeError::from)
    });
}
