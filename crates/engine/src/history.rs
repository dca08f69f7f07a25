//! Handing over what was said before, and taking what was handed over (docs/protocol/content.md, "Handing over").
//!
//! What is handed over is what its authors signed, word for word. Whoever hands it over can keep things back and bring things
//! that never were in the room, and can put no words into anybody else's mouth.

use std::collections::HashMap;

use minicbor::bytes::ByteVec;
use sha2::{Digest, Sha256};
use sotto_protocol::{
    codec,
    content::{
        Content, ContentHash, FileRef, Known, MAX_HISTORY_BYTES, MAX_HISTORY_OBJECTS, SignedContent, VerifiedContent,
    },
    ids::{CaseId, MessageId},
    pseudonym::Pseudonym,
    roster::Roster,
};
use sotto_rooms::Room;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    Engine, Error, Event, attachments,
    contact::{root_of, roster_of},
    declared::Writer,
    outbox::{Approval, MESSAGE, Outgoing, handled_case},
    room_sync::{author, kind},
    surroundings::chance,
};

/// What is handed over: no identity, no share of one, nothing that was handed over as such.
const HANDED: [&str; 5] = [kind::REPORT, kind::MESSAGE, kind::STATUS, kind::RESUMED, kind::RETURNED];

/// What this device could hand over of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The report and messages.
    pub messages: u32,
    /// Files with them.
    pub files: u32,
}

impl Engine {
    /// What this device would hand over of a case.
    ///
    /// # Errors
    /// `not_found`, `not_permitted` on the reporter's side and for who may not answer.
    pub fn past(&self, case: CaseId) -> Result<Past, Error> {
        self.read(|tx| {
            self.may_hand_over(tx, case)?;
            let mut past = Past::default();
            for row in of_use(tx, case)?.iter().filter(|row| is_said(&row.kind)) {
                let files = u32::try_from(tx.attachments().of_message(row.message)?.len()).unwrap_or(u32::MAX);
                past.messages = past.messages.saturating_add(1);
                past.files = past.files.saturating_add(files);
            }
            Ok(past)
        })
    }

    /// Puts what was said in a case, as this device has it, into the outbox, for everybody who reads the case: as many messages
    /// as it takes. The last one of them; if it waits already, that one.
    ///
    /// # Errors
    /// As [`Engine::past`]; `bad_request` where there is nothing to hand over, `disk_full`.
    // enforces: CONT-06
    pub fn hand_over(&self, case: CaseId) -> Result<MessageId, Error> {
        let message = self.write(|tx| {
            self.may_hand_over(tx, case)?;
            for item in tx.outbox().of_case(case)?.iter().rev() {
                if matches!(codec::from_slice(&item.payload), Ok(Outgoing::Message(Content::History { .. }))) {
                    return Ok(item.message);
                }
            }
            let mut last = None;
            for objects in parts(of_use(tx, case)?) {
                let message = MessageId::random(&mut chance());
                let outgoing = Outgoing::Message(Content::History { objects });
                self.push(tx, (case, message), MESSAGE, &outgoing, &Approval::Whoever)?;
                last = Some(message);
            }
            last.ok_or(Error::Refused(ErrorCode::BadRequest))
        })?;
        self.tell(Event::OutboxChanged(case));
        Ok(message)
    }

    fn may_hand_over(&self, tx: &Transaction<'_>, case: CaseId) -> Result<(), Error> {
        let file = handled_case(tx, case)?;
        let roster = roster_of(tx, &root_of(tx, &file.organisation)?)?;
        let me = roster.as_ref().and_then(|roster| roster.certified(&self.device.device()));
        if me.is_some_and(|(person, _)| person.role.may_answer()) {
            Ok(())
        } else {
            Err(Error::Refused(ErrorCode::NotPermitted))
        }
    }
}

/// The rows of a case that can be handed over, in order.
fn of_use(tx: &Transaction<'_>, case: CaseId) -> Result<Vec<tables::Message>, Error> {
    let mut rows = tx.messages().of_case(case)?;
    rows.retain(|row| HANDED.contains(&row.kind.as_str()) && (1..=MAX_HISTORY_BYTES).contains(&row.content.len()));
    Ok(rows)
}

