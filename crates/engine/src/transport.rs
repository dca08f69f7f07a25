//! How a device reaches a relay: TLS 1.3 to a pinned key, then one WebSocket a principal.

mod channel;
mod tls;

pub(crate) use channel::{Channel, Proving, Window};
