//! Leaving no trace: of one case, and of everything, with the vault open and locked.

use std::path::PathBuf;

use sotto_testkit::{PHOTOGRAPHER, files_under};

use crate::{
    driver::Window,
    journey::{Founded, TITLE, found, is_in_no_file, send_soon, write},
    vault::{FIRST_RUN, make_without_phrase},
};

const NOTES: &[u8] = b"CANARY-19bb7e: what the clerk said";

// proves: PRIV-39
// rule: VAULT-28
#[tokio::test]
async fn a_case_and_then_everything_is_removed() {
    let Founded { folder, handler, card_link, relay: _relay, .. } = found("en").await;
    let profile = folder.path().join("reporter");
    let home = folder.path().join("home");
    std::fs::create_dir(&home).expect("a folder");
    let reporter = Window::open_at_home(&profile, &home).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    write(&reporter, &card_link).await;
    reporter.press("Review").await;
    send_soon(&reporter).await;
    reporter.heading("Your report has arrived").await;
    handler.text(TITLE).await;

    // One case, by the keyboard alone.
    reporter.press("Open the case").await;
    reporter.tab_to("Remove this case from this device…").await;
    reporter.keys(&["Enter"]).await;
    reporter.focus_is_on_a("dialog .btn.secondary").await;
    reporter.picture("r5-remove-case").await;
    reporter.keys(&["Tab", "Enter"]).await;
    reporter.text("Press again to remove").await;
    reporter.keys(&["Enter"]).await;
    reporter.heading("Nothing here yet").await;
    reporter.text_gone(TITLE).await;
    handler.text(TITLE).await;

    // Everything: a draft with a file is left.
    reporter.press("Write a report").await;
    reporter.press_in_list("Northmere Integrity Office").await;
    reporter.fill("A short title", PHOTOGRAPHER).await;
    reporter.press_in_list("Evidence").await;
    reporter.offer(&[("notes.txt", NOTES)]);
    reporter.press("Choose files").await;
    reporter.text("Nothing hidden found").await;
    reporter.press("Your reports").await;
    reporter.text(PHOTOGRAPHER).await;
    reporter.press("Leave no trace…").await;
    reporter.focus_is_on_a("dialog .btn.secondary").await;
    reporter.picture("r2-leave-no-trace").await;
    reporter.press("Keep everything").await;
    reporter.heading_gone("Remove everything from this device?").await;
    reporter.press("Leave no trace…").await;
    reporter.focus_is_on_a("dialog .btn.secondary").await;
    reporter.keys(&["Tab", "Enter"]).await;
    reporter.text("Press again to remove").await;
    reporter.lock_by_enter().await;
    assert!(!profile.join("vault.keys").exists() && !profile.join("vault.db").exists());
    assert!(!profile.join("files").exists());
    is_in_no_file(&profile, &[PHOTOGRAPHER, "CANARY-19bb7e"]);
    assert_eq!(files_under(&home), Vec::<PathBuf>::new(), "nothing was ever kept outside of the profile");

    // The next one is made and locked; nobody needs its passphrase to remove it.
    let reporter = Window::open(&profile).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    reporter.heading("Nothing here yet").await;
    reporter.lock().await;
    let reporter = Window::open(&profile).await;
    reporter.heading("Unlock your vault").await;
    reporter.press("Leave no trace…").await;
    reporter.focus_is_on_a("dialog .btn.secondary").await;
    reporter.picture("r1-leave-no-trace").await;
    reporter.keys(&["Tab", "Enter"]).await;
    reporter.text("Press again to remove").await;
    reporter.lock_by_enter().await;
    assert!(!profile.join("vault.keys").exists());
    let reporter = Window::open(&profile).await;
    reporter.heading("Create your vault").await;
}
