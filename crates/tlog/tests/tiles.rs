//! Tiles and entry bundles against an independent implementation, and against servers that lie.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::sync::LazyLock;

use common::{Log, commitment, key, repeatable};
use proptest::prelude::*;
use sotto_tlog::{
    Checkpoint, Commitment, EntriesError, EntryBundle, LeafIndex, RootHash, StoredIndex, Tile, TileError, TilePath,
    Tiles, Tree, TreeError, TreeHead, TreeSize, UnverifiedTiles,
};

/// Just over one full tile of level 1.
static LOG: LazyLock<Log> = LazyLock::new(|| Log::of(70_000));

fn server(tiles: impl IntoIterator<Item = Tile>) -> UnverifiedTiles {
    let mut fetched = UnverifiedTiles::default();
    for tile in tiles {
        fetched.insert(tile, tile.to_bytes(&LOG.stored).unwrap()).unwrap();
    }
    fetched
}

fn tile(path: &str) -> Tile {
    match path.parse().unwrap() {
        TilePath::Hashes(tile) => tile,
        TilePath::Entries(bundle) => bundle.tile(),
    }
}

fn paths(tiles: impl IntoIterator<Item = Tile>) -> Vec<String> {
    tiles.into_iter().map(|tile| tile.to_string()).collect()
}

/// The other implementation writes the height into its paths.
fn reference_paths(older: u64, newer: u64) -> Vec<String> {
    tlog_tiles::Tile::new_tiles(8, older, newer)
        .iter()
        .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
        .collect()
}

struct Reference;

impl tlog_tiles::HashReader for Reference {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| tlog_tiles::Hash(*LOG.stored[&StoredIndex(*index)].as_bytes())).collect())
    }
}

