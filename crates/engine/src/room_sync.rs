//! Keeping in step with a room: every append is taken in order, checked, opened and kept.

use minicbor::bytes::ByteVec;
use sotto_protocol::{
    codec,
    content::{Content, ContentHash, Known, SignedContent, VerifiedContent},
    ids::{CaseId, DeviceId, HandlerId},
    room::{Append, Head},
    roster::Roster,
    sign::PublicKey,
    time::UnixSeconds,
};
use sotto_relay_api::{Answer, LoggedEntry, Principal, Refusal, Request, RoomEntry};
use sotto_rooms::{EnvelopeError, OpenError, Opened, Room};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error, Event, attachments,
    contact::Contact,
    declared::{Writer, check_actor, check_declared_entry, is_declared},
    history::Handed,
    identity,
    outbox::{Outgoing, Sealed},
};

/// What comes needs a newer Sotto: the room waits for it.
const NEEDS_NEWER: OpenError = OpenError::Envelope(EnvelopeError::NeedsNewer);

/// What a conversation holds, as words in the vault.
pub(crate) mod kind {
    pub(crate) const REPORT: &str = "report";
    pub(crate) const MESSAGE: &str = "message";
    pub(crate) const STATUS: &str = "status";
    pub(crate) const NEWER: &str = "newer";
    pub(crate) const JOINED: &str = "joined";
    pub(crate) const LEFT: &str = "left";
    pub(crate) const UNREADABLE: &str = "unreadable";
    pub(crate) const RESUMED: &str = "resumed";
    pub(crate) const RETURNED: &str = "returned";
    pub(crate) const LOST: &str = "lost";
    pub(crate) const DISCLOSED: &str = "disclosed";
    pub(crate) const IDENTITY_ASKED: &str = "identity_asked";
    pub(crate) const IDENTITY_KEPT: &str = "identity_kept";
    pub(crate) const OPENING_ASKED: &str = "opening_asked";
    pub(crate) const OPENING_APPROVED: &str = "opening_approved";
    pub(crate) const OPENING_REFUSED: &str = "opening_refused";
    pub(crate) const OPENED: &str = "opened";
    pub(crate) const HANDED_OVER: &str = "handed_over";
    pub(crate) const WITHDRAWN: &str = "withdrawn";
}

/// Who speaks, as words in the vault.
pub(crate) mod author {
    pub(crate) const REPORTER: &str = "reporter";
    pub(crate) const HANDLER: &str = "handler";
    pub(crate) const NOBODY: &str = "nobody";
}

/// This device's own append, which the relay has.
pub(crate) struct Own<'a> {
    pub(crate) file: &'a tables::CaseFile,
    pub(crate) roster: &'a Roster,
    pub(crate) sealed: &'a Sealed,
    pub(crate) sequence: u64,
    pub(crate) place: Place,
    pub(crate) now: UnixSeconds,
}

/// Whether it is a reporter's own case, whose opening this device saw in the log.
pub(crate) fn is_own_and_open(file: &tables::CaseFile) -> bool {
    file.side == tables::Side::Reporter && file.sequence > 0
}

/// What an object's meaning depends on besides itself.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// This device.
    pub(crate) device: DeviceId,
    /// Where the log has the event that it declares.
    pub(crate) position: Option<u64>,
}

