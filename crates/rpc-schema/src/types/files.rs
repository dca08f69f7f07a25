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
    /// SHA-256 of the file that it was cleaned from, in hexadecimal digits; `null` for one that is as it was.
    pub original_sha256: Option<String>,
    /// What was found in it; `null` once it was sent, and for files that came.
    pub look: Option<Look>,
}

/// What looking through a file came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Look {
    /// Nothing can be said about it.
    NotChecked {
        /// Why.
        why: NotChecked,
    },
    /// It was looked through.
    Checked {
        /// What there is in the original; what a cleaned copy still has comes first.
        findings: Vec<Finding>,
        /// What can be chosen between; `null` if cleaning changes nothing.
        copies: Option<Copies>,
    },
}

/// Why nothing can be said about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotChecked {
    /// Sotto does not know its kind.
    UnknownKind,
    /// It does not keep to the rules of its kind, or ends too early.
    Damaged,
    /// Only a password opens it.
    Encrypted,
    /// It is larger, deeper or has more parts than is looked through.
    TooMuch,
    /// Looking took too long, too much memory, or broke what looked.
    Unsafe,
    /// Files cannot be looked through on this system.
    NoWorker,
}

/// A kind of hidden detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Where it was taken.
    Place,
    /// When it was made or changed.
    Time,
    /// With what it was taken.
    Device,
    /// The number of one device.
    SerialNumber,
    /// Who wrote, owns or last changed it.
    Author,
    /// What wrote it.
    Software,
    /// Titles, descriptions and remarks that no page shows.
    Description,
    /// A small copy of an earlier state.
    Thumbnail,
    /// Changes that somebody tracked.
    TrackedChanges,
    /// Remarks in the margin.
    Comments,
    /// A sheet that is not shown.
    HiddenSheet,
    /// A slide that is not shown.
    HiddenSlide,
    /// Text, rows, columns or layers that are not shown.
    HiddenText,
    /// What only a speaker sees.
    SpeakerNotes,
    /// Numbers that tie passages or copies to one editing session.
    RevisionIds,
    /// Programs in it.
    Macros,
    /// A file inside.
    EmbeddedFile,
    /// An earlier version that was only covered over.
    EarlierVersion,
    /// Which printer it was set up for.
    Printer,
    /// Where it lay on somebody's disk.
    Path,
    /// Bytes after its end.
    TrailingData,
    /// Characters that nobody sees.
    HiddenCharacters,
    /// Somebody's digital signature.
    Signature,
    /// An address that is asked for when it is opened.
    ExternalLink,
    /// A colour profile of somebody's screen or scanner.
    ColourProfile,
    /// Other details.
    Metadata,
    /// It may be a scan, with a colour printer's yellow dots.
    PrinterDots,
    /// A part that nothing looked into.
    UncheckedPart,
}

/// A hidden detail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// A datum of the file's own, in nobody's language, or empty. Shown isolated.
    pub summary: String,
    /// Whether the cleaned copy still has it.
    pub remains: bool,
}

/// The two copies of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Copies {
    /// Which one goes.
    pub goes: FileCopy,
    /// The file as it was.
    pub original: CopyOfFile,
    /// The one without what could be removed.
    pub cleaned: CopyOfFile,
}

/// One of the two copies of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileCopy {
    /// The file as it was.
    Original,
    /// The one without what could be removed.
    Cleaned,
}

/// How long a copy is, and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyOfFile {
    /// Exact size.
    #[ts(type = "number")]
    pub size_bytes: u64,
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// Request of `file_choose_copy`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ChosenCopy {
    /// Id of a file of a draft, or of a reply that is being written.
    pub attachment: String,
    /// Which one goes.
    pub copy: FileCopy,
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
