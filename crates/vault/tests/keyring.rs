//! A real Secret Service: gnome-keyring on a bus of its own, with a home of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    fs,
    process::{Command, Stdio},
};

use common::*;
use sotto_vault::{
    CreateError, KdfParams, Mode, OsKeyring, Profile, SecretStore, SecretStoreError, UnlockError, Vault, wipe,
};

const TASK: &str = "SOTTO_VAULT_KEYRING";

fn create_in_os_keyring(profile: &Profile) -> Result<Vault, CreateError> {
    let mode = Mode::PassphraseAndKeyring;
    Vault::create(profile, PASSPHRASE, mode, KdfParams::for_tests(), &OsKeyring, &mut rng(), NOW)
}

fn unlock_with_os_keyring(profile: &Profile) -> Result<Vault, UnlockError> {
    Vault::unlock(profile, PASSPHRASE, &OsKeyring)
}

/// Not a test by itself: what runs on the other bus.
#[test]
fn child() {
    let Ok(task) = std::env::var(TASK) else { return };
    let (task, folder) = task.split_once(':').unwrap();
    let profile = Profile::new(folder);
    match task {
        "create" => {
            drop(create_in_os_keyring(&profile).unwrap());
            drop(unlock_with_os_keyring(&profile).unwrap());
            assert!(matches!(OsKeyring.get("of nobody"), Err(SecretStoreError::Missing)));
            assert!(matches!(OsKeyring.delete("of nobody"), Err(SecretStoreError::Missing)));
        }
        "unlock" => drop(unlock_with_os_keyring(&profile).unwrap()),
        "locked" => {
            assert!(matches!(unlock_with_os_keyring(&profile), Err(UnlockError::KeyringLocked)));
            let other = Profile::new(format!("{folder}-other"));
            assert!(matches!(create_in_os_keyring(&other), Err(CreateError::KeyringLocked)));
            assert!(!other.holds_vault());
        }
        "nobody" => {
            assert!(matches!(unlock_with_os_keyring(&profile), Err(UnlockError::KeyringUnavailable)));
            let other = Profile::new(format!("{folder}-other"));
            assert!(matches!(create_in_os_keyring(&other), Err(CreateError::KeyringUnavailable)));
        }
        "forget" => {
            assert!(!wipe(&profile, &OsKeyring, &mut rng()).unwrap().keyring_entry_remains);
        }
        other => panic!("{other}"),
    }
    println!("done: {task}");
}

/// Runs a task of [`child`] where `daemon` has been started first.
fn on_a_bus_of_its_own(home: &Folder, daemon: &str, task: &str, profile: &Profile) {
    let child = std::env::current_exe().unwrap();
    for folder in ["data", "runtime"] {
        fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    let output = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", &format!("{daemon}\n\"$0\" --exact child --nocapture")])
        .arg(child)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_RUNTIME_DIR", home.path().join("runtime"))
        .env(TASK, format!("{task}:{}", profile.folder().display()))
        .stdin(Stdio::null())
        .output()
        .expect("dbus-run-session is installed");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains(&format!("done: {task}")),
        "{task}:\n{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

const UNLOCKED: &str =
    "printf %s keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 9";
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets >/dev/null || exit 9";
/// No service answers, and the bus may start none.
const NOBODY: &str = "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent";

// rule: VAULT-06
#[test]
fn a_real_keyring_holds_half_of_the_protection() {
    let (home, folder) = (Folder::new(), Folder::new());
    let profile = folder.profile();
    on_a_bus_of_its_own(&home, UNLOCKED, "create", &profile);
    on_a_bus_of_its_own(&home, UNLOCKED, "unlock", &profile);
    on_a_bus_of_its_own(&home, LOCKED, "locked", &profile);
    on_a_bus_of_its_own(&home, NOBODY, "nobody", &profile);
    on_a_bus_of_its_own(&home, UNLOCKED, "unlock", &profile);
    on_a_bus_of_its_own(&home, UNLOCKED, "forget", &profile);
    assert!(!profile.holds_vault());
}