impl tlog_tiles::TileReader for Reference {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        tiles.iter().map(|tile| tile.read_data(self)).collect()
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

#[test]
// rule: LOG-21
fn a_tree_has_the_tiles_of_the_specification() {
    // C2SP tlog-tiles, "Partial Tiles": 70,000 entries, and 256.
    let tiles: Vec<_> = LOG.tree(70_000).tiles().collect();
    let full = |level| tiles.iter().filter(|tile| tile.is_full() && tile.level() == level).count();
    assert_eq!((full(0), full(1), full(2)), (273, 1, 0));
    let partial = paths(tiles.iter().filter(|tile| !tile.is_full()).copied());
    assert_eq!(partial, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    assert_eq!(paths(LOG.tree(256).tiles()), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(Tree::EMPTY.tiles().count(), 0);
}

#[test]
// rule: LOG-21
fn new_tiles_are_the_ones_that_changed() {
    let since = |older, newer| paths(LOG.tree(newer).tiles_since(TreeSize(older)).unwrap());
    assert_eq!(since(10, 10), [""; 0]);
    assert_eq!(since(10, 11), ["tile/0/000.p/11"]);
    assert_eq!(since(255, 256), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(since(256, 257), ["tile/0/001.p/1"]);
    assert_eq!(since(65_535, 65_536), ["tile/0/255", "tile/1/000", "tile/2/000.p/1"]);
    assert!(LOG.tree(10).tiles_since(TreeSize(11)).is_err());
}

#[test]
// rule: LOG-21
fn the_largest_tree_has_tiles_too() {
    let full = Tree::of_size(TreeSize::MAX).unwrap();
    let newest: Vec<_> = full.tiles_since(TreeSize(TreeSize::MAX.0 - 1)).unwrap().collect();
    assert_eq!(paths(newest.clone()), ["tile/0/x018/x014/x398/x509/x481/983.p/255"]);
    assert!(full.covers(newest[0]));
    assert!(!Tree::of_size(TreeSize(TreeSize::MAX.0 - 1)).unwrap().covers(newest[0]));
    let reads = full.inclusion_reads(LeafIndex(0)).unwrap();
    let tiles = full.tiles_for(&reads).unwrap();
    assert!(tiles.len() <= 16 && tiles.iter().all(|tile| full.covers(*tile)));
    let beyond = StoredIndex(full.stored_len());
    assert_eq!(full.tiles_for(&[beyond]), Err(TreeError::OutsideTree));
    assert_eq!(full.tiles_for(&[StoredIndex(u64::MAX)]), Err(TreeError::OutsideTree));
}

#[test]
// rule: LOG-21
fn a_tile_is_made_of_stored_hashes_alone() {
    for path in ["tile/0/000", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"] {
        let tile = tile(path);
        let reference = tlog_tiles::Tile::new(8, tile.level(), tile.index(), tile.width().into(), false);
        assert_eq!(tile.to_bytes(&LOG.stored).unwrap(), reference.read_data(&Reference).unwrap());
        assert_eq!(tile.len_bytes(), usize::from(tile.width()) * 32);
        assert!(LOG.tree(70_000).covers(tile));
    }
    let beyond = tile("tile/1/001.p/18");
    assert!(!LOG.tree(70_000).covers(beyond));
    assert!(matches!(beyond.to_bytes(&LOG.stored), Err(TreeError::MissingHash(_))));
    // What was partial once can still be served, and is the beginning of what there is now.
    let once = tile("tile/0/000.p/9").to_bytes(&LOG.stored).unwrap();
    assert_eq!(once, tile("tile/0/000").to_bytes(&LOG.stored).unwrap()[..9 * 32]);
}

proptest! {
    #![proptest_config(repeatable(48))]

    #[test]
    // rule: LOG-21
    fn lists_of_tiles_agree(older in 0_u64..(1 << 55), grown in 0_u64..2_000) {
        let newer = older + grown;
        let tiles = Tree::of_size(TreeSize(newer)).unwrap().tiles_since(TreeSize(older)).unwrap();
        prop_assert_eq!(paths(tiles), reference_paths(older, newer));
        let small = Tree::of_size(TreeSize(grown)).unwrap();
        prop_assert_eq!(paths(small.tiles()), reference_paths(0, grown));
    }

    #[test]
    // rule: LOG-22
    fn proofs_from_tiles_are_those_from_stored_hashes(size in 1_u64..=70_000, pick in any::<u64>()) {
        let (tree, checkpoint) = (LOG.tree(size), LOG.checkpoint(size));
        let (entry, older) = (LeafIndex(pick % size), TreeSize(pick % (size + 1)));

        let needed = tree.tiles_for(&tree.inclusion_reads(entry).unwrap()).unwrap();
        prop_assert!(needed.iter().all(|needed| tree.tiles().any(|tile| tile == *needed)));
        let tiles = server(needed).verify(&checkpoint).unwrap();
        let proof = tree.prove_inclusion(entry, &tiles).unwrap();
        prop_assert_eq!(&proof, &tree.prove_inclusion(entry, &LOG.stored).unwrap());

        let head = LOG.head(size);
        let root = tlog_tiles::Hash(*head.root.as_bytes());
        let reference = tlog_tiles::TileHashReader::new(size, root, &Reference);
        let path = tlog_tiles::prove_record(size, entry.0, &reference).unwrap();
        prop_assert_eq!(proof.nodes().iter().map(|n| *n.as_bytes()).collect::<Vec<_>>(), path.iter().map(|h| h.0).collect::<Vec<_>>());

        let needed = tree.tiles_for(&tree.consistency_reads(older).unwrap()).unwrap();
        let tiles = server(needed).verify(&checkpoint).unwrap();
        let proof = tree.prove_consistency(older, &tiles).unwrap();
        prop_assert_eq!(proof, tree.prove_consistency(older, &LOG.stored).unwrap());
    }

    #[test]
    // rule: LOG-22
    fn no_changed_byte_of_a_tile_is_believed(
        size in 1_u64..=70_000, pick in any::<u64>(), which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let tree = LOG.tree(size);
        let needed = tree.tiles_for(&tree.inclusion_reads(LeafIndex(pick % size)).unwrap()).unwrap();
        let mut fetched = server(needed.clone());
        let tile = *which.get(&needed);
        let mut bytes = tile.to_bytes(&LOG.stored).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fetched.insert(tile, bytes).unwrap();
        prop_assert!(fetched.verify(&LOG.checkpoint(size)).is_err());
    }
}

fn needed_for(size: u64, entry: u64) -> Vec<Tile> {
    let tree = LOG.tree(size);
    tree.tiles_for(&tree.inclusion_reads(LeafIndex(entry)).unwrap()).unwrap()
}

#[test]
// rule: LOG-22
fn a_missing_tile_is_named() {
    let needed = needed_for(70_000, 3);
    assert_eq!(
        paths(needed.clone()),
        ["tile/2/000.p/1", "tile/1/001.p/17", "tile/1/000", "tile/0/273.p/112", "tile/0/000"]
    );
    let checkpoint = LOG.checkpoint(70_000);
    for missing in &needed[..4] {
        let fetched = server(needed.iter().filter(|tile| *tile != missing).copied());
        assert_eq!(fetched.verify(&checkpoint), Err(TileError::Missing(*missing)));
    }
    // Without the last one the others verify, and the proof says what it lacks.
    let tiles = server(needed[..4].iter().copied()).verify(&checkpoint).unwrap();
    let proof = tiles.tree().prove_inclusion(LeafIndex(3), &tiles);
    assert!(matches!(proof, Err(TreeError::MissingHash(_))));
}

#[test]
// rule: LOG-22
fn tiles_of_another_tree_or_place_are_refused() {
    let checkpoint = LOG.checkpoint(70_000);
    let needed = needed_for(70_000, 3);
    let with = |path: &str, bytes: Vec<u8>| {
        let mut fetched = server(needed.clone());
        fetched.insert(tile(path), bytes).map(|()| fetched.verify(&checkpoint))
    };
    let bytes = |path: &str| tile(path).to_bytes(&LOG.stored).unwrap();
    // Right hashes where this tree has a wider tile, or none.
    let narrow = tile("tile/0/000.p/9");
    assert_eq!(with("tile/0/000.p/9", bytes("tile/0/000.p/9")), Ok(Err(TileError::NotInTree(narrow))));
    let wide = tile("tile/0/273.p/113");
    assert_eq!(with("tile/0/273.p/113", vec![0; 113 * 32]), Ok(Err(TileError::NotInTree(wide))));
    let beyond = tile("tile/3/000.p/1");
    assert_eq!(with("tile/3/000.p/1", vec![0; 32]), Ok(Err(TileError::NotInTree(beyond))));
    // A true tile in the place of another.
    let swapped = with("tile/0/000", bytes("tile/0/001"));
    assert_eq!(swapped, Ok(Err(TileError::Inconsistent(tile("tile/0/000")))));
    let middle = with("tile/1/000", [&bytes("tile/1/000")[32..], &[0; 32]].concat());
    assert!(matches!(middle, Ok(Err(TileError::RootMismatch | TileError::Inconsistent(_)))));
    // A true tile whose parent was not handed over.
    let orphan = server(needed.iter().copied().filter(|tile| tile.level() != 1 || !tile.is_full()));
    assert_eq!(orphan.verify(&checkpoint), Err(TileError::Missing(tile("tile/1/000"))));
    for wrong in [0, 31, 32, 255 * 32, 256 * 32 + 1, 257 * 32] {
        assert_eq!(with("tile/0/000", vec![0; wrong]), Err(TileError::WrongLength(tile("tile/0/000"))));
    }
}

#[test]
// rule: LOG-22
fn tiles_are_believed_under_their_own_checkpoint_alone() {
    let fetched = server(needed_for(1_000, 3));
    assert!(fetched.clone().verify(&LOG.checkpoint(1_000)).is_ok());
    assert!(fetched.clone().verify(&LOG.checkpoint(1_001)).is_err());
    let root = RootHash::from_bytes([1; 32]);
    let other = key().sign(None, TreeHead { size: TreeSize(1_000), root }, common::NOW).unwrap();
    assert_eq!(fetched.verify(&other), Err(TileError::RootMismatch));
    let nothing = LOG.checkpoint(0);
    assert!(UnverifiedTiles::default().verify(&nothing).is_ok());
    assert!(server([tile("tile/0/000.p/1")]).verify(&nothing).is_err());
    assert!(UnverifiedTiles::default().verify(&LOG.checkpoint(1)).is_err());
}

fn entries(bundle: EntryBundle) -> Vec<Commitment> {
    (bundle.first().0..).take(bundle.width().into()).map(commitment).collect()
}

fn bundle(path: &str) -> EntryBundle {
    match path.parse().unwrap() {
        TilePath::Entries(bundle) => bundle,
        TilePath::Hashes(tile) => panic!("{tile}"),
    }
}

fn tiles_of(checkpoint: &Checkpoint, entry: u64) -> Tiles {
    let tree = Tree::of_size(checkpoint.size()).unwrap();
    let leaf = StoredIndex(tlog_tiles::stored_hash_index(0, entry));
    server(tree.tiles_for(&[leaf]).unwrap()).verify(checkpoint).unwrap()
}

#[test]
// rule: LOG-23
fn a_bundle_s_entries_are_those_of_its_tile() {
    let checkpoint = LOG.checkpoint(70_000);
    for path in ["tile/entries/000", "tile/entries/273.p/112"] {
        let bundle = bundle(path);
        let bytes = bundle.to_bytes(&entries(bundle)).unwrap();
        assert_eq!(bytes.len(), usize::from(bundle.width()) * 34);
        assert_eq!(bytes[..2], [0x00, 0x20]);
        let tiles = tiles_of(&checkpoint, bundle.first().0);
        assert_eq!(bundle.verify(&bytes, &tiles).unwrap(), entries(bundle));
    }
}

#[test]
// rule: LOG-23
fn another_bundle_is_refused() {
    let checkpoint = LOG.checkpoint(70_000);
    let bundle = bundle("tile/entries/273.p/112");
    let tiles = tiles_of(&checkpoint, bundle.first().0);
    let right = bundle.to_bytes(&entries(bundle)).unwrap();
    for len in 0..right.len() {
        assert_eq!(bundle.verify(&right[..len], &tiles), Err(EntriesError::Malformed));
    }
    assert_eq!(bundle.verify(&[&right[..], &[0]].concat(), &tiles), Err(EntriesError::Malformed));
    assert_eq!(bundle.verify(&[&right[..], &right[..34]].concat(), &tiles), Err(EntriesError::Malformed));
    // Other lengths that fill the same bytes.
    for prefix in [[0x00, 0x1f], [0x00, 0x21], [0x20, 0x00], [0x00, 0x00], [0xff, 0xff]] {
        let changed = [&right[..34], &prefix, &right[36..]].concat();
        assert_eq!(bundle.verify(&changed, &tiles), Err(EntriesError::Malformed));
    }
    for at in [2, 33, 36, right.len() - 1] {
        let mut changed = right.clone();
        changed[at] ^= 1;
        assert_eq!(bundle.verify(&changed, &tiles), Err(EntriesError::Inconsistent));
    }
    let swapped = [&right[34..68], &right[..34], &right[68..]].concat();
    assert_eq!(bundle.verify(&swapped, &tiles), Err(EntriesError::Inconsistent));
    // The tile of another bundle, or of one of another width, shows nothing.
    assert_eq!(bundle.verify(&right, &tiles_of(&LOG.checkpoint(256), 0)), Err(EntriesError::TileMissing));
    assert_eq!(bundle.to_bytes(&entries(bundle)[1..]), Err(EntriesError::Malformed));
}
