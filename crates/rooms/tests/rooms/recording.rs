//! A room as it was recorded once: what a relay had of it, and what two of its readers held.
//!
//! MLS draws randomness, so sealing is not repeatable; opening is. The recording holds the storage
//! of the receiving members before they took anything, and the test takes every append from there.

use serde_json::{Value, json};
use sotto_protocol::{
    card::Root,
    codec,
    content::{Content, Known},
    roster::UnverifiedRoster,
    sign::SigningKey,
};
use sotto_rooms::{Binding, NoRoster};

use super::{
    file::{bytes, hex, read, write},
    support::{opened_room_with, packaged, root, roster_of_version},
    *,
};

const FILE: &str = "mls-room";
const REPORTER: u8 = 1;
pub(crate) const HANDLER: u8 = 2;
pub(crate) const SECOND: u8 = 3;

/// What a provider's storage holds, in the order of its keys. OpenMLS keeps JSON in it.
fn state(device: &Device) -> Value {
    let values = device.provider.storage().values.read().unwrap();
    let mut entries: Vec<_> = values.iter().collect();
    entries.sort();
    entries.into_iter().map(|(key, value)| json!([hex(key), String::from_utf8(value.clone()).unwrap()])).collect()
}

pub(crate) fn with_state(n: u8, state: &Value) -> Device {
    let device = Device::new(n);
    let entries = state.as_array().unwrap().iter();
    let entries = entries.map(|entry| (bytes(&entry[0]), entry[1].as_str().unwrap().as_bytes().to_vec()));
    *device.provider.storage().values.write().unwrap() = entries.collect();
    device
}

fn recorded(append: &Append, what: Value) -> Value {
    json!({ "append": hex(codec::to_vec(append)), "what": what, "head": hex(Head::after(append).as_bytes()) })
}

#[test]
#[ignore = "writes tests/vectors/mls-room.json; see the README there"]
fn record() {
    let [reporter, handler, second] = [REPORTER, HANDLER, SECOND].map(Device::new);
    let people = [(&handler, Role::Member), (&second, Role::Member)];
    let rosters = [1, 2].map(|version| roster_of_version(version, &people, &[]));
    let [(handler_bytes, handler_package), (second_bytes, second_package)] = [packaged(&handler), packaged(&second)];
    let waiting = [state(&handler), state(&second)];

    let (report, mut writer, mut reader) = opened_room_with(&reporter, &handler, handler_package, &rosters[0]);
    let opened = state(&reporter);
    let reply = reader.say(8, "an answer", Declared::default(), &rosters[0]).unwrap();
    writer.open(&reply, &rosters[0]).unwrap();
    reader.head = Head::after(&reply);
    let added = reader.change_under(1, 9, &[second_package], &[]).unwrap();
    reader.merge(&added);
    writer.open(&added, &rosters[0]).unwrap();
    let joined = join(&second.provider, &added, &second.id(), &second.opening, &rosters[0]).unwrap();
    let mut newcomer = Member { device: &second, room: joined.room, head: Head::after(&added) };
    let greeting = newcomer.say(10, "from the second", Declared::default(), &rosters[0]).unwrap();
    newcomer.head = Head::after(&greeting);
    for member in [&mut writer, &mut reader] {
        member.open(&greeting, &rosters[0]).unwrap();
    }
    let renewed = reader.change_under(2, 11, &[], &[]).unwrap();
    reader.merge(&renewed);
    for member in [&mut writer, &mut newcomer] {
        member.open(&renewed, &rosters[1]).unwrap();
    }
    let thanks = writer.say(12, "thank you all", Declared::default(), &rosters[1]).unwrap();
    writer.head = Head::after(&thanks);
    for member in [&mut reader, &mut newcomer] {
        member.open(&thanks, &rosters[1]).unwrap();
    }
    let removed = reader.change_under(2, 13, &[], &[second.id()]).unwrap();
    reader.merge(&removed);
    let last = reader.say(14, "for the reporter alone", Declared::default(), &rosters[1]).unwrap();

    let message = |from: &Device, body: &str| json!({ "message": body, "from": hex(from.id().as_bytes()) });
    let change = |add: &[&Device], remove: &[&Device], version: u32| {
        let ids = |devices: &[&Device]| devices.iter().map(|device| hex(device.id().as_bytes())).collect::<Vec<_>>();
        json!({ "add": ids(add), "remove": ids(remove), "roster_version": version })
    };
    let device = |n: u8| json!({ "credential_secret_key": hex([n; 32]), "opening_key_seed": hex([n; 32]) });
    write(
        FILE,
        &json!({
            "root": hex(codec::to_vec(&root().chain().to_vec())),
            "rosters": rosters.each_ref().map(|roster| hex(codec::to_vec(roster.signed()))),
            "reporter": { "keys": device(REPORTER), "state_after_the_report": opened },
            "handler": { "keys": device(HANDLER), "key_package": hex(handler_bytes), "state_before_joining": waiting[0] },
            "second": { "keys": device(SECOND), "key_package": hex(second_bytes), "state_before_joining": waiting[1] },
            "case": hex(CASE.as_bytes()),
            "at": now().0,
            "appends": [
                recorded(&report, message(&reporter, "the report")),
                recorded(&reply, message(&handler, "an answer")),
                recorded(&added, change(&[&second], &[], 1)),
                recorded(&greeting, message(&second, "from the second")),
                recorded(&renewed, change(&[], &[], 2)),
                recorded(&thanks, message(&reporter, "thank you all")),
                recorded(&removed, change(&[], &[&second], 2)),
                recorded(&last, message(&handler, "for the reporter alone")),
            ],
        }),
    );
}

