//! How a person wants the window to be, and how it locks by itself.

use crate::{
    driver::Window,
    vault::{FIRST_RUN, make_with_phrase, make_without_phrase},
};

// proves: PRIV-21
#[tokio::test]
async fn choices_hold_at_once_and_after_the_next_unlocking() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile");
    let window = Window::open(&profile).await;
    let passphrase = make_with_phrase(&window, FIRST_RUN).await;
    window.press("Settings").await;
    window.heading("Settings").await;
    window.picture("r8-settings").await;
    window.choose("Dark").await;
    window.choose("Large").await;
    window.choose("More").await;
    window.choose("العربية").await;
    window.heading("الإعدادات").await;
    for (attribute, value) in [("dir", "rtl"), ("lang", "ar"), ("data-theme", "dark"), ("data-text", "large")] {
        assert_eq!(window.of_page(attribute).await, value, "{attribute}");
    }
    window.picture("r8-settings-ar").await;
    window.choose("Deutsch").await;
    window.heading("Einstellungen").await;
    window.lock_by("Jetzt sperren").await;

    let window = Window::open(&profile).await;
    window.heading("Unlock your vault").await;
    assert_eq!(window.of_page("data-theme").await, "light", "nothing of it is outside the vault");
    window.fill("Passphrase", &passphrase).await;
    window.press("Unlock").await;
    window.heading("Hier ist noch nichts").await;
    assert_eq!(window.of_page("data-theme").await, "dark");
    assert_eq!(window.of_page("dir").await, "ltr");
    assert_eq!(window.refused_by_policy().await, Vec::<String>::new());
}

// proves: PRIV-20
#[tokio::test]
async fn it_warns_before_it_locks_and_any_sign_of_life_keeps_it_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = Window::open_locking_after(&folder.path().join("profile"), 31).await;
    make_without_phrase(&window, FIRST_RUN).await;
    window.heading("Nothing here yet").await;
    window.text("Sotto locks soon").await;
    window.picture("r2-locks-soon").await;
    window.press("Keep it open").await;
    window.text_gone("Sotto locks soon").await;
    window.text("Sotto locks soon").await;
    window.press_key("j").await;
    window.text_gone("Sotto locks soon").await;
}
