//! Disclosures and openings as people see them.

use sotto_protocol::{
    codec,
    content::Content,
    identity::{APPROVAL_SECONDS, Field, MAX_DOCUMENT_BYTES},
    ids::{CaseId, HandlerId, MessageId, RecordId},
    pseudonym::Pseudonym,
    roster::Roster,
    time::UnixSeconds,
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{
    Transaction,
    tables::{self, OpeningState},
};

use super::taking::statement_of;
use crate::{
    Engine, Error, ReaderView,
    contact::{root_of, roster_of},
    outbox::Outgoing,
    room_sync::kind,
};

/// To whom a reporter may say who they are.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Those who read the case and may open.
    pub readers: Vec<ReaderView>,
    /// Each opening needs somebody else's agreement.
    pub needs_second: bool,
}

impl Choices {
    /// The largest document, in bytes.
    pub const MAX_DOCUMENT_BYTES: usize = MAX_DOCUMENT_BYTES;
}

/// Somebody of the office, by the name that they had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub handler: HandlerId,
    /// Name; empty if no roster on this device names them.
    pub name: String,
}

/// What is known of the reporter's identity in a case.
#[derive(Clone, Debug)]
pub struct IdentityView {
    /// The last question for it, if it was not answered.
    pub asked: Option<AskedView>,
    /// What was disclosed last, also if it was withdrawn.
    pub disclosure: Option<DisclosureView>,
    /// A disclosure waits on this device.
    pub is_disclosing: bool,
    /// A withdrawal waits on this device.
    pub is_withdrawing: bool,
    /// The answer "not now" waits on this device.
    pub is_keeping: bool,
    /// A question waits on this device.
    pub is_asking: bool,
    /// What of these waits, and why if it cannot go on by itself.
    pub waiting: Option<(MessageId, Option<ErrorCode>)>,
}

/// A handler's question for the reporter's identity.
#[derive(Clone, Debug)]
pub struct AskedView {
    /// What asked.
    pub message: MessageId,
    /// Who.
    pub name: String,
    /// Why, in their words.
    pub body: String,
    /// When, by their clock.
    pub at: UnixSeconds,
}

/// A disclosure.
#[derive(Clone, Debug)]
pub struct DisclosureView {
    /// Its identifier.
    pub record: RecordId,
    /// What it holds.
    pub fields: Vec<Field>,
    /// Who may open it.
    pub readers: Vec<Person>,
    /// Of whom one other must agree.
    pub approvers: Vec<Person>,
    /// When it was disclosed, by the reporter's clock.
    pub at: UnixSeconds,
    /// Where the log has it, checked on this device.
    pub entry: u64,
    /// When it was taken back, and where the log has that.
    pub withdrawn: Option<(UnixSeconds, u64)>,
    /// Requests and openings, in order.
    pub openings: Vec<OpeningView>,
    /// The person of this device is one of those who may open it.
    pub may_open: bool,
    /// The person of this device may agree to another's opening.
    pub may_approve: bool,
}

/// An opening, from the request on.
#[derive(Clone, Debug)]
pub struct OpeningView {
    /// What asked, or opened where nobody had to be asked.
    pub request: MessageId,
    /// Who opens.
    pub name: String,
    /// Why.
    pub reason: String,
    /// `asked`, `approved`, `refused`, `opened`.
    pub state: String,
    /// When it was asked for.
    pub asked_at: UnixSeconds,
    /// The second person, and when they answered.
    pub decided: Option<(String, UnixSeconds)>,
    /// When it was opened.
    pub opened_at: Option<UnixSeconds>,
    /// Where the log has the last of these.
    pub entry: u64,
    /// The person of this device asked.
    pub is_own: bool,
    /// It was asked for too long ago to be agreed to, or agreed to too long ago to be used.
    pub is_over: bool,
}

/// A request that the person of this device may agree to.
#[derive(Clone, Debug)]
pub struct ApprovalView {
    /// In which case.
    pub case: CaseId,
    /// How its reporter is known.
    pub pseudonym: Pseudonym,
    /// The request.
    pub opening: OpeningView,
    /// Until when it can be agreed to.
    pub until: UnixSeconds,
}

