//! The office's log, as those who work there read it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CaseStatus, IdentityField, PermissionRole, Pseudonym};

/// What an entry records: the log's own word, with `_` for the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogKind {
    /// A reporter opened a case.
    CaseOpened,
    /// Its status was set.
    CaseStatus,
    /// It was closed.
    CaseClosed,
    /// Somebody reads it from then on.
    CaseJoined,
    /// Somebody reads it no longer.
    CaseLeft,
    /// It goes on in a new room.
    CaseSuccessor,
    /// Earlier messages were handed to somebody who joined later.
    CaseHistoryShared,
    /// It was exported.
    CaseExported,
    /// It was deleted.
    CaseDeleted,
    /// A reporter said who they are, to chosen readers.
    IdentityDisclosed,
    /// A reporter was asked who they are.
    IdentityAsked,
    /// A second person was asked to agree to an opening.
    IdentityRequested,
    /// They agreed.
    IdentityApproved,
    /// They did not.
    IdentityRefused,
    /// What was disclosed was opened.
    IdentityOpened,
    /// A reporter took it back.
    IdentityWithdrawn,
    /// A share of its key went to another device of the same person.
    IdentityShareMoved,
    /// The office was set up.
    OrganisationCreated,
    /// A version of its card was published.
    CardPublished,
    /// A version of its roster was published.
    RosterPublished,
    /// Somebody was invited.
    InvitationCreated,
    /// A device joined, and waits to be certified.
    DeviceJoined,
    /// A device was revoked.
    DeviceRevoked,
    /// A person's role changed.
    RoleChanged,
    /// A rule of the office changed.
    PolicyChanged,
    /// A second person's approval was asked for.
    ApprovalAsked,
    /// It was given.
    ApprovalGiven,
    /// It was declined.
    ApprovalDeclined,
    /// Somebody signed in.
    SessionOpened,
    /// They signed out.
    SessionClosed,
    /// A sign-in was refused.
    SessionRefused,
    /// Something of the office was exported.
    OrganisationExported,
    /// A key of the relay was replaced.
    KeysRotated,
    /// The relay was restored from a backup.
    RelayRestored,
}

/// Parts of the log that people look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogGroup {
    /// Who a reporter is.
    Identity,
    /// Cases and their readers.
    Cases,
    /// People, roles and rules.
    Team,
    /// Devices, cards and the relay's own keys.
    Keys,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LogActor {
    /// The reporter of the case.
    Reporter,
    /// The relay by itself.
    Server,
    /// Somebody of the office, by their name in the roster.
    Person {
        /// For people.
        name: String,
    },
    /// Somebody whom the newest roster does not name.
    Unknown,
}

/// A case of which this device knows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LoggedCase {
    /// Id.
    pub case: String,
    /// How its reporter is known.
    pub pseudonym: Pseudonym,
    /// Of the report.
    pub title: String,
}

/// Something that was done.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LoggedAct {
    /// What.
    pub kind: LogKind,
    /// What of the office it concerns.
    pub group: LogGroup,
    /// When: the minute; the date alone where the log has no more.
    pub at: String,
    /// The log has the day alone: a reporter's act.
    pub is_day: bool,
    /// Who did it.
    pub actor: LogActor,
    /// In which case; `null` where it is in none, or this device does not have that.
    pub case: Option<LoggedCase>,
    /// Whom it concerns, by name.
    pub people: Vec<String>,
    /// How many it concerns, also without a name.
    pub people_count: u32,
    /// What a disclosure holds.
    pub fields: Vec<IdentityField>,
    /// The reason of a request or an opening; `null` also where this device does not have its words.
    pub reason: Option<String>,
    /// The status that was set.
    pub status: Option<CaseStatus>,
    /// The role that an invitation offers.
    pub role: Option<PermissionRole>,
    /// The version that was published.
    pub version: Option<String>,
}

/// What an entry says, to this device.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Logged {
    /// Nothing: it is of a case that this device does not read, or another's sign-in.
    Closed,
    /// Something that this version does not know.
    Newer,
    /// This.
    Act(Box<LoggedAct>),
}

/// An entry, proved on this device.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LogEntry {
    /// Its place, counted from 0.
    #[ts(type = "number")]
    pub index: u64,
    /// Its leaf hash, in hexadecimal digits.
    pub leaf: String,
    /// The hashes that lead from it to the root of the page's checkpoint.
    pub path: Vec<String>,
    /// What it says.
    pub logged: Logged,
}

/// What witnesses say of the log.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LogWitnesses {
    /// Whom the roster names.
    pub named: Vec<String>,
    /// How many of them must agree.
    pub threshold: u32,
    /// How many do.
    pub agree: u32,
    /// Whether these are enough.
    pub is_quorum: bool,
    /// How many entries the log had when they last looked.
    #[ts(type = "number")]
    pub size: u64,
}

/// The log as its server signed it, and as this device checked it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LogCheckpoint {
    /// How many entries it covers.
    #[ts(type = "number")]
    pub size: u64,
    /// Its root hash, in hexadecimal digits.
    pub root: String,
    /// When it was signed, as it says.
    pub signed_at: String,
    /// When this device checked it.
    pub verified_at: String,
    /// Since when this device knows the key that signs it; `null` if the card has changed since.
    pub key_known_since: Option<String>,
    /// What witnesses say.
    pub witnesses: LogWitnesses,
}

/// Request of `log_page`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct LogWanted {
    /// The page ends before the entry with this index; `null` for the newest.
    #[ts(type = "number | null")]
    pub before: Option<u64>,
}

/// A run of the log without a gap, the newest entry first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LogPage {
    /// At most 100.
    pub entries: Vec<LogEntry>,
    /// Under which they were proved.
    pub checkpoint: LogCheckpoint,
}

/// Request that names an entry of the log.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct LogEntryRef {
    /// Its place, counted from 0.
    #[ts(type = "number")]
    pub index: u64,
}
