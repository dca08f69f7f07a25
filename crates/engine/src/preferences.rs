//! What the window keeps in the vault for itself.

use crate::{Engine, Error};

const WINDOW: &str = "window";

impl Engine {
    /// What [`Engine::keep_for_window`] kept last; the engine does not read it.
    ///
    /// # Errors
    /// A storage error.
    pub fn kept_for_window(&self) -> Result<Option<Vec<u8>>, Error> {
        self.read(|tx| Ok(tx.settings().get(WINDOW)?))
    }

    /// Keeps how a person wants the window to be.
    ///
    /// # Errors
    /// `disk_full` or another storage error.
    pub fn keep_for_window(&self, bytes: &[u8]) -> Result<(), Error> {
        self.write(|tx| Ok(tx.settings().put(WINDOW, bytes)?))
    }
}
