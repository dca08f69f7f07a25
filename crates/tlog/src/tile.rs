//! Tiles by name: which part of the tree one holds and how its path is written (C2SP `tlog-tiles`).
//!
//! A tile of level `l` lists up to 256 consecutive nodes of tree level `8 · l`; an entry bundle lists
//! the leaf data beneath a tile of level 0. Only what a tree of at most [`TreeSize::MAX`] entries
//! holds has a name here, so the arithmetic of a [`Tile`] cannot overflow.

use core::{fmt, str::FromStr};

use crate::{HashReader, LeafIndex, StoredIndex, TreeError, TreeSize};

/// How many levels of the tree a tile spans.
pub const TILE_HEIGHT: u8 = 8;
/// How many hashes a full tile holds.
pub const TILE_WIDTH: u16 = 1 << TILE_HEIGHT;
/// The length of a node.
pub(crate) const HASH_BYTES: usize = 32;
/// The highest level of a tile: the one above would begin beyond [`TreeSize::MAX`].
pub(crate) const LAST_TILE_LEVEL: u8 = 7;
/// The longest path: `tile/entries/`, an index of 17 digits in six elements, `.p/255`.
///
/// ```
/// let index = "x018/x014/x398/x509/x481/983";
/// assert_eq!(sotto_tlog::MAX_TILE_PATH_BYTES, "tile/entries/".len() + index.len() + ".p/255".len());
/// ```
pub const MAX_TILE_PATH_BYTES: usize = 47;
const PATH_BASE: u64 = 1000;

/// There is no such tile in any tree, or the path is not the one way to write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile")]
pub struct NoSuchTile;

/// The name of a tile of hashes. Ordered by level, then from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

impl Tile {
    /// The tile of `level` (0 to 7) that is number `index` there and holds `width` (1 to 256) hashes.
    ///
    /// # Errors
    /// [`NoSuchTile`] if no tree of at most [`TreeSize::MAX`] entries has it.
    // enforces: LOG-20
    pub fn new(level: u8, index: u64, width: u16) -> Result<Self, NoSuchTile> {
        if level > LAST_TILE_LEVEL || !(1..=TILE_WIDTH).contains(&width) {
            return Err(NoSuchTile);
        }
        let end = index.checked_mul(TILE_WIDTH.into()).and_then(|start| start.checked_add(width.into()));
        let last = nodes_at(TreeSize::MAX, level);
        if end.is_some_and(|end| end <= last) { Ok(Self { level, index, width }) } else { Err(NoSuchTile) }
    }

    /// Its level, from 0: each hash of it covers 256^level entries.
    pub const fn level(&self) -> u8 {
        self.level
    }

    /// Its number within the level, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes it holds, 1 to 256.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether it holds all 256 hashes: then it never changes.
    pub const fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The length of its bytes.
    pub fn len_bytes(&self) -> usize {
        usize::from(self.width) * HASH_BYTES
    }

    /// The number of its first node within tree level `8 · level`.
    pub(crate) const fn start(&self) -> u64 {
        self.index << TILE_HEIGHT
    }

    /// The number of the node after its last one.
    pub(crate) fn end(&self) -> u64 {
        self.start() + u64::from(self.width)
    }

    /// What [`Self::to_bytes`] reads: its hashes as the relay stored them, from left to right.
    pub fn reads(&self) -> Vec<StoredIndex> {
        let level = self.level * TILE_HEIGHT;
        (self.start()..self.end()).map(|n| StoredIndex(tlog_tiles::stored_hash_index(level, n))).collect()
    }

    /// Its bytes: `width` hashes of 32 bytes. Nothing is hashed for them.
    ///
    /// # Errors
    /// [`TreeError::MissingHash`] if `reader` lacks a hash of [`Self::reads`].
    // enforces: LOG-21
    pub fn to_bytes(&self, reader: &impl HashReader) -> Result<Vec<u8>, TreeError> {
        let mut bytes = Vec::with_capacity(self.len_bytes());
        for index in self.reads() {
            let hash = reader.stored_hash(index).ok_or(TreeError::MissingHash(index))?;
            bytes.extend_from_slice(hash.as_bytes());
        }
        Ok(bytes)
    }

    /// The bundle of the entries beneath it, if it is of level 0.
    pub const fn entries(&self) -> Option<EntryBundle> {
        if self.level == 0 { Some(EntryBundle(*self)) } else { None }
    }
}

/// How many nodes of tree level `8 · level` a tree of `size` entries has.
pub(crate) fn nodes_at(size: TreeSize, level: u8) -> u64 {
    size.0.checked_shr((level * TILE_HEIGHT).into()).unwrap_or(0)
}

/// The name of an entry bundle: the leaf data of consecutive entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryBundle(Tile);

impl EntryBundle {
    /// The bundle number `index` with `width` (1 to 256) entries.
    ///
    /// # Errors
    /// [`NoSuchTile`] if no tree of at most [`TreeSize::MAX`] entries has it.
    pub fn new(index: u64, width: u16) -> Result<Self, NoSuchTile> {
        Tile::new(0, index, width).map(Self)
    }

    /// The tile of the leaf hashes of its entries.
    pub const fn tile(&self) -> Tile {
        self.0
    }

    /// Its first entry; the others follow it.
    pub const fn first(&self) -> LeafIndex {
        LeafIndex(self.0.start())
    }

    /// How many entries it holds, 1 to 256.
    pub const fn width(&self) -> u16 {
        self.0.width
    }
}

