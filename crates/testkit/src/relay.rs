//! A relay in a process of its own.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::program;

/// A relay that runs until it is dropped.
pub struct RelayProcess {
    data: PathBuf,
    /// Good once.
    pub setup_link: String,
    /// Where it listens.
    pub address: String,
    child: Option<Child>,
    tap: Option<PathBuf>,
    days_ahead: u32,
}

impl RelayProcess {
    /// Makes a data folder and starts a relay on a port of this process alone.
    ///
    /// The port lies below those that the system gives to outgoing connections, so that nobody
    /// takes it while the relay is down. Each test is a process.
    pub fn start(data: &Path) -> Self {
        Self::start_at(data, &own_port())
    }

    /// Makes a data folder and starts a relay that listens on `listen`.
    pub fn start_at(data: &Path, listen: &str) -> Self {
        Self::start_as(data, listen, listen)
    }

    /// Makes a data folder and starts a relay that listens on `listen`, and that clients reach as `address`.
    pub fn start_as(data: &Path, listen: &str, address: &str) -> Self {
        Self::start_with(data, &["--listen", listen, "--address", address])
    }

    /// Makes a data folder and starts a relay that clients with Tor reach by an onion service.
    pub fn start_behind(data: &Path, listen: &str, address: &str, onion: &str) -> Self {
        Self::start_with(data, &["--listen", listen, "--address", address, "--onion", onion])
    }

    fn start_with(data: &Path, options: &[&str]) -> Self {
        let made = Command::new(program("sotto-relay"))
            .args(["init", "--json"])
            .args(options)
            .arg("--data")
            .arg(data)
            .output()
            .expect("sotto-relay runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let answer: Value = serde_json::from_slice(&made.stdout).expect("init answers JSON");
        let text = |key: &str| answer[key].as_str().expect("a string").to_owned();
        let (setup_link, address) = (text("setup_link"), text("address"));
        let mut relay = Self { data: data.to_owned(), setup_link, address, child: None, tap: None, days_ahead: 0 };
        relay.run();
        relay
    }

    /// Starts it again, and waits until it is ready.
    pub fn run(&mut self) {
        let log = std::fs::File::options().create(true).append(true).open(self.log()).expect("a log");
        let mut child = Command::new(program("sotto-relay"))
            .args(["run", "--puzzle-effort", "1", "--data"])
            .arg(&self.data)
            .env("SOTTO_RELAY_DAYS_AHEAD", self.days_ahead.to_string())
            .envs(self.tap.as_ref().map(|tap| ("SOTTO_RELAY_TAP", tap)))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("sotto-relay runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        assert!(line.starts_with("ready "), "the relay said {line:?}");
        self.child = Some(child);
    }

    /// Starts it again, with every frame of every channel, as it is inside TLS, written to the file that this names.
    pub fn tapped(&mut self) -> PathBuf {
        self.kill();
        let tap = self.data.with_extension("tap");
        self.tap = Some(tap.clone());
        self.run();
        tap
    }

    /// Starts it again a day later by its clock.
    pub fn a_day_passes(&mut self) {
        self.stop();
        self.days_ahead += 1;
        self.run();
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
    }

    /// Lets it finish what it does, as a service manager would.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let asked = Command::new("kill").arg(child.id().to_string()).status().expect("kill runs");
            assert!(asked.success() && child.wait().expect("it ends").success());
        }
    }

    /// Its folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// What it logs.
    pub fn log(&self) -> PathBuf {
        self.data.with_extension("log")
    }

    /// Puts its folder back to a copy, and starts it again; the operator says so, or does not.
    pub fn put_back(&mut self, copy: &Path, is_said: bool) {
        self.kill();
        std::fs::remove_dir_all(&self.data).expect("its folder");
        copy_folder(copy, &self.data);
        if is_said {
            let marked = Command::new(program("sotto-relay")).args(["restored", "--data"]).arg(&self.data).output();
            assert!(marked.expect("sotto-relay runs").status.success());
        }
        self.run();
    }

    /// Copies its folder as a backup would, between two moments in which it runs.
    pub fn copied_to(&mut self, copy: &Path) {
        self.kill();
        copy_folder(&self.data, copy);
        self.run();
    }

    /// What `verify-log` finds; the relay must not run.
    pub fn verify_log(&self) -> Value {
        let found = Command::new(program("sotto-relay"))
            .args(["verify-log", "--json", "--data"])
            .arg(&self.data)
            .output()
            .expect("sotto-relay runs");
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
        serde_json::from_slice(&found.stdout).expect("verify-log answers JSON")
    }
}

/// A place to listen at that no other test takes.
pub(crate) fn own_port() -> String {
    format!("127.0.0.1:{}", 20_000 + std::process::id() % 10_000)
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its kind").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        self.kill();
    }
}
