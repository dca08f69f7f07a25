//! Cases as people see them.

use std::collections::HashMap;

use sotto_protocol::{
    codec,
    content::{Content, Status},
    ids::{CaseId, DeviceId, HandlerId, MessageId, OrganisationId},
    pseudonym::Pseudonym,
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use sotto_rooms::Room;

use crate::{
    AttachmentView, Engine, Error, Event, Label,
    attachments::views,
    labels,
    outbox::Outgoing,
    room_sync::{author, kind},
    standing::intake_of,
    surroundings::chance,
};

/// Receipt is to be confirmed within 7 days (Directive (EU) 2019/1937, article 9).
const ACKNOWLEDGE_SECONDS: u64 = 7 * DAY_SECONDS;
/// What was done is to be said within 3 months, here 90 days, of the confirmation.
const FEEDBACK_SECONDS: u64 = 90 * DAY_SECONDS;

/// A case.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Which.
    pub case: CaseId,
    /// With whom.
    pub organisation: OrganisationId,
    /// How the reporter is known.
    pub pseudonym: Pseudonym,
    /// Of the report.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// Not read on this device.
    pub unread: u32,
    /// When it was opened.
    pub opened_at: UnixSeconds,
    /// When something last happened.
    pub updated_at: UnixSeconds,
    /// Until when the office owes the next step.
    pub due_at: Option<UnixSeconds>,
    /// This device's person wrote the report.
    pub is_own: bool,
    /// Why nothing more can be sent here.
    pub halted: Option<String>,
    /// The report itself has not left yet.
    pub is_queued: bool,
    /// The person of this device wrote it or reads it.
    pub is_mine: bool,
    /// What was said last.
    pub last: Option<LastWord>,
    /// What the person of this device labelled it with.
    pub labels: Vec<Label>,
    /// A reply is being written here.
    pub is_replying: bool,
}

/// The last message of a case, which may wait on this device.
#[derive(Clone, Debug)]
pub struct LastWord {
    /// The reporter wrote it.
    pub by_reporter: bool,
    /// Written on this device.
    pub is_own: bool,
    /// Its text.
    pub body: String,
    /// How many files it has.
    pub files: u32,
}

/// A line of a conversation.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// Which.
    pub message: MessageId,
    /// `report`, `message`, `status`, `joined`, `left`, `newer`, `unreadable`, `handed_over` and others.
    pub kind: String,
    /// The reporter wrote it; otherwise somebody of the office, or nobody.
    pub by_reporter: bool,
    /// Written on this device.
    pub is_own: bool,
    /// Its author's name.
    pub author_name: String,
    /// When it was written, by its author's clock.
    pub at: UnixSeconds,
    /// In its author's words; for a status its word, for readers their names.
    pub body: String,
    /// Its author saw something before it that this device does not have.
    pub after_gap: bool,
    /// Files with it.
    pub files: Vec<AttachmentView>,
    /// It waits on this device.
    pub is_queued: bool,
    /// Who handed it over, if it did not come by itself: the log vouches for nothing of it.
    pub handed_over_by: Option<String>,
}

/// A person who reads a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderView {
    /// Who; zeros if the roster no longer names the device.
    pub handler: HandlerId,
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Certified by the organisation's key, checked on this device.
    pub verified: bool,
}

impl Engine {
    /// One case.
    ///
    /// # Errors
    /// `not_found`.
    pub fn case(&self, case: CaseId) -> Result<CaseView, Error> {
        self.read(|tx| self.case_view(tx, tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?))
    }

