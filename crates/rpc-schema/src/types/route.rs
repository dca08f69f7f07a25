//! Which way relays are reached.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The way to the relays. Nothing goes another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Route {
    /// Straight.
    Direct,
    /// Through a Tor that runs apart from Sotto.
    Tor {
        /// Where it listens: a numeric address and a port.
        address: String,
    },
    /// Through another SOCKS5 proxy.
    Proxy {
        /// Where it listens: a numeric address and a port.
        address: String,
    },
}

/// Answer of `route_get`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Routes {
    /// The one that is taken; `null` if a newer Sotto chose one that this one does not know, and nothing is sent.
    pub route: Option<Route>,
    /// Where each Tor listens that runs on this machine, where Tor usually does.
    pub tors: Vec<String>,
}
