//! Organisations: their cards, and for those who work there inviting, joining, certifying.

use std::io::Write;

use rand_core::Rng;
use sha2::{Digest, Sha256};
use sotto_protocol::{
    card::{Card, Root},
    codec,
    ids::{DeviceId, HandlerId, OrganisationId},
    key_words::KeyWords,
    roster::{DeviceKeys, Person, Role, Roster, RosterBody},
    time::UnixSeconds,
};
use sotto_relay_api::{Act, Answer, KeyPackageUpload, Principal, Request, WaitingDevice};
use sotto_rooms::make_key_package;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error,
    card_picture::{card_in_file, card_in_link, svg_of},
    contact::{Contact, card_in, keep_roster, root_of, roster_of},
    links::Invitation,
    renewal::following,
    secrets::handler_of_first_device,
    surroundings::chance,
    transport::Proving,
};

/// The channel that every organisation has from the start.
pub(crate) const FIRST_CHANNEL: (&str, &str) = ("general", "General");
/// The organisation's card, for publishing.
const CARD_FILE: &str = "organisation.sotto-card";
/// Its link as a QR code.
const CARD_PICTURE: &str = "organisation-card.svg";
/// Kept in a vault that was made from a backup: whether the relay may still hand out KeyPackages that it did not bring back.
pub(crate) const RESTORED: &str = "restored";
pub(crate) const KEY_PACKAGES_LOST: &[u8] = &[1];
const KEY_PACKAGES_REPLACED: &[u8] = &[0];
const ONE_TIME_WANTED: u32 = 32;
const ONE_TIME_LOW: u32 = 16;
const MAX_NAME_CHARS: usize = 200;

/// A card to publish.
#[derive(Clone, Debug)]
pub struct OrganisationCard {
    /// The organisation.
    pub organisation: OrganisationId,
    /// As a link.
    pub link: String,
    /// As a file, with a snapshot of the roster.
    pub file: Vec<u8>,
    /// The link as a QR code, SVG; none if it is too long for one.
    pub qr_code: Option<String>,
    /// To publish by another way.
    pub key_words: KeyWords,
}

/// A card that a profile holds.
#[derive(Clone, Debug)]
pub struct CardView {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// What two people compare.
    pub key_words: KeyWords,
    /// Whether somebody did.
    pub compared: bool,
    /// Channels: identifier and name.
    pub channels: Vec<(String, String)>,
}

/// What a device says after it presented itself.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The person's identifier in the roster to be.
    pub handler: HandlerId,
    /// This device.
    pub device: DeviceId,
    /// To be read aloud to whoever certifies.
    pub key_words: KeyWords,
}

/// Where a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// Presented, not certified.
    Waiting,
    /// May be let into cases.
    Certified,
    /// No longer.
    Revoked,
}

/// A device of a member.
#[derive(Clone, Debug)]
pub struct MemberDevice {
    /// Which.
    pub device: DeviceId,
    /// Where it stands.
    pub state: DeviceState,
    /// What was, or is to be, compared.
    pub key_words: KeyWords,
}

/// A person of the organisation.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub handler: HandlerId,
    /// Name.
    pub person: String,
    /// Title.
    pub title: String,
    /// What they may do.
    pub role: Role,
    /// Their devices.
    pub devices: Vec<MemberDevice>,
}

impl Engine {
    /// Prepares an invitation: a link, good once.
    ///
    /// # Errors
    /// `not_permitted` for a role that may not invite, and those of contact.
    pub async fn invite(&self, email: &str, role: Role) -> Result<String, Error> {
        let organisation = self.read(office)?;
        let mut token = [0; 32];
        chance().fill_bytes(&mut token);
        let act = Act::Invite {
            token_hash: <[u8; 32]>::from(Sha256::digest(token)).into(),
            email: email.trim().to_owned(),
            role,
        };
        let mut contact = self.contact_as_device(organisation.organisation).await?;
        contact.act(&self.device.credential, act).await?;
        let card = Card { roster: None, ..card_in(&organisation)? };
        Ok(Invitation { card, token: token.into() }.to_link())
    }

