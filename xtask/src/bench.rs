//! `cargo xtask bench`: the figures of `docs/benchmarks.md`, measured on release builds, on Linux.

mod crowd;
mod desk;
mod lists;
mod office;
mod open;
mod process;
mod relay;
mod seal;
mod window;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::workspace::{cargo, run as run_process, target};

/// One thing that is measured.
struct Bench {
    name: &'static str,
    measure: fn() -> Result<Vec<Figure>>,
}

const BENCHES: &[Bench] = &[
    Bench { name: "seal", measure: seal::measure },
    Bench { name: "relay", measure: relay::measure },
    Bench { name: "open", measure: open::measure },
    Bench { name: "crowd", measure: crowd::measure },
    Bench { name: "lists", measure: lists::measure },
    Bench { name: "window", measure: window::measure },
    Bench { name: "desk", measure: desk::measure },
];

/// A number, with what it may be at most if it has a bound.
struct Figure {
    what: &'static str,
    value: f64,
    unit: &'static str,
    at_most: Option<f64>,
}

impl Figure {
    /// A number that must not be above `at_most`.
    fn bounded(what: &'static str, value: f64, unit: &'static str, at_most: f64) -> Self {
        Self { what, value, unit, at_most: Some(at_most) }
    }

    /// A number that explains a bounded one.
    fn plain(what: &'static str, value: f64, unit: &'static str) -> Self {
        Self { what, value, unit, at_most: None }
    }
}

/// Measures what `names` ask for, or everything; fails if a figure is above its bound.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        bail!("there is no bench {unknown}");
    }
    let mut above = Vec::new();
    for bench in BENCHES.iter().filter(|bench| names.is_empty() || names.contains(&bench.name)) {
        for Figure { what, value, unit, at_most } in (bench.measure)()? {
            let bound = at_most.map(|at_most| format!("(at most {at_most})")).unwrap_or_default();
            println!("{:48} {value:>10.2} {unit:3} {bound}", format!("{}: {what}", bench.name));
            if at_most.is_some_and(|at_most| value > at_most) {
                above.push(what);
            }
        }
    }
    if !above.is_empty() {
        bail!("above the bound: {}", above.join(", "));
    }
    Ok(())
}

/// Builds one package alone in release: with others it would carry their features.
fn build(package: &str, rest: &[&str]) -> Result<()> {
    run_process(cargo().args(["build", "--release", "--locked", "--package", package]).args(rest))
}

/// A program of the workspace, built by [`build`].
fn program(name: &str) -> PathBuf {
    target().join("release").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// An example of the workspace, built by [`build`].
fn example(name: &str) -> PathBuf {
    target().join("release").join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// An empty folder for one bench.
fn empty_folder(name: &str) -> Result<PathBuf> {
    let folder = target().join("bench").join(name);
    remove_folder(&folder)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

fn median(values: impl IntoIterator<Item = f64>) -> Result<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().context("nothing was measured")
}
