//! Which way relays are reached.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The way to the relays. Nothing goes another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Route {
    /// Straight.
    Direct,
    /// Through Sotto's own Tor.
    OwnTor {
        /// By which relays it enters, if not by public ones: lines as the Tor Project gives them.
        bridges: Vec<String>,
    },
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
    /// The bridges of Sotto's own Tor, also while another way is taken.
    pub bridges: Vec<String>,
    /// Whether Sotto's own Tor was given another network than the public one, which hides nobody.
    pub is_other_network: bool,
    /// Where each Tor listens that runs on this machine, where Tor usually does.
    pub tors: Vec<String>,
}

/// How far Sotto's own Tor is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tor {
    /// Of the way to the network, in percent.
    pub percent: u8,
    /// Whether cases can be reached through it.
    pub is_ready: bool,
    /// What seems to be in its way.
    pub hindrance: Option<TorHindrance>,
}

/// What seems to be in Tor's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TorHindrance {
    /// Nothing on the network answers.
    Offline,
    /// Something answers, and it is not let through: a bridge may help.
    Filtered,
    /// This device's clock is wrong.
    Clock,
}
