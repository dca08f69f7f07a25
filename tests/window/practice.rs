//! The practice report: the same pages, and nothing of it is kept or sent.

use crate::{
    driver::Window,
    journey::is_in_no_file,
    vault::{FIRST_RUN, make_without_phrase},
};

const TITLE: &str = "Pretended contracts";
const WORDS: &str = "Nothing of this ever happened, and nobody saw it.";

// proves: PRIV-26
#[tokio::test]
async fn a_practice_report_is_neither_kept_nor_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = Window::open(&folder.path().join("profile")).await;
    make_without_phrase(&window, FIRST_RUN).await;
    window.heading("Nothing here yet").await;
    begin(&window).await;
    window.picture("r3-practice").await;
    for next in ["When and where was it?", "Who was involved?", "Do you have anything that shows it?"] {
        window.press("Continue").await;
        window.heading(next).await;
    }
    window.text("Practice takes no files").await;
    window.press("Review").await;
    window.heading("Review and send").await;
    for shown in ["Practice Office", "Ada Example", "Ben Sample", "What it never learns"] {
        window.text(shown).await;
    }
    window.picture("r4-practice-review").await;
    window.press("Seal and send").await;
    window.heading("Here it would be sent").await;
    window.press("Continue").await;
    window.heading("That was practice").await;
    window.picture("r4-practised").await;
    window.press("Back to the start").await;
    window.heading("Nothing here yet").await;

    begin(&window).await;
    window.press("End practice").await;
    window.heading("Nothing here yet").await;
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    window.close().await;
    is_in_no_file(folder.path(), &[TITLE, WORDS]);
}

/// Begins a practice report, whose fields are empty, and types into it.
async fn begin(window: &Window) {
    window.press("Try it with a practice report").await;
    window.heading("What happened?").await;
    assert_eq!(window.value("A short title").await, "");
    window.fill("A short title", TITLE).await;
    window.write(WORDS).await;
}
