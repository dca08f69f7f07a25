//! Who a reporter says they are: told in one case, opened on the record, taken back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Reader;
use crate::{RpcError, Secret};

/// A part of what a reporter can say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdentityField {
    /// Full name.
    Name,
    /// How to reach them.
    Contact,
    /// Where they work.
    Role,
    /// A document that shows who they are.
    Document,
}

/// What is known in a case of who its reporter is. Never what they said.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseIdentity {
    /// The last question for it, if it was not answered.
    pub asked: Option<IdentityAsked>,
    /// What was disclosed last, also if it was withdrawn.
    pub disclosure: Option<Disclosure>,
    /// What waits on this device to be sent.
    pub waiting: Option<WaitingStep>,
    /// To whom the reporter who is looking may say who they are; `null` for handlers.
    pub choices: Option<IdentityChoices>,
    /// The handler who is looking may ask.
    pub may_ask: bool,
}

/// Something about an identity that waits to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdentityStep {
    /// A disclosure.
    Disclosing,
    /// A withdrawal.
    Withdrawing,
    /// The answer "not now".
    Keeping,
    /// A handler's question.
    Asking,
}

/// A step, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitingStep {
    /// What.
    pub step: IdentityStep,
    /// Id of what is sent.
    pub message: String,
    /// Why it cannot go on by itself.
    pub error: Option<RpcError>,
}

/// A handler's question for the reporter's identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdentityAsked {
    /// The message that asks.
    pub message: String,
    /// Who.
    pub name: String,
    /// When.
    pub at: String,
}

/// To whom a reporter may say who they are.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IdentityChoices {
    /// Readers of the case who may open.
    pub readers: Vec<Reader>,
    /// Each opening needs a second person's agreement.
    pub needs_second: bool,
    /// The largest document.
    pub document_bytes: u32,
}

/// Something that the log has, checked on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LoggedAt {
    /// When.
    pub at: String,
    /// Where, counted from 0.
    #[ts(type = "number")]
    pub entry: u64,
}

/// A disclosure.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Disclosure {
    /// What it holds.
    pub fields: Vec<IdentityField>,
    /// The names of those who may open it.
    pub readers: Vec<String>,
    /// A second person must agree to each opening.
    pub needs_second: bool,
    /// The names of those of whom one must agree, without the person who is looking.
    pub approvers: Vec<String>,
    /// When it was disclosed, and where the log has that.
    pub disclosed: LoggedAt,
    /// When it was taken back, and where the log has that.
    pub withdrawn: Option<LoggedAt>,
    /// Requests and openings, in order.
    pub openings: Vec<IdentityOpening>,
    /// The person who is looking may open it.
    pub may_open: bool,
}

/// How far an opening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpeningState {
    /// A second person was asked.
    Asked,
    /// They agreed.
    Approved,
    /// They did not agree.
    Refused,
    /// It was opened.
    Opened,
    /// It was asked for too long ago to be agreed to, or agreed to too long ago to be used.
    Over,
}

/// An opening, from the request on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdentityOpening {
    /// Id.
    pub request: String,
    /// Who opens.
    pub name: String,
    /// Why, in their words.
    pub reason: String,
    /// How far it is.
    pub state: OpeningState,
    /// The name of the second person, once they have answered.
    pub decided_by: Option<String>,
    /// When the last of its steps was taken, and where the log has that.
    pub last: LoggedAt,
    /// By this device.
    pub mine: bool,
    /// The person who is looking can agree to it, or not.
    pub may_decide: bool,
}

/// Answer of `identity_document`. The file's content stays outside of the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickedDocument {
    /// As its disk names it.
    pub name: String,
    /// Exact size.
    pub size_bytes: u32,
}

/// Request of `identity_disclose`: says who the reporter is, as far as they choose.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Disclose {
    /// Id.
    pub case: String,
    /// Full name.
    pub name: Option<Secret>,
    /// How to reach them.
    pub contact: Option<Secret>,
    /// Where they work.
    pub role: Option<Secret>,
    /// Whether the document goes with it that was last picked for this case.
    pub document: bool,
    /// Ids of those who may open it.
    pub readers: Vec<String>,
    /// The name of the case, as typed.
    pub typed: String,
}

/// Request of `identity_ask`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AskIdentity {
    /// Id.
    pub case: String,
    /// Why, in words that the reporter reads.
    pub words: String,
}

/// Request of `identity_opening_ask`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AskOpening {
    /// Id.
    pub case: String,
    /// Why, in words that the reporter reads.
    pub reason: String,
}

/// Request of `identity_decide`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DecideOpening {
    /// Id.
    pub case: String,
    /// Id of the request.
    pub request: String,
    /// Whether the person agrees.
    pub approve: bool,
}

/// Request of `identity_open`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenIdentity {
    /// Id.
    pub case: String,
    /// Why, where nobody had to agree.
    pub reason: String,
    /// Id of the request to which a second person agreed; its reason counts.
    pub request: Option<String>,
}

/// Answer of `identity_open`: what was said. It is in memory alone, and goes with the page that shows it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct OpenedIdentity {
    /// Full name.
    pub name: Option<Secret>,
    /// How to reach them.
    pub contact: Option<Secret>,
    /// Where they work.
    pub role: Option<Secret>,
    /// The document that came with it. Its content is not given to the window.
    pub document: Option<OpenedDocument>,
}

/// A document that came with an identity.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct OpenedDocument {
    /// As its sender's disk named it.
    pub name: Secret,
    /// Exact size.
    pub size_bytes: u32,
}
