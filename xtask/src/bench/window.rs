//! The window against WebKit's MiniBrowser with an empty page, on the same virtual screen.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use super::{
    Figure, build, empty_folder, median,
    process::{Running, pss_mib_of_tree},
    program,
};
use crate::{
    session::Session,
    ui,
    workspace::{cargo, command, files_under, json_output, run, target},
};

/// Debian's WebKit comes with it.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/// As in the release workflow.
const BUNDLER: &str = "@tauri-apps/cli@2.12.5";
const PASSPHRASE: &str = "protects nothing";
const RUNS: usize = 5;
/// What starts late has started by then.
const SETTLING: Duration = Duration::from_secs(4);

/// A window and what tells that it can be used.
struct Peer {
    program: PathBuf,
    arguments: Vec<String>,
    /// Of something that is drawn last.
    colour: &'static str,
    place: [&'static str; 2],
    typed: Option<&'static str>,
}

#[derive(Clone, Copy)]
struct Opened {
    first_paint_ms: f64,
    pss_mib: f64,
}

/// The two take turns. Medians are compared.
pub(super) fn measure() -> Result<Vec<Figure>> {
    ui::build()?;
    build("sotto", &[])?;
    build("sotto-cli", &[])?;
    run(cargo().args(["build", "--locked", "--package", "sotto-testkit", "--example", "first_paint"]))?;
    let folder = empty_folder("window")?;
    let profile = folder.join("profile");
    let mut init = command(program("sottoctl"));
    json_output(init.args(["init", "--json", "--profile"]).arg(&profile).env("SOTTO_PASSPHRASE", PASSPHRASE))?;
    let page = folder.join("empty.html");
    fs::write(&page, "<!doctype html><title>Empty</title><body style='background:#123456'>")
        .with_context(|| format!("cannot write {}", page.display()))?;
    let ours = Peer {
        program: program("sotto"),
        arguments: vec!["--profile".into(), profile.display().to_string()],
        // The button under the passphrase field, which has the focus.
        colour: "17594f",
        place: ["500", "505"],
        typed: Some(PASSPHRASE),
    };
    let theirs = Peer {
        program: MINI_BROWSER.into(),
        arguments: vec!["--geometry=1280x800".into(), format!("file://{}", page.display())],
        colour: "123456",
        place: ["500", "505"],
        typed: None,
    };
    let session = Session::new()?;
    let (mut opened, mut peers) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let pair = (open(&session, &ours)?, open(&session, &theirs)?);
        // The first fills what the system caches for both: fonts above all.
        if run > 0 {
            opened.push(pair.0);
            peers.push(pair.1);
        }
    }
    let of = |runs: &[Opened], what: fn(&Opened) -> f64| median(runs.iter().map(what));
    let paint = [of(&opened, |run| run.first_paint_ms)?, of(&peers, |run| run.first_paint_ms)?];
    let pss = [of(&opened, |run| run.pss_mib)?, of(&peers, |run| run.pss_mib)?];
    Ok(vec![
        Figure::bounded("first usable screen against MiniBrowser", paint[0] / paint[1], "x", 1.5),
        Figure::bounded("PSS after unlocking against MiniBrowser", pss[0] / pss[1], "x", 1.15),
        Figure::plain("first usable screen", paint[0], "ms"),
        Figure::plain("MiniBrowser's first paint", paint[1], "ms"),
        Figure::plain("PSS after unlocking", pss[0], "MiB"),
        Figure::plain("PSS of MiniBrowser", pss[1], "MiB"),
        Figure::bounded("package for Debian", package_mb()?, "MB", 15.0),
    ])
}

/// With a display and a bus of its own.
fn open(session: &Session, peer: &Peer) -> Result<Opened> {
    let watcher = target().join("debug/examples/first_paint");
    let mut watched = session.command(&watcher)?;
    watched.arg(peer.colour).args(peer.place).arg(&peer.program).args(&peer.arguments);
    let mut watched = Running::start(&mut watched)?;
    let line = watched.line_of("painted ")?;
    let (first_paint_ms, id) = line.trim().split_once(' ').context("first_paint named no process")?;
    if let Some(typed) = peer.typed {
        watched.type_line(typed)?;
        watched.wait_for("gone")?;
    }
    thread::sleep(SETTLING);
    let opened = Opened { first_paint_ms: first_paint_ms.parse()?, pss_mib: pss_mib_of_tree(id.parse()?)? };
    watched.end()?;
    Ok(opened)
}

/// The size of the Debian package, in millions of bytes.
fn package_mb() -> Result<f64> {
    let folder = target().join("release/bundle/deb");
    super::remove_folder(&folder)?;
    run(command("npx").args(["--yes", BUNDLER, "bundle", "--bundles", "deb"]))?;
    match files_under(&folder, &["deb"])?.as_slice() {
        [package] => bytes_of(package).map(|bytes| bytes / 1e6),
        packages => bail!("{} packages in {}", packages.len(), folder.display()),
    }
}

fn bytes_of(path: &Path) -> Result<f64> {
    let metadata = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(f64::from(u32::try_from(metadata.len())?))
}
