//! Disclosed identities: the record, its commitment, halves of its key, reasons.

use chacha20poly1305::{
    ChaCha20Poly1305, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use serde_json::{Value, json};
use sotto_protocol::{
    codec,
    identity::{Identity, IdentityKey, Part, Reason, ShareContext, commitment},
    ids::{CaseId, DeviceId, HandlerId, RecordId},
};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

const KEY: [u8; 32] = [41; 32];
const HALF: [u8; 32] = [42; 32];
const SALT: [u8; 32] = [43; 32];
const CASE: [u8; 16] = [44; 16];
const RECORD: [u8; 16] = [45; 16];
const WORDS: &str = "To grant formal protection.";

pub(crate) fn identity() -> Value {
    let (case, record) = (CaseId::from_bytes(CASE), RecordId::from_bytes(RECORD));
    let key = IdentityKey::from_bytes(&KEY).unwrap();
    let who =
        Identity { name: Some("Dana Veldt".into()), contact: None, work: Some("Station 6".into()), document: None };
    let sealed = who.seal(&key, &case, &record).unwrap();
    let reason: Reason = codec::from_slice(&by_hand::cbor(&json!([{ "bstr": hex(SALT) }, WORDS]))).unwrap();
    let half = IdentityKey::from_bytes(&HALF).unwrap();
    let context = ShareContext {
        case,
        record,
        opener: HandlerId::from_bytes([46; 16]),
        device: DeviceId::from_bytes([47; 32]),
        part: Part::Approver,
    };
    json!({
        "key": hex(KEY),
        "case": hex(CASE),
        "record": hex(RECORD),
        "structure": ["Dana Veldt", null, "Station 6"],
        "sealed_bytes": sealed.len(),
        "sealed_starts": hex(&sealed[..32]),
        "sealed_ends": hex(&sealed[sealed.len() - 16..]),
        "commitment": hex(commitment(&sealed)),
        "half": hex(HALF),
        "other_half": hex(key.joined(&half).as_bytes()),
        "share_context": hex(context.to_bytes()),
        "reason_salt": hex(SALT),
        "reason_words": WORDS,
        "reason_hash": hex(*reason.hash()),
    })
}

#[test]
fn a_record_is_sealed_committed_to_and_split_as_written() {
    let vectors = read("identity");
    let (case, record) = (bytes(&vectors["case"]), bytes(&vectors["record"]));
    let plain = by_hand::cbor(&vectors["structure"]);
    let mut padded = [&u32::try_from(plain.len()).unwrap().to_be_bytes(), plain.as_slice()].concat();
    padded.resize(16 * 1024, 0);
    let prefix = b"sotto/identity/1\0";
    let aad = [prefix, case.as_slice(), &record].concat();
    let cipher = ChaCha20Poly1305::new(&Key::try_from(bytes(&vectors["key"]).as_slice()).unwrap());
    let sealed = cipher.encrypt(&Nonce::from([0; 12]), Payload { msg: &padded, aad: &aad }).unwrap();
    assert_eq!(sealed.len() as u64, vectors["sealed_bytes"].as_u64().unwrap());
    assert!(sealed.starts_with(&bytes(&vectors["sealed_starts"])) && sealed.ends_with(&bytes(&vectors["sealed_ends"])));
    assert_eq!(by_hand::sha256(&[prefix, &sealed]), bytes(&vectors["commitment"]));

    let halves = bytes(&vectors["half"]).into_iter().zip(bytes(&vectors["other_half"]));
    assert_eq!(halves.map(|(one, other)| one ^ other).collect::<Vec<u8>>(), bytes(&vectors["key"]));
    let context = [case.as_slice(), &record, &[46; 16], &[47; 32], &[2]].concat();
    assert_eq!(context, bytes(&vectors["share_context"]));
    let (salt, words) = (bytes(&vectors["reason_salt"]), vectors["reason_words"].as_str().unwrap());
    assert_eq!(by_hand::sha256(&[b"sotto/reason/1\0", &salt, words.as_bytes()]), bytes(&vectors["reason_hash"]));
}
