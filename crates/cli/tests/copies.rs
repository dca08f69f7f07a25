//! Copies of vaults: an older one that was put back, and two of one phrase at once. And a relay that shows two worlds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{fs, path::Path};

use common::{bodies, copy, send, text};
use sotto_testkit::{Office, Person};

fn reply(person: &Person, case: &str, body: &str) {
    person.ask_with(&["case", "reply", case, "--body-file", "-", "--wait"], body);
}

fn put_back(older: &Path, person: &Person) {
    fs::remove_dir_all(person.profile()).unwrap();
    copy(older, person.profile());
}

fn kinds(person: &Person, case: &str) -> Vec<String> {
    let verified = person.ask(&["verify", case]);
    verified["entries"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect()
}

// rule: ROOM-15, ROOM-17, CONT-05
// proves: PRIV-22
#[test]
fn a_reporter_whose_older_vault_was_put_back_goes_on_in_a_successor() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let older = office.folder().join("older");
    let case = text(&send(&reporter, &organisation, "First.", &["--wait"]).unwrap()["case"]);
    copy(reporter.profile(), &older);
    reply(&reporter, &case, "Second.");
    office.owner.ask(&["sync"]);
    reply(&office.owner, &case, "An answer.");

    put_back(&older, &reporter);
    assert_eq!(reporter.ask(&["sync"])["received"], 1, "what others wrote still opens");
    let shown = reporter.ask(&["case", "show", &case]);
    assert_eq!(bodies(&reporter, &case), ["First.", "An answer."]);
    assert_eq!(shown["messages"][1]["after_gap"], true, "what is missing is shown to be");
    assert_eq!(shown["halted"], serde_json::Value::Null);
    assert_eq!(kinds(&reporter, &case), ["case.opened", "case.successor"]);

    office.owner.ask(&["sync"]);
    reply(&office.owner, &case, "Are you there?");
    assert_eq!(reporter.ask(&["sync"])["received"], 1);
    reply(&reporter, &case, "Third.");
    office.owner.ask(&["sync"]);
    assert_eq!(bodies(&office.owner, &case), ["First.", "Second.", "An answer.", "Are you there?", "Third."]);
    assert_eq!(bodies(&reporter, &case), ["First.", "An answer.", "Are you there?", "Third."]);
    assert_eq!(office.owner.ask(&["case", "list"])["cases"].as_array().unwrap().len(), 1);
}

// rule: ROOM-14, ROOM-16, ROOM-17
// proves: PRIV-22
#[test]
fn a_handler_whose_older_vault_was_put_back_is_let_into_a_successor() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "First.", &["--wait"]).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    let older = office.folder().join("older");
    copy(office.owner.profile(), &older);
    reply(&office.owner, &case, "An answer.");
    reply(&reporter, &case, "Second.");

    put_back(&older, &office.owner);
    office.owner.ask(&["sync"]);
    let shown = office.owner.ask(&["case", "show", &case]);
    assert_eq!(shown["halted"], "vault_rolled_back");
    assert_eq!(bodies(&office.owner, &case), ["First.", "Second."]);
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-"], "Written meanwhile.");
    assert_eq!(office.owner.ask(&["sync"])["pending"], 1, "nothing is sealed where the past is unknown");

    reporter.ask(&["sync"]);
    let synced = office.owner.ask(&["sync"]);
    assert_eq!((&synced["sent"], &synced["pending"]), (&1.into(), &0.into()));
    assert_eq!(office.owner.ask(&["case", "show", &case])["halted"], serde_json::Value::Null);
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case), ["First.", "An answer.", "Second.", "Written meanwhile."]);
}

// rule: SEND-04
#[test]
fn two_copies_of_one_vault_open_two_cases() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let twin = office.person("twin");
    put_back(reporter.profile(), &twin);
    let first = send(&reporter, &organisation, "From the one.", &["--wait"]).unwrap();
    let file = office.folder().join("evidence");
    fs::write(&file, b"evidence").unwrap();
    let draft = common::draft(&twin, &organisation, "From the other.");
    twin.ask(&["draft", "attach", &draft, file.to_str().unwrap()]);
    let second = twin.ask(&["send", &draft, "--wait"]);
    let third = send(&reporter, &organisation, "From the one again.", &["--wait"]).unwrap();
    assert_eq!((&second["state"], &third["state"]), (&"sent".into(), &"sent".into()));
    assert_eq!(office.owner.ask(&["sync"])["received"], 3);
    for (sent, body) in [(&first, "From the one."), (&second, "From the other."), (&third, "From the one again.")] {
        assert_eq!(bodies(&office.owner, &text(&sent["case"])), [body]);
    }
    let output = office.folder().join("output");
    let attachment = &office.owner.ask(&["case", "show", &text(&second["case"])])["messages"][0]["attachments"][0];
    let fetch = ["case", "fetch", &text(&second["case"]), &text(&attachment["attachment"]), "--output"];
    office.owner.ask(&[&fetch[..], &[output.to_str().unwrap()]].concat());
    assert_eq!(fs::read(output).unwrap(), b"evidence");
}

/// Shows the reporter another log than the one that the owner wrote in.
fn a_fork_is_noticed(invitations: u32) {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "First.", &["--wait"]).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    office.relay.kill();
    let (other_relay, other_owner) = (office.folder().join("other-relay"), office.folder().join("other-owner"));
    copy(office.relay.data(), &other_relay);
    copy(office.owner.profile(), &other_owner);
    // One world: an act is logged, and a message written that names the log with it.
    office.relay.run();
    office.owner.ask(&["org", "invite", "--email", "one@northmere.example", "--role", "MEMBER"]);
    reply(&office.owner, &case, "Written in one world.");
    // Killed, it would still know which entry the other log lacks, and add it.
    office.relay.stop();
    let one = office.folder().join("one-relay");
    fs::rename(office.relay.data(), &one).unwrap();
    // The other world, from the same beginning.
    fs::rename(&other_relay, office.relay.data()).unwrap();
    office.relay.run();
    put_back(&other_owner, &office.owner);
    for _ in 0..invitations {
        office.owner.ask(&["org", "invite", "--email", "other@northmere.example", "--role", "MEMBER"]);
    }
    office.relay.kill();
    // The relay shows the message of the one in the log of the other.
    for database in ["content.db", "content.db-wal", "content.db-shm"] {
        let _ = fs::remove_file(office.relay.data().join(database));
        let _ = fs::copy(one.join(database), office.relay.data().join(database));
    }
    office.relay.run();
    for _ in 0..2 {
        assert_eq!(reporter.refused(&["sync"]), "log_inconsistent");
    }
    assert_eq!(bodies(&reporter, &case), ["First.", "Written in one world."]);
}

// rule: LOG-19
// proves: PRIV-23
#[test]
fn a_log_with_another_entry_than_a_member_saw_is_noticed() {
    a_fork_is_noticed(1);
}

// rule: LOG-19
// proves: PRIV-23
#[test]
fn a_longer_log_that_does_not_continue_what_a_member_saw_is_noticed() {
    a_fork_is_noticed(3);
}

// rule: LOG-19
// proves: PRIV-23
#[test]
fn a_log_without_an_entry_that_a_member_saw_is_noticed() {
    a_fork_is_noticed(0);
}
