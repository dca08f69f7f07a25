//! What can go wrong, an enum an operation.

use std::{error::Error, io};

use rusqlite::ErrorCode;

use crate::{keyring_store::SecretStoreError, profile::is_full};

/// The part of a vault that doesn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The header of `vault.keys`.
    Header,
    /// The key slots of `vault.keys`.
    Slots,
    /// `vault.db`.
    Database,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Slots => "key slots",
            Self::Database => "database",
        })
    }
}

/// Why a vault wasn't created. Nothing of it is left that would be in the way of another try.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The profile already holds a vault.
    #[error("this profile already holds a vault")]
    Exists,
    /// Another process has this profile open.
    #[error("this profile is open in another process")]
    ProfileInUse,
    /// A passphrase must not be empty.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// No keyring runs here.
    #[error("there is no keyring on this machine")]
    KeyringUnavailable,
    /// The keyring is locked.
    #[error("the keyring is locked")]
    KeyringLocked,
    /// This machine can't give Argon2 its memory.
    #[error("not enough memory to protect the passphrase")]
    OutOfMemory,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The first transaction failed.
    #[error("the vault's first rows were not written")]
    Store(#[source] StoreError),
    /// The file system refused.
    #[error("the profile could not be written")]
    Io(#[source] io::Error),
}

/// Why a backup wasn't written. What was written of it is none.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum BackUpError {
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The disk to which it is written is full.
    #[error("the disk is full")]
    DiskFull,
    /// It could not be written.
    #[error("the backup could not be written")]
    Io(#[source] io::Error),
}

/// Why no vault was made from a backup. There is none then, and nothing that would be in the way of another try.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// It is no backup, or not all of one, or it was altered.
    #[error("this is not a whole backup")]
    Invalid,
    /// A later version of Sotto wrote it.
    #[error("a newer version wrote this backup")]
    Newer,
    /// The backup could not be read.
    #[error("the backup could not be read")]
    Source(#[source] io::Error),
    /// The vault was not made.
    #[error(transparent)]
    Create(#[from] CreateError),
}

impl RestoreError {
    /// Why `from` gave no more: what opens a sealed stream says so of one that was altered or cut.
    pub(crate) fn from_source(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::Invalid,
            _ => Self::Source(error),
        }
    }
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Create(error.into())
    }
}

/// Why a vault wasn't unlocked.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// The profile holds no vault.
    #[error("this profile holds no vault")]
    Absent,
    /// Another process has this profile open.
    #[error("this profile is open in another process")]
    ProfileInUse,
    /// The vault is whole and this passphrase (with this keyring secret) opens none of its slots.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A part of the vault doesn't read.
    #[error("the vault's {0} is damaged")]
    Damaged(Part),
    /// A later version of Sotto wrote this vault.
    #[error("the vault has version {found}, and this build knows {supported}")]
    Newer {
        /// The version of the vault.
        found: u32,
        /// The newest version that this build knows.
        supported: u32,
    },
    /// No keyring runs here, and this vault needs one.
    #[error("there is no keyring on this machine")]
    KeyringUnavailable,
    /// The keyring is locked.
    #[error("the keyring is locked")]
    KeyringLocked,
    /// The keyring is open and has lost this vault's secret.
    #[error("the keyring holds no secret for this vault")]
    KeyringSecretMissing,
    /// This machine can't give Argon2 its memory.
    #[error("not enough memory to check the passphrase")]
    OutOfMemory,
    /// The disk is full, so that a migration or the journal couldn't be written.
    #[error("the disk is full")]
    DiskFull,
    /// The database refused for another reason.
    #[error("the vault's database could not be opened")]
    Store(#[source] StoreError),
    /// The file system refused.
    #[error("the profile could not be read")]
    Io(#[source] io::Error),
}

/// Why the passphrase wasn't changed: the old one still opens the vault.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum ChangePassphraseError {
    /// The old passphrase is not this vault's.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A passphrase must not be empty.
    #[error("the new passphrase is empty")]
    EmptyPassphrase,
    /// `vault.keys` no longer reads.
    #[error("the vault's {0} is damaged")]
    Damaged(Part),
    /// No keyring runs here, and this vault needs one.
    #[error("there is no keyring on this machine")]
    KeyringUnavailable,
    /// The keyring is locked.
    #[error("the keyring is locked")]
    KeyringLocked,
    /// The keyring is open and has lost this vault's secret.
    #[error("the keyring holds no secret for this vault")]
    KeyringSecretMissing,
    /// This machine can't give Argon2 its memory.
    #[error("not enough memory to protect the passphrase")]
    OutOfMemory,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file system refused.
    #[error("the key slots could not be written")]
    Io(#[source] io::Error),
}

/// Why a file wasn't sealed into the vault. Nothing of it is left.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum SealFileError {
    /// The file to be sealed could not be read.
    #[error("the file could not be read")]
    Source(#[source] io::Error),
    /// It became longer or shorter while it was read.
    #[error("the file changed while it was read")]
    Changed,
    /// Another thread failed first.
    #[error("sealing was stopped")]
    Stopped,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The profile could not be written.
    #[error("the sealed file could not be written")]
    Io(#[source] io::Error),
}

impl From<io::Error> for SealFileError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { Self::DiskFull } else { Self::Io(error) }
    }
}

