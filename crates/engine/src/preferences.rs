//! What the window keeps in the vault for itself.

use crate::{Engine, Error};

impl Engine {
    /// What [`Engine::keep_for_window`] kept last under `name`; the engine does not read it.
    ///
    /// # Errors
    /// A storage error.
    pub fn kept_for_window(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.read(|tx| Ok(tx.settings().get(name)?))
    }

    /// Keeps something of the window.
    ///
    /// # Errors
    /// `disk_full` or another storage error.
    pub fn keep_for_window(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.write(|tx| Ok(tx.settings().put(name, bytes)?))
    }
}
