//! A witness: it cosigns what a log has become, once that is proved to continue what it cosigned before
//! (C2SP `tlog-witness`; `docs/witness.md`).
//!
//! What it may cosign is decided by [`sotto_tlog::Witness`], which knows neither files nor time. This crate
//! keeps its key and its states in a folder, each state durable before its cosignature leaves, and answers
//! over plain HTTP: TLS is for whoever runs it to put in front. It names nothing of Sotto but the log and
//! the protocol's words, so that an independent party can read all of it before they run it.

mod clock;
mod contents;
mod data_folder;
mod http;
mod init;
mod key_file;
mod listener;
mod running;
mod service;
mod show;
mod trust;

pub use clock::{Clock, SystemClock};
pub use contents::OpenError;
pub use init::{InitError, init};
pub use running::{RunningWitness, StartError, WitnessConfig};
pub use show::{ShownLog, ShownWitness, show};
pub use trust::{TrustError, trust};
