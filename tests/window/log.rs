//! The office's log as its members see it: proved, searched, opened, saved for a stranger.

use std::path::Path;

use serde_json::json;
use sotto_testkit::{Office, PASSPHRASE, Person, Witness, until};

use crate::{driver::Window, vault::unlock};

const REASON: &str = "To grant formal protection against retaliation.";
const CASE: &str = "Night Shift";
const TITLE: &str = "Valve replacement contracts";
/// Where the log has the opening.
const OPENED: usize = 8;

/// An office with a case that its OWNER and a handler read and whose reporter said who they are, and a colleague who came
/// later.
struct World {
    office: Office,
    tomasz: Person,
    adaeze: Person,
}

impl World {
    fn new() -> Self {
        let office = Office::new();
        let (tomasz, tomasz_id) = office.handler("tomasz", "Tomasz Brandl");
        let (reporter, organisation) = office.reporter("reporter");
        let new = ["draft", "new", "--to", &organisation, "--title", TITLE, "--body-file", "-"];
        let draft = text(&reporter.ask_with(&new, "Two pumps."), "draft");
        let case = text(&reporter.ask(&["send", &draft, "--pseudonym", CASE, "--wait"]), "case");
        for person in [&office.owner, &tomasz] {
            person.ask(&["sync"]);
        }
        office.owner.ask(&["case", "status", &case, "acknowledged"]);
        office.owner.ask(&["sync"]);
        reporter.ask(&["sync"]);
        reporter.ask(&[
            "identity",
            "disclose",
            &case,
            "--name",
            "Dana Veldt",
            "--reader",
            &tomasz_id,
            "--confirm",
            CASE,
        ]);
        tomasz.ask(&["identity", "open", &case, "--reason", REASON]);
        office.owner.ask(&["sync"]);
        let (adaeze, _) = office.handler("adaeze", "Adaeze Okoro");
        Self { office, tomasz, adaeze }
    }
}

fn text(answer: &serde_json::Value, key: &str) -> String {
    answer.get(key).and_then(serde_json::Value::as_str).expect("a text").to_owned()
}

async fn at_log(profile: &Path, language: &'static str) -> Window {
    let mut window = Window::open(profile).await;
    window.speak(language).await;
    unlock(&window, PASSPHRASE).await;
    window.press("Audit log").await;
    window.heading("Audit log").await;
    window.text("Verified on this device").await;
    window
}

/// Waits until these entries are shown, in this order.
async fn shows(window: &Window, entries: &[usize]) {
    let numbers: Vec<String> = entries.iter().map(ToString::to_string).collect();
    window.shows_texts("//main[not(ancestor::*[@inert])]//li/button/span[1]", &numbers).await;
}

// proves: PRIV-34
#[tokio::test]
async fn the_log_is_proved_searched_and_saved_for_a_stranger() {
    proved_searched_and_saved("en").await;
}

#[tokio::test]
async fn and_from_right_to_left() {
    proved_searched_and_saved("ar").await;
}

async fn proved_searched_and_saved(language: &'static str) {
    let mut world = World::new();
    let window = at_log(world.tomasz.profile(), language).await;
    shows(&window, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]).await;
    window.text("None named").await;
    window.text("The log begins here.").await;
    window.picture("h3-audit-log").await;

    window.press("Identity").await;
    shows(&window, &[8, 7]).await;
    window.press("Keys").await;
    shows(&window, &[10, 3]).await;
    window.press("Everything").await;
    window.select("Who", "The reporter").await;
    shows(&window, &[7, 5]).await;
    window.select("Who", "Ines Halvorsen").await;
    shows(&window, &[11, 9, 6, 4, 2, 1, 0]).await;
    window.select("Who", "Anyone").await;
    window.select("When", "Today").await;
    shows(&window, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]).await;
    window.select("When", "Any time").await;
    window.fill("Search entries", "night RETALIATION").await;
    shows(&window, &[OPENED]).await;
    window.fill("Search entries", "no such words").await;
    window.text_gone(CASE).await;
    window.paste("Search entries", "").await;

    // A line is opened, and the next one, without a mouse.
    window.tab_to(&OPENED.to_string()).await;
    window.keys(&["Enter"]).await;
    window.text("Proven to be in the log, verified on this device").await;
    window.text("The computed root equals the signed root").await;
    window.text(TITLE).await;
    window.picture("h3-audit-log-entry").await;
    window.keys(&["ArrowDown", "Enter"]).await;
    window
        .text("The log stores the day of what a reporter does. Whoever is connected can still note the minute.")
        .await;
    window.keys(&["ArrowUp", "Enter"]).await;

    window.press("Save proof bundle…").await;
    window.text("sottoctl verify --bundle").await;
    window.picture("h3-audit-log-saved").await;
    let bundle = window.saved().join(format!("{OPENED}.tlog-proof"));
    window.press("Save proof bundle…").await;
    window.text("A file with this name is there already. It was not replaced. Choose another name.").await;

    // Without the relay, what was checked stays, and says when that was.
    world.office.relay.stop();
    window.press("Check again").await;
    window.text("Not checked again").await;
    window.text(CASE).await;
    window.picture("h3-audit-log-unreachable").await;
    let stranger = Person::at(&world.office.folder().join("nobody"));
    let card = text(&world.office.card, "card_file");
    let checked = stranger.ask(&["verify", "--bundle", bundle.to_str().expect("a path"), "--card", &card]);
    assert_eq!(checked.pointer("/entries/0/kind"), Some(&json!("identity.opened")));
    world.office.relay.run();
    window.press("Check again").await;
    window.text("Verified on this device").await;
    assert_eq!(window.title().await, "Sotto");
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
}

