//! From nothing to an open vault and back: create, unlock, change the passphrase, wipe.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, Write},
    path::Path,
};

use data_encoding::HEXLOWER;
use openmls_libcrux_crypto::CryptoProvider;
use rand_core::CryptoRng;
use rusqlite::Connection;
use sotto_protocol::time::UnixSeconds;
use zeroize::Zeroizing;

use crate::{
    database,
    error::{ChangePassphraseError, CreateError, Part, StoreError, UnlockError, WipeError},
    faults::Step,
    kdf::{KdfFailed, KdfParams},
    keyfile::{self, CreationId, KeyFile, Mode, OpenError, ParseError, VaultKey},
    keyring_store::{SecretStore, SecretStoreError},
    profile::{Profile, ProfileLock, create_private, remove_if_there, write_durably},
    transaction::Transaction,
    vault::{self, Vault},
};

/// What a new vault shall be.
#[derive(Clone, Copy)]
pub struct NewVault<'a> {
    /// Where.
    pub profile: &'a Profile,
    /// What the person will type. Not empty.
    pub passphrase: &'a str,
    /// What else opens it. Can't be changed later.
    pub mode: Mode,
    /// What guessing the passphrase shall cost.
    pub params: KdfParams,
    /// The present.
    pub now: UnixSeconds,
}

impl std::fmt::Debug for NewVault<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewVault([redacted])")
    }
}

/// What wiping couldn't reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wiped {
    /// The keyring still holds this vault's secret, which opens nothing any more.
    pub keyring_entry_remains: bool,
}

impl Vault {
    /// Creates a vault and opens it. See [`Vault::create_with`].
    ///
    /// # Errors
    /// [`CreateError`].
    pub fn create(
        profile: &Profile,
        passphrase: &str,
        mode: Mode,
        params: KdfParams,
        secret_store: &dyn SecretStore,
        rng: &mut impl CryptoRng,
        now: UnixSeconds,
    ) -> Result<Self, CreateError> {
        Self::create_with(NewVault { profile, passphrase, mode, params, now }, secret_store, rng, |_| Ok(()))
    }