    /// Presents this device to the organisation that invited its person.
    ///
    /// # Errors
    /// `invite_invalid`, `already_handler`, `name_invalid`, and those of contact.
    pub async fn join(&self, invite: &str, person: &str, title: &str) -> Result<Joined, Error> {
        let invitation = Invitation::from_link(invite).map_err(|_| Error::Refused(ErrorCode::InviteInvalid))?;
        check_name(person)?;
        check_name(title)?;
        self.read(refuse_second_office)?;
        let root = Root::follow(invitation.card.roots.clone())?;
        let keys = self.read(|tx| self.device.public(&tx.mls()))?;
        let joined = Joined { handler: self.device.handler(), device: keys.device(), key_words: keys.key_words() };
        let act =
            Act::Join { token: invitation.token, keys, name: person.trim().to_owned(), title: title.trim().to_owned() };
        let proving = Proving { principal: Principal::Device(joined.device), key: &self.device.channel };
        let mut contact = Contact::open_with(self, root.clone(), Some(proving)).await?;
        contact.act(&self.device.credential, act).await?;
        // Only now: a refused invitation leaves no trace of an office here.
        self.write(|tx| {
            tx.organisations().put(&tables::Organisation {
                organisation: root.organisation(),
                name: root.body().name.clone(),
                card: codec::to_vec(&invitation.card),
                roster: Vec::new(),
                roster_version: 0,
                checkpoint: None,
                compared: false,
                role: tables::Role::Handler,
                handler: Some(joined.handler),
                added_at: self.now(),
            })?;
            Ok(())
        })?;
        contact.roster().await?;
        self.replenish_key_packages(&mut contact).await?;
        Ok(joined)
    }

