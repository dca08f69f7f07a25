//! The one window.

use std::path::{Path, PathBuf};

use tauri::{
    AppHandle, LogicalSize, Manager as _, Url, WebviewUrl, WebviewWindowBuilder, Wry, webview::NewWindowResponse,
};

use crate::place::{self, Half};

/// The label that the capability names.
pub(crate) const MAIN: &str = "main";

/// Pages are made for no less, in logical pixels.
pub(crate) const LEAST: LogicalSize<f64> = LogicalSize::new(900.0, 640.0);

/// How often the page begins again: what ends it each time would keep the machine busy for ever.
#[cfg(target_os = "linux")]
const MOST_CRASHES: u32 = 5;

/// Where the web process keeps its files.
pub(crate) fn files(profile: &Path) -> PathBuf {
    profile.join("webview")
}

/// Opens the window. Its web process keeps its own files inside `profile`, so that two profiles share nothing.
pub(crate) fn open(app: &AppHandle<Wry>, profile: &Path, half: Option<Half>) -> tauri::Result<()> {
    // The title names no case: it shows in task switchers and screen recordings.
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Sotto")
        .inner_size(1280.0, 800.0)
        .min_inner_size(LEAST.width, LEAST.height)
        .data_directory(files(profile))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    if let Some(half) = half {
        place::take_half(&window, half);
    }
    #[cfg(target_os = "linux")]
    window.with_webview(|view| begin_again_after_crashes(&view.inner()))?;
    Ok(())
}

/// Pages of text and forms gain nothing from a graphics driver. Without one they are there sooner, take half of the memory,
/// and no driver sees them. To be called before anything else runs, since it changes the environment.
#[cfg(target_os = "linux")]
pub(crate) fn draw_without_gpu() {
    // WebKit's driver takes no picture of a page that is drawn so; what Tauri looks at tells that there is one.
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_none() {
        // Not as a setting of the view: that reaches a web process that draws already, and ends it if it is being resized.
        // Where this fails, the driver draws.
        let _ = webkit2gtk::glib::setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1", true);
    }
}

/// A web process that ended by itself leaves an empty window. Nothing that was typed is only there.
#[cfg(target_os = "linux")]
fn begin_again_after_crashes(view: &webkit2gtk::WebView) {
    use std::cell::Cell;

    use webkit2gtk::WebViewExt as _;

    let left = Cell::new(MOST_CRASHES);
    view.connect_web_process_terminated(move |view, _| {
        if let Some(fewer) = left.get().checked_sub(1) {
            left.set(fewer);
            view.reload();
        }
    });
}

/// Ends the web process, and with it every copy of what was shown or typed there.
pub(crate) fn destroy(app: &AppHandle<Wry>) -> tauri::Result<()> {
    app.get_webview_window(MAIN).map_or(Ok(()), |window| window.destroy())
}

/// The embedded pages, and nothing else.
fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_embedded_pages_are_shown() {
        let allowed = ["tauri://localhost/", "http://tauri.localhost/index.html", "https://tauri.localhost/"];
        let refused =
            ["https://example.org/", "file:///etc/passwd", "tauri://elsewhere/", "http://localhost/", "about:blank"];
        for (urls, expected) in [(&allowed[..], true), (&refused[..], false)] {
            for url in urls {
                assert_eq!(Url::parse(url).is_ok_and(|url| is_ours(&url)), expected, "{url}");
            }
        }
    }
}
