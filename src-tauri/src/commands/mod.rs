//! One adapter a command: converts, and delegates to the engine.

mod answers;
mod backup;
mod case;
mod cases;
mod cleaning;
pub(crate) mod convert;
mod draft;
pub(crate) mod files;
mod home;
pub(crate) mod identity;
mod log;
mod organisation;
pub(crate) mod outbox;
mod restore;
mod route;
pub(crate) mod settings;
mod vault;

use sotto_rpc_schema::{ErrorCode, RpcError};

/// Does work that reads or writes the vault, away from the threads that answer.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RpcError> + Send + 'static,
) -> Result<T, RpcError> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| Err(ErrorCode::Internal.into()))
}

/// The engine's refusal, as the window gets it.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(crate) fn refused(error: sotto_engine::Error) -> RpcError {
    error.code().into()
}

/// An id from the window. One that cannot be an id names nothing.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, RpcError> {
    text.parse().map_err(|_| ErrorCode::NotFound.into())
}
