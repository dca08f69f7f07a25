//! How the person wants the window to be.

use sotto_engine::Engine;
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{LOCK_AFTER_MINUTES, Nothing, Settings},
};

use super::{blocking, refused};
use crate::{dispatch::Answer, state::Desk};

const KEPT_AS: &str = "window";

impl Answer<command::SettingsGet> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Settings, RpcError> {
        let engine = self.engine()?;
        blocking(move || kept(&engine)).await
    }
}

impl Answer<command::SettingsSave> for Desk {
    async fn answer(&self, settings: Settings) -> Result<(), RpcError> {
        if !LOCK_AFTER_MINUTES.contains(&settings.lock_after_minutes) {
            return Err(ErrorCode::BadRequest.into());
        }
        let engine = self.engine()?;
        blocking(move || {
            let bytes = serde_json::to_vec(&settings).map_err(|_| ErrorCode::Internal)?;
            engine.keep_for_window(KEPT_AS, &bytes).map_err(refused)
        })
        .await?;
        self.idle.lock_after(&settings);
        Ok(())
    }
}

impl Answer<command::Activity> for Desk {
    async fn answer(&self, _: Nothing) -> Result<(), RpcError> {
        self.idle.used();
        Ok(())
    }
}

/// What is kept; what a newer Sotto wrote and this one cannot read gives way to the usual.
pub(crate) fn kept(engine: &Engine) -> Result<Settings, RpcError> {
    let bytes = engine.kept_for_window(KEPT_AS).map_err(refused)?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
}
