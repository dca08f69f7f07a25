//! What opening a case costs a reporter's device.

use anyhow::Result;

use super::{Figure, build, example, process::Running};
use crate::workspace::command;

const RUNS: u8 = 50;

/// The mean of fifty cases in one process.
pub(super) fn measure() -> Result<Vec<Figure>> {
    build("sotto-rooms", &["--example", "open_case"])?;
    let mut opening = Running::start(command(example("open_case")).arg(RUNS.to_string()))?;
    opening.wait_for("ready")?;
    let before = opening.cpu_seconds()?;
    opening.go_on()?;
    opening.wait_for("done")?;
    let milliseconds = (opening.cpu_seconds()? - before) * 1000.0 / f64::from(RUNS);
    Ok(vec![Figure::bounded("CPU for a case with five devices", milliseconds, "ms", 15.0)])
}
