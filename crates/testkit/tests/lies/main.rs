//! A relay that lies, stalls or talks nonsense, towards whole engines: what it says is not believed, and what waits is kept
//! and leaves once when the relay is right again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test may stop at the first surprise"
)]

mod connections;
mod entries;
mod founding;
mod identity;
mod liar;
mod log_pages;
mod order;
mod packages;
mod puzzles;
mod refills;
mod restores;
mod tags;
mod told;
mod witnesses;
mod world;
