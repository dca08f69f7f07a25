//! The card, the roster, and what people say.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sotto_protocol::{
    card::{Card, RelayIdentity, Root, RootBody},
    codec,
    content::{Content, ContentHash, Draft, FileRef, SignedContent, Status},
    ids::{AttachmentId, BlobId, CaseId, HandlerId, MessageId},
    pseudonym::Pseudonym,
    roster::{Channel, DeviceKeys, Person, Role, RosterBody},
    sign::{PublicKey, SigningKey},
    time::UnixSeconds,
};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn bstr(bytes: impl AsRef<[u8]>) -> Value {
    json!({ "bstr": hex(bytes) })
}

fn public(n: u8) -> Value {
    bstr(PublicKey::of(&key(n)).as_bytes())
}

fn root_body(version: u32, root_keys: &[u8], threshold: u8) -> RootBody {
    RootBody {
        version,
        name: "Northmere Water & Power, Integrity Office".into(),
        root_keys: root_keys.iter().map(|n| PublicKey::of(&key(*n))).collect(),
        threshold,
        roster_signers: vec![PublicKey::of(&key(23))],
        relay: RelayIdentity {
            address: "relay.example:8443".into(),
            onion: None,
            tls_keys: vec![[24; 32].into()],
            channel_key: [25; 32].into(),
            log_key: PublicKey::of(&key(26)),
        },
        region: "EU".into(),
    }
}

fn root_structure(version: u32, root_keys: &[u8], threshold: u8) -> Value {
    let relay = json!(["relay.example:8443", null, [bstr([24; 32])], bstr([25; 32]), public(26)]);
    let root_keys: Vec<_> = root_keys.iter().map(|n| public(*n)).collect();
    let name = "Northmere Water & Power, Integrity Office";
    json!([version, name, root_keys, threshold, [public(23)], relay, "EU"])
}

fn root() -> Root {
    let first = root_body(1, &[20], 1).sign(&[&key(20)]);
    let second = root_body(2, &[21, 22], 2).sign(&[&key(20), &key(21), &key(22)]);
    Root::follow(vec![first, second]).unwrap()
}

pub(crate) fn card() -> Value {
    let root = root();
    let card =
        Card { roots: root.chain().to_vec(), channels: vec![("general".into(), "General".into())], roster: None };
    // A second version with three signatures is too long for a link.
    let first = Card { roots: root.chain()[..1].to_vec(), ..card.clone() };
    let bodies = [
        (root_body(1, &[20], 1), root_structure(1, &[20], 1)),
        (root_body(2, &[21, 22], 2), root_structure(2, &[21, 22], 2)),
    ];
    let version =
        |(body, structure): (RootBody, Value)| json!({ "structure": structure, "body": hex(codec::to_vec(&body)) });
    json!({
        "secret_root_keys": [hex([20; 32]), hex([21; 32]), hex([22; 32])],
        "versions": bodies.map(version),
        "signed": root.chain().iter().map(|signed| hex(codec::to_vec(signed))).collect::<Vec<_>>(),
        "organisation": hex(root.organisation().as_bytes()),
        "key_words": root.key_words().to_string(),
        "file": hex(card.to_file()),
        "link_of_version_1": first.to_link().unwrap(),
    })
}

fn device(n: u8) -> DeviceKeys {
    let opening_key: Vec<u8> = (0..1216_u32).map(|at| (at % 256) as u8 ^ n).collect();
    DeviceKeys { credential: PublicKey::of(&key(n)), opening_key: opening_key.into(), channel_key: [n; 32].into() }
}