fn is_said(kind: &str) -> bool {
    matches!(kind, kind::REPORT | kind::MESSAGE)
}

/// Objects, as many in one message as it takes.
fn parts(rows: Vec<tables::Message>) -> Vec<Vec<ByteVec>> {
    let (mut parts, mut part, mut bytes) = (Vec::new(), Vec::new(), 0);
    for row in rows {
        if bytes + row.content.len() > MAX_HISTORY_BYTES || part.len() == MAX_HISTORY_OBJECTS {
            parts.push(std::mem::take(&mut part));
            bytes = 0;
        }
        bytes += row.content.len();
        part.push(ByteVec::from(row.content));
    }
    parts.extend((!part.is_empty()).then_some(part));
    parts
}

/// What was handed over in a case, and by which message.
#[derive(Clone, Copy)]
pub(crate) struct Handed<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) case: CaseId,
    pub(crate) via: MessageId,
    pub(crate) room: &'a Room,
    pub(crate) roster: &'a Roster,
}

/// An object that was handed over, and counts.
struct Item {
    writer: Writer,
    verified: VerifiedContent,
    content: Content,
    bytes: Vec<u8>,
}

impl Handed<'_> {
    /// Keeps what this device does not have, between what it has.
    // enforces: CONT-07, CONT-08
    pub(crate) fn take(&self, objects: &[ByteVec]) -> Result<(), Error> {
        let rows = self.tx.messages().of_case(self.case)?;
        let mut known: HashMap<ContentHash, MessageId> = HashMap::new();
        let with_content = rows.iter().filter(|row| !row.content.is_empty());
        known.extend(with_content.map(|row| (hash_of(&row.content), row.message)));
        let mut order = Order(rows.iter().map(|row| row.message).collect());
        let (mut new, mut open, mut last) = (Vec::new(), Vec::new(), None);
        for object in objects {
            let Some(item) = self.item(object)? else { continue };
            let (id, hash, previous) = (item.verified.id, item.verified.hash, item.verified.previous);
            if order.has(id) {
                order.put_before(id, std::mem::take(&mut new));
                last = Some(id);
            }
            if !self.keep(&item)? {
                continue;
            }
            if previous != ContentHash::none() {
                open.push((id, previous));
            }
            if !order.has(id) {
                if new.is_empty() {
                    last = known.get(&previous).copied().or(last);
                }
                new.push(id);
            }
            known.insert(hash, id);
        }
        order.put_after(last, new);
        self.tx.messages().arrange(self.case, &order.0)?;
        let gaps = rows.iter().filter(|row| row.after_gap);
        open.extend(gaps.filter_map(|row| Some((row.message, self.verified(&row.content)?.previous))));
        for (message, previous) in open {
            if known.contains_key(&previous) {
                self.tx.messages().close_gap(message)?;
            }
        }
        Ok(())
    }

    fn verified(&self, object: &[u8]) -> Option<VerifiedContent> {
        codec::from_slice::<SignedContent>(object).ok()?.verify(&self.case).ok()
    }

    /// The object, if its author says it in this case and may: the reporter's is whoever opened the room, everybody else's a
    /// certified device of somebody who may answer.
    fn item(&self, object: &[u8]) -> Result<Option<Item>, Error> {
        let Some(verified) = self.verified(object) else { return Ok(None) };
        let Known::Content(content) = verified.content.clone() else { return Ok(None) };
        let file = self.tx.cases().get(self.case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let writer = Writer::of(&verified.author, self.room, self.roster, &file)?;
        let may_say = match &content {
            Content::Message { .. } => true,
            Content::Report { .. } | Content::Resumed { .. } | Content::Returned { .. } => {
                writer.kind == author::REPORTER
            }
            Content::Status { .. } => writer.kind == author::HANDLER,
            _ => false,
        };
        let counts = may_say && writer.may_answer;
        Ok(counts.then(|| Item { writer, verified, content, bytes: object.to_vec() }))
    }

    /// Keeps an object that this device does not have, or of which it has an empty line; whether it did.
    fn keep(&self, item: &Item) -> Result<bool, Error> {
        let (tx, id) = (self.tx, item.verified.id);
        let there = tx.messages().get(id)?;
        let is_empty_line =
            |row: &tables::Message| row.case == self.case && matches!(&*row.kind, kind::LOST | kind::UNREADABLE);
        let fills = there.as_ref().is_some_and(is_empty_line);
        // What this device took by itself is never replaced; what waits here is for its person to send or call back.
        if (there.is_some() && !fills) || tx.outbox().get(id)?.is_some() {
            return Ok(false);
        }
        let (kind, body, files): (_, _, &[FileRef]) = match &item.content {
            Content::Report { body, files, .. } => (kind::REPORT, body.clone(), files),
            Content::Message { body, files } => (kind::MESSAGE, body.clone(), files),
            Content::Status { status } => (kind::STATUS, status.as_str().to_owned(), &[]),
            Content::Resumed { .. } => (kind::RESUMED, String::new(), &[]),
            _ => (kind::RETURNED, String::new(), &[]),
        };
        for file in files {
            if tx.attachments().get(file.attachment)?.is_some_and(|row| row.message != Some(id)) {
                return Ok(false);
            }
        }
        match attachments::keep_remote(tx, self.case, id, files) {
            Err(Error::Refused(ErrorCode::MessageInvalid)) => return Ok(false),
            kept => kept?,
        }
        let author_name = self.learn_names(item)?.unwrap_or_else(|| item.writer.name.clone());
        let row = tables::Message {
            message: id,
            case: self.case,
            sequence: 0,
            kind: kind.to_owned(),
            author_kind: item.writer.kind.to_owned(),
            author: item.writer.key.as_bytes().to_vec(),
            author_name,
            at: item.verified.at,
            after_gap: item.verified.previous != ContentHash::none() && kind != kind::RETURNED,
            content: item.bytes.clone(),
            body,
            head: [0; 32],
            via: Some(self.via),
        };
        if fills {
            tx.messages().fill(&row)?;
        } else {
            tx.messages().insert(&row)?;
        }
        if is_said(&row.kind) {
            tx.listings().add_words(self.case, &row.body)?;
        }
        Ok(true)
    }

    /// Gives a case its title and name, where this device was never told; the name.
    fn learn_names(&self, item: &Item) -> Result<Option<String>, Error> {
        let (title, pseudonym, channel) = match &item.content {
            Content::Report { title, pseudonym, channel, .. } | Content::Resumed { title, pseudonym, channel } => {
                (title, pseudonym, channel)
            }
            _ => return Ok(None),
        };
        let (tx, case) = (self.tx, self.case);
        let name = pseudonym.to_string();
        if tx.messages().last_of(case, [kind::REPORT, kind::RESUMED])?.is_some() {
            return Ok(Some(name));
        }
        let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let is_report = matches!(item.content, Content::Report { .. }) && file.side == tables::Side::Handler;
        tx.cases().set_report(&tables::CaseFile {
            title: title.clone(),
            pseudonym: codec::to_vec::<Pseudonym>(pseudonym),
            channel: channel.clone(),
            opened_at: if is_report { item.verified.at } else { file.opened_at },
            ..file
        })?;
        tx.messages().rename_authors(case, author::REPORTER, &name)?;
        Ok(Some(name))
    }
}

fn hash_of(object: &[u8]) -> ContentHash {
    ContentHash::from_bytes(Sha256::digest(object).into())
}

/// A conversation's lines, in order.
struct Order(Vec<MessageId>);

impl Order {
    fn place(&self, message: MessageId) -> Option<usize> {
        self.0.iter().position(|known| *known == message)
    }

    fn has(&self, message: MessageId) -> bool {
        self.place(message).is_some()
    }

    fn put_before(&mut self, message: MessageId, new: Vec<MessageId>) {
        let at = self.place(message).unwrap_or_default();
        self.0.splice(at..at, new);
    }

    /// After `message`, or before everything.
    fn put_after(&mut self, message: Option<MessageId>, new: Vec<MessageId>) {
        let at = message.and_then(|message| self.place(message)).map_or(0, |at| at + 1);
        self.0.splice(at..at, new);
    }
}