    /// A case's conversation, in its order; what waits on this device comes last.
    ///
    /// # Errors
    /// `not_found`.
    pub fn conversation(&self, case: CaseId) -> Result<Vec<MessageView>, Error> {
        self.read(|tx| {
            let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let own_key = self.author_key(&file)?;
            let mut files: HashMap<MessageId, Vec<tables::Attachment>> = HashMap::new();
            for row in tx.attachments().of_case(case)? {
                if let Some(message) = row.message {
                    files.entry(message).or_default().push(row);
                }
            }
            let mut files_of = |message| views(files.remove(&message).unwrap_or_default());
            let mut rows = tx.messages().of_case(case)?;
            let by: HashMap<MessageId, String> = rows
                .iter()
                .filter(|row| row.kind == kind::HANDED_OVER)
                .map(|row| (row.message, row.author_name.clone()))
                .collect();
            // A long one takes several messages.
            rows.dedup_by(|next, row| {
                row.kind == kind::HANDED_OVER && next.kind == row.kind && next.author == row.author
            });
            let kept = rows.into_iter().map(|row| MessageView {
                handed_over_by: row.via.map(|via| by.get(&via).cloned().unwrap_or_default()),
                files: files_of(row.message),
                after_gap: row.after_gap,
                message: row.message,
                by_reporter: row.author_kind == author::REPORTER,
                is_own: row.author == own_key,
                kind: row.kind,
                author_name: row.author_name,
                at: row.at,
                body: row.body,
                is_queued: false,
            });
            let mut lines: Vec<MessageView> = kept.collect();
            for item in tx.outbox().of_case(case)? {
                let line = self.waiting_line(&file, &item)?;
                lines.extend(line.map(|line| MessageView { files: files_of(line.message), ..line }));
            }
            Ok(lines)
        })
    }

    /// Who reads a case now; of a case that is still to be opened, who would.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn readers(&self, case: CaseId) -> Result<Vec<ReaderView>, Error> {
        self.read(|tx| {
            let file = tx.cases().get(case)?;
            if let Some(file) = file.filter(|file| file.side == tables::Side::Reporter && file.sequence == 0) {
                return intake_of(tx, &file);
            }
            let mut readers: Vec<ReaderView> = Vec::new();
            for row in tx.readers().of_case(case)? {
                let reader =
                    ReaderView { handler: row.handler, name: row.name, title: row.title, verified: row.verified };
                if !readers.contains(&reader) {
                    readers.push(reader);
                }
            }
            Ok(readers)
        })
    }

    /// Marks a case as read on this device.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn mark_read(&self, case: CaseId) -> Result<(), Error> {
        self.write(|tx| Ok(tx.cases().set_unread(case, 0)?))
    }

    /// Another made-up name.
    pub fn suggest_pseudonym(&self) -> Pseudonym {
        Pseudonym::suggest(&mut chance())
    }

    /// Destroys a case on this device: its keys, its room and its words. The relay is not told, and
    /// the keys survive in the recovery phrase alone.
    ///
    /// # Errors
    /// `not_found`.
    // enforces: CASE-03
    pub fn wipe_case(&self, case: CaseId) -> Result<(), Error> {
        let stored = self.write(|tx| {
            let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let files = tx.attachments().of_case(case)?;
            let mls = tx.mls();
            if let Some(room) = Room::load(&mls, file.room) {
                room.delete(&mls)?;
            }
            tx.envelopes().remove_room(file.room)?;
            tx.cases().remove(case)?;
            Ok(files.into_iter().flat_map(tables::Attachment::into_stored))
        })?;
        self.forget_files(stored);
        self.tell(Event::CaseChanged(case));
        Ok(())
    }

    /// Whether the person of this vault wrote or reads a case.
    pub(crate) fn is_mine(&self, tx: &Transaction<'_>, file: &tables::CaseFile) -> Result<bool, Error> {
        if file.side == tables::Side::Reporter {
            return Ok(true);
        }
        let me = tx.organisations().get(file.organisation)?.and_then(|row| row.handler);
        let me = me.unwrap_or_else(|| self.device.handler());
        Ok(tx.readers().of_case(file.case)?.iter().any(|reader| reader.handler == me))
    }

    pub(crate) fn case_view(&self, tx: &Transaction<'_>, file: tables::CaseFile) -> Result<CaseView, Error> {
        Ok(CaseView {
            status: status_of(&file),
            due_at: due_at(tx, &file)?,
            is_mine: self.is_mine(tx, &file)?,
            last: last_word(tx, &file, &self.device.device())?,
            labels: labels::kept(tx.labels().of_case(file.case)?),
            is_replying: tx.replies().get(file.case)?.is_some(),
            case: file.case,
            organisation: file.organisation,
            pseudonym: codec::from_slice(&file.pseudonym)?,
            title: file.title,
            unread: file.unread,
            opened_at: file.opened_at,
            updated_at: file.updated_at,
            is_own: file.side == tables::Side::Reporter,
            halted: file.halted,
            is_queued: file.sequence == 0,
        })
    }

    fn author_key(&self, file: &tables::CaseFile) -> Result<Vec<u8>, Error> {
        Ok(match file.side {
            tables::Side::Handler => self.device.device().as_bytes().to_vec(),
            tables::Side::Reporter => {
                crate::outbox::case_secret(file)?.credential().verifying_key().to_bytes().to_vec()
            }
        })
    }

    fn waiting_line(&self, file: &tables::CaseFile, item: &tables::OutboxItem) -> Result<Option<MessageView>, Error> {
        let Some((kind, body)) = said(item)? else { return Ok(None) };
        let pseudonym: Pseudonym = codec::from_slice(&file.pseudonym)?;
        let by_reporter = file.side == tables::Side::Reporter;
        Ok(Some(MessageView {
            message: item.message,
            kind: kind.to_owned(),
            by_reporter,
            is_own: true,
            author_name: if by_reporter { pseudonym.to_string() } else { String::new() },
            at: item.created_at,
            body,
            after_gap: false,
            files: Vec::new(),
            is_queued: true,
            handed_over_by: None,
        }))
    }
}

