//! Appends that this crate does not make: members who break the rules, built on purpose.

#[path = "../../tests/rooms/support.rs"]
mod support;

use openmls::prelude::{
    BasicCredential, Ciphersuite, CommitBuilder, CredentialWithKey, Extension, Extensions, Initial, KeyPackage,
    NewSignerBundle, UnknownExtension,
};
use proptest::prelude::*;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sotto_protocol::roster::Role;

use super::*;
use crate::{JoinError, KeyPackageError, join, suite::capabilities};
use support::{CASE, Device, Member, ROOM, opened_room, roster, roster_of_version, sealing};

type Builder<'a> = CommitBuilder<'a, Initial, &'a mut MlsGroup>;

/// The Commit that `build` makes, as an append whose binding names `version`.
fn forge(
    member: &mut Member<'_>,
    version: u32,
    declared: Declared,
    build: impl for<'a> FnOnce(Builder<'a>) -> Builder<'a>,
) -> Append {
    let provider = &member.device.provider;
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let at = Sealing { roster_version: version, ..sealing(&member.device.key, member.head, 66, &mut rng) };
    member.room.group.set_aad(codec::to_vec(&at.binding(&Declared::default())));
    let staged = build(member.room.group.commit_builder().force_self_update(true))
        .load_psks(provider.storage())
        .unwrap()
        .build(provider.rand(), provider.crypto(), &CredentialSigner(&member.device.key), |_| true)
        .unwrap();
    let (commit, ..) = staged.stage_commit(provider).unwrap().into_messages();
    member.room.enclose(provider, at, declared, &commit).unwrap()
}

fn skipped(member: &mut Member<'_>, append: &Append, roster: &Roster) -> CommitRefused {
    match member.open(append, roster) {
        Ok(Opened::Skipped { reason, .. }) => reason,
        other => panic!("not skipped: {other:?}"),
    }
}

fn declared_to_add(device: &Device) -> Declared {
    let readers = ReaderChange { add: vec![device.id()], remove: Vec::new() };
    Declared { readers: Some(readers), ..Declared::default() }
}

/// A KeyPackage that no device of ours makes.
fn odd_package(device: &Device, identity: &[u8], stated: Option<u32>) -> ValidKeyPackage {
    let credential = CredentialWithKey {
        credential: BasicCredential::new(identity.to_vec()).into(),
        signature_key: device.keys.credential.as_bytes().as_slice().into(),
    };
    let states = stated
        .map(|version| Extension::Unknown(roster_version::EXTENSION, UnknownExtension(version.to_be_bytes().to_vec())));
    let package = KeyPackage::builder()
        .leaf_node_capabilities(capabilities())
        .leaf_node_extensions(Extensions::from_vec(states.into_iter().collect()).unwrap())
        .build(crate::CIPHERSUITE, &device.provider, &CredentialSigner(&device.key), credential)
        .unwrap();
    ValidKeyPackage { package: package.key_package().clone(), device: device.keys.clone() }
}

// rule: ROOM-18
#[test]
fn a_commit_that_names_a_roster_of_later_is_skipped() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let commit = reader.change_under(2, 10, &[second.package()], &[]).unwrap();
    let opened = writer.room.open(&reporter.provider, &commit, &|_| Err(NoRoster::NotYet));
    assert!(matches!(opened, Ok(Opened::Skipped { reason: CommitRefused::RosterNotYet, .. })), "{opened:?}");
    // The epoch has not gone on, so another Commit at the next head counts.
    writer.head = Head::after(&commit);
    reader.room.abandon(&handler.provider).unwrap();
    reader.head = Head::after(&commit);
    let renewed = reader.change_under(1, 11, &[], &[]).unwrap();
    assert!(matches!(writer.open(&renewed, &roster), Ok(Opened::Readers { .. })));
}

// rule: ROOM-10
#[test]
fn a_commit_under_an_older_roster_is_skipped_by_everyone() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let people = [(&handler, Role::Member), (&second, Role::Member)];
    let (before, after) = (roster(&people, &[]), roster_of_version(3, &people, &[]));
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &before);
    assert_eq!([writer.room.roster_version(), reader.room.roster_version()], [1, 1]);
    let commit = reader.change_under(3, 10, &[second.package()], &[]).unwrap();
    reader.merge(&commit);
    writer.open(&commit, &after).unwrap();
    let joined = join(&second.provider, &commit, &second.id(), &second.opening, &after).unwrap();
    let mut newcomer = Member { device: &second, room: joined.room, head: Head::after(&commit) };
    assert_eq!([&writer, &reader, &newcomer].map(|member| member.room.roster_version()), [3, 3, 3]);

    // Whoever keeps to the rules does not make one.
    assert_eq!(reader.change_under(2, 11, &[], &[]).unwrap_err(), SealError::OlderRoster);
    let older = forge(&mut reader, 2, Declared::default(), |builder| {
        builder.leaf_node_parameters(roster_version::stating(2).unwrap())
    });
    // The one who joined was never shown version 2, and judges alike.
    for member in [&mut writer, &mut newcomer] {
        let opened = member.room.open(&member.device.provider, &older, &|_| Err(NoRoster::Unknown));
        assert!(matches!(opened, Ok(Opened::Skipped { reason: CommitRefused::RosterWentBack, .. })), "{opened:?}");
        member.head = Head::after(&older);
    }

    reader.room.abandon(&handler.provider).unwrap();
    reader.head = Head::after(&older);
    let renewed = reader.change_under(3, 12, &[], &[]).unwrap();
    reader.merge(&renewed);
    for member in [&mut writer, &mut newcomer] {
        assert!(matches!(member.open(&renewed, &after), Ok(Opened::Readers { .. })));
    }
    // The leaf that stated the version goes, and the version stays.
    let alone = newcomer.change_under(3, 13, &[], &[handler.id()]).unwrap();
    newcomer.merge(&alone);
    writer.open(&alone, &after).unwrap();
    assert_eq!([&writer, &newcomer].map(|member| member.room.roster_version()), [3, 3]);
}

