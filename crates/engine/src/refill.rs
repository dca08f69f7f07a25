//! Filling rooms again whose end a restored relay has lost: everyone sends once more what they wrote, in the room's order.
//!
//! An append comes back as the same bytes, under an act signed anew by the same person, so that the heads are the same. What
//! the relay was known to have before there was another entry of the log is in every copy whose log has that entry, and a
//! restore is no excuse for the lack of it.

use sotto_protocol::{
    codec,
    ids::RoomId,
    room::{Append, CaseEvent, Head},
    time::UnixSeconds,
};
use sotto_relay_api::{Act, Answer, Appended, LoggedEntry, Refusal, Request, RoomEntry, RoomState};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error,
    contact::{Contact, incarnation::has_restore},
    declared::check_declared_entry,
    identity,
    outbox::{case_secret, opening},
};

/// How long the envelopes of rooms are kept, in seconds: whoever wrote comes by in 35 days.
const KEPT_SECONDS: u64 = 35 * 24 * 60 * 60;

/// The relay has lost something that no restore explains, or has it in another order: this case cannot go on.
const DROPPED: Error = Error::Refused(ErrorCode::EntryMissing);

impl Engine {
    /// Keeps an append as it is at the relay.
    pub(crate) fn keep_envelope(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        append: &Append,
        sequence: u64,
        own: bool,
    ) -> Result<(), Error> {
        // By the log's time: a wrong clock forgets nothing.
        let received_at = contact.newest_verified().map_or_else(|| self.now(), |checkpoint| checkpoint.time());
        tx.envelopes().prune(UnixSeconds(received_at.0.saturating_sub(KEPT_SECONDS)))?;
        tx.envelopes().insert(&tables::Envelope {
            room: append.room,
            sequence,
            bytes: codec::to_vec(append),
            received_at,
            own,
            log_size: log_size(contact),
        })?;
        Ok(())
    }

    /// Whether a restored relay may lack something of a room.
    pub(crate) fn lacks_some(&self, room: RoomId) -> Result<bool, Error> {
        self.read(|tx| Ok(tx.envelopes().first_lost(room)?.is_some()))
    }

    /// Sends what a restored relay lost of a room and this vault's person wrote, as far as it is their turn.
    // enforces: ROOM-19
    pub(crate) async fn refill(&self, contact: &mut Contact<'_>, file: &tables::CaseFile) -> Result<(), Error> {
        while let Some(lost) = self.read(|tx| Ok(tx.envelopes().first_lost(file.room)?))? {
            let is_back = self.is_back(contact, file, &lost).await?
                || (lost.own && self.is_sent_again(contact, file, &lost).await?);
            if !is_back {
                tracing::info!("a room waits for what others wrote in it");
                break;
            }
        }
        Ok(())
    }

    /// Opens a case of our own once more, of which a restored relay knows nothing; whether it knows it now.
    pub(crate) async fn is_opened_again(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
    ) -> Result<bool, Error> {
        match self.read(|tx| Ok(tx.envelopes().first_lost(file.room)?))? {
            Some(lost) if lost.own && lost.sequence == 1 => self.is_sent_again(contact, file, &lost).await,
            _ => Ok(false),
        }
    }

    /// An order that is not the one that this device knows: of a relay that lies, or of a restored one in which somebody
    /// wrote who had not read what is lost.
    // enforces: ROOM-20
    pub(crate) async fn another_order(&self, contact: &mut Contact<'_>, room: RoomId) -> Result<Error, Error> {
        if !self.lacks_some(room)? {
            contact.heed_statement().await?;
        }
        Ok(if self.lacks_some(room)? { DROPPED } else { ContactError::LogInconsistent.into() })
    }

    /// As [`Self::heed_place`], of a room in which the relay is not where this device is.
    pub(crate) async fn heed_place_of(&self, contact: &mut Contact<'_>, room: RoomId) -> Result<(), Error> {
        let Answer::Rooms(rooms) = contact.ask(Request::ListRooms).await? else {
            return Err(ContactError::Protocol.into());
        };
        match rooms.iter().find(|state| state.room == room) {
            Some(state) => self.heed_place(contact, state).await,
            None => Ok(()),
        }
    }

