//! Signatures, derived keys, and the keys of a case.

use serde_json::{Value, json};
use sotto_protocol::{
    codec,
    ids::OrganisationId,
    kdf,
    phrase::{CaseRatchet, CaseSecret, RecoveryPhrase},
    sign::{Domain, PublicKey, SigningKey, sign},
};
use x25519_dalek::PublicKey as ChannelKey;

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

pub(crate) fn signatures() -> Value {
    let domains = [
        ("sotto/root/1", Domain::Root),
        ("sotto/roster/1", Domain::Roster),
        ("sotto/act/1", Domain::Act),
        ("sotto/content/1", Domain::Content),
        ("sotto/welcome/1", Domain::Welcome),
        ("sotto/successor/1", Domain::Successor),
        ("sotto/key-packages/1", Domain::KeyPackages),
        ("sotto/join/1", Domain::Join),
        ("sotto/incarnation/1", Domain::Incarnation),
    ];
    let key = SigningKey::from_bytes(&[1; 32]);
    let signed = |(label, domain)| json!({ "label": label, "signature": signature(&key, domain, b"a statement") });
    json!({
        "secret_key": hex([1; 32]),
        "public_key": hex(PublicKey::of(&key).as_bytes()),
        "statement": hex("a statement"),
        "domains": domains.map(signed),
    })
}

/// A signature is 64 bytes, which CBOR writes after two of its own.
fn signature(key: &SigningKey, domain: Domain, statement: &[u8]) -> Value {
    hex(&codec::to_vec(&sign(key, domain, statement))[2..])
}

pub(crate) fn derived_keys() -> Value {
    let labels = [
        "sotto/root-key/1",
        "sotto/case-ratchet/1",
        "sotto/case-ratchet-next/1",
        "sotto/case/1",
        "sotto/case-credential/1",
        "sotto/case-act-key/1",
        "sotto/case-channel-key/1",
        "sotto/case-recovery-tag/1",
        "sotto/channel/1",
        "sotto/handler-id/1",
    ];
    let (secret, context) = ([2; 32], [3; 32]);
    json!({
        "secret": hex(secret),
        "context": hex(context),
        "labels": labels.map(|label| json!({
            "label": label,
            "without_context": hex(*kdf::derive(&secret, label, &[])),
            "with_context": hex(*kdf::derive(&secret, label, &[&context])),
        })),
    })
}

pub(crate) fn case_keys() -> Value {
    let phrase = RecoveryPhrase::parse(PHRASE).unwrap();
    let root = phrase.root_key();
    let organisations = [[4; 32], [5; 32]].map(OrganisationId::from_bytes);
    let first = phrase.case_ratchet();
    let second = first.next(&organisations[0]).1;
    json!({
        "phrase": PHRASE,
        "entropy": "7f".repeat(16),
        "root_key": { "secret": hex(root.to_bytes()), "public": hex(PublicKey::of(&root).as_bytes()) },
        "ratchets": [hex(codec::to_vec(&first)), hex(codec::to_vec(&second))],
        "cases": [
            case(&first, &organisations[0]),
            case(&first, &organisations[1]),
            case(&second, &organisations[0]),
        ],
    })
}

fn case(ratchet: &CaseRatchet, organisation: &OrganisationId) -> Value {
    let secret: CaseSecret = ratchet.next(organisation).0;
    let signing =
        |key: SigningKey| json!({ "secret": hex(key.to_bytes()), "public": hex(PublicKey::of(&key).as_bytes()) });
    let channel = secret.channel_key();
    json!({
        "index": ratchet.index(),
        "organisation": hex(organisation.as_bytes()),
        "case_secret": hex(&codec::to_vec(&secret)[2..]),
        "credential": signing(secret.credential()),
        "act_key": signing(secret.act_key()),
        "channel_key": { "secret": hex(channel.to_bytes()), "public": hex(ChannelKey::from(&channel).as_bytes()) },
        "recovery_tag": hex(secret.recovery_tag()),
        "case": hex(secret.case_id().as_bytes()),
    })
}

#[test]
fn signatures_are_over_label_and_statement() {
    let vectors = read("signatures");
    let statement = bytes(&vectors["statement"]);
    for domain in vectors["domains"].as_array().unwrap() {
        let label = domain["label"].as_str().unwrap();
        assert!(by_hand::signature_fits(label, &vectors["public_key"], &statement, &domain["signature"]), "{label}");
    }
}

#[test]
fn derived_keys_are_those_of_hkdf() {
    let vectors = read("derived-keys");
    let [secret, context] = ["secret", "context"].map(|name| bytes(&vectors[name]));
    for derived in vectors["labels"].as_array().unwrap() {
        let label = derived["label"].as_str().unwrap();
        assert_eq!(by_hand::derive(&secret, label, &[]), bytes(&derived["without_context"]), "{label}");
        assert_eq!(by_hand::derive(&secret, label, &context), bytes(&derived["with_context"]), "{label}");
    }
}

#[test]
fn case_keys_follow_from_the_phrase_alone() {
    let vectors = read("case-keys");
    let entropy = bytes(&vectors["entropy"]);
    assert_eq!(by_hand::derive(&entropy, "sotto/root-key/1", &[]), bytes(&vectors["root_key"]["secret"]));
    let first = by_hand::derive(&entropy, "sotto/case-ratchet/1", &[]);
    let states = [first.clone(), by_hand::derive(&first, "sotto/case-ratchet-next/1", &[])];
    for (index, state) in states.iter().enumerate() {
        let structure = json!([index, { "bstr": hex(state) }]);
        assert_eq!(by_hand::cbor(&structure), bytes(&vectors["ratchets"][index]));
    }
    for case in vectors["cases"].as_array().unwrap() {
        let state = &states[usize::try_from(case["index"].as_u64().unwrap()).unwrap()];
        let secret = by_hand::derive(state, "sotto/case/1", &bytes(&case["organisation"]));
        assert_eq!(secret, bytes(&case["case_secret"]));
        for (key, label) in [("credential", "credential"), ("act_key", "act-key"), ("channel_key", "channel-key")] {
            let derived = by_hand::derive(&secret, &format!("sotto/case-{label}/1"), &[]);
            assert_eq!(derived, bytes(&case[key]["secret"]), "{key}");
        }
        let tag = by_hand::derive(&secret, "sotto/case-recovery-tag/1", &[]);
        assert_eq!(tag[..8], bytes(&case["recovery_tag"]));
        let id = by_hand::sha256(&[b"sotto/case-id/1", &bytes(&case["act_key"]["public"])]);
        assert_eq!(id[..16], bytes(&case["case"]));
    }
}
