//! Decoders take any bytes: they refuse, or give a value that is written as they read it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::{fmt::Debug, fs, path::PathBuf};

use data_encoding::HEXLOWER;
use minicbor::{Decode, Encode};
use proptest::{collection::vec, prelude::*};
use serde_json::Value;
use sotto_protocol::{
    card::{Card, Root, RootBody, SignedRoot},
    channel_proof::ChannelProof,
    codec,
    content::{Content, SignedContent, Status},
    identity::{Disclosure, Identity, IdentityKey},
    ids::{CaseId, DeviceId, HandlerId, MessageId, RecordId, RoomId},
    key_words::KeyWords,
    padding,
    phrase::{CaseRatchet, RecoveryPhrase},
    pseudonym::Pseudonym,
    puzzle::{Puzzle, Runtime, Solution},
    room::{
        Append, CaseEvent, Declared, Head, IdentityEvent, ReaderChange, RoomStart, SealedStart, SignedStart, Welcome,
    },
    roster::{RosterBody, UnverifiedRoster},
};

/// Every byte string that the vectors hold: encodings of each kind, to be altered.
fn encodings() -> Vec<Vec<u8>> {
    fn collect(value: &Value, found: &mut Vec<Vec<u8>>) {
        match value {
            Value::String(text) => found.extend(HEXLOWER.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() > 2)),
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
            _ => {}
        }
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut found = Vec::new();
    for name in ["card", "roster", "content", "heads", "channel", "pseudonyms", "case-keys"] {
        let text = fs::read(folder.join(name).with_extension("json")).unwrap();
        collect(&serde_json::from_slice(&text).unwrap(), &mut found);
    }
    found
}

/// Decodes `bytes` as `T`; what is taken is the same when it was written and read again.
fn decode<T: Encode<()> + for<'b> Decode<'b, ()>>(bytes: &[u8]) -> Option<T> {
    let value: T = codec::from_slice(bytes).ok()?;
    let written = codec::to_vec(&value);
    let again: T = codec::from_slice(&written).unwrap();
    assert_eq!(codec::to_vec(&again), written);
    Some(value)
}

/// Every decoder over the same bytes, and what judges the value after it.
fn take(bytes: &[u8]) {
    if let Ok(card) = Card::from_file(bytes) {
        let _ = Root::follow(card.roots);
    }
    if let Some(roots) = decode::<Vec<SignedRoot>>(bytes) {
        let _ = Root::follow(roots);
    }
    if let Some(object) = decode::<SignedContent>(bytes) {
        let _ = object.verify(&CaseId::from_bytes([40; 16]));
    }
    if let Some(append) = decode::<Append>(bytes) {
        let _ = Head::after(&append);
    }
    if let Some(solution) = decode::<Solution>(bytes) {
        let _ = solution.verify(1, Runtime::Interpreted);
    }
    if let Some(start) = decode::<SignedStart>(bytes) {
        let _ = start.verify();
    }
    decode::<Card>(bytes);
    decode::<RootBody>(bytes);
    decode::<UnverifiedRoster>(bytes);
    decode::<RosterBody>(bytes);
    decode::<Content>(bytes);
    decode::<Disclosure>(bytes);
    decode::<Identity>(bytes);
    let (key, case) = (IdentityKey::from_bytes(&[1; 32]).unwrap(), CaseId::from_bytes([40; 16]));
    assert!(Identity::open(bytes, &key, &case, &RecordId::from_bytes([2; 16])).is_err());
    decode::<Declared>(bytes);
    decode::<RoomStart>(bytes);
    decode::<Puzzle>(bytes);
    decode::<ChannelProof>(bytes);
    decode::<Pseudonym>(bytes);
    decode::<CaseRatchet>(bytes);
    let _ = padding::unpad(bytes);
}

fn returns<T: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug>(value: &T) {
    let bytes = codec::to_vec(value);
    assert_eq!(codec::from_slice::<T>(&bytes).as_ref(), Ok(value));
    // Every byte is needed, and none comes after.
    for cut in 0..bytes.len() {
        assert!(codec::from_slice::<T>(&bytes[..cut]).is_err());
    }
    assert!(codec::from_slice::<T>(&[&bytes[..], &[0]].concat()).is_err());
}

