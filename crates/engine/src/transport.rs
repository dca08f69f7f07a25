//! How a device reaches a relay: straight, through a Tor or through a proxy, TLS 1.3 to a pinned key, then one WebSocket a principal.

mod channel;
mod route;
mod tls;
mod tor;

pub(crate) use channel::{Channel, Proving, Window};
pub(crate) use route::{Dialer, keep};
pub use route::{Route, UnknownRoute, Way, find_tor, is_tor};
pub use tor::{TorHindrance, TorProgress, is_other_tor_network};
