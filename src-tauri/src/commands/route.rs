//! Which way relays are reached.

use sotto_engine::{find_tor, is_tor};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{Nothing, Route, Routes},
};

use super::{blocking, refused};
use crate::{background, dispatch::Answer, state::Desk};

impl Answer<command::RouteGet> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Routes, RpcError> {
        let route = self.engine()?.route().map(|route| match route {
            sotto_engine::Route::Direct => Route::Direct,
            sotto_engine::Route::Tor(address) => Route::Tor { address: address.to_string() },
            sotto_engine::Route::Proxy(address) => Route::Proxy { address: address.to_string() },
        });
        let tors = find_tor().await.iter().map(ToString::to_string).collect();
        Ok(Routes { route, tors })
    }
}

impl Answer<command::RouteSave> for Desk {
    async fn answer(&self, route: Route) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let address = |text: &str| text.trim().parse().map_err(|_| RpcError::from(ErrorCode::BadRequest));
        let route = match &route {
            Route::Direct => sotto_engine::Route::Direct,
            Route::Proxy { address: text } => sotto_engine::Route::Proxy(address(text)?),
            Route::Tor { address: text } => sotto_engine::Route::Tor(address(text)?),
        };
        if let sotto_engine::Route::Tor(address) = route
            && !is_tor(address).await
        {
            return Err(ErrorCode::ProxyUnreachable.into());
        }
        let taking = engine.clone();
        blocking(move || taking.take_route(route).map_err(refused)).await?;
        background::lost(self, None);
        background::follow_anew(self, &engine);
        Ok(())
    }
}
