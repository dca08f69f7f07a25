//! A vault that needs the system's keyring besides the passphrase, through a whole journey: a real Secret Service, on a
//! bus and with a home of its own.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use common::{bodies, copy, send, text};
use serde_json::Value;
use sotto_testkit::{Office, Person};
use tempfile::TempDir;

const TASK: &str = "SOTTO_TEST_TASK";
const HOME: &str = "SOTTO_TEST_HOME";

const UNLOCKED: &str =
    "printf %s keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 9";
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets >/dev/null || exit 9";
/// No service answers, and the bus may start none.
const ABSENT: &str = "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent";

/// Not a test by itself: what runs on the other bus.
#[test]
fn child() {
    let Ok(task) = std::env::var(TASK) else { return };
    let home = PathBuf::from(std::env::var(HOME).unwrap());
    match task.as_str() {
        "journey" => journey(&home),
        "reads" => reads(&home),
        code => is_refused(&home, code),
    }
    println!("done: {task}");
}

fn kept(home: &Path) -> PathBuf {
    home.join("vault")
}

fn journey(home: &Path) {
    let office = Office::new();
    let reporter = Person::with_keyring(&office.folder().join("reporter"));
    let card = reporter.ask(&["card", "add", &text(&office.card["card_file"])]);
    let sent = send(&reporter, &text(&card["organisation"]), "Two pumps.", &["--wait"]).unwrap();
    let case = text(&sent["case"]);
    office.owner.ask(&["sync"]);
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], "An answer.");
    assert_eq!(reporter.ask(&["sync"])["received"], 1);
    assert_eq!(bodies(&reporter, &case), ["Two pumps.", "An answer."]);
    assert_eq!(reporter.typing("something else").refused(&["case", "list"]), "wrong_passphrase");
    copy(reporter.profile(), &kept(home));
}

fn reads(home: &Path) {
    let reporter = Person::at(&kept(home));
    let cases = reporter.ask(&["case", "list"]);
    assert_eq!(bodies(&reporter, &text(&cases["cases"][0]["case"])), ["Two pumps.", "An answer."]);
}

/// The passphrase alone opens nothing and makes nothing; both say why.
fn is_refused(home: &Path, code: &str) {
    let reporter = Person::at(&kept(home));
    let refused = reporter.output(&["case", "list"], "");
    let error: Value = serde_json::from_slice(&refused.stderr).unwrap();
    assert_eq!(error["error"]["code"], code);
    assert!(text(&error["error"]["message"]).contains("keyring"), "{error}");
    let other = Person::at(&home.join("other"));
    assert_eq!(other.refused(&["init", "--keyring"]), code);
    assert_eq!(other.refused(&["case", "list"]), "vault_absent");
}

/// Runs a task of [`child`] where `daemon` has been started first.
fn on_a_bus_of_its_own(home: &Path, daemon: &str, task: &str) {
    for folder in ["data", "runtime"] {
        fs::create_dir_all(home.join(folder)).unwrap();
    }
    let output = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", &format!("{daemon}\n\"$0\" --exact child --nocapture")])
        .arg(std::env::current_exe().unwrap())
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", home.join("runtime"))
        .env(TASK, task)
        .env(HOME, home)
        .stdin(Stdio::null())
        .output()
        .expect("dbus-run-session is installed");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains(&format!("done: {task}")),
        "{task}:\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_report_is_sent_and_answered_with_half_of_the_protection_in_the_keyring() {
    let home = TempDir::new().unwrap();
    on_a_bus_of_its_own(home.path(), UNLOCKED, "journey");
    on_a_bus_of_its_own(home.path(), LOCKED, "keyring_locked");
    on_a_bus_of_its_own(home.path(), ABSENT, "keyring_unavailable");
    on_a_bus_of_its_own(home.path(), UNLOCKED, "reads");
}
