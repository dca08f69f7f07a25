//! Opening a case: a room with the channel's intake readers, and the report as its first message.

use sotto_protocol::{
    codec,
    content::{Content, Draft, FileRef, SignedContent},
    ids::{BlobId, CaseId, DeviceId, RoomId},
    phrase::CaseSecret,
    puzzle::Solution,
    room::{Append, CaseEvent, Declared, Head, ReaderChange},
    roster::Person,
};
use sotto_relay_api::{Act, Answer, Refusal};
use sotto_rooms::{Room, ValidKeyPackage};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};
use zeroize::Zeroizing;

use super::{Approval, Outgoing, Sealed, case_secret, sealing::Outbound};
use crate::{ContactError, Engine, Error, Event, contact::Contact, room_sync, surroundings::chance};

/// A relay that says again and again that a case exists does not get to use up the phrase's keys.
const MOST_TAKEN: u32 = 8;

impl Engine {
    /// Sends a report: seals it if it is not sealed yet, and sends the same sealed form until the
    /// relay has it.
    pub(super) async fn open_case(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
        item: &tables::OutboxItem,
    ) -> Result<(), Error> {
        let roster = contact.roster_and_time().await?;
        let outbound = Outbound { file, item, roster: &roster };
        let sealed = match &item.sealed {
            Some(sealed) => codec::from_slice(sealed)?,
            None => self.seal_report(contact, outbound).await?,
        };
        let secret = case_secret(file)?;
        let answer = match contact.paid_act(&secret.act_key(), opening(&secret, &sealed.append)).await {
            Err(error) if error.is_refusal(Refusal::CaseExists) => return Err(self.take_next_keys(file, item)?),
            Err(error) if error.is_refusal(Refusal::ReaderNotCertified) => {
                // The roster has changed since it was sealed.
                self.unseal_first(item, &sealed)?;
                return Err(error);
            }
            answered => answered?.0,
        };
        let Answer::Appended(appended) = answer else { return Err(ContactError::Protocol.into()) };
        self.appended(contact, outbound, &sealed, &appended, |_| Ok(file.clone()))
    }

    /// Forgets a first message that was sealed in vain, and the room that it began; the item's payload is as in `item`.
    pub(super) fn unseal_first(&self, item: &tables::OutboxItem, sealed: &Sealed) -> Result<(), Error> {
        self.write(|tx| {
            let mls = tx.mls();
            if let Some(room) = Room::load(&mls, sealed.append.room) {
                room.delete(&mls)?;
            }
            let Some(stored) = tx.outbox().get(item.message)? else { return Ok(()) };
            let (state, payload) = (unsealed(stored.state), item.payload.clone());
            tx.outbox().update(&tables::OutboxItem { state, payload, sealed: None, ..stored })?;
            Ok(())
        })
    }

    /// The relay has a case with these keys, from another copy of this vault: the report goes on as a case with the
    /// next ones, over a new connection. The answer says which.
    // enforces: SEND-04
    pub(crate) fn take_next_keys(&self, file: &tables::CaseFile, item: &tables::OutboxItem) -> Result<Error, Error> {
        if item.attempts >= MOST_TAKEN {
            return Ok(Error::Refused(ErrorCode::CaseExists));
        }
        let next = self.write(|tx| {
            // Only a report that has no case yet; the case may have been opened or wiped meanwhile.
            let file = tx.cases().get(file.case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            if file.side != tables::Side::Reporter || file.sequence != 0 {
                return Err(ContactError::Protocol.into());
            }
            let (index, secret) = self.take_case_secret(tx, &file.organisation)?;
            let room = RoomId::random(&mut chance());
            let next = tables::CaseFile {
                case: secret.case_id(),
                room,
                case_index: Some(u64::from(index)),
                keys: Some(Zeroizing::new(codec::to_vec(&secret))),
                head: *Head::first(&room).as_bytes(),
                ..file.clone()
            };
            tx.cases().put(&next)?;
            for waiting in tx.outbox().of_case(file.case)? {
                tx.outbox().update(&tables::OutboxItem {
                    case: Some(next.case),
                    payload: rename_files(tx, &waiting, next.case)?,
                    state: unsealed(waiting.state),
                    sealed: None,
                    attempts: waiting.attempts.saturating_add(1),
                    ..waiting
                })?;
            }
            tx.replies().hand_over(file.case, next.case)?;
            tx.attachments().hand_over_loose(file.case, next.case)?;
            let mls = tx.mls();
            if let Some(room) = Room::load(&mls, file.room) {
                room.delete(&mls)?;
            }
            tx.cases().remove(file.case)?;
            Ok(next.case)
        })?;
        self.tell(Event::CaseChanged(file.case));
        self.tell(Event::OutboxChanged(next));
        Ok(Error::CaseMoved(next))
    }

    /// Checks the approval against the fresh roster, and seals for whoever is reachable.
    // enforces: SEND-01
    async fn seal_report(&self, contact: &mut Contact<'_>, outbound: Outbound<'_>) -> Result<Sealed, Error> {
        let Outbound { file, item, roster } = outbound;
        if roster.has_expired(self.log_time(contact)?) {
            return Err(Error::Refused(ErrorCode::RosterExpired));
        }
        let channel = roster.channel(&file.channel).ok_or(Error::Refused(ErrorCode::RosterInvalid))?;
        let people: Vec<&Person> = roster.intake(channel).collect();
        let approval: Approval = codec::from_slice(&item.approved)?;
        if let Approval::People(approved) = &approval
            && people.iter().any(|person| !approved.contains(&person.handler))
        {
            return Err(Error::Refused(ErrorCode::ReadersChanged));
        }
        let packages = self.packages_of(contact, &people).await?;
        let Outgoing::Report(content) = codec::from_slice(&item.payload)? else {
            return Err(codec::Malformed.into());
        };
        let first = First {
            room: file.room,
            event: CaseEvent::Opened { channel: file.channel.clone() },
            content: &content,
            packages: &packages,
        };
        self.write(|tx| seal_first(tx, contact, outbound, &first))
    }

    /// KeyPackages of these people's devices; whoever has left none is skipped, and blocks only if
    /// nobody is left.
    // enforces: KEYP-04
    pub(super) async fn packages_of(
        &self,
        contact: &mut Contact<'_>,
        people: &[&Person],
    ) -> Result<Vec<ValidKeyPackage>, Error> {
        let devices: Vec<_> = people.iter().flat_map(|person| &person.devices).collect();
        let fetched = contact.key_packages(devices.iter().map(|keys| keys.device()).collect()).await?;
        let now = self.log_time(contact)?;
        let packages: Vec<ValidKeyPackage> = self.read(|tx| {
            let mls = tx.mls();
            let valid = devices.iter().filter_map(|keys| {
                let found = fetched.iter().find(|fetched| fetched.device == keys.device())?;
                let package = found.package.as_ref()?;
                ValidKeyPackage::parse(openmls_traits::OpenMlsProvider::crypto(&mls), package, keys, now).ok()
            });
            Ok(valid.collect())
        })?;
        if packages.is_empty() { Err(Error::Refused(ErrorCode::NoReader)) } else { Ok(packages) }
    }
}

/// The state of an item whose sealed form is forgotten: what is held stays held.
pub(super) fn unsealed(state: tables::OutboxState) -> tables::OutboxState {
    if state == tables::OutboxState::Sealed { tables::OutboxState::Queued } else { state }
}

/// The act that opens a case with `first`.
pub(crate) fn opening<'a>(secret: &'a CaseSecret, first: &'a Append) -> impl Fn(Solution) -> Act + 'a {
    move |solution| Act::OpenCase {
        channel_key: x25519_dalek::PublicKey::from(&secret.channel_key()).to_bytes().into(),
        recovery_tag: secret.recovery_tag().into(),
        solution,
        first: first.clone(),
    }
}

/// A room's first message.
pub(super) struct First<'a> {
    pub(super) room: RoomId,
    pub(super) event: CaseEvent,
    pub(super) content: &'a Content,
    pub(super) packages: &'a [ValidKeyPackage],
}