pub(crate) struct Recording {
    stored: Value,
    pub(crate) rosters: Vec<Roster>,
}

impl Recording {
    pub(crate) fn load() -> Self {
        let stored = read(FILE);
        let root = Root::follow(codec::from_slice(&bytes(&stored["root"])).unwrap()).unwrap();
        let roster =
            |signed: &Value| codec::from_slice::<UnverifiedRoster>(&bytes(signed)).unwrap().verify(&root).unwrap();
        let rosters = stored["rosters"].as_array().unwrap().iter().map(roster).collect();
        Self { stored, rosters }
    }

    /// What a receiver's storage held before they joined.
    pub(crate) fn state(&self, name: &str) -> &Value {
        &self.stored[name]["state_before_joining"]
    }

    pub(crate) fn key_package(&self, name: &str) -> Vec<u8> {
        bytes(&self.stored[name]["key_package"])
    }

    /// When it was recorded.
    pub(crate) fn at(&self) -> u64 {
        self.stored["at"].as_u64().unwrap()
    }

    pub(crate) fn append(&self, index: usize) -> Append {
        let encoding = bytes(&self.stored["appends"][index]["append"]);
        let append: Append = codec::from_slice(&encoding).unwrap();
        assert_eq!(codec::to_vec(&append), encoding);
        assert_eq!(*Head::after(&append).as_bytes(), *bytes(&self.stored["appends"][index]["head"]));
        append
    }

    /// Takes append `index`, and compares what it held with what was recorded.
    pub(crate) fn take(&self, member: &mut Member<'_>, index: usize) -> bool {
        let (append, what) = (self.append(index), &self.stored["appends"][index]["what"]);
        assert_eq!(append.previous, member.head);
        let roster_of = |binding: &Binding| {
            let named = |roster: &&Roster| roster.version() == binding.roster_version;
            self.rosters.iter().find(named).cloned().ok_or(NoRoster::Unknown)
        };
        let opened = member.room.open(&member.device.provider, &append, &roster_of).unwrap();
        member.head = Head::after(&append);
        let keys = |keys: &[PublicKey]| keys.iter().map(|key| hex(key.as_bytes())).collect::<Vec<_>>();
        let from_self = what["from"] == hex(member.device.id().as_bytes());
        match opened {
            Opened::Own => assert!(from_self, "append {index} is another's"),
            Opened::Message { sender, content, .. } => {
                let Known::Content(Content::Message { body, .. }) = content.verify(&CASE).unwrap().content else {
                    panic!("append {index} is not a message");
                };
                assert_eq!(json!({ "message": body, "from": hex(sender.as_bytes()) }), *what);
                assert!(!from_self);
            }
            Opened::Readers { added, removed, removed_self, .. } => {
                let version = member.room.roster_version();
                assert_eq!(json!({ "add": keys(&added), "remove": keys(&removed), "roster_version": version }), *what);
                return removed_self;
            }
            Opened::Skipped { reason, .. } => panic!("append {index} was skipped: {reason}"),
        }
        false
    }

    pub(crate) fn joined<'d>(&self, device: &'d Device, index: usize) -> Member<'d> {
        let append = self.append(index);
        let joined = join(&device.provider, &append, &device.id(), &device.opening, &self.rosters[0]).unwrap();
        assert_eq!(joined.start.case.as_bytes().as_slice(), bytes(&self.stored["case"]));
        let head = if joined.reads_first { joined.start.previous } else { Head::after(&append) };
        Member { device, room: joined.room, head }
    }
}

// rule: ROOM-04, ROOM-05, ROOM-07, ROOM-08, ROOM-09, ROOM-10, ROOM-11
#[test]
fn a_recorded_room_opens_for_its_reporter() {
    let recording = Recording::load();
    let reporter = with_state(REPORTER, &recording.stored["reporter"]["state_after_the_report"]);
    let room = sotto_rooms::Room::load(&reporter.provider, support::ROOM).unwrap();
    let mut member = Member { device: &reporter, room, head: Head::after(&recording.append(0)) };
    for index in 1..8 {
        assert!(!recording.take(&mut member, index));
    }
    assert_eq!(member.room.members(), [REPORTER, HANDLER].map(|n| PublicKey::of(&SigningKey::from_bytes(&[n; 32]))));
}

// rule: ROOM-08, ROOM-09, KEYP-02
#[test]
fn a_recorded_room_opens_for_whoever_was_let_in() {
    let recording = Recording::load();
    let handler = with_state(HANDLER, recording.state("handler"));
    let mut first = recording.joined(&handler, 0);
    assert!(!recording.take(&mut first, 0));
    assert!(!recording.take(&mut first, 1));

    let second = with_state(SECOND, recording.state("second"));
    let mut later = recording.joined(&second, 2);
    let out: Vec<bool> = (3..7).map(|index| recording.take(&mut later, index)).collect();
    assert_eq!(out, [false, false, false, true]);
    let (append, nobody) = (recording.append(7), |_: &Binding| Err(NoRoster::Unknown));
    assert!(matches!(later.room.open(&second.provider, &append, &nobody), Err(OpenError::NotMember)));

    let at = UnixSeconds(recording.at());
    for (name, device) in [("handler", &handler), ("second", &second)] {
        let package = recording.key_package(name);
        assert!(ValidKeyPackage::parse(device.provider.crypto(), &package, &device.keys, at).is_ok());
    }
}
