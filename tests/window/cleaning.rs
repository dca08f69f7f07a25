//! What files hide: found, said, removed, compared, and sent as the person decides.

use sotto_testkit::{PHOTOGRAPHER, photograph};

use crate::{
    driver::Window,
    journey::{Founded, TITLE, found, send_soon, write},
    vault::{FIRST_RUN, make_without_phrase},
};

const PHOTO: &str = "station-6-pump-bay.jpg";
const SCAN: &str = "quotes-valve-lot-7.pdf";
const MINUTES: &str = "minutes.txt";
/// What shows nothing and orders letters stays, since taking it away changes what is read.
const WRITTEN: &str = "The clerk\u{200e} said it was \u{200b}agreed.";

// proves: PRIV-37, PRIV-38
#[tokio::test]
async fn what_files_hide_is_said_and_the_person_decides_what_goes() {
    let Founded { folder, handler, card_link, relay: _relay, .. } = found("en").await;
    let reporter = Window::open(&folder.path().join("reporter")).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    write(&reporter, &card_link).await;
    let photo = photograph();
    reporter.offer(&[(MINUTES, WRITTEN.as_bytes()), (PHOTO, &photo), (SCAN, b"%PDF-1.4\n1 0 obj")]);
    reporter.press("Choose files").await;
    reporter.text("The cleaned copy that will be sent has none of it.").await;
    reporter.text("The file is damaged, or ends too early").await;
    reporter.text("This cannot be removed without changing what is seen.").await;
    reporter.text("\u{2068}2\u{2069} files need a look before you send").await;
    reporter.picture("r3-evidence-looked").await;

    // By the keyboard alone.
    reporter.tab_to(&compare(PHOTO)).await;
    reporter.keys(&["Enter"]).await;
    reporter.heading("Original and cleaned copy").await;
    reporter.text(PHOTOGRAPHER).await;
    reporter.picture("r3-compare").await;
    reporter.choose("The original").await;
    reporter.press("Done").await;
    reporter.text("You chose to send the original.").await;
    reporter.picture("r3-evidence-original").await;
    reporter.press(&compare(PHOTO)).await;
    reporter.choose("The cleaned copy").await;
    reporter.keys(&["Escape"]).await;
    reporter.text("The cleaned copy that will be sent has none of it.").await;

    reporter.press("Review").await;
    reporter.heading("Review and send").await;
    reporter.text("\u{2068}2\u{2069} files need a look before you send").await;
    send_soon(&reporter).await;
    reporter.heading("Your report has arrived").await;
    handler.press("New").await;
    handler.press_in_list(TITLE).await;
    handler.press(PHOTO).await;
    handler.text("Saved as").await;
    let saved = std::fs::read(handler.saved().join(PHOTO)).expect("the file");
    assert!(!saved.windows(PHOTOGRAPHER.len()).any(|window| window == PHOTOGRAPHER.as_bytes()));
    assert!(saved.starts_with(&[0xff, 0xd8]) && saved.len() < photo.len());

    handler.offer(&[(PHOTO, &photo)]);
    handler.press("Add files").await;
    handler.text("Hidden in it").await;
    handler.picture("h1-reply-looked").await;
    for window in [&handler, &reporter] {
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }
}

/// The name of the button that shows both copies.
fn compare(name: &str) -> String {
    format!("Compare the copies of \u{2068}{name}\u{2069}")
}
