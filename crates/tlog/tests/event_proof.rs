//! A proof for strangers: what it needs, and what it does not survive.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::collections::{BTreeMap, HashMap};

use common::{NOW, commitment, key, key_of, witness_key};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use sotto_tlog::{
    Actor, AddCheckpoint, AddCheckpointAnswer, Checkpoint, CheckpointError, Commitment, Event, EventError, EventKind,
    EventProof, EventProofError, InclusionProof, LeafIndex, LoggedEvent, MAX_EVENT_BYTES, MAX_EVENT_PROOF_BYTES,
    ProofError, QuorumError, RequestHash, Salt, Tree, TreeSize, UnverifiedEventProof, Witness, Witnesses,
};

const INDEX: u64 = 3;

fn event() -> LoggedEvent {
    let detail = BTreeMap::from([("status".into(), "feedback".into())]);
    let request = Some(RequestHash::of(b"request"));
    let event = Event::new(EventKind::CaseStatus, Actor::Device("d1".into()), "c1", detail, request, NOW).unwrap();
    LoggedEvent::new(&event, Salt::from_bytes([0x5a; 32]))
}

/// A log of eleven entries with `event` as the fourth: its checkpoint, cosigned by one witness, and the proof.
fn logged(event: &LoggedEvent) -> (Checkpoint, InclusionProof) {
    let entries: Vec<Commitment> =
        (0..11).map(|n| if n == INDEX { event.commitment() } else { commitment(n) }).collect();
    let appended = Tree::EMPTY.append(&entries, &BTreeMap::new()).unwrap();
    let stored: HashMap<_, _> = appended.stored.iter().map(|s| (s.index, s.hash)).collect();
    let checkpoint = key().sign(None, appended.head, NOW).unwrap();
    let request = AddCheckpoint::new(TreeSize(0), Default::default(), &checkpoint).unwrap();
    let witness = Witness::new(witness_key(1), vec![key().verifier().clone()]);
    let accepted = witness.judge(&request, None, NOW.plus(1)).unwrap();
    let AddCheckpointAnswer::Cosigned(line) = accepted.into_answer_once_stored() else { panic!() };
    let checkpoint = checkpoint.with_cosignatures(&witnesses(1), &line).unwrap();
    (checkpoint, appended.tree.prove_inclusion(LeafIndex(INDEX), &stored).unwrap())
}

fn witnesses(threshold: usize) -> Witnesses {
    let verifiers = vec![witness_key(1).verifier().clone(), witness_key(2).verifier().clone()];
    Witnesses::new(key().verifier(), verifiers, threshold).unwrap()
}

fn file() -> String {
    let (checkpoint, path) = logged(&event());
    let proof = UnverifiedEventProof::new(event(), LeafIndex(INDEX), path, &checkpoint).unwrap();
    String::from_utf8(proof.to_bytes()).unwrap()
}

fn verified(file: impl AsRef<[u8]>) -> Result<EventProof, EventProofError> {
    UnverifiedEventProof::from_bytes(file.as_ref())?.verify(key().verifier(), &witnesses(1))
}

#[test]
// rule: LOG-31, LOG-32
fn a_stranger_with_the_log_s_key_believes_the_event() {
    let file = file();
    let lines: Vec<_> = file.lines().collect();
    assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
    assert_eq!(lines[2], "index 3");
    assert_eq!(lines[7], "");
    assert_eq!(lines[8], common::ORIGIN);
    let proof = verified(&file).unwrap();
    assert_eq!((proof.event(), proof.index()), (&event(), LeafIndex(INDEX)));
    assert_eq!(proof.event().event().unwrap().kind(), EventKind::CaseStatus);
    assert_eq!((proof.checkpoint().size(), proof.checkpoint().time()), (TreeSize(11), NOW));
    assert_eq!(proof.cosigned().iter().map(|cosigned| cosigned.at).collect::<Vec<_>>(), [NOW.plus(1)]);
    assert_eq!(UnverifiedEventProof::from_bytes(file.as_bytes()).unwrap().to_bytes(), file.as_bytes());
}

#[test]
// rule: LOG-31
fn the_leaf_is_the_hash_of_the_extra_data() {
    let file = file();
    let extra = BASE64.decode(file.lines().nth(1).unwrap().strip_prefix("extra ").unwrap().as_bytes()).unwrap();
    assert_eq!(extra, [&[0x5a; 32][..], event().event_bytes()].concat());
    assert_eq!(event().commitment().as_bytes(), &<[u8; 32]>::from(Sha256::digest(&extra)));
}

