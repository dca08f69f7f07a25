//! The tree of the relay (RFC 6962 §2.1): appending and proving over stored hashes.
//!
//! Pure: a caller asks which hashes a step reads ([`Tree::edge`], [`Tree::inclusion_reads`],
//! [`Tree::consistency_reads`]), fetches those from its storage in one query, and hands them over.
//! Nothing stored is ever changed, so [`Tile`](crate::Tile)s are cut from the same hashes.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use tlog_tiles::Hash;

use crate::{
    Commitment, ConsistencyProof, InclusionProof, LeafHash, LeafIndex, NodeHash, RootHash, StoredIndex, TreeSize,
};

/// Why a tree could not be grown or proved.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The tree would hold more than [`TreeSize::MAX`] entries.
    #[error("the tree is full")]
    TooLarge,
    /// The reader does not have a hash that this tree must have: the storage is damaged, or what
    /// was to be read was not read.
    #[error("the stored hash {0} is missing")]
    MissingHash(StoredIndex),
    /// The entry or the earlier size lies outside of this tree.
    #[error("not a part of this tree")]
    OutsideTree,
}

/// Gives hashes that were stored earlier.
pub trait HashReader {
    /// The hash stored at `index`; `None` if it is not there.
    fn stored_hash(&self, index: StoredIndex) -> Option<NodeHash>;
}

impl HashReader for BTreeMap<StoredIndex, NodeHash> {
    fn stored_hash(&self, index: StoredIndex) -> Option<NodeHash> {
        self.get(&index).copied()
    }
}

impl<S: BuildHasher> HashReader for HashMap<StoredIndex, NodeHash, S> {
    fn stored_hash(&self, index: StoredIndex) -> Option<NodeHash> {
        self.get(&index).copied()
    }
}

/// A hash to store, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredHash {
    /// Its place; the next append goes on right after the last one.
    pub index: StoredIndex,
    /// The hash.
    pub hash: NodeHash,
}

/// What a checkpoint says of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// How many entries it holds.
    pub size: TreeSize,
    /// Its root.
    pub root: RootHash,
}

impl TreeHead {
    /// Of the tree without entries: SHA-256 of nothing.
    pub const EMPTY: Self = Self { size: TreeSize(0), root: RootHash::from_bytes(tlog_tiles::EMPTY_HASH.0) };
}

/// What an append led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The tree with the new entries.
    pub tree: Tree,
    /// The index of the first new entry; the others follow it.
    pub first: LeafIndex,
    /// What must be stored before anybody hears of `head`, in order of its indexes.
    pub stored: Vec<StoredHash>,
    /// Size and root of the new tree.
    pub head: TreeHead,
}

/// The tree of a certain size. It holds that number alone; the hashes are the storage's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tree {
    size: TreeSize,
}

impl Tree {
    /// The tree without entries.
    pub const EMPTY: Self = Self { size: TreeSize(0) };

    /// The tree of `size` entries.
    ///
    /// # Errors
    /// [`TreeError::TooLarge`] beyond [`TreeSize::MAX`].
    // enforces: LOG-07
    pub fn of_size(size: TreeSize) -> Result<Self, TreeError> {
        if size <= TreeSize::MAX { Ok(Self { size }) } else { Err(TreeError::TooLarge) }
    }

    /// How many entries it holds.
    pub const fn size(&self) -> TreeSize {
        self.size
    }

    /// How many hashes are stored for it: the index of the next one.
    pub fn stored_len(&self) -> u64 {
        tlog_tiles::stored_hash_count(self.size.0)
    }

    /// What [`Self::append`] and [`Self::root`] read: at most 62 hashes.
    pub fn edge(&self) -> Vec<StoredIndex> {
        indexes(tlog_tiles::sub_tree_index(0, self.size.0, Vec::new()))
    }

    /// Its root.
    ///
    /// # Errors
    /// [`TreeError::MissingHash`] if `reader` lacks a hash of [`Self::edge`].
    // enforces: LOG-07
    pub fn root(&self, reader: &impl HashReader) -> Result<RootHash, TreeError> {
        self.root_over(reader, &BTreeMap::new())
    }

    /// The tree with `commitments` at its end, in their order.
    ///
    /// # Errors
    /// [`TreeError::MissingHash`] if `reader` lacks a hash of [`Self::edge`]; [`TreeError::TooLarge`].
    pub fn append(&self, commitments: &[Commitment], reader: &impl HashReader) -> Result<Appended, TreeError> {
        let leaves: Vec<_> = commitments.iter().map(Commitment::leaf_hash).collect();
        self.append_leaves(&leaves, reader)
    }

