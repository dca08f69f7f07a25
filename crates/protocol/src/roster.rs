//! The roster: who works on cases, with which devices, and who reads what (docs/protocol.md).
//!
//! Signed by a device that the root metadata names, numbered, and expiring.

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use sha2::{Digest, Sha256};

use crate::{
    card::Root,
    codec::{self, Malformed},
    ids::{DeviceId, HandlerId, OrganisationId},
    key_words::KeyWords,
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
    time::{DAY_SECONDS, UnixSeconds},
};

/// How long a roster is valid.
pub const ROSTER_LIFETIME_SECONDS: u64 = 90 * DAY_SECONDS;

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Reads the cases that they are given.
    #[n(0)]
    Viewer,
    /// Works on cases.
    #[n(1)]
    Member,
    /// Also leads the work of others.
    #[n(2)]
    Manager,
    /// Also looks after people and settings.
    #[n(3)]
    Admin,
    /// Holds the organisation's own key.
    #[n(4)]
    Owner,
}

impl Role {
    /// All of them, from the narrowest.
    pub const ALL: [Self; 5] = [Self::Viewer, Self::Member, Self::Manager, Self::Admin, Self::Owner];

    /// The stable word for scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "VIEWER",
            Self::Member => "MEMBER",
            Self::Manager => "MANAGER",
            Self::Admin => "ADMIN",
            Self::Owner => "OWNER",
        }
    }

    /// The role with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str().eq_ignore_ascii_case(word))
    }

    /// May write to the reporter and change a case's status.
    pub fn may_answer(self) -> bool {
        self >= Self::Member
    }

    /// May add people to a case that they read, and remove them.
    pub fn may_assign(self) -> bool {
        self >= Self::Member
    }

    /// May invite people.
    pub fn may_invite(self) -> bool {
        self >= Self::Admin
    }
}

/// What a device brings to be certified.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct DeviceKeys {
    /// MLS credential; signs this person's requests and content. Also the device's identifier.
    #[n(0)]
    pub credential: PublicKey,
    /// What is sealed to this device outside of MLS: an X-Wing public key of 1,216 bytes.
    #[n(1)]
    pub opening_key: ByteVec,
    /// Proves the device on its channel: X25519.
    #[n(2)]
    pub channel_key: ByteArray<32>,
}

impl DeviceKeys {
    /// The device's identifier.
    pub fn device(&self) -> DeviceId {
        DeviceId::from_bytes(*self.credential.as_bytes())
    }

    /// What is read aloud before the device is certified.
    // enforces: ROST-05
    pub fn key_words(&self) -> KeyWords {
        KeyWords::of(&[b"sotto/device-words/1".as_slice(), &Sha256::digest(codec::to_vec(self))].concat())
    }
}

/// A person who works on cases.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// Chance; stays when devices change.
    #[n(0)]
    pub handler: HandlerId,
    /// Shown to reporters.
    #[n(1)]
    pub name: String,
    /// Shown to reporters: "Head of Integrity".
    #[n(2)]
    pub title: String,
    /// What they may do.
    #[n(3)]
    pub role: Role,
    /// Their certified devices.
    #[n(4)]
    pub devices: Vec<DeviceKeys>,
}

/// A channel to which reports are addressed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Channel {
    /// Its stable identifier: "general".
    #[n(0)]
    pub channel: String,
    /// Shown to reporters.
    #[n(1)]
    pub name: String,
    /// The first readers of a case.
    #[n(2)]
    pub intake: Vec<HandlerId>,
}

/// What a roster says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RosterBody {
    /// Whose.
    #[n(0)]
    pub organisation: OrganisationId,
    /// Counted from 1, without gaps.
    #[n(1)]
    pub version: u32,
    /// When it was signed.
    #[n(2)]
    pub issued_at: UnixSeconds,
    /// From then on it opens no new case.
    #[n(3)]
    pub expires_at: UnixSeconds,
    /// Everyone.
    #[n(4)]
    pub people: Vec<Person>,
    /// All channels.
    #[n(5)]
    pub channels: Vec<Channel>,
    /// Devices that were certified once and must leave every room.
    #[n(6)]
    pub revoked: Vec<DeviceId>,
    /// Who may be told who a reporter is; none while nothing was said about it.
    #[n(7)]
    pub identity: Option<IdentityPolicy>,
    /// Who watches the log from outside; none while nobody does.
    #[n(8)]
    pub witnesses: Option<WitnessPolicy>,
}

/// Who may be told who a reporter is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct IdentityPolicy {
    /// Who may open what a reporter discloses to them.
    #[n(0)]
    pub openers: Vec<HandlerId>,
    /// Of whom one other must agree to each opening; empty where one person is enough.
    #[n(1)]
    pub approvers: Vec<HandlerId>,
}

/// Who watches the log from outside, and how many of them must agree on what it is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct WitnessPolicy {
    /// Their C2SP verifier keys.
    #[n(0)]
    pub vkeys: Vec<String>,
    /// How many of them must have cosigned; at least one.
    #[n(1)]
    pub threshold: u8,
}

