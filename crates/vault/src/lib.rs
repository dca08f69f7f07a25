//! The device's encrypted store (docs/protocol/vault.md).
//!
//! It opens, keeps rows and gives transactions; it knows nothing of reports, rooms or MLS beyond where their state lies.
//!
//! ```
//! # use sotto_vault::{KdfParams, Mode, NoKeyring, Profile, StoreError, Vault};
//! # use sotto_protocol::time::UnixSeconds;
//! # let folder = tempfile::tempdir()?;
//! # let mut rng = rand_core::UnwrapErr(getrandom::SysRng);
//! # let params = KdfParams::for_tests();
//! let profile = Profile::new(folder.path());
//! let vault = Vault::create(&profile, "a passphrase", Mode::Passphrase, params, &NoKeyring, &mut rng, UnixSeconds(0))?;
//! vault.write(|tx| tx.settings().put("language", b"de"))?;
//! drop(vault);
//!
//! let vault = Vault::unlock(&profile, "a passphrase", &NoKeyring)?;
//! assert_eq!(vault.read(|tx| tx.settings().get("language"))?, Some(b"de".to_vec()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod backup;
mod cores;
mod database;
mod error;
mod faults;
mod files;
mod kdf;
mod keyfile;
mod keyring_store;
mod lifecycle;
mod mls;
mod profile;
pub mod tables;
mod transaction;
mod vault;

pub use cores::leave_no_core;
pub use error::{
    BackUpError, ChangePassphraseError, CreateError, Part, RestoreError, SealFileError, StoreError, UnlockError,
    WipeError,
};
#[cfg(any(test, feature = "faults"))]
pub use faults::Faults;
pub use faults::Step;
pub use files::StoredFile;
pub use kdf::{KdfParams, normalised};
pub use keyfile::Mode;
pub use keyring_store::{NoKeyring, OsKeyring, SecretStore, SecretStoreError};
pub use lifecycle::{NewVault, Wiped, wipe};
pub use mls::{CborCodec, CborError, MlsProvider, MlsStorage};
pub use profile::{InvalidStoredName, Profile, StoredName};
pub use transaction::Transaction;
pub use vault::Vault;
