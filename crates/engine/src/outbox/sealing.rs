//! An item of the outbox on its way into a room: sealed for a head, and kept once the relay has it.

use ed25519_dalek::SigningKey;
use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_protocol::{
    codec,
    content::SignedContent,
    room::{Append, Head},
    roster::Roster,
};
use sotto_relay_api::Appended;
use sotto_rooms::Sealing;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use super::Sealed;
use crate::{
    ContactError, Engine, Error, Event,
    contact::Contact,
    declared::check_declared_entry,
    room_sync::{self, Own},
    surroundings::chance,
};

/// An item, its case, and the roster by which it is sealed.
#[derive(Clone, Copy)]
pub(super) struct Outbound<'a> {
    pub(super) file: &'a tables::CaseFile,
    pub(super) item: &'a tables::OutboxItem,
    pub(super) roster: &'a Roster,
}

impl Outbound<'_> {
    /// Seals it with `seal` for the head `previous`; on disk with the transaction.
    pub(super) fn seal(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        credential: &SigningKey,
        previous: Head,
        seal: impl FnOnce(Sealing<'_, UnwrapErr<SysRng>>) -> Result<(Append, Option<SignedContent>), Error>,
    ) -> Result<Sealed, Error> {
        let checkpoint = contact.checkpoint_note(tx)?;
        let mut rng = chance();
        let (append, content) = seal(Sealing {
            credential,
            previous,
            message: self.item.message,
            roster_version: self.roster.version(),
            checkpoint: &checkpoint,
            rng: &mut rng,
        })?;
        let sealed = Sealed { append, content };
        // It may have been called back or held since it was looked at: then nothing of this stays, and nothing leaves.
        if !tx.outbox().seal(self.item.message, &codec::to_vec(&sealed))? {
            return Err(Error::Refused(ErrorCode::Held));
        }
        Ok(sealed)
    }
}

impl Engine {
    /// Keeps what the relay has, once it says so of what was sent, with the entry that it declares. `go_over` gives the
    /// case as it stands in the room that the append is in.
    pub(super) fn appended(
        &self,
        contact: &Contact<'_>,
        outbound: Outbound<'_>,
        sealed: &Sealed,
        appended: &Appended,
        go_over: impl Fn(&Transaction<'_>) -> Result<tables::CaseFile, Error>,
    ) -> Result<(), Error> {
        let Outbound { file, item, roster } = outbound;
        if appended.head != Head::after(&sealed.append) {
            return Err(ContactError::Protocol.into());
        }
        check_declared_entry(contact, file, &sealed.append, appended.entry.as_ref())?;
        let stored = self.stored_files(item.message)?;
        self.write(|tx| {
            if let Some(entry) = &appended.entry {
                contact.keep_entry(tx, entry, Some(file.case))?;
            }
            let file = go_over(tx)?;
            self.keep_envelope(tx, contact, &sealed.append, appended.sequence, true)?;
            let own = Own {
                file: &file,
                roster,
                sealed,
                sequence: appended.sequence,
                place: self.place(appended.entry.as_ref()),
                now: self.now(),
            };
            room_sync::keep_own(tx, &own)?;
            tx.outbox().remove(item.message)?;
            Ok(())
        })?;
        self.forget_files(stored);
        self.tell(Event::CaseChanged(file.case));
        Ok(())
    }
}