impl Engine {
    /// What is known of the reporter's identity in a case.
    ///
    /// # Errors
    /// `not_found`.
    pub fn identity(&self, case: CaseId) -> Result<IdentityView, Error> {
        self.read(|tx| {
            let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let roster = roster_of(tx, &root_of(tx, &file.organisation)?)?;
            let row = tx.disclosures().last_of_case(case)?;
            let disclosure = row.map(|row| self.disclosure_view(tx, roster.as_ref(), row)).transpose()?;
            let asked = unanswered(tx, case)?;
            let mut view = IdentityView {
                asked,
                disclosure,
                is_disclosing: false,
                is_withdrawing: false,
                is_keeping: false,
                is_asking: false,
                waiting: None,
            };
            for item in tx.outbox().of_case(case)? {
                match codec::from_slice(&item.payload)? {
                    Outgoing::Disclosure { .. } => view.is_disclosing = true,
                    Outgoing::Message(Content::IdentityWithdrawn { .. }) => view.is_withdrawing = true,
                    Outgoing::Message(Content::IdentityKept { .. }) => view.is_keeping = true,
                    Outgoing::Message(Content::IdentityAsked { .. }) => view.is_asking = true,
                    _ => continue,
                }
                let is_paused = matches!(item.state, tables::OutboxState::Paused | tables::OutboxState::Failed);
                view.waiting = Some((item.message, item.reason.as_deref().filter(|_| is_paused).map(code_of)));
            }
            Ok(view)
        })
    }

    /// The requests that wait for this device's person.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn pending_approvals(&self) -> Result<Vec<ApprovalView>, Error> {
        self.read(|tx| {
            let mut approvals = Vec::new();
            for row in tx.disclosures().with_requests()? {
                let Some(file) = tx.cases().get(row.case)? else { continue };
                let roster = roster_of(tx, &root_of(tx, &file.organisation)?)?;
                let view = self.disclosure_view(tx, roster.as_ref(), row)?;
                if !view.may_approve {
                    continue;
                }
                let pseudonym: Pseudonym = codec::from_slice(&file.pseudonym)?;
                let waiting = view.openings.into_iter().filter(|opening| opening.waits());
                approvals.extend(waiting.map(|opening| ApprovalView {
                    case: file.case,
                    pseudonym: pseudonym.clone(),
                    until: opening.asked_at.plus(APPROVAL_SECONDS),
                    opening,
                }));
            }
            Ok(approvals)
        })
    }

    fn disclosure_view(
        &self,
        tx: &Transaction<'_>,
        roster: Option<&Roster>,
        row: tables::Disclosure,
    ) -> Result<DisclosureView, Error> {
        let disclosure = statement_of(&row)?;
        let me = roster.and_then(|roster| self.handler_in(roster).ok());
        let is_handler = tx.cases().get(row.case)?.is_some_and(|file| file.side == tables::Side::Handler);
        let name = |handler: &HandlerId| Person {
            handler: *handler,
            name: roster
                .and_then(|roster| roster.person(handler))
                .map(|person| person.name.clone())
                .unwrap_or_default(),
        };
        let stands = is_handler && row.withdrawn.is_none();
        let has = |people: &[HandlerId]| stands && me.is_some_and(|me| people.contains(&me));
        let openings = tx.disclosures().openings(row.record)?;
        Ok(DisclosureView {
            record: row.record,
            fields: disclosure.fields.clone(),
            readers: disclosure.readers.iter().map(name).collect(),
            approvers: disclosure.approvers.iter().map(name).collect(),
            at: row.at,
            entry: row.position,
            withdrawn: row.withdrawn,
            openings: openings.into_iter().map(|opening| self.opening_view(opening)).collect(),
            may_open: has(&disclosure.readers),
            may_approve: has(&disclosure.approvers),
        })
    }

    fn opening_view(&self, opening: tables::Opening) -> OpeningView {
        let since = match opening.state {
            OpeningState::Asked => Some(opening.asked_at),
            OpeningState::Approved => opening.decided.as_ref().map(|(_, at)| *at),
            OpeningState::Refused | OpeningState::Opened => None,
        };
        OpeningView {
            request: opening.request,
            is_own: opening.device == self.device.device(),
            is_over: since.is_some_and(|since| self.is_over(since)),
            name: opening.name,
            reason: opening.reason,
            state: opening.state.as_str().to_owned(),
            asked_at: opening.asked_at,
            decided: opening.decided,
            opened_at: opening.opened.map(|(_, at)| at),
            entry: opening.position,
        }
    }
}

impl OpeningView {
    /// Whether a second person can still answer.
    fn waits(&self) -> bool {
        self.state == OpeningState::Asked.as_str() && !self.is_over && !self.is_own
    }
}

fn code_of(reason: &str) -> ErrorCode {
    let known = sotto_rpc_schema::ALL_ERROR_CODES.iter().find(|code| code.as_str() == reason);
    known.copied().unwrap_or(ErrorCode::Internal)
}

/// The last question for an identity that was neither answered nor followed by a disclosure.
pub(super) fn unanswered(tx: &Transaction<'_>, case: CaseId) -> Result<Option<AskedView>, Error> {
    let mut asked = None;
    for row in tx.messages().of_case(case)? {
        match row.kind.as_str() {
            kind::IDENTITY_ASKED => {
                asked = Some(AskedView { message: row.message, name: row.author_name, body: row.body, at: row.at });
            }
            kind::IDENTITY_KEPT | kind::DISCLOSED => asked = None,
            _ => {}
        }
    }
    Ok(asked)
}
