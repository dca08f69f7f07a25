//! `cargo xtask screenshots`: the tests that walk through real windows leave pictures of what they see.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{
    binaries, install,
    progress::Progress,
    session::{Session, pictures},
    ui,
    workspace::{files_under, relative, run as run_process},
};

/// How many steps [`steps`] announces.
pub(crate) const STEPS: usize = 3;

/// Installs, builds, and takes the pictures.
pub(crate) fn run() -> Result<()> {
    let mut progress = Progress::new(STEPS + 1);
    progress.step("what this machine lacks", install::everything)?;
    steps(&mut progress)
}

/// Builds, and walks the windows in a virtual display.
pub(crate) fn steps(progress: &mut Progress) -> Result<()> {
    progress.step("pages of the window (npm run build)", ui::build)?;
    progress.step("programs and tests (cargo build)", binaries::build_with_tests)?;
    progress.step("windows in a virtual display", take)
}

fn take() -> Result<()> {
    let folder = pictures();
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let session = Session::new()?;
    run_process(
        session
            .command(&install::NEXTEST.path()?)?
            .args(["nextest", "run", "--workspace", "--locked"])
            .args(["-E", "binary(window)"])
            .env("SOTTO_SCREENSHOTS", &folder),
    )?;
    let taken = files_under(&folder, &["png"])?;
    if taken.is_empty() {
        bail!("the journeys left no picture in {}", folder.display());
    }
    eprintln!("\nPictures:");
    for picture in taken {
        eprintln!("  {}", relative(&picture));
    }
    Ok(())
}
