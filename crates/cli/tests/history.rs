//! What was said before, handed over to those who do not have it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::fs;

use common::{bodies, copy, draft, text};
use serde_json::{Value, json};
use sotto_testkit::{Office, Person};

fn reply(person: &Person, case: &str, body: &str) {
    person.ask_with(&["case", "reply", case, "--body-file", "-", "--wait"], body);
}

/// Sends a report with a file; its case.
fn report(office: &Office, reporter: &Person, organisation: &str) -> String {
    let evidence = office.folder().join("evidence");
    fs::write(&evidence, b"evidence").unwrap();
    let draft = draft(reporter, organisation, "One.");
    reporter.ask(&["draft", "attach", &draft, evidence.to_str().unwrap()]);
    text(&reporter.ask(&["send", &draft, "--wait", "--accept-readers"])["case"])
}

fn shown(person: &Person, case: &str) -> Value {
    person.ask(&["case", "show", case])
}

/// Who handed each message over.
fn handed(person: &Person, case: &str) -> Vec<Value> {
    shown(person, case)["messages"].as_array().unwrap().iter().map(|line| line["handed_over_by"].clone()).collect()
}

fn fetched(office: &Office, person: &Person, case: &str, message: usize) -> Vec<u8> {
    let output = office.folder().join(format!("fetched-{message}"));
    let attachment = text(&shown(person, case)["messages"][message]["attachments"][0]["attachment"]);
    person.ask(&["case", "fetch", case, &attachment, "--output", output.to_str().unwrap()]);
    fs::read(output).unwrap()
}

// rule: CONT-06, CONT-07, CONT-08
// proves: PRIV-49
#[test]
fn who_came_back_with_the_words_alone_is_given_the_conversation_back() {
    let mut office = Office::new();
    let first = Person::at(&office.folder().join("reporter"));
    let phrase = text(&first.ask(&["init"])["recovery_phrase"]);
    let organisation = text(&first.ask(&["card", "add", &text(&office.card["card_file"])])["organisation"]);
    let case = report(&office, &first, &organisation);
    let name = shown(&first, &case)["pseudonym"].clone();
    office.owner.ask(&["sync"]);
    let answer = office.folder().join("answer");
    fs::write(&answer, b"an answer's file").unwrap();
    let with_file = ["case", "reply", &case, "--body-file", "-", "--attach", answer.to_str().unwrap(), "--wait"];
    office.owner.ask_with(&with_file, "An answer.");
    office.owner.ask(&["case", "status", &case, "acknowledged"]);
    first.ask(&["sync"]);
    first.ask(&["identity", "disclose", &case, "--name", "Nadia Osei", "--confirm", &text(&name)]);
    reply(&first, &case, "Two.");
    fs::remove_dir_all(first.profile()).unwrap();
    office.relay.a_day_passes();
    let card = text(&office.card["card_file"]);
    let (restored, _) = Person::restore(&office.folder().join("second"), &phrase, &card).unwrap();
    reply(&restored, &case, "Here again.");
    assert_eq!(bodies(&restored, &case), ["Here again."]);
    assert_eq!(restored.refused(&["case", "hand-over", &case]), "not_permitted");

    office.owner.ask(&["sync"]);
    let answer = office.owner.ask(&["case", "hand-over", &case, "--wait"]);
    assert_eq!((&answer["state"], &answer["messages"], &answer["files"]), (&"sent".into(), &4.into(), &2.into()));
    assert_eq!(restored.ask(&["sync"])["received"], 1);
    let said = ["One.", "An answer.", "Two.", "Here again."];
    assert_eq!(bodies(&restored, &case), said);
    let by = json!("Ines Halvorsen");
    assert_eq!(handed(&restored, &case), [by.clone(), by.clone(), by.clone(), Value::Null]);
    let whole = shown(&restored, &case);
    assert_eq!((&whole["title"], &whole["pseudonym"]), (&"Valve contracts".into(), &name));
    let authors: Vec<&Value> = (0..4).map(|line| &whole["messages"][line]["from"]["name"]).collect();
    assert_eq!(authors, [&name, &by, &name, &name]);
    assert_eq!(fetched(&office, &restored, &case, 0), b"evidence");
    assert_eq!(fetched(&office, &restored, &case, 1), b"an answer's file");
    restored.ask(&["verify", &case]);

    // Once more changes nothing, for nobody; and the case goes on.
    office.owner.ask(&["case", "hand-over", &case, "--wait"]);
    restored.ask(&["sync"]);
    reply(&restored, &case, "Thank you.");
    office.owner.ask(&["sync"]);
    for person in [&restored, &office.owner] {
        assert_eq!(bodies(person, &case), [&said[..], &["Thank you."]].concat());
    }
    assert!(handed(&office.owner, &case).iter().all(Value::is_null));
    assert_eq!(shown(&restored, &case)["messages"][4]["after_gap"], false);
}

