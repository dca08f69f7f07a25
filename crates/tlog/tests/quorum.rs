//! Cosignatures under a checkpoint, put together rightly and wrongly.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{Log, NOW, key, key_of, witness_key};
use sotto_protocol::time::UnixSeconds;
use sotto_tlog::{
    AddCheckpoint, AddCheckpointAnswer, Checkpoint, CosignatureError, Cosigned, InvalidWitnesses, MAX_NOTE_BYTES,
    QuorumError, TreeSize, UnverifiedCheckpoint, Witness, WitnessKey, WitnessName, WitnessVerifier, Witnesses,
};

/// The line of a witness that never saw the log before.
fn line_by(key: WitnessKey, checkpoint: &Checkpoint, now: UnixSeconds) -> Vec<u8> {
    let log = common::key_of(checkpoint.origin().as_str(), 7).verifier().clone();
    let request = AddCheckpoint::new(TreeSize(0), Default::default(), checkpoint).unwrap();
    match Witness::new(key, vec![log]).judge(&request, None, now).unwrap().into_answer_once_stored() {
        AddCheckpointAnswer::Cosigned(line) => line,
        AddCheckpointAnswer::Refused(refusal) => panic!("{refusal}"),
    }
}

fn line(number: u8, checkpoint: &Checkpoint, now: UnixSeconds) -> Vec<u8> {
    line_by(witness_key(number), checkpoint, now)
}

fn verifier(number: u8) -> WitnessVerifier {
    witness_key(number).verifier().clone()
}

fn witnesses(numbers: &[u8], threshold: usize) -> Witnesses {
    let verifiers = numbers.iter().map(|number| verifier(*number)).collect();
    Witnesses::new(key().verifier(), verifiers, threshold).unwrap()
}

fn cosigned(number: u8, at: UnixSeconds) -> Cosigned {
    Cosigned { witness: verifier(number).name().clone(), at }
}

/// `checkpoint` with `lines` under it, as a device reads it.
fn with(checkpoint: &Checkpoint, lines: &[&[u8]]) -> Checkpoint {
    let note = [checkpoint.note(), &lines.concat()].concat();
    UnverifiedCheckpoint::from_bytes(note).verify(key().verifier()).unwrap()
}

#[test]
// rule: LOG-26
fn a_quorum_says_who_cosigned_and_when() {
    let plain = Log::of(11).checkpoint(11);
    let (one, three) = (line(1, &plain, NOW.plus(5)), line(3, &plain, NOW.plus(9)));
    let checkpoint = with(&plain, &[&three, &one]);
    let both = vec![cosigned(1, NOW.plus(5)), cosigned(3, NOW.plus(9))];
    for threshold in 0..=2 {
        assert_eq!(witnesses(&[1, 2, 3], threshold).quorum(&checkpoint), Ok(both.clone()));
    }
    let too_few = QuorumError::TooFew { cosigned: both.clone(), threshold: 3 };
    assert_eq!(too_few.to_string(), "2 of at least 3 witnesses cosigned");
    assert_eq!(witnesses(&[1, 2, 3], 3).quorum(&checkpoint), Err(too_few));
    assert_eq!(witnesses(&[2], 1).quorum(&checkpoint), Err(QuorumError::TooFew { cosigned: vec![], threshold: 1 }));
    assert_eq!(Witnesses::NONE.quorum(&plain), Ok(vec![]));
}

#[test]
// rule: LOG-24
fn nobody_counts_twice_or_for_itself() {
    let log = key().verifier().clone();
    let named = |name: &str, number: u8| {
        WitnessVerifier::new(WitnessName::new(name).unwrap(), verifier(number).public_key()).unwrap()
    };
    let refused = |verifiers, threshold| Witnesses::new(&log, verifiers, threshold).unwrap_err();
    // The signed message does not hold the name: one key under two names would be two cosignatures.
    let twice = vec![verifier(1), named("witness.example/other", 1)];
    assert_eq!(refused(twice, 1), InvalidWitnesses::NotDistinct);
    assert_eq!(refused(vec![verifier(1), verifier(1)], 1), InvalidWitnesses::NotDistinct);
    assert_eq!(refused(vec![verifier(1), named("witness.example/w1", 2)], 1), InvalidWitnesses::NotDistinct);
    let itself = WitnessVerifier::new(WitnessName::new("other.example").unwrap(), log.public_key()).unwrap();
    assert_eq!(refused(vec![itself], 1), InvalidWitnesses::NotDistinct);
    assert_eq!(refused(vec![named(common::ORIGIN, 1)], 1), InvalidWitnesses::NotDistinct);
    assert_eq!(refused(vec![verifier(1)], 2), InvalidWitnesses::Unreachable);
    assert_eq!(refused((0..33).map(verifier).collect(), 1), InvalidWitnesses::TooMany);
    assert!(Witnesses::new(&log, (0..32).map(verifier).collect(), 32).is_ok());
}

