//! Which way relays are reached.

use std::sync::PoisonError;

use sotto_engine::{Way, find_tor, is_other_tor_network, is_tor};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{Nothing, Route, Routes},
};

use super::{blocking, refused};
use crate::{background, dispatch::Answer, state::Desk};

impl Answer<command::RouteGet> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Routes, RpcError> {
        let (route, bridges) = match self.profile.holds_vault() {
            true => {
                let engine = self.engine()?;
                (engine.route(), engine.bridges())
            }
            false => {
                let way = early(self);
                (Some(way.route), way.bridges)
            }
        };
        let tors = find_tor().await.iter().map(ToString::to_string).collect();
        let route = route.map(|route| told(route, &bridges));
        Ok(Routes { route, bridges, tors, is_other_network: is_other_tor_network() })
    }
}

/// The way that was chosen before there was a vault.
pub(super) fn early(desk: &Desk) -> Way {
    desk.early_way.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn told(route: sotto_engine::Route, bridges: &[String]) -> Route {
    match route {
        sotto_engine::Route::Direct => Route::Direct,
        sotto_engine::Route::OwnTor => Route::OwnTor { bridges: bridges.to_vec() },
        sotto_engine::Route::Tor(address) => Route::Tor { address: address.to_string() },
        sotto_engine::Route::Proxy(address) => Route::Proxy { address: address.to_string() },
    }
}

impl Answer<command::RouteSave> for Desk {
    async fn answer(&self, route: Route) -> Result<(), RpcError> {
        if !self.profile.holds_vault() {
            let way = checked(route, early(self).bridges).await?.checked().map_err(refused)?;
            *self.early_way.lock().unwrap_or_else(PoisonError::into_inner) = way;
            return Ok(());
        }
        let engine = self.engine()?;
        let way = checked(route, engine.bridges()).await?;
        let taking = engine.clone();
        blocking(move || taking.take_way(way).map_err(refused)).await?;
        background::lost(self, None);
        background::follow_anew(self, &engine);
        // The person asked for it, and sees whether it works here before anything is to be sent.
        engine.start_tor().map_err(refused)
    }
}

/// A way that can be gone, as far as can be told without going it. Bridges stay known while another way is taken.
async fn checked(route: Route, bridges: Vec<String>) -> Result<Way, RpcError> {
    let address = |text: &str| text.trim().parse().map_err(|_| RpcError::from(ErrorCode::BadRequest));
    let (route, bridges) = match route {
        Route::Direct => (sotto_engine::Route::Direct, bridges),
        Route::OwnTor { bridges } => (sotto_engine::Route::OwnTor, bridges),
        Route::Proxy { address: text } => (sotto_engine::Route::Proxy(address(&text)?), bridges),
        Route::Tor { address: text } => (sotto_engine::Route::Tor(address(&text)?), bridges),
    };
    match route {
        sotto_engine::Route::Tor(address) if !is_tor(address).await => Err(ErrorCode::ProxyUnreachable.into()),
        route => Ok(Way { route, bridges }),
    }
}
