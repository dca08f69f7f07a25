//! The tiles of a tree: which there are, which are new, and what is believed of those that came.
//!
//! A server cuts tiles from its stored hashes ([`Tree::tiles_since`], [`Tile::to_bytes`]). A client
//! asks what to fetch for a proof ([`Tree::tiles_for`]), fetches it, and has it verified
//! ([`UnverifiedTiles::verify`]); verified [`Tiles`] then read like any stored hashes:
//!
//! ```
//! use std::collections::BTreeMap;
//! use sotto_protocol::time::UnixSeconds;
//! use sotto_tlog::{Commitment, LeafIndex, LogKey, Origin, Tree, UnverifiedTiles, verify_inclusion};
//! # let batch: Vec<_> = (0..3).map(|i| Commitment::from_bytes([i; 32])).collect();
//! # let appended = Tree::EMPTY.append(&batch, &BTreeMap::new())?;
//! # let stored: BTreeMap<_, _> = appended.stored.iter().map(|s| (s.index, s.hash)).collect();
//! # let key = LogKey::from_seed(Origin::new("example.org/log")?, &[7; 32])?;
//! # let checkpoint = key.sign(None, appended.head, UnixSeconds(1_700_000_000))?;
//! let tree = Tree::of_size(checkpoint.size())?;
//! let mut fetched = UnverifiedTiles::default();
//! for tile in tree.tiles_for(&tree.inclusion_reads(LeafIndex(1))?)? {
//!     fetched.insert(tile, tile.to_bytes(&stored)?)?; // `GET <prefix>/` and `tile.to_string()`
//! }
//! let proof = tree.prove_inclusion(LeafIndex(1), &fetched.verify(&checkpoint)?)?;
//! verify_inclusion(&checkpoint, LeafIndex(1), &batch[1], &proof)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use tlog_tiles::Hash;

use crate::{
    Checkpoint, HashReader, NodeHash, StoredIndex, TILE_HEIGHT, TILE_WIDTH, Tile, Tree, TreeError, TreeHead, TreeSize,
    tile::{HASH_BYTES, LAST_TILE_LEVEL, nodes_at},
};

/// Why tiles were not believed. Each but [`TileError::Missing`] means damage, or a log that misbehaves.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The bytes are not `width` hashes of 32 bytes.
    #[error("{0} has another length than its width says")]
    WrongLength(Tile),
    /// The tree of the checkpoint has no tile of this width there.
    #[error("{0} is not a tile of this tree")]
    NotInTree(Tile),
    /// A tile without which another, or the root, cannot be verified was not handed over.
    #[error("{0} is missing")]
    Missing(Tile),
    /// The tile's hash is not the one in the tile above it.
    #[error("{0} does not belong to the tile above it")]
    Inconsistent(Tile),
    /// The partial tiles do not give the root of the checkpoint.
    #[error("the tiles do not lead to the root of the checkpoint")]
    RootMismatch,
}

impl Tree {
    /// The tiles that this tree consists of: each full one, and one partial at most for each level.
    pub fn tiles(&self) -> impl Iterator<Item = Tile> + use<> {
        new_tiles(TreeSize(0), self.size())
    }

    /// The tiles of this tree that the tree of `older` entries didn't have: what a server writes. The
    /// partial tiles of the older tree remain valid, and may be deleted once the full ones are there.
    ///
    /// # Errors
    /// [`TreeError::OutsideTree`] if `older` is larger than this tree.
    // enforces: LOG-21
    pub fn tiles_since(&self, older: TreeSize) -> Result<impl Iterator<Item = Tile> + use<>, TreeError> {
        if older <= self.size() { Ok(new_tiles(older, self.size())) } else { Err(TreeError::OutsideTree) }
    }

    /// Whether all hashes of `tile` are nodes of this tree, so that it can be served. It need not be as
    /// wide as the tree would have it: an older checkpoint may need it so.
    // enforces: LOG-21
    pub fn covers(&self, tile: Tile) -> bool {
        tile.end() <= nodes_at(self.size(), tile.level())
    }

    /// The tiles to fetch so that the hashes at `reads` can be verified and read: those that hold them,
    /// all above these, and every partial one, of which the root is made. At most 8 for each index and
    /// 8 more; from the top down.
    ///
    /// # Errors
    /// [`TreeError::OutsideTree`] if an index is not one of this tree.
    pub fn tiles_for(&self, reads: &[StoredIndex]) -> Result<Vec<Tile>, TreeError> {
        let mut tiles: BTreeSet<Tile> = self.partial_tiles().collect();
        for index in reads {
            let mut next = Some(self.place_of(*index).ok_or(TreeError::OutsideTree)?.tile);
            while let Some(tile) = next {
                next = if tiles.insert(tile) { self.tile_above(tile) } else { None };
            }
        }
        Ok(tiles.into_iter().rev().collect())
    }

    fn partial_tiles(self) -> impl Iterator<Item = Tile> {
        (0..=LAST_TILE_LEVEL).filter_map(move |level| {
            let nodes = nodes_at(self.size(), level);
            self.tile_at(level, nodes >> TILE_HEIGHT)
        })
    }

    /// The tile of this tree that is number `index` of its level, as wide as the tree has it.
    fn tile_at(self, level: u8, index: u64) -> Option<Tile> {
        let nodes = nodes_at(self.size(), level).checked_sub(index << TILE_HEIGHT)?;
        Tile::new(level, index, u16::try_from(nodes).map_or(TILE_WIDTH, |width| width.min(TILE_WIDTH))).ok()
    }

