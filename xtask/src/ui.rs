//! The window's pages: `ui/dist`, which the desktop program embeds. It must be there before that package compiles.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::workspace::{newest_change, npm, root, run};

/// `npm ci`, if `node_modules` is missing or older than the lock file.
pub(crate) fn install() -> Result<()> {
    let lock = root().join("ui/package-lock.json");
    let installed = root().join("ui/node_modules/.package-lock.json");
    if newest_change(&[installed]) >= newest_change(&[lock]) {
        return Ok(());
    }
    run(npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// `npm run build`, if anything in `ui/` is newer than what was built.
pub(crate) fn build() -> Result<()> {
    install()?;
    let built = root().join("ui/dist/index.html");
    if newest_change(&[built]) >= newest_change(&sources()?) {
        return Ok(());
    }
    run(npm().args(["run", "build"]))
}

/// What the pages' own tools find: types, accessibility, style; then their unit tests.
pub(crate) fn check() -> Result<()> {
    install()?;
    run(npm().args(["run", "check", "--if-present"]))?;
    run(npm().args(["test", "--if-present"]))
}

fn sources() -> Result<Vec<PathBuf>> {
    let ui = root().join("ui");
    let entries = fs::read_dir(&ui).with_context(|| format!("cannot list {}", ui.display()))?;
    Ok(entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !path.ends_with("dist") && !path.ends_with("node_modules"))
        .collect())
}
