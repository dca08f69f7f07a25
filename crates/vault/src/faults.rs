//! Named durable steps. A test can fail or kill at each; in a release build a step is nothing.

/// A point at which the disk has to keep something before the next thing may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Create: `vault.keys.new` is complete on disk.
    CreateKeysPrepared,
    /// Create: the keyring holds its secret.
    CreateKeyringWritten,
    /// Create: `vault.db.new` is complete on disk.
    CreateDatabasePrepared,
    /// Create: `vault.db` has its name.
    CreateDatabaseInPlace,
    /// Create: `vault.keys` has its name; from here on the vault exists.
    CreateKeysInPlace,
    /// Write transaction: everything is written, nothing is committed.
    BeforeCommit,
    /// Write transaction: committed. A failure here can't undo it, so only a kill matters.
    AfterCommit,
    /// Attachment: its sealed file is complete on disk, and no row names it yet.
    FileSealed,
    /// Passphrase: `vault.keys.new` is complete on disk.
    PassphrasePrepared,
    /// Passphrase: the new `vault.keys` has its name.
    PassphraseInPlace,
    /// Wipe: the key slots are overwritten.
    WipeSlotsDestroyed,
    /// Wipe: `vault.keys` is gone, other files are not.
    WipeKeysRemoved,
}

impl Step {
    /// Every step, in the order in which a vault's life meets them.
    pub const ALL: [Self; 12] = [
        Self::CreateKeysPrepared,
        Self::CreateKeyringWritten,
        Self::CreateDatabasePrepared,
        Self::CreateDatabaseInPlace,
        Self::CreateKeysInPlace,
        Self::BeforeCommit,
        Self::AfterCommit,
        Self::FileSealed,
        Self::PassphrasePrepared,
        Self::PassphraseInPlace,
        Self::WipeSlotsDestroyed,
        Self::WipeKeysRemoved,
    ];
}

/// What happens at a [`Step`]: nothing, an error as from a full disk, or the end of the process.
#[cfg(any(test, feature = "faults"))]
pub trait Faults: Send + Sync {
    /// Called at `step`.
    ///
    /// # Errors
    /// The error that the disk shall give.
    fn at(&self, step: Step) -> std::io::Result<()>;
}
