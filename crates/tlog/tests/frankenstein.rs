//! Checkpoints and proofs put together from parts that do not belong together.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;

use sotto_protocol::time::UnixSeconds;
use sotto_tlog::{
    Checkpoint, CheckpointError, Commitment, ConsistencyProof, InclusionProof, LeafIndex, LogKey, MAX_NOTE_BYTES,
    NodeHash, Origin, ProofError, RootHash, StoredIndex, Tree, TreeHead, TreeSize, UnverifiedCheckpoint,
    verify_consistency, verify_inclusion,
};

const NOW: UnixSeconds = UnixSeconds(1_795_307_459);
const ORIGIN: &str = "example.org/log";

fn key_of(origin: &str, seed: u8) -> LogKey {
    LogKey::from_seed(Origin::new(origin).unwrap(), &[seed; 32]).unwrap()
}

fn key() -> LogKey {
    key_of(ORIGIN, 7)
}

fn commitment(number: u8) -> Commitment {
    Commitment::from_bytes([number; 32])
}

/// A log of `count` entries, whose entry `odd` (if there is one) is not the one everybody else has.
struct Log {
    tree: Tree,
    stored: BTreeMap<StoredIndex, NodeHash>,
    head: TreeHead,
}

fn log_with(count: u8, odd: Option<u8>) -> Log {
    let entry = |n| if odd == Some(n) { commitment(0xff) } else { commitment(n) };
    let entries: Vec<_> = (0..count).map(entry).collect();
    let appended = Tree::EMPTY.append(&entries, &BTreeMap::new()).unwrap();
    let stored = appended.stored.iter().map(|s| (s.index, s.hash)).collect();
    Log { tree: appended.tree, stored, head: appended.head }
}

fn log(count: u8) -> Log {
    log_with(count, None)
}

impl Log {
    fn checkpoint(&self) -> Checkpoint {
        key().sign(None, self.head, NOW).unwrap()
    }

    fn inclusion(&self, index: u64) -> InclusionProof {
        self.tree.prove_inclusion(LeafIndex(index), &self.stored).unwrap()
    }

    fn growth_from(&self, older: u64) -> ConsistencyProof {
        self.tree.prove_consistency(TreeSize(older), &self.stored).unwrap()
    }
}

fn note() -> String {
    String::from_utf8(log(11).checkpoint().note().to_vec()).unwrap()
}

fn refusal(note: impl AsRef<[u8]>) -> CheckpointError {
    UnverifiedCheckpoint::from_bytes(note.as_ref().to_vec()).verify(key().verifier()).unwrap_err()
}

/// The lines of a note: three of text, an empty one, the plain signature, the timestamped one.
fn lines(note: &str) -> Vec<&str> {
    note.lines().collect()
}

