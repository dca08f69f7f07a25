//! `route`.

use std::net::SocketAddr;

use serde_json::{Value, json};
use sotto_engine::{Engine, Way, find_tor, is_other_tor_network, is_tor};
use sotto_rpc_schema::ErrorCode;

use crate::{arguments::Route, failure::Failure};

pub(super) async fn run(engine: &Engine, route: Route) -> Result<Value, Failure> {
    let bridges = || engine.bridges();
    match route {
        Route::Show => {}
        Route::Direct => engine.take_way(Way { route: sotto_engine::Route::Direct, bridges: bridges() })?,
        Route::OwnTor { bridge, no_bridges } => {
            let bridges = if bridge.is_empty() && !no_bridges { bridges() } else { bridge };
            engine.take_way(Way { route: sotto_engine::Route::OwnTor, bridges })?;
        }
        Route::Tor { address } => {
            let route = sotto_engine::Route::Tor(tor(address).await?);
            engine.take_way(Way { route, bridges: bridges() })?;
        }
        Route::Proxy { address } => {
            engine.take_way(Way { route: sotto_engine::Route::Proxy(address), bridges: bridges() })?;
        }
    }
    let (route, address) = match engine.route() {
        Some(sotto_engine::Route::Direct) => ("direct", None),
        Some(sotto_engine::Route::OwnTor) => ("own-tor", None),
        Some(sotto_engine::Route::Tor(address)) => ("tor", Some(address)),
        Some(sotto_engine::Route::Proxy(address)) => ("proxy", Some(address)),
        None => ("unknown", None),
    };
    let network = if is_other_tor_network() { "other" } else { "public" };
    Ok(json!({
        "route": route, "address": address, "bridges": engine.bridges(), "network": network, "tor": find_tor().await,
    }))
}

/// The Tor that is meant. What is not there, or is none, is not taken for one.
async fn tor(address: Option<SocketAddr>) -> Result<SocketAddr, Failure> {
    match address {
        Some(address) if is_tor(address).await => Ok(address),
        Some(address) => Err(Failure::new(ErrorCode::ProxyUnreachable, format!("no Tor listens on {address}"))),
        None => {
            let found = find_tor().await.into_iter().next();
            found.ok_or_else(|| Failure::new(ErrorCode::ProxyUnreachable, "no Tor listens on this machine".to_owned()))
        }
    }
}