#[test]
// rule: LOG-25
fn a_cosignature_is_of_this_text_this_key_and_this_time() {
    let log = Log::of(12);
    let (plain, other) = (log.checkpoint(11), log.checkpoint(12));
    let wrong = |lines: &[u8]| witnesses(&[1], 0).quorum(&with(&plain, &[lines])).unwrap_err();
    let bad = QuorumError::Cosignature(CosignatureError::BadSignature(verifier(1).name().clone()));
    assert_eq!(wrong(&line(1, &other, NOW)), bad);
    // The same head in the name of another log.
    let elsewhere = key_of("other.example/log", 7).sign(None, log.head(11), NOW).unwrap();
    assert_eq!(wrong(&line(1, &elsewhere, NOW)), bad);
    // Another key's signature with the name and key id of this one: 23 bytes of text, then base64.
    let (own, foreign) = (line(1, &plain, NOW), line(2, &plain, NOW));
    let prefix = "— witness.example/w1 ".len() + 5;
    assert_eq!(wrong(&[&own[..prefix + 1], &foreign[prefix + 1..]].concat()), bad);
    // The time of one, the signature of the other: eight bytes after the key id of four.
    let later = line(1, &plain, NOW.plus(60));
    let times = prefix - 5 + 16;
    let spliced = [&later[..times], &own[times..]].concat();
    assert!(spliced != own && spliced != later);
    assert_eq!(wrong(&spliced), bad);
    // Two times, each right alone.
    let repeated = QuorumError::Cosignature(CosignatureError::Repeated(verifier(1).name().clone()));
    assert_eq!(wrong(&[own.clone(), later].concat()), repeated);
    // Lines by others are not looked at, whatever they hold.
    let checkpoint = with(&plain, &[&line(2, &other, NOW), &own]);
    assert_eq!(witnesses(&[1], 1).quorum(&checkpoint), Ok(vec![cosigned(1, NOW)]));
}

#[test]
// rule: LOG-25
fn a_name_without_its_key_says_nothing() {
    let plain = Log::of(11).checkpoint(11);
    let impostor = WitnessKey::from_seed(verifier(1).name().clone(), &[200; 32]).unwrap();
    let checkpoint = with(&plain, &[&line_by(impostor, &plain, NOW)]);
    let nobody = QuorumError::TooFew { cosigned: vec![], threshold: 1 };
    assert_eq!(witnesses(&[1], 1).quorum(&checkpoint), Err(nobody));
}

#[test]
// rule: LOG-25
fn what_a_witness_answers_goes_under_the_checkpoint_once() {
    let log = Log::of(11);
    let plain = log.checkpoint(11);
    let all = witnesses(&[1, 2], 1);
    let answer = [line(1, &plain, NOW), line(7, &plain, NOW)].concat();
    let checkpoint = plain.with_cosignatures(&all, &answer).unwrap();
    assert_eq!(checkpoint.signature_lines(), [plain.signature_lines(), &line(1, &plain, NOW)].concat());
    assert_eq!(checkpoint.to_unverified().verify(key().verifier()).as_ref(), Ok(&checkpoint));
    // The later one stays, in whatever order they come.
    let later = line(1, &plain, NOW.plus(60));
    for first in [NOW, NOW.plus(60)] {
        let again = plain.with_cosignatures(&all, &line(1, &plain, first)).unwrap();
        let again = again.with_cosignatures(&all, &later).unwrap().with_cosignatures(&all, &answer).unwrap();
        assert_eq!(all.quorum(&again), Ok(vec![cosigned(1, NOW.plus(60))]));
        assert_eq!(again.note().len(), checkpoint.note().len());
    }
    // Signed anew at the same size, the text is the same and so are the cosignatures.
    let resigned = key().sign(Some(&checkpoint), log.head(11), NOW.plus(60)).unwrap();
    assert!(all.quorum(&resigned).is_err());
    let carried = resigned.with_cosignatures(&all, checkpoint.signature_lines()).unwrap();
    assert_eq!((carried.time(), all.quorum(&carried)), (NOW.plus(60), Ok(vec![cosigned(1, NOW)])));
    assert_eq!(carried.to_unverified().verify(key().verifier()), Ok(carried));
}

#[test]
// rule: LOG-25
fn an_answer_that_is_wrong_changes_nothing() {
    let log = Log::of(12);
    let plain = log.checkpoint(11);
    let all = witnesses(&[1, 2], 1);
    let right = line(1, &plain, NOW);
    let wrong = line(2, &log.checkpoint(12), NOW);
    let bad = CosignatureError::BadSignature(verifier(2).name().clone());
    assert_eq!(plain.with_cosignatures(&all, &[right.clone(), wrong].concat()), Err(bad));
    for malformed in [&right[1..], &right[..right.len() - 1], b"\n", b"x\n", &[&right[..], b"\n"].concat()] {
        assert_eq!(plain.with_cosignatures(&all, malformed), Err(CosignatureError::Malformed));
    }
    // A note with no room left: a hundred lines, 98 of them by a stranger.
    let crowd: Vec<_> = (0..98).map(|n| line(9, &plain, NOW.plus(n))).collect();
    let full = with(&plain, &[&crowd.concat()]);
    assert!(full.note().len() < MAX_NOTE_BYTES);
    assert_eq!(full.with_cosignatures(&all, &right), Err(CosignatureError::TooLong));
    let nearly = with(&plain, &[&crowd[1..].concat()]);
    assert!(nearly.with_cosignatures(&all, &right).is_ok());
}