#[test]
// rule: LOG-32
fn nothing_of_the_file_can_be_exchanged() {
    let file = file();
    let replaced = |from: &str, to: &str| {
        assert!(file.contains(from));
        verified(file.replacen(from, to, 1)).unwrap_err()
    };
    let not_included = EventProofError::Inclusion(ProofError::NotIncluded);
    assert_eq!(replaced("index 3", "index 4"), not_included);
    let beyond = ProofError::BeyondTree { index: LeafIndex(11), size: TreeSize(11) };
    assert_eq!(replaced("index 3", "index 11"), EventProofError::Inclusion(beyond));
    // Another event under the same salt, and the same event under another salt.
    let extra = file.lines().nth(1).unwrap();
    let changed =
        |salt: u8, text: &str| format!("extra {}", BASE64.encode(&[&[salt; 32][..], text.as_bytes()].concat()));
    let text = String::from_utf8(event().event_bytes().to_vec()).unwrap();
    assert_eq!(replaced(extra, &changed(0x5a, &text.replace("c1", "c2"))), not_included);
    assert_eq!(replaced(extra, &changed(0x5b, &text)), not_included);
    // A byte moved from the event to the salt's end would hash alike, were the salt not of a fixed length.
    assert_eq!(replaced(extra, &changed(0x5a, &text[1..])), not_included);
    // One node less, one more, one again.
    let node = file.lines().nth(3).unwrap();
    assert_eq!(replaced(&format!("{node}\n"), ""), not_included);
    assert_eq!(replaced(node, &format!("{node}\n{node}")), not_included);
    // Another checkpoint, or the same one by others.
    assert_eq!(replaced("\n11\n", "\n12\n"), EventProofError::Checkpoint(CheckpointError::BadSignature));
    let read = || UnverifiedEventProof::from_bytes(file.as_bytes()).unwrap();
    let stranger = key_of(common::ORIGIN, 8);
    let wrong_log = read().verify(stranger.verifier(), &Witnesses::NONE);
    assert_eq!(wrong_log, Err(EventProofError::Checkpoint(CheckpointError::NotSigned)));
    let other = key_of("other.example/log", 7);
    let wrong_origin = read().verify(other.verifier(), &Witnesses::NONE);
    assert_eq!(wrong_origin, Err(EventProofError::Checkpoint(CheckpointError::OtherOrigin)));
    let too_few = read().verify(key().verifier(), &witnesses(2));
    assert!(matches!(too_few, Err(EventProofError::Quorum(QuorumError::TooFew { threshold: 2, .. }))));
    assert!(read().verify(key().verifier(), &Witnesses::NONE).is_ok());
}

#[test]
// rule: LOG-31
fn a_file_in_another_form_is_refused() {
    let file = file();
    let extra = file.lines().nth(1).unwrap();
    let node = file.lines().nth(3).unwrap();
    for (from, to) in [
        ("c2sp.org/tlog-proof@v1\n", ""),
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1 "),
        ("c2sp.org/tlog-proof@v1", "\u{feff}c2sp.org/tlog-proof@v1"),
        ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\r\n"),
        (&format!("{extra}\n"), ""),
        (extra, "extra"),
        (extra, "extra "),
        (extra, &format!("{extra}=")),
        (extra, &format!("{extra} ")),
        (extra, &format!("{extra}\n{extra}")),
        (extra, &extra.replace("extra", "extra ")),
        // The salt alone, or less: an erased event.
        (extra, &format!("extra {}", BASE64.encode(&[0x5a; 32]))),
        (extra, &format!("extra {}", BASE64.encode(&[0x5a; 31]))),
        (extra, &format!("extra {}", BASE64.encode(&vec![0x5a; 32 + MAX_EVENT_BYTES + 1]))),
        ("index 3", "index 03"),
        ("index 3", "index +3"),
        ("index 3", "index -1"),
        ("index 3", "index"),
        ("index 3", "index 3 "),
        ("index 3", "index 18446744073709551616"),
        ("index 3", "Index 3"),
        (node, &node[1..]),
        (node, &format!(" {node}")),
        (node, &node.replace('=', "")),
        ("\n\nexample", "\nexample"),
        ("\n\nexample", "\n\n\nexample"),
    ] {
        assert!(file.contains(from));
        let changed = file.replacen(from, to, 1);
        assert!(verified(&changed).is_err(), "{from:?} -> {to:?}");
        if let Ok(read) = UnverifiedEventProof::from_bytes(changed.as_bytes()) {
            // Left to the checkpoint's reader, which refuses it.
            assert_eq!(to, "\n\n\nexample");
            assert_eq!(read.to_bytes(), changed.as_bytes());
        }
    }
    for len in 0..file.len() {
        assert!(verified(&file.as_bytes()[..len]).is_err(), "{len} bytes");
    }
    assert!(verified(format!("{file}\n")).is_err());
    assert_eq!(verified(vec![b'a'; MAX_EVENT_PROOF_BYTES + 1]), Err(EventProofError::TooLong));
    let many = file.replacen(node, &vec![node; 65].join("\n"), 1);
    assert_eq!(verified(many), Err(EventProofError::Malformed));
}

#[test]
// rule: LOG-31
fn only_what_is_read_again_is_written() {
    let (checkpoint, path) = logged(&event());
    let make = |bytes: Vec<u8>| {
        let event = LoggedEvent::from_parts(bytes, Salt::from_bytes([1; 32]));
        UnverifiedEventProof::new(event, LeafIndex(INDEX), path.clone(), &checkpoint)
    };
    assert_eq!(make(Vec::new()).unwrap_err(), EventProofError::Malformed);
    assert_eq!(make(vec![b'{'; MAX_EVENT_BYTES + 1]).unwrap_err(), EventProofError::TooLong);
    let largest = make(vec![b'{'; MAX_EVENT_BYTES]).unwrap();
    assert_eq!(UnverifiedEventProof::from_bytes(&largest.to_bytes()), Ok(largest));
}

#[test]
// rule: LOG-32
fn an_event_of_a_newer_kind_is_proved_too() {
    let text = String::from_utf8(event().event_bytes().to_vec()).unwrap().replace("case.status", "case.sealed");
    let newer = LoggedEvent::from_parts(text.into(), Salt::from_bytes([2; 32]));
    let (checkpoint, path) = logged(&newer);
    let proof = UnverifiedEventProof::new(newer, LeafIndex(INDEX), path, &checkpoint).unwrap();
    let proved = verified(proof.to_bytes()).unwrap();
    assert_eq!(proved.event().event(), Err(EventError::UnknownKind));
}
