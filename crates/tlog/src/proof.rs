//! Inclusion and consistency proofs (RFC 6962 §2.1.1, §2.1.2): their encoding and what is believed
//! because of them.

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    decode::Error as DecodeError,
    encode::{self, Write},
};
use tlog_tiles::Hash;

use crate::{Checkpoint, Commitment, LeafHash, LeafIndex, NodeHash, RootHash, TreeSize};

/// The most nodes that a proof holds: a path in a tree of 2^64 leaves.
pub const MAX_PROOF_NODES: usize = 64;

/// What a proof did not show. Each means that the relay misbehaves or is not the one we know: the
/// checkpoints involved are evidence and are kept.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such entry yet in the tree of this checkpoint.
    #[error("entry {index} is beyond the tree of {size}")]
    BeyondTree {
        /// The entry in question.
        index: LeafIndex,
        /// The size of the tree.
        size: TreeSize,
    },
    /// The proof does not lead from this entry to the root.
    #[error("the proof does not show that the entry is in the log")]
    NotIncluded,
    /// The two checkpoints are of different logs.
    #[error("the checkpoints are of different logs")]
    OtherLog,
    /// The newer tree is smaller.
    #[error("the log has shrunk")]
    Shrunk,
    /// Two roots for one size: the relay shows different people different logs.
    #[error("the log has forked")]
    Forked,
    /// The newer checkpoint says an earlier time.
    #[error("the log's time went back")]
    TimeWentBack,
    /// The proof does not show that the newer tree continues the older one.
    #[error("the proof does not show that the log only grew")]
    NotConsistent,
}

/// A proof of more than [`MAX_PROOF_NODES`] nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a proof of more than 64 nodes")]
pub struct TooManyNodes;

macro_rules! proofs {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name(Vec<NodeHash>);

        impl $name {
            /// The proof with these nodes, from the leaf's side to the root's.
            ///
            /// # Errors
            /// [`TooManyNodes`].
            // enforces: LOG-14
            pub fn from_nodes(nodes: Vec<NodeHash>) -> Result<Self, TooManyNodes> {
                if nodes.len() <= MAX_PROOF_NODES { Ok(Self(nodes)) } else { Err(TooManyNodes) }
            }

            /// Its nodes.
            pub fn nodes(&self) -> &[NodeHash] {
                &self.0
            }

            fn path(&self) -> Vec<Hash> {
                self.0.iter().map(|node| Hash(*node.as_bytes())).collect()
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(&self, e: &mut Encoder<W>, ctx: &mut C) -> Result<(), encode::Error<W::Error>> {
                self.0.encode(e, ctx)
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, DecodeError> {
                Ok(Self(decode_nodes(d, ctx)?))
            }
        }
    )*};
}

proofs! {
    /// The audit path of one entry: `array(0..=64) of bstr(32)`.
    InclusionProof;
    /// That one tree continues another: `array(0..=64) of bstr(32)`.
    ConsistencyProof;
}

// enforces: LOG-14
fn decode_nodes<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<Vec<NodeHash>, DecodeError> {
    // The length is judged before anything is allocated for it; an array without one is refused.
    let len = d.array()?.and_then(|len| usize::try_from(len).ok()).filter(|len| *len <= MAX_PROOF_NODES);
    let len = len.ok_or_else(|| DecodeError::message(TooManyNodes))?;
    (0..len).map(|_| NodeHash::decode(d, ctx)).collect()
}

/// Checks that `commitment` is entry `index` of the tree that `checkpoint` commits to.
///
/// RFC 6962 §2.1.1; rule `LOG-12`.
///
/// # Errors
/// [`ProofError::BeyondTree`], [`ProofError::NotIncluded`].
// enforces: LOG-12
pub fn verify_inclusion(
    checkpoint: &Checkpoint,
    index: LeafIndex,
    commitment: &Commitment,
    proof: &InclusionProof,
) -> Result<(), ProofError> {
    check_path(checkpoint.size(), checkpoint.root(), index, commitment.leaf_hash(), proof)
}

pub(crate) fn check_path(
    size: TreeSize,
    root: RootHash,
    index: LeafIndex,
    leaf: LeafHash,
    proof: &InclusionProof,
) -> Result<(), ProofError> {
    if index.0 >= size.0 {
        return Err(ProofError::BeyondTree { index, size });
    }
    tlog_tiles::check_record(&proof.path(), size.0, Hash(*root.as_bytes()), index.0, Hash(*leaf.as_bytes()))
        .map_err(|_| ProofError::NotIncluded)
}

