//! Who a reporter is: asked for, told, opened on the record, withdrawn.

use std::path::Path;

use sotto_testkit::{Office, PASSPHRASE, Person, files_with};

use crate::{
    driver::Window,
    journey::{Founded, TITLE, found, is_in_no_file, send_soon, write},
    states::certify_another,
    vault::{FIRST_RUN, make_without_phrase, unlock},
};

const NAME: &str = "Dana Veldt-c4f19e";
const WORK: &str = "Stores, Station 6-b81d";
const PASS: &[u8] = b"CANARY-7d20c3: a picture of a work pass";
const QUESTION: &str = "May we know who you are? It would let us protect you.";
const REASON: &str = "To grant formal protection against retaliation.";
const OWNER: &str = "Ines Halvorsen";
/// For how long an opened identity is shown.
const SHOWN_MS: u32 = 120_000;

// proves: PRIV-10, PRIV-24, PRIV-29, PRIV-30, PRIV-32, PRIV-33
#[tokio::test]
async fn an_identity_is_asked_for_told_opened_and_withdrawn() {
    asked_told_opened_and_withdrawn("en").await;
}

#[tokio::test]
async fn and_from_right_to_left() {
    asked_told_opened_and_withdrawn("ar").await;
}

async fn asked_told_opened_and_withdrawn(language: &'static str) {
    let Founded { folder, handler, card_link, mut relay, .. } = found(language).await;
    certify_another(&handler, &folder.path().join("colleague")).await;
    let mut reporter = Window::open(&folder.path().join("reporter")).await;
    reporter.speak(language).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    let pseudonym = report(&reporter, &card_link).await;
    reporter.heading("You have not told them who you are").await;

    // A question has two answers, and both look alike.
    handler.press("New").await;
    handler.press_in_list(TITLE).await;
    ask(&handler).await;
    reporter.text(QUESTION).await;
    reporter.heading("They asked who you are").await;
    let (tell, keep) = (reporter.button("Tell them who I am…").await, reporter.button("Not now").await);
    let (tell, keep) = (tell.rect().await.expect("a place"), keep.rect().await.expect("a place"));
    assert_eq!((tell.width.round(), tell.height.round()), (keep.width.round(), keep.height.round()));
    reporter.picture("r6-asked").await;
    reporter.press("Not now").await;
    reporter.heading("You have not told them who you are").await;
    handler.heading("Identity not known").await;
    ask(&handler).await;
    reporter.heading("They asked who you are").await;

    reporter.press("Tell them who I am…").await;
    reporter.heading("Tell them who you are").await;
    reporter.tab_to("Full name").await;
    reporter.keys(&[" ", "Tab", NAME]).await;
    reporter.text("Choose who may open it").await;
    reporter.choose(OWNER).await;
    reporter.text("Ready when the name matches").await;
    let (partly, wholly) = (&pseudonym[..pseudonym.len() - 1], format!("  {} ", pseudonym.to_lowercase()));
    reporter.fill_explained(partly).await;
    assert!(!reporter.is_enabled("Share my name").await);
    reporter.press("Share my name").await;
    reporter.picture("r6-reveal").await;
    reporter.choose("Where I work").await;
    reporter.fill("Where I work", WORK).await;
    reporter.offer(&[("work-pass.jpg", PASS)]);
    reporter.choose("A document").await;
    reporter.press("Choose a file…").await;
    reporter.text("work-pass.jpg").await;
    reporter.fill_explained(&wholly).await;
    reporter.text(NAME).await;
    reporter.picture("r6-reveal-more").await;
    // Without the network it waits, and can be kept back.
    relay.kill();
    reporter.text("Offline").await;
    reporter.press("Share this").await;
    reporter.heading("Waiting to be sent").await;
    reporter.picture("r6-waiting").await;
    reporter.press("Do not send it").await;
    reporter.heading("They asked who you are").await;
    relay.run();
    reporter.press("Tell them who I am…").await;
    reporter.tab_to("Full name").await;
    reporter.keys(&[" ", "Tab", NAME]).await;
    reporter.choose("Where I work").await;
    reporter.fill("Where I work", WORK).await;
    reporter.choose("A document").await;
    reporter.press("Choose a file…").await;
    reporter.text("work-pass.jpg").await;
    reporter.choose(OWNER).await;
    reporter.fill_explained(&wholly).await;
    reporter.press("Share this").await;
    reporter.heading("You told them who you are").await;
    reporter.text("Nobody has opened it yet").await;

    handler.heading("Identity disclosed to you").await;
    handler.press("Open identity…").await;
    handler.heading("Open this person’s identity?").await;
    assert!(!handler.is_enabled("Open identity").await);
    handler.fill_explained(REASON).await;
    handler.picture("h1-open-identity").await;
    handler.press_within("dialog", "Open identity").await;
    handler.text(NAME).await;
    handler.text(WORK).await;
    handler.text("work-pass.jpg").await;
    assert_eq!(handler.title().await, "Sotto");
    handler.picture("h1-identity-opened").await;
    handler.keys(&["Control+a", "Control+c"]).await;
    handler.press_within("dialog", "Hide it now").await;
    handler.text_gone(NAME).await;

    reporter.text(REASON).await;
    reporter.picture("r6-revealed").await;

    // Whoever is about to open when it is withdrawn opens nothing.
    handler.press("Open identity…").await;
    handler.fill_explained(REASON).await;
    reporter.press("Withdraw…").await;
    reporter.heading("Withdraw your identity?").await;
    reporter.picture("r6-withdraw").await;
    reporter.press_within("dialog", "Withdraw").await;
    reporter.heading("You withdrew your identity").await;
    reporter.text(REASON).await;
    reporter.picture("r6-withdrawn").await;
    handler.heading("Identity withdrawn").await;
    handler.press_within("dialog", "Open identity").await;
    handler.text("The reporter has withdrawn it. Nobody can open it any more. Nothing was opened.").await;
    handler.press_within("dialog", "Cancel").await;
    handler.gone("Open identity…").await;
    handler.picture("h1-identity-withdrawn").await;
    handler.keys(&["r", "Control+v"]).await;
    let pasted = handler.written().await;
    assert!(![NAME, WORK].iter().any(|said| pasted.contains(said)), "{pasted}");

    for window in [&handler, &reporter] {
        assert_eq!(window.title().await, "Sotto");
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }
    handler.close().await;
    reporter.close().await;
    is_in_no_file(folder.path(), &[NAME, WORK, QUESTION, REASON]);
    for place in ["relay", "handler", "reporter", "colleague"] {
        assert_eq!(files_with(&folder.path().join(place), PASS), Vec::<String>::new());
    }
}

