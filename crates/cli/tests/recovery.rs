//! Getting back in: a reporter whose device is gone, and the words on paper.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{fs, path::Path};

use common::{bodies, send, text};
use serde_json::{Value, json};
use sotto_testkit::{Office, Person};

fn reply(person: &Person, case: &str, body: &str) {
    person.ask_with(&["case", "reply", case, "--body-file", "-", "--wait"], body);
}

/// Somebody with a vault, the phrase of it, and the organisation's card.
fn reporter(office: &Office) -> (Person, String, String) {
    let person = Person::at(&office.folder().join("reporter"));
    let phrase = text(&person.ask(&["init"])["recovery_phrase"]);
    let card = person.ask(&["card", "add", &text(&office.card["card_file"])]);
    (person, phrase, text(&card["organisation"]))
}

fn restore(office: &Office, folder: &str, phrase: &str) -> Result<(Person, Value), String> {
    let card = text(&office.card["card_file"]);
    Person::restore(&office.folder().join(folder), phrase, &card).map_err(|refused| refused.code)
}

fn halted(person: &Person, case: &str) -> Value {
    person.ask(&["case", "show", case])["halted"].clone()
}

// rule: CASE-17, ROOM-21
#[test]
fn a_phrase_and_a_card_bring_every_case_back() {
    let mut office = Office::new();
    let (first, phrase, organisation) = reporter(&office);
    let cases = ["One.", "Two."].map(|body| text(&send(&first, &organisation, body, &["--wait"]).unwrap()["case"]));
    office.owner.ask(&["sync"]);
    let [before, after] = ["before", "after"].map(|name| office.folder().join(name).to_str().unwrap().to_owned());
    fs::write(&before, "a file from before").unwrap();
    fs::write(&after, "a file from after").unwrap();
    let answer = ["case", "reply", &cases[0], "--body-file", "-", "--attach", &before, "--wait"];
    office.owner.ask_with(&answer, "An answer.");
    office.owner.ask(&["case", "status", &cases[1], "acknowledged"]);
    let name = text(&first.ask(&["case", "show", &cases[1]])["pseudonym"]);
    first.ask(&["identity", "disclose", &cases[1], "--name", "Nadia Osei", "--confirm", &name]);
    fs::remove_dir_all(first.profile()).unwrap();
    assert_eq!(restore(&office, "too-early", &phrase).err().unwrap(), "nothing_to_restore", "a list is a day old");
    assert!(!office.folder().join("too-early").exists());

    office.relay.a_day_passes();
    let (restored, answer) = restore(&office, "second", &phrase.to_uppercase().replace(' ', "  ")).unwrap();
    let found = |case: &String| json!({ "case": case, "state": "restored", "waits_for": null });
    assert_eq!(answer, json!({ "cases": cases.each_ref().map(found), "founded": [] }));
    for case in &cases {
        let shown = restored.ask(&["case", "show", case]);
        assert_eq!((&shown["halted"], &shown["readers"][0]["name"]), (&Value::Null, &"Ines Halvorsen".into()));
    }
    assert_eq!(restored.ask(&["case", "show", &cases[1]])["status"], "acknowledged");

    assert_eq!(restored.ask(&["identity", "status", &cases[1]])["state"], "disclosed");
    restored.ask(&["identity", "withdraw", &cases[1]]);
    assert_eq!(restored.ask(&["identity", "status", &cases[1]])["state"], "withdrawn");

    // It goes on, both ways, in one conversation.
    restored.ask_with(&["case", "reply", &cases[0], "--body-file", "-", "--attach", &after, "--wait"], "Here again.");
    office.owner.ask(&["sync"]);
    let shown = office.owner.ask(&["case", "show", &cases[0]]);
    let file = text(&shown["messages"][2]["attachments"][0]["attachment"]);
    let output = office.folder().join("fetched");
    office.owner.ask(&["case", "fetch", &cases[0], &file, "--output", output.to_str().unwrap()]);
    assert_eq!(fs::read(output).unwrap(), b"a file from after");
    reply(&office.owner, &cases[0], "Good.");
    restored.ask(&["sync"]);
    assert_eq!(bodies(&office.owner, &cases[0]), ["One.", "An answer.", "Here again.", "Good."]);
    assert_eq!(bodies(&restored, &cases[0]), ["Here again.", "Good."]);
    assert_eq!(office.owner.ask(&["case", "show", &cases[0]])["title"], "Valve contracts");
    assert_eq!(office.owner.ask(&["case", "list"])["cases"].as_array().unwrap().len(), 2);
    restored.ask(&["verify", &cases[0]]);
}