/// A roster as it travels, not yet believed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct UnverifiedRoster {
    #[n(0)]
    body: ByteVec,
    #[n(1)]
    signer: PublicKey,
    #[n(2)]
    signature: Signature,
}

/// A roster whose signer the root metadata names.
#[derive(Clone, Debug)]
pub struct Roster {
    body: RosterBody,
    signed: UnverifiedRoster,
}

/// Why a roster was refused.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Peer: not a roster.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Peer: the signature does not fit.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// Peer: signed by a device that may not sign rosters.
    #[error("the signer is not named by the root metadata")]
    SignerNotDelegated,
    /// Peer: another organisation's.
    #[error("the roster is of another organisation")]
    OtherOrganisation,
    /// Peer: it contradicts itself: two people, devices or channels are one, a channel names nobody.
    #[error("the roster contradicts itself")]
    Inconsistent,
}

impl RosterBody {
    /// Signs it with a device that the root metadata names.
    pub fn sign(&self, signer: &SigningKey) -> UnverifiedRoster {
        let body = codec::to_vec(self);
        let signature = sign(signer, Domain::Roster, &body);
        UnverifiedRoster { body: body.into(), signer: PublicKey::of(signer), signature }
    }

    // enforces: LOG-39
    fn is_consistent(&self) -> bool {
        let handlers: Vec<_> = self.people.iter().map(|person| person.handler).collect();
        let devices: Vec<_> = self.devices().map(|(_, device)| device.device()).collect();
        let channels: Vec<_> = self.channels.iter().map(|channel| &channel.channel).collect();
        all_differ(&handlers)
            && all_differ(&devices)
            && all_differ(&channels)
            && self.channels.iter().flat_map(|channel| &channel.intake).all(|handler| handlers.contains(handler))
            && !devices.iter().any(|device| self.revoked.contains(device))
            && self.witnesses.iter().all(|policy| {
                let threshold = usize::from(policy.threshold);
                all_differ(&policy.vkeys) && (1..=policy.vkeys.len()).contains(&threshold)
            })
            && self.identity.iter().all(|policy| {
                all_differ(&policy.openers)
                    && all_differ(&policy.approvers)
                    && policy.openers.iter().chain(&policy.approvers).all(|handler| handlers.contains(handler))
            })
    }

    fn devices(&self) -> impl Iterator<Item = (&Person, &DeviceKeys)> {
        self.people.iter().flat_map(|person| person.devices.iter().map(move |device| (person, device)))
    }
}

fn all_differ<T: PartialEq>(items: &[T]) -> bool {
    items.iter().enumerate().all(|(at, item)| items.iter().skip(at + 1).all(|other| other != item))
}

impl UnverifiedRoster {
    /// Checks signer, signature, organisation and consistency.
    ///
    /// Versions and expiry depend on what the caller saw and on time: [`Roster::version`],
    /// [`Roster::has_expired`].
    ///
    /// # Errors
    /// [`RosterError`].
    // enforces: ROST-01, ROST-02
    pub fn verify(self, root: &Root) -> Result<Roster, RosterError> {
        if !root.body().roster_signers.contains(&self.signer) {
            return Err(RosterError::SignerNotDelegated);
        }
        self.signer.verify(Domain::Roster, &self.body, &self.signature)?;
        let body: RosterBody = codec::from_slice(&self.body)?;
        if body.organisation != root.organisation() {
            return Err(RosterError::OtherOrganisation);
        }
        if !body.is_consistent() {
            return Err(RosterError::Inconsistent);
        }
        Ok(Roster { body, signed: self })
    }
}

impl Roster {
    /// What it says.
    pub fn body(&self) -> &RosterBody {
        &self.body
    }

    /// As it travels.
    pub fn signed(&self) -> &UnverifiedRoster {
        &self.signed
    }

    /// Its number.
    pub fn version(&self) -> u32 {
        self.body.version
    }

