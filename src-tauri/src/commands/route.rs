//! Which way relays are reached.

use std::sync::PoisonError;

use sotto_engine::{find_tor, is_tor};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{Nothing, Route, Routes},
};

use super::{blocking, refused};
use crate::{background, dispatch::Answer, state::Desk};

impl Answer<command::RouteGet> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Routes, RpcError> {
        let route = match self.profile.holds_vault() {
            true => self.engine()?.route(),
            false => Some(early(self)),
        };
        let tors = find_tor().await.iter().map(ToString::to_string).collect();
        Ok(Routes { route: route.map(told), tors })
    }
}

/// The way that was chosen before there was a vault.
pub(super) fn early(desk: &Desk) -> sotto_engine::Route {
    *desk.early_route.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(route: sotto_engine::Route) -> Route {
    match route {
        sotto_engine::Route::Direct => Route::Direct,
        sotto_engine::Route::Tor(address) => Route::Tor { address: address.to_string() },
        sotto_engine::Route::Proxy(address) => Route::Proxy { address: address.to_string() },
    }
}

impl Answer<command::RouteSave> for Desk {
    async fn answer(&self, route: Route) -> Result<(), RpcError> {
        let route = checked(&route).await?;
        if !self.profile.holds_vault() {
            *self.early_route.lock().unwrap_or_else(PoisonError::into_inner) = route;
            return Ok(());
        }
        let engine = self.engine()?;
        let taking = engine.clone();
        blocking(move || taking.take_route(route).map_err(refused)).await?;
        background::lost(self, None);
        background::follow_anew(self, &engine);
        Ok(())
    }
}

/// A way that can be gone, as far as can be told without going it.
async fn checked(route: &Route) -> Result<sotto_engine::Route, RpcError> {
    let address = |text: &str| text.trim().parse().map_err(|_| RpcError::from(ErrorCode::BadRequest));
    let route = match route {
        Route::Direct => sotto_engine::Route::Direct,
        Route::Proxy { address: text } => sotto_engine::Route::Proxy(address(text)?),
        Route::Tor { address: text } => sotto_engine::Route::Tor(address(text)?),
    };
    match route {
        sotto_engine::Route::Tor(address) if !is_tor(address).await => Err(ErrorCode::ProxyUnreachable.into()),
        route => Ok(route),
    }
}
