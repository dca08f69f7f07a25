//! Lists of a hundred thousand cases.

use anyhow::Result;

use super::{Figure, build, empty_folder, example, process::Running};
use crate::workspace::command;

const CASES: u32 = 100_000;
const RUNS: u32 = 20;
/// What `list_cases` does at each line; a frame at 60 Hz is what the first page may take.
const STEPS: [(&str, Option<f64>); 5] = [
    ("CPU for the first page of 100,000 cases", Some(16.0)),
    ("CPU for the last page", None),
    ("CPU for the numbers of six queues", None),
    ("CPU for a page of a search", None),
    ("CPU for a change of one case", None),
];

/// Means of twenty times each.
pub(super) fn measure() -> Result<Vec<Figure>> {
    build("sotto-vault", &["--example", "list_cases"])?;
    let folder = empty_folder("lists")?;
    let mut list = command(example("list_cases"));
    let mut reading = Running::start(list.arg(folder.join("profile")).args([CASES, RUNS].map(|n| n.to_string())))?;
    reading.wait_for("ready")?;
    let mut figures = Vec::new();
    for (what, bound) in STEPS {
        let before = reading.cpu_seconds()?;
        reading.go_on()?;
        reading.wait_for("done")?;
        let milliseconds = (reading.cpu_seconds()? - before) * 1000.0 / f64::from(RUNS);
        figures.push(Figure::maybe_bounded(what, milliseconds, "ms", bound));
    }
    Ok(figures)
}