    pub(crate) fn append_leaves(&self, leaves: &[LeafHash], reader: &impl HashReader) -> Result<Appended, TreeError> {
        let added = u64::try_from(leaves.len()).map_err(|_| TreeError::TooLarge)?;
        let size = self.size.0.checked_add(added).ok_or(TreeError::TooLarge)?;
        let tree = Self::of_size(TreeSize(size))?;

        let mut fresh = BTreeMap::new();
        for (n, leaf) in (self.size.0..).zip(leaves) {
            let over = Overlay::new(reader, &fresh);
            let hashes = tlog_tiles::stored_hashes_for_record_hash(n, Hash(*leaf.as_bytes()), &over);
            let hashes = over.outcome(hashes)?;
            let first = tlog_tiles::stored_hash_index(0, n);
            fresh.extend((first..).zip(hashes));
        }
        let head = TreeHead { size: tree.size, root: tree.root_over(reader, &fresh)? };
        let stored = fresh
            .into_iter()
            .map(|(index, hash)| StoredHash { index: StoredIndex(index), hash: NodeHash::from_bytes(hash.0) })
            .collect();
        Ok(Appended { tree, first: LeafIndex(self.size.0), stored, head })
    }

    fn root_over(&self, reader: &impl HashReader, fresh: &BTreeMap<u64, Hash>) -> Result<RootHash, TreeError> {
        let over = Overlay::new(reader, fresh);
        let root = over.outcome(tlog_tiles::tree_hash(self.size.0, &over))?;
        Ok(RootHash::from_bytes(root.0))
    }

    /// What [`Self::prove_inclusion`] reads.
    ///
    /// # Errors
    /// [`TreeError::OutsideTree`] if there is no entry `index`.
    pub fn inclusion_reads(&self, index: LeafIndex) -> Result<Vec<StoredIndex>, TreeError> {
        let recorder = Recorder::default();
        tlog_tiles::prove_record(self.size.0, index.0, &recorder).map_err(|_| TreeError::OutsideTree)?;
        Ok(indexes(recorder.0.into_inner()))
    }

    /// The proof that entry `index` is in this tree.
    ///
    /// # Errors
    /// [`TreeError::OutsideTree`] if there is none; [`TreeError::MissingHash`].
    pub fn prove_inclusion(&self, index: LeafIndex, reader: &impl HashReader) -> Result<InclusionProof, TreeError> {
        let fresh = BTreeMap::new();
        let over = Overlay::new(reader, &fresh);
        let path = over.outcome(tlog_tiles::prove_record(self.size.0, index.0, &over))?;
        InclusionProof::from_nodes(nodes(path)).map_err(|_| TreeError::TooLarge)
    }

    /// What [`Self::prove_consistency`] reads.
    ///
    /// # Errors
    /// [`TreeError::OutsideTree`] if `older` is larger than this tree.
    pub fn consistency_reads(&self, older: TreeSize) -> Result<Vec<StoredIndex>, TreeError> {
        if older == TreeSize(0) {
            return Ok(Vec::new());
        }
        let recorder = Recorder::default();
        tlog_tiles::prove_tree(self.size.0, older.0, &recorder).map_err(|_| TreeError::OutsideTree)?;
        Ok(indexes(recorder.0.into_inner()))
    }

    /// The proof that the first `older` entries are those of the tree of that size. It is empty for
    /// `older` zero, of which every tree is a continuation.
    ///
    /// # Errors
    /// [`TreeError::OutsideTree`] if `older` is larger than this tree; [`TreeError::MissingHash`].
    pub fn prove_consistency(&self, older: TreeSize, reader: &impl HashReader) -> Result<ConsistencyProof, TreeError> {
        if older == TreeSize(0) {
            return Ok(ConsistencyProof::default());
        }
        let fresh = BTreeMap::new();
        let over = Overlay::new(reader, &fresh);
        let path = over.outcome(tlog_tiles::prove_tree(self.size.0, older.0, &over))?;
        ConsistencyProof::from_nodes(nodes(path)).map_err(|_| TreeError::TooLarge)
    }
}

fn indexes(raw: Vec<u64>) -> Vec<StoredIndex> {
    raw.into_iter().map(StoredIndex).collect()
}

fn nodes(path: Vec<Hash>) -> Vec<NodeHash> {
    path.into_iter().map(|hash| NodeHash::from_bytes(hash.0)).collect()
}

/// Stored hashes with those of the batch that is being appended on top.
struct Overlay<'a, R> {
    reader: &'a R,
    fresh: &'a BTreeMap<u64, Hash>,
    missing: Cell<Option<u64>>,
}

impl<'a, R: HashReader> Overlay<'a, R> {
    fn new(reader: &'a R, fresh: &'a BTreeMap<u64, Hash>) -> Self {
        Self { reader, fresh, missing: Cell::new(None) }
    }

    fn outcome<T>(&self, result: Result<T, tlog_tiles::Error>) -> Result<T, TreeError> {
        result.map_err(|_| match self.missing.get() {
            Some(index) => TreeError::MissingHash(StoredIndex(index)),
            None => TreeError::OutsideTree,
        })
    }
}

