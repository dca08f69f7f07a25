//! The vault: made, locked, opened.

use crate::driver::{Window, machine};

/// The page that people see first. Who comes for an office sees another one.
pub(crate) const FIRST_RUN: &str = "r1-first-run";
const HOME: &str = "Nothing here yet";

#[tokio::test]
async fn a_vault_is_made_locked_and_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile");

    let window = Window::open(&profile).await;
    assert_eq!(window.title().await, "Sotto");
    let passphrase = make_with_phrase(&window, FIRST_RUN).await;
    window.heading(HOME).await;
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    window.resize(1000, 700).await;
    window.lock().await;

    let window = Window::open(&profile).await;
    window.heading("Unlock your vault").await;
    window.fill("Passphrase", "not the passphrase").await;
    window.press("Unlock").await;
    window.text("That passphrase does not open this vault.").await;
    window.picture("r1-unlock").await;
    window.fill("Passphrase", &passphrase).await;
    window.press("Unlock").await;
    window.heading(HOME).await;
    window.has_size(1000, 700).await;
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_machine_that_somebody_else_looks_after_is_told_before_the_first_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile");
    let machine = machine(&profile);
    for sign in ["opt/CrowdStrike/falcond", "opt/puppetlabs/bin/puppet", "usr/local/share/ca-certificates/proxy.crt"] {
        std::fs::create_dir_all(machine.join(sign).parent().expect("a folder")).expect("a folder");
        std::fs::write(machine.join(sign), "").expect("a file");
    }
    let window = Window::open(&profile).await;
    window.text("Found here: \u{2068}CrowdStrike Falcon, Puppet and an added certificate authority\u{2069}.").await;
    make_without_phrase(&window, "r1-first-run-managed").await;
    window.heading(HOME).await;
    window.text("Somebody else seems to look after this computer").await;
    window.picture("r2-managed").await;
}

/// Makes a vault that twelve words restore; answers its passphrase.
pub(crate) async fn make_with_phrase(window: &Window, page: &str) -> String {
    make_and_tell(window, page).await.0
}

/// The same; answers its words too.
pub(crate) async fn make_and_tell(window: &Window, page: &str) -> (String, Vec<String>) {
    let passphrase = choose_passphrase(window, page).await;
    window.press("Create vault").await;

    window.heading("Write down twelve words").await;
    let words = window.texts("//ol[@aria-label]/li/span[2]").await;
    assert_eq!(words.len(), 12);
    window.picture("r1-words").await;
    window.press("I have written them down").await;
    for label in window.texts("//form//label").await {
        let place: usize = label.trim_matches(|c: char| !c.is_ascii_digit()).parse().expect("a place");
        let word = words.get(place - 1).expect("a word");
        window.fill(&label, word).await;
    }
    window.press("Check and continue").await;
    (passphrase, words)
}

/// Makes a vault that nothing restores.
pub(crate) async fn make_without_phrase(window: &Window, page: &str) -> String {
    let passphrase = choose_passphrase(window, page).await;
    window.choose("No way back").await;
    window.press("Create vault").await;
    passphrase
}

pub(crate) async fn unlock(window: &Window, passphrase: &str) {
    window.heading("Unlock your vault").await;
    window.fill("Passphrase", passphrase).await;
    window.press("Unlock").await;
}

async fn choose_passphrase(window: &Window, page: &str) -> String {
    window.heading("Create your vault").await;
    let passphrase = suggested_passphrase(window).await;
    window.picture(page).await;
    passphrase
}

/// Takes the passphrase that the page suggests.
pub(crate) async fn suggested_passphrase(window: &Window) -> String {
    window.press("Suggest five words").await;
    window.text("Strong.").await;
    let passphrase = window.value("Passphrase").await;
    assert_eq!(passphrase.split(' ').count(), 5);
    window.fill("Type it once more", &passphrase).await;
    passphrase
}
