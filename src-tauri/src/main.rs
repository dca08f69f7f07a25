//! The program `sotto`.
// No console window beside ours.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Err(error) = sotto_engine::leave_no_core() {
        eprintln!("sotto: {error}");
        return ExitCode::FAILURE;
    }
    sotto_engine::look_at_a_file_if_asked().unwrap_or_else(|| sotto::run(std::env::args_os().skip(1)))
}
