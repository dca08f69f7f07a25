//! Drafts, their files, and the last look before sending.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attachment, Connection, Organisation, Outgoing, Reader};

/// The questions that a report answers. Channels bring their own questionnaires later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// "What happened?"
    WhatHappened,
    /// "When and where was it?"
    WhenWhere,
    /// "Who was involved?"
    People,
}

/// What a person wrote to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Answer {
    /// To which question.
    pub question: Question,
    /// Verbatim.
    pub text: String,
}

/// A draft in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DraftSummary {
    /// Id.
    pub draft: String,
    /// May be empty.
    pub title: String,
    /// To whom.
    pub organisation_name: String,
    /// Questions with words in them.
    pub answered: Vec<Question>,
    /// When it was last saved.
    pub updated_at: String,
}

/// Request that names a draft.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DraftRef {
    /// Id.
    pub draft: String,
}

/// Request of `draft_create`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NewDraft {
    /// To which organisation.
    pub organisation: String,
    /// To which of its channels; the first if `null`.
    pub channel: Option<String>,
}

/// Request of `draft_save`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DraftWords {
    /// Id.
    pub draft: String,
    /// May be empty.
    pub title: String,
    /// One for each question; a missing one is left as it was.
    pub answers: Vec<Answer>,
}

/// Answer of `draft_save`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Saved {
    /// When it was on disk.
    pub saved_at: String,
}

/// A draft.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Draft {
    /// Id.
    pub draft: String,
    /// To whom.
    pub organisation: Organisation,
    /// By which channel.
    pub channel: String,
    /// May be empty.
    pub title: String,
    /// One for each question that has words in it.
    pub answers: Vec<Answer>,
    /// In the order of adding.
    pub attachments: Vec<Attachment>,
    /// When it was last saved.
    pub updated_at: String,
}

/// A name that stands for a reporter in one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pseudonym {
    /// In the reader's language, or as chosen.
    pub text: String,
    /// In the English word list; the case mark is drawn from it.
    pub canonical: String,
}

/// What a relay gets to know, or never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RelayFact {
    /// That a sealed report arrived, and when.
    Arrival,
    /// How large it is, rounded up.
    RoundedSize,
    /// How many files come with it, and how large each is, rounded up.
    FileSizes,
    /// For which organisation it is.
    Organisation,
    /// Who can read it, its channel, and later its status.
    ReadersAndStatus,
    /// The network address of this device.
    NetworkAddress,
    /// The network address of the person's proxy.
    ProxyAddress,
    /// What was written.
    Words,
    /// What the files hold, and their names.
    Files,
    /// Name and pseudonym.
    Names,
}

/// Answer of `report_review`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Review {
    /// Who will be able to read it, by the newest roster seen on this device; `null` if it has seen none: the
    /// card came as a link, and the relay was not reached yet.
    pub readers: Option<Vec<Reader>>,
    /// A random name, not used before.
    pub pseudonym: Pseudonym,
    /// What the relay learns on the connection that would be used.
    pub relay_learns: Vec<RelayFact>,
    /// What it never learns.
    pub relay_never_learns: Vec<RelayFact>,
    /// The connection that would be used.
    pub connection: Connection,
    /// Whether it waits for a moment by chance, unless the person says otherwise.
    pub waits: bool,
}

/// How the reporter will be known.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PseudonymChoice {
    /// As suggested.
    Suggested {
        /// [`Pseudonym::canonical`].
        canonical: String,
    },
    /// Of the person's own making.
    Own {
        /// 1 to 64 characters.
        text: String,
    },
}

/// Request of `report_send`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SendReport {
    /// Id.
    pub draft: String,
    /// How the reporter will be known.
    pub pseudonym: PseudonymChoice,
    /// Ids of the handlers whom the person saw and approved: nobody else is let in. `null` if none could be shown:
    /// whomever the organisation's own key names.
    pub readers: Option<Vec<String>>,
    /// Whether it waits for a moment by chance.
    pub waits: bool,
}

/// Answer of `report_send`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SentReport {
    /// Id of the new case.
    pub case: String,
    /// How the reporter is known in it.
    pub pseudonym: Pseudonym,
    /// Where the report is.
    pub outgoing: Outgoing,
}
