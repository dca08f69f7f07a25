//! A relay and its clients over real sockets: TLS, WebSocket, files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::expect_used)]

mod attachments;
mod cases;
mod channel;
mod durability;
mod entries;
mod identities;
mod incarnations;
mod log_pages;
mod organisation;
mod recovery;
mod secrecy;
mod support;
mod tiles;
