//! What an append declares, what its author says, and what the log has: one and the same.

use sotto_protocol::{
    codec,
    content::Known,
    ids::{DeviceId, HandlerId},
    phrase::case_id,
    pseudonym::Pseudonym,
    room::{Append, CaseEvent},
    roster::Roster,
    sign::PublicKey,
};
use sotto_relay_api::LoggedEntry;
use sotto_rooms::Room;
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{Actor, EventKind};
use sotto_vault::tables;

use crate::{ContactError, Error, contact::Contact, identity, room_sync::author};

/// Somebody who wrote an object, as this device knows them.
pub(crate) struct Writer {
    pub(crate) key: PublicKey,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    /// Whose device it is; none for the reporter.
    pub(crate) handler: Option<HandlerId>,
    pub(crate) may_answer: bool,
}

impl Writer {
    /// The reporter is whoever opened the room; all others are certified.
    pub(crate) fn of(key: &PublicKey, room: &Room, roster: &Roster, file: &tables::CaseFile) -> Result<Self, Error> {
        if room.creator().as_ref() == Some(key) {
            let pseudonym: Pseudonym = codec::from_slice(&file.pseudonym)?;
            let name = pseudonym.to_string();
            return Ok(Self { key: *key, kind: author::REPORTER, name, handler: None, may_answer: true });
        }
        let person = roster.certified(&DeviceId::from_bytes(*key.as_bytes())).map(|(person, _)| person);
        Ok(Self {
            key: *key,
            kind: author::HANDLER,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            handler: person.map(|person| person.handler),
            may_answer: person.is_some_and(|person| person.role.may_answer()),
        })
    }
}

/// Whether an object came with the event by which the log has it, and no event with another object.
// enforces: IDEN-01
pub(crate) fn is_declared(append: &Append, content: &Known) -> bool {
    let Known::Content(content) = content else { return true };
    match (CaseEvent::of(content), &append.declared.event) {
        (None, Some(CaseEvent::Status { .. } | CaseEvent::Identity(_))) => false,
        (None, _) => true,
        (said, declared) => said == *declared,
    }
}

/// The log names the one who wrote an object as the one whose act it is.
// enforces: IDEN-15
pub(crate) fn check_actor(
    contact: &Contact<'_>,
    file: &tables::CaseFile,
    writer: &Writer,
    append: &Append,
    entry: Option<&LoggedEntry>,
) -> Result<(), Error> {
    let (Some(_), Some(entry)) = (&append.declared.event, entry) else { return Ok(()) };
    let event = contact.check_entry(entry)?.event;
    let key = |id: &str| {
        let bytes = data_encoding::HEXLOWER.decode(id.as_bytes()).ok();
        bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(PublicKey::from_bytes)
    };
    let fits = match event.actor() {
        Actor::Reporter(id) => writer.kind == author::REPORTER && key(id).is_some_and(|key| case_id(&key) == file.case),
        Actor::Device(id) => writer.kind == author::HANDLER && key(id) == Some(writer.key),
        _ => false,
    };
    // Of this case alone: two members can do that too, and hold no other case up.
    if fits { Ok(()) } else { Err(Error::Refused(ErrorCode::EntryMissing)) }
}

/// What an append declares must be in the log, for this case.
// enforces: LOG-18
pub(crate) fn check_declared_entry(
    contact: &Contact<'_>,
    file: &tables::CaseFile,
    append: &Append,
    entry: Option<&LoggedEntry>,
) -> Result<(), Error> {
    let Some(event) = &append.declared.event else { return Ok(()) };
    let checked = contact.check_entry(entry.ok_or(ContactError::EntryMissing)?)?;
    let kind = checked.event.kind();
    let fits = match event {
        CaseEvent::Opened { .. } => kind == EventKind::CaseOpened,
        CaseEvent::Readers => matches!(kind, EventKind::CaseJoined | EventKind::CaseLeft),
        CaseEvent::Status { .. } => matches!(kind, EventKind::CaseStatus | EventKind::CaseClosed),
        CaseEvent::Successor { .. } => kind == EventKind::CaseSuccessor,
        CaseEvent::Identity(event) => identity::is_logged_as(event, &checked.event),
    };
    if fits && checked.event.subject() == file.case.to_string() {
        Ok(())
    } else {
        Err(ContactError::EntryMissing.into())
    }
}
