//! Cases and their conversations.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attachment, CaseIdentity, LogCheck, Outgoing, Pseudonym, Reader};

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Arrived.
    New,
    /// The office confirmed that a person has read it.
    Acknowledged,
    /// Being looked into.
    InReview,
    /// The office said what was done.
    Feedback,
    /// Closed.
    Closed,
}

/// What an office owes next (Directive (EU) 2019/1937, article 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// To confirm receipt, within 7 days.
    Acknowledge,
    /// To say what was done, within 3 months.
    Feedback,
}

/// What is owed, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// Until when.
    pub at: String,
}

/// The beginning of the last message, for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preview {
    /// Written by the one who is looking.
    pub mine: bool,
    /// At most 200 characters.
    pub text: String,
    /// How many files came with it.
    pub files: u32,
}

/// A case in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseSummary {
    /// Id.
    pub case: String,
    /// How the reporter is known.
    pub pseudonym: Pseudonym,
    /// Of the report.
    pub title: String,
    /// With which office.
    pub organisation_name: String,
    /// Where it stands.
    pub status: CaseStatus,
    /// Messages not read on this device.
    pub unread: u32,
    /// When something last happened.
    pub updated_at: String,
    /// What is owed next.
    pub due: Option<Due>,
    /// The last message.
    pub preview: Option<Preview>,
    /// Assigned to the handler who is looking.
    pub mine: bool,
    /// The last word was the office's.
    pub waiting_for_reporter: bool,
    /// The report itself, while it is on its way.
    pub outgoing: Option<Outgoing>,
    /// What the handler who is looking labelled it with, in the order of the alphabet.
    pub labels: Vec<String>,
    /// A reply is being written.
    pub replying: bool,
}

/// Which cases a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Every case, the last changed first.
    All,
    /// Not yet acknowledged.
    New,
    /// Not closed, and read by the one who is looking.
    Mine,
    /// A step is owed within seven days, or was before.
    Due,
    /// Not closed, and this side had the last word.
    Waiting,
    /// Closed, the last changed first.
    Closed,
}

/// How many cases each queue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Queues {
    /// See [`Queue::All`].
    pub all: u32,
    /// See [`Queue::New`].
    pub new: u32,
    /// See [`Queue::Mine`].
    pub mine: u32,
    /// See [`Queue::Due`].
    pub due: u32,
    /// See [`Queue::Waiting`].
    pub waiting: u32,
    /// See [`Queue::Closed`].
    pub closed: u32,
}

/// Asks for a part of a list of cases.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CasesWanted {
    /// Which list.
    pub queue: Queue,
    /// Each word begins a word of a message, or is in title, pseudonym or a label; empty for all.
    pub search: String,
    /// Only those with this label; capitals don't count.
    pub label: Option<String>,
    /// How many to pass over.
    pub skip: u32,
    /// How many to show, at most 200.
    pub count: u32,
}

/// A part of a list of cases.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CasePage {
    /// How many the whole list has.
    pub total: u32,
    /// Those of this part.
    pub cases: Vec<CaseSummary>,
}

/// Request that names a case, and what comes with `case_changed`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseRef {
    /// Id.
    pub case: String,
}

/// Who speaks.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// The one whom the pseudonym stands for.
    Reporter {
        /// This is the person who is looking.
        me: bool,
    },
    /// Somebody of the office.
    Handler {
        /// For people.
        name: String,
        /// Such as "Case handler".
        title: String,
        /// This is the person who is looking.
        me: bool,
    },
}

/// A message.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Message {
    /// Id.
    pub message: String,
    /// Who wrote it; the signature was checked on this device.
    pub from: Author,
    /// When, by the sender's checkpoint.
    pub at: String,
    /// Verbatim.
    pub body: String,
    /// Files with it.
    pub attachments: Vec<Attachment>,
    /// Who handed it over, if it did not come by itself.
    pub handed_over_by: Option<String>,
    /// It asks the reporter who they are.
    pub asks_identity: bool,
    /// While it is on its way.
    pub outgoing: Option<Outgoing>,
}