impl Engine {
    /// Takes what was appended to a case's room since the last time.
    pub(crate) async fn sync_room(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<u32, Error> {
        let mut received = 0;
        loop {
            let Some(file) = self.read(|tx| Ok(tx.cases().get(case)?))? else { return Ok(received) };
            let request = Request::FetchRoom { room: file.room, after: file.sequence };
            let entries = match contact.ask(request).await {
                Ok(Answer::RoomEntries(entries)) => entries,
                Ok(_) => return Err(ContactError::Protocol.into()),
                Err(error) if is_own_and_open(&file) && error.is_refusal(Refusal::NotPermitted) => {
                    let denial = contact.denial().await;
                    if self.is_opened_again(contact, &file).await? {
                        continue;
                    }
                    return Err(denial);
                }
                Err(error) => return Err(error),
            };
            if entries.is_empty() {
                self.refill(contact, &file).await?;
                contact.compare_heard().await?;
                return Ok(received);
            }
            for entry in &entries {
                received += u32::from(self.take_entry(contact, case, entry).await?);
            }
            self.tell(Event::CaseChanged(case));
        }
    }

    async fn take_entry(&self, contact: &mut Contact<'_>, case: CaseId, entry: &RoomEntry) -> Result<bool, Error> {
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let append = &entry.append;
        let follows =
            entry.sequence == file.sequence + 1 && append.room == file.room && append.previous.as_bytes() == &file.head;
        if !follows {
            // Two orders of one room: the relay shows its members different worlds.
            return Err(self.another_order(contact, file.room).await?);
        }
        check_declared_entry(contact, &file, append, entry.entry.as_ref())?;
        let stored = self.stored_files(append.message)?;
        let kept = match self.write(|tx| self.keep_entry_of_room(tx, contact, &file, entry)) {
            Err(Error::Open(OpenError::RosterUnknown { version })) => {
                if !contact.has_roster_of_version(version).await? {
                    // No such roster was in the log when it was written, nor is now: it counts for nobody.
                    return self.write(|tx| self.skip(tx, &file, entry));
                }
                self.write(|tx| self.keep_entry_of_room(tx, contact, &file, entry))
            }
            Err(Error::Open(NEEDS_NEWER)) => {
                self.write(|tx| Ok(tx.cases().set_halted(case, Some(ErrorCode::VersionUnsupported.as_str()))?))?;
                Err(Error::Open(NEEDS_NEWER))
            }
            kept => kept,
        };
        if kept.is_ok() {
            // Those that a row still names are still to be sent.
            let needed = self.stored_files(append.message)?;
            self.forget_files(stored.into_iter().filter(|name| !needed.contains(name)));
            if file.halted.as_deref() == Some(ErrorCode::VersionUnsupported.as_str()) {
                // A newer Sotto than the one that stopped here.
                self.write(|tx| Ok(tx.cases().set_halted(case, None)?))?;
            }
        }
        kept
    }

    /// Keeps an append with what it says, and what the log has of it; whether it is news to the person.
    fn keep_entry_of_room(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        file: &tables::CaseFile,
        entry: &RoomEntry,
    ) -> Result<bool, Error> {
        let is_message = self.keep_opened(tx, contact, file, entry)?;
        let roster = crate::contact::roster_of(tx, &contact.root)?.ok_or(Error::Refused(ErrorCode::RosterInvalid))?;
        let is_news = identity::heed(tx, file, &roster, entry)? || is_message;
        if is_news {
            let unread = tx.cases().get(file.case)?.map_or(0, |file| file.unread);
            tx.cases().set_unread(file.case, unread.saturating_add(1))?;
        }
        Ok(is_news)
    }

    // enforces: ROOM-14, CONT-04
    fn keep_opened(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        file: &tables::CaseFile,
        entry: &RoomEntry,
    ) -> Result<bool, Error> {
        let append = &entry.append;
        if let Some(logged) = &entry.entry {
            contact.keep_entry(tx, logged, Some(file.case))?;
        }
        self.keep_envelope(tx, contact, append, entry.sequence, entry.by == self.speaks_as(file))?;
        let newest = crate::contact::roster_of(tx, &contact.root)?.ok_or(Error::Refused(ErrorCode::RosterInvalid))?;
        let item = tx.outbox().get(append.message)?.filter(|item| item.case == Some(file.case));
        let sealed: Option<Sealed> =
            item.as_ref().and_then(|item| item.sealed.as_deref()).map(codec::from_slice).transpose()?;
        if let Some(sealed) = sealed.filter(|sealed| sealed.append == *append) {
            // The echo of something that was sent before a cut.
            let place = self.place(entry.entry.as_ref());
            let own = Own { file, roster: &newest, sealed: &sealed, sequence: entry.sequence, place, now: self.now() };
            keep_own(tx, &own)?;
            tx.outbox().remove(append.message)?;
            return Ok(false);
        }
        let head = Head::after(append);
        tx.cases().update_head(file.case, head.as_bytes(), entry.sequence)?;
        let mls = tx.mls();
        let Some(mut room) = Room::load(&mls, file.room) else {
            self.read_from_outside(tx, contact, file, entry)?;
            return Ok(false);
        };
        let row = match room.open(&mls, append, &|binding| contact.roster_named(tx, binding)) {
            // Any member can claim another's leaf; who appended, the relay knows.
            Ok(Opened::Own) if entry.by == self.speaks_as(file) => {
                self.forgotten(tx, file, entry, item.as_ref())?;
                return Ok(false);
            }
            Ok(Opened::Own) => Some(Row::event(kind::UNREADABLE, "", self.now())),
            Ok(Opened::Message { sender, content, binding }) => {
                contact.hear(tx, &binding.checkpoint)?;
                let writer = Writer::of(&sender, &room, &newest, file)?;
                check_actor(contact, file, &writer, append, entry.entry.as_ref())?;
                message_row(tx, file, &writer, append, &content, self.place(entry.entry.as_ref()), self.now())
            }
            Ok(Opened::Readers { committer, binding, added, removed, .. }) => {
                contact.hear(tx, &binding.checkpoint)?;
                keep_readers(tx, file, &room, &newest)?;
                readers_row(&newest, file, &committer, &added, &removed, self.now())
            }
            Ok(Opened::Skipped { reason, .. }) => {
                tracing::warn!(%reason, "a Commit was skipped");
                None
            }
            Err(error @ (OpenError::RosterUnknown { .. } | NEEDS_NEWER)) => return Err(error.into()),
            Err(OpenError::NotMember) => None,
            Err(error) => {
                tracing::warn!(%error, "an append does not open");
                Some(Row::event(kind::UNREADABLE, "", self.now()))
            }
        };
        let Some(mut row) = row else { return Ok(false) };
        let objects = std::mem::take(&mut row.objects);
        let is_message = row.hash.is_some() && !matches!(row.kind, kind::RESUMED | kind::RETURNED);
        let is_new = row.insert(tx, file, append, entry.sequence, &head)?;
        if is_new && !objects.is_empty() {
            Handed { tx, case: file.case, via: append.message, room: &room, roster: &newest }.take(&objects)?;
        }
        Ok(is_new && is_message)
    }

    /// Passes over a Commit that no roster judges.
    fn skip(&self, tx: &Transaction<'_>, file: &tables::CaseFile, entry: &RoomEntry) -> Result<bool, Error> {
        let head = Head::after(&entry.append);
        tx.cases().update_head(file.case, head.as_bytes(), entry.sequence)?;
        Row::event(kind::UNREADABLE, "", self.now()).insert(tx, file, &entry.append, entry.sequence, &head)?;
        Ok(false)
    }

    /// Keeps that this device sent something that it does not remember: its vault is an older copy. Nothing more is
    /// sealed in this room; what others wrote is still read as far as it opens.
    // enforces: ROOM-17
    fn forgotten(
        &self,
        tx: &Transaction<'_>,
        file: &tables::CaseFile,
        entry: &RoomEntry,
        item: Option<&tables::OutboxItem>,
    ) -> Result<(), Error> {
        let head = Head::after(&entry.append);
        tx.cases().update_head(file.case, head.as_bytes(), entry.sequence)?;
        tx.cases().set_halted(file.case, Some(ErrorCode::VaultRolledBack.as_str()))?;
        let words = match item.map(|item| codec::from_slice(&item.payload)).transpose()? {
            Some(Outgoing::Message(Content::Message { body, .. })) => body,
            _ => String::new(),
        };
        if let Some(item) = item {
            // Sent by a later copy of this vault, which this one has replaced: the relay has its files.
            for row in tx.attachments().of_message(item.message)? {
                let state = tables::AttachmentState::Remote;
                tx.attachments().put(&tables::Attachment { stored: None, state, ..row })?;
            }
            tx.outbox().remove(item.message)?;
        }
        Row::event(kind::LOST, &words, self.now()).insert(tx, file, &entry.append, entry.sequence, &head)?;
        Ok(())
    }

    pub(crate) fn place(&self, entry: Option<&LoggedEntry>) -> Place {
        Place { device: self.device.device(), position: entry.map(|entry| entry.index) }
    }

    /// As whom this device speaks in a case.
    fn speaks_as(&self, file: &tables::CaseFile) -> Principal {
        match file.side {
            tables::Side::Handler => Principal::Device(self.device.device()),
            tables::Side::Reporter => Principal::Mailbox(file.case),
        }
    }
}

/// A verified object as a row; what is not valid is kept as unreadable and believed by nobody.
fn message_row<'r>(
    tx: &Transaction<'_>,
    file: &tables::CaseFile,
    writer: &Writer,
    append: &Append,
    signed: &SignedContent,
    place: Place,
    now: UnixSeconds,
) -> Option<Row<'r>> {
    let verified = signed.verify(&file.case).ok();
    let verified = verified.filter(|verified| {
        verified.author == writer.key && verified.id == append.message && is_declared(append, &verified.content)
    });
    let row = verified.and_then(|verified| content_row(tx, file, writer, signed, &verified, place).ok());
    Some(row.unwrap_or_else(|| Row::event(kind::UNREADABLE, "", now)))
}

