//! How the relays are reached right now, as far as this process knows.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sotto_engine::Route;
use sotto_rpc_schema::{
    ErrorCode,
    types::{Connection, ConnectionKind},
};

/// Kept by the background, read by the pages.
pub(crate) struct Link(Mutex<Connection>);

impl Default for Link {
    fn default() -> Self {
        Self(Mutex::new(Connection { kind: ConnectionKind::Offline, synced_at: None }))
    }
}

impl Link {
    pub(crate) fn shown(&self) -> Connection {
        self.known().clone()
    }

    /// A relay was reached this way, and everything was exchanged.
    pub(crate) fn reached(&self, route: Option<Route>, now: String) {
        *self.known() = Connection { kind: kind(route), synced_at: Some(now) };
    }

    /// Bytes go to or come from a relay this way; whether that is news.
    pub(crate) fn moving(&self, route: Option<Route>) -> bool {
        let mut known = self.known();
        let before = std::mem::replace(&mut known.kind, kind(route));
        before != known.kind
    }

    /// A relay was not reached, or not believed.
    pub(crate) fn lost(&self, why: Option<ErrorCode>) {
        self.known().kind = match why {
            Some(ErrorCode::ProxyUnreachable) => ConnectionKind::NoProxy,
            _ => ConnectionKind::Offline,
        };
    }

    fn known(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn kind(route: Option<Route>) -> ConnectionKind {
    match route {
        Some(Route::Direct) => ConnectionKind::Direct,
        Some(Route::Tor(_)) => ConnectionKind::Tor,
        Some(Route::Proxy(_)) => ConnectionKind::Proxy,
        None => ConnectionKind::NoProxy,
    }
}
