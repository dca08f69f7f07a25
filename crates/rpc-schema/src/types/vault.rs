//! Making, opening and locking the vault.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Secret;

/// Whether there is a vault, and whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultState {
    /// Nobody has made one in this profile yet.
    Absent,
    /// There is one; it needs its passphrase.
    Locked,
    /// It is open.
    Open,
}

/// Why the vault was locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// The person asked for it.
    Asked,
    /// Nobody used Sotto for a while.
    Idle,
    /// The desktop's session was locked, or the machine went to sleep.
    Away,
    /// The person had everything removed. If the vault is still there, that failed.
    Removed,
}

/// A sign that somebody else looks after the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MachineSign {
    /// A program that manages or watches machines.
    Agent {
        /// What its maker calls it.
        name: String,
    },
    /// It belongs to an organisation's domain.
    Domain,
    /// Somebody added a certificate authority.
    Authority,
}

/// Answer of `vault_status`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VaultInfo {
    /// Whether there is a vault, and whether it is open.
    pub state: VaultState,
    /// Why it was locked, if it was locked since Sotto was started by a person.
    pub locked_because: Option<LockReason>,
    /// Signs that somebody else looks after this machine. That there are none says nothing.
    pub signs: Vec<MachineSign>,
}

/// Answer of `passphrase_suggest`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SuggestedPassphrase {
    /// Five words, separated by single spaces.
    pub passphrase: Secret,
}

/// Request of `passphrase_check`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PassphraseToCheck {
    /// What was typed so far.
    pub passphrase: Secret,
}

/// How hard a passphrase is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Refused by `vault_create`.
    TooWeak,
    /// Accepted, barely.
    Fair,
    /// Accepted.
    Good,
    /// As good as five random words.
    Strong,
}

/// Answer of `passphrase_check`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct PassphraseStrength {
    /// In words.
    pub strength: Strength,
    /// Filled segments of the meter, 0 to 4.
    pub segments: u8,
}

/// Request of `vault_create`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NewVault {
    /// What will open the vault.
    pub passphrase: Secret,
    /// Whether twelve words can restore it. Fixed for the life of the vault.
    pub recovery: bool,
}

/// Answer of `vault_create`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CreatedVault {
    /// Twelve words, if a recovery phrase was wanted. Never shown again.
    pub recovery_phrase: Option<Vec<Secret>>,
}

/// Request of `phrase_check`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PhraseToCheck {
    /// Words with spaces between them.
    pub phrase: Secret,
}

/// A word that is in no recovery phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnknownWord {
    /// Which one, counted from 1.
    pub position: usize,
    /// What may be meant, the nearest first; at most three.
    pub near: Vec<String>,
}

/// Answer of `phrase_check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PhraseState {
    /// They are a recovery phrase, of whatever vault.
    Fits,
    /// There are not twelve.
    Incomplete,
    /// Some are in no phrase.
    Unknown {
        /// Never empty.
        words: Vec<UnknownWord>,
    },
    /// All are known, and do not belong together: one is wrong, or two changed places.
    Unrelated {
        /// Words that would belong together with the one after them in its place, counted from 1.
        swapped: Vec<usize>,
    },
}

/// Answer of `restore_card` and `restore_card_file`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OfficeToRestore {
    /// For people, as the card says.
    pub name: String,
    /// Six words that stand for the organisation's key.
    pub key_words: Vec<String>,
    /// The card's link, for `vault_restore`.
    pub link: String,
}

/// Request of `vault_restore`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Restore {
    /// Twelve words with spaces between them.
    pub phrase: Secret,
    /// Links of the cards of all offices to which the phrase reported.
    pub cards: Vec<String>,
    /// What will open the vault.
    pub passphrase: Secret,
}

/// Answer of `vault_restore`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RestoredVault {
    /// How many cases were found. They are taken over one after another.
    pub cases: usize,
    /// The offices whose founding key came back. This device is not certified by them.
    pub founded: Vec<String>,
}

/// Request of `vault_unlock`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Unlock {
    /// As chosen when the vault was made.
    pub passphrase: Secret,
}

/// Request of `vault_lock`, and what comes with `locked`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct Lock {
    /// Shown on the unlock page.
    pub because: LockReason,
}
