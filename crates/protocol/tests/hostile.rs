//! Statements that break one rule each, by people who hold the keys for it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use hmac::{Hmac, KeyInit, Mac};
use minicbor::bytes::ByteVec;
use sha2::Sha256;
use sotto_protocol::{
    card::{Card, CardError, RelayIdentity, Root, RootBody, SignedRoot},
    channel_proof::{BadProof, ChannelBinding, ChannelProof},
    codec,
    content::{
        CONTENT_VERSION, Content, ContentError, ContentHash, Draft, FileRef, Known, MAX_ATTACHMENTS, MAX_BODY_BYTES,
        SignedContent, VerifiedContent,
    },
    ids::{AttachmentId, BlobId, CaseId, DeviceId, HandlerId, MessageId, OrganisationId},
    kdf,
    names::MAX_NAME_BYTES,
    pseudonym::Pseudonym,
    puzzle::{NotSolved, Runtime, Solution},
    roster::{Channel, DeviceKeys, Person, Role, RosterBody, RosterError},
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
    stream::{FileKey, SEGMENT_BYTES, SegmentError, Segments},
    time::UnixSeconds,
};
use x25519_dalek::StaticSecret;

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn public(n: u8) -> PublicKey {
    PublicKey::of(&key(n))
}

/// Its root key is 1, its roster signer 2.
fn root_body() -> RootBody {
    RootBody {
        version: 1,
        name: "Northmere".into(),
        root_keys: vec![public(1)],
        threshold: 1,
        roster_signers: vec![public(2)],
        relay: RelayIdentity {
            address: "relay.example:8443".into(),
            onion: None,
            tls_keys: vec![[1; 32].into()],
            channel_key: [2; 32].into(),
            log_key: public(3),
        },
        region: "EU".into(),
    }
}

fn refused(chain: Vec<SignedRoot>) -> Option<CardError> {
    Root::follow(chain).err()
}

// rule: CARD-03
#[test]
fn versions_of_a_card_leave_no_gap() {
    let version = |version| RootBody { version, ..root_body() }.sign(&[&key(1)]);
    assert_eq!(refused(vec![version(1), version(2), version(3)]), None);
    for gap in [vec![version(0)], vec![version(2)], vec![version(1), version(3)], vec![version(1), version(1)]] {
        assert_eq!(refused(gap), Some(CardError::Version));
    }
    assert_eq!(refused(vec![version(1), version(2), version(1)]), Some(CardError::Version));
}

// rule: CARD-03
#[test]
fn a_card_without_signers_or_with_too_many_tls_keys_is_refused() {
    let sign = |body: RootBody| refused(vec![body.sign(&[&key(1)])]);
    let tls_keys = |count| {
        let relay = RelayIdentity { tls_keys: vec![[1; 32].into(); count], ..root_body().relay };
        sign(RootBody { relay, ..root_body() })
    };
    assert_eq!([0, 1, 2, 3].map(tls_keys).map(|error| error.is_none()), [false, true, true, false]);
    assert_eq!(tls_keys(3), Some(CardError::Inconsistent));
    assert_eq!(sign(RootBody { roster_signers: Vec::new(), ..root_body() }), Some(CardError::Inconsistent));
    // A version that is whole does not make a later one whole.
    let second = RootBody { version: 2, threshold: 0, ..root_body() }.sign(&[&key(1)]);
    assert_eq!(refused(vec![root_body().sign(&[&key(1)]), second]), Some(CardError::Inconsistent));
}

// rule: CARD-02
#[test]
fn a_threshold_counts_different_keys_and_few_signatures() {
    let body = RootBody { root_keys: vec![public(1), public(4)], threshold: 2, ..root_body() };
    assert_eq!(refused(vec![body.sign(&[&key(1), &key(4)])]), None);
    for short in [vec![key(1)], vec![key(1), key(1)], vec![key(1), key(5)]] {
        assert_eq!(refused(vec![body.sign(&short.iter().collect::<Vec<_>>())]), Some(CardError::Signature));
    }
    // One key that is listed twice is one key.
    let twice = RootBody { root_keys: vec![public(1), public(1)], threshold: 2, ..root_body() };
    assert_eq!(refused(vec![twice.sign(&[&key(1), &key(1)])]), Some(CardError::Signature));
    let with = |count: u8| {
        let others: Vec<SigningKey> = (0..count).map(|n| key(100 + n)).collect();
        let first = key(1);
        refused(vec![root_body().sign(&std::iter::once(&first).chain(&others).collect::<Vec<_>>())])
    };
    assert_eq!([with(15), with(16)], [None, Some(CardError::Signature)]);
}

