//! Entry bundles: the leaf data beneath a tile of level 0 (C2SP `tlog-tiles`, "Log entries").
//!
//! Ours are commitments, so every entry is 0x0020 and 32 bytes. They say nothing of an event, and
//! remain when it is erased.

use crate::{Commitment, EntryBundle, TILE_WIDTH, Tiles};

const ENTRY_BYTES: u16 = 32;
/// One entry with its length before it.
const FRAMED_BYTES: usize = 34;
/// The longest entry bundle: 256 commitments, each with its length.
///
/// ```
/// assert_eq!(sotto_tlog::MAX_ENTRY_BUNDLE_BYTES, 256 * (2 + 32));
/// ```
pub const MAX_ENTRY_BUNDLE_BYTES: usize = TILE_WIDTH as usize * FRAMED_BYTES;

/// Why an entry bundle was not made or not believed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntriesError {
    /// Not as many entries of 32 bytes as the bundle is wide, or something after them.
    #[error("not the entries of this bundle")]
    Malformed,
    /// The tile of their leaf hashes is not among the verified ones.
    #[error("the tile of this bundle was not verified")]
    TileMissing,
    /// An entry is not the one whose leaf hash is in the tree: damage, or a log that misbehaves.
    #[error("an entry is not the one that is in the tree")]
    Inconsistent,
}

impl EntryBundle {
    /// Its bytes, given its commitments in their order.
    ///
    /// # Errors
    /// [`EntriesError::Malformed`] for another number of commitments than it is wide.
    pub fn to_bytes(&self, commitments: &[Commitment]) -> Result<Vec<u8>, EntriesError> {
        if commitments.len() != usize::from(self.width()) {
            return Err(EntriesError::Malformed);
        }
        let framed = |commitment: &Commitment| [&ENTRY_BYTES.to_be_bytes()[..], commitment.as_bytes()].concat();
        Ok(commitments.iter().flat_map(framed).collect())
    }

    /// The commitments in `bytes`, once `tiles` showed that they are the entries of the tree.
    ///
    /// # Errors
    /// [`EntriesError`].
    // enforces: LOG-23
    pub fn verify(&self, bytes: &[u8], tiles: &Tiles) -> Result<Vec<Commitment>, EntriesError> {
        let commitments = self.read(bytes)?;
        let leaves = tiles.bytes(self.tile()).ok_or(EntriesError::TileMissing)?;
        let (leaves, _) = leaves.as_chunks::<32>();
        let in_tree =
            commitments.iter().map(|commitment| *commitment.leaf_hash().as_bytes()).eq(leaves.iter().copied());
        if in_tree { Ok(commitments) } else { Err(EntriesError::Inconsistent) }
    }

    // enforces: LOG-23
    fn read(&self, bytes: &[u8]) -> Result<Vec<Commitment>, EntriesError> {
        if bytes.len() != usize::from(self.width()) * FRAMED_BYTES {
            return Err(EntriesError::Malformed);
        }
        let (framed, _) = bytes.as_chunks::<FRAMED_BYTES>();
        let entry = |[high, low, entry @ ..]: &[u8; FRAMED_BYTES]| {
            (u16::from_be_bytes([*high, *low]) == ENTRY_BYTES).then(|| Commitment::from_bytes(*entry))
        };
        framed.iter().map(entry).collect::<Option<_>>().ok_or(EntriesError::Malformed)
    }
}