// rule: ROOM-10
#[test]
fn the_roster_version_of_a_room_comes_from_its_commits_alone() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    for stated in [0, 2, u32::MAX] {
        let other = forge(&mut reader, 1, Declared::default(), |builder| {
            builder.leaf_node_parameters(roster_version::stating(stated).unwrap())
        });
        assert_eq!(skipped(&mut writer, &other, &roster), CommitRefused::RosterNotStated);
        reader.room.abandon(&handler.provider).unwrap();
        reader.head = Head::after(&other);
    }
    let package = odd_package(&second, second.keys.credential.as_bytes(), Some(u32::MAX));
    let commit = reader.change(10, &[package], &[]);
    reader.merge(&commit);
    assert!(matches!(writer.open(&commit, &roster), Ok(Opened::Readers { .. })));
    assert_eq!([&writer, &reader].map(|member| member.room.roster_version()), [1, 1]);
}

// rule: ROOM-09
#[test]
fn nobody_joins_by_an_older_roster_than_the_room_s() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (_writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let commit = reader.change_under(2, 10, &[second.package()], &[]).unwrap();
    let refused = join(&second.provider, &commit, &second.id(), &second.opening, &roster).err();
    assert_eq!(refused, Some(JoinError::RosterUnknown { version: 2 }));
}

// rule: ROOM-10
#[test]
fn a_commit_holds_add_and_remove_and_a_path_alone() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let extended = forge(&mut reader, 1, Declared::default(), |builder| {
        builder.propose_group_context_extensions(Extensions::empty()).unwrap()
    });
    assert_eq!(skipped(&mut writer, &extended, &roster), CommitRefused::OtherProposals);
    reader.room.abandon(&handler.provider).unwrap();
    reader.head = Head::after(&extended);
    let package = second.package().package;
    let without_path = forge(&mut reader, 1, declared_to_add(&second), |builder| {
        builder.force_self_update(false).propose_adds([package])
    });
    assert_eq!(skipped(&mut writer, &without_path, &roster), CommitRefused::OtherProposals);
}

// rule: ROOM-11
#[test]
fn a_commit_that_changes_its_committer_s_key_is_skipped() {
    let (reporter, handler, other) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&other, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let at = sealing(&handler.key, reader.head, 66, &mut rng);
    reader.room.group.set_aad(codec::to_vec(&at.binding(&Declared::default())));
    let new_signer =
        NewSignerBundle { signer: &CredentialSigner(&other.key), credential_with_key: credential(&other.key) };
    let provider = &handler.provider;
    let staged = reader
        .room
        .group
        .commit_builder()
        .force_self_update(true)
        .load_psks(provider.storage())
        .unwrap()
        .build_with_new_signer(provider.rand(), provider.crypto(), &CredentialSigner(&handler.key), new_signer, |_| {
            true
        })
        .unwrap();
    let (commit, ..) = staged.stage_commit(provider).unwrap().into_messages();
    let append = reader.room.enclose(provider, at, Declared::default(), &commit).unwrap();
    assert_eq!(skipped(&mut writer, &append, &roster), CommitRefused::KeyChanged);
}

// rule: ROOM-06, ROOM-09
#[test]
fn a_leaf_that_is_nobody_s_is_let_in_by_nobody() {
    let (reporter, handler, ghost) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&ghost, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let commit = reader.change(10, &[odd_package(&ghost, b"somebody", None)], &[]);
    assert_eq!(skipped(&mut writer, &commit, &roster), CommitRefused::OtherProposals);

    let (reporter, handler) = (Device::new(1), Device::new(2));
    let readers = [handler.package(), odd_package(&ghost, b"somebody", None)];
    let first = MessageId::from_bytes([7; 16]);
    let created = Room::create(&reporter.provider, ROOM, CASE, first, &reporter.key, 1, &readers).unwrap();
    let mut writer = Member { device: &reporter, room: created.room, head: Head::first(&ROOM) };
    let declared = Declared { welcome: Some(created.welcome), ..Declared::default() };
    let report = writer.say(7, "the report", declared, &roster).unwrap();
    let refused = join(&handler.provider, &report, &handler.id(), &handler.opening, &roster).err();
    assert_eq!(refused, Some(JoinError::ReaderNotCertified));
}

