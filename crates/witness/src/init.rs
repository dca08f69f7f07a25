//! `sotto-witness init`: a data folder with a fresh key.

use std::{io, path::Path};

use rand_core::CryptoRng;
use sotto_tlog::{InvalidWitnessKey, WitnessName};
use zeroize::Zeroizing;

use crate::{
    data_folder::{DataFolder, KEY, LOCK},
    key_file::KeyFile,
};

/// Why no witness was made.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// Local: the name or the key cannot be used.
    #[error(transparent)]
    Name(#[from] InvalidWitnessKey),
    /// Local: there is something at that path.
    #[error("the data folder exists and is not empty")]
    Exists,
    /// Local: the folder or a file could not be written.
    #[error("the data folder could not be written")]
    Io(#[from] io::Error),
}

impl InitError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name(_) => "name_invalid",
            Self::Exists => "exists",
            Self::Io(error) if error.kind() == io::ErrorKind::StorageFull => "disk_full",
            Self::Io(_) => "data_unwritable",
        }
    }
}

/// Makes the data folder `data` of a new witness named `name`, and answers its verifier key.
///
/// # Errors
/// [`InitError`]; after [`InitError::Exists`] and [`InitError::Name`] nothing was touched.
pub fn init(data: &Path, name: &str, rng: &mut impl CryptoRng) -> Result<String, InitError> {
    let mut seed = Zeroizing::new([0; 32]);
    rng.fill_bytes(seed.as_mut_slice());
    let key = KeyFile::new(WitnessName::new(name)?, &seed)?;
    let folder = DataFolder::create(data).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => InitError::Exists,
        _ => InitError::Io(error),
    })?;
    folder.write_own(LOCK, &[])?;
    // Last: a folder without it is an unfinished one.
    folder.write_own(KEY, &key.to_bytes())?;
    Ok(key.vkey().to_owned())
}
