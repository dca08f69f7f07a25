//! What the application knows while it runs: the profile, and while it is unlocked, the engine.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use sotto_engine::{Engine, NoKeyring, Profile, Pseudonym, Way};
use sotto_rpc_schema::{
    ErrorCode, RpcError, event,
    types::{Lock, LockReason},
};
use tauri::{AppHandle, Wry, async_runtime::JoinHandle};

use crate::{
    arguments::Arguments,
    commands::{files::FileOwner, identity::Picked},
    events::tell,
    idle::Idle,
    link::Link,
    offices::Offices,
    picker::{Picker, picker},
    place, successor, window,
};

/// How long locking waits for what is under way before it goes on without.
const PATIENCE: Duration = Duration::from_secs(2);
const GLANCE: Duration = Duration::from_millis(5);

/// Everything that the adapters share.
pub(crate) struct Desk {
    pub(crate) app: AppHandle<Wry>,
    pub(crate) profile: Profile,
    pub(crate) picker: Arc<dyn Picker>,
    pub(crate) link: Link,
    pub(crate) offices: Arc<Offices>,
    pub(crate) idle: Idle,
    /// Why an earlier process locked the vault and became this one.
    pub(crate) locked_because: Option<LockReason>,
    /// Random names that were shown, by their canonical form.
    suggested: Mutex<HashMap<String, Pseudonym>>,
    /// What takes the files that are dropped on the window.
    pub(crate) drop_target: Mutex<Option<FileOwner>>,
    /// Held while files are added: one after another, also where some were chosen and others dropped.
    pub(crate) adding: Mutex<()>,
    /// The document that goes with the disclosure that is being written.
    pub(crate) document: Picked,
    /// The backup from which a vault is to be made.
    pub(crate) backup: Mutex<Option<PathBuf>>,
    /// The way to the relays that was chosen before there was a vault to keep it.
    pub(crate) early_way: Mutex<Way>,
    folder: PathBuf,
    open: Mutex<Option<Open>>,
    successor: OnceLock<LockReason>,
}

/// An unlocked profile and what works for it in the background.
struct Open {
    engine: Arc<Engine>,
    listening: JoinHandle<()>,
    following: Option<JoinHandle<()>>,
}

impl Desk {
    pub(crate) fn new(app: AppHandle<Wry>, folder: PathBuf, locked_because: Option<LockReason>) -> Self {
        Self {
            profile: Profile::new(&folder),
            picker: picker(&app),
            link: Link::default(),
            offices: Arc::default(),
            idle: Idle::new(),
            suggested: Mutex::default(),
            locked_because,
            drop_target: Mutex::default(),
            adding: Mutex::default(),
            document: Picked::default(),
            backup: Mutex::default(),
            early_way: Mutex::default(),
            folder,
            open: Mutex::new(None),
            successor: OnceLock::new(),
            app,
        }
    }

    /// The engine.
    ///
    /// # Errors
    /// `vault_locked`.
    pub(crate) fn engine(&self) -> Result<Arc<Engine>, RpcError> {
        let open = self.open();
        open.as_ref().map(|open| Arc::clone(&open.engine)).ok_or_else(|| ErrorCode::VaultLocked.into())
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open().is_some()
    }

    /// Takes a vault that was just opened, and who listens to its engine.
    pub(crate) fn opened(&self, engine: Arc<Engine>, listening: JoinHandle<()>) {
        *self.open() = Some(Open { engine, listening, following: None });
    }

    /// Takes who stays connected for the engine, in place of an earlier one.
    pub(crate) fn follow(&self, following: JoinHandle<()>) {
        match self.open().as_mut() {
            Some(open) => {
                if let Some(before) = open.following.replace(following) {
                    before.abort();
                }
            }
            None => following.abort(),
        }
    }

    /// Keeps where the window stands, if the vault is open.
    pub(crate) fn keep_place(&self) {
        if let Ok(engine) = self.engine() {
            place::keep(self, &engine);
        }
    }

    /// Puts everything away and ends this process: keys first, then the web process, then the process itself.
    pub(crate) async fn lock(&self, because: LockReason) {
        tell::<event::Locked>(&self.app, Lock { because });
        // Nothing else is done with the vault while one is written.
        self.stop_backup();
        self.keep_place();
        self.put_away().await;
        self.begin_anew(because);
    }

    /// The same, and destroys the vault. What is in use still, the new process removes ([`erase`]).
    pub(crate) async fn leave_no_trace(&self) {
        tell::<event::Locked>(&self.app, Lock { because: LockReason::Removed });
        self.stop_backup();
        self.put_away().await;
        if let Err(error) = Engine::wipe(&self.profile, &NoKeyring) {
            eprintln!("sotto: {error}");
        }
        self.begin_anew(LockReason::Removed);
    }

    async fn put_away(&self) {
        self.document.forget();
        let open = self.open().take();
        if let Some(Open { engine, listening, following }) = open {
            listening.abort();
            following.iter().for_each(JoinHandle::abort);
            // An answer under way may still hold the engine; its keys are wiped when the last one lets go.
            let alone = async {
                while Arc::strong_count(&engine) > 1 {
                    tokio::time::sleep(GLANCE).await;
                }
            };
            let _ = tokio::time::timeout(PATIENCE, alone).await;
            // What cannot be deleted now is when the vault is opened again.
            let _ = engine.delete_all_removed();
            drop(engine);
        }
    }

    fn stop_backup(&self) {
        if let Some(open) = self.open().as_ref() {
            open.engine.stop_backup();
        }
    }

    fn begin_anew(&self, because: LockReason) {
        let _ = self.successor.set(because);
        if window::destroy(&self.app).is_err() {
            self.app.exit(0);
        }
    }

    /// When the last window is gone: becomes a new process at the unlock page, if the vault was locked.
    pub(crate) fn leave(&self) {
        self.stop_backup();
        // Wipes the keys when the window was simply closed.
        let open = self.open().take();
        open.iter().for_each(|open| drop(open.engine.delete_all_removed()));
        drop(open);
        let Some(because) = self.successor.get() else { return };
        let Ok(program) = tauri::process::current_binary(&tauri::Manager::env(&self.app)) else { return };
        let error = successor::replace(&program, &Arguments::of_successor(&self.folder, *because));
        eprintln!("sotto: cannot start anew: {error}");
    }

    pub(crate) fn suggested(&self) -> MutexGuard<'_, HashMap<String, Pseudonym>> {
        self.suggested.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Destroys the vault of a profile, and what the web process kept there, before there is another one. What cannot be removed
/// is told on standard error, and the window then stands at the unlock page.
pub(crate) fn erase(profile: &Path) {
    if let Err(error) = Engine::wipe(&Profile::new(profile), &NoKeyring) {
        eprintln!("sotto: {error}");
    }
    match std::fs::remove_dir_all(window::files(profile)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => eprintln!("sotto: {error}"),
        _ => {}
    }
}