fn assembled(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

#[test]
// rule: LOG-09
fn a_forged_signature_is_refused() {
    // Signed by another key under the same name: no line is the log's.
    let stranger = key_of(ORIGIN, 8).sign(None, log(11).head, NOW).unwrap();
    assert_eq!(refusal(stranger.note()), CheckpointError::NotSigned);
    // The signatures of one checkpoint under the text of another.
    let (a, b) = (note(), String::from_utf8(log(12).checkpoint().note().to_vec()).unwrap());
    let spliced = [&lines(&a)[..4], &lines(&b)[4..]].concat();
    assert_eq!(refusal(assembled(&spliced)), CheckpointError::BadSignature);
    // The timestamped signature of another checkpoint beside the right plain one.
    let spliced = [&lines(&a)[..5], &lines(&b)[5..]].concat();
    assert_eq!(refusal(assembled(&spliced)), CheckpointError::BadSignature);
}

#[test]
// rule: LOG-09
fn a_checkpoint_needs_both_signatures_once() {
    let note = note();
    let l = lines(&note);
    assert_eq!(refusal(assembled(&l[..5])), CheckpointError::NoTime);
    assert_eq!(refusal(assembled(&[&l[..4], &l[5..]].concat())), CheckpointError::NotSigned);
    assert_eq!(refusal(assembled(&[&l[..], &l[5..]].concat())), CheckpointError::Malformed);
    // A second time for the same tree: each alone is good, both together say nothing.
    let later = key().sign(None, log(11).head, NOW.plus(60)).unwrap();
    let later = String::from_utf8(later.note().to_vec()).unwrap();
    assert_eq!(refusal(assembled(&[&l[..], &lines(&later)[5..]].concat())), CheckpointError::Malformed);
}

#[test]
// rule: LOG-10
fn the_time_of_one_signature_does_not_fit_another() {
    let later = key().sign(None, log(11).head, NOW.plus(60)).unwrap();
    let checked = later.to_unverified().verify(key().verifier()).unwrap();
    assert_eq!(checked.time(), NOW.plus(60));
    // Eight bytes of time are eleven characters of base64, from the ninth on, less two shared bits.
    let (a, b) = (note(), String::from_utf8(later.note().to_vec()).unwrap());
    let prefix = format!("— {ORIGIN} ").len();
    let (a, b) = (lines(&a), lines(&b));
    let spliced = format!("{}{}", &b[5][..prefix + 16], &a[5][prefix + 16..]);
    assert_ne!(spliced, a[5]);
    assert_eq!(refusal(assembled(&[&a[..5], &[spliced.as_str()]].concat())), CheckpointError::BadSignature);
}

#[test]
// rule: LOG-08
fn a_wrong_origin_is_refused() {
    let other = key_of("other.example/log", 7).sign(None, log(11).head, NOW).unwrap();
    assert_eq!(refusal(other.note()), CheckpointError::OtherOrigin);
    assert_eq!(refusal(note().replacen(ORIGIN, "other.example/log", 1)), CheckpointError::OtherOrigin);
    assert_eq!(refusal(note().replacen(ORIGIN, "", 1)), CheckpointError::Malformed);
}

#[test]
// rule: LOG-08
fn a_truncated_or_padded_note_is_refused() {
    let note = note();
    for len in 0..note.len() {
        assert!(
            UnverifiedCheckpoint::from_bytes(note.as_bytes()[..len].to_vec()).verify(key().verifier()).is_err(),
            "{len} bytes"
        );
    }
    let long = note.replacen('\n', &"\n".repeat(MAX_NOTE_BYTES), 1);
    assert_eq!(refusal(&long), CheckpointError::TooLong);
    let encoded = minicbor::to_vec(UnverifiedCheckpoint::from_bytes(long.into())).unwrap();
    assert!(minicbor::decode::<UnverifiedCheckpoint>(&encoded).is_err());
    for (from, to) in [("\n11\n", "\n011\n"), ("\n11\n", "\n+11\n"), ("\n11\n", "\n11\r\n"), ("\n", "\n\n")] {
        assert_eq!(refusal(note.replacen(from, to, 1)), CheckpointError::Malformed, "{to:?}");
    }
}

#[test]
// rule: LOG-08
fn a_fourth_line_is_something_newer() {
    let note = note();
    let l = lines(&note);
    let extended = [&l[..3], &["incarnation 2"], &l[3..]].concat();
    assert_eq!(refusal(assembled(&extended)), CheckpointError::UnknownExtension);
}

#[test]
// rule: LOG-07
fn a_tree_that_cannot_be_is_refused_before_its_signature() {
    let note = note();
    assert_eq!(refusal(note.replacen("\n11\n", "\n0\n", 1)), CheckpointError::ImpossibleTree);
    let beyond = format!("\n{}\n", 1_u64 << 62);
    assert_eq!(refusal(note.replacen("\n11\n", &beyond, 1)), CheckpointError::ImpossibleTree);
}

#[test]
// rule: LOG-11
fn a_witness_s_line_changes_nothing_and_is_kept() {
    let witness = key_of("witness.example/w1", 9).sign(None, log(11).head, NOW).unwrap();
    let witness = String::from_utf8(witness.note().to_vec()).unwrap();
    let note = note();
    // A line in the log's name by a key that is not the log's counts as little as a witness's.
    let impostor = key_of(ORIGIN, 8).sign(None, log(11).head, NOW).unwrap();
    let impostor = String::from_utf8(impostor.note().to_vec()).unwrap();
    let all = [&lines(&note)[..], &lines(&witness)[5..], &lines(&impostor)[4..]].concat();
    let all = assembled(&all);
    let read = UnverifiedCheckpoint::from_bytes(all.clone().into()).verify(key().verifier()).unwrap();
    assert_eq!(read.head(), log(11).head);
    assert_eq!(read.time(), NOW);
    assert_eq!(read.note(), all.as_bytes());
}

#[test]
// rule: LOG-13
fn a_fork_of_the_same_size_is_named() {
    let (mine, theirs) = (log(11).checkpoint(), log_with(11, Some(4)).checkpoint());
    let proof = ConsistencyProof::default();
    assert_eq!(verify_consistency(&mine, &theirs, &proof), Err(ProofError::Forked));
    assert_eq!(verify_consistency(&mine, &mine, &proof), Ok(()));
}

// proves: PRIV-23
#[test]
// rule: LOG-13
fn a_fork_that_grew_is_not_consistent() {
    let forked = log_with(20, Some(4));
    let checked = verify_consistency(&log(11).checkpoint(), &forked.checkpoint(), &forked.growth_from(11));
    assert_eq!(checked, Err(ProofError::NotConsistent));
}

#[test]
// rule: LOG-13
fn a_smaller_tree_an_earlier_time_and_another_log_are_named() {
    let (small, large) = (log(11).checkpoint(), log(12).checkpoint());
    let proof = log(12).growth_from(11);
    assert_eq!(verify_consistency(&large, &small, &proof), Err(ProofError::Shrunk));
    let earlier = key().sign(None, log(12).head, UnixSeconds(NOW.0 - 1)).unwrap();
    assert_eq!(verify_consistency(&small, &earlier, &proof), Err(ProofError::TimeWentBack));
    let other = key_of("other.example/log", 7).sign(None, log(12).head, NOW).unwrap();
    assert_eq!(verify_consistency(&small, &other, &proof), Err(ProofError::OtherLog));
    assert_eq!(verify_consistency(&small, &large, &proof), Ok(()));
}

#[test]
// rule: LOG-13
fn consistency_takes_exactly_its_nodes_in_their_order() {
    let (older, newer) = (log(6).checkpoint(), log(11).checkpoint());
    let nodes = log(11).growth_from(6).nodes().to_vec();
    for wrong in wrong_paths(&nodes) {
        let proof = ConsistencyProof::from_nodes(wrong).unwrap();
        assert_eq!(verify_consistency(&older, &newer, &proof), Err(ProofError::NotConsistent));
    }
    // Nothing to prove is proved with nothing.
    let extra = ConsistencyProof::from_nodes(nodes[..1].to_vec()).unwrap();
    assert_eq!(verify_consistency(&newer, &newer, &extra), Err(ProofError::NotConsistent));
    assert_eq!(verify_consistency(&log(0).checkpoint(), &newer, &extra), Err(ProofError::NotConsistent));
    assert_eq!(verify_consistency(&log(0).checkpoint(), &newer, &ConsistencyProof::default()), Ok(()));
}

#[test]
// rule: LOG-12
fn an_entry_is_proved_at_its_index_alone() {
    let log = log(11);
    let checkpoint = log.checkpoint();
    let proof = log.inclusion(3);
    assert_eq!(verify_inclusion(&checkpoint, LeafIndex(3), &commitment(3), &proof), Ok(()));
    for index in (0..11).filter(|i| *i != 3) {
        let checked = verify_inclusion(&checkpoint, LeafIndex(index), &commitment(3), &proof);
        assert_eq!(checked, Err(ProofError::NotIncluded));
    }
    for index in [11, u64::MAX] {
        let checked = verify_inclusion(&checkpoint, LeafIndex(index), &commitment(3), &proof);
        let beyond = ProofError::BeyondTree { index: LeafIndex(index), size: TreeSize(11) };
        assert_eq!(checked, Err(beyond));
    }
    let checked = verify_inclusion(&checkpoint, LeafIndex(3), &commitment(4), &proof);
    assert_eq!(checked, Err(ProofError::NotIncluded));
    let empty = self::log(0).checkpoint();
    assert!(verify_inclusion(&empty, LeafIndex(0), &commitment(0), &InclusionProof::default()).is_err());
}

#[test]
// rule: LOG-12
fn inclusion_takes_exactly_its_nodes_in_their_order() {
    let log = log(11);
    for wrong in wrong_paths(log.inclusion(3).nodes()) {
        let proof = InclusionProof::from_nodes(wrong).unwrap();
        let checked = verify_inclusion(&log.checkpoint(), LeafIndex(3), &commitment(3), &proof);
        assert_eq!(checked, Err(ProofError::NotIncluded));
    }
}

#[test]
// rule: LOG-12
fn an_inner_node_does_not_pass_for_an_entry() {
    let log = log(2);
    // The root as the only leaf of a tree of one: leaf and inner hashes are told apart by a prefix.
    let root = RootHash::from_bytes(*log.head.root.as_bytes());
    let one = key().sign(None, TreeHead { size: TreeSize(1), root }, NOW).unwrap();
    let leaf = Commitment::from_bytes(*root.as_bytes());
    let checked = verify_inclusion(&one, LeafIndex(0), &leaf, &InclusionProof::default());
    assert_eq!(checked, Err(ProofError::NotIncluded));
}

/// `nodes` with one too many at either end, one too few, two swapped, one changed, none at all.
fn wrong_paths(nodes: &[NodeHash]) -> Vec<Vec<NodeHash>> {
    assert!(nodes.len() >= 2);
    let stranger = NodeHash::from_bytes([0xee; 32]);
    let mut swapped = nodes.to_vec();
    swapped.swap(0, 1);
    let mut changed = nodes.to_vec();
    changed[1] = stranger;
    vec![
        [nodes, &[stranger]].concat(),
        [&[stranger], nodes].concat(),
        [nodes, &nodes[nodes.len() - 1..]].concat(),
        nodes[1..].to_vec(),
        nodes[..nodes.len() - 1].to_vec(),
        swapped,
        changed,
        Vec::new(),
    ]
}