/// Until when the office owes the next step.
pub(crate) fn due_at(tx: &Transaction<'_>, file: &tables::CaseFile) -> Result<Option<UnixSeconds>, Error> {
    Ok(match status_of(file) {
        Status::New => Some(file.opened_at.plus(ACKNOWLEDGE_SECONDS)),
        Status::Acknowledged | Status::InReview => {
            let acknowledged_at = tx.messages().first_at(file.case, kind::STATUS, Status::New.as_str())?;
            Some(acknowledged_at.unwrap_or(file.opened_at).plus(FEEDBACK_SECONDS))
        }
        Status::Feedback | Status::Closed => None,
    })
}

/// The last message of a case, as `device` sees it.
pub(crate) fn last_word(
    tx: &Transaction<'_>,
    file: &tables::CaseFile,
    device: &DeviceId,
) -> Result<Option<LastWord>, Error> {
    let is_reporters = file.side == tables::Side::Reporter;
    for item in tx.outbox().of_case(file.case)?.iter().rev() {
        if let Some((kind::REPORT | kind::MESSAGE, body)) = said(item)? {
            let files = count(&tx.attachments().of_message(item.message)?);
            return Ok(Some(LastWord { by_reporter: is_reporters, is_own: true, body, files }));
        }
    }
    let Some(row) = tx.messages().last_of(file.case, [kind::REPORT, kind::MESSAGE])? else { return Ok(None) };
    let by_reporter = row.author_kind == author::REPORTER;
    let files = count(&tx.attachments().of_message(row.message)?);
    let is_own = if by_reporter { is_reporters } else { row.author == device.as_bytes() };
    Ok(Some(LastWord { by_reporter, is_own, body: row.body, files }))
}

fn count(files: &[tables::Attachment]) -> u32 {
    u32::try_from(files.len()).unwrap_or(u32::MAX)
}

fn status_of(file: &tables::CaseFile) -> Status {
    Status::from_word(&file.status).unwrap_or(Status::New)
}

/// What an item of the outbox will be as a line of its conversation: kind and body.
fn said(item: &tables::OutboxItem) -> Result<Option<(&'static str, String)>, Error> {
    Ok(match codec::from_slice(&item.payload)? {
        Outgoing::Report(Content::Report { body, .. }) => Some((kind::REPORT, body)),
        Outgoing::Message(Content::Message { body, .. }) => Some((kind::MESSAGE, body)),
        Outgoing::Message(Content::IdentityAsked { body }) => Some((kind::IDENTITY_ASKED, body)),
        Outgoing::Message(Content::Status { status }) => Some((kind::STATUS, status.as_str().to_owned())),
        _ => None,
    })
}
