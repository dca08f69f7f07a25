//! A witness and the logs that come to it, honest and not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::{collections::BTreeMap, sync::LazyLock};

use common::{Log, NOW, ORIGIN, commitment, key, key_of, repeatable, witness_key};
use proptest::prelude::*;
use sotto_protocol::time::UnixSeconds;
use sotto_tlog::{
    Accepted, AddCheckpoint, AddCheckpointAnswer, Checkpoint, Commitment, ConsistencyProof, ForkEvidence, NodeHash,
    Refusal, Refused, RootHash, TreeHead, TreeSize, Witness, Witnessed, Witnesses,
};

static LOG: LazyLock<Log> = LazyLock::new(|| Log::of(300));
/// The same log, but for entry 40.
static FORK: LazyLock<Log> =
    LazyLock::new(|| Log::with(300, |n| if n == 40 { Commitment::from_bytes([0xff; 32]) } else { commitment(n) }));

fn witness() -> Witness {
    Witness::new(witness_key(1), vec![key().verifier().clone()])
}

fn request_for(old: u64, proof: ConsistencyProof, checkpoint: &Checkpoint) -> AddCheckpoint {
    let request = AddCheckpoint::new(TreeSize(old), proof, checkpoint).unwrap();
    // As it travels.
    let read = AddCheckpoint::from_bytes(&request.to_bytes()).unwrap();
    assert_eq!(read, request);
    read
}

fn request(log: &Log, old: u64, new: u64) -> AddCheckpoint {
    request_for(old, log.growth(old, new), &log.checkpoint(new))
}

fn judge(request: &AddCheckpoint, last: Option<&Witnessed>) -> Result<Accepted, Refused> {
    witness().judge(request, last, NOW)
}

/// A witness's state after it cosigned `size` entries of [`LOG`].
fn state(size: u64) -> Witnessed {
    let state = judge(&request(&LOG, 0, size), None).unwrap().state().clone();
    // As it is kept.
    let bytes = minicbor::to_vec(&state).unwrap();
    assert_eq!(minicbor::decode::<Witnessed>(&bytes).unwrap(), state);
    state
}

fn refused(request: &AddCheckpoint, last: Option<&Witnessed>) -> Refusal {
    let refused = judge(request, last).unwrap_err();
    assert_eq!(refused.evidence, None);
    refused.refusal
}

#[test]
// rule: LOG-28
fn a_log_that_only_grows_is_cosigned() {
    let witnesses = Witnesses::new(key().verifier(), vec![witness_key(1).verifier().clone()], 1).unwrap();
    let mut last: Option<Witnessed> = None;
    for (old, new) in [(0, 11), (11, 11), (11, 12), (12, 256), (256, 300)] {
        let request = request(&LOG, old, new);
        assert_eq!(witness().log_of(&request), Ok(key().verifier().origin()));
        let accepted = judge(&request, last.as_ref()).unwrap();
        assert_eq!(accepted.replaces(), TreeSize(old));
        let state = accepted.state().clone();
        assert_eq!((state.size(), state.root()), (TreeSize(new), LOG.head(new).root));
        let AddCheckpointAnswer::Cosigned(line) = accepted.into_answer_once_stored() else { panic!() };
        let cosigned = LOG.checkpoint(new).with_cosignatures(&witnesses, &line).unwrap();
        assert_eq!(witnesses.quorum(&cosigned).unwrap()[0].at, NOW);
        // What monitors are served is that checkpoint.
        assert_eq!(state.note(), &cosigned.to_unverified());
        last = Some(state);
    }
}

