//! An open vault.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use openmls_libcrux_crypto::CryptoProvider;
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    database,
    error::StoreError,
    faults::Step,
    profile::{Profile, ProfileLock},
    transaction::Transaction,
};

/// An open vault. Dropping it closes the database, which wipes its keys from memory, and lets go of the profile.
///
/// Share it by reference or `Arc`: transactions follow one another. They block on the disk, so call them from threads that may.
pub struct Vault {
    // In the order of closing: the lock goes last.
    connection: Mutex<Connection>,
    crypto: CryptoProvider,
    pub(crate) profile: Profile,
    pub(crate) _lock: ProfileLock,
}

impl Vault {
    pub(crate) fn assemble(
        connection: Connection,
        crypto: CryptoProvider,
        profile: Profile,
        lock: ProfileLock,
    ) -> Self {
        database::grow_log(&profile);
        Self { connection: Mutex::new(connection), crypto, profile, _lock: lock }
    }

    /// The folder that this vault lies in.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Runs `work` on one consistent state. A write within it fails with [`StoreError::ReadOnly`].
    ///
    /// # Errors
    /// What `work` returns, or [`StoreError`].
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        let connection = self.connection();
        let guard = QueryOnly::on(&connection)?;
        let transaction = connection.unchecked_transaction().map_err(StoreError::from)?;
        let answer = work(&Transaction::new(&transaction, &self.crypto));
        drop(transaction);
        drop(guard);
        answer
    }

    /// Runs `work` and keeps everything that it wrote, durably, before this returns; or, if `work` or the disk fails, nothing.
    ///
    /// # Errors
    /// What `work` returns, or [`StoreError`]. Nothing was kept then.
    // enforces: VAULT-13, VAULT-14
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.connection();
        let answer = write(&mut connection, &self.crypto, &self.profile, work)?;
        drop(connection);
        Ok(answer)
    }

    /// How many write transactions this vault has kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn generation(&self) -> Result<u64, StoreError> {
        self.read(|tx| tx.generation())
    }

    /// Reads and authenticates the whole database. Takes about as long as copying it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a page that was altered.
    pub fn check(&self) -> Result<(), StoreError> {
        database::check(&self.connection())
    }

    /// Lets the database grow to `pages` of 4 KiB and no further: a full disk, for tests.
    ///
    /// # Errors
    /// [`StoreError`].
    #[cfg(any(test, feature = "faults"))]
    pub fn limit_pages(&self, pages: u32) -> Result<u32, StoreError> {
        Ok(self.connection().query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0))?)
    }

    /// Marks the database as one of version `version`, for tests.
    ///
    /// # Errors
    /// [`StoreError`].
    #[cfg(any(test, feature = "faults"))]
    pub fn set_version(&self, version: u32) -> Result<(), StoreError> {
        Ok(self.connection().pragma_update(None, "user_version", version)?)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic in a transaction rolled it back, so what the mutex guards is whole.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One write transaction, also before there is a [`Vault`].
pub(crate) fn write<T, E: From<StoreError>>(
    connection: &mut Connection,
    crypto: &CryptoProvider,
    profile: &Profile,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
    transaction.execute("UPDATE vault SET generation = generation + 1", []).map_err(StoreError::from)?;
    let answer = work(&Transaction::new(&transaction, crypto))?;
    let finish = || {
        database::grow(&transaction)?;
        database::give_back(&transaction)?;
        profile.step(Step::BeforeCommit)?;
        Ok::<_, StoreError>(())
    };
    finish()?;
    transaction.commit().map_err(StoreError::from)?;
    database::grow_log(profile);
    // It is committed, and must not be reported as failed.
    let _ = profile.step(Step::AfterCommit);
    Ok(answer)
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault([redacted])")
    }
}

/// Refuses writes while it lives, also when `work` panics.
struct QueryOnly<'c>(&'c Connection);

impl<'c> QueryOnly<'c> {
    fn on(connection: &'c Connection) -> Result<Self, StoreError> {
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self(connection))
    }
}

impl Drop for QueryOnly<'_> {
    fn drop(&mut self) {
        let _ = self.0.pragma_update(None, "query_only", false);
    }
}
