//! A desktop session of its own for tests: virtual screen, message bus, unlocked keyring, empty home.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    install,
    workspace::{command, target},
};

/// Unlocks the session's keyring, then becomes the program that was asked for.
const WITH_KEYRING: &str =
    r#"printf %s sotto | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@""#;

/// The home folder of one session; gone when this is dropped.
pub(crate) struct Session {
    home: PathBuf,
}

impl Session {
    /// Makes the folder.
    pub(crate) fn new() -> Result<Self> {
        // Not under target/: the path of a socket in it may have 107 bytes at most.
        let home = env::temp_dir().join(format!("sotto-session-{}", std::process::id()));
        for folder in ["runtime", "cache"] {
            create_private(&home.join(folder))?;
        }
        Ok(Self { home })
    }

    /// `program` inside the session, arguments still to come.
    pub(crate) fn command(&self, program: &Path) -> Result<Command> {
        if !cfg!(target_os = "linux") {
            return Ok(command(program));
        }
        let mut session = command("dbus-run-session");
        session
            .args(["--", "sh", "-c", WITH_KEYRING, "sh"])
            .args(["xvfb-run", "-a", "-s", "-screen 0 1280x900x24"])
            .arg(program)
            .env("PATH", path_with_driver()?)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_RUNTIME_DIR", self.home.join("runtime"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .envs(toolchain_homes())
            .env("HOME", &self.home)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME");
        Ok(session)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Nothing in it is needed again, and the system clears its temporary folder anyway.
        let _ = fs::remove_dir_all(&self.home);
    }
}

/// Whether this machine shows windows to somebody.
pub(crate) fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Rust's tools look for themselves in the home folder, which the session replaces.
fn toolchain_homes() -> Vec<(&'static str, PathBuf)> {
    let Some(home) = env::home_dir() else { return Vec::new() };
    [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")]
        .into_iter()
        .filter(|(name, _)| env::var_os(name).is_none())
        .map(|(name, folder)| (name, home.join(folder)))
        .collect()
}

fn path_with_driver() -> Result<std::ffi::OsString> {
    let driver = install::DRIVER.path()?;
    let folder = driver.parent().unwrap_or(&driver).to_path_buf();
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(folder).chain(env::split_paths(&rest))).context("PATH can't be extended")
}

fn create_private(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Where pictures of windows are left.
pub(crate) fn pictures() -> PathBuf {
    target().join("screenshots")
}
