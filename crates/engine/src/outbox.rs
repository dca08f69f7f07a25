//! The outbox: what was written and approved, in order. Nothing else sends.
//!
//! An item holds plaintext until its turn. It is sealed when sending, for the head that its room
//! has then; the sealed form and the MLS state that made it are on disk before anything leaves. A
//! cut, at any moment, leads to the same message identifier being sent again and stored once.

mod calling_back;
mod deliver;
mod leaving;
mod open_case;
mod sealing;
mod successor;

pub use calling_back::{CalledBack, Waiting};
pub(crate) use deliver::{is_decision, is_withdrawal};
pub use leaving::{LONGEST_WAIT, Leave};
pub(crate) use leaving::{Leaving, Turn};
pub(crate) use open_case::{opening, rename_files};

use std::path::PathBuf;

use minicbor::{Decode, Encode, bytes::ByteVec};
use sotto_protocol::{
    codec,
    content::{Content, SignedContent, Status},
    ids::{CaseId, DraftId, HandlerId, MessageId, OrganisationId, RoomId},
    phrase::CaseSecret,
    pseudonym::Pseudonym,
    room::{Append, Head},
    time::UnixSeconds,
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{StoredName, Transaction, tables};
use zeroize::Zeroizing;

use crate::{
    Engine, Error, Event, FileCopy, attachments,
    contact::{root_of, roster_of},
    removals,
    secrets::{put_ratchet, ratchet},
    standing::intake_of,
    surroundings::chance,
};

/// Who may read a report, as its writer said before sending.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Approval {
    /// These people, and any device of theirs.
    #[n(0)]
    People(#[n(0)] Vec<HandlerId>),
    /// Whoever the organisation's key names for the channel when it is sent.
    #[n(1)]
    Whoever,
}

/// A report in the outbox.
#[derive(Clone, Debug)]
pub struct Queued {
    /// The case that it opens.
    pub case: CaseId,
    /// Its message.
    pub message: MessageId,
    /// The name that it bears.
    pub pseudonym: Pseudonym,
}

/// Whether something has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The relay has it, and the log was checked.
    Sent,
    /// It waits on this device.
    Queued,
    /// It waits on this device, and leaves by itself at this time.
    At(UnixSeconds),
    /// It waits for a decision, or will not go.
    Paused(ErrorCode),
}

