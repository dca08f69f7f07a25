//! The folder of one vault: its file names, its lock, and writes that are there whole or not at all.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use rand_core::CryptoRng;

use crate::faults::Step;

const KEYS: &str = "vault.keys";
const KEYS_NEW: &str = "vault.keys.new";
const DATABASE: &str = "vault.db";
const DATABASE_NEW: &str = "vault.db.new";
const LOCK: &str = "lock";
const FILES: &str = "files";
const TOR: &str = "tor";

/// Where a vault lives. Making one touches no disk.
#[derive(Clone)]
pub struct Profile {
    folder: PathBuf,
    #[cfg(any(test, feature = "faults"))]
    faults: Option<std::sync::Arc<dyn crate::faults::Faults>>,
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A path often holds its owner's name.
        f.write_str("Profile([redacted])")
    }
}

/// The name of a sealed file in `files/`: 32 random lower-case hexadecimal digits, so that it says nothing and no stored
/// name can point outside the folder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoredName(String);

/// The text isn't a name that [`StoredName::random`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a stored file")]
pub struct InvalidStoredName;

impl Profile {
    /// The profile in `folder`, which need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            #[cfg(any(test, feature = "faults"))]
            faults: None,
        }
    }

    /// The same profile, whose durable steps fail or end as `faults` says.
    #[cfg(any(test, feature = "faults"))]
    #[must_use]
    pub fn with_faults(mut self, faults: std::sync::Arc<dyn crate::faults::Faults>) -> Self {
        self.faults = Some(faults);
        self
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a vault was created here: its key slots have their final name.
    pub fn holds_vault(&self) -> bool {
        self.keys().exists()
    }

    /// The folder of sealed attachment files. It exists while a vault is open.
    pub fn files(&self) -> PathBuf {
        self.folder.join(FILES)
    }

    /// The path of one sealed attachment file.
    pub fn stored_file(&self, name: &StoredName) -> PathBuf {
        self.files().join(&name.0)
    }

    /// Where a Tor that serves this vault keeps its state. Nothing of the vault's is in it.
    pub fn tor(&self) -> PathBuf {
        self.folder.join(TOR)
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.join(KEYS)
    }

    pub(crate) fn keys_new(&self) -> PathBuf {
        self.folder.join(KEYS_NEW)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    pub(crate) fn database_new(&self) -> PathBuf {
        self.folder.join(DATABASE_NEW)
    }

    pub(crate) fn lock_path(&self) -> PathBuf {
        self.folder.join(LOCK)
    }

    /// SQLite's own files beside `database`.
    pub(crate) fn beside(database: &Path) -> [PathBuf; 3] {
        ["-wal", "-shm", "-journal"].map(|suffix| {
            let mut name = database.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        })
    }

    /// Nothing, except where a test put faults.
    pub(crate) fn step(&self, _step: Step) -> io::Result<()> {
        #[cfg(any(test, feature = "faults"))]
        if let Some(faults) = &self.faults {
            return faults.at(_step);
        }
        Ok(())
    }

    /// Makes the folder and `files/`, for its owner alone.
    // enforces: VAULT-02
    pub(crate) fn make_folders(&self) -> io::Result<()> {
        for folder in [self.folder.clone(), self.files()] {
            fs::create_dir_all(&folder)?;
            restrict(&folder, 0o700)?;
        }
        Ok(())
    }

    /// Takes the profile for this process. `None`: another one has it.
    // enforces: VAULT-03
    pub(crate) fn lock(&self) -> io::Result<Option<ProfileLock>> {
        let file = private_options().read(true).write(true).create(true).truncate(false).open(self.lock_path())?;
        match file.try_lock() {
            Ok(()) => Ok(Some(ProfileLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Makes every rename and removal in the folder durable.
    pub(crate) fn sync_folder(&self) -> io::Result<()> {
        sync_folder(&self.folder)
    }

    /// Makes every new file in `files/` durable.
    pub(crate) fn sync_files(&self) -> io::Result<()> {
        sync_folder(&self.files())
    }
}

impl StoredName {
    /// A fresh name.
    pub fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(HEXLOWER.encode(&bytes))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StoredName {
    type Error = InvalidStoredName;

    fn try_from(text: String) -> Result<Self, InvalidStoredName> {
        match HEXLOWER.decode(text.as_bytes()) {
            Ok(bytes) if bytes.len() == 16 => Ok(Self(text)),
            _ => Err(InvalidStoredName),
        }
    }
}

impl std::fmt::Debug for StoredName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredName({})", self.0)
    }
}

/// Held while the profile is open; the system lets go of it when the process ends, however it ends.
pub(crate) struct ProfileLock {
    _file: File,
}

/// Writes `bytes` to `path`, complete and durable, before it returns. Renaming is the caller's.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private_options().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes an empty file for its owner alone, so that whoever opens it by name keeps those permissions.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    private_options().write(true).create_new(true).open(path)
}

/// Removes a file; one that isn't there counts as removed.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether the disk or the quota is full.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

fn private_options() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn restrict(folder: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

// On Windows a profile lies in the user's own folder, whose access list it inherits.
#[cfg(not(unix))]
fn restrict(_folder: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

// NTFS journals renames; a folder can't be opened for flushing there.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
