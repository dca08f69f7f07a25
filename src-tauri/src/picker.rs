//! Which files: asked of the person by the system's own dialog, in Rust. No path enters the web process.

use std::{path::PathBuf, sync::Arc};

use tauri::{AppHandle, Wry};
use tauri_plugin_dialog::{DialogExt as _, FilePath};

/// Asks for files. Every method waits for a person: call from a blocking task.
pub(crate) trait Picker: Send + Sync {
    /// The card of an organisation; `None` if the person chose none.
    fn card(&self) -> Option<PathBuf>;

    /// Files to add; none if the person chose none.
    fn files(&self) -> Vec<PathBuf>;

    /// One file that shows who somebody is; `None` if the person chose none.
    fn document(&self) -> Option<PathBuf>;

    /// The backup of a vault; `None` if the person chose none. Whatever it is called: it may have been renamed.
    fn backup(&self) -> Option<PathBuf>;

    /// Where to save a file for which `name` is offered; `None` if the person chose nothing.
    fn save(&self, name: &str) -> Option<PathBuf>;
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

impl Dialogs {
    fn one_file(&self) -> Option<PathBuf> {
        self.0.dialog().file().blocking_pick_file().and_then(|chosen: FilePath| chosen.into_path().ok())
    }
}

impl Picker for Dialogs {
    fn card(&self) -> Option<PathBuf> {
        self.0
            .dialog()
            .file()
            .add_filter("Sotto", &["sotto-card", "png", "jpg", "jpeg"])
            .blocking_pick_file()
            .and_then(|chosen: FilePath| chosen.into_path().ok())
    }

    fn files(&self) -> Vec<PathBuf> {
        let chosen = self.0.dialog().file().blocking_pick_files().unwrap_or_default();
        chosen.into_iter().filter_map(|file| file.into_path().ok()).collect()
    }

    fn document(&self) -> Option<PathBuf> {
        self.one_file()
    }

    fn backup(&self) -> Option<PathBuf> {
        self.one_file()
    }

    fn save(&self, name: &str) -> Option<PathBuf> {
        let chosen = self.0.dialog().file().set_file_name(name).blocking_save_file();
        chosen.and_then(|file| file.into_path().ok())
    }
}

#[cfg(debug_assertions)]
mod scripted {
    use std::{env, path::PathBuf};

    use super::Picker;

    /// Answers from the folder in `SOTTO_TEST_PICKER`: its file `card`, all files in its folder `choose`, the
    /// first of them where one is asked for, and for saving the offered name in its folder `save`; nothing where there is no
    /// such folder.
    pub(super) struct Scripted(PathBuf);

    impl Scripted {
        pub(super) fn from_environment() -> Option<Self> {
            env::var_os("SOTTO_TEST_PICKER").map(|path| Self(PathBuf::from(path)))
        }
    }

    impl Picker for Scripted {
        fn card(&self) -> Option<PathBuf> {
            Some(self.0.join("card"))
        }

        fn files(&self) -> Vec<PathBuf> {
            let entries = std::fs::read_dir(self.0.join("choose")).into_iter().flatten().flatten();
            let mut chosen: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            chosen.sort();
            chosen
        }

        fn document(&self) -> Option<PathBuf> {
            self.files().into_iter().next()
        }

        fn backup(&self) -> Option<PathBuf> {
            self.files().into_iter().next()
        }

        fn save(&self, name: &str) -> Option<PathBuf> {
            let folder = self.0.join("save");
            folder.exists().then(|| folder.join(name))
        }
    }
}
