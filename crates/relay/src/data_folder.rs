//! The files of a relay's data folder. The folder is of mode 0700, each file of mode 0600.
//!
//! | file | what |
//! |---|---|
//! | `relay.json` | where it listens and by which address clients reach it |
//! | `kek` | the key-encryption key, 32 bytes |
//! | `relay.keys` | the relay's own keys, wrapped |
//! | `setup-token` | SHA-256 of the setup token, hexadecimal |
//! | `restored` | where it is, the relay was put back from a copy and waits for its office |
//! | `content.db`, `identity.db`, `audit.db`, `keys.db`, `blobs/` | the stores |

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Write},
    net::SocketAddr,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

/// Where the relay listens, and where it says it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// The socket.
    pub(crate) listen: SocketAddr,
    /// `host:port` for clients; part of the card.
    pub(crate) address: String,
    /// The onion service that leads to it; part of the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) onion: Option<String>,
    /// The text of `/.well-known/security.txt` (RFC 9116), if there is to be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) security_txt: Option<String>,
    /// Who is asked to cosign the logs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) witnesses: Vec<WitnessAddress>,
}

/// A witness that the relay asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessAddress {
    /// Its submission prefix (C2SP `tlog-witness`), without a slash at its end.
    pub prefix: String,
    /// Its C2SP verifier key.
    pub vkey: String,
}

/// A data folder.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder(PathBuf);

impl DataFolder {
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes it; `AlreadyExists` if something is there. An empty folder is nothing: a service manager
    /// makes one before the relay is.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
            fs::create_dir_all(above)?;
        }
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !path.is_dir() || fs::read_dir(path)?.next().is_some() {
                    return Err(error);
                }
                fs::set_permissions(path, Permissions::from_mode(0o700))?;
            }
            made => made?,
        }
        Ok(Self::at(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }

    /// Writes a file in place of the one before, all of it or nothing; it is on disk when this returns.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let (new, path) = (self.0.join(format!("{name}.new")), self.0.join(name));
        // What an earlier try left.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => self.write_new(&format!("{name}.new"), bytes)?,
        }
        fs::rename(new, path)?;
        File::open(&self.0)?.sync_all()
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    /// Removes a file, durably; one that is not there is removed.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => File::open(&self.0)?.sync_all(),
        }
    }

    /// Writes a new file; it is on disk when this returns.
    pub(crate) fn write_new(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(self.0.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        File::open(&self.0)?.sync_all()
    }
}

pub(crate) const SETTINGS: &str = "relay.json";
pub(crate) const KEK: &str = "kek";
pub(crate) const RELAY_KEYS: &str = "relay.keys";
/// Where it is, the relay was put back from a copy.
pub(crate) const RESTORED: &str = "restored";
pub(crate) const SETUP_TOKEN: &str = "setup-token";