    /// A room that ends before what this device knows of it was lost in a restore, or the relay lies.
    // enforces: ROOM-20
    pub(crate) async fn heed_place(&self, contact: &mut Contact<'_>, state: &RoomState) -> Result<(), Error> {
        let differs = |file: &tables::CaseFile| {
            state.sequence < file.sequence || (state.sequence == file.sequence && state.head.as_bytes() != &file.head)
        };
        let Some(file) = self.read(|tx| Ok(tx.cases().by_room(state.room)?))?.filter(differs) else { return Ok(()) };
        let standing = || {
            self.read(|tx| {
                let is_held = tx.envelopes().is_held_after(state.room, state.sequence)?;
                Ok((has_restore(tx, &file.organisation)?, is_held))
            })
        };
        if standing()? == (true, false) {
            return Ok(());
        }
        // What is lost may have had no entry: then the log shows no contradiction, and nobody has asked yet.
        contact.heed_statement().await?;
        match standing()? {
            (true, false) => Ok(()),
            (true, true) => Err(DROPPED),
            (false, _) => Err(ContactError::LogInconsistent.into()),
        }
    }

    /// Whether the relay has `lost` again. Whatever it has of the room from there on must be what this device kept.
    // enforces: ROOM-20
    async fn is_back(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
        lost: &tables::Envelope,
    ) -> Result<bool, Error> {
        let before = lost.sequence.saturating_sub(1);
        let request = Request::FetchRoom { room: file.room, after: before };
        let Answer::RoomEntries(entries) = contact.ask(request).await? else {
            return Err(ContactError::Protocol.into());
        };
        for (RoomEntry { sequence, append, entry, .. }, expected) in entries.iter().zip(lost.sequence..) {
            let Some(kept) = self.read(|tx| Ok(tx.envelopes().get(file.room, expected)?))? else { break };
            if *sequence != expected || kept.bytes != codec::to_vec(append) {
                return Err(DROPPED);
            }
            self.keep_refilled(contact, file, append, (*sequence, entry.as_ref()))?;
        }
        Ok(!entries.is_empty())
    }

    /// Sends `lost` once more, as it was; whether the relay has it now.
    async fn is_sent_again(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
        lost: &tables::Envelope,
    ) -> Result<bool, Error> {
        let append: Append = codec::from_slice(&lost.bytes)?;
        let signer = self.signer_of(file)?;
        let answered = match append.declared.event {
            Some(CaseEvent::Opened { .. }) => {
                contact.paid_act(&signer.act, opening(&case_secret(file)?, &append)).await
            }
            Some(CaseEvent::Successor { .. }) => {
                contact.act(&signer.act, Act::OpenSuccessor { first: append.clone() }).await
            }
            _ => contact.act(&signer.act, Act::Append(append.clone())).await,
        };
        match answered {
            Ok((Answer::Appended(Appended { sequence, head, entry }), _)) => {
                if sequence != lost.sequence || head != Head::after(&append) {
                    return Err(ContactError::Protocol.into());
                }
                self.keep_refilled(contact, file, &append, (sequence, entry.as_ref()))?;
                Ok(true)
            }
            // It came back a moment ago, or the room goes on otherwise.
            Ok((Answer::HeadMoved(_), _)) => self.is_back(contact, file, lost).await,
            Ok(_) => Err(ContactError::Protocol.into()),
            // Not by this device any more, or not without something else that is lost.
            Err(Error::Contact(ContactError::Refused(refusal))) if refusal != Refusal::Restoring => {
                tracing::warn!(?refusal, "the relay does not take what it lost");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Takes note that the relay has an append again, and of the entry that it has now.
    fn keep_refilled(
        &self,
        contact: &Contact<'_>,
        file: &tables::CaseFile,
        append: &Append,
        (sequence, entry): (u64, Option<&LoggedEntry>),
    ) -> Result<(), Error> {
        check_declared_entry(contact, file, append, entry)?;
        let size = log_size(contact).ok_or(ContactError::Protocol)?;
        self.write(|tx| {
            if let Some(entry) = entry {
                contact.keep_entry(tx, entry, Some(file.case))?;
                identity::relocate(tx, append, entry.index)?;
            }
            Ok(tx.envelopes().hold(file.room, sequence, size)?)
        })
    }
}

/// How many entries the log had when the relay last answered.
fn log_size(contact: &Contact<'_>) -> Option<u64> {
    contact.newest_verified().map(|checkpoint| checkpoint.size().0)
}
