//! Which files: asked of the person by the system's own dialog, in Rust. No path enters the web process.

use std::{path::PathBuf, sync::Arc};

use tauri::{AppHandle, Wry};
use tauri_plugin_dialog::{DialogExt as _, FilePath};

/// Asks for files. Every method waits for a person: call from a blocking task.
pub(crate) trait Picker: Send + Sync {
    /// The card of an organisation; `None` if the person chose none.
    fn card(&self) -> Option<PathBuf>;
}

/// The picker of this process: the system's dialogs, or in a debug build what a test put into the environment.
pub(crate) fn picker(app: &AppHandle<Wry>) -> Arc<dyn Picker> {
    #[cfg(debug_assertions)]
    if let Some(scripted) = scripted::Scripted::from_environment() {
        return Arc::new(scripted);
    }
    Arc::new(Dialogs(app.clone()))
}

struct Dialogs(AppHandle<Wry>);

impl Picker for Dialogs {
    fn card(&self) -> Option<PathBuf> {
        self.0
            .dialog()
            .file()
            .add_filter("Sotto", &["sotto", "card"])
            .blocking_pick_file()
            .and_then(|chosen: FilePath| chosen.into_path().ok())
    }
}

#[cfg(debug_assertions)]
mod scripted {
    use std::{env, path::PathBuf};

    use super::Picker;

    /// Answers with the path in `SOTTO_TEST_CARD`.
    pub(super) struct Scripted(PathBuf);

    impl Scripted {
        pub(super) fn from_environment() -> Option<Self> {
            env::var_os("SOTTO_TEST_CARD").map(|path| Self(PathBuf::from(path)))
        }
    }

    impl Picker for Scripted {
        fn card(&self) -> Option<PathBuf> {
            Some(self.0.clone())
        }
    }
}