fn declared() -> impl Strategy<Value = Declared> {
    let event = prop_oneof![
        ".{0,20}".prop_map(|channel| CaseEvent::Opened { channel }),
        Just(CaseEvent::Readers),
        proptest::sample::select(Status::ALL.to_vec()).prop_map(|status| CaseEvent::Status { status }),
        any::<[u8; 16]>().prop_map(|id| CaseEvent::Successor { follows: RoomId::from_bytes(id) }),
        identity_event().prop_map(CaseEvent::Identity),
    ];
    let devices = || vec(any::<[u8; 32]>().prop_map(DeviceId::from_bytes), 0..3);
    let readers = (devices(), devices()).prop_map(|(add, remove)| ReaderChange { add, remove });
    let bytes = || vec(any::<u8>(), 0..40);
    let start = (any::<[u8; 32]>(), bytes(), bytes()).prop_map(|(device, encapsulated, ciphertext)| SealedStart {
        device: DeviceId::from_bytes(device),
        encapsulated: encapsulated.into(),
        ciphertext: ciphertext.into(),
    });
    let welcome = (bytes(), vec(start, 0..3)).prop_map(|(mls, starts)| Welcome { mls: mls.into(), starts });
    let option = proptest::option::of::<BoxedStrategy<CaseEvent>>;
    (option(event.boxed()), proptest::option::of(readers), proptest::option::of(welcome))
        .prop_map(|(event, readers, welcome)| Declared { event, readers, welcome })
}

fn identity_event() -> impl Strategy<Value = IdentityEvent> {
    let people = || vec(any::<[u8; 16]>().prop_map(HandlerId::from_bytes), 0..3);
    let fixed = (any::<[u8; 16]>(), any::<[u8; 32]>(), people(), people(), proptest::option::of(any::<[u8; 16]>()));
    (fixed, 0..7_u8).prop_map(|((id, hash, readers, approvers, request), which)| {
        let (record, commitment) = (RecordId::from_bytes(id), hash.into());
        match which {
            0 => IdentityEvent::Disclosed { record, commitment, readers, approvers },
            1 => IdentityEvent::Asked,
            2 => IdentityEvent::OpeningAsked { record, reason: commitment },
            3 => IdentityEvent::OpeningApproved { record, request: MessageId::from_bytes(id) },
            4 => IdentityEvent::OpeningRefused { record, request: MessageId::from_bytes(id) },
            5 => IdentityEvent::Opened { record, request: request.map(MessageId::from_bytes), reason: commitment },
            _ => IdentityEvent::Withdrawn { record },
        }
    })
}

#[test]
fn deep_nesting_and_long_counts_are_refused() {
    let deep = [vec![0x82; 200_000], vec![0]].concat();
    let tags = [vec![0xc1; 200_000], vec![0]].concat();
    let long: &[u8] = &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
    let string: &[u8] = &[0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
    let endless = vec![0x9f; 200_000];
    for hostile in [&deep, &tags, long, string, &endless] {
        take(hostile);
        // As a field that a reader does not know, after the ones that it does.
        for known in encodings().iter().filter(|bytes| (0x81..0x97).contains(&bytes[0])) {
            take(&[&[known[0] + 1], &known[1..], hostile].concat());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        take(&bytes);
        take(&[b"sotto-card/1\n", bytes.as_slice()].concat());
    }

    #[test]
    fn altered_encodings_are_taken_or_refused(
        which in any::<prop::sample::Index>(),
        edits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
        is_cut in proptest::bool::weighted(0.2),
    ) {
        let all = encodings();
        let mut bytes = which.get(&all).clone();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        take(&bytes);
    }

    #[test]
    fn any_text_is_taken_or_refused(text in ".{0,200}") {
        let _ = (Card::from_link(&text), Card::from_link(&format!("sotto:card/1/{text}")));
        let _ = (text.parse::<KeyWords>(), RecoveryPhrase::parse(&text), Pseudonym::choose(&text));
        let _ = (text.parse::<CaseId>(), text.parse::<DeviceId>());
    }

    #[test]
    fn appends_return(
        (room, previous, message) in any::<([u8; 16], [u8; 32], [u8; 16])>(),
        envelope in vec(any::<u8>(), 0..60),
        declared in declared(),
    ) {
        returns(&declared.event);
        let append = Append {
            room: RoomId::from_bytes(room),
            previous: Head::from_bytes(previous),
            message: MessageId::from_bytes(message),
            envelope: envelope.into(),
            declared,
        };
        returns(&append);
    }

    #[test]
    fn pseudonyms_return(quality in any::<u8>(), thing in any::<u8>(), number in any::<u8>(), name in ".{0,70}") {
        let suggested = Pseudonym::Suggested { quality, thing, number };
        prop_assert_eq!(suggested.to_string().split(' ').count(), 3);
        returns(&suggested);
        if let Ok(chosen) = Pseudonym::choose(&name) {
            prop_assert!((1..=60).contains(&chosen.to_string().chars().count()));
            returns(&chosen);
        }
    }
}
