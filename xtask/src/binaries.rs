//! Builds Sotto's programs.

use anyhow::Result;

use crate::workspace::{cargo, run};

/// The programs alone, for `cargo xtask run`.
pub(crate) fn build() -> Result<()> {
    // `--examples` makes cargo choose features as for tests: `cargo xtask test` then has nothing to compile twice.
    run(cargo().args(["build", "--workspace", "--bins", "--examples", "--locked"]))
}

/// The programs and the tests, which find the programs beside their own executable.
pub(crate) fn build_with_tests() -> Result<()> {
    run(cargo().args(["build", "--workspace", "--bins", "--examples", "--tests", "--locked"]))
}
