//! `cargo xtask ci`: what every change must pass, cheapest first, so that it fails as soon as it can.

use anyhow::Result;

use crate::{check_layers, codegen, install, progress::Progress, static_checks, test, ui};

/// Runs every check, then exactly what `cargo xtask test` runs.
pub(crate) fn run() -> Result<()> {
    let mut progress = Progress::new(test::STEPS + 8);
    progress.step("format", static_checks::format)?;
    progress.step("layers: imports point down only", check_layers::run)?;
    progress.step("what this machine lacks", install::everything)?;
    progress.step("licences, bans, sources (cargo deny)", static_checks::dependencies)?;
    progress.step("generated code is up to date", || codegen::run(codegen::Mode::Check))?;
    // The desktop program embeds the pages, so they come before anything that compiles it.
    progress.step("pages of the window, for what follows", ui::build)?;
    progress.step("lints (cargo clippy), warnings refused", static_checks::lints)?;
    progress.step("documentation (cargo doc), warnings refused", static_checks::documentation)?;
    test::steps(&mut progress, &[])
}
