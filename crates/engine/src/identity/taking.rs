//! What comes about an identity, as it is kept on this device.

use data_encoding::HEXLOWER;
use sotto_protocol::{
    codec,
    content::{Content, VerifiedContent},
    identity::{Disclosure, Reason, SealedShare},
    ids::{DeviceId, MessageId, RecordId},
    room::IdentityEvent,
    time::UnixSeconds,
};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{Event as LogEvent, EventKind};
use sotto_vault::{
    Transaction,
    tables::{self, OpeningState},
};

use crate::{
    Error,
    declared::Writer,
    room_sync::{Place, author, kind},
};

/// A line of the conversation that an object becomes.
pub(crate) struct Taken {
    pub(crate) kind: &'static str,
    pub(crate) body: String,
    /// The object is not to be kept word for word: what is withdrawn must not stay in it.
    pub(crate) holds_shares: bool,
}

/// Keeps what an object says about an identity.
///
/// # Errors
/// `message_invalid` from whoever has no part in it, or out of order.
// enforces: IDEN-14, IDEN-15
pub(crate) fn take(
    tx: &Transaction<'_>,
    file: &tables::CaseFile,
    writer: &Writer,
    verified: &VerifiedContent,
    content: &Content,
    place: Place,
) -> Result<Taken, Error> {
    let by_reporter =
        matches!(content, Content::Disclosed(_) | Content::IdentityKept { .. } | Content::IdentityWithdrawn { .. });
    if by_reporter != (writer.kind == author::REPORTER) {
        return Err(invalid());
    }
    let came = Came { tx, file, writer, message: verified.id, written_at: verified.at, place };
    let line = |kind, body: &str| Taken { kind, body: body.to_owned(), holds_shares: false };
    Ok(match content {
        Content::Disclosed(disclosure) => {
            came.disclosed(disclosure)?;
            Taken { kind: kind::DISCLOSED, body: names_of(tx, file, disclosure)?, holds_shares: true }
        }
        Content::IdentityAsked { body } => line(kind::IDENTITY_ASKED, body),
        Content::IdentityKept { .. } => line(kind::IDENTITY_KEPT, ""),
        Content::OpeningAsked { record, reason } => {
            came.begins(record, reason, OpeningState::Asked)?;
            line(kind::OPENING_ASKED, reason.words())
        }
        Content::OpeningApproved { record, request, shares } => {
            came.decided(record, request, OpeningState::Approved)?;
            came.keep_shares(record, shares)?;
            Taken { kind: kind::OPENING_APPROVED, body: String::new(), holds_shares: true }
        }
        Content::OpeningRefused { record, request } => {
            came.decided(record, request, OpeningState::Refused)?;
            line(kind::OPENING_REFUSED, "")
        }
        Content::IdentityOpened { record, request, reason } => {
            came.opened(record, request.as_ref(), reason)?;
            line(kind::OPENED, reason.words())
        }
        Content::IdentityWithdrawn { record } => {
            came.withdrawn(record)?;
            line(kind::WITHDRAWN, "")
        }
        Content::Report { .. }
        | Content::Message { .. }
        | Content::Status { .. }
        | Content::Resumed { .. }
        | Content::Returned { .. }
        | Content::History { .. } => {
            return Err(invalid());
        }
    })
}

/// Whether an entry of the log says what was declared.
// enforces: IDEN-11
pub(crate) fn is_logged_as(declared: &IdentityEvent, logged: &LogEvent) -> bool {
    let says = |key: &str, value: String| logged.detail().get(key) == Some(&value);
    let of = |record: &RecordId| says("record", record.to_string());
    let is = |kind| logged.kind() == kind;
    match declared {
        IdentityEvent::Asked => is(EventKind::IdentityAsked),
        IdentityEvent::Disclosed { record, commitment, .. } => {
            is(EventKind::IdentityDisclosed) && of(record) && says("commitment", HEXLOWER.encode(&**commitment))
        }
        IdentityEvent::OpeningAsked { record, reason } => {
            is(EventKind::IdentityRequested) && of(record) && says("reason", HEXLOWER.encode(&**reason))
        }
        IdentityEvent::OpeningApproved { record, request } => {
            is(EventKind::IdentityApproved) && of(record) && says("request", request.to_string())
        }
        IdentityEvent::OpeningRefused { record, request } => {
            is(EventKind::IdentityRefused) && of(record) && says("request", request.to_string())
        }
        IdentityEvent::Opened { record, reason, .. } => {
            is(EventKind::IdentityOpened) && of(record) && says("reason", HEXLOWER.encode(&**reason))
        }
        IdentityEvent::Withdrawn { record } => is(EventKind::IdentityWithdrawn) && of(record),
    }
}

/// The statement of a disclosure that is kept.
pub(crate) fn statement_of(row: &tables::Disclosure) -> Result<Disclosure, Error> {
    Ok(codec::from_slice(&row.statement)?)
}

fn invalid() -> Error {
    Error::Refused(ErrorCode::MessageInvalid)
}

