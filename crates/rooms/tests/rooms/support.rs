//! People with devices, an organisation, and a room between them.
#![allow(dead_code, reason = "several test programs share it, and none needs all of it")]

use ed25519_dalek::SigningKey;
use openmls::prelude::OpenMlsProvider;
use openmls_libcrux_crypto::Provider;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sotto_protocol::{
    card::{RelayIdentity, Root, RootBody},
    content::{Content, ContentHash, Draft, SignedContent},
    ids::{CaseId, DeviceId, HandlerId, MessageId, RoomId},
    room::{Append, CaseEvent, Declared, Head},
    roster::{Channel, DeviceKeys, Person, Role, Roster, RosterBody},
    sign::PublicKey,
    time::UnixSeconds,
};
use sotto_rooms::{
    Change, OpenError, Opened, OpeningKey, Room, SealError, Sealing, ValidKeyPackage, join, make_key_package,
};

pub(crate) const ROOM: RoomId = RoomId::from_bytes([1; 16]);
const SIGNER: [u8; 32] = [98; 32];
pub(crate) const CASE: CaseId = CaseId::from_bytes([2; 16]);

/// OpenMLS compares lifetimes with this machine's clock, so KeyPackages are made for its present.
pub(crate) fn now() -> UnixSeconds {
    #[expect(clippy::disallowed_methods, reason = "OpenMLS asks the machine's clock by itself")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    UnixSeconds(now.as_secs())
}

pub(crate) struct Device {
    pub(crate) provider: Provider,
    pub(crate) key: SigningKey,
    pub(crate) opening: OpeningKey,
    pub(crate) keys: DeviceKeys,
}

impl Device {
    pub(crate) fn new(n: u8) -> Self {
        let provider = Provider::new().unwrap();
        let key = SigningKey::from_bytes(&[n; 32]);
        let (opening, public) = OpeningKey::from_seed(provider.crypto(), &[n; 32]).unwrap();
        let keys =
            DeviceKeys { credential: PublicKey::of(&key), opening_key: public.into(), channel_key: [n; 32].into() };
        Self { provider, key, opening, keys }
    }

    pub(crate) fn id(&self) -> DeviceId {
        self.keys.device()
    }

    pub(crate) fn package(&self) -> ValidKeyPackage {
        packaged(self).1
    }
}

/// A KeyPackage as it travels, and as it was checked.
pub(crate) fn packaged(device: &Device) -> (Vec<u8>, ValidKeyPackage) {
    let made = make_key_package(&device.provider, &device.key, false, now()).unwrap();
    let valid = ValidKeyPackage::parse(device.provider.crypto(), &made.bytes, &device.keys, now()).unwrap();
    (made.bytes, valid)
}

pub(crate) fn root() -> Root {
    let root_key = SigningKey::from_bytes(&[99; 32]);
    let signer = SigningKey::from_bytes(&SIGNER);
    let body = RootBody {
        version: 1,
        name: "Northmere".into(),
        root_keys: vec![PublicKey::of(&root_key)],
        threshold: 1,
        roster_signers: vec![PublicKey::of(&signer)],
        relay: RelayIdentity {
            address: "127.0.0.1:1".into(),
            onion: None,
            tls_keys: vec![[1; 32].into()],
            channel_key: [2; 32].into(),
            log_key: PublicKey::from_bytes([3; 32]),
        },
        region: "EU".into(),
    };
    Root::follow(vec![body.sign(&[&root_key])]).unwrap()
}

/// An organisation with these devices, one a person, in these roles.
pub(crate) fn roster(devices: &[(&Device, Role)], revoked: &[DeviceId]) -> Roster {
    roster_of_version(1, devices, revoked)
}

/// The same under another version.
pub(crate) fn roster_of_version(version: u32, devices: &[(&Device, Role)], revoked: &[DeviceId]) -> Roster {
    let (root, signer) = (root(), SigningKey::from_bytes(&SIGNER));
    let people = devices.iter().zip(1..).map(|((device, role), n)| Person {
        handler: HandlerId::from_bytes([n; 16]),
        name: "A".into(),
        title: "B".into(),
        role: *role,
        devices: vec![device.keys.clone()],
    });
    let roster = RosterBody {
        organisation: root.organisation(),
        version,
        issued_at: UnixSeconds(1),
        expires_at: UnixSeconds(2),
        people: people.collect(),
        channels: vec![Channel { channel: "general".into(), name: "General".into(), intake: Vec::new() }],
        revoked: revoked.to_vec(),
        identity: None,
        witnesses: None,
    };
    roster.sign(&signer).verify(&root).unwrap()
}

