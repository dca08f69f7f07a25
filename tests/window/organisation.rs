//! A colleague joins the office, and is certified by words read aloud.

use crate::{
    driver::Window,
    journey::{Founded, found},
    vault::make_without_phrase,
};

#[tokio::test]
async fn a_colleague_joins_and_is_certified() {
    let Founded { folder, handler: owner, relay: _relay, .. } = found("en").await;
    owner.press("Team").await;
    owner.text("Head of Integrity").await;
    owner.picture("h4-team").await;
    owner.press("Invite…").await;
    owner.fill("Their email address", "mara@northmere.example").await;
    owner.picture("h4-invite").await;
    owner.press("Make an invitation").await;
    let invitation = owner.value("Invitation").await;
    owner.press_within("dialog", "Close").await;

    let colleague = Window::open(&folder.path().join("colleague")).await;
    colleague.press("Join with an invitation.").await;
    make_without_phrase(&colleague, "r1-first-run-join").await;
    colleague.heading("Join with an invitation").await;
    colleague.paste("Invitation", &invitation).await;
    colleague.fill("Your name", "Mara Lindqvist").await;
    colleague.fill("Your title", "Case handler").await;
    colleague.picture("h0-join").await;
    colleague.press("Join").await;
    colleague.heading("Read these six words to the owner").await;
    colleague.picture("h0-join-words").await;
    let words = colleague.texts("//main//ol/li/span").await.join(" ");
    colleague.press("Continue").await;
    colleague.text("This device waits for its certificate").await;

    // Who waits is asked for when the page is opened.
    owner.press("New").await;
    owner.press("Team").await;
    owner.press("Certify…").await;
    owner.fill("The six words that you heard", "gasp gasp gasp gasp gasp gasp").await;
    owner.press_within("dialog", "Certify").await;
    owner.text("These are not the key words of that device. Nothing was changed.").await;
    owner.picture("h4-certify").await;
    owner.fill("The six words that you heard", &words).await;
    owner.press_within("dialog", "Certify").await;
    colleague.text("Choose a case from the list.").await;
    for window in [&owner, &colleague] {
        assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
    }
}