    /// SHA-256 of it as it travels; the log entry of its publication names it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(codec::to_vec(&self.signed)).into()
    }

    /// Whether it opens no new case any more.
    // enforces: ROST-03
    pub fn has_expired(&self, now: UnixSeconds) -> bool {
        now >= self.body.expires_at
    }

    /// The person with this identifier.
    pub fn person(&self, handler: &HandlerId) -> Option<&Person> {
        self.body.people.iter().find(|person| person.handler == *handler)
    }

    /// The person whose certified device this is, and the device.
    // enforces: ROST-04
    pub fn certified(&self, device: &DeviceId) -> Option<(&Person, &DeviceKeys)> {
        self.body.devices().find(|(_, keys)| keys.device() == *device)
    }

    /// Whether a person may open what is disclosed to them.
    // enforces: IDEN-02
    pub fn may_open(&self, handler: &HandlerId) -> bool {
        let answers = self.person(handler).is_some_and(|person| person.role.may_answer());
        answers && self.body.identity.as_ref().is_none_or(|policy| policy.openers.contains(handler))
    }

    /// Of whom one other must agree to an opening; empty where one person is enough.
    pub fn approvers(&self) -> &[HandlerId] {
        self.body.identity.as_ref().map_or(&[], |policy| &policy.approvers)
    }

    /// The channel with this identifier.
    pub fn channel(&self, channel: &str) -> Option<&Channel> {
        self.body.channels.iter().find(|known| known.channel == channel)
    }

    /// The people who first read a case in `channel`, in the roster's order.
    pub fn intake(&self, channel: &Channel) -> impl Iterator<Item = &Person> {
        let intake = channel.intake.clone();
        self.body.people.iter().filter(move |person| intake.contains(&person.handler))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::testing::{OWNER_DEVICE, root};

    fn body(root: &Root) -> RosterBody {
        let person = |n: u8| Person {
            handler: HandlerId::from_bytes([n; 16]),
            name: "Ines Halvorsen".into(),
            title: "Head of Integrity".into(),
            role: Role::Member,
            devices: vec![DeviceKeys {
                credential: PublicKey::from_bytes([n; 32]),
                opening_key: vec![n; 1216].into(),
                channel_key: [n; 32].into(),
            }],
        };
        RosterBody {
            organisation: root.organisation(),
            version: 1,
            issued_at: UnixSeconds(1_000),
            expires_at: UnixSeconds(1_000).plus(ROSTER_LIFETIME_SECONDS),
            people: vec![person(1), person(2)],
            channels: vec![Channel {
                channel: "general".into(),
                name: "General".into(),
                intake: vec![HandlerId::from_bytes([2; 16])],
            }],
            revoked: Vec::new(),
            identity: None,
            witnesses: None,
        }
    }

    // rule: ROST-01, ROST-03, ROST-04
    #[test]
    fn a_roster_is_believed_from_a_delegated_signer() {
        let root = root();
        let signer = SigningKey::from_bytes(&OWNER_DEVICE);
        let roster = body(&root).sign(&signer).verify(&root).unwrap();
        assert!(!roster.has_expired(UnixSeconds(1_000)));
        assert!(roster.has_expired(UnixSeconds(1_000).plus(ROSTER_LIFETIME_SECONDS)));
        assert!(roster.certified(&DeviceId::from_bytes([2; 32])).is_some());
        assert!(roster.certified(&DeviceId::from_bytes([3; 32])).is_none());
        let intake: Vec<_> = roster.intake(roster.channel("general").unwrap()).map(|person| person.handler).collect();
        assert_eq!(intake, [HandlerId::from_bytes([2; 16])]);

        let stranger = SigningKey::from_bytes(&[9; 32]);
        assert_eq!(body(&root).sign(&stranger).verify(&root).unwrap_err(), RosterError::SignerNotDelegated);
        let mut forged = body(&root).sign(&stranger);
        forged.signer = PublicKey::of(&signer);
        assert_eq!(forged.verify(&root).unwrap_err(), RosterError::Signature(BadSignature));
    }

    // rule: ROST-02, LOG-39
    #[test]
    fn a_roster_that_contradicts_itself_is_refused() {
        let root = root();
        let signer = SigningKey::from_bytes(&OWNER_DEVICE);
        let good = body(&root);
        let mut twins = good.clone();
        twins.people.push(good.people[0].clone());
        let mut nobody = good.clone();
        nobody.channels[0].intake.push(HandlerId::from_bytes([9; 16]));
        let mut revoked = good.clone();
        revoked.revoked.push(DeviceId::from_bytes([1; 32]));
        let witnesses = |vkeys: &[&str], threshold| RosterBody {
            witnesses: Some(WitnessPolicy { vkeys: vkeys.iter().map(ToString::to_string).collect(), threshold }),
            ..good.clone()
        };
        assert!(witnesses(&["a", "b"], 2).sign(&signer).verify(&root).is_ok());
        let watched = [witnesses(&["a", "b"], 3), witnesses(&["a"], 0), witnesses(&["a", "a"], 1), witnesses(&[], 0)];
        for contradiction in [twins, nobody, revoked].into_iter().chain(watched) {
            assert_eq!(contradiction.sign(&signer).verify(&root).unwrap_err(), RosterError::Inconsistent);
        }
        let other = RosterBody { organisation: OrganisationId::from_bytes([0; 32]), ..good };
        assert_eq!(other.sign(&signer).verify(&root).unwrap_err(), RosterError::OtherOrganisation);
    }

    // rule: ROST-05
    // proves: PRIV-25
    #[test]
    fn key_words_cover_every_key_of_a_device() {
        let keys = body(&root()).people[0].devices[0].clone();
        let other = DeviceKeys { channel_key: [9; 32].into(), ..keys.clone() };
        assert!(!keys.key_words().agrees_with(&other.key_words()));
    }
}