/// What an item is to become.
#[derive(Clone, Debug, Encode, Decode)]
pub(crate) enum Outgoing {
    /// The first message of a new case.
    #[n(0)]
    Report(#[n(0)] Content),
    /// A message or status in a case.
    #[n(1)]
    Message(#[n(0)] Content),
    /// A change of who reads.
    #[n(2)]
    Readers {
        #[n(0)]
        add: Vec<HandlerId>,
        #[n(1)]
        remove: Vec<HandlerId>,
    },
    /// A room in which the case goes on.
    #[n(3)]
    Successor {
        /// The room that cannot go on.
        #[n(0)]
        follows: RoomId,
    },
    /// An identity that is disclosed in a case.
    #[n(4)]
    Disclosure {
        /// What its readers are told.
        #[n(0)]
        content: Content,
        /// The record, for the relay.
        #[n(1)]
        sealed: ByteVec,
    },
}

/// What an item has become, for one head of its room.
#[derive(Clone, Debug, Encode, Decode)]
pub(crate) struct Sealed {
    #[n(0)]
    pub(crate) append: Append,
    /// None for a Commit.
    #[n(1)]
    pub(crate) content: Option<SignedContent>,
}

pub(crate) const REPORT: &str = "report";
pub(crate) const MESSAGE: &str = "message";
const READERS: &str = "readers";
pub(crate) const SUCCESSOR: &str = "successor";
pub(crate) const DISCLOSURE: &str = "disclosure";

impl Engine {
    /// Moves a draft to the outbox, in one transaction: a case with its keys, and the report.
    ///
    /// # Errors
    /// `not_found`, `message_too_large`, `disk_full`.
    pub fn queue_report(
        &self,
        draft: DraftId,
        pseudonym: Pseudonym,
        approval: &Approval,
        leave: Leave,
    ) -> Result<Queued, Error> {
        let (queued, removed) = self.write(|tx| {
            let row = tx.drafts().get(draft)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let (index, secret) = self.take_case_secret(tx, &row.organisation)?;
            let case = self.new_case(&row, index, &secret, &pseudonym);
            tx.cases().put(&case)?;
            let message = MessageId::random(&mut chance());
            let files = attachments::hand_over(tx, tx.attachments().of_draft(draft)?, case.case, message)?;
            let removed = removals::erase_draft(tx, draft)?;
            let content = Content::Report {
                title: row.title,
                body: row.body,
                pseudonym: pseudonym.clone(),
                channel: row.channel,
                files,
            };
            content.check_limits()?;
            self.push_for(tx, (case.case, message), REPORT, &Outgoing::Report(content), approval, leave)?;
            Ok((Queued { case: case.case, message, pseudonym }, removed))
        })?;
        self.forget_files(removed);
        self.tell(Event::OutboxChanged(queued.case));
        Ok(queued)
    }

    /// The people who would read a report of this draft, by the newest roster on this device.
    ///
    /// # Errors
    /// `not_found`; `roster_expired` when there is no roster that still opens cases.
    pub fn intended_readers(&self, draft: DraftId) -> Result<Option<Vec<HandlerId>>, Error> {
        self.read(|tx| {
            let row = tx.drafts().get(draft)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let root = root_of(tx, &row.organisation)?;
            let Some(roster) = roster_of(tx, &root)? else { return Ok(None) };
            let channel = roster.channel(&row.channel).ok_or(Error::Refused(ErrorCode::NotFound))?;
            Ok(Some(roster.intake(channel).map(|person| person.handler).collect()))
        })
    }

    /// Puts a message into the outbox, with the files that were attached to the reply; the reply is no longer being written.
    ///
    /// # Errors
    /// `not_found`, `not_permitted`, `message_too_large`, `disk_full`.
    pub fn queue_message(&self, case: CaseId, body: &str, leave: Leave) -> Result<MessageId, Error> {
        let mut removed = Vec::new();
        let queued = self.queue_for(case, leave, |tx, message| {
            let files = attachments::hand_over(tx, tx.attachments().loose(case)?, case, message)?;
            for file in tx.attachments().all_loose(case)? {
                removed.extend(removals::erase_file(tx, file)?);
            }
            tx.replies().remove(case)?;
            Ok(Content::Message { body: body.to_owned(), files })
        })?;
        self.forget_files(removed);
        Ok(queued)
    }

    /// Puts a message into the outbox with copies of the files at `paths`, and of no other. The reply that is being written
    /// stays as it is.
    ///
    /// # Errors
    /// As [`Engine::queue_message`] and [`Engine::attach`]. Nothing is left of it then.
    pub fn queue_message_with(
        &self,
        case: CaseId,
        body: &str,
        paths: &[PathBuf],
        copy: FileCopy,
        leave: Leave,
    ) -> Result<MessageId, Error> {
        let rows = self.seal_copies(case, paths, copy)?;
        let stored: Vec<StoredName> = rows.iter().cloned().flat_map(tables::Attachment::into_stored).collect();
        let queued = self.queue_for(case, leave, |tx, message| {
            let files = attachments::hand_over(tx, rows, case, message)?;
            Ok(Content::Message { body: body.to_owned(), files })
        });
        if queued.is_err() {
            self.forget_files(stored);
        }
        queued
    }

    /// Puts a change of a case's status into the outbox.
    ///
    /// # Errors
    /// `not_found`, `not_permitted` on the reporter's side, `disk_full`.
    pub fn queue_status(&self, case: CaseId, status: Status) -> Result<MessageId, Error> {
        self.queue(case, |_, _| Ok(Content::Status { status }))
    }

    /// Puts a change of who reads a case into the outbox.
    ///
    /// # Errors
    /// `not_found`, `not_permitted` on the reporter's side, `disk_full`.
    pub fn queue_readers(&self, case: CaseId, add: Vec<HandlerId>, remove: Vec<HandlerId>) -> Result<MessageId, Error> {
        let message = self.write(|tx| {
            let file = handled_case(tx, case)?;
            let root = root_of(tx, &file.organisation)?;
            let roster = roster_of(tx, &root)?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
            if add.iter().chain(&remove).any(|handler| roster.person(handler).is_none()) {
                return Err(Error::Refused(ErrorCode::NotFound));
            }
            let message = MessageId::random(&mut chance());
            self.push(tx, (case, message), READERS, &Outgoing::Readers { add, remove }, &Approval::Whoever)?;
            Ok(message)
        })?;
        self.tell(Event::OutboxChanged(case));
        Ok(message)
    }

    /// Where something that was queued stands.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn sent(&self, message: MessageId) -> Result<Sent, Error> {
        let item = self.read(|tx| Ok(tx.outbox().get(message)?))?;
        Ok(item.map_or(Sent::Sent, |item| match item.state {
            tables::OutboxState::Paused | tables::OutboxState::Failed => Sent::Paused(reason_of(&item)),
            _ => self.waits_until(&item).map_or(Sent::Queued, Sent::At),
        }))
    }

    /// The case that something was queued in: one that was taken already goes on under other keys.
    ///
    /// # Errors
    /// `not_found`.
    pub fn case_of(&self, message: MessageId) -> Result<CaseId, Error> {
        self.read(|tx| {
            let waiting = tx.outbox().get(message)?.and_then(|item| item.case);
            let sent = tx.messages().get(message)?.map(|row| row.case);
            waiting.or(sent).ok_or(Error::Refused(ErrorCode::NotFound))
        })
    }

    /// Approves those whom [`Engine::readers`] names, and lets a paused item go on. It pauses again if they change again.
    ///
    /// # Errors
    /// `not_found`.
    pub fn accept_readers(&self, message: MessageId) -> Result<(), Error> {
        self.write(|tx| {
            let mut item = tx.outbox().get(message)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let file = item.case.map(|case| tx.cases().get(case)).transpose()?.flatten();
            let approval = match file.filter(|file| file.sequence == 0) {
                Some(file) => {
                    Approval::People(intake_of(tx, &file)?.into_iter().map(|reader| reader.handler).collect())
                }
                None => Approval::Whoever,
            };
            item.approved = codec::to_vec(&approval);
            item.state = tables::OutboxState::Queued;
            item.reason = None;
            tx.outbox().update(&item)?;
            Ok(())
        })
    }

    /// Puts an object into the outbox, to leave with the next contact.
    pub(crate) fn queue(
        &self,
        case: CaseId,
        content: impl FnOnce(&Transaction<'_>, MessageId) -> Result<Content, Error>,
    ) -> Result<MessageId, Error> {
        self.queue_for(case, Leave::Soon, content)
    }

    fn queue_for(
        &self,
        case: CaseId,
        leave: Leave,
        content: impl FnOnce(&Transaction<'_>, MessageId) -> Result<Content, Error>,
    ) -> Result<MessageId, Error> {
        let message = self.write(|tx| {
            let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let message = MessageId::random(&mut chance());
            let content = content(tx, message)?;
            content.check_limits()?;
            if matches!(content, Content::Status { .. }) && file.side == tables::Side::Reporter {
                return Err(Error::Refused(ErrorCode::NotPermitted));
            }
            self.push_for(tx, (case, message), MESSAGE, &Outgoing::Message(content), &Approval::Whoever, leave)?;
            Ok(message)
        })?;
        self.tell(Event::OutboxChanged(case));
        Ok(message)
    }

    pub(crate) fn push(
        &self,
        tx: &Transaction<'_>,
        names: (CaseId, MessageId),
        kind: &str,
        outgoing: &Outgoing,
        approval: &Approval,
    ) -> Result<(), Error> {
        self.push_for(tx, names, kind, outgoing, approval, Leave::Soon)
    }

    fn push_for(
        &self,
        tx: &Transaction<'_>,
        (case, message): (CaseId, MessageId),
        kind: &str,
        outgoing: &Outgoing,
        approval: &Approval,
        leave: Leave,
    ) -> Result<(), Error> {
        tx.outbox().push(&tables::OutboxItem {
            message,
            case: Some(case),
            draft: None,
            kind: kind.to_owned(),
            payload: codec::to_vec(outgoing),
            approved: codec::to_vec(approval),
            state: tables::OutboxState::Queued,
            reason: None,
            sealed: None,
            attempts: 0,
            created_at: self.now(),
            leaves_at: leave.moment(self.now()),
        })?;
        Ok(())
    }

    fn take_case_secret(
        &self,
        tx: &Transaction<'_>,
        organisation: &OrganisationId,
    ) -> Result<(u32, CaseSecret), Error> {
        let ratchet = ratchet(tx)?;
        let (secret, next) = ratchet.next(organisation);
        put_ratchet(tx, &next)?;
        Ok((ratchet.index(), secret))
    }

    fn new_case(
        &self,
        draft: &tables::Draft,
        index: u32,
        secret: &CaseSecret,
        pseudonym: &Pseudonym,
    ) -> tables::CaseFile {
        let room = RoomId::random(&mut chance());
        tables::CaseFile {
            case: secret.case_id(),
            organisation: draft.organisation,
            room,
            side: tables::Side::Reporter,
            case_index: Some(u64::from(index)),
            keys: Some(Zeroizing::new(codec::to_vec(secret))),
            channel: draft.channel.clone(),
            pseudonym: codec::to_vec(pseudonym),
            title: draft.title.clone(),
            status: Status::New.as_str().to_owned(),
            opened_at: self.now(),
            updated_at: self.now(),
            unread: 0,
            head: *Head::first(&room).as_bytes(),
            sequence: 0,
            last_content: None,
            generation: 0,
            halted: None,
        }
    }

    /// Sets an item aside until the person decides, or until its cause has gone.
    pub(crate) fn pause(&self, item: &tables::OutboxItem, code: ErrorCode) -> Result<(), Error> {
        self.write(|tx| Ok(tx.outbox().set_state(item.message, tables::OutboxState::Paused, Some(code.as_str()))?))?;
        if let Some(case) = item.case {
            self.tell(Event::OutboxChanged(case));
        }
        Ok(())
    }
}

/// A case whose reports this device reads.
pub(crate) fn handled_case(tx: &Transaction<'_>, case: CaseId) -> Result<tables::CaseFile, Error> {
    let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
    if file.side == tables::Side::Handler { Ok(file) } else { Err(Error::Refused(ErrorCode::NotPermitted)) }
}

/// The keys of a case that this device's person opened.
pub(crate) fn case_secret(file: &tables::CaseFile) -> Result<CaseSecret, Error> {
    let keys = file.keys.as_ref().ok_or(Error::Refused(ErrorCode::NotPermitted))?;
    Ok(codec::from_slice(keys)?)
}

fn reason_of(item: &tables::OutboxItem) -> ErrorCode {
    let reason = item.reason.as_deref().unwrap_or_default();
    let known = sotto_rpc_schema::ALL_ERROR_CODES.iter().find(|code| code.as_str() == reason);
    known.copied().unwrap_or(ErrorCode::Internal)
}
