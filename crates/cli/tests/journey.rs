//! The whole job, by the real programs: a sealed report, read and answered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::fs;

use common::{bodies, copy, send, text};
use serde_json::json;
use sotto_testkit::{Office, Person, RelayProcess, files_with};

fn reader_names(person: &Person, case: &str) -> Vec<String> {
    let shown = person.ask(&["case", "show", case]);
    shown["readers"].as_array().expect("readers").iter().map(|reader| text(&reader["name"])).collect()
}

// rule: ROST-05, CASE-02, ROOM-07, ROOM-09, KEYP-03
// proves: PRIV-06, PRIV-11
#[test]
fn a_report_is_sent_read_and_answered() {
    // The order of keys is no promise: it changes with the features that a build unifies.
    let mut settings = insta::Settings::clone_current();
    settings.set_sort_maps(true);
    let _sorted = settings.bind_to_scope();
    let office = Office::new();
    let (handler, _) = office.handler("handler", "Tomasz Brandl");
    let (reporter, organisation) = office.reporter("reporter");
    let sent = send(&reporter, &organisation, "Two pumps.", &["--pseudonym", "Night Shift", "--wait"]);
    let sent = sent.unwrap();
    let case = text(&sent["case"]);
    insta::assert_json_snapshot!(sent, { ".case" => "[id]" }, @r#"
    {
      "case": "[id]",
      "pseudonym": "Night Shift",
      "state": "sent"
    }
    "#);

    assert_eq!(handler.ask(&["sync"])["received"], 1);
    handler.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], "Who keeps the delivery notes?");
    handler.ask(&["case", "status", &case, "acknowledged"]);

    assert_eq!(reporter.ask(&["sync"])["received"], 2);
    insta::assert_json_snapshot!(reporter.ask(&["case", "show", &case]), {
        ".case" => "[id]", ".messages[].id" => "[id]", ".messages[].at" => "[time]",
    }, @r#"
    {
      "case": "[id]",
      "halted": null,
      "identity": {
        "state": "not_known"
      },
      "labels": [],
      "messages": [
        {
          "after_gap": false,
          "at": "[time]",
          "attachments": [],
          "body": "Two pumps.",
          "from": {
            "kind": "reporter",
            "name": "Night Shift"
          },
          "handed_over_by": null,
          "id": "[id]",
          "state": "sent"
        },
        {
          "after_gap": false,
          "at": "[time]",
          "attachments": [],
          "body": "Who keeps the delivery notes?",
          "from": {
            "kind": "handler",
            "name": "Tomasz Brandl"
          },
          "handed_over_by": null,
          "id": "[id]",
          "state": "sent"
        }
      ],
      "pseudonym": "Night Shift",
      "readers": [
        {
          "name": "Ines Halvorsen",
          "role": "Head of Integrity",
          "verified": true
        },
        {
          "name": "Tomasz Brandl",
          "role": "Case handler",
          "verified": true
        }
      ],
      "status": "acknowledged",
      "title": "Valve contracts"
    }
    "#);
    let verified = reporter.ask(&["verify", &case]);
    let kinds: Vec<String> = verified["entries"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect();
    assert_eq!(
        (verified["ok"].as_bool(), kinds),
        (Some(true), vec!["case.opened".to_owned(), "case.status".to_owned()])
    );
}

#[test]
fn nothing_that_was_written_is_readable_outside_of_the_vaults() {
    let canary = "CANARY-b5a1e7";
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let sent = send(&reporter, &organisation, canary, &["--pseudonym", canary, "--wait"]).unwrap();
    let case = text(&sent["case"]);
    office.owner.ask(&["sync"]);
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], canary);
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case), [canary, canary]);
    office.relay.kill();
    assert_eq!(files_with(office.folder(), canary.as_bytes()), Vec::<String>::new());
    assert_eq!(office.relay.verify_log()["ok"], true);
}

// proves: PRIV-19
#[test]
fn a_queued_report_leaves_by_itself_when_the_relay_returns() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    office.relay.kill();
    let sent = send(&reporter, &organisation, "Written offline.", &[]).unwrap();
    assert_eq!(sent["state"], "queued");
    assert_eq!(reporter.refused(&["sync"]), "relay_unreachable");
    assert_eq!(bodies(&reporter, &text(&sent["case"])), ["Written offline."]);

    office.relay.run();
    let synced = reporter.ask(&["sync"]);
    assert_eq!((&synced["sent"], &synced["pending"]), (&1.into(), &0.into()));
    assert_eq!(office.owner.ask(&["sync"])["received"], 1);
}

// rule: SEND-01
// proves: PRIV-02
#[test]
fn a_report_pauses_when_others_would_read_it_than_were_approved() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let (newcomer, _) = office.handler("handler", "Tomasz Brandl");
    assert_eq!(send(&reporter, &organisation, "For Ines.", &["--wait"]), Err("readers_changed".to_owned()));
    assert_eq!(newcomer.ask(&["sync"])["received"], 0);
    assert_eq!(office.owner.ask(&["sync"])["received"], 0);
    assert_eq!(reporter.ask(&["case", "list"])["cases"].as_array().unwrap().len(), 1);
}