#[test]
// rule: LOG-28
fn each_refusal_has_its_status() {
    let last = state(11);
    // 404: another log, whoever signed it.
    let elsewhere = key_of("other.example/log", 7).sign(None, LOG.head(11), NOW).unwrap();
    let unknown = request_for(0, ConsistencyProof::default(), &elsewhere);
    assert_eq!(witness().log_of(&unknown), Err(Refusal::UnknownLog));
    assert_eq!(refused(&unknown, None), Refusal::UnknownLog);
    // 403: signed by nobody that is known; a line of the log's key that is wrong.
    let stranger = key_of(ORIGIN, 8).sign(None, LOG.head(12), NOW).unwrap();
    assert_eq!(refused(&request_for(11, LOG.growth(11, 12), &stranger), Some(&last)), Refusal::NotSigned);
    let body = String::from_utf8(request(&LOG, 11, 12).to_bytes()).unwrap();
    let forged = AddCheckpoint::from_bytes(body.replace("\n12\n", "\n13\n").as_bytes()).unwrap();
    assert_eq!(refused(&forged, Some(&last)), Refusal::NotSigned);
    let lines: Vec<_> = body.lines().collect();
    let without_time = AddCheckpoint::from_bytes((lines[..lines.len() - 1].join("\n") + "\n").as_bytes()).unwrap();
    assert_eq!(refused(&without_time, Some(&last)), Refusal::NotSigned);
    // 400: an old size beyond the checkpoint; a checkpoint that is none or says more.
    let backwards = request_for(12, ConsistencyProof::default(), &LOG.checkpoint(11));
    assert_eq!(refused(&backwards, Some(&state(12))), Refusal::BadRequest);
    let extended = body.replace("=\n\n— ", "=\nmore\n\n— ");
    assert_eq!(refused(&AddCheckpoint::from_bytes(extended.as_bytes()).unwrap(), Some(&last)), Refusal::BadRequest);
    let unsigned = body.split_once("\n\n— ").unwrap().0.to_owned() + "\n\n";
    assert_eq!(refused(&AddCheckpoint::from_bytes(unsigned.as_bytes()).unwrap(), Some(&last)), Refusal::BadRequest);
    // 409: not the size cosigned last, be it larger or smaller or none.
    for old in [0, 10, 12] {
        assert_eq!(refused(&request(&LOG, old, 20), Some(&last)), Refusal::Conflict(TreeSize(11)));
    }
    assert_eq!(refused(&request(&LOG, 11, 20), None), Refusal::Conflict(TreeSize(0)));
    // A log that lost entries: the right old size and a smaller tree is no request at all.
    assert_eq!(refused(&request(&LOG, 0, 10), Some(&last)), Refusal::Conflict(TreeSize(11)));
    // 422: a proof that proves nothing, or is there for the empty tree.
    let unproved = request_for(11, ConsistencyProof::default(), &LOG.checkpoint(20));
    assert_eq!(refused(&unproved, Some(&last)), Refusal::Inconsistent);
    let node = ConsistencyProof::from_nodes(vec![NodeHash::from_bytes([1; 32])]).unwrap();
    assert_eq!(refused(&request_for(0, node.clone(), &LOG.checkpoint(20)), None), Refusal::Inconsistent);
    assert_eq!(refused(&request_for(11, node, &LOG.checkpoint(11)), Some(&last)), Refusal::Inconsistent);
    let impossible = body.replace("\n12\n", "\n0\n").replace("old 11", "old 0");
    let impossible = AddCheckpoint::from_bytes(impossible.as_bytes()).unwrap();
    assert_eq!(refused(&impossible, None), Refusal::Inconsistent);
}

#[test]
// rule: LOG-28
fn a_fork_that_grew_is_not_cosigned() {
    let last = state(60);
    assert_eq!(refused(&request(&FORK, 60, 100), Some(&last)), Refusal::Inconsistent);
    assert_eq!(
        refused(&request_for(60, LOG.growth(60, 100), &FORK.checkpoint(100)), Some(&last)),
        Refusal::Inconsistent
    );
    // Up to the entry that differs they are the same log.
    assert!(judge(&request(&FORK, 40, 100), Some(&state(40))).is_ok());
}