    /// The tile that holds the hash of `tile`, which is full: a partial one has none above it.
    fn tile_above(self, tile: Tile) -> Option<Tile> {
        if tile.is_full() { self.tile_at(tile.level() + 1, tile.index() >> TILE_HEIGHT) } else { None }
    }

    /// Where the hash at `index` is found; `None` if this tree has none there.
    fn place_of(self, index: StoredIndex) -> Option<Place> {
        if index.0 >= self.stored_len() {
            return None;
        }
        let (level, n) = tlog_tiles::split_stored_hash_index(index.0);
        let height = level % TILE_HEIGHT;
        let first = n << height;
        let tile = self.tile_at(level / TILE_HEIGHT, first >> TILE_HEIGHT)?;
        Some(Place { tile, first: usize::try_from(first - tile.start()).ok()?, count: 1 << height })
    }
}

/// A stored hash is the root over `count` hashes of `tile` from `first` on.
struct Place {
    tile: Tile,
    first: usize,
    count: usize,
}

fn new_tiles(older: TreeSize, newer: TreeSize) -> impl Iterator<Item = Tile> + use<> {
    (0..=LAST_TILE_LEVEL).flat_map(move |level| {
        let (before, after) = (nodes_at(older, level), nodes_at(newer, level));
        let full = (before >> TILE_HEIGHT)..(after >> TILE_HEIGHT);
        let partial = if before < after { u16::try_from(after % u64::from(TILE_WIDTH)).ok() } else { None };
        full.map(|index| (index, TILE_WIDTH))
            .chain(partial.map(|width| (after >> TILE_HEIGHT, width)))
            .filter_map(move |(index, width)| Tile::new(level, index, width).ok())
    })
}

/// Tiles as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnverifiedTiles(BTreeMap<Tile, Vec<u8>>);

impl UnverifiedTiles {
    /// Adds a tile whose `bytes` came: as many hashes of 32 bytes as it is wide.
    ///
    /// Who asked for a partial tile and only got the full one hands over its first `width` hashes.
    ///
    /// # Errors
    /// [`TileError::WrongLength`].
    pub fn insert(&mut self, tile: Tile, bytes: Vec<u8>) -> Result<(), TileError> {
        if bytes.len() != tile.len_bytes() {
            return Err(TileError::WrongLength(tile));
        }
        self.0.insert(tile, bytes);
        Ok(())
    }

    /// Believes the tiles, if all of them are the ones of the tree that `checkpoint` commits to.
    ///
    /// # Errors
    /// [`TileError`].
    pub fn verify(self, checkpoint: &Checkpoint) -> Result<Tiles, TileError> {
        self.verify_against(checkpoint.head())
    }

    // enforces: LOG-22
    pub(crate) fn verify_against(self, head: TreeHead) -> Result<Tiles, TileError> {
        let tree = Tree::of_size(head.size).map_err(|_| TileError::RootMismatch)?;
        let tiles = Tiles { tree, tiles: self.0 };
        for tile in tree.partial_tiles() {
            if !tiles.tiles.contains_key(&tile) {
                return Err(TileError::Missing(tile));
            }
        }
        // The partial tiles hold the edge, of which the root is made: right, it verifies them all.
        if tree.root(&tiles) != Ok(head.root) {
            return Err(TileError::RootMismatch);
        }
        for (tile, bytes) in &tiles.tiles {
            if tree.tile_at(tile.level(), tile.index()) != Some(*tile) {
                return Err(TileError::NotInTree(*tile));
            }
            let Some(above) = tree.tile_above(*tile) else { continue };
            let expected = tiles.hashes(above, tile.index() - above.start(), 1).ok_or(TileError::Missing(above))?;
            if root_over(bytes) != root_over(expected) {
                return Err(TileError::Inconsistent(*tile));
            }
        }
        Ok(tiles)
    }
}

/// Tiles of the tree of one checkpoint, verified. Reads every stored hash that lies in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    tree: Tree,
    tiles: BTreeMap<Tile, Vec<u8>>,
}

impl Tiles {
    /// The tree that they are of.
    pub const fn tree(&self) -> Tree {
        self.tree
    }

    /// The bytes of `tile`, if it is there. A full tile can be kept: it is the same in every later tree.
    pub fn bytes(&self, tile: Tile) -> Option<&[u8]> {
        self.tiles.get(&tile).map(Vec::as_slice)
    }

    fn hashes(&self, tile: Tile, first: u64, count: usize) -> Option<&[u8]> {
        let from = usize::try_from(first).ok()?.checked_mul(HASH_BYTES)?;
        self.tiles.get(&tile)?.get(from..)?.get(..count.checked_mul(HASH_BYTES)?)
    }
}

impl HashReader for Tiles {
    fn stored_hash(&self, index: StoredIndex) -> Option<NodeHash> {
        let place = self.tree.place_of(index)?;
        let hashes = self.hashes(place.tile, u64::try_from(place.first).ok()?, place.count)?;
        root_over(hashes).map(|root| NodeHash::from_bytes(root.0))
    }
}

/// The root of the complete subtree over `hashes`, a power of two of them; `None` over nothing.
fn root_over(hashes: &[u8]) -> Option<Hash> {
    let (nodes, _) = hashes.as_chunks::<HASH_BYTES>();
    let mut level: Vec<Hash> = nodes.iter().map(|node| Hash(*node)).collect();
    while level.len() > 1 {
        let (pairs, _) = level.as_chunks::<2>();
        level = pairs.iter().map(|[left, right]| tlog_tiles::node_hash(*left, *right)).collect();
    }
    level.first().copied()
}