// rule: CONT-06, CONT-07
#[test]
fn who_is_let_in_later_is_given_what_came_before_and_can_hand_it_on() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = report(&office, &reporter, &organisation);
    let (later, id) = office.handler("later", "Mara Lind");
    let (last, last_id) = office.handler("last", "Tomasz Brandl");
    office.owner.ask(&["sync"]);
    reply(&office.owner, &case, "An answer.");
    office.owner.ask(&["case", "assign", &case, &id]);
    reporter.ask(&["sync"]);
    reply(&reporter, &case, "Two.");
    later.ask(&["sync"]);
    assert_eq!(bodies(&later, &case), ["Two."]);
    assert_eq!(shown(&later, &case)["messages"][0]["after_gap"], true);

    office.owner.ask(&["case", "hand-over", &case]);
    office.owner.ask(&["case", "hand-over", &case]);
    assert_eq!(office.owner.ask(&["sync"])["sent"], 1, "it waits once");
    later.ask(&["sync"]);
    let said = ["One.", "An answer.", "Two."];
    assert_eq!(bodies(&later, &case), said);
    let whole = shown(&later, &case);
    assert_eq!((&whole["title"], &whole["messages"][2]["after_gap"]), (&"Valve contracts".into(), &false.into()));
    assert_eq!(whole["pseudonym"], shown(&office.owner, &case)["pseudonym"]);
    assert_eq!(whole["messages"][2]["from"]["name"], whole["pseudonym"]);
    assert_eq!(fetched(&office, &later, &case, 0), b"evidence");

    later.ask(&["case", "assign", &case, &last_id]);
    later.ask(&["case", "hand-over", &case, "--wait"]);
    last.ask(&["sync"]);
    assert_eq!(bodies(&last, &case), said);
    assert!(handed(&last, &case).iter().all(|by| by == "Mara Lind"));
}

// rule: CONT-08
#[test]
fn what_an_older_copy_lost_goes_where_it_was() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = report(&office, &reporter, &organisation);
    let older = office.folder().join("older");
    copy(reporter.profile(), &older);
    reply(&reporter, &case, "Two.");
    office.owner.ask(&["sync"]);
    reply(&office.owner, &case, "An answer.");
    fs::remove_dir_all(reporter.profile()).unwrap();
    copy(&older, reporter.profile());
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case), ["One.", "An answer."]);

    office.owner.ask(&["sync"]);
    office.owner.ask(&["case", "hand-over", &case, "--wait"]);
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case), ["One.", "Two.", "An answer."]);
    assert_eq!(handed(&reporter, &case), [Value::Null, "Ines Halvorsen".into(), Value::Null]);
    let lines = shown(&reporter, &case)["messages"].clone();
    assert!(lines.as_array().unwrap().iter().all(|line| line["after_gap"] == false));
}

// rule: CONT-06
#[test]
fn a_long_conversation_takes_several_messages() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = report(&office, &reporter, &organisation);
    let (later, id) = office.handler("later", "Mara Lind");
    office.owner.ask(&["sync"]);
    for n in 1..=5 {
        reply(&office.owner, &case, &format!("{n}{}", "x".repeat(200_000)));
    }
    office.owner.ask(&["case", "assign", &case, &id]);
    office.owner.ask(&["case", "hand-over", &case]);
    assert_eq!(office.owner.ask(&["sync"])["sent"], 3);
    later.ask(&["sync"]);
    assert_eq!(bodies(&later, &case), bodies(&office.owner, &case));
}
