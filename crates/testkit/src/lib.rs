//! A whole organisation in a test: the real programs, each person with a profile of their own.
//!
//! Programs are found beside the running test, where one build of the workspace puts them. All
//! waiting is for something that a program says; nothing sleeps.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod age;
mod driven;
mod office;
mod person;
mod photograph;
mod programs;
mod proxy;
mod relay;
mod tor;
mod traces;
mod witness;

pub use age::{opened_by_age, sealed_by_age};
pub use driven::{Driven, until};
pub use office::{Office, RELAY_NAME};
pub use person::{PASSPHRASE, Person, Refused};
pub use photograph::{PHOTOGRAPHER, photograph};
pub use programs::program;
pub use proxy::{Asked, SocksProxy};
pub use relay::RelayProcess;
pub use tor::{TOR_NETWORK, TorNetwork};
pub use traces::{files_under, files_with, forms};
pub use witness::Witness;
