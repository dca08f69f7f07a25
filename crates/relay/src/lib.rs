//! The relay: a post office and a notary.
//!
//! It orders sealed envelopes, decides who may ask for what, and has written down who did what in a
//! log that it cannot rewrite unseen. It holds no key to content and never parses MLS.
//!
//! From the outside in: [`Relay::start`] opens the stores, moves what is pending into the log and
//! listens; a connection is TLS, then a channel with hello, proof, requests and pushes; each request
//! is an endpoint, one a file. An effect and its log entry are one transaction, one sequencer gives
//! entries their places, and neither answer nor push leaves before.

mod access;
mod aead;
mod at_rest;
mod chance;
mod channel;
mod clock;
mod config;
mod context;
mod data_folder;
mod endpoints;
mod failure;
mod faults;
mod http;
mod hub;
mod identities;
mod init;
mod key_encryption;
mod listener;
mod log;
pub mod log_fields;
mod organisations;
mod puzzles;
mod relay;
mod relay_keys;
mod restored;
mod rooms;
mod sequencer;
mod tls;
mod verify_log;
mod witness_settings;
mod witnessing;

pub use aead::NotAuthentic;
pub use clock::{Clock, ManualClock, SystemClock};
pub use config::{Limits, RelayConfig};
pub use data_folder::WitnessAddress;
pub use failure::{Failure, LogError};
pub use faults::{Faults, Step};
pub use init::{InitError, InitOptions, Initialised, init};
pub use key_encryption::{FileKek, KeyEncryption};
pub use relay::{Relay, RunningRelay, StartError};
pub use restored::{RestoredError, mark_restored};
pub use sotto_relay_storage::Quota;
pub use verify_log::{LogReport, VerifyLogError, verify_log};
pub use witness_settings::{WitnessError, add_witness, log_keys, remove_witness, witnesses};

#[doc(hidden)]
pub use tracing;
