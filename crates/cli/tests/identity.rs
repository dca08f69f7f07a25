//! Saying who one is, and taking it back, by the real programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{fs, path::Path};

use common::{send, text};
use serde_json::Value;
use sotto_testkit::{Office, Person, files_with, forms};

const NAME: &str = "Dana Veldt-c4f19e";
const REASON: &str = "To grant formal protection.";
/// How the key store names the data keys of records.
const KEY_SCOPE: &[u8] = b"identity/";

struct World {
    office: Office,
    tomasz: (Person, String),
    adaeze: (Person, String),
    reporter: Person,
    case: String,
}

impl World {
    fn new() -> Self {
        let office = Office::new();
        let tomasz = office.handler("tomasz", "Tomasz Brandl");
        let adaeze = office.handler("adaeze", "Adaeze Okoro");
        let (reporter, organisation) = office.reporter("reporter");
        let sent = send(&reporter, &organisation, "Two pumps.", &["--pseudonym", "Night Shift", "--wait"]).unwrap();
        let world = Self { case: text(&sent["case"]), office, tomasz, adaeze, reporter };
        world.sync();
        world
    }

    fn sync(&self) {
        for person in [&self.office.owner, &self.tomasz.0, &self.adaeze.0, &self.reporter] {
            person.ask(&["sync"]);
        }
    }

    fn disclose(&self, readers: &[&str]) -> Result<Value, String> {
        let mut asked = vec!["identity", "disclose", &self.case, "--name", NAME, "--confirm", "night  shift"];
        for reader in readers {
            asked.extend(["--reader", reader]);
        }
        self.reporter.run(&asked, "").map_err(|refused| refused.code)
    }

    fn open(&self, person: &Person) -> Result<Value, String> {
        person.run(&["identity", "open", &self.case, "--reason", REASON], "").map_err(|refused| refused.code)
    }

    fn status(&self, person: &Person) -> Value {
        person.ask(&["sync"]);
        person.ask(&["identity", "status", &self.case])
    }

    fn relay(&self) -> &Path {
        self.office.relay.data()
    }
}

fn refusal(code: &str) -> Result<Value, String> {
    Err(code.to_owned())
}