impl<R: HashReader> tlog_tiles::HashReader for Overlay<'_, R> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let hash_at = |index: &u64| {
            let stored = || self.reader.stored_hash(StoredIndex(*index)).map(|hash| Hash(*hash.as_bytes()));
            self.fresh.get(index).copied().or_else(stored).ok_or_else(|| {
                self.missing.set(Some(*index));
                tlog_tiles::Error::IndexesNotInTree
            })
        };
        indexes.iter().map(hash_at).collect()
    }
}

/// Notes what is asked for: which hashes a proof reads does not depend on their values.
#[derive(Default)]
struct Recorder(RefCell<Vec<u64>>);

impl tlog_tiles::HashReader for Recorder {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        self.0.borrow_mut().extend_from_slice(indexes);
        Ok(vec![Hash::default(); indexes.len()])
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn commitments(count: u8) -> Vec<Commitment> {
        (0..count).map(|i| Commitment::from_bytes([i; 32])).collect()
    }

    fn grown(count: u8) -> (Tree, BTreeMap<StoredIndex, NodeHash>) {
        let appended = Tree::EMPTY.append(&commitments(count), &BTreeMap::new()).unwrap();
        (appended.tree, appended.stored.iter().map(|s| (s.index, s.hash)).collect())
    }

    #[test]
    fn batches_of_any_cut_give_the_same_tree_and_read_only_the_edge() {
        let all = commitments(40);
        let (whole, whole_stored) = grown(40);
        for cut in 0..=40 {
            let first = Tree::EMPTY.append(&all[..cut], &BTreeMap::new()).unwrap();
            let stored: BTreeMap<_, _> = first.stored.iter().map(|s| (s.index, s.hash)).collect();
            let edge: BTreeMap<_, _> = first.tree.edge().iter().map(|i| (*i, stored[i])).collect();
            let second = first.tree.append(&all[cut..], &edge).unwrap();
            assert_eq!(second.tree, whole);
            assert_eq!(second.first, LeafIndex(cut as u64));
            assert_eq!(second.head.root, whole.root(&whole_stored).unwrap());
            if let Some(next) = second.stored.first() {
                assert_eq!(next.index.0, first.tree.stored_len());
            }
            let joined: BTreeMap<_, _> =
                stored.into_iter().chain(second.stored.iter().map(|s| (s.index, s.hash))).collect();
            assert_eq!(joined, whole_stored);
        }
    }

    #[test]
    fn proofs_need_exactly_what_was_announced() {
        let (tree, stored) = grown(23);
        for i in 0..23 {
            let reads = tree.inclusion_reads(LeafIndex(i)).unwrap();
            let only: BTreeMap<_, _> = reads.iter().map(|i| (*i, stored[i])).collect();
            let proof = tree.prove_inclusion(LeafIndex(i), &only).unwrap();
            assert_eq!(proof, tree.prove_inclusion(LeafIndex(i), &stored).unwrap());
            let missing = tree.prove_inclusion(LeafIndex(i), &BTreeMap::new());
            assert_eq!(missing, Err(TreeError::MissingHash(reads[0])));
        }
        for older in 0..=23 {
            let reads = tree.consistency_reads(TreeSize(older)).unwrap();
            let only: HashMap<_, _> = reads.iter().map(|i| (*i, stored[i])).collect();
            let proof = tree.prove_consistency(TreeSize(older), &only).unwrap();
            assert_eq!(proof, tree.prove_consistency(TreeSize(older), &stored).unwrap());
        }
    }

    #[test]
    fn what_is_not_in_the_tree_is_not_proved() {
        let (tree, stored) = grown(5);
        assert_eq!(tree.prove_inclusion(LeafIndex(5), &stored), Err(TreeError::OutsideTree));
        assert_eq!(tree.inclusion_reads(LeafIndex(u64::MAX)), Err(TreeError::OutsideTree));
        assert_eq!(tree.prove_consistency(TreeSize(6), &stored), Err(TreeError::OutsideTree));
        assert_eq!(tree.consistency_reads(TreeSize(6)), Err(TreeError::OutsideTree));
        assert_eq!(Tree::EMPTY.prove_inclusion(LeafIndex(0), &stored), Err(TreeError::OutsideTree));
    }

    #[test]
    // rule: LOG-07
    fn a_tree_ends_where_its_indexes_would_no_longer_fit() {
        assert_eq!(Tree::of_size(TreeSize(1 << 62)), Err(TreeError::TooLarge));
        let full = Tree::of_size(TreeSize::MAX).unwrap();
        assert!(full.stored_len() <= i64::MAX as u64);
        let edge: BTreeMap<_, _> = full.edge().into_iter().map(|i| (i, NodeHash::from_bytes([0; 32]))).collect();
        assert_eq!(edge.len(), 62);
        assert_eq!(full.append(&commitments(1), &edge), Err(TreeError::TooLarge));
        assert!(full.root(&edge).is_ok());
    }
}
