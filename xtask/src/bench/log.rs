//! What the log costs as it grows to a million entries: appending, starting, proving, checking.

use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::{Figure, build, example, office::Office};
use crate::{
    relay::Site,
    workspace::{command, output, run},
};

const ENTRIES: u32 = 1_000_000;
const ROUNDS: u32 = 10;

/// A relay's log grows in ten rounds; the proofs are those of a log in memory.
pub(super) fn measure() -> Result<Vec<Figure>> {
    build("sotto-relay-storage-sqlite", &["--example", "queue_entries"])?;
    build("sotto-tlog", &["--example", "proofs"])?;
    let site = founded()?;
    let empty = seconds_to_ready(&site)?;
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        let count = ENTRIES / ROUNDS;
        run(command(example("queue_entries")).arg(&site.data).arg(count.to_string()))?;
        // What is queued is in the log when the relay says that it is ready.
        rates.push(f64::from(count) / (seconds_to_ready(&site)? - empty));
    }
    let (Some(&first), Some(&last)) = (rates.first(), rates.last()) else { bail!("nothing was measured") };
    let slowest = rates.iter().copied().fold(f64::INFINITY, f64::min);
    let mut figures = vec![
        Figure::at_least("durable appends a second, slowest 100,000 of a million", slowest, "/s", 2000.0),
        Figure::plain("the first 100,000", first, "/s"),
        Figure::plain("the last 100,000", last, "/s"),
        Figure::bounded("from start to ready with a million entries", seconds_to_ready(&site)?, "s", 1.0),
    ];
    let proofs = output(&mut command(example("proofs")))?;
    for (name, what, bound) in [
        ("prove inclusion", "CPU for a proof of one in a million", Some(50.0)),
        ("verify inclusion", "CPU to check it", Some(100.0)),
        ("check at contact, nothing new", "CPU of a device's check at contact, nothing new", Some(5000.0)),
        ("check at contact, grown", "the same where the log has grown", None),
    ] {
        figures.push(Figure::maybe_bounded(what, number(&proofs, name)?, "us", bound));
    }
    figures.push(Figure::bounded(
        "what it is sent for that, nothing new",
        number(&proofs, "bytes, nothing new")?,
        "B",
        4096.0,
    ));
    figures.push(Figure::plain("what it is sent where the log has grown", number(&proofs, "bytes, grown")?, "B"));
    Ok(figures)
}

/// A relay that is stopped, with an organisation.
fn founded() -> Result<Site> {
    let office = Office::found("log")?;
    Ok(office.stop())
}

/// From before a relay starts until it is ready; it is stopped again.
fn seconds_to_ready(site: &Site) -> Result<f64> {
    let start = Instant::now();
    let relay = site.start()?;
    let seconds = start.elapsed().as_secs_f64();
    drop(relay);
    Ok(seconds)
}

/// The number in the line of `proofs` that begins with `name`.
fn number(proofs: &str, name: &str) -> Result<f64> {
    let line = proofs.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
    let number = line.and_then(|line| line.split('\t').next()?.parse().ok());
    number.with_context(|| format!("the example proofs did not say {name}"))
}
