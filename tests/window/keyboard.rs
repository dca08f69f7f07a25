//! A report sent and answered without a mouse.

use crate::{
    driver::Window,
    journey::{Founded, TITLE, found},
};

const WORDS: &str = "Each order is just under 25,000.";
const ANSWER: &str = "Thank you. Who keeps the delivery notes?";

#[tokio::test]
async fn a_report_is_sent_and_answered_by_keyboard_alone() {
    let Founded { folder, handler, card_link, relay: _relay, .. } = found("en").await;
    let reporter = Window::open(&folder.path().join("reporter")).await;
    make_vault(&reporter).await;
    send(&reporter, &card_link).await;

    handler.text(TITLE).await;
    handler.keys(&["g", "1"]).await;
    handler.heading("New").await;
    handler.keys(&["j"]).await;
    handler.text(WORDS).await;
    handler.keys(&["?"]).await;
    handler.heading("Keys").await;
    handler.picture("h1-keys").await;
    handler.keys(&["Escape"]).await;
    handler.heading_gone("Keys").await;
    handler.keys(&["r"]).await;
    handler.focus_is_on_a("textarea").await;
    handler.keys(&[ANSWER, "Control+Enter"]).await;
    reporter.text(ANSWER).await;

    handler.keys(&["Escape", "s"]).await;
    handler.focus_is_on_a("[role=menuitem]").await;
    handler.keys(&["ArrowDown", "Enter"]).await;
    reporter.text("Acknowledged").await;

    handler.keys(&["l"]).await;
    handler.focus_is_on_a("[role=combobox]").await;
    handler.keys(&["Procurement"]).await;
    handler.text("Add “").await;
    handler.keys(&["Enter"]).await;
    handler.button("Remove the label \u{2068}Procurement\u{2069}").await;
    handler.keys(&["Station 6", "Enter"]).await;
    handler.button("Remove the label \u{2068}Station 6\u{2069}").await;
    handler.picture("h1-labels").await;
    handler.keys(&["Escape"]).await;
    handler.press_in_list("Procurement").await;
    handler.press_in_list(TITLE).await;
    handler.picture("h1-label").await;
    handler.keys(&["/", "station"]).await;
    handler.press_in_list(TITLE).await;

    handler.keys(&["Control+k"]).await;
    handler.focus_is_on_a("input").await;
    handler.picture("h1-commands").await;
    handler.keys(&["settings", "Enter"]).await;
    handler.heading("Settings").await;
    handler.keys(&["g", "2"]).await;
    handler.heading("Mine").await;
    handler.keys(&["g", "5"]).await;
    handler.text("Nothing is waiting for you.").await;
    handler.keys(&["j", "k", "Enter"]).await;
    handler.text("Nothing is waiting for you.").await;
    for window in [&handler, &reporter] {
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }
}

async fn make_vault(window: &Window) {
    window.heading("Create your vault").await;
    window.tab_to("Suggest five words").await;
    window.keys(&["Enter"]).await;
    window.text("Strong.").await;
    let passphrase = window.value("Passphrase").await;
    window.tab_to("Type it once more").await;
    window.keys(&[&passphrase]).await;
    window.tab_to("Give me a recovery phrase").await;
    window.keys(&["ArrowDown"]).await;
    window.tab_to("Create vault").await;
    window.keys(&["Enter"]).await;
    window.heading("Nothing here yet").await;
}

/// From the empty home page until the case is open.
async fn send(window: &Window, card_link: &str) {
    window.tab_to("Write a report").await;
    window.keys(&["Enter"]).await;
    window.tab_to("The link on the office’s card").await;
    window.paste("The link on the office’s card", card_link).await;
    window.keys(&["Enter"]).await;
    window.text("Northmere Integrity Office").await;
    window.tab_to("Northmere Integrity Office").await;
    window.keys(&["Enter"]).await;
    window.heading("What happened?").await;
    window.tab_to("A short title").await;
    window.keys(&[TITLE, "Tab", WORDS, "Control+Enter"]).await;
    for step in ["When and where was it?", "Who was involved?", "Do you have anything that shows it?"] {
        window.heading(step).await;
        window.keys(&["Control+Enter"]).await;
    }
    window.heading("Review and send").await;
    window.tab_to("Ask who can read it").await;
    window.keys(&["Enter"]).await;
    window.text("Ines Halvorsen").await;
    window.keys(&["Control+Enter"]).await;
    // Unless they say otherwise, it waits for a moment by chance.
    window.text("It leaves by itself at this time if Sotto is unlocked then. While Sotto is locked, even if it locked itself, nothing is sent; it leaves when you unlock it next. “Send now” does not wait.").await;
    window.picture("r4-timed").await;
    window.tab_to("Send now").await;
    window.keys(&["Enter"]).await;
    window.heading("Your report has arrived").await;
    window.tab_to("Open the case").await;
    window.keys(&["Enter"]).await;
    window.text(WORDS).await;
}
