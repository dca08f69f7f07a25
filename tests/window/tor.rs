//! The whole way of a reporter who is watched: no network, Tor, a photograph that says too much, a file that takes its time, a
//! power cut, an answer, another machine, and nothing left on the first.

use std::{path::Path, process::Command};

use sotto_testkit::{Office, PHOTOGRAPHER, TorNetwork, files_under, photograph, until};

use crate::{
    driver::Window,
    journey::{OFFICE, TITLE, WORDS, is_in_no_file, send_soon, write},
    vault::{FIRST_RUN, make_and_tell, suggested_passphrase, unlock},
};

const PHOTO: &str = "station-6-pump-bay.jpg";
const RECORDING: &str = "recording.bin";
const RECORDING_BYTES: u64 = 48 << 20;
const ANSWER: &str = "Thank you. We are looking into it.";

// rule: CHAN-09, CHAN-12
// proves: PRIV-35, PRIV-39, PRIV-47
#[tokio::test]
async fn a_report_goes_through_tor_across_a_power_cut_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut network = TorNetwork::start(&folder.path().join("network")).await;
    let mut office = Office::in_tor(&mut network).await;
    let card_link = office.card.get("card_link").and_then(|link| link.as_str()).expect("a link").to_owned();
    let profile = office.folder().join("first");
    let (passphrase, words) = send_in_parts(&network, &mut office, &profile, &card_link).await;

    // What was under way goes on by itself.
    let window = Window::open_in(&network, &profile).await;
    unlock(&window, &passphrase).await;
    window.text("Via Tor").await;
    let case = arrived(&office).await;
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], ANSWER);
    window.press_in_list(OFFICE).await;
    window.text(ANSWER).await;
    window.picture("r5-tor").await;
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    window.close().await;

    office.relay.a_day_passes();
    let second = Window::open_in(&network, &office.folder().join("second")).await;
    restore(&second, &card_link, &words).await;
    second.press_in_list("Case ").await;
    second.text("Ines Halvorsen").await;

    let window = Window::open_in(&network, &profile).await;
    window.heading("Unlock your vault").await;
    window.press("Leave no trace…").await;
    window.focus_is_on_a("dialog .btn.secondary").await;
    window.keys(&["Tab", "Enter"]).await;
    window.text("Press again to remove").await;
    window.lock_by_enter().await;
    assert!(!profile.join("vault.keys").exists() && !profile.join("tor").exists());
    is_in_no_file(&profile, &[TITLE, WORDS, ANSWER, PHOTOGRAPHER, &passphrase, &words.join(" ")]);
}

/// Writes and queues a report while the relay cannot be reached, and cuts the power when half of it has gone.
async fn send_in_parts(
    network: &TorNetwork,
    office: &mut Office,
    profile: &Path,
    card_link: &str,
) -> (String, Vec<String>) {
    let window = Window::open_in(network, profile).await;
    let (passphrase, words) = make_and_tell(&window, FIRST_RUN).await;
    window.heading("Nothing here yet").await;
    window.press("Settings").await;
    window.heading("Settings").await;
    window.choose("Tor").await;
    window.text("This Sotto was started with another Tor network than the public one.").await;
    window.press("Is Tor blocked where you are?").await;
    window.fill("Bridges", "bridges.torproject.org").await;
    window.press("Connect this way").await;
    window.text("One of the lines is not a bridge.").await;
    window.picture("r8-own-tor-refused").await;
    window.paste("Bridges", "").await;
    window.press("Connect this way").await;
    window.text("Tor is connected.").await;
    window.picture("r8-own-tor-taken").await;
    window.press("Your reports").await;

    office.relay.stop();
    write(&window, card_link).await;
    window.offer(&[(PHOTO, &photograph())]);
    window.offer_large(RECORDING, RECORDING_BYTES);
    window.press("Choose files").await;
    window.text("The cleaned copy that will be sent has none of it.").await;
    window.press("Review").await;
    window.heading("Review and send").await;
    send_soon(&window).await;
    window.text("Waiting for the network").await;
    office.relay.run();
    let attachments = office.relay.data().to_owned();
    until("half of it has gone", || stored(&attachments) > RECORDING_BYTES / 2).await;
    let killed = Command::new("pkill").args(["-KILL", "-f", "--"]).arg(profile).status().expect("pkill runs");
    assert!(killed.success());
    assert!(stored(&attachments) < RECORDING_BYTES);
    (passphrase, words)
}

/// How much a relay has in its folder.
fn stored(data: &Path) -> u64 {
    files_under(data).iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
}

/// The report's case, once the office has it.
async fn arrived(office: &Office) -> String {
    let mut case = None;
    until("the report has arrived", || {
        office.owner.ask(&["sync"]);
        let cases = office.owner.ask(&["case", "list"]);
        case = cases.pointer("/cases/0/case").and_then(|case| case.as_str()).map(str::to_owned);
        case.is_some()
    })
    .await;
    case.expect("a case")
}

async fn restore(window: &Window, card_link: &str, words: &[String]) {
    window.press("Restore from twelve words.").await;
    window.heading("Restore from twelve words").await;
    for (label, word) in window.texts("//form//label").await.iter().zip(words) {
        window.fill(label, word).await;
    }
    window.press("Continue").await;
    window.heading("Where did you report?").await;
    window.choose("Tor").await;
    window.press("Connect this way").await;
    window.text("This way is taken now.").await;
    window.paste("The link on the office’s card", card_link).await;
    window.press("Add").await;
    window.text(OFFICE).await;
    window.press("Continue").await;
    window.heading("Choose a passphrase").await;
    suggested_passphrase(window).await;
    window.press("Find my cases").await;
    window.heading("One case is found").await;
    window.press("Go to my cases").await;
}
