//! What a relay costs: its start, its rest, and one report.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use super::{
    Figure, build, empty_folder, median,
    office::{Office, Person},
    process::pss_mib,
    program,
};
use crate::{relay::Site, workspace::text_of};

const STARTS: usize = 5;
const REPORTS: u32 = 40;
/// The first reports meet an empty database and cold caches.
const WARM_UP: u32 = 3;
const IDLE: Duration = Duration::from_secs(5);

/// Start and rest as the median of five starts; the report as the mean of forty.
pub(super) fn measure() -> Result<Vec<Figure>> {
    build("sotto-relay", &[])?;
    let folder = empty_folder("relay")?;
    let site = Site { program: program("sotto-relay"), data: folder.join("data"), log: folder.join("log") };
    site.init()?;
    let mut seconds = Vec::new();
    let mut mebibytes = Vec::new();
    for _ in 0..STARTS {
        let start = Instant::now();
        let relay = site.start()?;
        seconds.push(start.elapsed().as_secs_f64());
        mebibytes.push(pss_mib(relay.id())?);
    }
    Ok(vec![
        Figure::bounded("from start to ready", median(seconds)?, "s", 0.3),
        Figure::bounded("PSS when idle", median(mebibytes)?, "MiB", 20.0),
        Figure::bounded("CPU for one report of 4 KiB", report_cpu_ms()?, "ms", 5.0),
    ])
}

/// Reports one after another, each of a reporter of its own, less what the relay uses when nothing happens.
fn report_cpu_ms() -> Result<f64> {
    let office = Office::found("reports")?;
    let ready = office.reporters((WARM_UP + REPORTS) as usize)?;
    let (warm_up, counted) = ready.split_at(WARM_UP as usize);
    let send_all = |ready: &[(Person, String)]| {
        ready.iter().try_for_each(|(reporter, draft)| {
            let state = text_of(&reporter.ask(&["send", draft, "--wait"])?, "state")?;
            ensure!(state == "sent", "a report is {state}");
            Ok(())
        })
    };
    send_all(warm_up)?;
    let resting = office.relay.cpu_seconds()?;
    thread::sleep(IDLE);
    let before = office.relay.cpu_seconds()?;
    let start = Instant::now();
    send_all(counted)?;
    let elapsed = start.elapsed();
    let used = office.relay.cpu_seconds()? - before;
    let drift = (before - resting) * elapsed.as_secs_f64() / IDLE.as_secs_f64();
    Ok((used - drift) * 1000.0 / f64::from(REPORTS))
}
