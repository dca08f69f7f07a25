//! `cargo xtask bench`: the figures of `docs/benchmarks.md`, measured on release builds, on Linux.

mod crowd;
mod desk;
mod lists;
mod log;
mod office;
mod open;
mod process;
mod relay;
mod scrub;
mod seal;
mod window;

use std::{
    env, fmt, fs,
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
    Bench { name: "scrub", measure: scrub::measure },
    Bench { name: "relay", measure: relay::measure },
    Bench { name: "open", measure: open::measure },
    Bench { name: "log", measure: log::measure },
    Bench { name: "crowd", measure: crowd::measure },
    Bench { name: "lists", measure: lists::measure },
    Bench { name: "window", measure: window::measure },
    Bench { name: "desk", measure: desk::measure },
];

/// A number, with its bound if it has one.
struct Figure {
    what: &'static str,
    value: f64,
    unit: &'static str,
    bound: Option<Bound>,
}

#[derive(Clone, Copy)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "(at most {most})"),
            Self::AtLeast(least) => write!(f, "(at least {least})"),
        }
    }
}

impl Figure {
    /// A number that must not be above `at_most`.
    fn bounded(what: &'static str, value: f64, unit: &'static str, at_most: f64) -> Self {
        Self { what, value, unit, bound: Some(Bound::AtMost(at_most)) }
    }

    /// A number that must not be below `least`.
    fn at_least(what: &'static str, value: f64, unit: &'static str, least: f64) -> Self {
        Self { what, value, unit, bound: Some(Bound::AtLeast(least)) }
    }

    /// The one or the other.
    fn maybe_bounded(what: &'static str, value: f64, unit: &'static str, at_most: Option<f64>) -> Self {
        Self { what, value, unit, bound: at_most.map(Bound::AtMost) }
    }

    /// A number that explains a bounded one.
    fn plain(what: &'static str, value: f64, unit: &'static str) -> Self {
        Self { what, value, unit, bound: None }
    }
}

/// Measures what `names` ask for, or everything; fails if a figure misses its bound.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        bail!("there is no bench {unknown}");
    }
    let mut missed = Vec::new();
    for bench in BENCHES.iter().filter(|bench| names.is_empty() || names.contains(&bench.name)) {
        for Figure { what, value, unit, bound } in (bench.measure)()? {
            let said = bound.map(|bound| bound.to_string()).unwrap_or_default();
            println!("{:48} {value:>10.2} {unit:3} {said}", format!("{}: {what}", bench.name));
            if bound.is_some_and(|bound| !bound.holds(value)) {
                missed.push(what);
            }
        }
    }
    if !missed.is_empty() {
        bail!("beyond the bound: {}", missed.join(", "));
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
