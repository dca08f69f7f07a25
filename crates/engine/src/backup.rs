//! Backups: what a vault holds, in a file that the program `age` opens with the same passphrase; and a vault made from one
//! (docs/protocol/backup.md).

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    iter,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use age::{DecryptError, Decryptor, Encryptor, scrypt, secrecy::SecretString};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{CreateError, NewVault, SecretStore, StoreError, Transaction, Vault, normalised, tables};

use crate::{
    Clock, Engine, Error, NewProfile,
    attachments::fetch::{file_beside, name_file, output_error},
    organisations::{KEY_PACKAGES_LOST, RESTORED},
    outbox::{MESSAGE, REPORT, is_withdrawal},
    surroundings::chance,
};

/// What guessing costs: scrypt with N = 2^18, as the program `age` has it, a quarter of a gibibyte and about a second.
const WORK_LOG_N: u8 = 18;
/// More than a gibibyte is asked of nobody.
const MOST_WORK_LOG_N: u8 = 20;

impl Engine {
    /// Whether `passphrase` opens this vault.
    ///
    /// # Errors
    /// `wrong_passphrase`, `keyring_unavailable`, `keyring_locked`.
    pub fn check_passphrase(&self, passphrase: &str, store: &dyn SecretStore) -> Result<(), Error> {
        Ok(self.vault.check_passphrase(passphrase, store)?)
    }

    /// Ends a backup that is being written, as if its disk had failed, and every later one: the vault is about to be locked.
    pub fn stop_backup(&self) {
        self.backup_stopped.store(true, Ordering::Relaxed);
    }

    /// Writes a backup under the vault's passphrase to `output`, which must not exist; how many bytes. Nothing else is done with
    /// this vault meanwhile.
    ///
    /// # Errors
    /// `wrong_passphrase`, `keyring_unavailable`, `keyring_locked`, `file_exists`, `disk_full`, `io_failed`. Nothing is left at
    /// `output` then.
    // enforces: BACK-01
    pub fn back_up(&self, passphrase: &str, store: &dyn SecretStore, output: &Path) -> Result<u64, Error> {
        self.check_passphrase(passphrase, store)?;
        let mut file = file_beside(output)?;
        let mut recipient = scrypt::Recipient::new(secret(passphrase));
        recipient.set_work_factor(WORK_LOG_N);
        let sealing = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient));
        let sealing = sealing.map_err(|_| Error::Refused(ErrorCode::Internal))?;
        let to = Stoppable { to: BufWriter::new(file.as_file_mut()), stopped: &self.backup_stopped };
        let mut to = sealing.wrap_output(to).map_err(|error| output_error(&error))?;
        self.vault.back_up(self.now(), &mut to)?;
        to.finish().and_then(|mut to| to.flush()).map_err(|error| output_error(&error))?;
        let size_bytes = file.as_file().metadata().map_err(|error| output_error(&error))?.len();
        name_file(file, output)?;
        Ok(size_bytes)
    }

    /// Makes a profile from the backup at `source`, whose passphrase becomes that of the profile, and opens it. Its cases go on
    /// in successor rooms with the next contact; what waited is held until its person lets it go on.
    ///
    /// # Errors
    /// `wrong_passphrase`, `backup_invalid`, `backup_newer`, `vault_exists`, `disk_full`, `io_failed`. There is no profile then,
    /// and the same can be tried again.
    // enforces: BACK-03, BACK-05
    pub fn restore_backup(
        new: &NewProfile<'_>,
        source: &Path,
        store: &dyn SecretStore,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        if new.profile.holds_vault() {
            return Err(CreateError::Exists.into());
        }
        let file = File::open(source).map_err(|error| output_error(&error))?;
        let sealed = Decryptor::new_buffered(BufReader::new(file)).map_err(|error| not_opened(&error))?;
        let mut identity = scrypt::Identity::new(secret(new.passphrase));
        identity.set_max_work_factor(MOST_WORK_LOG_N);
        let opened = sealed.decrypt(iter::once(&identity as &dyn age::Identity));
        let mut from = opened.map_err(|error| not_opened(&error))?;
        let made = NewVault {
            profile: new.profile,
            passphrase: new.passphrase,
            mode: new.mode,
            params: new.params,
            now: clock.now(),
        };
        let vault = Vault::restore(made, store, &mut chance(), &mut from, settle)?;
        Self::over(vault, clock)
    }
}

/// Writes until it is stopped.
struct Stoppable<'a, W> {
    to: W,
    stopped: &'a AtomicBool,
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(io::Error::other("the vault is being locked"));
        }
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// As the vault takes it, so that what opens the vault opens its backup.
fn secret(passphrase: &str) -> SecretString {
    SecretString::from(normalised(passphrase).as_str())
}

fn not_opened(error: &DecryptError) -> Error {
    Error::Refused(match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => ErrorCode::WrongPassphrase,
        DecryptError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => ErrorCode::IoFailed,
        _ => ErrorCode::BackupInvalid,
    })
}

/// What a vault knows of rooms and of what it sent is older than itself.
// enforces: BACK-05
fn settle(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.cases().halt_all(ErrorCode::VaultRolledBack.as_str(), ErrorCode::CaseElsewhere.as_str())?;
    tx.settings().put(RESTORED, KEY_PACKAGES_LOST)?;
    for side in [tables::Side::Reporter, tables::Side::Handler] {
        for case in tx.outbox().cases_of(side)? {
            tx.outbox().of_case(case)?.into_iter().try_for_each(|item| settle_waiting(tx, item))?;
        }
    }
    Ok(())
}

/// What waited may have left since: its person decides. A withdrawal goes on, since it does no harm twice.
fn settle_waiting(tx: &Transaction<'_>, item: tables::OutboxItem) -> Result<(), StoreError> {
    let (state, reason) = match item.kind.as_str() {
        _ if is_withdrawal(&item) => (tables::OutboxState::Queued, None),
        REPORT | MESSAGE => (tables::OutboxState::Paused, Some(ErrorCode::Held.as_str().to_owned())),
        _ => return tx.outbox().remove(item.message).map(drop),
    };
    tx.outbox().update(&tables::OutboxItem { state, reason, sealed: None, ..item }).map(drop)
}
