//! Where the second half of a vault's protection lies in [`Mode::PassphraseAndKeyring`](crate::Mode): the keyring of the
//! operating system, behind a seam.

use keyring::v1::{Entry, Error};
use zeroize::Zeroizing;

/// Under which every secret of ours lies in the keyring.
const SERVICE: &str = "org.sotto.vault";
/// The account of the entry that tells a locked keyring from an empty one.
const PROBE: &str = "probe";

/// Why the keyring didn't answer.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum SecretStoreError {
    /// No keyring runs here.
    #[error("there is no keyring on this machine")]
    Unavailable,
    /// A keyring runs and is locked.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring is open and holds no such secret.
    #[error("the keyring holds no secret for this vault")]
    Missing,
    /// The keyring answered something else.
    #[error("the keyring refused: {0}")]
    Other(String),
}

/// A store of named secrets that the operating system protects.
///
/// Calls may block, on a question to the person even: never make them from an async task.
pub trait SecretStore: Sync {
    /// Keeps `secret` under `account`, in place of an earlier one.
    ///
    /// # Errors
    /// [`SecretStoreError`], but never `Missing`.
    fn put(&self, account: &str, secret: &[u8]) -> Result<(), SecretStoreError>;

    /// The secret under `account`.
    ///
    /// # Errors
    /// [`SecretStoreError`]; `Missing` only if the store is open.
    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError>;

    /// Forgets the secret under `account`.
    ///
    /// # Errors
    /// [`SecretStoreError`]; `Missing` if there was none.
    fn delete(&self, account: &str) -> Result<(), SecretStoreError>;
}

/// The keyring of the operating system: Secret Service, Keychain Services or Credential Manager.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsKeyring;

/// No keyring at all: for vaults that a passphrase alone opens.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoKeyring;

impl SecretStore for OsKeyring {
    fn put(&self, account: &str, secret: &[u8]) -> Result<(), SecretStoreError> {
        entry(account)?.set_secret(secret).map_err(refusal)
    }

    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        match entry(account)?.get_secret() {
            Ok(secret) => Ok(Zeroizing::new(secret)),
            // The Secret Service finds nothing in a locked collection: only a write tells the two apart.
            Err(Error::NoEntry) => {
                let probe = entry(PROBE)?;
                probe.set_secret(&[]).map_err(refusal)?;
                probe.delete_credential().map_err(refusal)?;
                Err(SecretStoreError::Missing)
            }
            Err(error) => Err(refusal(error)),
        }
    }

    fn delete(&self, account: &str) -> Result<(), SecretStoreError> {
        entry(account)?.delete_credential().map_err(refusal)
    }
}

impl SecretStore for NoKeyring {
    fn put(&self, _account: &str, _secret: &[u8]) -> Result<(), SecretStoreError> {
        Err(SecretStoreError::Unavailable)
    }

    fn get(&self, _account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        Err(SecretStoreError::Unavailable)
    }

    fn delete(&self, _account: &str) -> Result<(), SecretStoreError> {
        Err(SecretStoreError::Unavailable)
    }
}

fn entry(account: &str) -> Result<Entry, SecretStoreError> {
    Entry::new(SERVICE, account).map_err(refusal)
}

fn refusal(error: Error) -> SecretStoreError {
    match error {
        Error::NoDefaultStore | Error::PlatformFailure(_) => SecretStoreError::Unavailable,
        Error::NoStorageAccess(_) => SecretStoreError::Locked,
        Error::NoEntry => SecretStoreError::Missing,
        // These carry the stored bytes: say nothing of them.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => SecretStoreError::Other("unreadable entry".into()),
        other => SecretStoreError::Other(other.to_string()),
    }
}
