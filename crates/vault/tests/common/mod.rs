//! What the vault's tests share.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use rand_core::UnwrapErr;
use sotto_protocol::{
    ids::{CaseId, DraftId, OrganisationId, RoomId},
    time::UnixSeconds,
};
use sotto_vault::{
    CreateError, Faults, KdfParams, Mode, NoKeyring, Profile, SecretStore, SecretStoreError, Step, Vault,
    tables::{CaseFile, Draft, Organisation, Role, Side},
};
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "nine quiet herons";
pub const NOW: UnixSeconds = UnixSeconds(1_795_000_000);

pub fn rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}

pub struct Folder(pub tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("profile")
    }

    pub fn profile(&self) -> Profile {
        Profile::new(self.path())
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub fn alter(&self, name: &str, at: usize) {
        let mut bytes = fs::read(self.file(name)).unwrap();
        *bytes.get_mut(at).unwrap() ^= 0x40;
        fs::write(self.file(name), bytes).unwrap();
    }
}

pub fn create(profile: &Profile) -> Result<Vault, CreateError> {
    Vault::create(profile, PASSPHRASE, Mode::Passphrase, KdfParams::for_tests(), &NoKeyring, &mut rng(), NOW)
}

pub fn unlock(profile: &Profile) -> Result<Vault, sotto_vault::UnlockError> {
    Vault::unlock(profile, PASSPHRASE, &NoKeyring)
}

/// A keyring in memory that can be locked and taken away.
#[derive(Default)]
pub struct MemoryKeyring {
    pub secrets: Mutex<HashMap<String, Vec<u8>>>,
    pub locked: AtomicBool,
    pub gone: AtomicBool,
}

impl MemoryKeyring {
    fn check(&self) -> Result<(), SecretStoreError> {
        if self.gone.load(Ordering::SeqCst) {
            return Err(SecretStoreError::Unavailable);
        }
        if self.locked.load(Ordering::SeqCst) {
            return Err(SecretStoreError::Locked);
        }
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.secrets.lock().unwrap().len()
    }
}

impl SecretStore for MemoryKeyring {
    fn put(&self, account: &str, secret: &[u8]) -> Result<(), SecretStoreError> {
        self.check()?;
        self.secrets.lock().unwrap().insert(account.into(), secret.into());
        Ok(())
    }

    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        self.check()?;
        let secrets = self.secrets.lock().unwrap();
        secrets.get(account).cloned().map(Zeroizing::new).ok_or(SecretStoreError::Missing)
    }

    fn delete(&self, account: &str) -> Result<(), SecretStoreError> {
        self.check()?;
        self.secrets.lock().unwrap().remove(account).map(drop).ok_or(SecretStoreError::Missing)
    }
}

/// A disk that is full at one step.
pub struct FullAt(pub Step, pub AtomicBool);

impl FullAt {
    pub fn new(step: Step) -> Arc<Self> {
        Arc::new(Self(step, AtomicBool::new(false)))
    }

    pub fn met(&self) -> bool {
        self.1.load(Ordering::SeqCst)
    }
}

impl Faults for FullAt {
    fn at(&self, step: Step) -> io::Result<()> {
        if step == self.0 {
            self.1.store(true, Ordering::SeqCst);
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

/// The end of the process at one step, with nothing unwound and nothing flushed.
pub struct KillAt(pub Step);

impl Faults for KillAt {
    fn at(&self, step: Step) -> io::Result<()> {
        if step == self.0 {
            std::process::abort();
        }
        Ok(())
    }
}

pub fn organisation() -> Organisation {
    Organisation {
        organisation: OrganisationId::from_bytes([1; 32]),
        name: "Fjord Rail".into(),
        card: b"card".to_vec(),
        roster: b"roster".to_vec(),
        roster_version: 3,
        checkpoint: None,
        compared: false,
        role: Role::Reporter,
        handler: None,
        added_at: NOW,
    }
}

pub fn draft() -> Draft {
    Draft {
        draft: DraftId::from_bytes([2; 16]),
        organisation: organisation().organisation,
        channel: "general".into(),
        title: "Brakes".into(),
        body: "The test log was copied.".into(),
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn case_file() -> CaseFile {
    CaseFile {
        case: CaseId::from_bytes([3; 16]),
        organisation: organisation().organisation,
        room: RoomId::from_bytes([4; 16]),
        side: Side::Reporter,
        case_index: Some(7),
        keys: Some(Zeroizing::new(vec![5; 96])),
        channel: "general".into(),
        pseudonym: vec![0x82, 1, 2],
        title: "Brakes".into(),
        status: "new".into(),
        opened_at: NOW,
        updated_at: NOW,
        unread: 0,
        head: [6; 32],
        sequence: 0,
        last_content: None,
        generation: 0,
        halted: None,
    }
}

/// Every file below `folder`.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

pub fn copy_folder(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}
