//! A relay that was put back from an older copy, whose rooms are filled again by those who wrote in them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use std::path::PathBuf;

use common::{bodies, send, text};
use sotto_testkit::{Office, Person, files_with};

/// An office whose OWNER reads no more than the report, and a handler and a reporter who go on after the relay was copied.
struct World {
    office: Office,
    handler: Person,
    reporter: Person,
    organisation: String,
    case: String,
    older: PathBuf,
}

impl World {
    fn new() -> Self {
        let office = Office::new();
        let (handler, _) = office.handler("handler", "Tomasz Brandl");
        let (reporter, organisation) = office.reporter("reporter");
        let case = text(&send(&reporter, &organisation, "Report.", &["--wait"]).unwrap()["case"]);
        let older = office.folder().join("older");
        let mut world = Self { office, handler, reporter, organisation, case, older };
        for person in [&world.handler, &world.office.owner] {
            person.ask(&["sync"]);
        }
        world.office.relay.copied_to(&world.older);
        world
    }

    fn says(&self, person: &Person, body: &str) {
        person.ask(&["sync"]);
        person.ask_with(&["case", "reply", &self.case, "--body-file", "-", "--wait"], body);
    }

    /// What is lost: of both, in turn, with an entry and without one.
    fn goes_on(&self) {
        self.says(&self.reporter, "First.");
        self.says(&self.handler, "Second.");
        self.handler.ask(&["case", "status", &self.case, "in_review"]);
        self.handler.ask(&["sync"]);
        self.says(&self.reporter, "Third.");
        self.handler.ask(&["sync"]);
    }

    fn is_restored(&mut self) {
        let older = self.older.clone();
        self.office.relay.put_back(&older, true);
        assert_eq!(self.office.owner.ask(&["org", "accept-restore", "--confirm"])["stated"], true);
    }

    /// All people read the same, and go on from the same head.
    fn is_whole(&self, told: &[&str]) {
        let people = [&self.office.owner, &self.handler, &self.reporter];
        for person in people {
            person.ask(&["sync"]);
            assert_eq!(bodies(person, &self.case), told);
            let verified = person.ask(&["verify", &self.case]);
            assert_eq!(verified["ok"], true, "{verified}");
        }
        // A head that is another one would not be written on.
        for (person, body) in people.iter().zip(["By the owner.", "By the handler.", "By the reporter."]) {
            self.says(person, body);
        }
        let all = [told, &["By the owner.", "By the handler.", "By the reporter."]].concat();
        for person in people {
            person.ask(&["sync"]);
            assert_eq!(bodies(person, &self.case), all);
        }
    }
}

const TOLD: [&str; 4] = ["Report.", "First.", "Second.", "Third."];

// rule: ROOM-19
#[test]
fn a_room_is_filled_again_by_who_wrote_whoever_comes_first() {
    for is_reporter_first in [true, false] {
        let mut world = World::new();
        world.goes_on();
        world.is_restored();
        let (first, second) =
            if is_reporter_first { (&world.reporter, &world.handler) } else { (&world.handler, &world.reporter) };
        for person in [first, second, first, second] {
            person.ask(&["sync"]);
        }
        // Somebody who never saw what was lost reads all of it, once and in order.
        world.office.owner.ask(&["sync"]);
        assert_eq!(bodies(&world.office.owner, &world.case), TOLD);
        world.is_whole(&TOLD);
        let log = world.office.owner.ask(&["log"])["entries"].to_string();
        assert_eq!(log.matches("case.status").count(), 1, "{log}");
        world.office.relay.stop();
        assert_eq!(world.office.relay.verify_log()["ok"], true);
    }
}

// rule: ROOM-19
#[test]
fn what_waits_is_sent_after_what_was_lost() {
    let mut world = World::new();
    world.goes_on();
    world.is_restored();
    // The handler wrote in the middle: it is the reporter's turn.
    let reply = ["case", "reply", &world.case, "--body-file", "-"];
    world.handler.ask_with(&reply, "Fourth.");
    assert_eq!(world.handler.ask(&["sync"])["pending"], 1);
    assert_eq!(world.office.owner.ask(&["sync"])["received"], 0);
    world.reporter.ask(&["sync"]);
    assert_eq!(world.handler.ask(&["sync"])["pending"], 1, "the reporter has more to send again");
    world.reporter.ask(&["sync"]);
    assert_eq!(world.handler.ask(&["sync"])["pending"], 0);
    world.is_whole(&["Report.", "First.", "Second.", "Third.", "Fourth."]);
}

