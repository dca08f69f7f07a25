//! Getting back in with the words on paper, and what the device of before is told.

use crate::{
    driver::Window,
    journey::{Founded, OFFICE, TITLE, WORDS, found, is_in_no_file, send_soon, write},
    vault::{FIRST_RUN, make_and_tell, suggested_passphrase, unlock},
};

/// The words of no phrase; one of them is misspelt.
const OTHERS: &str = "abandon ability able acident about above absent absorb abstract absurd abuse access";
const AGAIN: &str = "It is me, on another computer.";
const BACK: &str = "I found the old one again.";

// proves: PRIV-46, PRIV-47, PRIV-49
#[tokio::test]
async fn twelve_words_and_a_card_bring_a_case_back() {
    let Founded { folder, handler, card_link, mut relay, .. } = found("en").await;
    let first = Window::open(&folder.path().join("first")).await;
    let (passphrase, words) = make_and_tell(&first, FIRST_RUN).await;
    write(&first, &card_link).await;
    first.press("Review").await;
    send_soon(&first).await;
    first.heading("Your report has arrived").await;
    first.close().await;
    relay.a_day_passes();

    let second = Window::open(&folder.path().join("second")).await;
    second.press("Restore from twelve words.").await;
    type_words(&second, &card_link, OTHERS, &words).await;
    second.heading("Choose a passphrase").await;
    suggested_passphrase(&second).await;
    second.picture("r1-restore-passphrase").await;
    second.press("Find my cases").await;
    second.heading("One case is found").await;
    second.picture("r1-restore-found").await;
    second.press("Go to my cases").await;
    second.press_in_list("Case ").await;
    second.text("Ines Halvorsen").await;
    second.text_gone("This vault was restored").await;
    reply(&second, AGAIN).await;
    handler.press("New").await;
    handler.text(AGAIN).await;

    // What was said before comes from the office, once somebody there says so.
    second.text("The office can hand it over to you").await;
    second.picture("r5-missing").await;
    handler.press_in_list(TITLE).await;
    handler.press("Hand the earlier conversation over…").await;
    handler.heading("Hand the earlier conversation over").await;
    handler.picture("h1-hand-over").await;
    handler.press("Hand over").await;
    handler.text("handed the earlier conversation over").await;
    handler.picture("h1-handed-over").await;
    second.text(WORDS).await;
    second.text("Handed over by").await;
    second.text_gone("The office can hand it over to you").await;
    second.text(TITLE).await;
    second.picture("r5-handed-over").await;
    second.close().await;

    // The device of before is told, and takes the case back because its person wants it.
    let first = Window::open(&folder.path().join("first")).await;
    unlock(&first, &passphrase).await;
    first.press_in_list(OFFICE).await;
    first.text("This case goes on on another device").await;
    first.picture("r5-elsewhere").await;
    first.press("Go on with it here").await;
    first.text_gone("This case goes on on another device").await;
    first.text_gone("This vault was restored").await;
    reply(&first, BACK).await;
    handler.text(BACK).await;

    handler.close().await;
    first.close().await;
    is_in_no_file(folder.path(), &[AGAIN, BACK, &words.join(" ")]);
}

/// Types the words, first wrong ones, and adds the office's card.
async fn type_words(window: &Window, card_link: &str, others: &str, words: &[String]) {
    window.heading("Restore from twelve words").await;
    window.press("Continue").await;
    window.text("A recovery phrase has twelve words, and some are missing here.").await;
    // A space goes on to the next word.
    window.focus_is_on_a("input").await;
    window.keys(&[others]).await;
    window.text("is in no recovery phrase. Is it one of these?").await;
    window.picture("r1-restore-unknown").await;
    window.press("accident").await;
    window.text("All these words are known, but together they are no recovery phrase.").await;
    window.picture("r1-restore-unrelated").await;

    for (label, word) in window.texts("//form//label").await.iter().zip(words) {
        window.fill(label, word).await;
    }
    window.press("Continue").await;
    window.heading("Where did you report?").await;
    window.paste("The link on the office’s card", "sotto:card/1/of-nobody").await;
    window.press("Add").await;
    window.text("This is not the card of an office.").await;
    window.offer_card(card_link);
    window.press("Open the card’s file or a picture of it…").await;
    window.text(OFFICE).await;
    window.picture("r1-restore-offices").await;
    window.press("Continue").await;
}

async fn reply(window: &Window, body: &str) {
    window.write(body).await;
    window.press("Send").await;
    window.press("Send now").await;
    window.text(body).await;
}
