//! `cargo xtask test`: every test of the workspace, windows included.

use anyhow::Result;

use crate::{
    binaries, install,
    progress::Progress,
    session::Session,
    ui,
    workspace::{cargo, run as run_process},
};

/// How many steps [`steps`] announces.
pub(crate) const STEPS: usize = 5;

/// Installs, builds, and runs the tests; `arguments` go to `cargo nextest run`.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    let mut progress = Progress::new(STEPS + 1);
    progress.step("what this machine lacks", install::everything)?;
    steps(&mut progress, arguments)
}

/// The steps that `cargo xtask ci` has in common. The test runner's summary is the last thing printed.
pub(crate) fn steps(progress: &mut Progress, arguments: &[&str]) -> Result<()> {
    progress.step("pages of the window (npm run build)", ui::build)?;
    progress.step("pages of the window: checks and unit tests", ui::check)?;
    progress.step("programs and tests (cargo build)", binaries::build_with_tests)?;
    progress.step("examples in the documentation (cargo test --doc)", || {
        run_process(cargo().args(["test", "--doc", "--workspace", "--locked", "--quiet"]))
    })?;
    progress.step("tests (cargo nextest run)", || nextest(arguments))
}

/// Runs nextest over the workspace in a desktop session of its own.
pub(crate) fn nextest(arguments: &[&str]) -> Result<()> {
    let session = Session::new()?;
    run_process(
        session.command(&install::NEXTEST.path()?)?.args(["nextest", "run", "--workspace", "--locked"]).args(arguments),
    )
}
