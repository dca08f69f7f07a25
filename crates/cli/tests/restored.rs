//! A relay that was put back from an older copy: what its office states of it, and what it does not excuse.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use std::path::PathBuf;

use common::{bodies, send, text};
use serde_json::json;
use sotto_testkit::{Office, Person};

/// An office with a handler and a reporter, whose relay was copied before a report came and was read.
struct World {
    office: Office,
    handler: Person,
    reporter: Person,
    organisation: String,
    older: PathBuf,
}

impl World {
    fn new() -> Self {
        let mut office = Office::new();
        let (handler, _) = office.handler("handler", "Tomasz Brandl");
        let (reporter, organisation) = office.reporter("reporter");
        for person in [&handler, &office.owner] {
            person.ask(&["sync"]);
        }
        let older = office.folder().join("older");
        office.relay.copied_to(&older);
        send(&reporter, &organisation, "First.", &["--wait"]).unwrap();
        for person in [&handler, &office.owner] {
            person.ask(&["sync"]);
        }
        Self { office, handler, reporter, organisation, older }
    }

    fn put_back(&mut self, is_said: bool) {
        let older = self.older.clone();
        self.office.relay.put_back(&older, is_said);
    }

    fn accept(&self) {
        assert_eq!(self.office.owner.ask(&["org", "accept-restore", "--confirm"])["stated"], true);
    }
}

// rule: LOG-44, LOG-45
#[test]
fn a_restore_is_told_from_a_lie_by_what_the_office_states() {
    let mut world = World::new();
    world.put_back(true);
    // Nobody takes it for a lie meanwhile, and nothing comes between the copy and the statement.
    for person in [&world.handler, &world.office.owner, &world.reporter] {
        assert_eq!(person.refused(&["sync"]), "relay_restoring");
    }
    assert_eq!(world.handler.refused(&["org", "accept-restore", "--confirm"]), "not_permitted");
    let looked = world.office.owner.ask(&["org", "accept-restore"]);
    assert_eq!(
        (&looked["stated"], &looked["incarnation"], &looked["stated_at"]),
        (&json!(false), &json!(2), &json!(null))
    );
    let (kept, seen) = (looked["kept"].as_u64().unwrap(), looked["seen"].as_u64().unwrap());
    assert_eq!(seen, kept + 1, "the opening of the case");
    assert_eq!(world.handler.refused(&["sync"]), "relay_restoring");
    world.accept();

    for person in [&world.handler, &world.office.owner] {
        person.ask(&["sync"]);
        let restored = person.ask(&["card", "show"])["restored"].clone();
        assert_eq!((&restored["kept"], &restored["seen"]), (&json!(kept), &json!(seen)));
        assert_eq!(person.ask(&["verify"])["ok"], true);
    }
    let first = &world.handler.ask(&["log", "--before", &(kept + 1).to_string(), "--count", "1"])["entries"][0];
    assert_eq!((&first["index"], &first["kind"]), (&json!(kept), &json!("relay.restored")));
    world.office.relay.stop();
    assert_eq!(world.office.relay.verify_log()["ok"], true);
}

// rule: LOG-44, LOG-46
#[test]
fn whoever_took_a_restore_for_a_lie_asks_whether_the_office_has_spoken() {
    let mut world = World::new();
    world.put_back(false);
    for _ in 0..2 {
        for person in [&world.handler, &world.office.owner, &world.reporter] {
            assert_eq!(person.refused(&["sync"]), "log_inconsistent");
        }
    }
    world.accept();
    world.handler.ask(&["sync"]);
    assert_eq!(world.handler.ask(&["verify"])["ok"], true);
    let evidence = world.office.folder().join("evidence");
    assert_eq!(world.handler.ask(&["verify", "--evidence", evidence.to_str().unwrap()])["logs"], json!([]));
}

// rule: LOG-44
#[test]
fn a_statement_excuses_one_restore_and_no_other() {
    let mut world = World::new();
    world.put_back(true);
    world.accept();
    world.handler.ask(&["sync"]);
    // A copy that has the statement, and one from before it.
    let newer = world.office.folder().join("newer");
    world.office.relay.copied_to(&newer);
    let (another, _) = world.office.reporter("another");
    send(&another, &world.organisation, "Second.", &["--wait"]).unwrap();
    world.handler.ask(&["sync"]);
    world.office.relay.put_back(&newer, false);
    assert_eq!(world.handler.refused(&["sync"]), "log_inconsistent");
    world.put_back(false);
    for person in [&world.handler, &world.office.owner, &another] {
        assert_eq!(person.refused(&["sync"]), "log_inconsistent");
    }
    // Until the office says that it was restored once more, with a higher number.
    world.accept();
    world.office.owner.ask(&["sync"]);
    assert_eq!(world.office.owner.ask(&["card", "show"])["restored"]["incarnation"], 3);
    // Who saw two logs, of which neither is the one that goes on, has evidence that no statement about one restore explains.
    assert_eq!(world.handler.refused(&["sync"]), "log_inconsistent");
}

// rule: LOG-44
#[test]
fn what_a_restored_relay_lost_of_the_roster_is_published_again() {
    let mut world = World::new();
    world.office.handler("late", "Jonas Ek");
    let certified = |person: &Person| person.ask(&["org", "members"])["members"].as_array().unwrap().len();
    assert_eq!(certified(&world.office.owner), 3);
    world.handler.ask(&["sync"]);
    world.put_back(true);
    world.accept();
    world.handler.ask(&["sync"]);
    assert_eq!(certified(&world.office.owner), 3);
    let (newcomer, organisation) = world.office.reporter("newcomer");
    let case = text(&send(&newcomer, &organisation, "To all three.", &["--wait"]).unwrap()["case"]);
    world.handler.ask(&["sync"]);
    assert_eq!(bodies(&world.handler, &case), ["To all three."]);
}
