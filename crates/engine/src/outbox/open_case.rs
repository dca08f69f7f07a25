//! Opening a case: a room with the channel's intake readers, and the report as its first message.

use sotto_protocol::{
    codec,
    content::{Content, ContentHash, Draft, SignedContent},
    ids::DeviceId,
    room::{CaseEvent, Declared, Head, ReaderChange},
    roster::{Person, Roster},
};
use sotto_relay_api::{Act, Answer, Refusal};
use sotto_rooms::{Room, Sealing, ValidKeyPackage};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::EventKind;
use sotto_vault::{Transaction, tables};

use super::{Approval, Outgoing, Sealed, case_secret};
use crate::{
    ContactError, Engine, Error, Event,
    contact::Contact,
    room_sync::{self, Own},
    surroundings::chance,
};

impl Engine {
    /// Sends a report: seals it if it is not sealed yet, and sends the same sealed form until the
    /// relay has it.
    pub(super) async fn open_case(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
        item: &tables::OutboxItem,
    ) -> Result<(), Error> {
        let roster = contact.roster().await?;
        let sealed = match &item.sealed {
            Some(sealed) => codec::from_slice(sealed)?,
            None => self.seal_report(contact, file, item, &roster).await?,
        };
        let secret = case_secret(file)?;
        let act = Act::OpenCase {
            channel_key: x25519_dalek::PublicKey::from(&secret.channel_key()).to_bytes().into(),
            recovery_tag: secret.recovery_tag().into(),
            solution: contact.solution().await?,
            first: sealed.append.clone(),
        };
        let (answer, request) = match contact.act(&secret.act_key(), act).await {
            Err(error) if error.is_refusal(Refusal::CaseExists) => {
                return Err(Error::Refused(ErrorCode::CaseExists));
            }
            answered => answered?,
        };
        let Answer::Appended(appended) = answer else { return Err(ContactError::Protocol.into()) };
        let entry = appended.entry.as_ref().ok_or(ContactError::EntryMissing)?;
        let checked = contact.check_entry(entry)?;
        let event = &checked.event;
        // A repeated act is logged once, under the request that came first.
        let is_ours = event.kind() == EventKind::CaseOpened && event.subject() == file.case.to_string();
        if !is_ours || appended.head != Head::after(&sealed.append) {
            return Err(ContactError::EntryMissing.into());
        }
        tracing::debug!(entry = checked.index, first_try = (event.request() == Some(request)), "case opened");
        let stored = self.stored_files(item.message)?;
        self.write(|tx| {
            contact.keep_entry(tx, entry, Some(file.case))?;
            let own = Own { file, roster: &roster, sealed: &sealed, sequence: appended.sequence, now: self.now() };
            room_sync::keep_own(tx, &own)?;
            tx.outbox().remove(item.message)?;
            Ok(())
        })?;
        self.forget_files(stored);
        self.tell(Event::CaseChanged(file.case));
        Ok(())
    }

    /// Checks the approval against the fresh roster, and seals for whoever is reachable.
    // enforces: SEND-01
    async fn seal_report(
        &self,
        contact: &mut Contact<'_>,
        file: &tables::CaseFile,
        item: &tables::OutboxItem,
        roster: &Roster,
    ) -> Result<Sealed, Error> {
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
        let sealed = self.write(|tx| self.seal_first(tx, contact, file, item, roster, &packages))?;
        Ok(sealed)
    }

    fn seal_first(
        &self,
        tx: &Transaction<'_>,
        contact: &Contact<'_>,
        file: &tables::CaseFile,
        item: &tables::OutboxItem,
        roster: &Roster,
        packages: &[ValidKeyPackage],
    ) -> Result<Sealed, Error> {
        let Outgoing::Report(content) = codec::from_slice(&item.payload)? else {
            return Err(codec::Malformed.into());
        };
        let credential = case_secret(file)?.credential();
        let mls = tx.mls();
        let created = Room::create(&mls, file.room, file.case, item.message, &credential, roster.version(), packages)?;
        let devices: Vec<DeviceId> = packages.iter().map(ValidKeyPackage::device).collect();
        let declared = Declared {
            event: Some(CaseEvent::Opened { channel: file.channel.clone() }),
            readers: Some(ReaderChange { add: devices, remove: Vec::new() }),
            welcome: Some(created.welcome),
        };
        let signed = sign_content(file, item, &content, &credential);
        let checkpoint = contact.checkpoint_note(tx)?;
        let mut rng = chance();
        let sealing = Sealing {
            credential: &credential,
            previous: Head::first(&file.room),
            message: item.message,
            roster_version: roster.version(),
            checkpoint: &checkpoint,
            rng: &mut rng,
        };
        let mut room = created.room;
        let append = room.seal(&mls, sealing, roster, declared, &signed)?;
        let sealed = Sealed { append, content: Some(signed) };
        tx.outbox().seal(item.message, &codec::to_vec(&sealed))?;
        Ok(sealed)
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
        previous: file.last_content.map_or_else(ContentHash::none, ContentHash::from_bytes),
        at: item.created_at,
        content,
    };
    SignedContent::sign(&draft, author)
}
