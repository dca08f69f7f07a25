//! Coming into a room: from a Welcome, or from the room that it follows.

use sotto_protocol::{
    codec,
    content::Status,
    ids::RoomId,
    pseudonym::Pseudonym,
    room::{Append, CaseEvent, Head},
};
use sotto_relay_api::{Answer, Request, RoomState};
use sotto_rooms::{Room, join};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error,
    contact::Contact,
    declared::check_declared_entry,
    outbox::rename_files,
    room_sync::{keep_readers, short},
};

impl Engine {
    /// Joins a room that this device was let into, and keeps its case.
    pub(crate) async fn join_room(&self, contact: &mut Contact<'_>, state: &RoomState) -> Result<(), Error> {
        let after = state.joined_at.saturating_sub(1);
        let Answer::RoomEntries(entries) = contact.ask(Request::FetchRoom { room: state.room, after }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let entry = entries.first().ok_or(ContactError::Protocol)?;
        let roster = contact.roster().await?;
        self.write(|tx| {
            let mls = tx.mls();
            let (opening_key, _) = self.device.opening_key(&mls)?;
            let joined = join(&mls, &entry.append, &self.device.device(), &opening_key, &roster)?;
            if joined.start.case != state.case {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            let before = tx.cases().get(joined.start.case)?;
            let before = before.map(|before| self.gone_over(tx, before, &entry.append, &joined.room)).transpose()?;
            let unknown = Pseudonym::Chosen(format!("Case {}", short(&joined.start.case)));
            let (head, sequence) = if joined.reads_first {
                (joined.start.previous, after)
            } else {
                (Head::after(&entry.append), entry.sequence)
            };
            let known = before.unwrap_or_else(|| tables::CaseFile {
                case: joined.start.case,
                organisation: contact.organisation,
                room: state.room,
                side: tables::Side::Handler,
                case_index: None,
                keys: None,
                channel: String::new(),
                pseudonym: codec::to_vec(&unknown),
                title: String::new(),
                status: Status::New.as_str().to_owned(),
                opened_at: self.now(),
                updated_at: self.now(),
                unread: 0,
                head: *head.as_bytes(),
                sequence,
                last_content: None,
                generation: 0,
                halted: None,
            });
            let file = tables::CaseFile { head: *head.as_bytes(), sequence, ..known };
            // Whoever is let in later never takes this append again.
            check_declared_entry(contact, &file, &entry.append, entry.entry.as_ref())?;
            tx.cases().put(&file)?;
            if !joined.reads_first {
                self.keep_envelope(tx, contact, &entry.append, entry.sequence, false)?;
            }
            keep_readers(tx, &file, &joined.room, &roster)
        })?;
        Ok(())
    }

    /// The case as it stands in the room that it goes over to.
    // enforces: ROOM-17
    fn gone_over(
        &self,
        tx: &Transaction<'_>,
        before: tables::CaseFile,
        append: &Append,
        room: &Room,
    ) -> Result<tables::CaseFile, Error> {
        if before.room == append.room {
            return Ok(before);
        }
        let mls = tx.mls();
        let old = Room::load(&mls, before.room);
        let is_same_reporter = old.as_ref().is_none_or(|old| old.creator() == room.creator());
        let follows = matches!(append.declared.event, Some(CaseEvent::Successor { follows }) if follows == before.room);
        if !follows || !is_same_reporter {
            return Err(Error::Refused(ErrorCode::MessageInvalid));
        }
        self.leave_room(tx, &before, append.room, old)
    }

    /// Moves a case to `room`, and forgets what was sealed for the one that it leaves.
    pub(crate) fn leave_room(
        &self,
        tx: &Transaction<'_>,
        before: &tables::CaseFile,
        room: RoomId,
        old: Option<Room>,
    ) -> Result<tables::CaseFile, Error> {
        if let Some(old) = old {
            old.delete(&tx.mls())?;
        }
        tx.envelopes().remove_room(before.room)?;
        for item in tx.outbox().of_case(before.case)? {
            // Files go to the readers of the room that they are sent in.
            let payload = rename_files(tx, &item, before.case)?;
            let state =
                if item.state == tables::OutboxState::Sealed { tables::OutboxState::Queued } else { item.state };
            tx.outbox().update(&tables::OutboxItem { payload, state, sealed: None, ..item })?;
        }
        tx.cases().move_to_room(before.case, room, Head::first(&room).as_bytes())?;
        tx.cases().get(before.case)?.ok_or(Error::Refused(ErrorCode::NotFound))
    }
}
