//! How the relays are reached right now, as far as this process knows.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sotto_rpc_schema::types::{Connection, ConnectionKind};

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

    /// A relay was reached, and everything was exchanged.
    pub(crate) fn reached(&self, now: String) {
        *self.known() = Connection { kind: ConnectionKind::Direct, synced_at: Some(now) };
    }

    /// Bytes go to or come from a relay; whether that is news.
    pub(crate) fn moving(&self) -> bool {
        let mut known = self.known();
        let is_news = known.kind != ConnectionKind::Direct;
        known.kind = ConnectionKind::Direct;
        is_news
    }

    /// A relay was not reached, or not believed.
    pub(crate) fn lost(&self) {
        self.known().kind = ConnectionKind::Offline;
    }

    fn known(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
