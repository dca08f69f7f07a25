//! `sottoctl`: the engine without a window, for scripts, kiosks and our own checks.
//!
//! Commands, keys and codes are stable. With `--json` each command writes one JSON document to
//! standard output; an error is `{"error":{"code","message"}}` on standard error, with exit 1.
//! Bad usage is exit 2.

mod arguments;
mod commands;
mod failure;
mod output;
mod passphrase;

use std::process::ExitCode;

use clap::Parser;

use crate::{arguments::Arguments, output::Output};

fn main() -> ExitCode {
    if let Err(error) = sotto_engine::leave_no_core() {
        eprintln!("sottoctl: {error}");
        return ExitCode::FAILURE;
    }
    sotto_engine::look_at_a_file_if_asked().unwrap_or_else(run)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json);
    match commands::run(arguments, &output).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::FAILURE
        }
    }
}
