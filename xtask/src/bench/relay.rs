//! What a relay costs: its start, its rest, and one report.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    Figure, build, empty_folder, example, median, office,
    process::{Running, pss_mib},
    program,
};
use crate::{relay::Site, workspace::command};

const STARTS: usize = 5;
const REPORTS: u32 = 100;
/// The first reports meet an empty database and cold caches.
const WARM_UP: u32 = 3;
const IDLE: Duration = Duration::from_secs(5);

/// Start and rest as the median of five starts; the report as the mean of a hundred.
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
    build("sotto-testkit", &["--example", "send_reports"])?;
    let folder = empty_folder("reports")?;
    let (relay, setup_link) = office::relay_for_measuring(&folder)?;
    let mut send = command(example("send_reports"));
    send.arg(setup_link).arg(&folder).args([WARM_UP, REPORTS].map(|count| count.to_string()));
    let mut sending = Running::start(&mut send)?;
    sending.wait_for("ready")?;
    let resting = relay.cpu_seconds()?;
    thread::sleep(IDLE);
    let before = relay.cpu_seconds()?;
    let start = Instant::now();
    sending.go_on()?;
    sending.wait_for("done")?;
    let elapsed = start.elapsed();
    let used = relay.cpu_seconds()? - before;
    let drift = (before - resting) * elapsed.as_secs_f64() / IDLE.as_secs_f64();
    Ok((used - drift) * 1000.0 / f64::from(REPORTS))
}
