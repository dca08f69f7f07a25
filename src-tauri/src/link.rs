//! How the relays are reached right now, as far as this process knows.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sotto_engine::{Route, TorProgress};
use sotto_rpc_schema::{
    ErrorCode,
    types::{Connection, ConnectionKind},
};

use crate::commands::convert;

/// Kept by the background, read by the pages.
pub(crate) struct Link(Mutex<Connection>);

impl Default for Link {
    fn default() -> Self {
        Self(Mutex::new(Connection { kind: ConnectionKind::Offline, synced_at: None, tor: None }))
    }
}

impl Link {
    pub(crate) fn shown(&self) -> Connection {
        self.known().clone()
    }

    /// A relay was reached this way, and everything was exchanged.
    pub(crate) fn reached(&self, route: Option<Route>, now: String) {
        let mut known = self.known();
        known.kind = kind(route);
        known.synced_at = Some(now);
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
            Some(ErrorCode::TorUnreachable) => ConnectionKind::NoTor,
            _ => ConnectionKind::Offline,
        };
    }

    /// How far Sotto's own Tor is; none while another way is taken.
    pub(crate) fn tor(&self, progress: Option<TorProgress>) {
        let mut known = self.known();
        known.tor = progress.map(convert::tor);
        let is_starting = progress.is_some_and(|progress| !progress.is_ready && progress.hindrance.is_none());
        if is_starting && known.kind == ConnectionKind::Offline {
            known.kind = ConnectionKind::Connecting;
        } else if !is_starting && known.kind == ConnectionKind::Connecting {
            known.kind = ConnectionKind::Offline;
        }
    }

    fn known(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn kind(route: Option<Route>) -> ConnectionKind {
    match route {
        Some(Route::Direct) => ConnectionKind::Direct,
        Some(Route::OwnTor | Route::Tor(_)) => ConnectionKind::Tor,
        Some(Route::Proxy(_)) => ConnectionKind::Proxy,
        None => ConnectionKind::NoProxy,
    }
}