pub(crate) fn roster() -> Value {
    let root = root();
    let person = |n: u8, name: &str, title: &str, role| Person {
        handler: HandlerId::from_bytes([n; 16]),
        name: name.into(),
        title: title.into(),
        role,
        devices: vec![device(n)],
    };
    let people = [
        person(30, "Ines Halvorsen", "Head of Integrity", Role::Owner),
        person(31, "Tomás Beck", "Case officer", Role::Member),
    ];
    let body = RosterBody {
        organisation: root.organisation(),
        version: 3,
        issued_at: UnixSeconds(1_800_000_000),
        expires_at: UnixSeconds(1_807_776_000),
        people: people.to_vec(),
        channels: vec![Channel { channel: "general".into(), name: "General".into(), intake: vec![people[1].handler] }],
        revoked: vec![device(32).device()],
        identity: None,
        witnesses: None,
    };
    let signed = body.sign(&key(23)).verify(&root).unwrap();
    let device_structure = |n: u8| json!([public(n), bstr(&device(n).opening_key[..]), bstr([n; 32])]);
    let structure = json!([
        bstr(root.organisation().as_bytes()),
        3,
        1_800_000_000,
        1_807_776_000,
        [
            [bstr([30; 16]), "Ines Halvorsen", "Head of Integrity", 4, [device_structure(30)]],
            [bstr([31; 16]), "Tomás Beck", "Case officer", 1, [device_structure(31)]],
        ],
        [["general", "General", [bstr([31; 16])]]],
        [public(32)],
    ]);
    json!({
        "secret_signing_key": hex([23; 32]),
        "structure": structure,
        "body": hex(codec::to_vec(&body)),
        "signed": hex(codec::to_vec(signed.signed())),
        "sha256": hex(signed.hash()),
        "device_key_words": device(31).key_words().to_string(),
    })
}

pub(crate) fn content() -> Value {
    let files = vec![FileRef {
        attachment: AttachmentId::from_bytes([41; 16]),
        blob: BlobId::from_bytes([42; 16]),
        key: codec::from_slice(&[&[0x58, 32], &[43; 32][..]].concat()).unwrap(),
        name: "photo.jpg".into(),
        size_bytes: 65_537,
        sha256: [44; 32].into(),
        original: None,
    }];
    let file = json!([bstr([41; 16]), bstr([42; 16]), bstr([43; 32]), "photo.jpg", 65_537, bstr([44; 32])]);
    let cleaned = vec![FileRef { original: Some([45; 32].into()), ..files[0].clone() }];
    let cleaned_file = {
        let mut fields = file.as_array().unwrap().clone();
        fields.push(bstr([45; 32]));
        json!(fields)
    };
    let report = |pseudonym, files| Content::Report {
        title: "Meters are altered".into(),
        body: "Since March, meters in two streets are altered.".into(),
        pseudonym,
        channel: "general".into(),
        files,
    };
    let said = |pseudonym, files| {
        json!([
            0,
            ["Meters are altered", "Since March, meters in two streets are altered.", pseudonym, "general", files]
        ])
    };
    let suggested = Pseudonym::Suggested { quality: 0, thing: 127, number: 7 };
    let statuses = Status::ALL.into_iter().zip(0..).map(|(status, n)| (Content::Status { status }, json!([2, [n]])));
    let contents = [
        (report(suggested, Vec::new()), said(json!([0, [0, 127, 7]]), json!([]))),
        (
            report(Pseudonym::Chosen("Night Shift".into()), files.clone()),
            said(json!([1, ["Night Shift"]]), json!([file])),
        ),
        (Content::Message { body: "An answer.".into(), files: Vec::new() }, json!([1, ["An answer.", []]])),
        (Content::Message { body: String::new(), files }, json!([1, ["", [file]]])),
        (Content::Message { body: String::new(), files: cleaned }, json!([1, ["", [cleaned_file]]])),
    ];
    let earlier = {
        let content = Content::Message { body: "Said before.".into(), files: Vec::new() };
        let (lineage, id) = (CaseId::from_bytes([40; 16]), MessageId::from_bytes([46; 16]));
        let at = UnixSeconds(1_790_000_000);
        let draft = Draft { lineage, id, previous: ContentHash::none(), at, content: &content };
        codec::to_vec(&SignedContent::sign(&draft, &key(45)))
    };
    let history = (Content::History { objects: vec![earlier.clone().into()] }, json!([13, [[bstr(earlier)]]]));
    let mut previous = ContentHash::none();
    let objects: Vec<_> = contents
        .into_iter()
        .chain(statuses)
        .chain([history])
        .zip(1_u8..)
        .map(|((content, structure), n)| {
            let id = MessageId::from_bytes([n; 16]);
            let at = UnixSeconds(1_800_000_000 + u64::from(n));
            let draft = Draft { lineage: CaseId::from_bytes([40; 16]), id, previous, at, content: &content };
            let signed = SignedContent::sign(&draft, &key(45));
            let named = std::mem::replace(&mut previous, signed.hash());
            json!({
                "structure": structure,
                "id": hex(id.as_bytes()),
                "previous": hex(named.as_bytes()),
                "at": at.0,
                "content": hex(codec::to_vec(&content)),
                "signed": hex(codec::to_vec(&signed)),
                "hash": hex(signed.hash().as_bytes()),
            })
        })
        .collect();
    json!({ "case": hex([40; 16]), "author_secret_key": hex([45; 32]), "objects": objects })
}