    /// Certifies a waiting device whose key words somebody compared, and lets its person read new
    /// cases of `channel`.
    ///
    /// # Errors
    /// `key_words_mismatch`, `not_found`, `not_permitted`, and those of contact.
    // enforces: ROST-05
    pub async fn certify(
        &self,
        handler: &HandlerId,
        key_words: &KeyWords,
        channel: Option<&str>,
    ) -> Result<u32, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let (mut contact, roster) = self.contact_to_sign().await?;
        let waiting = waiting(&mut contact).await?;
        let device = waiting
            .into_iter()
            .find(|device| handler_of_first_device(&device.keys.device()) == *handler)
            .ok_or(Error::Refused(ErrorCode::NotFound))?;
        if !device.keys.key_words().agrees_with(key_words) {
            return Err(Error::Refused(ErrorCode::KeyWordsMismatch));
        }
        let now = self.log_time(&contact)?;
        let next = with_person(&roster, *handler, device, channel.unwrap_or(FIRST_CHANNEL.0), now)?;
        Ok(self.publish_roster(&mut contact, &next).await?.version())
    }

    /// The organisation's people, those who wait last.
    ///
    /// # Errors
    /// Those of contact.
    pub async fn members(&self) -> Result<Vec<Member>, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let organisation = self.read(office)?.organisation;
        let mut contact = self.contact_as_device(organisation).await?;
        let roster = contact.roster().await?;
        let waiting = match waiting(&mut contact).await {
            Ok(waiting) => waiting,
            // Whoever may not invite sees the roster alone.
            Err(error) if error.code() == ErrorCode::NotPermitted => Vec::new(),
            Err(error) => return Err(error),
        };
        let certified = roster.body().people.iter().map(|person| Member {
            handler: person.handler,
            person: person.name.clone(),
            title: person.title.clone(),
            role: person.role,
            devices: person.devices.iter().map(|keys| member_device(keys, DeviceState::Certified)).collect(),
        });
        let waiting = waiting.into_iter().map(|device| Member {
            handler: handler_of_first_device(&device.keys.device()),
            person: device.name,
            title: device.title,
            role: device.role,
            devices: vec![member_device(&device.keys, DeviceState::Waiting)],
        });
        Ok(certified.chain(waiting).collect())
    }

    /// Adds an organisation from a link to its card.
    ///
    /// # Errors
    /// As [`Engine::add_card_file`].
    pub fn add_card_link(&self, link: &str) -> Result<CardView, Error> {
        self.add_card(&card_in_link(link)?)
    }

    /// Adds an organisation from its card file, or from a picture (PNG or JPEG) of the QR code that holds its link.
    ///
    /// # Errors
    /// `card_picture_unreadable`, `card_invalid`, `card_signature_invalid`, `roster_invalid`.
    pub fn add_card_file(&self, bytes: &[u8]) -> Result<CardView, Error> {
        self.add_card(&card_in_file(bytes)?)
    }

    /// Adds an organisation from its card, with no packet sent. A newer card of a known
    /// organisation takes the place of the older one.
    ///
    /// # Errors
    /// `card_invalid`, `card_signature_invalid`, `roster_invalid`, `roster_older`.
    fn add_card(&self, card: &Card) -> Result<CardView, Error> {
        let root = Root::follow(card.roots.clone())?;
        let organisation = root.organisation();
        let roster = card.roster.clone().map(|roster| roster.verify(&root)).transpose()?;
        self.write(|tx| {
            let known = tx.organisations().get(organisation)?;
            if let Some(known) = &known
                && Root::follow(card_in(known)?.roots)?.body().version > root.body().version
            {
                return Err(Error::Refused(ErrorCode::CardInvalid));
            }
            let bare = codec::to_vec(&Card { roster: None, ..card.clone() });
            match known {
                Some(_) => tx.organisations().update_card(organisation, &bare, &root.body().name)?,
                None => tx.organisations().put(&tables::Organisation {
                    organisation,
                    name: root.body().name.clone(),
                    card: bare,
                    roster: Vec::new(),
                    roster_version: 0,
                    checkpoint: None,
                    compared: false,
                    role: tables::Role::Reporter,
                    handler: None,
                    added_at: self.now(),
                })?,
            }
            roster.as_ref().map_or(Ok(()), |roster| keep_roster(tx, roster))
        })?;
        self.card(&organisation)
    }

    /// One card.
    ///
    /// # Errors
    /// `organisation_unknown`.
    pub fn card(&self, organisation: &OrganisationId) -> Result<CardView, Error> {
        self.read(|tx| {
            let row = tx.organisations().get(*organisation)?.ok_or(Error::Refused(ErrorCode::OrganisationUnknown))?;
            card_view(tx, &row)
        })
    }

    /// All cards that this profile holds.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn cards(&self) -> Result<Vec<CardView>, Error> {
        self.read(|tx| tx.organisations().list()?.iter().map(|row| card_view(tx, row)).collect())
    }

    /// Records that somebody compared the card's key words by another way.
    ///
    /// # Errors
    /// `key_words_mismatch`, `organisation_unknown`.
    pub fn compare_card(&self, organisation: &OrganisationId, key_words: &KeyWords) -> Result<CardView, Error> {
        let root = self.read(|tx| root_of(tx, organisation))?;
        if !root.key_words().agrees_with(key_words) {
            return Err(Error::Refused(ErrorCode::KeyWordsMismatch));
        }
        self.write(|tx| Ok(tx.organisations().set_compared(*organisation, true)?))?;
        self.card(organisation)
    }

    /// The card to give away, with the newest roster in its file.
    ///
    /// # Errors
    /// `organisation_unknown`.
    pub fn organisation_card(&self, organisation: &OrganisationId) -> Result<OrganisationCard, Error> {
        self.read(|tx| {
            let root = root_of(tx, organisation)?;
            let roster = roster_of(tx, &root)?;
            let channels = roster.as_ref().map(channels_of).unwrap_or_default();
            let signed = roster.map(|roster| roster.signed().clone());
            let card = Card { roots: root.chain().to_vec(), channels, roster: signed };
            let link = card.to_link()?;
            Ok(OrganisationCard {
                organisation: *organisation,
                qr_code: svg_of(&link),
                link,
                file: card.to_file(),
                key_words: root.key_words(),
            })
        })
    }

    /// Writes the card's file into the profile's folder, in place of an older one, and says where. Beside it goes its QR code,
    /// if its link fits into one.
    ///
    /// # Errors
    /// `io_failed`.
    pub fn export_card(&self, card: &OrganisationCard) -> Result<std::path::PathBuf, Error> {
        let path = self.vault.profile().folder().join(CARD_FILE);
        write_private(&path, &card.file).map_err(|_| Error::Refused(ErrorCode::IoFailed))?;
        if let Some(code) = &card.qr_code {
            let picture = self.vault.profile().folder().join(CARD_PICTURE);
            write_private(&picture, code.as_bytes()).map_err(|_| Error::Refused(ErrorCode::IoFailed))?;
        }
        Ok(path)
    }

    /// The organisation that this profile's person works for, if any.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn office(&self) -> Result<Option<OrganisationId>, Error> {
        match self.read(office) {
            Ok(row) => Ok(Some(row.organisation)),
            Err(Error::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Connects as this person's device.
    pub(crate) async fn contact_as_device(&self, organisation: OrganisationId) -> Result<Contact<'_>, Error> {
        let proving = Proving { principal: Principal::Device(self.device.device()), key: &self.device.channel };
        Contact::open(self, organisation, Some(proving)).await
    }

    /// Leaves KeyPackages behind, so that reporters can reach this device while it is away.
    // enforces: KEYP-03
    pub(crate) async fn replenish_key_packages(&self, contact: &mut Contact<'_>) -> Result<(), Error> {
        let Answer::KeyPackageCount { one_time, last_resort } = contact.ask(Request::CountKeyPackages).await? else {
            return Err(ContactError::Protocol.into());
        };
        // Of those that a device left which a backup brought back, nobody has the private halves any more.
        let replaces = self.read(|tx| Ok(tx.settings().get(RESTORED)?))?.as_deref() == Some(KEY_PACKAGES_LOST);
        let (one_time, last_resort) = if replaces { (0, false) } else { (one_time, last_resort) };
        let missing = if one_time < ONE_TIME_LOW { ONE_TIME_WANTED.saturating_sub(one_time) } else { 0 };
        let wanted = (0..missing).map(|_| false).chain((!last_resort).then_some(true));
        let now = self.log_time(contact)?;
        // Their private halves are on disk before the public ones leave.
        let packages: Vec<KeyPackageUpload> =
            self.write(|tx| wanted.map(|last_resort| self.make_key_package(tx, last_resort, now)).collect())?;
        if packages.is_empty() {
            return Ok(());
        }
        contact.act(&self.device.credential, Act::PublishKeyPackages { packages, replaces }).await?;
        if replaces {
            self.write(|tx| Ok(tx.settings().put(RESTORED, KEY_PACKAGES_REPLACED)?))?;
        }
        Ok(())
    }

    fn make_key_package(
        &self,
        tx: &Transaction<'_>,
        last_resort: bool,
        now: UnixSeconds,
    ) -> Result<KeyPackageUpload, Error> {
        let made = make_key_package(&tx.mls(), &self.device.credential, last_resort, now)?;
        tx.key_packages().put(&tables::KeyPackage {
            reference: made.reference.to_vec(),
            last_resort,
            expires_at: made.expires_at,
            uploaded: false,
        })?;
        Ok(KeyPackageUpload {
            reference: made.reference.into(),
            package: made.bytes.into(),
            last_resort,
            expires_at: made.expires_at,
        })
    }
}