/// Something that happened in a case and was not said by anybody.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// Reads what is written from then on.
    Joined {
        /// For people.
        name: String,
    },
    /// Reads nothing that is written from then on.
    Left {
        /// For people.
        name: String,
    },
    /// The status changed.
    Status {
        /// To what.
        status: CaseStatus,
        /// By whom.
        name: String,
    },
    /// The reporter told chosen readers who they are.
    Disclosed {
        /// The names of those readers.
        readers: Vec<String>,
    },
    /// The reporter answered a handler's question with "not now".
    IdentityKept,
    /// A reader asked for a second person's agreement to open what was disclosed.
    OpeningAsked {
        /// For people.
        name: String,
        /// Why, in their words.
        reason: String,
    },
    /// The second person agreed.
    OpeningApproved {
        /// For people.
        name: String,
    },
    /// The second person did not agree.
    OpeningRefused {
        /// For people.
        name: String,
    },
    /// What was disclosed was opened.
    Opened {
        /// By whom.
        name: String,
        /// Why, in their words.
        reason: String,
    },
    /// The reporter took back what they had disclosed.
    Withdrawn,
    /// The case goes on in a new room.
    Resumed,
    /// A handler handed over what was said before.
    HandedOver {
        /// For people.
        name: String,
    },
    /// What was said before is not here, and nobody has handed it over yet.
    Missing,
    /// A message that this version does not understand. Kept.
    Newer,
    /// A part of the conversation is missing; a link of the chain of signed contents is absent.
    Gap,
}

/// One line of a conversation, in the order of the room.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// Somebody said something.
    Message(Box<Message>),
    /// Something happened.
    Event {
        /// When.
        at: String,
        /// What.
        event: Happening,
        /// Who handed it over, if it did not come by itself.
        handed_over_by: Option<String>,
    },
}

/// When a case reached each of its stages.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Milestones {
    /// When the report arrived.
    pub received_at: Option<String>,
    /// When receipt was confirmed.
    pub acknowledged_at: Option<String>,
    /// Until when it has to be.
    pub acknowledge_due_at: Option<String>,
    /// When the office said what was done.
    pub feedback_at: Option<String>,
    /// Until when it has to.
    pub feedback_due_at: Option<String>,
    /// When it was closed.
    pub closed_at: Option<String>,
}

/// Answer of `case_open`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Case {
    /// As in a list.
    pub summary: CaseSummary,
    /// When it reached each of its stages.
    pub milestones: Milestones,
    /// Oldest first.
    pub lines: Vec<Line>,
    /// Who can read it; those who left come last, with `until`.
    pub readers: Vec<Reader>,
    /// What this device last found when it checked this office's log.
    pub log: LogCheck,
    /// Text of the reply that is being written, as it was last saved; may be empty.
    pub reply: String,
    /// Files of the reply that is being written.
    pub reply_attachments: Vec<Attachment>,
    /// What is known of who the reporter is.
    pub identity: CaseIdentity,
    /// Whether the person may set the status.
    pub may_set_status: bool,
    /// Whether the person may let others in.
    pub may_assign: bool,
    /// Why nothing can be sent here now: `successor_wanted`, `roster_expired`, `log_inconsistent`, …
    pub halted: Option<crate::ErrorCode>,
}

/// Request of `case_reply_save`, and of `case_reply`; with that, files added by `case_attach` go.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Reply {
    /// Id.
    pub case: String,
    /// Verbatim.
    pub body: String,
}

/// Request of `case_label`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LabelsOfCase {
    /// Id.
    pub case: String,
    /// All that the case shall have; each of 1 to 40 characters.
    pub labels: Vec<String>,
}

/// A label that cases have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsedLabel {
    /// As it was written.
    pub label: String,
    /// How many cases have it.
    pub cases: u32,
}

/// Request of `case_status`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StatusOfCase {
    /// Id.
    pub case: String,
    /// To what.
    pub status: CaseStatus,
}

/// Request of `case_assign` and `case_unassign`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HandlerOfCase {
    /// Id.
    pub case: String,
    /// Id.
    pub handler: String,
}