/// Keeps this device's own append as sent: the room's head, the message, the next epoch.
pub(crate) fn keep_own(tx: &Transaction<'_>, own: &Own<'_>) -> Result<(), Error> {
    let append = &own.sealed.append;
    let head = Head::after(append);
    tx.cases().update_head(own.file.case, head.as_bytes(), own.sequence)?;
    let mls = tx.mls();
    let mut room = Room::load(&mls, own.file.room).ok_or(Error::Seal(sotto_rooms::SealError::NotMember))?;
    let row = match &own.sealed.content {
        Some(signed) => {
            let verified = signed.verify(&own.file.case)?;
            let writer = Writer::of(&verified.author, &room, own.roster, own.file)?;
            Some(content_row(tx, own.file, &writer, signed, &verified, own.place)?)
        }
        None => {
            room.merge(&mls)?;
            let nothing = sotto_protocol::room::ReaderChange::default();
            let change = append.declared.readers.as_ref().unwrap_or(&nothing);
            let keys = |devices: &[DeviceId]| -> Vec<PublicKey> {
                devices.iter().map(|device| PublicKey::from_bytes(*device.as_bytes())).collect()
            };
            let me = room.creator().unwrap_or(PublicKey::from_bytes([0; 32]));
            readers_row(own.roster, own.file, &me, &keys(&change.add), &keys(&change.remove), own.now)
        }
    };
    if let Some(row) = row {
        row.insert(tx, own.file, append, own.sequence, &head)?;
    }
    keep_readers(tx, own.file, &room, own.roster)
}