/// What a path below `<prefix>/` asks a log for: `tile/<level>/<index>` or `tile/entries/<index>`, each with `.p/<width>`
/// if it is not full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TilePath {
    /// A tile of hashes.
    Hashes(Tile),
    /// An entry bundle.
    Entries(EntryBundle),
}

impl FromStr for TilePath {
    type Err = NoSuchTile;

    // enforces: LOG-20
    fn from_str(path: &str) -> Result<Self, NoSuchTile> {
        if path.len() > MAX_TILE_PATH_BYTES {
            return Err(NoSuchTile);
        }
        let read = read_path(path).ok_or(NoSuchTile)?;
        // One tile, one path: caches and logs compare them as text.
        if read.to_string() == path { Ok(read) } else { Err(NoSuchTile) }
    }
}

fn read_path(path: &str) -> Option<TilePath> {
    let (level, place) = path.strip_prefix("tile/")?.split_once('/')?;
    let (index, width) = match place.split_once(".p/") {
        Some((index, width)) => (index, width.parse().ok().filter(|width| *width < TILE_WIDTH)?),
        None => (place, TILE_WIDTH),
    };
    let index = index.split('/').try_fold(0_u64, |index, element| {
        let digits = element.strip_prefix('x').unwrap_or(element);
        let three = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u64 = digits.parse().ok().filter(|_| three)?;
        index.checked_mul(PATH_BASE)?.checked_add(number)
    })?;
    match level {
        "entries" => EntryBundle::new(index, width).ok().map(TilePath::Entries),
        _ => Tile::new(level.parse().ok()?, index, width).ok().map(TilePath::Hashes),
    }
}

fn write_place(tile: &Tile, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut elements = vec![tile.index % PATH_BASE];
    let mut rest = tile.index / PATH_BASE;
    while rest > 0 {
        elements.push(rest % PATH_BASE);
        rest /= PATH_BASE;
    }
    for (left, element) in elements.iter().enumerate().rev() {
        if left > 0 { write!(f, "x{element:03}/")? } else { write!(f, "{element:03}")? }
    }
    if tile.is_full() { Ok(()) } else { write!(f, ".p/{}", tile.width) }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        write_place(self, f)
    }
}

impl fmt::Display for EntryBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tile/entries/")?;
        write_place(&self.0, f)
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hashes(tile) => tile.fmt(f),
            Self::Entries(bundle) => bundle.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    // rule: LOG-20
    fn paths_are_those_of_the_specification() {
        let tile = Tile::new(3, 1_234_067, 256).unwrap();
        assert_eq!(tile.to_string(), "tile/3/x001/x234/067");
        assert_eq!("tile/3/x001/x234/067".parse(), Ok(TilePath::Hashes(tile)));
        let partial = Tile::new(0, 273, 112).unwrap();
        assert_eq!(partial.to_string(), "tile/0/273.p/112");
        let bundle = partial.entries().unwrap();
        assert_eq!(bundle.to_string(), "tile/entries/273.p/112");
        assert_eq!("tile/entries/273.p/112".parse(), Ok(TilePath::Entries(bundle)));
        assert_eq!((bundle.first(), bundle.width()), (LeafIndex(69_888), 112));
        assert_eq!(tile.entries(), None);
    }

    #[test]
    // rule: LOG-20
    fn a_path_that_is_written_otherwise_is_refused() {
        for path in [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/0/000/",
            "tile//000",
            "tile/00/000",
            "tile/+0/000",
            "tile/-1/000",
            "tile/data/000",
            "tile/8/000",
            "tile/64/000",
            "tile/256/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000",
            "tile/0/x000/001",
            "tile/0/001/234",
            "tile/0/x01/234",
            "tile/0/xx01/234",
            "tile/0/X001/234",
            "tile/0/x001/x234",
            "tile/0/x001//234",
            "tile/0/0a0",
            "tile/0/ 00",
            "tile/0/٠٠٠",
            "tile/0/000.p",
            "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/+1",
            "tile/0/000.p/256",
            "tile/0/000.p/65537",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "tile/0/000.P/1",
            "tile/0/000?",
            "tile/0/000\n",
            "tile/0/x001.p/1/234",
            "tile/entries",
            "tile/entries/",
            "tile/Entries/000",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/999",
        ] {
            assert_eq!(path.parse::<TilePath>(), Err(NoSuchTile), "{path:?}");
        }
    }

    #[test]
    // rule: LOG-20
    fn only_tiles_of_a_possible_tree_have_a_name() {
        for (level, index) in [(0, (1 << 54) - 1), (1, (1 << 46) - 1), (6, 63), (7, 0)] {
            let most = if level == 7 { 63 } else { 255 };
            let last = Tile::new(level, index, most).unwrap();
            assert_eq!(last.to_string().parse(), Ok(TilePath::Hashes(last)));
            assert!(last.to_string().len() <= MAX_TILE_PATH_BYTES);
            assert!(last.reads().iter().all(|read| read.0 <= i64::MAX as u64));
            assert_eq!(Tile::new(level, index, most + 1), Err(NoSuchTile));
            assert_eq!(Tile::new(level, index + 1, 1), Err(NoSuchTile));
        }
        assert_eq!(EntryBundle::new((1 << 54) - 1, 255).unwrap().to_string().len(), MAX_TILE_PATH_BYTES);
        for (level, index, width) in [(8, 0, 1), (u8::MAX, 0, 1), (0, u64::MAX, 256), (0, 0, 0), (0, 0, 257)] {
            assert_eq!(Tile::new(level, index, width), Err(NoSuchTile));
        }
    }
}