// rule: CARD-01, CARD-02
#[test]
fn what_was_signed_is_the_body_as_it_came() {
    let signed = codec::to_vec(&root_body().sign(&[&key(1)]));
    let at = signed.windows(9).position(|window| window == b"Northmere").unwrap();
    let mut renamed = signed.clone();
    renamed[at] = b'S';
    assert_eq!(refused(vec![codec::from_slice(&renamed).unwrap()]), Some(CardError::Signature));
    assert_eq!(refused(vec![codec::from_slice(&signed).unwrap()]), None);
}

// rule: CARD-04
#[test]
fn a_card_is_known_by_its_prefix() {
    let card = Card { roots: vec![root_body().sign(&[&key(1)])], channels: Vec::new(), roster: None };
    let (file, link) = (card.to_file(), card.to_link().unwrap());
    assert!(Card::from_file(&[&file[..], b"\0"].concat()).is_err());
    assert!(Card::from_file(&[b"sotto-card/2\n", &file[13..]].concat()).is_err());
    assert!(Card::from_link(&link.replace("card/1", "card/2")).is_err());
    assert!(Card::from_link(&format!("{link}=")).is_err());
}

fn device(n: u8) -> DeviceKeys {
    DeviceKeys { credential: public(n), opening_key: vec![n; 1216].into(), channel_key: [n; 32].into() }
}

fn person(n: u8, device_of: u8) -> Person {
    Person {
        handler: HandlerId::from_bytes([n; 16]),
        name: "A".into(),
        title: "B".into(),
        role: Role::Member,
        devices: vec![device(device_of)],
    }
}

fn channel(name: &str) -> Channel {
    Channel { channel: name.into(), name: "General".into(), intake: Vec::new() }
}

// rule: ROST-02
#[test]
fn everything_in_a_roster_is_there_once() {
    let root = Root::follow(vec![root_body().sign(&[&key(1)])]).unwrap();
    let good = RosterBody {
        organisation: root.organisation(),
        version: 1,
        issued_at: UnixSeconds(1),
        expires_at: UnixSeconds(2),
        people: vec![person(10, 10), person(11, 11)],
        channels: vec![channel("general"), channel("safety")],
        revoked: vec![DeviceId::from_bytes(*public(12).as_bytes())],
        identity: None,
        witnesses: None,
    };
    let verify = |body: &RosterBody| body.sign(&key(2)).verify(&root).err();
    assert_eq!(verify(&good), None);
    let same_person = RosterBody { people: vec![person(10, 10), person(10, 11)], ..good.clone() };
    let same_device = RosterBody { people: vec![person(10, 10), person(11, 10)], ..good.clone() };
    let same_channel = RosterBody { channels: vec![channel("general"), channel("general")], ..good.clone() };
    let of_nobody = Channel { intake: vec![HandlerId::from_bytes([99; 16])], ..channel("general") };
    let of_nobody = RosterBody { channels: vec![of_nobody], ..good.clone() };
    let revoked_too = RosterBody { people: vec![person(12, 12)], ..good.clone() };
    for contradiction in [same_person, same_device, same_channel, of_nobody, revoked_too] {
        assert_eq!(verify(&contradiction), Some(RosterError::Inconsistent));
    }
}

