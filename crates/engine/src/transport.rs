//! How a device reaches a relay: straight or through a proxy, TLS 1.3 to a pinned key, then one WebSocket a principal.

mod channel;
mod route;
mod tls;

pub(crate) use channel::{Channel, Proving, Window};
pub(crate) use route::{Dialer, KEPT_AS as ROUTE_KEPT_AS, kept};
pub use route::{Route, UnknownRoute, find_tor, is_tor};
