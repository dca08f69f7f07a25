//! The window of a handler with a hundred thousand cases: scrolling, typing, changing screens.

use anyhow::{Context, Result};

use super::{Figure, build, empty_folder, office::relay_for_measuring, process::Running, program};
use crate::{
    session::Session,
    ui,
    workspace::{cargo, command, run, target},
};

const CASES: u32 = 100_000;
const PASSPHRASE: &str = "it protects nothing";
/// As `drive_desk` names them.
const FIGURES: [(&str, &str, Option<f64>); 23] = [
    ("scroll_longest", "longest frame of 600, scrolled 200 px each", Some(32.0)),
    ("scroll_p95", "frames of scrolling, p95", None),
    ("jump_longest", "longest frame of 60 jumps to far places", Some(32.0)),
    ("jump_p95", "frames of jumps, p95", None),
    ("jump_filled", "from a jump to its cases, median", None),
    ("keys_shown", "key to the frame's end, p95 of 200", Some(16.0)),
    ("keys_work", "without waiting for the frame, p95", None),
    ("composer_shown", "in the composer, p95 of 100", None),
    ("composer_work", "in the composer, without waiting", None),
    ("search_shown", "in the search field, p95 of 100", None),
    ("search_work", "in the search field, without waiting", None),
    ("change_longest", "longest of 90 changes of the screen", Some(100.0)),
    ("change_median", "changes of the screen, median", None),
    ("open_median", "a case from the list, median", None),
    ("open_longest", "a case from the list, longest", None),
    ("next_median", "the next case by J, median", None),
    ("next_longest", "the next case by J, longest", None),
    ("settings_median", "settings and back, median", None),
    ("settings_longest", "settings and back, longest", None),
    ("block_longest", "longest time that the page was blocked", Some(50.0)),
    ("block_scrolling", "while it was scrolled", None),
    ("block_changing", "while the screen changed", None),
    ("block_typing", "while typing", None),
];

/// One run on a display of its own.
pub(super) fn measure() -> Result<Vec<Figure>> {
    ui::build()?;
    build("sotto", &[])?;
    run(cargo()
        .args(["build", "--locked", "--package", "sotto-testkit"])
        .args(["fill_desk", "drive_desk"].map(example)))?;
    let folder = empty_folder("desk")?;
    let (_relay, setup_link) = relay_for_measuring(&folder)?;
    let profile = folder.join("profile");
    let examples = target().join("debug/examples");
    run(command(examples.join("fill_desk")).arg(setup_link).arg(&profile).arg(CASES.to_string()))?;
    let session = Session::new()?;
    let mut driving = session.command(&examples.join("drive_desk"))?;
    let mut driving = Running::start(driving.arg(program("sotto")).arg(&profile).arg(PASSPHRASE))?;
    let lines = driving.lines()?;
    let measured = |name: &str| {
        let value = lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok());
        value.with_context(|| format!("drive_desk did not say {name}"))
    };
    FIGURES
        .into_iter()
        .map(|(name, what, at_most)| Ok(Figure::maybe_bounded(what, measured(name)?, "ms", at_most)))
        .collect()
}

fn example(name: &str) -> String {
    format!("--example={name}")
}