// rule: IDEN-01, IDEN-02, IDEN-07, IDEN-10, IDEN-11, IDEN-12, IDEN-13
#[test]
fn an_identity_is_disclosed_opened_and_withdrawn_on_the_record() {
    let mut world = World::new();
    let other_name = ["identity", "disclose", &world.case, "--name", NAME, "--confirm", "Day Shift"];
    assert_eq!(world.reporter.refused(&other_name), "pseudonym_mismatch");
    let nothing = ["identity", "disclose", &world.case, "--confirm", "Night Shift"];
    assert_eq!(world.reporter.refused(&nothing), "bad_request");
    assert_eq!(world.reporter.ask(&["identity", "status", &world.case])["state"], "not_known");

    let disclosed = world.disclose(&[&world.tomasz.1]).unwrap();
    assert_eq!((&disclosed["state"], &disclosed["entry"]["verified"]), (&"sent".into(), &true.into()));
    assert_eq!(world.disclose(&[]), refusal("already_disclosed"));
    assert!(!files_with(world.relay(), KEY_SCOPE).is_empty());

    // Nobody but the one who was chosen opens it, and nobody has yet.
    assert_eq!(world.open(&world.office.owner), refusal("not_permitted"));
    assert_eq!(world.open(&world.adaeze.0), refusal("not_permitted"));
    assert_eq!(world.status(&world.reporter)["openings"], Value::Array(Vec::new()));
    let opened = world.open(&world.tomasz.0).unwrap();
    assert_eq!((&opened["name"], &opened["contact"]), (&NAME.into(), &Value::Null));

    // The reporter is told who, why, and where the log has it; so are the other readers, but not what was said.
    for person in [&world.reporter, &world.office.owner] {
        let told = world.status(person);
        let [opening] = told["openings"].as_array().unwrap().as_slice() else { panic!("{told}") };
        assert_eq!((&opening["by"], &opening["reason"]), (&"Tomasz Brandl".into(), &REASON.into()));
        assert_eq!((&opening["state"], &opening["entry"]), (&"opened".into(), &opened["entry"]["index"]));
        assert_eq!(told["readers"], Value::from(vec!["Tomasz Brandl"]));
    }
    let verified = world.reporter.ask(&["verify", &world.case]);
    let kinds: Vec<&str> =
        verified["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["case.opened", "identity.disclosed", "identity.opened"]);

    let whole = world.tomasz.0.ask(&["verify", "--whole"]);
    assert_eq!((&whole["ok"], &whole["checkpoint"]["size"]), (&true.into(), &verified["checkpoint"]["size"]));
    assert_eq!(world.reporter.refused(&["verify", "--whole"]), "not_permitted");

    let withdrawn = world.reporter.ask(&["identity", "withdraw", &world.case]);
    assert_eq!(withdrawn["entry"]["verified"], true);
    assert_eq!(world.open(&world.tomasz.0), refusal("withdrawn"));
    assert_eq!(world.status(&world.tomasz.0)["state"], "withdrawn");
    assert_eq!(world.reporter.refused(&["identity", "withdraw", &world.case]), "withdrawn");
    assert_eq!(files_with(world.relay(), KEY_SCOPE), Vec::<String>::new());

    // Again: another record under another key.
    world.disclose(&[&world.adaeze.1]).unwrap();
    assert_eq!(world.open(&world.tomasz.0), refusal("not_permitted"));
    assert_eq!(world.open(&world.adaeze.0).unwrap()["name"], NAME);

    // What was said is nowhere: not at the relay, not in a vault's folder, not in a log.
    for form in forms(NAME).into_iter().chain(forms(REASON)) {
        assert_eq!(files_with(world.office.folder(), &form), Vec::<String>::new());
    }
    world.office.relay.stop();
    assert_eq!(world.office.relay.verify_log()["ok"], true);
}

// rule: IDEN-04, IDEN-06, IDEN-09
#[test]
fn a_second_person_agrees_first() {
    let world = World::new();
    let (owner, tomasz, adaeze) = (&world.office.owner, &world.tomasz, &world.adaeze);
    let openers = format!("{},{}", tomasz.1, adaeze.1);
    owner.ask(&["org", "policy", "set", "identity.openers", &openers]);
    let alone = ["org", "policy", "set", "identity.approvers", &tomasz.1];
    assert_eq!(owner.refused(&alone), "bad_request");
    let shown = owner.ask(&["org", "policy", "set", "identity.approvers", &openers]);
    assert_eq!(shown["identity"]["approvers"], Value::from(vec![tomasz.1.as_str(), adaeze.1.as_str()]));
    assert_eq!(tomasz.0.refused(&["org", "policy", "set", "identity.approvers", "none"]), "not_permitted");
    world.sync();

    let owner_id = text(&owner.ask(&["org", "members"])["members"][0]["handler"]);
    assert_eq!(world.disclose(&[&owner_id]), refusal("reader_not_certified"));
    world.disclose(&[&tomasz.1]).unwrap();
    assert_eq!(world.open(&tomasz.0), refusal("approval_pending"));
    // Not before somebody agreed, and not the one who asks.
    assert_eq!(world.open(&tomasz.0), refusal("approval_pending"));
    assert_eq!(tomasz.0.ask(&["approval", "list"])["approvals"], Value::Array(Vec::new()));

    let approval = |person: &Person| {
        person.ask(&["sync"]);
        person.ask(&["approval", "list"])["approvals"].as_array().unwrap().clone()
    };
    assert_eq!(approval(owner), Vec::<Value>::new());
    let asked = approval(&adaeze.0);
    assert_eq!(asked.len(), 1);
    assert_eq!((&asked[0]["asked_by"], &asked[0]["reason"]), (&"Tomasz Brandl".into(), &REASON.into()));
    adaeze.0.ask(&["approval", "decline", &text(&asked[0]["approval"])]);
    assert_eq!(world.status(&tomasz.0)["openings"][0]["state"], "refused");

    assert_eq!(world.open(&tomasz.0), refusal("approval_pending"));
    let asked = approval(&adaeze.0);
    adaeze.0.ask(&["approval", "approve", &text(&asked[0]["approval"])]);
    assert_eq!(world.open(&tomasz.0).unwrap()["name"], NAME);
    let told = world.status(&world.reporter);
    assert_eq!(told["openings"][1]["approved_by"], "Adaeze Okoro");
    // It was good once.
    assert_eq!(world.open(&tomasz.0), refusal("approval_pending"));
    // The second person has half of a key and was not chosen.
    assert_eq!(world.open(&adaeze.0), refusal("not_permitted"));
    // A request that waits is over with the withdrawal.
    world.reporter.ask(&["identity", "withdraw", &world.case]);
    assert_eq!(approval(&adaeze.0), Vec::<Value>::new());
    assert_eq!(world.open(&tomasz.0), refusal("withdrawn"));
}

// rule: IDEN-08
#[test]
fn a_handler_asks_once_and_both_answers_are_equal() {
    let world = World::new();
    let tomasz = &world.tomasz.0;
    let ask = ["identity", "ask", &world.case, "--reason", "May we know who you are?"];
    tomasz.ask(&ask);
    assert_eq!(tomasz.refused(&ask), "already_asked");
    let asked = world.status(&world.reporter);
    assert_eq!(asked["asked"]["reason"], "May we know who you are?");
    world.reporter.ask(&["identity", "keep", &world.case]);
    assert_eq!(world.status(tomasz)["asked"], Value::Null);
    assert_eq!(world.reporter.refused(&["identity", "keep", &world.case]), "not_found");

    tomasz.ask(&ask);
    world.reporter.ask(&["sync"]);
    world.disclose(&[]).unwrap();
    let told = world.status(tomasz);
    assert_eq!((&told["asked"], &told["state"]), (&Value::Null, &"disclosed".into()));
    assert_eq!(tomasz.refused(&ask), "already_disclosed");
    assert_eq!(world.reporter.refused(&ask), "not_permitted");
}

#[test]
fn a_document_goes_with_it_and_never_overwrites() {
    let world = World::new();
    let pass = world.office.folder().join("pass.jpg");
    fs::write(&pass, b"a picture of a pass").unwrap();
    let disclose = |file: &Path| {
        let file = file.to_str().unwrap();
        let asked = ["identity", "disclose", &world.case, "--document", file, "--confirm", "Night Shift"];
        world.reporter.run(&asked, "").map_err(|refused| refused.code)
    };
    assert_eq!(disclose(&world.office.folder().join("none.jpg")), refusal("attachment_unreadable"));
    let large = world.office.folder().join("large.jpg");
    fs::write(&large, vec![1; 512 * 1024 + 1]).unwrap();
    assert_eq!(disclose(&large), refusal("message_too_large"));
    disclose(&pass).unwrap();
    let saved = world.office.folder().join("saved.jpg");
    let open = ["identity", "open", &world.case, "--reason", REASON, "--output", saved.to_str().unwrap()];
    assert_eq!(world.office.owner.ask(&open)["document"], "pass.jpg");
    assert_eq!(fs::read(&saved).unwrap(), b"a picture of a pass");
    assert_eq!(world.office.owner.refused(&open), "file_exists");
}

/// A disclosure that waits, or that the relay does not take, can be called back, and holds nothing else up.
#[test]
fn a_disclosure_that_has_not_left_is_called_back() {
    let mut world = World::new();
    world.office.relay.stop();
    assert_eq!(world.disclose(&[&world.tomasz.1]), refusal("relay_unreachable"));
    assert_eq!(world.disclose(&[&world.adaeze.1]), refusal("already_disclosed"));
    let cancelled = world.reporter.ask(&["identity", "withdraw", &world.case]);
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(world.reporter.refused(&["identity", "withdraw", &world.case]), "not_found");
    world.disclose(&[&world.tomasz.1]).unwrap_err();
    world.office.relay.run();

    // Meanwhile the office says that somebody else opens.
    let owner = &world.office.owner;
    owner.ask(&["org", "policy", "set", "identity.openers", &world.adaeze.1]);
    assert_eq!(world.reporter.refused(&["identity", "keep", &world.case]), "not_found");
    let sync = world.reporter.ask(&["sync"]);
    assert_eq!((&sync["sent"], &sync["pending"]), (&0.into(), &1.into()));
    assert_eq!(world.reporter.ask(&["identity", "withdraw", &world.case])["state"], "cancelled");
    assert_eq!(world.disclose(&[&world.tomasz.1]), refusal("reader_not_certified"));
    world.disclose(&[&world.adaeze.1]).unwrap();
    assert_eq!(world.open(&world.adaeze.0).unwrap()["name"], NAME);
}

/// A stranger with the card alone checks that an opening is in the log, without a vault and without a network.
#[test]
fn a_proof_convinces_a_stranger_who_has_the_card() {
    let mut world = World::new();
    world.disclose(&[&world.tomasz.1]).unwrap();
    world.open(&world.tomasz.0).unwrap();
    world.reporter.ask(&["sync"]);
    let folder = world.office.folder().join("proofs");
    let save = ["verify", &world.case, "--save", folder.to_str().unwrap()];
    let entries = world.reporter.ask(&save)["entries"].as_array().unwrap().clone();
    assert_eq!(world.reporter.refused(&save), "file_exists");
    let opened = entries.last().unwrap();
    assert_eq!(opened["kind"], "identity.opened");
    world.office.relay.stop();

    let proof = folder.join(format!("{}.tlog-proof", opened["index"]));
    let stranger = Person::at(&world.office.folder().join("nobody"));
    let (card, link) = (text(&world.office.card["card_file"]), text(&world.office.card["card_link"]));
    for card in [&card, &link] {
        let found = stranger.ask(&["verify", "--bundle", proof.to_str().unwrap(), "--card", card]);
        assert_eq!((&found["ok"], &found["entries"][0]["kind"]), (&true.into(), &"identity.opened".into()));
        assert!(text(&found["entries"][0]["event"]).contains("identity.opened"));
    }
    // Whoever has a vault needs no other card than those in it.
    let own = ["verify", "--bundle", proof.to_str().unwrap()];
    assert_eq!(world.office.owner.ask(&own)["entries"][0]["index"], opened["index"]);
    let unknown = world.office.person("unknown");
    assert_eq!(unknown.refused(&own), "organisation_unknown");

    let bytes = fs::read(&proof).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let refused = |changed: String| {
        let file = world.office.folder().join("changed.tlog-proof");
        fs::write(&file, changed).unwrap();
        stranger.refused(&["verify", "--bundle", file.to_str().unwrap(), "--card", &card])
    };
    let index = format!("index {}", opened["index"]);
    assert_eq!(refused(text.replacen(&index, "index 0", 1)), "entry_missing");
    assert_eq!(refused(text.replacen("extra ", "extra AAAA", 1)), "entry_missing");
    assert_eq!(refused("nothing".into()), "bad_request");
    let another = Office::new();
    let file = common::text(&another.card["card_file"]);
    let against = ["verify", "--bundle", proof.to_str().unwrap(), "--card", &file];
    assert_eq!(stranger.refused(&against), "log_inconsistent");
}

/// Whoever is removed from a case opens nothing any more, though their device holds the key.
#[test]
fn who_does_not_read_the_case_opens_nothing() {
    let world = World::new();
    world.disclose(&[&world.tomasz.1]).unwrap();
    world.tomasz.0.ask(&["sync"]);
    world.office.owner.ask(&["case", "unassign", &world.case, &world.tomasz.1]);
    assert!(world.open(&world.tomasz.0).is_err());
    assert_eq!(world.status(&world.reporter)["openings"], Value::Array(Vec::new()));
}