// rule: ROOM-19
#[test]
fn messages_of_which_the_log_says_nothing_come_back_too() {
    let mut world = World::new();
    // No device sees a contradiction: the log of the copy is as long as the one that they saw.
    world.says(&world.reporter, "First.");
    world.handler.ask(&["sync"]);
    world.is_restored();
    world.handler.ask(&["sync"]);
    world.reporter.ask(&["sync"]);
    world.office.owner.ask(&["sync"]);
    assert_eq!(bodies(&world.office.owner, &world.case), ["Report.", "First."]);
    world.is_whole(&["Report.", "First."]);
}

// rule: ROOM-19, LOG-17
#[test]
fn a_case_that_was_opened_after_the_copy_is_opened_again() {
    let mut world = World::new();
    let (newcomer, organisation) = world.office.reporter("newcomer");
    let case = text(&send(&newcomer, &organisation, "Another.", &["--wait"]).unwrap()["case"]);
    world.handler.ask(&["sync"]);
    let reply = |person: &Person, body: &str| {
        person.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], body);
    };
    reply(&world.handler, "An answer.");
    newcomer.ask(&["sync"]);
    world.is_restored();

    world.handler.ask(&["sync"]);
    for person in [&newcomer, &world.handler, &newcomer, &world.handler, &world.office.owner] {
        person.ask(&["sync"]);
    }
    for person in [&newcomer, &world.handler, &world.office.owner] {
        assert_eq!(bodies(person, &case), ["Another.", "An answer."]);
        assert_eq!(person.ask(&["verify", &case])["ok"], true);
    }
    reply(&newcomer, "More.");
    world.handler.ask(&["sync"]);
    assert_eq!(bodies(&world.handler, &case), ["Another.", "An answer.", "More."]);
}

// rule: ROOM-19, IDEN-13
#[test]
fn a_withdrawal_that_a_restored_relay_lost_is_done_again() {
    let mut world = World::new();
    let pseudonym = text(&world.reporter.ask(&["case", "show", &world.case])["pseudonym"]);
    let disclose = ["identity", "disclose", &world.case, "--name", "Dana Veldt", "--confirm", &pseudonym];
    world.reporter.ask(&disclose);
    world.handler.ask(&["sync"]);
    std::fs::remove_dir_all(&world.older).unwrap();
    world.office.relay.copied_to(&world.older);
    world.reporter.ask(&["identity", "withdraw", &world.case]);
    world.handler.ask(&["sync"]);
    let records = |world: &World| files_with(world.office.relay.data(), b"identity/");
    assert!(records(&world).is_empty());
    world.is_restored();
    assert!(!records(&world).is_empty(), "the copy has it");

    world.reporter.ask(&["sync"]);
    assert!(records(&world).is_empty());
    for person in [&world.office.owner, &world.handler, &world.reporter] {
        person.ask(&["sync"]);
        assert_eq!(person.ask(&["identity", "status", &world.case])["state"], "withdrawn");
    }
}

// rule: ROOM-20
#[test]
fn somebody_who_wrote_before_it_was_filled_again_holds_up_that_case_alone() {
    let mut world = World::new();
    world.says(&world.reporter, "First.");
    world.handler.ask(&["sync"]);
    let other = text(&send(&world.reporter, &world.organisation, "Another.", &["--wait"]).unwrap()["case"]);
    world.is_restored();
    // The OWNER never saw what the reporter wrote.
    world.says(&world.office.owner, "Instead.");
    for _ in 0..2 {
        assert_eq!(world.handler.refused(&["sync"]), "entry_missing");
        assert_eq!(world.reporter.refused(&["sync"]), "entry_missing");
    }
    assert_eq!(bodies(&world.handler, &world.case), ["Report.", "First."]);
    assert_eq!(bodies(&world.handler, &other), ["Another."]);
    let listed = world.office.owner.ask(&["case", "list"]);
    assert_eq!(listed["cases"].as_array().unwrap().len(), 1, "{listed}");
    world.office.owner.ask(&["sync"]);
    assert_eq!(bodies(&world.office.owner, &other), ["Another."]);
}
