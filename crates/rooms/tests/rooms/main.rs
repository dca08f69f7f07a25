//! Rooms between a reporter and handlers, with illegal messages built on purpose.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod decoders;
#[path = "../../../../tests/vectors/file.rs"]
#[allow(dead_code, reason = "several test programs share it, and none needs all of it")]
mod file;
mod provider;
mod recording;
mod shares;
mod support;

use openmls::prelude::OpenMlsProvider;
use sotto_protocol::{
    ids::{DeviceId, MessageId, RoomId},
    room::{Append, CaseEvent, Declared, Head, ReaderChange, Welcome},
    roster::{DeviceKeys, Role, Roster},
    sign::PublicKey,
    time::UnixSeconds,
};
use sotto_rooms::{
    JoinError, KeyPackageError, OpenError, Opened, SealError, ValidKeyPackage, join, make_key_package,
    rules::CommitRefused,
};
use support::{CASE, Device, Member, now, opened_room, opened_room_with, roster};

// rule: ROOM-05, ROOM-06, ROOM-07, ROOM-08, ROOM-09
#[test]
fn a_room_carries_messages_both_ways() {
    let (reporter, handler) = (Device::new(1), Device::new(2));
    let roster = roster(&[(&handler, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let reply = reader.say(8, "an answer", Declared::default(), &roster).unwrap();
    let Ok(Opened::Message { sender, content, .. }) = writer.open(&reply, &roster) else { panic!("not a message") };
    assert_eq!(sender, PublicKey::of(&handler.key));
    assert!(content.verify(&CASE).is_ok());
    assert_eq!(writer.room.creator(), Some(PublicKey::of(&reporter.key)));
    // What a member sent comes back as its own.
    assert!(matches!(reader.open(&reply, &roster), Ok(Opened::Own)));
}

// rule: ROOM-05
#[test]
fn a_message_is_refused_elsewhere_altered_or_a_second_time() {
    let (reporter, handler) = (Device::new(1), Device::new(2));
    let roster = roster(&[(&handler, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let append = writer.say(9, "hello", Declared::default(), &roster).unwrap();

    let moved = Append { previous: Head::from_bytes([9; 32]), ..append.clone() };
    let renamed = Append { message: MessageId::from_bytes([0; 16]), ..append.clone() };
    let mut bytes = append.envelope.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    let altered = Append { envelope: bytes.into(), ..append.clone() };
    for wrong in [moved, renamed, altered] {
        assert!(matches!(reader.open(&wrong, &roster), Err(OpenError::Envelope(_))));
    }
    let declared = Declared { event: Some(CaseEvent::Readers), ..Declared::default() };
    assert!(matches!(reader.open(&Append { declared, ..append }, &roster), Err(OpenError::Moved)));
}

// rule: ROOM-08, ROOM-09, ROOM-10
// proves: PRIV-08
#[test]
fn whoever_joins_later_reads_from_then_on() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (report, mut writer, mut reader) = opened_room_with(&reporter, &handler, handler.package(), &roster);
    let commit = reader.change(10, &[second.package()], &[]);
    let joined = join(&second.provider, &commit, &second.id(), &second.opening, &roster).unwrap();
    assert!(!joined.reads_first);
    reader.room.merge(&handler.provider).unwrap();
    reader.head = Head::after(&commit);
    let opened = writer.open(&commit, &roster).unwrap();
    assert!(matches!(opened, Opened::Readers { added, .. } if added == [PublicKey::of(&second.key)]));

    let mut newcomer = Member { device: &second, room: joined.room, head: Head::after(&commit) };
    assert!(newcomer.open(&report, &roster).is_err(), "what was written before");
    let message = writer.say(11, "for all", Declared::default(), &roster).unwrap();
    assert!(matches!(newcomer.open(&message, &roster), Ok(Opened::Message { .. })));
    assert!(matches!(reader.open(&message, &roster), Ok(Opened::Message { .. })));
    // A replay: its keys are used up.
    assert!(matches!(newcomer.open(&message, &roster), Err(OpenError::Message)));
}

// rule: ROOM-10
// proves: PRIV-09
#[test]
fn whoever_was_let_out_reads_nothing_from_then_on() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let joining = reader.change(10, &[second.package()], &[]);
    let joined = join(&second.provider, &joining, &second.id(), &second.opening, &roster).unwrap();
    let mut gone = Member { device: &second, room: joined.room, head: Head::after(&joining) };
    reader.merge(&joining);
    assert!(matches!(writer.open(&joining, &roster), Ok(Opened::Readers { .. })));

    let leaving = reader.change(11, &[], &[second.id()]);
    reader.merge(&leaving);
    assert!(matches!(writer.open(&leaving, &roster), Ok(Opened::Readers { .. })));
    let message = writer.say(12, "for the others", Declared::default(), &roster).unwrap();
    assert!(gone.open(&message, &roster).is_err(), "its keys are those of before");
    assert!(matches!(reader.open(&message, &roster), Ok(Opened::Message { .. })));
}

// rule: ROOM-08, ROOM-09
#[test]
fn a_welcome_is_refused_when_it_was_moved_or_is_for_another() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (_writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let commit = reader.change(10, &[second.package()], &[]);
    let refused = |append: &Append| join(&second.provider, append, &second.id(), &second.opening, &roster).err();
    assert_eq!(refused(&Append { previous: Head::from_bytes([9; 32]), ..commit.clone() }), Some(JoinError::Moved));
    assert_eq!(refused(&Append { message: MessageId::from_bytes([9; 16]), ..commit.clone() }), Some(JoinError::Moved));
    assert_eq!(refused(&Append { room: RoomId::from_bytes([9; 16]), ..commit.clone() }), Some(JoinError::Moved));
    // The start of one Welcome beside another one, which the same committer made for the same place.
    reader.room.abandon(&handler.provider).unwrap();
    let again = reader.change(10, &[second.package()], &[]);
    let starts_of = |append: &Append| append.declared.welcome.as_ref().unwrap().starts.clone();
    let mixed = Welcome { starts: starts_of(&commit), ..again.declared.welcome.clone().unwrap() };
    let declared = Declared { welcome: Some(mixed), ..again.declared.clone() };
    assert_eq!(refused(&Append { declared, ..again.clone() }), Some(JoinError::Moved));
    let other = join(&handler.provider, &commit, &handler.id(), &handler.opening, &roster).err();
    assert_eq!(other, Some(JoinError::NoWelcome));
    let bare = Append { declared: Declared { welcome: None, ..commit.declared.clone() }, ..commit };
    assert_eq!(refused(&bare), Some(JoinError::NoWelcome));
}

// rule: ROOM-10, ROOM-11
// proves: PRIV-07
#[test]
fn commits_that_break_a_rule_are_skipped_by_everyone() {
    let (handler, ghost, reporter) = (Device::new(2), Device::new(3), Device::new(1));
    let all = roster(&[(&handler, Role::Member), (&ghost, Role::Member)], &[]);
    let skipped = |by: &Roster, change: &dyn Fn(&mut Member<'_>) -> Append| {
        // The same keys with fresh storage: each illegal Commit starts from the same room.
        let (reporter, handler) = (Device::new(1), Device::new(2));
        let (mut writer, mut reader) = opened_room(&reporter, &handler, &all);
        let commit = change(&mut reader);
        match writer.open(&commit, by) {
            Ok(Opened::Skipped { reason, .. }) => reason,
            other => panic!("not skipped: {other:?}"),
        }
    };
    let add_ghost = |member: &mut Member<'_>| member.change(10, &[ghost.package()], &[]);
    let without_ghost = roster(&[(&handler, Role::Member)], &[]);
    assert_eq!(skipped(&without_ghost, &add_ghost), CommitRefused::ReaderNotCertified);
    let viewer = roster(&[(&handler, Role::Viewer), (&ghost, Role::Member)], &[]);
    assert_eq!(skipped(&viewer, &add_ghost), CommitRefused::NotPermitted);
    let remove_reporter = |member: &mut Member<'_>| member.change(10, &[], &[reporter.id()]);
    assert_eq!(skipped(&all, &remove_reporter), CommitRefused::RemovesReporter);
    let say_nothing = |member: &mut Member<'_>| {
        let mut commit = add_ghost(member);
        commit.declared.readers = None;
        commit
    };
    assert_eq!(skipped(&all, &say_nothing), CommitRefused::NotAsDeclared);
    let declare = |change: &'static dyn Fn(&mut ReaderChange)| {
        move |member: &mut Member<'_>| {
            let mut commit = member.change(10, &[], &[]);
            change(commit.declared.readers.insert(ReaderChange::default()));
            commit
        }
    };
    for more in [
        &declare(&|readers| readers.add.push(DeviceId::from_bytes([9; 32]))),
        &declare(&|readers| readers.remove.push(DeviceId::from_bytes([9; 32]))),
    ] {
        assert_eq!(skipped(&all, more), CommitRefused::NotAsDeclared);
    }
}

// rule: ROOM-13
// proves: PRIV-07
#[test]
fn nobody_seals_while_a_revoked_device_is_there() {
    let (reporter, handler) = (Device::new(1), Device::new(2));
    let (mut writer, _reader) = opened_room(&reporter, &handler, &roster(&[(&handler, Role::Member)], &[]));
    let after = roster(&[], &[handler.id()]);
    assert_eq!(writer.say(9, "too late", Declared::default(), &after).unwrap_err(), SealError::RevokedReader);
    // Any member may remove it, the reporter too.
    let commit = writer.change(10, &[], &[handler.id()]);
    writer.room.merge(&reporter.provider).unwrap();
    writer.head = Head::after(&commit);
    assert!(writer.say(11, "now", Declared::default(), &after).is_ok());
}

// rule: KEYP-02, KEYP-03
#[test]
fn a_key_package_is_for_its_device_and_its_time() {
    let (device, other) = (Device::new(2), Device::new(3));
    for (last_resort, days) in [(false, 84), (true, 365)] {
        let made = make_key_package(&device.provider, &device.key, last_resort, now()).unwrap();
        let parse = |bytes: &[u8], keys: &DeviceKeys, at| {
            ValidKeyPackage::parse(device.provider.crypto(), bytes, keys, at).err()
        };
        let days_from_now = |days: i64| UnixSeconds(now().0.saturating_add_signed(days * 86_400));
        assert_eq!(parse(&made.bytes, &device.keys, now()), None);
        assert_eq!(parse(&made.bytes, &other.keys, now()), Some(KeyPackageError::OtherDevice));
        assert!(now().plus(days * 86_400).since(made.expires_at) <= 1);
        assert_eq!(parse(&made.bytes, &device.keys, UnixSeconds(made.expires_at.0 - 1)), None);
        assert_eq!(parse(&made.bytes, &device.keys, made.expires_at), Some(KeyPackageError::NotNow));
        assert_eq!(parse(&made.bytes, &device.keys, UnixSeconds(now().0 - 86_300)), None);
        assert_eq!(parse(&made.bytes, &device.keys, days_from_now(-2)), Some(KeyPackageError::NotNow));
        let mut forged = made.bytes.clone();
        *forged.last_mut().unwrap() ^= 1;
        assert_eq!(parse(&forged, &device.keys, now()), Some(KeyPackageError::Invalid));
    }
}

// rule: KEYP-03
#[test]
fn whoever_comes_back_after_a_year_still_follows_the_room() {
    let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
    let roster = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
    let (mut writer, mut reader) = opened_room(&reporter, &handler, &roster);
    let then = UnixSeconds(now().0 - 400 * 86_400);
    let made = make_key_package(&second.provider, &second.key, false, then).unwrap();
    let package = ValidKeyPackage::parse(second.provider.crypto(), &made.bytes, &second.keys, then).unwrap();
    let commit = reader.change(10, &[package], &[]);
    assert!(matches!(writer.open(&commit, &roster), Ok(Opened::Readers { .. })));
    assert!(join(&second.provider, &commit, &second.id(), &second.opening, &roster).is_ok());
}

// rule: ROOM-09
// proves: PRIV-07
#[test]
fn nobody_joins_among_strangers_or_by_the_hand_of_who_may_not_let_in() {
    let joined_by = |roster_of: &dyn Fn(&Device, &Device, &Device) -> Roster| {
        let (reporter, handler, second) = (Device::new(1), Device::new(2), Device::new(3));
        let all = roster(&[(&handler, Role::Member), (&second, Role::Member)], &[]);
        let (_writer, mut reader) = opened_room(&reporter, &handler, &all);
        let commit = reader.change(10, &[second.package()], &[]);
        let roster = roster_of(&reporter, &handler, &second);
        join(&second.provider, &commit, &second.id(), &second.opening, &roster).err()
    };
    let as_viewer =
        |_: &Device, handler: &Device, second: &Device| roster(&[(handler, Role::Viewer), (second, Role::Member)], &[]);
    assert_eq!(joined_by(&as_viewer), Some(JoinError::CommitterNotPermitted));
    let without = |_: &Device, _: &Device, second: &Device| roster(&[(second, Role::Member)], &[]);
    assert_eq!(joined_by(&without), Some(JoinError::ReaderNotCertified));
    let revoked = |_: &Device, handler: &Device, second: &Device| roster(&[(second, Role::Member)], &[handler.id()]);
    assert_eq!(joined_by(&revoked), Some(JoinError::ReaderNotCertified));
}