// rule: ROST-04
// proves: PRIV-07, PRIV-25
#[test]
fn whoever_is_not_certified_is_never_let_in() {
    let office = Office::new();
    let stranger = office.person("stranger");
    let joined = office.join(&stranger, "Mallory");
    let (reporter, organisation) = office.reporter("reporter");
    let sent = send(&reporter, &organisation, "For Ines.", &["--wait"]).unwrap();
    let case = text(&sent["case"]);
    assert_eq!(stranger.ask(&["sync"])["received"], 0);
    assert_eq!(reader_names(&reporter, &case), ["Ines Halvorsen"]);
    office.owner.ask(&["sync"]);
    assert_eq!(office.owner.refused(&["case", "assign", &case, &text(&joined["handler"])]), "not_found");

    let words = "abandon abandon abandon abandon abandon abandon";
    let wrong = ["org", "certify", &text(&joined["handler"]), "--key-words", words];
    assert_eq!(office.owner.refused(&wrong), "key_words_mismatch");
}

// rule: ROOM-10, ROOM-11, SEND-02
// proves: PRIV-08, PRIV-09
#[test]
fn assignment_decides_who_reads_what_comes_later() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let (handler, id) = office.handler("handler", "Tomasz Brandl");
    let case = text(&send(&reporter, &organisation, "First.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    handler.ask(&["sync"]);
    office.owner.ask(&["case", "unassign", &case, &id]);
    reporter.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], "Second.");
    handler.ask(&["sync"]);
    assert_eq!(bodies(&handler, &case), ["First."]);
    assert_eq!(reader_names(&reporter, &case), ["Ines Halvorsen"]);

    office.owner.ask(&["case", "assign", &case, &id]);
    reporter.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], "Third.");
    handler.ask(&["sync"]);
    assert_eq!(bodies(&handler, &case), ["First.", "Third."]);
    assert_eq!(reader_names(&reporter, &case), ["Ines Halvorsen", "Tomasz Brandl"]);
}

// proves: PRIV-27
#[test]
fn labels_stay_on_the_device_of_whoever_put_them_on() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let (handler, _) = office.handler("handler", "Tomasz Brandl");
    let sent = ["--wait", "--accept-readers"];
    let case = text(&send(&reporter, &organisation, "First.", &sent).unwrap()["case"]);
    let other = text(&send(&reporter, &organisation, "Second.", &sent).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    handler.ask(&["sync"]);

    let log = office.owner.ask(&["verify"])["checkpoint"].clone();
    let label = |arguments: &[&str]| office.owner.ask(&[&["case", "label"], arguments].concat());
    insta::assert_json_snapshot!(label(&[&case, "--add", " Station  6", "--add", "Bribery", "--add", "station 6"]), @r#"
    {
      "labels": [
        "Bribery",
        "Station 6"
      ]
    }
    "#);
    // One that is in use is written as it was there.
    assert_eq!(label(&[&other, "--add", "BRIBERY"])["labels"], json!(["Bribery"]));
    assert_eq!(label(&[&case, "--remove", "station 6"])["labels"], json!(["Bribery"]));
    assert_eq!(label(&[&other, "--remove", "bribery", "--add", "Overtime"])["labels"], json!(["Overtime"]));
    let found = |arguments: &[&str]| -> Vec<String> {
        let listed = office.owner.ask(&[&["case", "list"], arguments].concat());
        listed["cases"].as_array().unwrap().iter().map(|case| text(&case["case"])).collect()
    };
    assert_eq!(found(&["--label", "bribery"]), [case.as_str()]);
    assert_eq!(found(&["--search", "briber"]), [case.as_str()]);
    assert_eq!(found(&["--label", "Station 6"]), Vec::<String>::new());
    assert_eq!(office.owner.refused(&["case", "label", &case, "--add", "  "]), "label_invalid");
    let many: Vec<String> = (0..20).map(|n| format!("Label {n}")).collect();
    let many: Vec<&str> = many.iter().flat_map(|label| ["--add", label]).collect();
    assert_eq!(office.owner.refused(&[&["case", "label", &case][..], &many].concat()), "too_many_labels");
    assert_eq!(label(&[&case])["labels"], json!(["Bribery"]), "nothing was changed");

    // Nobody else is told.
    assert_eq!(office.owner.ask(&["sync"])["sent"], 0);
    assert_eq!(office.owner.ask(&["verify"])["checkpoint"], log);
    assert_eq!(handler.ask(&["sync"])["received"], 0);
    assert_eq!(handler.ask(&["case", "show", &case])["labels"], json!([]));
    assert_eq!(reporter.refused(&["case", "label", &case, "--add", "Mine"]), "not_permitted");
}

// rule: CHAN-01
// proves: PRIV-13
#[test]
fn another_relay_at_the_same_address_is_refused_and_named() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let sent = send(&reporter, &organisation, "First.", &["--wait"]).unwrap();
    office.relay.kill();
    let _other = RelayProcess::start_at(&office.folder().join("other"), &office.relay.address);
    assert_eq!(reporter.refused(&["sync"]), "relay_identity_mismatch");
    assert_eq!(bodies(&reporter, &text(&sent["case"])), ["First."]);
}