/// A line of a conversation before it is stored.
struct Row<'a> {
    kind: &'a str,
    author_kind: &'static str,
    author: Vec<u8>,
    author_name: String,
    at: UnixSeconds,
    body: String,
    content: Vec<u8>,
    after_gap: bool,
    hash: Option<ContentHash>,
    /// What it hands over.
    objects: Vec<ByteVec>,
}

impl Row<'_> {
    fn event(kind: &'static str, body: &str, at: UnixSeconds) -> Self {
        Self {
            kind,
            author_kind: author::NOBODY,
            author: Vec::new(),
            author_name: String::new(),
            at,
            body: body.to_owned(),
            content: Vec::new(),
            after_gap: false,
            hash: None,
            objects: Vec::new(),
        }
    }

    fn insert(
        self,
        tx: &Transaction<'_>,
        file: &tables::CaseFile,
        append: &Append,
        sequence: u64,
        head: &Head,
    ) -> Result<bool, Error> {
        if let Some(hash) = &self.hash {
            tx.cases().update_content(file.case, hash.as_bytes(), self.at)?;
        }
        let words = matches!(self.kind, kind::REPORT | kind::MESSAGE).then(|| self.body.clone());
        let is_new = tx.messages().insert(&tables::Message {
            message: append.message,
            case: file.case,
            sequence,
            kind: self.kind.to_owned(),
            author_kind: self.author_kind.to_owned(),
            author: self.author,
            author_name: self.author_name,
            at: self.at,
            body: self.body,
            content: self.content,
            after_gap: self.after_gap,
            head: *head.as_bytes(),
            via: None,
        })?;
        if let Some(words) = words.filter(|_| is_new) {
            tx.listings().add_words(file.case, &words)?;
        }
        Ok(is_new)
    }
}

