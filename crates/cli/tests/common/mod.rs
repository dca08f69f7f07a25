//! What the journeys share.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test may stop at the first surprise, and needs not all of it"
)]

use std::{fs, path::Path};

use serde_json::Value;
use sotto_testkit::Person;

pub fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

/// Starts a draft; its identifier.
pub fn draft(reporter: &Person, organisation: &str, body: &str) -> String {
    let draft = ["draft", "new", "--to", organisation, "--title", "Valve contracts", "--body-file", "-"];
    text(&reporter.ask_with(&draft, body)["draft"])
}

/// Writes a report; the answer of `send`.
pub fn send(reporter: &Person, organisation: &str, body: &str, more: &[&str]) -> Result<Value, String> {
    let draft = draft(reporter, organisation, body);
    reporter.run(&[&["send", draft.as_str()], more].concat(), "").map_err(|refused| refused.code)
}

pub fn bodies(person: &Person, case: &str) -> Vec<String> {
    let shown = person.ask(&["case", "show", case]);
    shown["messages"].as_array().expect("messages").iter().map(|message| text(&message["body"])).collect()
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