// rule: LOG-17
// proves: PRIV-23
#[test]
fn a_relay_that_goes_back_in_time_is_caught_and_nothing_more_is_sent() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    office.relay.kill();
    let older = office.folder().join("older");
    copy(office.relay.data(), &older);
    office.relay.run();
    let sent = send(&reporter, &organisation, "First.", &["--wait"]).unwrap();
    let case = text(&sent["case"]);
    office.owner.ask(&["sync"]);

    office.relay.kill();
    fs::remove_dir_all(office.relay.data()).unwrap();
    copy(&older, office.relay.data());
    office.relay.run();
    // A member is shown a log that has shrunk; from then on nothing is sent there.
    for _ in 0..2 {
        assert_eq!(office.owner.refused(&["sync"]), "log_inconsistent");
        office.owner.ask_with(&["case", "reply", &case, "--body-file", "-"], "Kept here.");
    }
    assert_eq!(bodies(&office.owner, &case), ["First.", "Kept here.", "Kept here."]);
    // Both checkpoints are kept as the relay signed them, for others to see.
    let folder = office.folder().join("evidence");
    let evidence = office.owner.ask(&["verify", "--evidence", folder.to_str().unwrap()]);
    let note = |which: &str| fs::read_to_string(text(&evidence["logs"][0][which])).unwrap();
    let size = |note: String| note.lines().nth(1).unwrap().parse::<u64>().unwrap();
    assert!(size(note("seen")) > size(note("offered")));
    assert_eq!(reporter.ask(&["verify", "--evidence", folder.to_str().unwrap()])["logs"], json!([]));
    // The reporter's case is denied, though this device saw its entry: it looks, and the log has shrunk.
    assert_eq!(reporter.refused(&["sync"]), "log_inconsistent");
    assert_eq!(bodies(&reporter, &case), ["First."]);
}

// rule: ROST-06
// proves: PRIV-23
#[test]
fn an_older_roster_than_the_card_has_is_refused() {
    let mut office = Office::new();
    office.relay.kill();
    let older = office.folder().join("older");
    copy(office.relay.data(), &older);
    office.relay.run();
    office.handler("handler", "Tomasz Brandl");
    let (reporter, organisation) = office.reporter("reporter");
    office.relay.kill();
    fs::remove_dir_all(office.relay.data()).unwrap();
    copy(&older, office.relay.data());
    office.relay.run();
    assert_eq!(send(&reporter, &organisation, "For both.", &["--wait"]), Err("roster_older".to_owned()));
    assert_eq!(office.owner.refused(&["sync"]), "log_inconsistent");
}

// rule: CASE-03
#[test]
fn a_wiped_case_and_a_wiped_vault_are_gone() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "First.", &["--wait"]).unwrap()["case"]);
    reporter.ask(&["wipe", &case, "--confirm"]);
    assert_eq!(reporter.refused(&["case", "show", &case]), "not_found");
    reporter.ask(&["wipe", "--confirm"]);
    assert_eq!(reporter.refused(&["card", "show"]), "vault_absent");
}

// proves: PRIV-25
#[test]
fn bad_input_has_its_own_code() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    assert_eq!(reporter.typing("something else").refused(&["card", "show"]), "wrong_passphrase");
    assert_eq!(reporter.refused(&["init"]), "vault_exists");
    assert_eq!(reporter.refused(&["card", "add", "sotto:card/1/AAAA"]), "card_invalid");
    let words = "abandon abandon abandon abandon abandon abandon";
    assert_eq!(reporter.refused(&["card", "compare", &organisation, "--key-words", words]), "key_words_mismatch");
    assert_eq!(reporter.ask(&["card", "show"])["compared"], false);
    assert_eq!(
        reporter.refused(&["handler", "join", "sotto:invite/1/AAAA", "--person", "M", "--title", "T"]),
        "invite_invalid"
    );
    assert_eq!(reporter.refused(&["case", "show", "00"]), "not_found");
    assert_eq!(reporter.refused(&["org", "invite", "--email", "a@example.org"]), "not_permitted");
    assert_eq!(
        office.person("second").refused(&[
            "org",
            "setup",
            &office.relay.setup_link,
            "--name",
            "N",
            "--person",
            "P",
            "--title",
            "T",
            "--email",
            "e"
        ]),
        "setup_link_invalid"
    );
    let long = "x".repeat(300 * 1024);
    let draft = ["draft", "new", "--to", &organisation, "--title", "T", "--body-file", "-"];
    assert_eq!(reporter.run(&draft, &long).unwrap_err().code, "message_too_large");
    assert_eq!(reporter.output(&["wipe"], "").status.code(), Some(2));
    assert_eq!(reporter.output(&["no-such-command"], "").status.code(), Some(2));
}