/// The fields of an array of byte strings, numbers and text, as they are in the encoding.
fn fields(encoding: &[u8]) -> Vec<Vec<u8>> {
    let mut decoder = minicbor::Decoder::new(encoding);
    let len = decoder.array().unwrap().unwrap();
    let mut field = || {
        let from = decoder.position();
        decoder.skip().unwrap();
        encoding[from..decoder.position()].to_vec()
    };
    (0..len).map(|_| field()).collect()
}

fn string(encoding: &[u8]) -> Vec<u8> {
    minicbor::Decoder::new(encoding).bytes().unwrap().to_vec()
}

#[test]
fn a_card_is_its_structure_signed() {
    let vectors = read("card");
    for (version, signed) in vectors["versions"].as_array().unwrap().iter().zip(vectors["signed"].as_array().unwrap()) {
        let body = bytes(&version["body"]);
        assert_eq!(by_hand::cbor(&version["structure"]), body);
        let parts = fields(&bytes(signed));
        assert_eq!(string(&parts[0]), body);
        for by in fields(&parts[1]) {
            let [key, signature] = [0, 1].map(|at| hex(string(&fields(&by)[at])));
            assert!(by_hand::signature_fits("sotto/root/1", &key, &body, &signature));
        }
    }
    let organisation = by_hand::sha256(&[&bytes(&vectors["versions"][0]["body"])]);
    assert_eq!(organisation, bytes(&vectors["organisation"]));
    let words = by_hand::key_words(&[b"sotto/card-words/1".as_slice(), &organisation].concat());
    assert_eq!(words, vectors["key_words"]);
    let file = bytes(&vectors["file"]);
    let card = file.strip_prefix(b"sotto-card/1\n").unwrap();
    let signed = [0, 1].map(|at| bytes(&vectors["signed"][at]));
    let channels = by_hand::cbor(&json!([["general", "General"]]));
    assert_eq!(card, [&[0x82, 0x82], &signed[0][..], &signed[1], &channels].concat());
    let first = [&[0x82, 0x81], &signed[0][..], &channels].concat();
    assert_eq!(vectors["link_of_version_1"], format!("sotto:card/1/{}", BASE64URL_NOPAD.encode(&first)));
}

#[test]
fn a_roster_is_its_structure_signed() {
    let vectors = read("roster");
    let (body, signed) = (bytes(&vectors["body"]), bytes(&vectors["signed"]));
    assert_eq!(by_hand::cbor(&vectors["structure"]), body);
    let parts: Vec<_> = fields(&signed).iter().map(|part| string(part)).collect();
    assert_eq!(parts[0], body);
    assert!(by_hand::signature_fits("sotto/roster/1", &hex(&parts[1]), &body, &hex(&parts[2])));
    assert_eq!(by_hand::sha256(&[&signed]), bytes(&vectors["sha256"]));
    let device = by_hand::sha256(&[&by_hand::cbor(&vectors["structure"][4][1][4][0])]);
    let words = by_hand::key_words(&[b"sotto/device-words/1".as_slice(), &device].concat());
    assert_eq!(words, vectors["device_key_words"]);
}

#[test]
fn content_is_its_structure_signed_and_chained() {
    let vectors = read("content");
    let mut previous = vec![0; 32];
    for object in vectors["objects"].as_array().unwrap() {
        let (content, signed) = (bytes(&object["content"]), bytes(&object["signed"]));
        assert_eq!(by_hand::cbor(&object["structure"]), content);
        assert_eq!(bytes(&object["previous"]), previous);
        let [case, id] = [&vectors["case"], &object["id"]].map(|id| json!({ "bstr": id }));
        let statement = json!([1, case, id, bstr(&previous), object["at"], bstr(&content)]);
        let parts: Vec<_> = fields(&signed).iter().map(|part| string(part)).collect();
        assert_eq!(parts[0], by_hand::cbor(&statement));
        assert!(by_hand::signature_fits("sotto/content/1", &hex(&parts[1]), &parts[0], &hex(&parts[2])));
        previous = by_hand::sha256(&[&signed]);
        assert_eq!(bytes(&object["hash"]), previous);
    }
}
