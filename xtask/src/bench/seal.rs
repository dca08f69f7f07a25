//! Sealing an attachment of 1 GiB from disk to disk, against `rage` in the same run.

use std::{
    env,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{
    Figure, build, empty_folder, example, median,
    process::{Running, cpu_seconds_of_children, peak_mib},
    remove_folder,
};
use crate::workspace::{cargo, command, read, run, target};

const RAGE_VERSION: &str = "0.12.1";
const SIZE_MIB: usize = 1024;
const RUNS: usize = 3;
const MOST_MEMORY_MIB: f64 = 64.0;

/// One file, sealed once.
#[derive(Clone, Copy)]
struct Sealed {
    cpu_seconds: f64,
    wall_seconds: f64,
    /// The same until the result is durable.
    durable_seconds: f64,
    peak_mib: f64,
}

/// Takes turns, so that what else the machine does meets both alike. Medians are compared.
pub(super) fn measure() -> Result<Vec<Figure>> {
    build("sotto-vault", &["--example", "seal_file"])?;
    let tools = install_rage()?;
    let folder = empty_folder("seal")?;
    let source = folder.join("source");
    write_source(&source)?;
    let recipient = recipient(&tools, &folder)?;
    let (mut ours, mut hashed, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(seal(&source, &folder, &[])?);
        theirs.push(encrypt(&tools, &source, &folder, &recipient)?);
        hashed.push(seal(&source, &folder, &["hash"])?);
    }
    fs::remove_file(&source).with_context(|| format!("cannot remove {}", source.display()))?;
    let of = |runs: &[Sealed], what: fn(&Sealed) -> f64| median(runs.iter().map(what));
    let cpu = [of(&ours, |run| run.cpu_seconds)?, of(&theirs, |run| run.cpu_seconds)?];
    let wall = [of(&ours, |run| run.wall_seconds)?, of(&theirs, |run| run.wall_seconds)?];
    let durable = of(&theirs, |run| run.durable_seconds)?;
    Ok(vec![
        Figure::bounded("CPU against rage", cpu[0] / cpu[1], "x", 0.8),
        Figure::bounded("wall against rage, both durable", wall[0] / durable, "x", 0.5),
        Figure::plain("wall, durable, against rage's that is not", wall[0] / wall[1], "x"),
        Figure::bounded("peak memory", of(&ours, |run| run.peak_mib)?, "MiB", MOST_MEMORY_MIB),
        Figure::plain("peak memory of rage", of(&theirs, |run| run.peak_mib)?, "MiB"),
        Figure::plain("CPU", cpu[0], "s"),
        Figure::plain("CPU of rage", cpu[1], "s"),
        Figure::plain("wall, durable", wall[0], "s"),
        Figure::plain("wall of rage", wall[1], "s"),
        Figure::plain("wall of rage, durable", durable, "s"),
        Figure::plain("CPU with SHA-256 on the way", of(&hashed, |run| run.cpu_seconds)?, "s"),
        Figure::plain("wall with SHA-256 on the way, durable", of(&hashed, |run| run.wall_seconds)?, "s"),
    ])
}

/// Into an open vault: what opening it costs is not counted. The result is durable when it says so.
fn seal(source: &Path, folder: &Path, rest: &[&str]) -> Result<Sealed> {
    let profile = folder.join("profile");
    settle()?;
    let mut sealing = Running::start(command(example("seal_file")).arg(source).arg(&profile).args(rest))?;
    sealing.wait_for("ready")?;
    let (before, start) = (sealing.cpu_seconds()?, Instant::now());
    sealing.go_on()?;
    sealing.wait_for("done")?;
    let wall_seconds = start.elapsed().as_secs_f64();
    let sealed = Sealed {
        cpu_seconds: sealing.cpu_seconds()? - before,
        wall_seconds,
        durable_seconds: wall_seconds,
        peak_mib: sealing.peak_mib()?,
    };
    drop(sealing);
    remove_folder(&profile)?;
    Ok(sealed)
}

/// The whole process, as a person would start it.
fn encrypt(tools: &Path, source: &Path, folder: &Path, recipient: &str) -> Result<Sealed> {
    let encrypted = folder.join("encrypted.age");
    settle()?;
    let (before, start) = (cpu_seconds_of_children()?, Instant::now());
    let mut rage = command(tool(tools, "rage"))
        .args(["--encrypt", "--recipient", recipient, "--output"])
        .arg(&encrypted)
        .arg(source)
        .spawn()
        .context("cannot start rage")?;
    let mut peak = 0.0;
    let status = loop {
        // What has ended says no more, so the last answer counts.
        peak = peak_mib(rage.id()).unwrap_or(peak);
        match rage.try_wait()? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let wall_seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("rage failed ({status})");
    }
    let cpu_seconds = cpu_seconds_of_children()? - before;
    let syncing = Instant::now();
    File::open(&encrypted).and_then(|file| file.sync_all()).context("cannot sync what rage wrote")?;
    let durable_seconds = wall_seconds + syncing.elapsed().as_secs_f64();
    fs::remove_file(&encrypted).with_context(|| format!("cannot remove {}", encrypted.display()))?;
    Ok(Sealed { cpu_seconds, wall_seconds, durable_seconds, peak_mib: peak })
}

/// What earlier runs wrote is on the disk before the next one begins.
fn settle() -> Result<()> {
    run(&mut command("sync"))
}

fn write_source(path: &Path) -> Result<()> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let block: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .take(1024 * 1024 / 8)
    .flatten()
    .collect();
    let written = File::create(path).and_then(|mut file| (0..SIZE_MIB).try_for_each(|_| file.write_all(&block)));
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// The folder of rage's programs, which are built there once.
fn install_rage() -> Result<PathBuf> {
    let root = target().join("bench").join(format!("rage-{RAGE_VERSION}"));
    if !tool(&root, "rage").is_file() {
        run(cargo().args(["install", "rage", "--version", RAGE_VERSION, "--locked", "--root"]).arg(&root))?;
    }
    Ok(root)
}

fn tool(root: &Path, name: &str) -> PathBuf {
    root.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A fresh X25519 recipient.
fn recipient(tools: &Path, folder: &Path) -> Result<String> {
    let identity = folder.join("identity.txt");
    run(command(tool(tools, "rage-keygen")).arg("--output").arg(&identity))?;
    let text = read(&identity)?;
    let recipient = text.split_whitespace().find(|word| word.starts_with("age1"));
    Ok(recipient.context("rage-keygen wrote no recipient")?.to_owned())
}