/// Makes a room and seals its first message; both are on disk with the transaction.
pub(super) fn seal_first(
    tx: &Transaction<'_>,
    contact: &Contact<'_>,
    outbound: Outbound<'_>,
    first: &First<'_>,
) -> Result<Sealed, Error> {
    let Outbound { file, item, roster } = outbound;
    let credential = case_secret(file)?.credential();
    let mls = tx.mls();
    let created =
        Room::create(&mls, first.room, file.case, item.message, &credential, roster.version(), first.packages)?;
    let devices: Vec<DeviceId> = first.packages.iter().map(ValidKeyPackage::device).collect();
    let declared = Declared {
        event: Some(first.event.clone()),
        readers: Some(ReaderChange { add: devices, remove: Vec::new() }),
        welcome: Some(created.welcome),
    };
    let signed = sign_content(file, item, first.content, &credential);
    let mut room = created.room;
    outbound.seal(tx, contact, &credential, Head::first(&first.room), |sealing| {
        Ok((room.seal(&mls, sealing, roster, declared, &signed)?, Some(signed)))
    })
}

/// Gives the files of an item, which `case` has not sent yet, other names at the relay; the payload with these.
pub(crate) fn rename_files(tx: &Transaction<'_>, item: &tables::OutboxItem, case: CaseId) -> Result<Vec<u8>, Error> {
    let rows: Vec<tables::Attachment> = tx
        .attachments()
        .of_message(item.message)?
        .into_iter()
        .filter(|row| row.stored.is_some())
        .map(|row| tables::Attachment {
            case: Some(case),
            blob: BlobId::random(&mut chance()),
            state: tables::AttachmentState::Stored,
            ..row
        })
        .collect();
    rows.iter().try_for_each(|row| tx.attachments().put(row))?;
    Ok(codec::to_vec(&renamed(codec::from_slice(&item.payload)?, &rows)))
}

fn renamed(outgoing: Outgoing, rows: &[tables::Attachment]) -> Outgoing {
    let name = |files: Vec<FileRef>| -> Vec<FileRef> {
        let blob_of = |file: &FileRef| rows.iter().find(|row| row.attachment == file.attachment).map(|row| row.blob);
        files.into_iter().map(|file| FileRef { blob: blob_of(&file).unwrap_or(file.blob), ..file }).collect()
    };
    match outgoing {
        Outgoing::Report(Content::Report { title, body, pseudonym, channel, files }) => {
            Outgoing::Report(Content::Report { title, body, pseudonym, channel, files: name(files) })
        }
        Outgoing::Message(Content::Message { body, files }) => {
            Outgoing::Message(Content::Message { body, files: name(files) })
        }
        other => other,
    }
}

/// Signs an item's content as it stands in the case now; redone at each re-seal.
pub(super) fn sign_content(
    file: &tables::CaseFile,
    item: &tables::OutboxItem,
    content: &Content,
    author: &ed25519_dalek::SigningKey,
) -> SignedContent {
    let draft = Draft {
        lineage: file.case,
        id: item.message,
        previous: room_sync::previous_content(file),
        at: item.created_at,
        content,
    };
    SignedContent::sign(&draft, author)
}