// rule: CASE-18, ROOM-23
#[test]
fn a_restored_vault_opens_cases_that_are_new_and_that_are_found_again() {
    let mut office = Office::new();
    let (first, phrase, organisation) = reporter(&office);
    send(&first, &organisation, "One.", &["--wait"]).unwrap();
    office.relay.a_day_passes();
    // Of the day on which the list is asked for.
    let unlisted = text(&send(&first, &organisation, "Two.", &["--wait"]).unwrap()["case"]);
    let (second, _) = restore(&office, "second", &phrase).unwrap();
    let sent = send(&second, &organisation, "Three.", &["--wait"]).unwrap();
    assert_eq!(sent["state"], "sent");
    assert_ne!(sent["case"], unlisted.as_str());
    assert_eq!(office.owner.ask(&["sync"])["received"], 3);

    office.relay.a_day_passes();
    let (_, answer) = restore(&office, "third", &phrase).unwrap();
    assert_eq!(answer["cases"].as_array().unwrap().len(), 3);
}

// rule: ROOM-22
// proves: PRIV-47
#[test]
fn of_two_machines_on_one_phrase_the_last_one_goes_on_and_the_other_is_told() {
    let mut office = Office::new();
    let (first, phrase, organisation) = reporter(&office);
    let case = text(&send(&first, &organisation, "One.", &["--wait"]).unwrap()["case"]);
    office.relay.a_day_passes();
    let (second, _) = restore(&office, "second", &phrase).unwrap();
    first.ask_with(&["case", "reply", &case, "--body-file", "-"], "Written meanwhile.");
    for _ in 0..2 {
        assert_eq!(first.refused(&["sync"]), "case_elsewhere");
        assert_eq!(halted(&first, &case), "case_elsewhere");
    }
    second.ask(&["sync"]);
    assert_eq!(halted(&second, &case), Value::Null, "nobody takes it back by themselves");
    assert_eq!(second.refused(&["case", "resume", &case]), "not_permitted");

    first.ask(&["case", "resume", &case]);
    assert_eq!(halted(&first, &case), Value::Null);
    assert_eq!(second.refused(&["sync"]), "case_elsewhere");
    office.owner.ask(&["sync"]);
    assert_eq!(bodies(&office.owner, &case), ["One.", "Written meanwhile."]);
    reply(&office.owner, &case, "An answer.");
    first.ask(&["sync"]);
    assert_eq!(bodies(&first, &case), ["One.", "Written meanwhile.", "An answer."]);
}

// rule: CASE-17
#[test]
fn a_restore_that_cannot_be_makes_nothing_and_can_be_tried_again() {
    let mut office = Office::new();
    let (first, phrase, organisation) = reporter(&office);
    let case = text(&send(&first, &organisation, "One.", &["--wait"]).unwrap()["case"]);
    office.relay.a_day_passes();
    let refused = |phrase: &str| restore(&office, "second", phrase).err().unwrap();
    let words: Vec<&str> = phrase.split(' ').collect();
    assert_eq!(refused(&words[..11].join(" ")), "phrase_invalid");
    assert_eq!(refused(&phrase.replace(words[3], "sottovoce")), "phrase_invalid");
    let others = text(&Person::at(&office.folder().join("other")).ask(&["init"])["recovery_phrase"]);
    assert_eq!(refused(&others), "nothing_to_restore");
    let second = office.folder().join("second");
    let by = |cards: &[&str]| {
        let person = Person::at(&second).with_env("SOTTO_PHRASE", Path::new(&phrase));
        person.run(&[&["init", "--restore"], cards].concat(), "").map_err(|refused| refused.code)
    };
    assert_eq!(by(&["sotto:nothing"]).err().unwrap(), "card_invalid");
    assert_eq!(restore(&office, "reporter", &phrase).err().unwrap(), "vault_exists");
    office.relay.kill();
    assert_eq!(restore(&office, "second", &phrase).err().unwrap(), "relay_unreachable");
    assert!(!office.folder().join("second").exists());
    office.relay.run();
    // A card twice, as file and as link.
    let (file, link) = (text(&office.card["card_file"]), text(&office.card["card_link"]));
    assert_eq!(
        by(&[&file, &link]).unwrap()["cases"],
        json!([{ "case": case, "state": "restored", "waits_for": null }])
    );
    assert_eq!(Person::at(&second).ask(&["sync"])["pending"], 0);
}

#[test]
fn the_owners_phrase_brings_the_founding_key_back() {
    let office = Office::new();
    let (owner, answer) = restore(&office, "again", &office.owner_phrase).unwrap();
    assert_eq!(answer, json!({ "cases": [], "founded": ["Northmere Integrity Office"] }));
    owner.ask(&["sync"]);
}