#[test]
// rule: LOG-30
fn two_roots_of_one_size_are_kept_whatever_else_is_wrong() {
    let last = state(60);
    let forked = FORK.checkpoint(60);
    let cases = [
        (60, ConsistencyProof::default(), Refusal::Inconsistent),
        (0, ConsistencyProof::default(), Refusal::Conflict(TreeSize(60))),
        (50, FORK.growth(50, 60), Refusal::Conflict(TreeSize(60))),
        (61, ConsistencyProof::default(), Refusal::BadRequest),
    ];
    for (old, proof, refusal) in cases {
        let refused = judge(&request_for(old, proof, &forked), Some(&last)).unwrap_err();
        assert_eq!(refused.refusal, refusal);
        let evidence = *refused.evidence.unwrap();
        assert!(evidence.convicts(key().verifier()));
        // As it is shown to others, who need not trust the witness.
        let bytes = minicbor::to_vec(&evidence).unwrap();
        let shown: ForkEvidence = minicbor::decode(&bytes).unwrap();
        assert_eq!(shown, evidence);
        assert_eq!(shown.notes().0, last.note());
        assert_eq!(shown.notes().1, &forked.to_unverified());
        assert!(!shown.convicts(key_of(ORIGIN, 8).verifier()));
    }
    // What the log did not sign is no evidence against it.
    let stranger = key_of(ORIGIN, 8).sign(None, FORK.head(60), NOW).unwrap();
    assert_eq!(refused(&request_for(60, ConsistencyProof::default(), &stranger), Some(&last)), Refusal::NotSigned);
    let one_note = (state(60).note().clone(), state(60).note().clone());
    let same: ForkEvidence = minicbor::decode(&minicbor::to_vec(one_note).unwrap()).unwrap();
    assert!(!same.convicts(key().verifier()));
}

#[test]
// rule: LOG-29
fn time_never_goes_back_and_is_never_impossible() {
    let last = state(11);
    let earlier = witness().judge(&request(&LOG, 11, 12), Some(&last), UnixSeconds(NOW.0 - 60)).unwrap();
    assert_eq!(earlier.state().cosigned_at(), NOW);
    let later = witness().judge(&request(&LOG, 11, 11), Some(&last), NOW.plus(60)).unwrap();
    assert_eq!(later.state().cosigned_at(), NOW.plus(60));
    for now in [UnixSeconds(0), UnixSeconds(1 << 63), UnixSeconds(u64::MAX)] {
        let broken = witness().judge(&request(&LOG, 0, 11), None, now).unwrap_err();
        assert_eq!((broken.refusal, broken.evidence), (Refusal::Fault, None));
    }
}

#[test]
// rule: LOG-28
fn the_state_of_another_log_never_passes_for_none() {
    let other = key_of("other.example/log", 7);
    let both = Witness::new(witness_key(1), vec![key().verifier().clone(), other.verifier().clone()]);
    let elsewhere = other.sign(None, LOG.head(11), NOW).unwrap();
    let first = request_for(0, ConsistencyProof::default(), &elsewhere);
    assert_eq!(both.judge(&first, Some(&state(11)), NOW).unwrap_err().refusal, Refusal::Fault);
    assert!(both.judge(&first, None, NOW).is_ok());
}

#[test]
// rule: LOG-33
fn a_state_is_recognised_whole_or_not_at_all() {
    let (log, last) = (key(), state(11));
    let origin = log.verifier().origin();
    assert!(witness().recognises(origin, &last));
    let elsewhere = key_of("other.example/log", 7);
    let both = vec![log.verifier().clone(), elsewhere.verifier().clone()];
    assert!(!Witness::new(witness_key(1), both.clone()).recognises(elsewhere.verifier().origin(), &last));
    assert!(!Witness::new(witness_key(2), both).recognises(origin, &last));
    assert!(!Witness::new(witness_key(1), vec![elsewhere.verifier().clone()]).recognises(origin, &last));
    // Whatever byte of the file was changed, it is no state or not one that is recognised.
    let bytes = minicbor::to_vec(&last).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let read = minicbor::decode::<Witnessed>(&changed);
        assert!(read.is_err() || !witness().recognises(origin, &read.unwrap()), "byte {at}");
    }
}

