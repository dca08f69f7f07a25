//! OpenMLS over a transaction of the vault: MLS state, message and outbox row are kept together or not at all.

use std::fmt;

use openmls_libcrux_crypto::CryptoProvider;
use openmls_sqlite_storage::{Codec, SqliteStorageProvider};
use openmls_traits::OpenMlsProvider;
use rusqlite::Connection;
use serde::{Serialize, de::DeserializeOwned};

/// How OpenMLS's state is written: CBOR, through serde.
#[derive(Clone, Copy, Debug, Default)]
pub struct CborCodec;

/// A piece of OpenMLS's state that CBOR doesn't write or read.
#[derive(Debug, thiserror::Error)]
pub enum CborError {
    /// It doesn't write.
    #[error("MLS state could not be written as CBOR")]
    Encode(#[source] minicbor_serde::error::EncodeError<core::convert::Infallible>),
    /// It doesn't read.
    #[error("stored MLS state is not the CBOR that was expected")]
    Decode(#[source] minicbor_serde::error::DecodeError),
}

/// OpenMLS's storage over the transaction `'t`.
pub type MlsStorage<'t> = SqliteStorageProvider<CborCodec, &'t Connection>;

/// What OpenMLS asks of its surroundings: storage within one transaction, libcrux for the rest.
pub struct MlsProvider<'t> {
    crypto: &'t CryptoProvider,
    storage: MlsStorage<'t>,
}

impl<'t> MlsProvider<'t> {
    pub(crate) fn new(crypto: &'t CryptoProvider, connection: &'t Connection) -> Self {
        Self { crypto, storage: MlsStorage::new(connection) }
    }
}

impl fmt::Debug for MlsProvider<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MlsProvider([redacted])")
    }
}

impl<'t> OpenMlsProvider for MlsProvider<'t> {
    type CryptoProvider = CryptoProvider;
    type RandProvider = CryptoProvider;
    type StorageProvider = MlsStorage<'t>;

    fn storage(&self) -> &Self::StorageProvider {
        &self.storage
    }

    fn crypto(&self) -> &Self::CryptoProvider {
        self.crypto
    }

    fn rand(&self) -> &Self::RandProvider {
        self.crypto
    }
}

impl Codec for CborCodec {
    type Error = CborError;

    fn to_vec<T: Serialize>(value: &T) -> Result<Vec<u8>, CborError> {
        minicbor_serde::to_vec(value).map_err(CborError::Encode)
    }

    fn from_slice<T: DeserializeOwned>(slice: &[u8]) -> Result<T, CborError> {
        minicbor_serde::from_slice(slice).map_err(CborError::Decode)
    }
}