    /// Creates a vault with the rows that `first` writes, and opens it: either there is a vault with these rows, or none.
    ///
    /// Everything is made under names of its own; `vault.keys` gets its name last, and makes the vault exist. What an earlier
    /// try left is removed.
    ///
    /// # Errors
    /// [`CreateError`]. No vault exists then.
    pub fn create_with(
        new: NewVault<'_>,
        secret_store: &dyn SecretStore,
        rng: &mut impl CryptoRng,
        first: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Self, CreateError> {
        create_filled(new, secret_store, rng, |connection, crypto| {
            database::migrate(connection)?;
            begin(connection, new.now)?;
            Ok(vault::write(connection, crypto, new.profile, first)?)
        })
    }

    /// Opens the vault of `profile`.
    ///
    /// A wrong passphrase takes as long as four right ones, since each slot is tried.
    ///
    /// # Errors
    /// [`UnlockError`].
    pub fn unlock(profile: &Profile, passphrase: &str, secret_store: &dyn SecretStore) -> Result<Self, UnlockError> {
        if !profile.holds_vault() {
            return Err(UnlockError::Absent);
        }
        let lock = profile.lock()?.ok_or(UnlockError::ProfileInUse)?;
        let key = unwrap_key(profile, passphrase, secret_store)?;
        if !profile.database().exists() {
            return Err(UnlockError::Damaged(Part::Database));
        }
        profile.make_folders()?;
        let connection = database::open(&profile.database(), &key)?;
        let crypto = crypto()?;
        Ok(Self::assemble(connection, crypto, profile.clone(), lock))
    }

    /// Checks that this vault, which is open, could be opened with `passphrase`.
    ///
    /// # Errors
    /// [`UnlockError`].
    pub fn check_passphrase(&self, passphrase: &str, secret_store: &dyn SecretStore) -> Result<(), UnlockError> {
        unwrap_key(self.profile(), passphrase, secret_store).map(drop)
    }

    /// Wraps the vault key anew under `new` and destroys what wrapped it under `old`. The keyring secret stays.
    ///
    /// # Errors
    /// [`ChangePassphraseError`]. `old` still opens the vault then.
    // enforces: VAULT-16
    pub fn change_passphrase(
        &self,
        old: &str,
        new: &str,
        params: KdfParams,
        secret_store: &dyn SecretStore,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ChangePassphraseError> {
        if new.is_empty() {
            return Err(ChangePassphraseError::EmptyPassphrase);
        }
        let profile = self.profile();
        let keys = KeyFile::parse(&read_bounded(&profile.keys())?)
            .map_err(|_| ChangePassphraseError::Damaged(Part::Header))?;
        let secret = keyring_secret(&keys, secret_store)?;
        let key = keys.open(old, secret.as_deref()).map_err(|error| match error {
            OpenError::WrongPassphrase => ChangePassphraseError::WrongPassphrase,
            OpenError::Damaged => ChangePassphraseError::Damaged(Part::Slots),
            OpenError::OutOfMemory => ChangePassphraseError::OutOfMemory,
        })?;
        let sealed = KeyFile::seal(&key, (keys.mode, keys.creation), new, secret.as_deref(), params, rng)
            .map_err(|KdfFailed| ChangePassphraseError::OutOfMemory)?;
        // Held across the rename, so that the old slots can be overwritten and not merely unlinked.
        let mut replaced = OpenOptions::new().write(true).open(profile.keys())?;
        let prepared = write_durably(&profile.keys_new(), &sealed.to_bytes())
            .and_then(|()| profile.step(Step::PassphrasePrepared))
            .and_then(|()| fs::rename(profile.keys_new(), profile.keys()));
        if let Err(error) = prepared {
            let _ = remove_if_there(&profile.keys_new());
            return Err(error.into());
        }
        // From here on the new passphrase is the passphrase, whatever the disk says: to report a failure would be wrong.
        let _ = profile.sync_folder();
        let _ = profile.step(Step::PassphraseInPlace);
        let _ = overwrite(&mut replaced, rng);
        Ok(())
    }
}

/// Destroys the vault of `profile` without opening it: the key slots first, after which nothing can be read, then every file of
/// the vault. A folder that is empty then goes too.
///
/// # Errors
/// [`WipeError`]. May be called again.
// enforces: VAULT-17
pub fn wipe(profile: &Profile, secret_store: &dyn SecretStore, rng: &mut impl CryptoRng) -> Result<Wiped, WipeError> {
    if !profile.folder().exists() {
        return Ok(Wiped { keyring_entry_remains: false });
    }
    let lock = profile.lock().map_err(WipeError::SlotsRemain)?.ok_or(WipeError::ProfileInUse)?;
    let creation = in_keyring(&profile.keys()).or_else(|| in_keyring(&profile.keys_new()));
    for slots in [profile.keys(), profile.keys_new()] {
        destroy(&slots, rng).map_err(WipeError::SlotsRemain)?;
    }
    profile.step(Step::WipeSlotsDestroyed).map_err(WipeError::FilesRemain)?;
    let keyring_entry_remains = creation.is_some_and(|creation| forget(creation, secret_store).is_err());
    remove_files(profile, lock).map_err(WipeError::FilesRemain)?;
    Ok(Wiped { keyring_entry_remains })
}

/// Creates a vault whose database `fill` makes, and opens it.
// enforces: VAULT-15
pub(crate) fn create_filled<E: From<CreateError>>(
    new: NewVault<'_>,
    secret_store: &dyn SecretStore,
    rng: &mut impl CryptoRng,
    fill: impl FnOnce(&mut Connection, &CryptoProvider) -> Result<(), E>,
) -> Result<Vault, E> {
    let lock = claim(new, secret_store)?;
    let made = prepare(new, secret_store, rng).map_err(E::from).and_then(|(key, mut connection, crypto)| {
        fill(&mut connection, &crypto)?;
        let connection = put_in_place(new.profile, connection, &key)?;
        Ok((connection, crypto))
    });
    match made {
        Ok((connection, crypto)) => Ok(Vault::assemble(connection, crypto, new.profile.clone(), lock)),
        Err(error) => {
            // As far as the disk lets us. The next try removes the rest.
            let _ = remove_if_there(&new.profile.keys());
            let _ = remove_half_made(new.profile, secret_store);
            Err(error)
        }
    }
}

/// Takes the profile, in which there is no vault, and removes what an earlier try left.
fn claim(new: NewVault<'_>, secret_store: &dyn SecretStore) -> Result<ProfileLock, CreateError> {
    if new.passphrase.is_empty() {
        return Err(CreateError::EmptyPassphrase);
    }
    if new.profile.holds_vault() {
        return Err(CreateError::Exists);
    }
    new.profile.make_folders()?;
    let lock = new.profile.lock()?.ok_or(CreateError::ProfileInUse)?;
    if new.profile.holds_vault() {
        return Err(CreateError::Exists);
    }
    remove_half_made(new.profile, secret_store)?;
    Ok(lock)
}

/// Key slots and an empty database, both under names that make no vault.
fn prepare(
    new: NewVault<'_>,
    secret_store: &dyn SecretStore,
    rng: &mut impl CryptoRng,
) -> Result<(VaultKey, Connection, CryptoProvider), CreateError> {
    let profile = new.profile;
    let mut creation = CreationId([0; 16]);
    rng.fill_bytes(&mut creation.0);
    let key = VaultKey::random(rng);
    let secret = (new.mode == Mode::PassphraseAndKeyring).then(|| {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *secret);
        secret
    });

    let keys = KeyFile::seal(&key, (new.mode, creation), new.passphrase, secret.as_deref(), new.params, rng)
        .map_err(|KdfFailed| CreateError::OutOfMemory)?;
    write_durably(&profile.keys_new(), &keys.to_bytes())?;
    profile.step(Step::CreateKeysPrepared)?;

    // After the slots, which name the entry: a later try finds it there and removes it.
    if let Some(secret) = &secret {
        secret_store.put(&account(creation), secret.as_slice())?;
        profile.step(Step::CreateKeyringWritten)?;
    }

    let crypto = crypto()?;
    drop(create_private(&profile.database_new())?);
    let connection = database::open_as_it_is(&profile.database_new(), &key)?;
    Ok((key, connection, crypto))
}

/// The row that says when the vault was made.
pub(crate) fn begin(connection: &Connection, now: UnixSeconds) -> Result<(), StoreError> {
    connection.execute("INSERT INTO vault (one, created_at, generation) VALUES (1, ?1, 0)", [now.0])?;
    Ok(())
}

/// Gives the database and the key slots their names.
fn put_in_place(profile: &Profile, connection: Connection, key: &VaultKey) -> Result<Connection, CreateError> {
    // Closing moves everything from the log into the file.
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    File::open(profile.database_new())?.sync_all()?;
    profile.step(Step::CreateDatabasePrepared)?;

    fs::rename(profile.database_new(), profile.database())?;
    profile.sync_folder()?;
    profile.step(Step::CreateDatabaseInPlace)?;
    let connection = database::open(&profile.database(), key)?;

    fs::rename(profile.keys_new(), profile.keys())?;
    profile.sync_folder()?;
    profile.step(Step::CreateKeysInPlace)?;
    Ok(connection)
}

/// Removes what a create left that was never finished. Call it only with the lock held and no `vault.keys`.
fn remove_half_made(profile: &Profile, secret_store: &dyn SecretStore) -> io::Result<()> {
    if let Some(creation) = in_keyring(&profile.keys_new()) {
        // An entry that stays opens nothing.
        let _ = forget(creation, secret_store);
    }
    for database in [profile.database_new(), profile.database()] {
        Profile::beside(&database).iter().try_for_each(|path| remove_if_there(path))?;
        remove_if_there(&database)?;
    }
    remove_if_there(&profile.keys_new())?;
    profile.remove_stored_files()?;
    profile.sync_folder()
}

fn remove_files(profile: &Profile, lock: ProfileLock) -> io::Result<()> {
    remove_if_there(&profile.keys())?;
    remove_if_there(&profile.keys_new())?;
    profile.sync_folder()?;
    profile.step(Step::WipeKeysRemoved)?;
    for database in [profile.database_new(), profile.database()] {
        Profile::beside(&database).iter().try_for_each(|path| remove_if_there(path))?;
        remove_if_there(&database)?;
    }
    for folder in [profile.files(), profile.tor()] {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => profile.sync_folder()?,
        }
    }
    drop(lock);
    remove_if_there(&profile.lock_path())?;
    match fs::remove_dir(profile.folder()) {
        // Whatever else lies there isn't the vault's.
        Err(error) if !matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) => Err(error),
        _ => Ok(()),
    }
}

