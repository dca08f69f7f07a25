//! The office's log, read by its members, by the real programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use common::{send, text};
use serde_json::Value;
use sotto_testkit::{Office, Person};

const REASON: &str = "To grant formal protection.";

/// An office with a case that its OWNER and a handler read, whose reporter said who they are, and a colleague who came later.
struct World {
    office: Office,
    tomasz: Person,
    adaeze: Person,
    reporter: Person,
    case: String,
}

impl World {
    fn new() -> Self {
        let office = Office::new();
        let (tomasz, id) = office.handler("tomasz", "Tomasz Brandl");
        let (reporter, organisation) = office.reporter("reporter");
        let sent = send(&reporter, &organisation, "Two pumps.", &["--pseudonym", "Night Shift", "--wait"]).unwrap();
        let case = text(&sent["case"]);
        for person in [&office.owner, &tomasz] {
            person.ask(&["sync"]);
        }
        office.owner.ask(&["case", "status", &case, "acknowledged"]);
        office.owner.ask(&["sync"]);
        reporter.ask(&["sync"]);
        let who = ["--name", "Dana Veldt", "--reader", &id, "--confirm", "Night Shift"];
        reporter.ask(&[&["identity", "disclose", &case][..], &who].concat());
        tomasz.ask(&["identity", "open", &case, "--reason", REASON]);
        office.owner.ask(&["sync"]);
        let (adaeze, _) = office.handler("adaeze", "Adaeze Okoro");
        Self { office, tomasz, adaeze, reporter, case }
    }
}

fn entries(answer: &Value) -> &[Value] {
    answer["entries"].as_array().unwrap()
}

/// An entry in a line: what, who, in which case, and what else is known of it.
fn line(entry: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    if entry["state"] != "readable" {
        return format!("{} {}", entry["index"], word(&entry["state"]));
    }
    let by = if entry["by"]["name"].is_null() { word(&entry["by"]["kind"]) } else { word(&entry["by"]["name"]) };
    let told = [&entry["case"]["pseudonym"], &entry["reason"], &entry["value"]].map(word);
    let named = |key: &str| entry[key].as_array().unwrap().iter().map(word).collect::<Vec<_>>().join(", ");
    let parts = [word(&entry["kind"]), by, told.join(" | "), named("people"), named("fields")];
    format!("{} {}", entry["index"], parts.join(" | "))
}

fn lines(answer: &Value) -> Vec<String> {
    assert!(entries(answer).iter().all(|entry| entry["verified"] == true));
    entries(answer).iter().map(line).collect()
}

fn indexes(answer: &Value) -> Vec<u64> {
    entries(answer).iter().map(|entry| entry["index"].as_u64().unwrap()).collect()
}

