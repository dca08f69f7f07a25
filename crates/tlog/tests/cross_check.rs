//! The tree against an independent implementation of RFC 6962, over trees and cuts of any size.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::{prelude::*, test_runner::RngSeed};
use sha2::Sha256;
use sotto_protocol::time::UnixSeconds;
use sotto_tlog::{
    Checkpoint, Commitment, LeafIndex, LogKey, NodeHash, Origin, StoredIndex, Tree, TreeHead, TreeSize,
    UnverifiedCheckpoint, verify_consistency, verify_inclusion,
};

fn commitment(number: u64) -> Commitment {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    Commitment::from_bytes(bytes)
}

struct Log {
    tree: Tree,
    stored: BTreeMap<StoredIndex, NodeHash>,
    heads: Vec<TreeHead>,
    reference: MemoryBackedTree<Sha256, [u8; 32]>,
}

impl Log {
    fn of_batches(batches: &[u64]) -> Self {
        let root = Tree::EMPTY.root(&BTreeMap::new()).unwrap();
        let mut log = Self {
            tree: Tree::EMPTY,
            stored: BTreeMap::new(),
            heads: vec![TreeHead { size: TreeSize(0), root }],
            reference: MemoryBackedTree::new(),
        };
        for count in batches {
            let start = log.tree.size().0;
            let batch: Vec<_> = (start..start + count).map(commitment).collect();
            let edge: BTreeMap<_, _> = log.tree.edge().iter().map(|i| (*i, log.stored[i])).collect();
            let appended = log.tree.append(&batch, &edge).unwrap();
            log.stored.extend(appended.stored.iter().map(|s| (s.index, s.hash)));
            log.tree = appended.tree;
            log.heads.push(appended.head);
            for commitment in batch {
                log.reference.push(*commitment.as_bytes());
            }
        }
        log
    }

    fn size(&self) -> u64 {
        self.tree.size().0
    }
}

fn signed(head: TreeHead) -> Checkpoint {
    let key = LogKey::from_seed(Origin::new("example.org/log").unwrap(), &[7; 32]).unwrap();
    key.sign(None, head, UnixSeconds(1_700_000_000)).unwrap()
}

fn joined(nodes: &[NodeHash]) -> Vec<u8> {
    nodes.iter().flat_map(|node| *node.as_bytes()).collect()
}

fn batches() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(0_u64..40, 1..8)
}

/// The same cases in each run.
fn repeatable() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(6962);
    ProptestConfig { cases: 64, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    // rule: LOG-07
    fn roots_agree(batches in batches()) {
        let log = Log::of_batches(&batches);
        let head = log.heads.last().unwrap();
        prop_assert_eq!(head.size.0, log.reference.len());
        let reference = log.reference.root();
        prop_assert_eq!(&head.root.as_bytes()[..], reference.as_bytes().as_slice());
    }

    #[test]
    // rule: LOG-12
    fn every_entry_is_proved_and_the_proofs_agree(batches in batches(), pick in any::<prop::sample::Index>()) {
        let log = Log::of_batches(&batches);
        prop_assume!(log.size() > 0);
        let index = pick.index(usize::try_from(log.size()).unwrap());
        let entry = LeafIndex(index as u64);
        let proof = log.tree.prove_inclusion(entry, &log.stored).unwrap();
        let reference = log.reference.prove_inclusion(index);
        prop_assert_eq!(joined(proof.nodes()), reference.as_bytes());
        let checkpoint = signed(*log.heads.last().unwrap());
        prop_assert_eq!(verify_inclusion(&checkpoint, entry, &commitment(entry.0), &proof), Ok(()));
    }

    #[test]
    // rule: LOG-13
    fn every_growth_is_proved_and_the_proofs_agree(batches in batches()) {
        let log = Log::of_batches(&batches);
        let newest = *log.heads.last().unwrap();
        for older in &log.heads {
            let proof = log.tree.prove_consistency(older.size, &log.stored).unwrap();
            if older.size.0 > 0 {
                let added = usize::try_from(log.size() - older.size.0).unwrap();
                let reference = log.reference.prove_consistency(added);
                prop_assert_eq!(joined(proof.nodes()), reference.as_bytes());
            }
            prop_assert_eq!(verify_consistency(&signed(*older), &signed(newest), &proof), Ok(()));
        }
    }

    #[test]
    fn no_bytes_make_the_note_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let key = LogKey::from_seed(Origin::new("example.org/log").unwrap(), &[7; 32]).unwrap();
        prop_assert!(UnverifiedCheckpoint::from_bytes(bytes).verify(key.verifier()).is_err());
    }

    #[test]
    // rule: LOG-09
    fn no_changed_byte_of_a_note_passes_for_another_checkpoint(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let key = LogKey::from_seed(Origin::new("example.org/log").unwrap(), &[7; 32]).unwrap();
        let checkpoint = signed(*Log::of_batches(&[5]).heads.last().unwrap());
        let mut note = checkpoint.note().to_vec();
        let at = at.index(note.len());
        note[at] ^= 1 << bit;
        prop_assert!(UnverifiedCheckpoint::from_bytes(note).verify(key.verifier()).is_err());
    }
}
