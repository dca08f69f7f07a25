//! Telling the window, by the names and payloads of `rpc-schema`.

use sotto_rpc_schema::Event;
use tauri::{AppHandle, Emitter as _, Wry};

use crate::window::MAIN;

/// Tells the window. It may be gone; then nobody needs to know.
pub(crate) fn tell<E: Event>(app: &AppHandle<Wry>, payload: E::Payload) {
    let _ = app.emit_to(MAIN, E::NAME, payload);
}