/// The row of a verified object, and what it changes in its case.
// enforces: CONT-05, CONT-06
fn content_row<'r>(
    tx: &Transaction<'_>,
    file: &tables::CaseFile,
    writer: &Writer,
    signed: &SignedContent,
    verified: &VerifiedContent,
    place: Place,
) -> Result<Row<'r>, Error> {
    let mut row = Row {
        kind: kind::NEWER,
        author_kind: writer.kind,
        author: writer.key.as_bytes().to_vec(),
        author_name: writer.name.clone(),
        at: verified.at,
        body: String::new(),
        content: codec::to_vec(signed),
        after_gap: verified.previous != previous_content(file),
        hash: Some(verified.hash),
        objects: Vec::new(),
    };
    let Known::Content(content) = &verified.content else { return Ok(row) };
    if !writer.may_answer {
        return Err(Error::Refused(ErrorCode::MessageInvalid));
    }
    match content {
        Content::Report { title, body, pseudonym, channel, files } => {
            if writer.kind != author::REPORTER {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            attachments::keep_remote(tx, file.case, verified.id, files)?;
            row.kind = kind::REPORT;
            row.body.clone_from(body);
            row.author_name = pseudonym.to_string();
            let file = tx.cases().get(file.case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            tx.cases().put(&tables::CaseFile {
                title: title.clone(),
                pseudonym: codec::to_vec(pseudonym),
                channel: channel.clone(),
                opened_at: verified.at,
                ..file
            })?;
        }
        Content::Resumed { title, pseudonym, channel } => {
            if writer.kind != author::REPORTER {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            row.kind = kind::RESUMED;
            row.author_name = pseudonym.to_string();
            let file = tx.cases().get(file.case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            tx.cases().put(&tables::CaseFile {
                title: title.clone(),
                pseudonym: codec::to_vec(pseudonym),
                channel: channel.clone(),
                ..file
            })?;
        }
        Content::Returned { channel } => {
            if writer.kind != author::REPORTER {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            row.kind = kind::RETURNED;
            // They do not know what was said, and name nothing of it.
            row.after_gap = false;
            let file = tx.cases().get(file.case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            tx.cases().put(&tables::CaseFile { channel: channel.clone(), ..file })?;
        }
        Content::Message { body, files } => {
            attachments::keep_remote(tx, file.case, verified.id, files)?;
            row.kind = kind::MESSAGE;
            row.body.clone_from(body);
        }
        Content::Status { status } => {
            if writer.kind != author::HANDLER {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            row.kind = kind::STATUS;
            row.body = status.as_str().to_owned();
            tx.cases().set_status(file.case, status.as_str(), verified.at)?;
        }
        Content::History { objects } => {
            if writer.kind != author::HANDLER {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            row.kind = kind::HANDED_OVER;
            row.objects.clone_from(objects);
            row.content.clear();
        }
        about_identity => {
            let taken = identity::take(tx, file, writer, verified, about_identity, place)?;
            (row.kind, row.body) = (taken.kind, taken.body);
            if taken.holds_shares {
                row.content.clear();
            }
        }
    }
    Ok(row)
}

/// What the next object of a case names as the one before it.
pub(crate) fn previous_content(file: &tables::CaseFile) -> ContentHash {
    file.last_content.map_or_else(ContentHash::none, ContentHash::from_bytes)
}

fn readers_row<'r>(
    roster: &Roster,
    file: &tables::CaseFile,
    committer: &PublicKey,
    added: &[PublicKey],
    removed: &[PublicKey],
    at: UnixSeconds,
) -> Option<Row<'r>> {
    let names = |keys: &[PublicKey]| -> Vec<String> {
        let mut names: Vec<String> = keys
            .iter()
            .map(|key| match roster.certified(&DeviceId::from_bytes(*key.as_bytes())) {
                Some((person, _)) => person.name.clone(),
                None => short(&file.case),
            })
            .collect();
        names.dedup();
        names
    };
    let (kind, names) = match (names(added), names(removed)) {
        (added, _) if !added.is_empty() => (kind::JOINED, added),
        (_, removed) if !removed.is_empty() => (kind::LEFT, removed),
        _ => return None,
    };
    let mut row = Row::event(kind, &names.join("\n"), at);
    row.author = committer.as_bytes().to_vec();
    Some(row)
}

/// Keeps who reads the room now, as the roster names them.
pub(crate) fn keep_readers(
    tx: &Transaction<'_>,
    file: &tables::CaseFile,
    room: &Room,
    roster: &Roster,
) -> Result<(), Error> {
    let creator = room.creator();
    let readers: Vec<tables::Reader> = room
        .members()
        .into_iter()
        .filter(|key| Some(*key) != creator)
        .map(|key| reader_of(roster, file.case, DeviceId::from_bytes(*key.as_bytes())))
        .collect();
    Ok(tx.readers().replace(file.case, &readers)?)
}

/// A device that reads a case, as the roster names it.
pub(crate) fn reader_of(roster: &Roster, case: CaseId, device: DeviceId) -> tables::Reader {
    let certified = roster.certified(&device);
    tables::Reader {
        case,
        device,
        handler: certified.map_or(HandlerId::from_bytes([0; 16]), |(person, _)| person.handler),
        name: certified.map(|(person, _)| person.name.clone()).unwrap_or_default(),
        title: certified.map(|(person, _)| person.title.clone()).unwrap_or_default(),
        verified: certified.is_some(),
    }
}

pub(crate) fn short(case: &CaseId) -> String {
    case.to_string().chars().take(8).collect()
}

#[cfg(test)]
pub(crate) mod tests;