// rule: LOG-35, LOG-36, LOG-37
// proves: PRIV-34
#[test]
fn a_member_reads_who_did_what_in_their_cases_and_that_there_are_others() {
    let world = World::new();
    let log = world.office.owner.ask(&["log"]);
    insta::assert_snapshot!(lines(&log).join("\n"), @r"
    11 roster.published | Ines Halvorsen | - | - | 3 |  | 
    10 device.joined | Adaeze Okoro | - | - | - |  | 
    9 invitation.created | Ines Halvorsen | - | - | MEMBER |  | 
    8 identity.opened | Tomasz Brandl | Night Shift | To grant formal protection. | - |  | 
    7 identity.disclosed | reporter | Night Shift | - | - | Tomasz Brandl | name
    6 case.status | Ines Halvorsen | Night Shift | - | acknowledged |  | 
    5 case.opened | reporter | Night Shift | - | - | Ines Halvorsen, Tomasz Brandl | 
    4 roster.published | Ines Halvorsen | - | - | 2 |  | 
    3 device.joined | Tomasz Brandl | - | - | - |  | 
    2 invitation.created | Ines Halvorsen | - | - | MEMBER |  | 
    1 roster.published | Ines Halvorsen | - | - | 1 |  | 
    0 organisation.created | Ines Halvorsen | - | - | - |  |
    ");
    assert_eq!((&log["checkpoint"]["size"], &log["before"]), (&12.into(), &Value::Null));
    // A reporter's day has no minute, and nobody reads the words of a case that they don't read.
    assert_eq!(text(&entries(&log)[4]["at"]).len(), "2026-11-22".len());
    assert_eq!(text(&entries(&log)[5]["at"]).len(), "2026-11-22T00:30:00Z".len());
    let later = lines(&world.adaeze.ask(&["log"]));
    assert_eq!(later[3..7], ["8 not_readable", "7 not_readable", "6 not_readable", "5 not_readable"]);
    assert!(later[0].starts_with("11 roster.published"));
    assert_eq!(world.reporter.refused(&["log"]), "not_permitted");
}

#[test]
fn the_log_is_searched_and_read_in_parts() {
    let world = World::new();
    let owner = &world.office.owner;
    let found = |arguments: &[&str]| indexes(&owner.ask(&[&["log"], arguments].concat()));
    assert_eq!(found(&["--only", "identity"]), [8, 7]);
    assert_eq!(found(&["--only", "cases"]), [6, 5]);
    assert_eq!(found(&["--only", "team"]), [11, 9, 4, 2, 1, 0]);
    assert_eq!(found(&["--only", "keys"]), [10, 3]);
    assert_eq!(owner.refused(&["log", "--only", "nothing"]), "bad_request");
    assert_eq!(found(&["--who", "tomasz"]), [8, 3]);
    assert_eq!(found(&["--who", "reporter"]), [7, 5]);
    assert_eq!(found(&["--search", "night protection"]), [8]);
    assert_eq!(found(&["--search", "night", "--only", "cases", "--before", "6"]), [5]);
    assert_eq!(found(&["--since", "2000-01-01", "--before", "3"]), [2, 1, 0]);
    assert_eq!(found(&["--since", "2999-01-01"]), Vec::<u64>::new());
    assert_eq!(found(&["--before", "0"]), Vec::<u64>::new());
    let part = owner.ask(&["log", "--count", "3"]);
    assert_eq!((indexes(&part), &part["before"]), (vec![11, 10, 9], &9.into()));
    assert_eq!(owner.refused(&["log", "--before", "13"]), "not_found");
}

/// A stranger with the card alone checks an entry that a member saved, without a vault and without a network.
// rule: LOG-31, LOG-32
#[test]
fn an_entry_is_saved_for_a_stranger() {
    let mut world = World::new();
    let folder = world.office.folder().join("proofs");
    std::fs::create_dir(&folder).unwrap();
    let (into, file) = (folder.to_str().unwrap(), folder.join("8.tlog-proof"));
    let shown = world.tomasz.ask(&["log", "show", "8", "--save", into]);
    assert_eq!((&shown["kind"], &shown["case"]["case"]), (&"identity.opened".into(), &world.case.as_str().into()));
    assert_eq!(shown["saved"], file.to_str().unwrap());
    assert_eq!(shown["path"].as_array().unwrap().len(), 3);
    assert_eq!(text(&shown["leaf"]).len(), 64);
    assert_eq!(world.tomasz.refused(&["log", "show", "8", "--save", into]), "file_exists");
    assert_eq!(world.tomasz.refused(&["log", "show", "12"]), "not_found");
    let not_theirs = folder.join("other.tlog-proof");
    let refused = ["log", "show", "8", "--save", not_theirs.to_str().unwrap()];
    assert_eq!(world.adaeze.refused(&refused), "not_permitted");
    assert_eq!(line(&world.adaeze.ask(&["log", "show", "8"])), "8 not_readable");

    world.office.relay.stop();
    assert_eq!(world.tomasz.refused(&["log"]), "relay_unreachable");
    let stranger = Person::at(&world.office.folder().join("nobody"));
    let card = text(&world.office.card["card_file"]);
    let checked = stranger.ask(&["verify", "--bundle", file.to_str().unwrap(), "--card", &card]);
    assert_eq!((&checked["ok"], &checked["entries"][0]["kind"]), (&true.into(), &"identity.opened".into()));
    assert_eq!(checked["checkpoint"]["root"], shown["checkpoint"]["root"]);
}
