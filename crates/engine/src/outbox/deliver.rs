//! Delivering what waits for one case, in order, over a channel that is in step with the room.

use ed25519_dalek::SigningKey;
use sotto_protocol::{
    codec,
    content::Content,
    ids::{DeviceId, HandlerId},
    room::{CaseEvent, Declared, Head},
    roster::{Person, Roster},
    sign::PublicKey,
    time::UnixSeconds,
};
use sotto_relay_api::{Act, Answer, Request};
use sotto_rooms::{Change, Room, SealError};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use super::{
    Outgoing, Sealed, case_secret,
    open_case::{sign_content, unsealed},
    sealing::Outbound,
};
use crate::{ContactError, Engine, Error, contact::Contact};

/// How often other appends may come first before an item waits for the next contact.
const MAX_RACES: u32 = 16;

impl Engine {
    /// Sends all that waits for `case`. An item that needs a decision is paused, and what comes
    /// after it in this case waits with it.
    pub(crate) async fn deliver(
        &self,
        contact: &mut Contact<'_>,
        case: sotto_protocol::ids::CaseId,
    ) -> Result<u32, Error> {
        let mut sent = 0;
        let mut items = self.read(|tx| Ok(tx.outbox().of_case(case)?))?;
        // Nothing holds a withdrawal up.
        items.sort_by_key(|item| !is_withdrawal(item));
        for item in items {
            if item.state == tables::OutboxState::Paused && is_identity_step(&item) {
                // Whoever asked for it was told that it was refused.
                self.write(|tx| Ok(tx.outbox().remove(item.message)?))?;
                continue;
            }
            if item.state == tables::OutboxState::Failed || item.kind == super::SUCCESSOR {
                continue;
            }
            if needs_person(&item) || self.stays(contact.leaving, &item) || self.lacks_files(&item)? {
                break;
            }
            let file = self.read(|tx| Ok(tx.cases().get(case)?))?;
            let Some(file) = file.filter(|file| file.halted.is_none()) else { break };
            let delivered = if file.sequence == 0 {
                self.open_case(contact, &file, &item).await.map(|()| true)
            } else {
                self.append_item(contact, &item, case).await
            };
            match delivered {
                Ok(true) => sent += 1,
                // What comes before it is still to be sent again, by others.
                Ok(false) => break,
                Err(error @ Error::CaseMoved(_)) => return Err(error),
                Err(error) if is_decision(error.code()) => {
                    self.pause(&item, error.code())?;
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(sent)
    }

    /// The time of the newest checkpoint: a wrong clock decides nothing.
    pub(crate) fn log_time(&self, contact: &Contact<'_>) -> Result<UnixSeconds, Error> {
        Ok(contact.last_checkpoint()?.map_or_else(|| self.now(), |checkpoint| checkpoint.time()))
    }

    /// Appends an item to its room; whether the room is as far as that.
    // enforces: SEND-02
    async fn append_item(
        &self,
        contact: &mut Contact<'_>,
        item: &tables::OutboxItem,
        case: sotto_protocol::ids::CaseId,
    ) -> Result<bool, Error> {
        for _ in 0..MAX_RACES {
            self.sync_room(contact, case).await?;
            // Its own echo may have been among what came: then it is sent.
            let Some(item) = self.read(|tx| Ok(tx.outbox().get(item.message)?))? else { return Ok(true) };
            let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            if self.lacks_some(file.room)? {
                return Ok(false);
            }
            let roster = contact.roster().await?;
            let signer = self.signer_of(&file)?;
            let outbound = Outbound { file: &file, item: &item, roster: &roster };
            let sealed = self.sealed_for_head(contact, outbound, &signer.credential).await?;
            if item.kind == super::DISCLOSURE {
                put_record(contact, &item).await?;
            }
            let (answer, _) = contact.act(&signer.act, Act::Append(sealed.append.clone())).await?;
            match answer {
                Answer::Appended(appended) => {
                    self.appended(contact, outbound, &sealed, &appended, |_| Ok(file.clone()))?;
                    return Ok(true);
                }
                Answer::HeadMoved(since) => {
                    self.unseal(&file, &item)?;
                    if since.is_empty() {
                        // Nothing came since, and nothing more is taken: another room follows this one.
                        return Ok(false);
                    }
                    self.heed_place_of(contact, file.room).await?;
                }
                _ => return Err(ContactError::Protocol.into()),
            }
        }
        Err(Error::Refused(ErrorCode::RelayUnreachable))
    }

    /// The item as sealed for the room's head: what is on disk if it fits, or sealed anew.
    async fn sealed_for_head(
        &self,
        contact: &mut Contact<'_>,
        outbound: Outbound<'_>,
        credential: &SigningKey,
    ) -> Result<Sealed, Error> {
        let Outbound { file, item, roster } = outbound;
        if let Some(sealed) = &item.sealed {
            let sealed: Sealed = codec::from_slice(sealed)?;
            if sealed.append.previous.as_bytes() == &file.head {
                return Ok(sealed);
            }
            self.unseal(file, item)?;
        }
        match codec::from_slice(&item.payload)? {
            Outgoing::Report(_) | Outgoing::Successor { .. } => Err(codec::Malformed.into()),
            Outgoing::Message(content) | Outgoing::Disclosure { content, .. } => {
                self.write(|tx| self.seal_message(tx, contact, outbound, credential, &content))
            }
            Outgoing::Readers { add, remove } => {
                let members = self.read(|tx| members_of(tx, file))?;
                let come: Vec<&Person> = people(roster, &add).collect();
                let packages = if come.is_empty() { Vec::new() } else { self.packages_of(contact, &come).await? };
                let packages: Vec<_> =
                    packages.into_iter().filter(|package| !members.contains(&package.device())).collect();
                let go = people(roster, &remove).flat_map(|person| &person.devices).map(|keys| keys.device());
                let go: Vec<DeviceId> = go.filter(|device| members.contains(device)).collect();
                if packages.is_empty() && go.is_empty() {
                    return Err(Error::Refused(ErrorCode::BadRequest));
                }
                let change = Change { case: file.case, add: &packages, remove: &go };
                self.write(|tx| self.seal_readers(tx, contact, outbound, credential, &change))
            }
        }
    }

    fn seal_message(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        outbound: Outbound<'_>,
        credential: &SigningKey,
        content: &Content,
    ) -> Result<Sealed, Error> {
        let Outbound { file, item, roster } = outbound;
        let mls = tx.mls();
        let mut room = Room::load(&mls, file.room).ok_or(Error::Seal(SealError::NotMember))?;
        let signed = sign_content(file, item, content, credential);
        let declared = Declared { event: CaseEvent::of(content), ..Declared::default() };
        outbound.seal(tx, contact, credential, Head::from_bytes(file.head), |sealing| {
            Ok((room.seal(&mls, sealing, roster, declared, &signed)?, Some(signed)))
        })
    }

    fn seal_readers(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        outbound: Outbound<'_>,
        credential: &SigningKey,
        change: &Change<'_>,
    ) -> Result<Sealed, Error> {
        let Outbound { file, roster, .. } = outbound;
        let mls = tx.mls();
        let mut room = Room::load(&mls, file.room).ok_or(Error::Seal(SealError::NotMember))?;
        room.judge_change(&PublicKey::of(credential), change, roster)?;
        outbound.seal(tx, contact, credential, Head::from_bytes(file.head), |sealing| {
            Ok((room.commit(&mls, sealing, change)?, None))
        })
    }

    /// Forgets a sealed form that came too late; a Commit's pending epoch with it.
    fn unseal(&self, file: &tables::CaseFile, item: &tables::OutboxItem) -> Result<(), Error> {
        self.write(|tx| {
            let Some(mut stored) = tx.outbox().get(item.message)? else { return Ok(()) };
            let mls = tx.mls();
            if let Some(mut room) = Room::load(&mls, file.room) {
                room.abandon(&mls)?;
            }
            stored.sealed = None;
            stored.state = unsealed(stored.state);
            tx.outbox().update(&stored)?;
            Ok(())
        })
    }

    /// Whether the relay still lacks bytes of the item's files.
    fn lacks_files(&self, item: &tables::OutboxItem) -> Result<bool, Error> {
        let rows = self.read(|tx| Ok(tx.attachments().of_message(item.message)?))?;
        Ok(rows.iter().any(|row| row.state == tables::AttachmentState::Stored))
    }

    pub(crate) fn signer_of(&self, file: &tables::CaseFile) -> Result<Signer, Error> {
        Ok(match file.side {
            tables::Side::Handler => {
                Signer { credential: self.device.credential.clone(), act: self.device.credential.clone() }
            }
            tables::Side::Reporter => {
                let secret = case_secret(file)?;
                Signer { credential: secret.credential(), act: secret.act_key() }
            }
        })
    }
}

/// The two keys by which somebody speaks in a case: inside the room, and to the relay.
pub(crate) struct Signer {
    pub(crate) credential: SigningKey,
    pub(crate) act: SigningKey,
}

fn people<'r>(roster: &'r Roster, handlers: &'r [HandlerId]) -> impl Iterator<Item = &'r Person> {
    roster.body().people.iter().filter(|person| handlers.contains(&person.handler))
}

fn members_of(tx: &Transaction<'_>, file: &tables::CaseFile) -> Result<Vec<DeviceId>, Error> {
    let room = Room::load(&tx.mls(), file.room).ok_or(Error::Seal(SealError::NotMember))?;
    Ok(room.members().iter().map(|key| DeviceId::from_bytes(*key.as_bytes())).collect())
}

/// The relay has the record before it hears that it is disclosed.
async fn put_record(contact: &mut Contact<'_>, item: &tables::OutboxItem) -> Result<(), Error> {
    let Outgoing::Disclosure { content: Content::Disclosed(disclosure), sealed } = codec::from_slice(&item.payload)?
    else {
        return Err(codec::Malformed.into());
    };
    match contact.ask(Request::PutRecord { record: disclosure.record, sealed }).await? {
        Answer::Done => Ok(()),
        _ => Err(ContactError::Protocol.into()),
    }
}

/// Whether an error waits for a person rather than for the network.
pub(crate) fn is_decision(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ReadersChanged
            | ErrorCode::Held
            | ErrorCode::CaseExists
            | ErrorCode::MessageTooLarge
            | ErrorCode::NotPermitted
            | ErrorCode::ReaderNotCertified
            | ErrorCode::BadRequest
            | ErrorCode::QuotaExceeded
            | ErrorCode::AttachmentMissing
            | ErrorCode::AttachmentUnreadable
            | ErrorCode::VaultRolledBack
            | ErrorCode::Withdrawn
            | ErrorCode::ApprovalPending
    )
}

/// Whether an item is one of the steps about an identity that somebody waits for.
fn is_identity_step(item: &tables::OutboxItem) -> bool {
    let content = match codec::from_slice(&item.payload) {
        Ok(Outgoing::Message(content)) => content,
        _ => return false,
    };
    matches!(CaseEvent::of(&content), Some(CaseEvent::Identity(_)))
}

/// Whether an item takes a disclosure back.
pub(crate) fn is_withdrawal(item: &tables::OutboxItem) -> bool {
    matches!(codec::from_slice(&item.payload), Ok(Outgoing::Message(Content::IdentityWithdrawn { .. })))
}

fn needs_person(item: &tables::OutboxItem) -> bool {
    item.state == tables::OutboxState::Paused
}
