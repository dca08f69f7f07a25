//! Real windows over real profiles, and a real relay where one is needed.
//!
//! Run inside `dbus-run-session` and `xvfb-run`, as `cargo xtask test` does.
#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod assistive;
mod attachments;
mod away;
mod backup;
mod cleaning;
mod desktop;
mod driver;
mod identity;
mod journey;
mod keyboard;
mod log;
mod offline;
mod organisation;
mod outline;
mod practice;
mod processes;
mod recovery;
mod screen;
mod settings;
mod states;
mod tor;
mod traces;
mod undriven;
mod vault;
mod ways;
mod words;