/// Checks that the log of `newer` is the log of `older` with nothing changed or removed.
///
/// Between trees of one size, and from the empty tree, the proof is empty. RFC 6962 §2.1.2; rule
/// `LOG-13`.
///
/// # Errors
/// [`ProofError`]: each but the two of inclusion.
// enforces: LOG-13
pub fn verify_consistency(older: &Checkpoint, newer: &Checkpoint, proof: &ConsistencyProof) -> Result<(), ProofError> {
    if older.origin() != newer.origin() {
        return Err(ProofError::OtherLog);
    }
    check_growth(older.size(), older.root(), newer.size(), newer.root(), proof)?;
    if newer.time() < older.time() { Err(ProofError::TimeWentBack) } else { Ok(()) }
}

pub(crate) fn check_growth(
    older_size: TreeSize,
    older_root: RootHash,
    newer_size: TreeSize,
    newer_root: RootHash,
    proof: &ConsistencyProof,
) -> Result<(), ProofError> {
    if newer_size < older_size {
        return Err(ProofError::Shrunk);
    }
    if newer_size == older_size && newer_root != older_root {
        return Err(ProofError::Forked);
    }
    if older_size == TreeSize(0) {
        // Every tree continues the empty one; RFC 6962 defines no proof for it.
        return if proof.nodes().is_empty() { Ok(()) } else { Err(ProofError::NotConsistent) };
    }
    tlog_tiles::check_tree(
        &proof.path(),
        newer_size.0,
        Hash(*newer_root.as_bytes()),
        older_size.0,
        Hash(*older_root.as_bytes()),
    )
    .map_err(|_| ProofError::NotConsistent)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn nodes(count: usize) -> Vec<NodeHash> {
        vec![NodeHash::from_bytes([0x5a; 32]); count]
    }

    #[test]
    fn a_proof_is_an_array_of_byte_strings() {
        let proof = InclusionProof::from_nodes(nodes(2)).unwrap();
        let bytes = minicbor::to_vec(&proof).unwrap();
        let node = [&[0x58, 0x20][..], &[0x5a; 32]].concat();
        assert_eq!(bytes, [&[0x82][..], &node, &node].concat());
        assert_eq!(minicbor::decode::<InclusionProof>(&bytes).unwrap(), proof);
    }

    #[test]
    // rule: LOG-14
    fn a_proof_of_more_than_64_nodes_is_not_read() {
        let longest = ConsistencyProof::from_nodes(nodes(64)).unwrap();
        let bytes = minicbor::to_vec(&longest).unwrap();
        assert_eq!(minicbor::decode::<ConsistencyProof>(&bytes).unwrap(), longest);

        assert_eq!(ConsistencyProof::from_nodes(nodes(65)), Err(TooManyNodes));
        let long = minicbor::to_vec(nodes(65)).unwrap();
        assert!(minicbor::decode::<ConsistencyProof>(&long).is_err());
        assert!(minicbor::decode::<InclusionProof>(&long).is_err());
        // A length of 2^64 − 1 with nothing behind it; an array without a length; a short node.
        let hostile: [&[u8]; 3] = [&[0x9b; 9], &[0x9f, 0xff], &[0x81, 0x41, 0x00]];
        for bytes in hostile {
            assert!(minicbor::decode::<InclusionProof>(bytes).is_err());
        }
    }

    #[test]
    fn sizes_no_tree_reaches_are_answered_without_a_panic() {
        let root = RootHash::from_bytes([1; 32]);
        let leaf = LeafHash::from_bytes([2; 32]);
        for count in [0, 1, 62, 63, 64] {
            let path = InclusionProof::from_nodes(nodes(count)).unwrap();
            let growth = ConsistencyProof::from_nodes(nodes(count)).unwrap();
            for index in [0, 1, u64::MAX / 2, u64::MAX - 1] {
                let checked = check_path(TreeSize(u64::MAX), root, LeafIndex(index), leaf, &path);
                assert_eq!(checked, Err(ProofError::NotIncluded));
                let checked = check_growth(TreeSize(index + 1), root, TreeSize(u64::MAX), leaf_as_root(), &growth);
                assert!(checked.is_err());
            }
        }
    }

    fn leaf_as_root() -> RootHash {
        RootHash::from_bytes([2; 32])
    }
}
