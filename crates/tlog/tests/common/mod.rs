//! A log in memory, and those who watch it.
#![allow(dead_code, reason = "each test file uses a part")]

pub(crate) mod taking;

use std::collections::HashMap;

use proptest::{prelude::*, test_runner::RngSeed};
use sotto_protocol::time::UnixSeconds;
use sotto_tlog::{
    Checkpoint, Commitment, ConsistencyProof, LogKey, NodeHash, Origin, StoredIndex, Tree, TreeHead, TreeSize,
    WitnessKey, WitnessName,
};

pub(crate) const NOW: UnixSeconds = UnixSeconds(1_795_307_459);
pub(crate) const ORIGIN: &str = "example.org/log";

/// The same cases in each run.
pub(crate) fn repeatable(cases: u32) -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(6962);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn key_of(origin: &str, seed: u8) -> LogKey {
    LogKey::from_seed(Origin::new(origin).unwrap(), &[seed; 32]).unwrap()
}

pub(crate) fn key() -> LogKey {
    key_of(ORIGIN, 7)
}

pub(crate) fn witness_key(number: u8) -> WitnessKey {
    WitnessKey::from_seed(WitnessName::new(format!("witness.example/w{number}")).unwrap(), &[100 + number; 32]).unwrap()
}

pub(crate) fn commitment(number: u64) -> Commitment {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    Commitment::from_bytes(bytes)
}

/// The stored hashes of a log. Every smaller log is a part of it.
pub(crate) struct Log {
    pub(crate) size: u64,
    pub(crate) stored: HashMap<StoredIndex, NodeHash>,
}

impl Log {
    /// Entries are their numbers.
    pub(crate) fn of(size: u64) -> Self {
        Self::with(size, commitment)
    }

    pub(crate) fn with(size: u64, entry: impl Fn(u64) -> Commitment) -> Self {
        let mut log = Self { size, stored: HashMap::new() };
        let mut tree = Tree::EMPTY;
        while tree.size().0 < size {
            let batch: Vec<_> = (tree.size().0..size.min(tree.size().0 + 500)).map(&entry).collect();
            let appended = tree.append(&batch, &log.stored).unwrap();
            log.stored.extend(appended.stored.iter().map(|s| (s.index, s.hash)));
            tree = appended.tree;
        }
        log
    }

    pub(crate) fn tree(&self, size: u64) -> Tree {
        assert!(size <= self.size);
        Tree::of_size(TreeSize(size)).unwrap()
    }

    pub(crate) fn head(&self, size: u64) -> TreeHead {
        TreeHead { size: TreeSize(size), root: self.tree(size).root(&self.stored).unwrap() }
    }

    pub(crate) fn checkpoint(&self, size: u64) -> Checkpoint {
        key().sign(None, self.head(size), NOW).unwrap()
    }

    pub(crate) fn growth(&self, older: u64, newer: u64) -> ConsistencyProof {
        self.tree(newer).prove_consistency(TreeSize(older), &self.stored).unwrap()
    }
}