// proves: PRIV-34
#[tokio::test]
async fn of_a_case_that_one_does_not_read_there_is_an_entry_and_nothing_else() {
    let world = World::new();
    let window = at_log(world.adaeze.profile(), "en").await;
    shows(&window, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]).await;
    window.text_gone(CASE).await;
    window.press("Save proof bundle…").await;
    window.text("Open an entry first.").await;
    window.press_in_list("A case you cannot read").await;
    window.text("Proven to be in the log, verified on this device").await;
    window.picture("h3-audit-log-closed").await;
    window.press("Save proof bundle…").await;
    window.text("There is no bundle of an entry that you may not read.").await;
    assert_eq!(std::fs::read_dir(window.saved()).expect("a folder").count(), 0);
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
}

#[tokio::test]
async fn too_few_witnesses_are_told_and_stop_nothing() {
    let mut office = Office::new();
    let (tomasz, _) = office.handler("tomasz", "Tomasz Brandl");
    office.relay.stop();
    let logs = office.relay.log_keys();
    let folder = office.folder().to_owned();
    let first = Witness::start(&folder.join("one"), "one.example", &logs);
    let second = Witness::made(&folder.join("two"), "two.example");
    office.relay.administer(&["witness", "add"], &["--prefix", &first.prefix, &first.vkey]).expect("a witness");
    office.relay.run();
    until("the witness cosigns", || office.relay.cosigned() > 0).await;
    let named = format!("{},{second}", first.vkey);
    office.owner.ask(&["org", "policy", "set", "log.witnesses", &named]);

    let window = at_log(tomasz.profile(), "en").await;
    window.text("agree: too few").await;
    window.text("Nothing is stopped.").await;
    window.picture("h3-audit-log-too-few").await;
    office.owner.ask(&["org", "policy", "set", "log.threshold", "1"]);
    window.press("Check again").await;
    window.text("they saw this same log").await;
    window.text_gone("too few").await;
    window.picture("h3-audit-log-witnessed").await;
}

#[tokio::test]
async fn earlier_pages_are_read_until_enough_is_found() {
    const INVITED: usize = 110;
    let office = Office::new();
    let window = Window::open(office.owner.profile()).await;
    unlock(&window, PASSPHRASE).await;
    window.heading("Mine").await;
    for _ in 0..INVITED {
        window.ask("org_invite", json!({ "email": "mara@northmere.example", "role": "MEMBER" })).await;
    }
    window.keys(&["g", "l"]).await;
    window.heading("Audit log").await;
    window.text("Verified on this device").await;
    window.text_gone("The office was set up").await;
    window.fill("Search entries", "set up").await;
    window.text("The office was set up").await;
    shows(&window, &[0]).await;
    window.keys(&["Tab", "/"]).await;
    window.focus_is_on_a("[type=search]").await;
    window.paste("Search entries", "").await;
    let newest = INVITED + 1;
    window.press_in_list(&newest.to_string()).await;
    window.text("Proven to be in the log, verified on this device").await;
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
}