#[test]
// rule: LOG-28
fn a_log_is_known_by_each_of_its_keys() {
    let (old, new) = (key(), key_of(ORIGIN, 9));
    let both = Witness::new(witness_key(1), vec![old.verifier().clone(), new.verifier().clone()]);
    let last = state(11);
    for key in [&old, &new] {
        let checkpoint = key.sign(None, LOG.head(12), NOW).unwrap();
        assert!(both.judge(&request_for(11, LOG.growth(11, 12), &checkpoint), Some(&last), NOW).is_ok());
    }
    // A right line of one key does not excuse a wrong line of the other.
    let right = old.sign(None, LOG.head(12), NOW).unwrap();
    let wrong = new.sign(None, LOG.head(13), NOW).unwrap();
    let mut body = request_for(11, LOG.growth(11, 12), &right).to_bytes();
    body.extend_from_slice(wrong.signature_lines());
    let spliced = AddCheckpoint::from_bytes(&body).unwrap();
    assert_eq!(both.judge(&spliced, Some(&last), NOW).unwrap_err().refusal, Refusal::NotSigned);
}

#[test]
// rule: LOG-29
fn lines_of_strangers_do_not_fill_the_store() {
    let mut body = request(&LOG, 0, 11).to_bytes();
    let stranger = witness_key(5);
    let other = Witness::new(stranger, vec![key().verifier().clone()]);
    for seconds in 0..90 {
        let accepted = other.judge(&request(&LOG, 0, 11), None, NOW.plus(seconds)).unwrap();
        let AddCheckpointAnswer::Cosigned(line) = accepted.into_answer_once_stored() else { panic!() };
        body.extend_from_slice(&line);
    }
    let crowded = AddCheckpoint::from_bytes(&body).unwrap();
    assert_eq!(judge(&crowded, None).unwrap().state(), &state(11));
}

proptest! {
    #![proptest_config(repeatable(64))]

    /// Whatever a log sends, in whatever order: what a witness cosigned is one log.
    #[test]
    // rule: LOG-28, LOG-29, LOG-30
    fn cosigned_trees_are_one_log(
        steps in prop::collection::vec((any::<bool>(), 0_u64..60, 0_u64..60, any::<bool>(), 0_u64..120), 1..40),
    ) {
        let mut last: Option<Witnessed> = None;
        let mut roots: BTreeMap<TreeSize, RootHash> = BTreeMap::new();
        for (forked, old, new, follows, seconds) in steps {
            let log = if forked { &FORK } else { &LOG };
            let known = last.as_ref().map_or(0, |last| last.size().0);
            let old = if follows { known } else { old };
            let proof = if old <= new { log.growth(old, new) } else { ConsistencyProof::default() };
            let now = UnixSeconds(NOW.0 - 60 + seconds);
            match witness().judge(&request_for(old, proof, &log.checkpoint(new)), last.as_ref(), now) {
                Ok(accepted) => {
                    let state = accepted.state().clone();
                    prop_assert!(last.as_ref().is_none_or(|last| state.size() >= last.size()));
                    prop_assert!(last.as_ref().is_none_or(|last| state.cosigned_at() >= last.cosigned_at()));
                    prop_assert_eq!(*roots.entry(state.size()).or_insert(state.root()), state.root());
                    last = Some(state);
                }
                Err(refused) => {
                    let last = last.as_ref();
                    let shows = last.is_some_and(|last| last.size().0 == new && last.root() != log.head(new).root);
                    prop_assert_eq!(refused.evidence.is_some(), shows);
                    prop_assert!(refused.evidence.is_none_or(|evidence| evidence.convicts(key().verifier())));
                }
            }
        }
        // Every tree that was cosigned is a part of the last one, on one side of the fork.
        let log = last.as_ref().map(|last| if LOG.head(last.size().0).root == last.root() { &LOG } else { &FORK });
        for (size, root) in roots {
            prop_assert_eq!(log.unwrap().head(size.0), TreeHead { size, root });
        }
    }
}
