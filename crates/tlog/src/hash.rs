//! The 32-byte values of the log and its counters, each a type of its own.

use core::fmt;

use data_encoding::HEXLOWER;
use minicbor::{
    Decode, Decoder, Encode, Encoder, bytes,
    decode::{self, Error as DecodeError},
    encode::{self, Write},
};
use sha2::{Digest, Sha256};

macro_rules! hashes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The value with these bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// Its bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, DecodeError> {
                let bytes: bytes::ByteArray<32> = decode::Decode::decode(d, ctx)?;
                Ok(Self(*bytes))
            }
        }
    )*};
}

macro_rules! shown_in_hex {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), HEXLOWER.encode(&self.0))
            }
        }
    )*};
}

hashes! {
    /// What the log holds of an event: SHA-256(salt ‖ event), the leaf data (`LOG-01`).
    Commitment;
    /// SHA-256(0x00 ‖ leaf data), RFC 6962 §2.1.
    LeafHash;
    /// A node of the tree, leaf or inner, as stored and as sent in proofs.
    NodeHash;
    /// The root of a tree of a certain size.
    RootHash;
    /// 32 bytes of chance beside each event. Without it nobody can try events against a commitment;
    /// erasing it and the event leaves a leaf that says nothing.
    Salt;
}

shown_in_hex!(Commitment, LeafHash, NodeHash, RootHash);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt([redacted])")
    }
}

impl Commitment {
    /// The commitment to `event`, the canonical bytes of an event, under `salt`.
    // enforces: LOG-01
    pub fn new(salt: &Salt, event: &[u8]) -> Self {
        Self(Sha256::new().chain_update(salt.as_bytes()).chain_update(event).finalize().into())
    }

    /// Its place in the tree.
    // enforces: LOG-01
    pub fn leaf_hash(&self) -> LeafHash {
        LeafHash(tlog_tiles::record_hash(&self.0).0)
    }
}

/// The place of an entry in the log, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct LeafIndex(#[n(0)] pub u64);

/// How many entries a tree holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct TreeSize(#[n(0)] pub u64);

impl TreeSize {
    /// The largest tree: each of its [`StoredIndex`]es fits the signed 64 bits of a database (`LOG-07`).
    pub const MAX: Self = Self((1 << 62) - 1);
}

/// The place of a node in the dense order in which nodes are written (Crosby and Wallach 2009,
/// §3.3): appending only ever adds at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoredIndex(pub u64);

impl fmt::Display for LeafIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for TreeSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for StoredIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_salt_is_not_printed() {
        assert_eq!(format!("{:?}", Salt::from_bytes([9; 32])), "Salt([redacted])");
    }

    #[test]
    // rule: LOG-01
    fn a_commitment_is_the_hash_of_salt_and_event_and_its_leaf_the_record_hash() {
        let commitment = Commitment::new(&Salt::from_bytes([0xaa; 32]), b"{}");
        let whole: [u8; 32] = Sha256::digest([&[0xaa; 32][..], b"{}"].concat()).into();
        assert_eq!(commitment.as_bytes(), &whole);
        let leaf: [u8; 32] = Sha256::digest([&[0x00][..], &whole].concat()).into();
        assert_eq!(commitment.leaf_hash().as_bytes(), &leaf);
    }

    #[test]
    fn cbor_forms_return_and_refuse_other_lengths() {
        let root = RootHash::from_bytes([3; 32]);
        let bytes = minicbor::to_vec(root).unwrap();
        assert_eq!(bytes.len(), 34);
        assert_eq!(minicbor::decode::<RootHash>(&bytes).unwrap(), root);
        let short = minicbor::to_vec(minicbor::bytes::ByteVec::from(vec![3; 31])).unwrap();
        assert!(minicbor::decode::<RootHash>(&short).is_err());
        assert_eq!(minicbor::to_vec(LeafIndex(5)).unwrap(), [5]);
    }
}
