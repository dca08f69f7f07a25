//! Sotto's own tasks, started with `cargo xtask NAME`.
//!
//! Light on purpose: it compiles into `target/xtask` before anything else is there, also on a machine that has only a
//! compiler. One file a task; [`workspace`] starts processes, [`progress`] says how far a task is.

mod bench;
mod binaries;
mod check_layers;
mod ci;
mod codegen;
mod error_codes;
mod install;
mod messages;
mod privacy;
mod progress;
mod relay;
mod rules;
mod run;
mod sample;
mod screenshots;
mod session;
mod statements;
mod static_checks;
mod test;
mod ui;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

const USAGE: &str = "\
cargo xtask TASK

  run                installs what is missing, builds, and opens a sample organisation in two windows;
                     without a display the same journey leaves its pictures in target/screenshots/
  test [ARGS…]       all tests, windows included; ARGS go to `cargo nextest run`
  ci                 what every change must pass: the checks, then `test`
  codegen [--check]  writes (or compares) what is generated: window bindings, message keys, both tables below
  rules [--check]    only the table rule -> code -> test, docs/protocol/rules.md
  privacy [--check]  only the table sentence -> property -> test, docs/privacy/sentences.md
  check-layers       imports point down only
  screenshots        walks the windows in a virtual display and leaves pictures in target/screenshots/
  bench [NAME…]      the figures of docs/benchmarks.md
  install            only installs what building and testing need; with --packages, only what building needs
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run"] => run::run()?,
        ["test", rest @ ..] => test::run(rest)?,
        ["ci"] => ci::run()?,
        ["codegen"] => codegen::run(codegen::Mode::Write)?,
        ["codegen", "--check"] => codegen::run(codegen::Mode::Check)?,
        ["rules"] => rules::run(codegen::Mode::Write)?,
        ["rules", "--check"] => rules::run(codegen::Mode::Check)?,
        ["privacy"] => privacy::run(codegen::Mode::Write)?,
        ["privacy", "--check"] => privacy::run(codegen::Mode::Check)?,
        ["check-layers"] => check_layers::run()?,
        ["screenshots"] => screenshots::run()?,
        ["bench", names @ ..] => bench::run(names)?,
        ["install"] => install::everything()?,
        ["install", "--packages"] => install::packages()?,
        ["help" | "--help" | "-h"] => print!("{USAGE}"),
        _ => {
            eprint!("{USAGE}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}
