//! Founding an organisation on a fresh relay.

use rand_core::Rng;
use sotto_protocol::{
    card::{Card, Root, RootBody},
    codec,
    roster::{Channel as RosterChannel, DeviceKeys, Person, ROSTER_LIFETIME_SECONDS, Role, RosterBody},
    sign::PublicKey,
};
use sotto_relay_api::{Act, ActBody, Answer, Refusal, Request, SetupLink, SignedAct};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error, OrganisationCard,
    contact::{keep_roster, log_of},
    organisations::{FIRST_CHANNEL, channels_of, check_name, refuse_second_office},
    secrets::root_key,
    surroundings::chance,
    transport::Channel,
};

const NO_REGION: &str = "unspecified";
/// The setting that keeps a founding while it is under way.
const KEPT: &str = "founding";

/// What somebody says to found an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Founding<'a> {
    /// From the relay's operator.
    pub setup_link: &'a str,
    /// The organisation's name.
    pub name: &'a str,
    /// The founder's name.
    pub person: &'a str,
    /// The founder's title.
    pub title: &'a str,
    /// How the founder is reached; never shown to reporters.
    pub email: &'a str,
}

impl Engine {
    /// Founds an organisation on a fresh relay; this profile becomes the OWNER's. What is asked for is on disk before it
    /// leaves, so that a founding that was cut short is gone on with by the same link.
    ///
    /// # Errors
    /// `setup_link_invalid`, `already_handler`, `not_permitted` (a vault without a phrase could
    /// lose the organisation's key), `name_invalid`, and those of contact.
    // enforces: CARD-06
    pub async fn found_organisation(&self, founding: &Founding<'_>) -> Result<OrganisationCard, Error> {
        let setup =
            SetupLink::from_link(founding.setup_link).map_err(|_| Error::Refused(ErrorCode::SetupLinkInvalid))?;
        for name in [founding.name, founding.person, founding.title] {
            check_name(name)?;
        }
        self.read(refuse_second_office)?;
        let signed = match self.read(|tx| kept(tx, &setup))? {
            Some(signed) => signed,
            None => self.prepare(setup, founding)?,
        };
        let Act::Setup { root, roster, .. } = signed.stored_body()?.act else { return Err(codec::Malformed.into()) };
        let root = Root::follow(vec![root])?;
        let asked = self.ask_to_found(&root, signed).await;
        if let Err(Error::Refused(_)) = asked {
            // It was not done, and would not be with the same words.
            self.write(|tx| Ok(tx.settings().remove(KEPT)?))?;
        }
        asked?;
        let roster = roster.verify(&root)?;
        let card = Card { roots: root.chain().to_vec(), channels: channels_of(&roster), roster: None };
        self.write(|tx| {
            tx.organisations().put(&tables::Organisation {
                organisation: root.organisation(),
                name: root.body().name.clone(),
                card: codec::to_vec(&card),
                roster: codec::to_vec(roster.signed()),
                roster_version: u64::from(roster.version()),
                checkpoint: None,
                compared: true,
                role: tables::Role::Owner,
                handler: Some(self.device.handler()),
                added_at: self.now(),
            })?;
            keep_roster(tx, &roster)?;
            tx.settings().remove(KEPT)?;
            Ok(())
        })?;
        let mut contact = self.contact_as_device(root.organisation()).await?;
        contact.roster().await?;
        self.replenish_key_packages(&mut contact).await?;
        self.organisation_card(&root.organisation())
    }

    /// Makes the organisation's keys and first roster, and keeps the act that asks for it.
    fn prepare(&self, setup: SetupLink, founding: &Founding<'_>) -> Result<SignedAct, Error> {
        let root_key = self.read(root_key)?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
        let keys = self.read(|tx| self.device.public(&tx.mls()))?;
        let body = RootBody {
            version: 1,
            name: founding.name.trim().to_owned(),
            root_keys: vec![PublicKey::of(&root_key)],
            threshold: 1,
            roster_signers: vec![keys.credential],
            relay: setup.relay,
            region: NO_REGION.to_owned(),
        };
        let signed_root = body.sign(&[&root_key]);
        let root = Root::follow(vec![signed_root.clone()])?;
        let roster = self.first_roster(&root, founding, keys).sign(&self.device.credential);
        let act = Act::Setup {
            token: setup.token,
            root: signed_root,
            roster: roster.clone(),
            email: founding.email.trim().to_owned(),
        };
        let mut id = [0; 16];
        chance().fill_bytes(&mut id);
        let body = ActBody { organisation: None, id: id.into(), seen: None, act };
        let signed = SignedAct::sign(&body, &self.device.credential);
        self.write(|tx| Ok(tx.settings().put(KEPT, &codec::to_vec(&signed))?))?;
        Ok(signed)
    }

    fn first_roster(&self, root: &Root, founding: &Founding<'_>, keys: DeviceKeys) -> RosterBody {
        let owner = self.device.handler();
        RosterBody {
            organisation: root.organisation(),
            version: 1,
            issued_at: self.now(),
            expires_at: self.now().plus(ROSTER_LIFETIME_SECONDS),
            people: vec![Person {
                handler: owner,
                name: founding.person.trim().to_owned(),
                title: founding.title.trim().to_owned(),
                role: Role::Owner,
                devices: vec![keys],
            }],
            channels: vec![RosterChannel {
                channel: FIRST_CHANNEL.0.to_owned(),
                name: FIRST_CHANNEL.1.to_owned(),
                intake: vec![owner],
            }],
            revoked: Vec::new(),
            identity: None,
            witnesses: None,
        }
    }

    /// The founding itself goes over a channel without a principal: nobody is known there yet.
    async fn ask_to_found(&self, root: &Root, signed: SignedAct) -> Result<(), Error> {
        log_of(root)?;
        let mut channel = Channel::open(&self.dialer, &root.body().relay, None, None).await?;
        match channel.ask(0, Request::Act(signed)).await?.0 {
            Answer::Logged(_) => Ok(()),
            // What it refuses in a roster of our own making is its time.
            Answer::Refused(Refusal::RosterInvalid) => Err(Error::Refused(ErrorCode::ClockWrong)),
            // It may have been done all the same: the same act is asked for again.
            Answer::Refused(refusal @ (Refusal::Internal | Refusal::StorageFull | Refusal::SlowDown)) => {
                Err(ContactError::Refused(refusal).into())
            }
            Answer::Refused(_) => Err(Error::Refused(ErrorCode::SetupLinkInvalid)),
            _ => Err(ContactError::Protocol.into()),
        }
    }
}

/// The act of a founding by this link that was cut short.
fn kept(tx: &Transaction<'_>, setup: &SetupLink) -> Result<Option<SignedAct>, Error> {
    let Some(bytes) = tx.settings().get(KEPT)? else { return Ok(None) };
    let signed: SignedAct = codec::from_slice(&bytes)?;
    let asked = signed.stored_body()?.act;
    Ok(matches!(asked, Act::Setup { token, .. } if token == setup.token).then_some(signed))
}
