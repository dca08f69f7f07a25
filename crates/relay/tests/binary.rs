//! The program: its answers, codes and signals, as scripts see them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use sotto_relay_api::SetupLink;

fn relay(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sotto-relay"));
    command.args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

fn error(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    serde_json::from_slice::<Value>(&output.stderr).unwrap()["error"].clone()
}

#[test]
fn a_relay_is_made_served_and_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("relay");
    let made = relay(&["init", "--listen", "127.0.0.1:0", "--json"], &data).output().unwrap();
    assert!(made.status.success());
    let answer: Value = serde_json::from_slice(&made.stdout).unwrap();
    let link = SetupLink::from_link(answer["setup_link"].as_str().unwrap()).unwrap();
    assert_eq!(link.relay.address, answer["address"]);

    let again = relay(&["init", "--listen", "127.0.0.1:0", "--json"], &data).output().unwrap();
    assert_eq!(error(&again)["code"], "exists");

    let mut running =
        relay(&["run", "--puzzle-effort", "1"], &data).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(running.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line.trim_end(), format!("ready {}", link.relay.address));

    let second = relay(&["run", "--json"], &data).env("SOTTO_LOG", "off").output().unwrap();
    assert_eq!(error(&second)["code"], "address_in_use");

    let stopped = Command::new("kill").args(["-TERM", &running.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    assert!(running.wait().unwrap().success());

    let verified = relay(&["verify-log", "--json"], &data).output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&verified.stdout).unwrap()["ok"], true);
}

#[test]
fn what_is_wrong_has_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing");
    let output = relay(&["run", "--json"], &nothing).output().unwrap();
    assert_eq!(error(&output)["code"], "not_initialised");

    let data = folder.path().join("relay");
    // An empty folder is as good as none.
    std::fs::create_dir(&data).unwrap();
    assert!(relay(&["init", "--listen", "127.0.0.1:0"], &data).output().unwrap().status.success());
    let kek = std::fs::read(data.join("kek")).unwrap();
    std::fs::write(data.join("kek"), [0; 32]).unwrap();
    let output = relay(&["run", "--json"], &data).output().unwrap();
    assert_eq!(error(&output)["code"], "keys_damaged");
    std::fs::write(data.join("kek"), kek).unwrap();
    std::fs::write(data.join("relay.json"), "{").unwrap();
    let output = relay(&["run", "--json"], &data).output().unwrap();
    assert_eq!(error(&output)["code"], "settings_invalid");

    let usage = Command::new(env!("CARGO_BIN_EXE_sotto-relay")).args(["serve"]).output().unwrap();
    assert_eq!(usage.status.code(), Some(2));
}