/// Reads `vault.keys`, or as much of it as tells that it is another file.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(keyfile::FILE_LEN_BYTES + 1);
    io::Read::read_to_end(&mut io::Read::take(File::open(path)?, keyfile::FILE_LEN_BYTES as u64 + 1), &mut bytes)?;
    Ok(bytes)
}

fn unwrap_key(profile: &Profile, passphrase: &str, secret_store: &dyn SecretStore) -> Result<VaultKey, UnlockError> {
    let bytes = match read_bounded(&profile.keys()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(UnlockError::Absent),
        other => other?,
    };
    let keys = KeyFile::parse(&bytes).map_err(|error| match error {
        ParseError::Header => UnlockError::Damaged(Part::Header),
        ParseError::Slots => UnlockError::Damaged(Part::Slots),
        ParseError::Newer { found } => UnlockError::Newer { found: found.into(), supported: keyfile::VERSION.into() },
    })?;
    let secret = keyring_secret(&keys, secret_store)?;
    keys.open(passphrase, secret.as_deref()).map_err(|error| match error {
        OpenError::WrongPassphrase => UnlockError::WrongPassphrase,
        OpenError::Damaged => UnlockError::Damaged(Part::Slots),
        OpenError::OutOfMemory => UnlockError::OutOfMemory,
    })
}