/// Why a vault wasn't wiped, or not wholly.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum WipeError {
    /// Another process has this profile open. Nothing was destroyed.
    #[error("this profile is open in another process")]
    ProfileInUse,
    /// The key slots could not be destroyed.
    #[error("the key slots could not be destroyed")]
    SlotsRemain(#[source] io::Error),
    /// The key slots are destroyed, so that nothing can be read any more, but unreadable files are left.
    #[error("the vault is destroyed, but some of its files are left")]
    FilesRemain(#[source] io::Error),
}

/// Why a transaction failed. It left nothing.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A page or a row doesn't read.
    #[error("the vault's database is damaged")]
    Damaged,
    /// A later version of Sotto wrote this database.
    #[error("the database has version {found}, and this build knows {supported}")]
    Newer {
        /// The version of the database.
        found: u32,
        /// The newest version that this build knows.
        supported: u32,
    },
    /// A row that must not exist does, or one that must exist doesn't.
    #[error("the row contradicts another")]
    Constraint(#[source] rusqlite::Error),
    /// A write within [`Vault::read`](crate::Vault::read).
    #[error("a reading transaction can't write")]
    ReadOnly,
    /// A number beyond 2^63 - 1, which no table holds.
    #[error("the number is too large to be stored")]
    OutOfRange,
    /// OpenMLS's tables could not be made.
    #[error("the tables of MLS could not be made")]
    MlsTables(#[source] Box<dyn Error + Send + Sync>),
    /// The database refused for another reason.
    #[error("the database refused")]
    Database(#[source] rusqlite::Error),
    /// The file system refused.
    #[error("the database's files could not be written")]
    Io(#[source] io::Error),
}

impl StoreError {
    /// Classifies an error of OpenMLS's migrations by what lies beneath it.
    pub(crate) fn from_migration(error: impl Error + Send + Sync + 'static) -> Self {
        let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
        while let Some(current) = cause {
            match current.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code) {
                Some(ErrorCode::DiskFull) => return Self::DiskFull,
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => return Self::Damaged,
                _ => cause = current.source(),
            }
        }
        Self::MlsTables(Box::new(error))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => Self::Damaged,
            _ => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Self::DiskFull,
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
                Some(ErrorCode::ConstraintViolation) => Self::Constraint(error),
                Some(ErrorCode::ReadOnly) => Self::ReadOnly,
                _ => Self::Database(error),
            },
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { Self::DiskFull } else { Self::Io(error) }
    }
}

impl From<StoreError> for CreateError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Io(error) => Self::Io(error),
            other => Self::Store(other),
        }
    }
}

impl From<StoreError> for UnlockError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Damaged => Self::Damaged(Part::Database),
            StoreError::Newer { found, supported } => Self::Newer { found, supported },
            StoreError::Io(error) => Self::Io(error),
            other => Self::Store(other),
        }
    }
}

macro_rules! from_io {
    ($($name:ident),*) => {$(
        impl From<io::Error> for $name {
            fn from(error: io::Error) -> Self {
                if is_full(&error) { Self::DiskFull } else { Self::Io(error) }
            }
        }
    )*};
}

from_io!(BackUpError, CreateError, UnlockError, ChangePassphraseError);

macro_rules! from_keyring {
    ($($name:ident: $missing:ident),*) => {$(
        impl From<SecretStoreError> for $name {
            fn from(error: SecretStoreError) -> Self {
                match error {
                    SecretStoreError::Locked => Self::KeyringLocked,
                    SecretStoreError::Missing => Self::$missing,
                    SecretStoreError::Unavailable | SecretStoreError::Other(_) => Self::KeyringUnavailable,
                }
            }
        }
    )*};
}

from_keyring!(
    CreateError: KeyringUnavailable,
    UnlockError: KeyringSecretMissing,
    ChangePassphraseError: KeyringSecretMissing
);