// rule: ROST-01
// proves: PRIV-07
#[test]
fn a_roster_is_signed_as_a_roster_by_whom_it_names() {
    let root = Root::follow(vec![root_body().sign(&[&key(1)])]).unwrap();
    let body = RosterBody {
        organisation: root.organisation(),
        version: 1,
        issued_at: UnixSeconds(1),
        expires_at: UnixSeconds(2),
        people: Vec::new(),
        channels: Vec::new(),
        revoked: Vec::new(),
        identity: None,
        witnesses: None,
    };
    let bytes = codec::to_vec(&body);
    let refused = |bytes: &[u8], signer: u8, by: u8, domain| {
        let signed = (ByteVec::from(bytes.to_vec()), public(signer), sign(&key(by), domain, bytes));
        let roster: sotto_protocol::roster::UnverifiedRoster = codec::from_slice(&codec::to_vec(&signed)).unwrap();
        roster.verify(&root).err()
    };
    assert_eq!(refused(&bytes, 2, 2, Domain::Roster), None);
    assert_eq!(refused(&bytes, 2, 2, Domain::Root), Some(RosterError::Signature(BadSignature)));
    assert_eq!(refused(&bytes, 2, 1, Domain::Roster), Some(RosterError::Signature(BadSignature)));
    assert_eq!(refused(&bytes, 1, 1, Domain::Roster), Some(RosterError::SignerNotDelegated));
    assert!(matches!(refused(&bytes[1..], 2, 2, Domain::Roster), Some(RosterError::Malformed(_))));
}

// rule: ROST-05
#[test]
fn a_device_s_words_cover_each_of_its_keys() {
    let keys = device(20);
    let others = [
        DeviceKeys { credential: public(21), ..keys.clone() },
        DeviceKeys { opening_key: vec![21; 1216].into(), ..keys.clone() },
        DeviceKeys { channel_key: [21; 32].into(), ..keys.clone() },
    ];
    let words = keys.key_words();
    for other in others {
        assert!(!words.agrees_with(&other.key_words()));
    }
}

const CASE: CaseId = CaseId::from_bytes([30; 16]);

fn signed(content: &Content) -> SignedContent {
    let id = MessageId::from_bytes([31; 16]);
    let draft = Draft { lineage: CASE, id, previous: ContentHash::none(), at: UnixSeconds(1), content };
    SignedContent::sign(&draft, &key(32))
}

/// An object with this version and these bytes as its content, signed by `by` in the name of 32.
fn object(version: u8, content: &[u8], by: u8, domain: Domain) -> Result<VerifiedContent, ContentError> {
    let id = MessageId::from_bytes([31; 16]);
    let content = ByteVec::from(content.to_vec());
    let statement = codec::to_vec(&(version, CASE, id, ContentHash::none(), UnixSeconds(1), content));
    let signature = sign(&key(by), domain, &statement);
    let bytes = codec::to_vec(&(ByteVec::from(statement), public(32), signature));
    codec::from_slice::<SignedContent>(&bytes).unwrap().verify(&CASE)
}

// rule: CONT-01
#[test]
fn an_object_is_its_author_s_as_content() {
    let content = codec::to_vec(&Content::Message { body: "hello".into(), files: Vec::new() });
    assert!(object(CONTENT_VERSION, &content, 32, Domain::Content).is_ok());
    for (by, domain) in [(33, Domain::Content), (32, Domain::Act)] {
        assert!(matches!(object(CONTENT_VERSION, &content, by, domain), Err(ContentError::Signature(_))));
    }
}

// rule: CONT-02
#[test]
fn what_is_newer_is_kept_by_its_version_or_by_its_kind() {
    let known = codec::to_vec(&Content::Message { body: "hello".into(), files: Vec::new() });
    let unknown: &[u8] = &[0x82, 0x18, 0x63, 0x80];
    let newer = [(CONTENT_VERSION + 1, known.as_slice()), (CONTENT_VERSION, unknown), (CONTENT_VERSION, &[])];
    for (version, content) in newer {
        let verified = object(version, content, 32, Domain::Content).unwrap();
        assert!(matches!(verified.content, Known::NeedsNewer));
    }
    // Nothing is kept of what nobody signed.
    assert!(object(CONTENT_VERSION, unknown, 33, Domain::Content).is_err());
}

fn file(name_bytes: usize) -> FileRef {
    FileRef {
        attachment: AttachmentId::from_bytes([1; 16]),
        blob: BlobId::from_bytes([2; 16]),
        key: file_key(3),
        name: "n".repeat(name_bytes),
        size_bytes: 1,
        sha256: [4; 32].into(),
        original: None,
    }
}

