//! Installs what building and testing need and this machine lacks: Debian packages, cargo tools. Says what and why.

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::workspace::{cargo, command, find_program, output, run, succeeds};

/// Debian packages, by what needs them.
const PACKAGES: &[(&str, &[&str])] = &[
    ("compiling C (SQLCipher, aws-lc)", &["build-essential", "pkg-config", "libssl-dev", "perl", "file"]),
    ("the window (WebKitGTK)", &["libwebkit2gtk-4.1-dev", "librsvg2-dev", "patchelf", "fonts-dejavu-core"]),
    ("the keyring", &["gnome-keyring", "libsecret-tools", "dbus", "dbus-x11"]),
    ("judging cleaned files", &["libimage-exiftool-perl", "mat2", "qpdf", "poppler-utils", "ffmpeg"]),
    ("opening backups with another program", &["age"]),
    ("window tests without a screen", &["webkit2gtk-driver", "xvfb", "xauth", "xdotool", "imagemagick", "strace"]),
    ("a Tor network on loopback", &["tor", "obfs4proxy"]),
];

/// Cargo tools in exact versions, so that every machine judges a change alike.
pub(crate) const NEXTEST: Tool = Tool { name: "cargo-nextest", version: "0.9.143", why: "runs the tests" };
pub(crate) const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", why: "checks licences, bans and sources" };
pub(crate) const DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0", why: "lets tests use real windows" };

/// The oldest Node.js that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// A program from crates.io.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    why: &'static str,
}

impl Tool {
    /// Where the program is: in `PATH` in this version, or in a cache of our own, where it is installed if missing.
    /// A version that the person uses for other work is never replaced.
    pub(crate) fn path(&self) -> Result<PathBuf> {
        if let Some(path) = find_program(self.name)
            && self.is_version(&path)
        {
            return Ok(path);
        }
        let home = cache()?.join(format!("{}-{}", self.name, self.version));
        let path = home.join("bin").join(format!("{}{}", self.name, env::consts::EXE_SUFFIX));
        if !path.is_file() {
            eprintln!("installing {} {} into {} ({})", self.name, self.version, home.display(), self.why);
            let package = format!("{}@{}", self.name, self.version);
            run(cargo()
                .args(["install", "--locked", "--debug", "--no-track", &package, "--root"])
                .arg(&home)
                .env_remove("CARGO_TARGET_DIR"))?;
        }
        Ok(path)
    }

    fn is_version(&self, path: &PathBuf) -> bool {
        // tauri-driver has no `--version`; the other two say "cargo-x 1.2.3 (…)".
        self.name == DRIVER.name
            || Command::new(path).arg("--version").output().is_ok_and(|answer| {
                String::from_utf8_lossy(&answer.stdout).split_whitespace().any(|word| word == self.version)
            })
    }
}

/// Everything: packages, Node.js, cargo tools.
pub(crate) fn everything() -> Result<()> {
    packages()?;
    node()?;
    for tool in [NEXTEST, DENY, DRIVER] {
        tool.path()?;
    }
    Ok(())
}

/// The system packages, by apt. Other systems are told what they need.
pub(crate) fn packages() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if find_program("dpkg-query").is_none() {
        eprintln!("This is no Debian system: nothing is installed. The build needs what these Debian packages hold:");
        for (why, names) in PACKAGES {
            eprintln!("  {why}: {}", names.join(" "));
        }
        return Ok(());
    }
    let mut missing = Vec::new();
    for (why, names) in PACKAGES {
        let lacking: Vec<&str> = names.iter().copied().filter(|name| !is_installed(name)).collect();
        if !lacking.is_empty() {
            eprintln!("missing for {why}: {}", lacking.join(" "));
            missing.extend(lacking);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root()? && is_attended() {
        confirm(&format!("Install {} with sudo apt-get?", missing.join(" ")))?;
    }
    run(apt_get()?.args(["update", "-q"]))?;
    run(apt_get()?.args(["install", "-y", "-q", "--no-install-recommends"]).args(missing))
}

/// Refuses a Node.js that is missing or too old.
pub(crate) fn node() -> Result<()> {
    let needed = format!("Node.js {}.{} or newer is needed (https://nodejs.org)", NODE.0, NODE.1);
    let Ok(said) = output(command("node").arg("--version")) else { bail!("{needed}; there is none") };
    let mut numbers = said.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= NODE => Ok(()),
        _ => bail!("{needed}; this is {}", said.trim()),
    }
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f", "${db:Status-Abbrev}", package])
        .output()
        .is_ok_and(|answer| answer.stdout.starts_with(b"ii"))
}

fn is_root() -> Result<bool> {
    Ok(output(command("id").arg("-u"))?.trim() == "0")
}

/// Whether somebody is there to be asked.
fn is_attended() -> bool {
    env::var_os("CI").is_none() && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// apt-get: as it is for root, else through sudo, which asks for a password only where one can be typed.
fn apt_get() -> Result<Command> {
    let mut apt_get = if is_root()? {
        command("env")
    } else if succeeds(command("sudo").arg("--version")) {
        let mut sudo = command("sudo");
        if !is_attended() {
            sudo.arg("--non-interactive");
        }
        sudo.arg("env");
        sudo
    } else {
        bail!("system packages are missing and there is no sudo: install them as root")
    };
    apt_get.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=600"]);
    Ok(apt_get)
}

fn confirm(question: &str) -> Result<()> {
    eprint!("{question} [Y/n] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "" | "y" | "yes" => Ok(()),
        _ => bail!("nothing was installed"),
    }
}

fn cache() -> Result<PathBuf> {
    let folder = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        let home = env::home_dir()?;
        Some(if cfg!(target_os = "macos") { home.join("Library/Caches") } else { home.join(".cache") })
    });
    Ok(folder.context("no home folder")?.join("sotto-tools"))
}
