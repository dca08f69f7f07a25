//! Files of drafts, replies and messages. Neither their bytes nor any path reaches the window.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ErrorCode;

/// A file, as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attachment {
    /// Id.
    pub attachment: String,
    /// As its sender's disk named it; may hold any character. Shown isolated, never used as a path.
    pub name: String,
    /// Exact size.
    #[ts(type = "number")]
    pub size_bytes: u64,
}

/// What files are added to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FileTarget {
    /// To nothing.
    Nothing,
    /// To a draft.
    Draft {
        /// Id.
        draft: String,
    },
    /// To the reply that is being written in a case.
    Reply {
        /// Id.
        case: String,
    },
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedFile {
    /// As chosen.
    pub name: String,
    /// Why.
    pub code: ErrorCode,
}

/// What comes with `files_changed`: where the adding of some files stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddingFiles {
    /// To what they are added.
    pub target: FileTarget,
    /// All of its files now, in the order of adding.
    pub attachments: Vec<Attachment>,
    /// Those that were not taken.
    pub refused: Vec<RefusedFile>,
    /// The name of the one that is being sealed; `null` once all were added or refused.
    pub adding: Option<String>,
}

/// What comes with `files_over`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilesHeld {
    /// Whether letting go would add them.
    pub over: bool,
}

/// Request of `draft_detach`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DraftAttachment {
    /// Id.
    pub draft: String,
    /// Id.
    pub attachment: String,
}

/// Request of `removed_end`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Removed {
    /// A draft with its files.
    Draft {
        /// Id.
        draft: String,
    },
    /// A file of a draft or of a reply.
    File {
        /// Id.
        attachment: String,
    },
}

/// Answer of `draft_detach`, `case_detach`, and what takes them back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FilesLeft {
    /// In the order of adding.
    pub attachments: Vec<Attachment>,
}

/// Names a file of a case, or of the reply being written there.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseAttachment {
    /// Id.
    pub case: String,
    /// Id.
    pub attachment: String,
}

/// Answer of `attachment_save`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// The name that was chosen, without its folder.
    pub name: String,
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileStep {
    /// A copy is sealed into the vault.
    Sealing,
    /// It goes to the relay.
    Sending,
    /// It is saved from a case.
    Saving,
}

/// What comes with `file_progress`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileOnItsWay {
    /// Id.
    pub attachment: String,
    /// Id of its case, if it has one yet.
    pub case: Option<String>,
    /// What is being done.
    pub step: FileStep,
    /// Bytes done.
    #[ts(type = "number")]
    pub done_bytes: u64,
    /// Bytes in all.
    #[ts(type = "number")]
    pub total_bytes: u64,
}