pub(crate) fn content(author: &SigningKey, id: u8, body: &str) -> SignedContent {
    let content = Content::Message { body: body.into(), files: Vec::new() };
    let id = MessageId::from_bytes([id; 16]);
    let draft = Draft { lineage: CASE, id, previous: ContentHash::none(), at: UnixSeconds(1), content: &content };
    SignedContent::sign(&draft, author)
}

/// A member of the room, with the head that it knows.
pub(crate) struct Member<'d> {
    pub(crate) device: &'d Device,
    pub(crate) room: Room,
    pub(crate) head: Head,
}

pub(crate) fn sealing<'a>(
    key: &'a SigningKey,
    head: Head,
    id: u8,
    rng: &'a mut ChaCha20Rng,
) -> Sealing<'a, ChaCha20Rng> {
    let message = MessageId::from_bytes([id; 16]);
    Sealing { credential: key, previous: head, message, roster_version: 1, checkpoint: b"", rng }
}

impl Member<'_> {
    pub(crate) fn say(&mut self, id: u8, body: &str, declared: Declared, roster: &Roster) -> Result<Append, SealError> {
        let mut rng = ChaCha20Rng::seed_from_u64(u64::from(id));
        let at = sealing(&self.device.key, self.head, id, &mut rng);
        self.room.seal(&self.device.provider, at, roster, declared, &content(&self.device.key, id, body))
    }

    pub(crate) fn change(&mut self, id: u8, add: &[ValidKeyPackage], remove: &[DeviceId]) -> Append {
        self.change_under(1, id, add, remove).unwrap()
    }

    /// A Commit under this roster version.
    pub(crate) fn change_under(
        &mut self,
        roster_version: u32,
        id: u8,
        add: &[ValidKeyPackage],
        remove: &[DeviceId],
    ) -> Result<Append, SealError> {
        let mut rng = ChaCha20Rng::seed_from_u64(u64::from(id));
        let at = Sealing { roster_version, ..sealing(&self.device.key, self.head, id, &mut rng) };
        self.room.commit(&self.device.provider, at, &Change { case: CASE, add, remove })
    }

    /// The relay took this member's Commit.
    pub(crate) fn merge(&mut self, append: &Append) {
        self.room.merge(&self.device.provider).unwrap();
        self.head = Head::after(append);
    }

    pub(crate) fn open(&mut self, append: &Append, roster: &Roster) -> Result<Opened, OpenError> {
        let opened = self.room.open(&self.device.provider, append, &|_| Ok(roster.clone()))?;
        self.head = Head::after(append);
        Ok(opened)
    }
}

/// A reporter's room with one handler; the report is appended and read.
pub(crate) fn opened_room<'d>(reporter: &'d Device, handler: &'d Device, roster: &Roster) -> (Member<'d>, Member<'d>) {
    let (_, writer, reader) = opened_room_with(reporter, handler, handler.package(), roster);
    (writer, reader)
}

/// The same with this KeyPackage of the handler's; the first append too.
pub(crate) fn opened_room_with<'d>(
    reporter: &'d Device,
    handler: &'d Device,
    package: ValidKeyPackage,
    roster: &Roster,
) -> (Append, Member<'d>, Member<'d>) {
    let first = MessageId::from_bytes([7; 16]);
    let created = Room::create(&reporter.provider, ROOM, CASE, first, &reporter.key, 1, &[package]).unwrap();
    let mut writer = Member { device: reporter, room: created.room, head: Head::first(&ROOM) };
    let event = Some(CaseEvent::Opened { channel: "general".into() });
    let declared = Declared { event, readers: None, welcome: Some(created.welcome) };
    let append = writer.say(7, "the report", declared, roster).unwrap();
    writer.head = Head::after(&append);

    let joined = join(&handler.provider, &append, &handler.id(), &handler.opening, roster).unwrap();
    assert!(joined.reads_first);
    let mut reader = Member { device: handler, room: joined.room, head: Head::first(&ROOM) };
    assert!(matches!(reader.open(&append, roster), Ok(Opened::Message { .. })));
    (append, writer, reader)
}
