//! `sotto-relay init`: a data folder with fresh keys, and the setup link.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
};

use data_encoding::HEXLOWER;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use sotto_relay_api::SetupLink;
use zeroize::Zeroizing;

use crate::{
    aead::NotAuthentic,
    data_folder::{DataFolder, KEK, RELAY_KEYS, SETTINGS, SETUP_TOKEN, Settings},
    key_encryption::FileKek,
    relay_keys::RelayKeys,
};

/// What a new relay is to be.
#[derive(Clone, Debug)]
pub struct InitOptions {
    /// The folder to make.
    pub data: PathBuf,
    /// Where to listen; port 0 chooses a free one and keeps it.
    pub listen: SocketAddr,
    /// `host:port` by which clients reach it, if that is another.
    pub address: Option<String>,
    /// The onion service that leads to it, `name.onion:port`, which clients with Tor prefer.
    pub onion: Option<String>,
}

/// A relay that was made.
#[derive(Clone, Debug)]
pub struct Initialised {
    /// Founds an organisation on it, once.
    pub setup_link: String,
    /// Where it will listen.
    pub listen: SocketAddr,
    /// Where it says it is.
    pub address: String,
}

/// Why no relay was made.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// Local: there is something at that path.
    #[error("the data folder exists and is not empty")]
    Exists,
    /// Local: the folder or a file could not be written.
    #[error("the data folder could not be written")]
    Io(#[from] io::Error),
    /// Local: no key could be made.
    #[error("the TLS key could not be made")]
    Tls(#[from] rcgen::Error),
    /// Local: the keys could not be wrapped.
    #[error("the keys could not be wrapped")]
    Wrap(#[from] NotAuthentic),
}

impl InitError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Io(error) if error.kind() == io::ErrorKind::StorageFull => "disk_full",
            Self::Io(_) => "data_unwritable",
            Self::Tls(_) | Self::Wrap(_) => "internal",
        }
    }
}

/// Makes the data folder of a new relay.
///
/// # Errors
/// [`InitError`]; after [`InitError::Exists`] nothing was touched.
pub fn init(options: &InitOptions, rng: &mut impl CryptoRng) -> Result<Initialised, InitError> {
    let mut fresh = || {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut_slice());
        bytes
    };
    let listen = free_port(options.listen)?;
    let address = options.address.clone().unwrap_or_else(|| listen.to_string());
    let folder = DataFolder::create(&options.data).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => InitError::Exists,
        _ => InitError::Io(error),
    })?;

    let kek_bytes = fresh();
    let kek = FileKek::from_bytes(*kek_bytes);
    let keys = RelayKeys::generate(&mut fresh)?;
    let token = fresh();
    folder.write_new(KEK, kek_bytes.as_slice())?;
    folder.write_new(RELAY_KEYS, &keys.wrap(&kek, nonce(&fresh()))?)?;
    folder.write_new(SETUP_TOKEN, HEXLOWER.encode(&Sha256::digest(token.as_slice())).as_bytes())?;
    let onion = options.onion.clone();
    let settings =
        Settings { listen, address: address.clone(), onion: onion.clone(), security_txt: None, witnesses: Vec::new() };
    let text = serde_json::to_string_pretty(&settings).map_err(io::Error::other)?;
    // Last: a folder without it is an unfinished one.
    folder.write_new(SETTINGS, text.as_bytes())?;

    let setup = SetupLink { relay: keys.identity(&address, onion), token: (*token).into() };
    Ok(Initialised { setup_link: setup.to_link(), listen, address })
}

fn nonce(chance: &[u8; 32]) -> [u8; crate::aead::NONCE_BYTES] {
    let mut nonce = [0; crate::aead::NONCE_BYTES];
    for (to, from) in nonce.iter_mut().zip(chance) {
        *to = *from;
    }
    nonce
}

/// `listen`, with a free port instead of port 0. The port is the system's choice and stays with the
/// relay, since the card names it.
fn free_port(listen: SocketAddr) -> io::Result<SocketAddr> {
    if listen.port() == 0 { TcpListener::bind(listen)?.local_addr() } else { Ok(listen) }
}
