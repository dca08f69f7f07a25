//! The order of a room, with each kind of declaration, and where a room starts.

use serde_json::{Value, json};
use sotto_protocol::{
    codec,
    content::Status,
    ids::{CaseId, DeviceId, MessageId, RoomId},
    room::{Append, CaseEvent, Declared, Head, ReaderChange, RoomStart, SealedStart, SignedStart, Welcome},
    sign::{PublicKey, SigningKey},
};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

const ROOM: RoomId = RoomId::from_bytes([50; 16]);

fn bstr(bytes: impl AsRef<[u8]>) -> Value {
    json!({ "bstr": hex(bytes) })
}

/// Each kind of declaration, and its structure.
fn declarations() -> Vec<(Declared, Value)> {
    let start = SealedStart {
        device: DeviceId::from_bytes([51; 32]),
        encapsulated: vec![52; 3].into(),
        ciphertext: vec![53; 4].into(),
    };
    let welcome = Welcome { mls: vec![54; 5].into(), starts: vec![start] };
    let welcomed = json!([bstr([54; 5]), [[bstr([51; 32]), bstr([52; 3]), bstr([53; 4])]]]);
    let readers = |add: &[u8], remove: &[u8]| ReaderChange {
        add: add.iter().map(|n| DeviceId::from_bytes([*n; 32])).collect(),
        remove: remove.iter().map(|n| DeviceId::from_bytes([*n; 32])).collect(),
    };
    let opened = CaseEvent::Opened { channel: "general".into() };
    let declared = |event, readers, welcome| Declared { event, readers, welcome };
    let mut all = vec![
        (declared(None, None, None), json!([])),
        (declared(Some(opened), None, Some(welcome.clone())), json!([[0, ["general"]], null, welcomed])),
        (
            declared(Some(CaseEvent::Readers), Some(readers(&[51], &[])), Some(welcome)),
            json!([[1, []], [[bstr([51; 32])], []], welcomed]),
        ),
        (
            declared(Some(CaseEvent::Readers), Some(readers(&[], &[55, 56])), None),
            json!([[1, []], [[], [bstr([55; 32]), bstr([56; 32])]]]),
        ),
        (
            declared(Some(CaseEvent::Successor { follows: RoomId::from_bytes([57; 16]) }), None, None),
            json!([[3, [bstr([57; 16])]]]),
        ),
    ];
    for (status, n) in Status::ALL.into_iter().zip(0..) {
        all.push((declared(Some(CaseEvent::Status { status }), None, None), json!([[2, [n]]])));
    }
    all
}

pub(crate) fn heads() -> Value {
    let first = Head::first(&ROOM);
    let mut previous = first;
    let appends: Vec<_> = declarations()
        .into_iter()
        .zip(60_u8..)
        .map(|((declared, structure), n)| {
            let message = MessageId::from_bytes([n; 16]);
            let append = Append { room: ROOM, previous, message, envelope: vec![n; 32].into(), declared };
            previous = Head::after(&append);
            json!({
                "message": hex(message.as_bytes()),
                "envelope": hex(&*append.envelope),
                "declared_structure": structure,
                "declared": hex(codec::to_vec(&append.declared)),
                "append": hex(codec::to_vec(&append)),
                "head": hex(previous.as_bytes()),
            })
        })
        .collect();
    json!({ "room": hex(ROOM.as_bytes()), "first": hex(first.as_bytes()), "appends": appends, "start": start() })
}

fn start() -> Value {
    let committer = SigningKey::from_bytes(&[58; 32]);
    let start = RoomStart {
        room: ROOM,
        case: CaseId::from_bytes([59; 16]),
        message: MessageId::from_bytes([60; 16]),
        previous: Head::from_bytes([61; 32]),
        welcome: [62; 32].into(),
    };
    let structure = json!([bstr([50; 16]), bstr([59; 16]), bstr([60; 16]), bstr([61; 32]), bstr([62; 32])]);
    json!({
        "committer_secret_key": hex(committer.to_bytes()),
        "committer": hex(PublicKey::of(&committer).as_bytes()),
        "structure": structure,
        "signed": hex(codec::to_vec(&SignedStart::sign(&start, &committer))),
    })
}

#[test]
fn heads_are_hashes_over_what_was_appended() {
    let vectors = read("heads");
    let room = bytes(&vectors["room"]);
    let mut head = by_hand::sha256(&[b"sotto/room/1", &room]);
    assert_eq!(head, bytes(&vectors["first"]));
    for append in vectors["appends"].as_array().unwrap() {
        let [message, envelope, declared] = ["message", "envelope", "declared"].map(|name| bytes(&append[name]));
        assert_eq!(by_hand::cbor(&append["declared_structure"]), declared);
        let structure =
            json!([bstr(&room), bstr(&head), bstr(&message), bstr(&envelope), append["declared_structure"]]);
        assert_eq!(by_hand::cbor(&structure), bytes(&append["append"]));
        let (envelope, declared) = (by_hand::sha256(&[&envelope]), by_hand::sha256(&[&declared]));
        head = by_hand::sha256(&[b"sotto/head/1", &head, &message, &envelope, &declared]);
        assert_eq!(head, bytes(&append["head"]));
    }
}

#[test]
fn a_start_is_its_structure_signed() {
    let vectors = &read("heads")["start"];
    let statement = by_hand::cbor(&vectors["structure"]);
    let signed = bytes(&vectors["signed"]);
    let mut decoder = minicbor::Decoder::new(&signed);
    assert_eq!(decoder.array().unwrap(), Some(3));
    let [stated, committer, signature] = [(); 3].map(|()| decoder.bytes().unwrap().to_vec());
    assert_eq!(stated, statement);
    assert_eq!(committer, bytes(&vectors["committer"]));
    assert!(by_hand::signature_fits("sotto/welcome/1", &vectors["committer"], &statement, &hex(signature)));
}
