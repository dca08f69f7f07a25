//! `cargo xtask bench`: the figures of `docs/benchmarks.md`, measured by the programs under `benches/` folders.

use anyhow::Result;

use crate::workspace::{cargo, run as run_process};

/// Runs the benchmarks named, or all, on a release build.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    let mut bench = cargo();
    bench.args(["bench", "--workspace", "--locked"]);
    if names.is_empty() {
        // Not `--benches`, which would also start every unit test as a benchmark.
        bench.args(["--bench", "*"]);
    }
    for name in names {
        bench.args(["--bench", name]);
    }
    run_process(&mut bench)
}
