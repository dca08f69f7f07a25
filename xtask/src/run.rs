//! `cargo xtask run`: from a fresh clone to two windows, a reporter's and a handler's.

use anyhow::Result;

use crate::{
    binaries, install,
    progress::Progress,
    sample::{self, HANDLER, REPORTER},
    screenshots, session, ui,
    workspace::relative,
};

/// Opens the windows, or leaves pictures of the journey where nobody could see them.
pub(crate) fn run() -> Result<()> {
    if session::has_display() { windows() } else { pictures() }
}

fn windows() -> Result<()> {
    let mut progress = Progress::new(5);
    progress.step("what this machine lacks", || {
        install::packages()?;
        install::node()
    })?;
    progress.step("pages of the window (npm run build)", ui::build)?;
    progress.step("programs (cargo build)", binaries::build)?;
    let mut relay = None;
    progress.step("relay and sample office", || {
        relay = Some(sample::start()?);
        Ok(())
    })?;
    progress.step("two windows; close both to stop the relay", || {
        for (who, person) in [("reporter", &REPORTER), ("handler", &HANDLER)] {
            eprintln!("  {who:8}  passphrase: {}   profile: {}", person.passphrase, relative(&person.folder()));
        }
        let open = [sample::window(&REPORTER, "left")?, sample::window(&HANDLER, "right")?];
        for mut window in open {
            window.wait()?;
        }
        Ok(())
    })
}

fn pictures() -> Result<()> {
    eprintln!("There is no display: the windows open in a virtual one.");
    screenshots::run()
}
