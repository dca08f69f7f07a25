//! One report, from a key press in one window to an answer from another.

use std::{
    env,
    path::{Path, PathBuf},
};

use serde_json::json;
use sotto_testkit::{RelayProcess, files_with, forms};
use tempfile::TempDir;

use crate::{
    driver::Window,
    vault::{FIRST_RUN, make_with_phrase, make_without_phrase},
};

pub(crate) const OFFICE: &str = "Northmere Integrity Office";
pub(crate) const TITLE: &str = "Valve replacement contracts";
pub(crate) const WORDS: &str = "Each order is just under 25,000. I counted eleven.";
const LATER: &str = "A man named Orrin keeps them, in the old archive.";
const ANSWER: &str = "Thank you. Do you know who keeps the delivery notes?";

// proves: PRIV-06, PRIV-15
#[tokio::test]
async fn a_report_is_sent_read_and_answered() {
    sent_read_and_answered("en").await;
}

#[tokio::test]
async fn and_from_right_to_left() {
    sent_read_and_answered("ar").await;
}

async fn sent_read_and_answered(language: &'static str) {
    let Founded { folder, handler, card_link, relay: _relay, .. } = found(language).await;

    let mut reporter = Window::open(&folder.path().join("reporter")).await;
    reporter.speak(language).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    write(&reporter, &card_link).await;
    reporter.press("Review").await;
    reporter.heading("Review and send").await;
    reporter.press("Ask who can read it").await;
    reporter.text("Ines Halvorsen").await;
    reporter.picture("r4-review").await;
    send_soon(&reporter).await;
    reporter.heading("Your report has arrived").await;
    reporter.text("Receipt found in the server’s log, checked on this device").await;
    reporter.picture("r4-sent").await;
    reporter.press("Open the case").await;
    reporter.text(WORDS).await;

    handler.press("New").await;
    handler.text(TITLE).await;
    handler.press_in_list(TITLE).await;
    handler.text(WORDS).await;
    handler.picture("h1-workspace").await;
    handler.write(ANSWER).await;
    handler.press("Send").await;

    reporter.text(ANSWER).await;
    reporter.picture("r5-case").await;
    handler.press("Settings").await;
    handler.heading("Settings").await;
    reporter.write(LATER).await;
    reporter.press("Send").await;
    reporter.button("Send now").await;
    reporter.picture("r5-timed").await;
    reporter.press("Send now").await;
    // What came while another page was looked at was not read.
    handler.shows_texts("//li//button//bdi[2]", &[LATER.into()]).await;
    let listed =
        handler.ask("cases", json!({ "queue": "all", "search": "", "label": null, "skip": 0, "count": 1 })).await;
    assert_eq!(listed.pointer("/cases/0/unread"), Some(&json!(1)));
    handler.press("New").await;
    handler.text(LATER).await;
    reporter.press("Your reports").await;
    reporter.heading("Your reports").await;
    reporter.press("Write a report").await;
    reporter.press_in_list(OFFICE).await;
    reporter.heading("What happened?").await;
    reporter.fill("A short title", "Travel costs").await;
    reporter.press("Your reports").await;
    reporter.text("Travel costs").await;
    reporter.picture("r2-home").await;
    for window in [&handler, &reporter] {
        assert_eq!(window.title().await, "Sotto");
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }

    handler.close().await;
    reporter.close().await;
    is_in_no_file(folder.path(), &[TITLE, WORDS, ANSWER, LATER]);
}

/// An office on a real relay, and the window of its owner.
pub(crate) struct Founded {
    pub(crate) handler: Window,
    pub(crate) passphrase: String,
    pub(crate) card_link: String,
    pub(crate) relay: RelayProcess,
    pub(crate) folder: TempDir,
}

/// Founds an office in a window that speaks `language`.
pub(crate) async fn found(language: &'static str) -> Founded {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = RelayProcess::start(&folder.path().join("relay"));
    let mut handler = Window::open(&folder.path().join("handler")).await;
    handler.speak(language).await;
    handler.press("Set up an office.").await;
    let passphrase = make_with_phrase(&handler, "r1-first-run-office").await;
    let card_link = set_up(&handler, &relay.setup_link).await;
    Founded { handler, passphrase, card_link, relay, folder }
}

/// What was typed is in no file under `folder`, nor in the cache of this session.
pub(crate) fn is_in_no_file(folder: &Path, typed: &[&str]) {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    for form in typed.iter().copied().flat_map(forms) {
        for place in [Some(folder), cache.as_deref()].into_iter().flatten() {
            assert_eq!(files_with(place, &form), Vec::<String>::new(), "what was typed is in no file");
        }
    }
}

async fn set_up(window: &Window, setup_link: &str) -> String {
    window.heading("Set up an office").await;
    window.picture("h0-setup").await;
    window.paste("Set-up link", setup_link).await;
    window.fill("Name of the office", OFFICE).await;
    window.fill("Your name", "Ines Halvorsen").await;
    window.fill("Your title", "Head of Integrity").await;
    window.fill("Your email address", "ines@northmere.example").await;
    window.press("Set up").await;
    window.heading("The office is set up").await;
    window.picture("h0-office").await;
    let card_link = window.value("The card’s link").await;
    window.press("Open the desk").await;
    card_link
}

/// Writes a report to the office; ends at the evidence.
pub(crate) async fn write(window: &Window, card_link: &str) {
    window.heading("Nothing here yet").await;
    window.picture("r2-empty").await;
    window.press("Write a report").await;
    window.paste("The link on the office’s card", card_link).await;
    window.press("Add").await;
    window.text(OFFICE).await;
    window.picture("r3-office").await;
    window.press_in_list(OFFICE).await;
    window.heading("What happened?").await;
    window.fill("A short title", TITLE).await;
    window.write(WORDS).await;
    window.picture("r3-draft-words").await;
    window.press("Continue").await;
    window.heading("When and where was it?").await;
    window.press("Continue").await;
    window.heading("Who was involved?").await;
    window.press("Continue").await;
    window.heading("Do you have anything that shows it?").await;
}

/// Sends the report that was reviewed, without waiting for a moment by chance.
pub(crate) async fn send_soon(window: &Window) {
    window.choose("As soon as there is a connection").await;
    window.press("Seal and send").await;
}
