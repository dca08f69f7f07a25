//! Files, both ways: chosen, removed, sent, seen and saved.

use std::path::Path;

use crate::{
    desktop::{Desktop, Notification},
    driver::Window,
    journey::{Founded, TITLE, found, send_soon, write},
    vault::{FIRST_RUN, make_without_phrase},
};

/// Shows as "photo", "exe.gpj" where a window believes the mark in it.
const HOSTILE: &str = "photo\u{202e}gpj.exe";
/// The same for the eye: the mark is seen.
const HOSTILE_SHOWN: &str = "photo\u{fffd}gpj.exe";
const HOSTILE_SAVED: &str = "photogpj.exe";
const EMPTY: &str = "nothing.txt";
const ANSWERED: &str = "delivery-notes.pdf";
const REPLY: &str = "These are the notes of Station 6.";
const DRAFT: &str = "Travel costs";
const CONTENT: &[u8] = b"CANARY-5f1e2a: the pumps were never there";

// proves: PRIV-03, PRIV-06, PRIV-19, PRIV-28
#[tokio::test]
async fn files_are_added_sent_and_saved_on_both_sides() {
    let mut desktop = Desktop::new().await;
    let Founded { folder, handler, passphrase, card_link, relay: _relay } = found("en").await;
    handler.press("Settings").await;
    handler.choose("Say when something new came").await;
    let reporter = Window::open(&folder.path().join("reporter")).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    write(&reporter, &card_link).await;

    // A folder among the files is refused, and the others are taken.
    reporter.offer(&[(HOSTILE, CONTENT), (EMPTY, b"")]);
    reporter.offer_folder("Old papers");
    reporter.press("Choose files").await;
    reporter.text("Old papers").await;
    reporter.text("The file cannot be read.").await;
    reporter.text(HOSTILE_SHOWN).await;
    reporter.text("0 bytes").await;
    reporter.picture("r3-draft-evidence").await;
    reporter.press(&remove(HOSTILE_SHOWN)).await;
    reporter.gone(&remove(HOSTILE_SHOWN)).await;
    reporter.picture("r3-removed").await;
    reporter.press("Undo").await;
    reporter.button(&remove(HOSTILE_SHOWN)).await;
    reporter.press("Review").await;
    reporter.heading("Review and send").await;
    reporter.text("\u{2068}2\u{2069} files").await;
    reporter.text("How many files it has").await;
    reporter.picture("r4-review-files").await;
    send_soon(&reporter).await;
    reporter.heading("Your report has arrived").await;
    reporter.press("Open the case").await;
    reporter.text(HOSTILE_SHOWN).await;

    let only_a_name = Notification {
        application: "Sotto".into(),
        replaces: 1,
        icon: String::new(),
        summary: "Sotto".into(),
        body: String::new(),
        actions: Vec::new(),
        hints: Vec::new(),
    };
    assert_eq!(desktop.asked().await, only_a_name);
    handler.press("New").await;
    handler.press_in_list(TITLE).await;
    handler.press(EMPTY).await;
    handler.text("Saved as").await;
    assert_eq!(std::fs::read(handler.saved().join(EMPTY)).expect("the file"), b"");
    handler.press(HOSTILE_SHOWN).await;
    handler.text(HOSTILE_SAVED).await;
    assert_eq!(std::fs::read(handler.saved().join(HOSTILE_SAVED)).expect("the file"), CONTENT);
    handler.press(HOSTILE_SHOWN).await;
    handler.text("A file with this name is there already.").await;

    // More than one slice of what is sent at a time.
    let notes: Vec<u8> = (0..5_000_000_u32).flat_map(|n| n.to_le_bytes().into_iter().take(1)).collect();
    handler.offer(&[(ANSWERED, &notes), (EMPTY, b"")]);
    handler.press("Add files").await;
    handler.press(&remove(EMPTY)).await;
    handler.gone(&remove(EMPTY)).await;
    handler.button(&remove(ANSWERED)).await;
    handler.write(REPLY).await;
    handler.text("Draft reply").await;
    handler.picture("h1-workspace-files").await;
    handler.lock().await;
    let handler = Window::open(&folder.path().join("handler")).await;
    handler.fill("Passphrase", &passphrase).await;
    handler.press("Unlock").await;
    handler.press("New").await;
    handler.press_in_list(TITLE).await;
    handler.button(&remove(ANSWERED)).await;
    assert_eq!(handler.written().await, REPLY);
    handler.press("Send").await;
    handler.text_gone("Draft reply").await;
    assert_eq!(handler.written().await, "");
    reporter.text(REPLY).await;
    reporter.press(ANSWERED).await;
    reporter.text("Saved as").await;
    assert_eq!(std::fs::read(reporter.saved().join(ANSWERED)).expect("the file"), notes);
    reporter.picture("r5-case-files").await;

    reporter.press("Your reports").await;
    reporter.press("Write a report").await;
    reporter.press_in_list("Northmere Integrity Office").await;
    reporter.fill("A short title", DRAFT).await;
    reporter.press("Your reports").await;
    reporter.tab_to(&format!("More about \u{2068}{DRAFT}\u{2069}")).await;
    reporter.keys(&["Enter"]).await;
    reporter.focus_is_on_a("[role=menuitem]").await;
    reporter.keys(&["Enter"]).await;
    reporter.text("Draft deleted").await;
    reporter.text_gone(DRAFT).await;
    reporter.picture("r2-removed").await;
    reporter.keys(&["Control+z"]).await;
    reporter.text(DRAFT).await;

    for needle in [CONTENT, b"photo", EMPTY.as_bytes(), ANSWERED.as_bytes()] {
        assert!(!holds(&folder.path().join("relay"), needle), "{}", String::from_utf8_lossy(needle));
    }
    for window in [&handler, &reporter] {
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }
}

/// The name of the button that removes a file.
fn remove(name: &str) -> String {
    format!("Remove \u{2068}{name}\u{2069}")
}

/// Whether anything under `folder` holds these bytes.
fn holds(folder: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, needle);
        }
        let content = std::fs::read(path).expect("a file");
        content.windows(needle.len()).any(|window| window == needle)
    })
}
