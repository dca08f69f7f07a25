//! What waits can be held, let go on, and called back for as long as nothing of its words can have left.

use sotto_protocol::{
    content::{Content, MAX_ATTACHMENTS, MAX_BODY_BYTES},
    ids::BlobId,
};
use sotto_rooms::Room;

use super::*;

/// What files are given to: a draft, or the reply that is being written in a case.
type Owner = (Option<DraftId>, Option<CaseId>);

/// What became of something that was called back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalledBack {
    /// A report is a draft again, with its words and files, and with those of messages that waited behind it.
    Draft(DraftId),
    /// A message is in the reply that is being written in its case, before what was written there since, with its files.
    Reply(CaseId),
    /// A change of status or of readers will not be made, nothing handed over.
    Nothing(CaseId),
}

/// Something that waits in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub message: MessageId,
    /// The case that it is in, or will open.
    pub case: CaseId,
    /// `report`, `message`, `readers`, `successor` or `disclosure`.
    pub kind: String,
    /// Why it does not go on by itself, if it does not.
    pub paused: Option<ErrorCode>,
    /// When it leaves by itself, if it waits for that.
    pub leaves_at: Option<UnixSeconds>,
    /// Whether it can still be called back.
    pub is_here: bool,
}

impl Engine {
    /// What waits, by case, in the order in which it was written.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn waiting(&self) -> Result<Vec<Waiting>, Error> {
        self.read(|tx| {
            let mut waiting = Vec::new();
            for side in [tables::Side::Reporter, tables::Side::Handler] {
                for case in tx.outbox().cases_of(side)? {
                    waiting.extend(tx.outbox().of_case(case)?.iter().map(|item| self.told(case, item)));
                }
            }
            Ok(waiting)
        })
    }

    /// Lets something wait, and what comes after it in its case, until [`Engine::resume`]. What is under way at this
    /// moment may still arrive.
    ///
    /// # Errors
    /// `not_found` once it has left.
    pub fn hold(&self, message: MessageId) -> Result<(), Error> {
        let item = self.read(|tx| Ok(tx.outbox().get(message)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        self.pause(&item, ErrorCode::Held)
    }

    /// Lets something go on that was held or paused, or waited for its moment; what paused it may pause it again.
    ///
    /// # Errors
    /// `not_found` once it has left.
    pub fn resume(&self, message: MessageId) -> Result<(), Error> {
        let case = self.write(|tx| {
            let item = tx.outbox().get(message)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let state = match item.state {
                tables::OutboxState::Paused if item.sealed.is_some() => tables::OutboxState::Sealed,
                tables::OutboxState::Paused => tables::OutboxState::Queued,
                state => state,
            };
            let case = item.case;
            tx.outbox().update(&tables::OutboxItem { state, reason: None, leaves_at: None, ..item })?;
            Ok(case)
        })?;
        if let Some(case) = case {
            self.tell(Event::OutboxChanged(case));
        }
        Ok(())
    }

    /// Takes something out of the outbox again. Nothing of it is lost, and nothing of its words has left; sealed bytes of its
    /// files may lie at the relay, under keys that never did.
    ///
    /// # Errors
    /// `not_found`; `may_have_left` for what was sealed, since its sealing may have arrived; `too_many_attachments` and
    /// `message_too_large` where a reply or draft would become too large.
    // enforces: SEND-05
    pub fn call_back(&self, message: MessageId) -> Result<CalledBack, Error> {
        let called = self.write(|tx| {
            let item = tx.outbox().get(message)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let case = item.case.ok_or(Error::Refused(ErrorCode::NotFound))?;
            if item.sealed.is_some() {
                return Err(Error::Refused(ErrorCode::MayHaveLeft));
            }
            match codec::from_slice(&item.payload)? {
                Outgoing::Report(Content::Report { title, body, .. }) => {
                    self.report_back(tx, case, title, body).map(CalledBack::Draft)
                }
                Outgoing::Message(Content::Message { body, .. }) => {
                    let written = tx.replies().get(case)?;
                    let body = joined([body].into_iter().chain(written))?;
                    take_files(tx, &item, (None, Some(case)))?;
                    tx.outbox().remove(message)?;
                    tx.replies().put(case, &body)?;
                    Ok(CalledBack::Reply(case))
                }
                Outgoing::Message(Content::Status { .. } | Content::History { .. }) | Outgoing::Readers { .. } => {
                    tx.outbox().remove(message)?;
                    Ok(CalledBack::Nothing(case))
                }
                _ => Err(Error::Refused(ErrorCode::MayHaveLeft)),
            }
        })?;
        let (CalledBack::Reply(case) | CalledBack::Nothing(case)) = called else { return Ok(called) };
        self.tell(Event::OutboxChanged(case));
        self.tell(Event::CaseChanged(case));
        Ok(called)
    }

    fn told(&self, case: CaseId, item: &tables::OutboxItem) -> Waiting {
        let is_paused = matches!(item.state, tables::OutboxState::Paused | tables::OutboxState::Failed);
        Waiting {
            message: item.message,
            case,
            kind: item.kind.clone(),
            paused: is_paused.then(|| reason_of(item)),
            leaves_at: self.waits_until(item),
            is_here: item.sealed.is_none(),
        }
    }

    /// A report becomes a draft, and its case, which nobody else knows of, is as if it had never been.
    fn report_back(&self, tx: &Transaction<'_>, case: CaseId, title: String, body: String) -> Result<DraftId, Error> {
        let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let items = tx.outbox().of_case(case)?;
        let mut bodies = vec![body];
        for item in items.iter().skip(1) {
            match codec::from_slice(&item.payload)? {
                Outgoing::Message(Content::Message { body, .. }) => bodies.push(body),
                _ => return Err(Error::Refused(ErrorCode::MayHaveLeft)),
            }
        }
        bodies.extend(tx.replies().get(case)?);
        let draft = tables::Draft {
            draft: DraftId::random(&mut chance()),
            organisation: file.organisation,
            channel: file.channel,
            title,
            body: joined(bodies)?,
            created_at: self.now(),
            updated_at: self.now(),
        };
        tx.drafts().put(&draft)?;
        for item in &items {
            take_files(tx, item, (Some(draft.draft), None))?;
        }
        let loose = tx.attachments().loose(case)?;
        keep_files(tx, loose, (Some(draft.draft), None))?;
        let mls = tx.mls();
        if let Some(room) = Room::load(&mls, file.room) {
            room.delete(&mls)?;
        }
        tx.cases().remove(case)?;
        Ok(draft.draft)
    }
}

fn joined(bodies: impl IntoIterator<Item = String>) -> Result<String, Error> {
    let bodies: Vec<String> = bodies.into_iter().filter(|body| !body.trim().is_empty()).collect();
    let body = bodies.join("\n\n");
    if body.len() > MAX_BODY_BYTES { Err(Error::Refused(ErrorCode::MessageTooLarge)) } else { Ok(body) }
}

fn take_files(tx: &Transaction<'_>, item: &tables::OutboxItem, owner: Owner) -> Result<(), Error> {
    keep_files(tx, tx.attachments().of_message(item.message)?, owner)
}

/// Gives files to a draft or reply, after those that it has. Whatever of them is at the relay is for nobody.
fn keep_files(tx: &Transaction<'_>, rows: Vec<tables::Attachment>, owner: Owner) -> Result<(), Error> {
    let (draft, case) = owner;
    for row in rows {
        let position = tx.attachments().next_position(draft, case)?;
        if position as usize >= MAX_ATTACHMENTS {
            return Err(Error::Refused(ErrorCode::TooManyAttachments));
        }
        tx.attachments().put(&tables::Attachment {
            draft,
            case,
            message: None,
            position,
            blob: BlobId::random(&mut chance()),
            state: tables::AttachmentState::Stored,
            ..row
        })?;
    }
    Ok(())
}
