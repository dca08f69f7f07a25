//! A word on the desktop that something came. What, from whom and in what case it does not say: others may see it.

use notify_rust::Notification;
use sotto_engine::Engine;
use tauri::Manager as _;

use crate::{commands::settings, state::Desk, window::MAIN};

/// All that is ever said.
const SAID: &str = "Sotto";
/// The next one takes the place of the last: not even how much came can be counted.
const PLACE: u32 = 1;

/// Says so, if the person wants it and looks elsewhere.
pub(crate) fn arrived(desk: &Desk, engine: &Engine) {
    let window = desk.app.get_webview_window(MAIN);
    let is_seen = window.is_some_and(|window| window.is_focused().unwrap_or_default());
    if is_seen || !settings::kept(engine).is_ok_and(|settings| settings.tell_news) {
        return;
    }
    // It waits for the desktop's answer. One without notifications says nothing, and nothing is lost.
    tauri::async_runtime::spawn_blocking(|| drop(Notification::new().appname(SAID).summary(SAID).id(PLACE).show()));
}