// rule: ROOM-05
#[test]
fn what_was_bound_to_another_place_is_refused() {
    let (reporter, handler) = (Device::new(1), Device::new(2));
    let roster = roster(&[(&handler, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let provider = &handler.provider;
    let elsewhere = |at: &mut Sealing<'_, ChaCha20Rng>, n: u8| match n {
        0 => at.message = MessageId::from_bytes([0; 16]),
        _ => at.previous = Head::from_bytes([0; 32]),
    };
    for n in [0, 1] {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut bound = sealing(&handler.key, reader.head, 66, &mut rng);
        elsewhere(&mut bound, n);
        let aad = codec::to_vec(&bound.binding(&Declared::default()));
        reader.room.group.set_aad(aad.clone());
        let message = reader.room.group.create_message(provider, &CredentialSigner(&handler.key), b"\x80").unwrap();
        let at = sealing(&handler.key, reader.head, 66, &mut rng);
        let append = reader.room.enclose(provider, at, Declared::default(), &message).unwrap();
        assert!(matches!(writer.open(&append, &roster), Err(OpenError::Moved)));

        reader.room.group.set_aad(aad);
        let staged = reader.room.stage(provider, &handler.key, 1, &[], &[]).unwrap();
        let at = sealing(&handler.key, reader.head, 66, &mut rng);
        let append = reader.room.enclose(provider, at, Declared::default(), &staged.commit).unwrap();
        assert!(matches!(writer.open(&append, &roster), Err(OpenError::Moved)));
        reader.room.abandon(provider).unwrap();
    }
}

// rule: ROOM-08, ROOM-09
#[test]
fn a_start_is_signed_by_whoever_sent_the_welcome() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (_writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let mut commit = reader.change(10, &[second.package()], &[]);
    let welcome = commit.declared.welcome.as_mut().unwrap();
    let crypto = handler.provider.crypto();
    let (start, _) = second.opening.open_start(crypto, &welcome.starts[0]).unwrap().verify().unwrap();
    welcome.starts[0] = seal_start(crypto, &second.keys, &SignedStart::sign(&start, &reporter.key)).unwrap();
    let refused = join(&second.provider, &commit, &second.id(), &second.opening, &roster).err();
    assert_eq!(refused, Some(JoinError::Moved));
}

// rule: ROOM-07
#[test]
fn a_room_starts_at_epoch_1_with_a_reader() {
    let (reporter, handler) = (Device::new(1), Device::new(2));
    let first = MessageId::from_bytes([7; 16]);
    let create =
        |readers: &[ValidKeyPackage]| Room::create(&reporter.provider, ROOM, CASE, first, &reporter.key, 1, readers);
    assert_eq!(create(&[]).err(), Some(CreateError::NoReader));
    assert_eq!(create(&[handler.package()]).unwrap().room.group.epoch().as_u64(), 1);
}

// rule: KEYP-02
#[test]
fn a_key_package_of_another_suite_is_refused() {
    let device = Device::new(2);
    let suite = Ciphersuite::MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519;
    let signer = CredentialSigner(&device.key);
    let made = KeyPackage::builder().build(suite, &device.provider, &signer, credential(&device.key)).unwrap();
    let bytes = MlsMessageOut::from(made.into_key_package()).tls_serialize_detached().unwrap();
    let refused = ValidKeyPackage::parse(device.provider.crypto(), &bytes, &device.keys, support::now()).err();
    assert_eq!(refused, Some(KeyPackageError::OtherSuite));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    // rule: ROOM-04
    #[test]
    fn whatever_a_member_seals_is_opened_or_refused(
        any in proptest::collection::vec(any::<u8>(), 0..200),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 1_u8..=255), 1..4),
    ) {
        let (reporter, handler) = (Device::new(1), Device::new(2));
        let roster = roster(&[(&handler, Role::Member)], &[]);
        let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
        let provider = &handler.provider;
        let place = Place::new(ROOM, reader.head, MessageId::from_bytes([66; 16]));
        let key = reader.room.envelope_key(provider).unwrap();
        let good = reader.say(66, "an answer", Declared::default(), &roster).unwrap();
        let mut bytes = key.open(&place, &good.envelope).unwrap();
        for (at, change) in edits {
            let at = at.index(bytes.len());
            bytes[at] ^= change;
        }
        for inside in [any, bytes] {
            let envelope = key.seal(&place, &inside, &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
            let append = Append { envelope: envelope.into(), ..good.clone() };
            let opened = writer.room.open(&reporter.provider, &append, &|_| Ok(roster.clone()));
            prop_assert!(inside == key.open(&place, &good.envelope).unwrap() || opened.is_err());
        }
    }
}
