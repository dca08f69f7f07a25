//! A vault's backup: saved, chosen, and a vault made from it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Secret;

/// Request of `backup_create` and `backup_restore`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BackupPassphrase {
    /// The vault's: the backup has the same.
    pub passphrase: Secret,
}

/// Answer of `backup_create`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SavedBackup {
    /// The name that was chosen, without its folder.
    pub name: String,
    /// Of the file.
    #[ts(type = "number")]
    pub size_bytes: u64,
    /// RFC 3339.
    pub at: String,
}

/// Answer of `backup_choose`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ChosenBackup {
    /// Without its folder.
    pub name: String,
}

/// Answer of `backup_restore`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RestoredBackup {
    /// How many cases are back.
    pub cases: u32,
    /// How many drafts.
    pub drafts: usize,
    /// How many reports and messages waited to be sent. They may have left since, so each waits for a decision.
    pub held: usize,
    /// Whether it is the vault of a handler.
    pub handles: bool,
}
