//! The program as logs and those who run it meet it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod commands;
mod durable;
mod requests;
mod support;
