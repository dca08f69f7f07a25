//! What is seen when things don't go as they should: no network, other readers, a log that went back.

use std::{fs, path::Path};

use sotto_testkit::Person;

use crate::{
    driver::Window,
    journey::{Founded, OFFICE, TITLE, found, write},
    vault::{FIRST_RUN, make_without_phrase, unlock},
};

const REPLY: &str = "There is a twelfth order, of yesterday.";

// proves: PRIV-02, PRIV-19, PRIV-23
#[tokio::test]
async fn waiting_paused_and_refused_each_say_so() {
    let Founded { folder, handler, card_link, mut relay, .. } = found("en").await;
    let profile = folder.path().join("reporter");
    let reporter = Window::open(&profile).await;
    let passphrase = make_without_phrase(&reporter, FIRST_RUN).await;
    reporter.press("Settings").await;
    reporter.choose("Never").await;
    reporter.press("Your reports").await;
    write(&reporter, &card_link).await;
    reporter.press("Review").await;
    reporter.heading("Review and send").await;
    reporter.press("Ask who can read it").await;
    reporter.text("Ines Halvorsen").await;

    // No network: it is sealed when it can be sent, and to nobody whom the reporter has not seen.
    relay.kill();
    let older = folder.path().join("older");
    copy(relay.data(), &older);
    reporter.press("Seal and send").await;
    reporter.text("Waiting for the network").await;
    reporter.picture("r4-waiting").await;

    // It can be held, and kept as a draft, from which it goes on as if nothing had been.
    reporter.press("Pause").await;
    reporter.text("This is paused.").await;
    reporter.picture("r4-held").await;
    reporter.press("Keep as draft").await;
    reporter.press_in_list("Review and send").await;
    reporter.text("Ines Halvorsen").await;
    reporter.press("Seal and send").await;
    reporter.text("Waiting for the network").await;
    reporter.close().await;

    relay.run();
    certify_another(&handler, &folder.path().join("colleague")).await;
    let reporter = Window::open(&profile).await;
    unlock(&reporter, &passphrase).await;
    reporter.text("Needs your decision").await;
    reporter.picture("r2-paused").await;
    reporter.press_in_list(OFFICE).await;
    reporter.press("Look at the readers").await;
    reporter.text("Mara Lindqvist").await;
    reporter.picture("r4-readers-changed").await;
    reporter.press("Send to these readers").await;
    reporter.heading("Your report has arrived").await;
    reporter.press("Open the case").await;
    handler.press("New").await;
    handler.text(TITLE).await;

    // A reply waits in the case.
    relay.kill();
    reporter.text("Offline").await;
    reporter.write(REPLY).await;
    reporter.press("Send").await;
    reporter.text("Will be sent when you are connected.").await;
    reporter.picture("r5-offline").await;
    reporter.press("Take it back").await;
    reporter.text_gone("Will be sent when you are connected.").await;
    assert_eq!(reporter.written().await, REPLY);
    reporter.press("Send").await;
    reporter.text("Will be sent when you are connected.").await;

    // A relay whose log is shorter than what was seen is not spoken to. The reply waits on.
    fs::remove_dir_all(relay.data()).expect("the relay's folder");
    copy(&older, relay.data());
    relay.run();
    reporter.text("Log check failed").await;
    reporter.text("Will be sent when you are connected.").await;
    reporter.picture("r5-log-failed").await;
    reporter.press("Your reports").await;
    reporter.text("The server’s log does not match what this device saw before.").await;
    reporter.picture("r2-log-failed").await;
    handler.press("New").await;
    handler.press_in_list(TITLE).await;
    handler.text("The server’s log does not match what this device saw before.").await;
    handler.picture("h1-log-failed").await;
    for window in [&handler, &reporter] {
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }
}

/// Lets a colleague join, and certifies them.
pub(crate) async fn certify_another(owner: &Window, profile: &Path) {
    owner.press("Team").await;
    owner.press("Invite…").await;
    owner.fill("Their email address", "mara@northmere.example").await;
    owner.press("Make an invitation").await;
    let invitation = owner.value("Invitation").await;
    owner.press_within("dialog", "Close").await;
    let colleague = Person::new(profile);
    let joined =
        colleague.ask(&["handler", "join", &invitation, "--person", "Mara Lindqvist", "--title", "Case handler"]);
    let words = joined.get("key_words").and_then(|words| words.as_array()).expect("key words");
    let words: Vec<&str> = words.iter().filter_map(|word| word.as_str()).collect();
    owner.press("New").await;
    owner.press("Team").await;
    owner.press("Certify…").await;
    owner.fill("The six words that you heard", &words.join(" ")).await;
    owner.press_within("dialog", "Certify").await;
    owner.text_gone("Certify…").await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