fn names_of(tx: &Transaction<'_>, file: &tables::CaseFile, disclosure: &Disclosure) -> Result<String, Error> {
    let mut names: Vec<String> = Vec::new();
    for reader in tx.readers().of_case(file.case)? {
        if disclosure.readers.contains(&reader.handler) && !names.contains(&reader.name) {
            names.push(reader.name);
        }
    }
    Ok(names.join("\n"))
}

/// An object, and where it came.
struct Came<'a> {
    tx: &'a Transaction<'a>,
    file: &'a tables::CaseFile,
    writer: &'a Writer,
    message: MessageId,
    written_at: UnixSeconds,
    place: Place,
}

impl Came<'_> {
    /// Where the log has it. Without that, it does not count.
    fn position(&self) -> Result<u64, Error> {
        self.place.position.ok_or_else(invalid)
    }

    /// When it happened, as the log says to the minute; a reporter's own clock is finer than the log.
    fn at(&self) -> Result<UnixSeconds, Error> {
        if self.writer.kind == author::REPORTER {
            return Ok(self.written_at);
        }
        let entry = self.tx.entries().get(self.file.organisation, self.position()?)?.ok_or_else(invalid)?;
        let event = LogEvent::from_canonical(entry.event.as_bytes()).map_err(|_| invalid())?;
        Ok(event.at().start())
    }

    fn disclosed(&self, disclosure: &Disclosure) -> Result<(), Error> {
        let statement = Disclosure { shares: Vec::new(), ..disclosure.clone() };
        let is_new = self.tx.disclosures().insert(&tables::Disclosure {
            record: disclosure.record,
            case: self.file.case,
            message: self.message,
            statement: codec::to_vec(&statement),
            at: self.at()?,
            position: self.position()?,
            withdrawn: None,
        })?;
        if is_new { self.keep_shares(&disclosure.record, &disclosure.shares) } else { Err(invalid()) }
    }

    /// The disclosure, which stands, of this case.
    fn standing(&self, record: &RecordId) -> Result<Disclosure, Error> {
        let row = self.tx.disclosures().get(*record)?;
        let row = row.filter(|row| row.case == self.file.case && row.withdrawn.is_none()).ok_or_else(invalid)?;
        statement_of(&row)
    }

    fn keep_shares(&self, record: &RecordId, shares: &[SealedShare]) -> Result<(), Error> {
        for share in shares.iter().filter(|share| share.device == self.place.device) {
            self.tx.disclosures().put_share(*record, &codec::to_vec(share))?;
        }
        Ok(())
    }

    fn begins(&self, record: &RecordId, reason: &Reason, state: OpeningState) -> Result<(), Error> {
        let disclosure = self.standing(record)?;
        let is_chosen = self.writer.handler.is_some_and(|handler| disclosure.readers.contains(&handler));
        // What is known of an opening is not begun anew under its name.
        if !is_chosen || self.tx.disclosures().opening(*record, self.message)?.is_some() {
            return Err(invalid());
        }
        let at = self.at()?;
        self.tx.disclosures().put_opening(&tables::Opening {
            request: self.message,
            record: *record,
            device: DeviceId::from_bytes(*self.writer.key.as_bytes()),
            name: self.writer.name.clone(),
            reason: reason.words().to_owned(),
            state,
            asked_at: at,
            decided: None,
            opened: (state == OpeningState::Opened).then_some((self.message, at)),
            position: self.position()?,
        })?;
        Ok(())
    }

    fn decided(&self, record: &RecordId, request: &MessageId, state: OpeningState) -> Result<(), Error> {
        let disclosure = self.standing(record)?;
        let opening = self.opening(record, request, OpeningState::Asked)?;
        let approves = self.writer.handler.is_some_and(|handler| disclosure.approvers.contains(&handler));
        if !approves || opening.device.as_bytes() == self.writer.key.as_bytes() {
            return Err(invalid());
        }
        let decided = Some((self.writer.name.clone(), self.at()?));
        let position = self.position()?;
        Ok(self.tx.disclosures().put_opening(&tables::Opening { state, decided, position, ..opening })?)
    }

    fn opened(&self, record: &RecordId, request: Option<&MessageId>, reason: &Reason) -> Result<(), Error> {
        let Some(request) = request else {
            // The reporter is told also of one that a second person should have agreed to.
            return self.begins(record, reason, OpeningState::Opened);
        };
        self.standing(record)?;
        let opening = self.opening(record, request, OpeningState::Approved)?;
        if opening.device.as_bytes() != self.writer.key.as_bytes() {
            return Err(invalid());
        }
        let opened = Some((self.message, self.at()?));
        let (state, position) = (OpeningState::Opened, self.position()?);
        Ok(self.tx.disclosures().put_opening(&tables::Opening { state, opened, position, ..opening })?)
    }

    fn opening(&self, record: &RecordId, request: &MessageId, state: OpeningState) -> Result<tables::Opening, Error> {
        let opening = self.tx.disclosures().opening(*record, *request)?;
        opening.filter(|opening| opening.state == state).ok_or_else(invalid)
    }

    fn withdrawn(&self, record: &RecordId) -> Result<(), Error> {
        self.standing(record)?;
        self.tx.disclosures().withdraw(*record, self.at()?, self.position()?)?;
        Ok(())
    }
}