fn keyring_secret(
    keys: &KeyFile,
    secret_store: &dyn SecretStore,
) -> Result<Option<Zeroizing<[u8; 32]>>, SecretStoreError> {
    match keys.mode {
        Mode::Passphrase => Ok(None),
        Mode::PassphraseAndKeyring => {
            let bytes = secret_store.get(&account(keys.creation))?;
            let mut secret = Zeroizing::new([0; 32]);
            if bytes.len() != secret.len() {
                // Someone else's, or cut: as good as none.
                return Err(SecretStoreError::Missing);
            }
            secret.copy_from_slice(&bytes);
            Ok(Some(secret))
        }
    }
}

fn account(creation: CreationId) -> String {
    HEXLOWER.encode(&creation.0)
}

/// The creation id in the slots at `path`, if they are whole and their vault has an entry in the keyring.
fn in_keyring(path: &Path) -> Option<CreationId> {
    let keys = KeyFile::parse(&read_bounded(path).ok()?).ok()?;
    (keys.mode == Mode::PassphraseAndKeyring).then_some(keys.creation)
}

fn forget(creation: CreationId, secret_store: &dyn SecretStore) -> Result<(), SecretStoreError> {
    match secret_store.delete(&account(creation)) {
        Err(SecretStoreError::Missing) => Ok(()),
        other => other,
    }
}

/// Overwrites the file at `path`, durably, if there is one.
fn destroy(path: &Path, rng: &mut impl CryptoRng) -> io::Result<()> {
    match OpenOptions::new().write(true).open(path) {
        Ok(mut file) => overwrite(&mut file, rng),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn overwrite(file: &mut File, rng: &mut impl CryptoRng) -> io::Result<()> {
    let mut noise = [0; keyfile::FILE_LEN_BYTES];
    rng.fill_bytes(&mut noise);
    file.rewind()?;
    file.write_all(&noise)?;
    file.sync_all()
}

fn crypto() -> Result<CryptoProvider, StoreError> {
    CryptoProvider::new().map_err(|_| StoreError::Io(io::Error::other("no randomness from the system")))
}