fn file_key(n: u8) -> FileKey {
    codec::from_slice(&[&[0x58, 32], &[n; 32][..]].concat()).unwrap()
}

// rule: CONT-03
#[test]
fn each_limit_holds_at_its_edge() {
    let message = |bytes: usize, files| Content::Message { body: "x".repeat(bytes), files };
    let report = |bytes: usize, files| Content::Report {
        title: "x".repeat(10),
        body: "x".repeat(bytes - 20),
        pseudonym: Pseudonym::Chosen("Night Shift".into()),
        channel: "x".repeat(10),
        files,
    };
    let fits = |content: Content| signed(&content).verify(&CASE).is_ok();
    let kinds: [&dyn Fn(usize, Vec<FileRef>) -> Content; 2] = [&message, &report];
    for kind in kinds {
        assert!(fits(kind(MAX_BODY_BYTES, vec![file(MAX_NAME_BYTES); MAX_ATTACHMENTS])));
        assert!(!fits(kind(MAX_BODY_BYTES + 1, Vec::new())));
        assert!(!fits(kind(100, vec![file(1); MAX_ATTACHMENTS + 1])));
        assert!(!fits(kind(100, vec![file(MAX_NAME_BYTES + 1)])));
    }
}

// rule: SIGN-01
#[test]
fn a_key_of_small_order_signs_nothing() {
    // The neutral element as key and as R, and zero as S, satisfy the plain equation for any message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    let verified = PublicKey::from_bytes(neutral).verify(Domain::Act, b"anything", &Signature::from_bytes(signature));
    assert_eq!(verified, Err(BadSignature));
}

// rule: FILE-01, FILE-03
#[test]
fn a_segment_is_for_one_key_and_one_attachment() {
    let segments = |n: u8, attachment: u8| Segments::new(&file_key(n), &AttachmentId::from_bytes([attachment; 16]), 1);
    let mut sealed = vec![7; SEGMENT_BYTES];
    segments(1, 1).seal(0, &mut sealed).unwrap();
    assert!(segments(1, 1).open(0, &sealed).is_ok());
    for (n, attachment) in [(2, 1), (1, 2)] {
        assert_eq!(segments(n, attachment).open(0, &sealed), Err(SegmentError::NotAuthentic));
    }
}

// rule: CHAN-03
#[test]
fn a_key_of_small_order_proves_nothing() {
    // Whoever names such a key knows what it has in common with any other: zeros.
    let (organisation, binding) = (OrganisationId::from_bytes([1; 32]), ChannelBinding([2; 32]));
    let shared = kdf::derive(&[0; 32], "sotto/channel/1", &[organisation.as_bytes()]);
    let tag = Hmac::<Sha256>::new_from_slice(shared.as_slice()).unwrap().chain_update(binding.0).finalize();
    let proof: ChannelProof = codec::from_slice(&[&[0x58, 32], tag.into_bytes().as_slice()].concat()).unwrap();
    let relay = StaticSecret::from([3; 32]);
    assert_eq!(proof.verify(&relay, &[0; 32], &organisation, &binding), Err(BadProof));
    assert!(ChannelProof::make(&relay, &[0; 32], &organisation, &binding).is_err());
}

// rule: PUZZ-01
#[test]
fn an_effort_that_was_not_spent_is_not_one() {
    let (seed, effort) = ([1; 32], 1_000_000_u32);
    // Solutions of Equi-X cost little; that one in a million of them counts is what costs.
    let (nonce, solution) = (0_u128..)
        .find_map(|counter| {
            let nonce = counter.to_le_bytes();
            let challenge = [b"sotto/puzzle/1".as_slice(), &seed, &nonce, &effort.to_be_bytes()].concat();
            let solution = equix::solve(&challenge).ok()?.first()?.to_bytes();
            equix::verify_bytes(&challenge, &solution).is_ok().then_some((nonce, solution))
        })
        .unwrap();
    let cheap = Solution { seed: seed.into(), effort, nonce: nonce.into(), solution: solution.into() };
    for runtime in [Runtime::Compiled, Runtime::Interpreted] {
        assert_eq!(cheap.verify(1, runtime), Err(NotSolved));
    }
}
