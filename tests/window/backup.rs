//! A backup that one window saves, and the vault that another makes from it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use sotto_testkit::{opened_by_age, sealed_by_age};

use crate::{
    driver::Window,
    journey::{Founded, OFFICE, TITLE, WORDS, found, is_in_no_file, send_soon, write},
    vault::{FIRST_RUN, make_without_phrase, unlock},
};

const DRAFT: &str = "Travel costs";
const WAITS: &str = "It waits for its moment.";

// proves: PRIV-22, PRIV-48
#[tokio::test]
async fn a_backup_is_saved_and_a_vault_made_from_it() {
    let Founded { folder, handler, card_link, relay: _relay, .. } = found("en").await;
    let first = Window::open(&folder.path().join("first")).await;
    let passphrase = make_without_phrase(&first, FIRST_RUN).await;
    fill_vault(&first, &card_link).await;
    let backup = save(&first, &passphrase).await;
    first.close().await;

    let profile = folder.path().join("second");
    let second = Window::open(&profile).await;
    second.heading("Create your vault").await;
    second.tab_to("Open a backup.").await;
    second.keys(&["Enter"]).await;
    let vault = profile.join("vault.keys");
    refuse_others(&second, &backup, &passphrase).await;
    assert!(!vault.exists(), "nothing is made of a backup that is not right");

    second.offer(&[("mine.age", &fs::read(&backup).expect("a backup"))]);
    second.press("Choose another…").await;
    second.text("mine.age").await;
    second.focus_is_on_a("input").await;
    second.keys(&["not the passphrase", "Enter"]).await;
    second.text("That passphrase does not open this backup.").await;
    second.picture("r1-open-backup").await;
    assert!(!vault.exists());
    // The file is chosen still, and what is typed takes the place of what was wrong.
    second.focus_is_on_a("input").await;
    second.keys(&[&passphrase, "Enter"]).await;
    second.heading("Your vault is back").await;
    second.text("One case is here, with what was said in it.").await;
    second.text("One draft is here.").await;
    second.text("Something waited to be sent, and is held").await;
    second.picture("r1-back").await;
    second.focus_is_on_a("h1").await;
    second.tab_to("Go to my cases").await;
    second.keys(&["Enter"]).await;

    second.text(DRAFT).await;
    second.press_in_list(OFFICE).await;
    second.text(WORDS).await;
    second.text_gone("This vault was restored").await;
    second.text("This is paused.").await;
    second.picture("r5-back").await;
    handler.press("New").await;
    handler.text(WORDS).await;
    handler.text_gone(WAITS).await;
    second.press("Send it after all").await;
    handler.text(WAITS).await;
    second.lock().await;

    // The passphrase of the backup is the vault's.
    let second = Window::open(&profile).await;
    unlock(&second, &passphrase).await;
    second.text(DRAFT).await;
    assert_eq!(second.refused_by_policy().await, Vec::<String>::new());
    second.close().await;
    handler.close().await;
    is_in_no_file(folder.path(), &[TITLE, WORDS, DRAFT, WAITS, &passphrase]);
}

/// A case, in which something waits, and a draft.
async fn fill_vault(window: &Window, card_link: &str) {
    write(window, card_link).await;
    window.press("Review").await;
    send_soon(window).await;
    window.heading("Your report has arrived").await;
    window.press("Open the case").await;
    window.write(WAITS).await;
    window.press("Send").await;
    window.button("Send now").await;
    window.press("Your reports").await;
    window.press("Write a report").await;
    window.press_in_list(OFFICE).await;
    window.heading("What happened?").await;
    window.fill("A short title", DRAFT).await;
    window.press("Your reports").await;
    window.text(DRAFT).await;
}

/// Saves a backup, after all that can go wrong.
async fn save(window: &Window, passphrase: &str) -> PathBuf {
    let folder = window.saved();
    window.press("Settings").await;
    window.heading("Settings").await;
    window.tab_to("Your passphrase").await;
    window.keys(&["not the passphrase", "Enter"]).await;
    window.text("That passphrase does not open this vault.").await;
    // No place is chosen, and nothing happens.
    fs::remove_dir(&folder).expect("an empty folder");
    window.keys(&[passphrase, "Enter"]).await;
    window.text_gone("That passphrase does not open this vault.").await;
    window.button("Save a backup…").await;
    assert_eq!(window.value("Your passphrase").await, passphrase);
    fs::write(&folder, "").expect("a file in its place");
    window.press("Save a backup…").await;
    window.text("The backup cannot be written there. Nothing was saved.").await;
    fs::remove_file(&folder).expect("no file there");
    fs::create_dir(&folder).expect("a folder");
    window.press("Save a backup…").await;
    window.text(".age\u{2069} is saved").await;
    window.picture("r8-backup").await;
    let backup = only_file(&folder);

    let before = fs::read(&backup).expect("a backup");
    window.fill("Your passphrase", passphrase).await;
    window.press("Save a backup…").await;
    window.text("A file with this name is there already. It was not replaced.").await;
    assert_eq!(fs::read(only_file(&folder)).expect("a backup"), before);
    backup
}

fn only_file(folder: &Path) -> PathBuf {
    let files: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    let [file] = files.try_into().expect("one file");
    file
}

/// Opens what is no backup, not all of one, or a newer one.
async fn refuse_others(window: &Window, backup: &Path, passphrase: &str) {
    window.heading("Open a backup").await;
    window.focus_is_on_a("button").await;
    assert_eq!(window.ask("backup_choose", json!({})).await, Value::Null, "nobody chose anything");
    let whole = fs::read(backup).expect("a backup");
    let cut = whole.get(..whole.len() - 1).expect("a part");
    let mut altered = whole.clone();
    *altered.last_mut().expect("a byte") ^= 1;
    let newer = newer(backup, passphrase);
    let invalid = "This is not a whole backup of Sotto, or it was altered. No vault was made.";
    let offered: [(&str, &[u8], &str); 4] = [
        ("a-letter.txt", b"of another kind", invalid),
        ("cut.age", cut, invalid),
        ("altered.age", &altered, invalid),
        ("newer.age", &newer, "A newer Sotto wrote this backup. No vault was made."),
    ];
    for (name, content, said) in offered {
        window.offer(&[(name, content)]);
        window.press("Choose ").await;
        window.text(name).await;
        window.fill("Passphrase of the backup", passphrase).await;
        window.press("Open the backup").await;
        window.text(said).await;
    }
    window.picture("r1-open-backup-newer").await;
}

/// A backup as a later Sotto may write one.
fn newer(backup: &Path, passphrase: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("backup.age");
    fs::copy(backup, &copy).expect("a copy");
    let mut content = opened_by_age(&copy, passphrase);
    // The first record begins with its kind, and says the format first.
    *content.get_mut(7).expect("a record") = 2;
    fs::read(sealed_by_age(&folder.path().join("newer"), &content, passphrase)).expect("a backup")
}