fn with_person(
    roster: &Roster,
    handler: HandlerId,
    device: WaitingDevice,
    channel: &str,
    now: UnixSeconds,
) -> Result<RosterBody, Error> {
    let mut next = following(roster, now);
    next.people.push(Person {
        handler,
        name: device.name,
        title: device.title,
        role: device.role,
        devices: vec![device.keys],
    });
    let intake = next.channels.iter_mut().find(|known| known.channel == channel);
    intake.ok_or(Error::Refused(ErrorCode::NotFound))?.intake.push(handler);
    Ok(next)
}

async fn waiting(contact: &mut Contact<'_>) -> Result<Vec<WaitingDevice>, Error> {
    match contact.ask(Request::FetchWaiting).await? {
        Answer::Waiting(devices) => Ok(devices),
        _ => Err(ContactError::Protocol.into()),
    }
}

fn member_device(keys: &DeviceKeys, state: DeviceState) -> MemberDevice {
    MemberDevice { device: keys.device(), state, key_words: keys.key_words() }
}

pub(crate) fn channels_of(roster: &Roster) -> Vec<(String, String)> {
    roster.body().channels.iter().map(|channel| (channel.channel.clone(), channel.name.clone())).collect()
}

fn card_view(tx: &Transaction<'_>, row: &tables::Organisation) -> Result<CardView, Error> {
    let card = card_in(row)?;
    let root = Root::follow(card.roots)?;
    let channels = roster_of(tx, &root)?.map_or(card.channels, |roster| channels_of(&roster));
    Ok(CardView {
        organisation: row.organisation,
        name: row.name.clone(),
        key_words: root.key_words(),
        compared: row.compared,
        channels,
    })
}

/// Writes a file that this account alone may read, as all of a profile.
fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}

/// The organisation that this profile's person works for.
pub(crate) fn office(tx: &Transaction<'_>) -> Result<tables::Organisation, Error> {
    let works_there = |row: &tables::Organisation| row.role != tables::Role::Reporter;
    tx.organisations().list()?.into_iter().find(works_there).ok_or(Error::Refused(ErrorCode::NotPermitted))
}

pub(crate) fn refuse_second_office(tx: &Transaction<'_>) -> Result<(), Error> {
    match office(tx) {
        Ok(_) => Err(Error::Refused(ErrorCode::AlreadyHandler)),
        Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    let fits = !name.trim().is_empty() && name.chars().count() <= MAX_NAME_CHARS && !name.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(Error::Refused(ErrorCode::NameInvalid)) }
}