/// Sends a report; the name of the case.
async fn report(window: &Window, card_link: &str) -> String {
    write(window, card_link).await;
    window.press("Review").await;
    window.heading("Review and send").await;
    window.press("Ask who can read it").await;
    window.text(OWNER).await;
    send_soon(window).await;
    window.heading("Your report has arrived").await;
    window.press("Open the case").await;
    window.heading("What you can expect").await;
    window.texts("(//article//bdi)[1]").await.concat()
}

async fn ask(handler: &Window) {
    handler.press("Ask who they are…").await;
    handler.heading("Ask who they are?").await;
    handler.fill_explained(QUESTION).await;
    handler.picture("h1-ask-identity").await;
    handler.press_within("dialog", "Ask").await;
    handler.heading("Asked who they are").await;
}

// proves: PRIV-31, PRIV-33
#[tokio::test]
async fn a_second_person_agrees_before_it_is_opened() {
    let office = Office::new();
    let (tomasz, tomasz_id) = office.handler("tomasz", "Tomasz Brandl");
    let (adaeze, adaeze_id) = office.handler("adaeze", "Adaeze Okoro");
    let both = format!("{tomasz_id},{adaeze_id}");
    for policy in ["identity.openers", "identity.approvers"] {
        office.owner.ask(&["org", "policy", "set", policy, &both]);
    }
    let (reporter, organisation) = office.reporter("reporter");
    let case = send(&reporter, &organisation);
    for person in [&office.owner, &tomasz, &adaeze, &reporter] {
        person.ask(&["sync"]);
    }
    let told = ["identity", "disclose", &case, "--name", NAME, "--confirm", "Night Shift", "--reader", &tomasz_id];
    reporter.ask(&told);

    let opener = at_case(tomasz.profile()).await;
    opener.heading("Identity disclosed to you").await;
    opener.press("Open identity…").await;
    opener.fill_explained(REASON).await;
    opener.picture("h1-open-identity-approval").await;
    opener.press_within("dialog", "Ask for approval").await;
    opener.text("You asked to open it.").await;
    opener.gone("Open identity…").await;

    let approver = at_case(adaeze.profile()).await;
    approver.heading("Identity disclosed").await;
    approver.text(REASON).await;
    approver.picture("h1-approve-identity").await;
    approver.press("Agree").await;
    approver.gone("Agree").await;
    opener.text("You can open it within a day of that.").await;
    opener.hurry(SHOWN_MS).await;
    opener.press("Open identity…").await;
    opener.picture("h1-open-identity-agreed").await;
    opener.press_within("dialog", "Open identity").await;
    opener.text("Two minutes have passed.").await;
    opener.text_gone(NAME).await;
    opener.picture("h1-identity-hidden").await;
    approver.text("Opened once").await;
    approver.text_gone(NAME).await;
    for window in [opener, approver] {
        assert_eq!(window.title().await, "Sotto");
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
        window.close().await;
    }
    is_in_no_file(office.folder(), &[NAME, REASON]);
}

/// Sends a report under a name that is known here; its case.
fn send(reporter: &Person, organisation: &str) -> String {
    let new = ["draft", "new", "--to", organisation, "--title", TITLE, "--body-file", "-"];
    let id = |answer: serde_json::Value, key: &str| {
        answer.get(key).and_then(serde_json::Value::as_str).expect("an id").to_owned()
    };
    let draft = id(reporter.ask_with(&new, "Two pumps."), "draft");
    id(reporter.ask(&["send", &draft, "--pseudonym", "Night Shift", "--wait"]), "case")
}

/// A handler's window at the one case of the office.
async fn at_case(profile: &Path) -> Window {
    let window = Window::open(profile).await;
    unlock(&window, PASSPHRASE).await;
    window.press("New").await;
    window.press_in_list(TITLE).await;
    window
}
