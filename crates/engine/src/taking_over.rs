//! Taking a case of our own over from rooms that this device was never in, or is in no more: what the log and the relay have
//! of them is read from outside, up to the room that a successor can follow.

use std::collections::HashSet;

use sotto_protocol::{
    codec,
    content::Status,
    ids::{CaseId, DeviceId, RoomId},
    room::{CaseEvent, Head, ReaderChange},
};
use sotto_relay_api::{Answer, Request, RoomEntry, RoomState};
use sotto_rooms::Room;
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::Event as LogEvent;
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error,
    contact::{Contact, roster_of},
    declared::check_declared_entry,
    outbox::{SUCCESSOR, Sealed},
    room_sync::reader_of,
};

/// Whether a case of our own waits to go on in a room that this device opens.
pub(crate) fn is_rolled_back(file: &tables::CaseFile) -> bool {
    file.side == tables::Side::Reporter && file.halted.as_deref() == Some(ErrorCode::VaultRolledBack.as_str())
}

/// The rooms of a case of our own, which must be of this case alone.
pub(crate) async fn rooms_of(contact: &mut Contact<'_>, case: CaseId) -> Result<Vec<RoomState>, Error> {
    match contact.ask(Request::ListRooms).await? {
        Answer::Rooms(rooms) if rooms.iter().all(|state| state.case == case) => Ok(rooms),
        _ => Err(ContactError::Protocol.into()),
    }
}

impl Engine {
    /// Reads the rooms of a case that goes on here again, from the first one that this device does not know to the last.
    // enforces: ROOM-21
    pub(crate) async fn take_over(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<(), Error> {
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?;
        if !file.is_some_and(|file| is_rolled_back(&file)) {
            return Ok(());
        }
        contact.roster().await?;
        let rooms = match rooms_of(contact, case).await {
            // It lists a tag of this case, and denies the case.
            Err(error) if error.code() == ErrorCode::NotPermitted => return Err(ContactError::EntryMissing.into()),
            rooms => rooms?,
        };
        if rooms.is_empty() {
            return Err(ContactError::EntryMissing.into());
        }
        // A relay that names a circle gets no endless walk.
        for _ in &rooms {
            let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let own = self.opened_here(case)?;
            let known = rooms.iter().find(|state| state.room == file.room);
            let next = match known {
                Some(known) => known.followed_by.filter(|next| own != Some(*next)),
                None => Some(first_of(&rooms).ok_or(ContactError::EntryMissing)?),
            };
            if known.is_some() {
                // What is left of this one: a cut may have come before any of it was read.
                self.sync_room(contact, case).await?;
            }
            let Some(next) = next else { return Ok(()) };
            self.enter_from_outside(contact, &file, next, known.map(|known| known.room)).await?;
            self.sync_room(contact, case).await?;
        }
        Ok(())
    }

    /// The room that this device has opened, or was about to open, to follow the one in which the case is.
    pub(crate) fn opened_here(&self, case: CaseId) -> Result<Option<RoomId>, Error> {
        let waiting = self.read(|tx| Ok(tx.outbox().of_case(case)?))?;
        let sealed = waiting.into_iter().find(|item| item.kind == SUCCESSOR).and_then(|item| item.sealed);
        let sealed: Option<Sealed> = sealed.as_deref().map(codec::from_slice).transpose()?;
        Ok(sealed.map(|sealed| sealed.append.room))
    }

    /// Goes on reading in `next`, which must begin as the log says, and where it is said to.
    async fn enter_from_outside(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
        next: RoomId,
        follows: Option<RoomId>,
    ) -> Result<(), Error> {
        let Answer::RoomEntries(entries) = contact.ask(Request::FetchRoom { room: next, after: 0 }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let first = entries.first().ok_or(ContactError::Protocol)?;
        let begins = match (&first.append.declared.event, follows) {
            (Some(CaseEvent::Opened { .. }), None) => true,
            (Some(CaseEvent::Successor { follows: named }), Some(follows)) => *named == follows,
            _ => false,
        };
        if !begins || first.append.room != next || first.append.previous != Head::first(&next) {
            return Err(ContactError::EntryMissing.into());
        }
        check_declared_entry(contact, file, &first.append, first.entry.as_ref())?;
        self.write(|tx| {
            let old = Room::load(&tx.mls(), file.room);
            self.leave_room(tx, file, next, old)?;
            tx.readers().replace(file.case, &[])?;
            Ok(tx.cases().set_halted(file.case, file.halted.as_deref())?)
        })
    }

    /// Takes of an append in a room that this device is not in what is declared beside it, and in the log.
    pub(crate) fn read_from_outside(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        file: &tables::CaseFile,
        entry: &RoomEntry,
    ) -> Result<(), Error> {
        if !is_rolled_back(file) {
            return Ok(());
        }
        let declared = &entry.append.declared;
        let at = entry.entry.as_ref().and_then(|logged| LogEvent::from_canonical(&logged.event).ok());
        let at = at.map_or_else(|| self.now(), |event| event.at().start());
        match &declared.event {
            Some(CaseEvent::Opened { channel }) => {
                let file = tx.cases().get(file.case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
                let status = Status::New.as_str().to_owned();
                let (opened_at, updated_at, channel) = (at, at, channel.clone());
                tx.cases().put(&tables::CaseFile { channel, opened_at, updated_at, status, ..file })?;
            }
            Some(CaseEvent::Status { status }) => tx.cases().set_status(file.case, status.as_str(), at)?,
            _ => {}
        }
        declared.readers.as_ref().map_or(Ok(()), |change| change_readers(tx, contact, file, change))
    }
}

fn change_readers(
    tx: &Transaction<'_>,
    contact: &Contact<'_>,
    file: &tables::CaseFile,
    change: &ReaderChange,
) -> Result<(), Error> {
    let roster = roster_of(tx, &contact.root)?.ok_or(Error::Refused(ErrorCode::RosterInvalid))?;
    let removed: HashSet<&DeviceId> = change.remove.iter().collect();
    let mut readers = tx.readers().of_case(file.case)?;
    readers.retain(|reader| !removed.contains(&reader.device) && !change.add.contains(&reader.device));
    readers.extend(change.add.iter().map(|device| reader_of(&roster, file.case, *device)));
    Ok(tx.readers().replace(file.case, &readers)?)
}

/// The room that follows no other.
fn first_of(rooms: &[RoomState]) -> Option<RoomId> {
    let followers: HashSet<RoomId> = rooms.iter().filter_map(|state| state.followed_by).collect();
    rooms.iter().map(|state| state.room).find(|room| !followers.contains(room))
}
