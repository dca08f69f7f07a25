//! `cargo xtask bench`: the figures of `docs/benchmarks.md`, measured on release builds.

use std::{env, fs, time::Instant};

use anyhow::{Context, Result, bail};

use crate::{
    relay::Site,
    workspace::{cargo, run as run_process, target},
};

/// One thing that is measured.
struct Bench {
    name: &'static str,
    measure: fn() -> Result<Vec<Figure>>,
}

const BENCHES: &[Bench] = &[Bench { name: "relay", measure: relay }];

/// A number with what it may be at most.
struct Figure {
    what: &'static str,
    value: f64,
    at_most: f64,
    unit: &'static str,
}

/// Measures what `names` ask for, or everything; fails if a figure is above its bound.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        bail!("there is no bench {unknown}");
    }
    let mut above = Vec::new();
    for bench in BENCHES.iter().filter(|bench| names.is_empty() || names.contains(&bench.name)) {
        for Figure { what, value, at_most, unit } in (bench.measure)()? {
            println!("{what:40} {value:>10.2} {unit} (at most {at_most} {unit})");
            if value > at_most {
                above.push(what);
            }
        }
    }
    if !above.is_empty() {
        bail!("above the bound: {}", above.join(", "));
    }
    Ok(())
}

/// How soon a relay is ready, and what it takes while nothing happens. Median of five starts.
fn relay() -> Result<Vec<Figure>> {
    // One package alone: built with the workspace it would carry the device's SQLCipher.
    run_process(cargo().args(["build", "--release", "--locked", "--package", "sotto-relay"]))?;
    let folder = target().join("bench").join("relay");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let program = target().join("release").join(format!("sotto-relay{}", env::consts::EXE_SUFFIX));
    let site = Site { program, data: folder.join("data"), log: folder.join("log") };
    site.init()?;
    let mut seconds = Vec::new();
    let mut mebibytes = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let relay = site.start()?;
        seconds.push(start.elapsed().as_secs_f64());
        mebibytes.push(f64::from(u32::try_from(relay.pss_kib()?)?) / 1024.0);
    }
    Ok(vec![
        Figure { what: "relay: from start to ready", value: median(seconds)?, at_most: 0.3, unit: "s" },
        Figure { what: "relay: PSS when idle", value: median(mebibytes)?, at_most: 20.0, unit: "MiB" },
    ])
}

fn median(mut values: Vec<f64>) -> Result<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().context("nothing was measured")
}
