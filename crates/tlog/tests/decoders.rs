//! Decoders take any bytes: they refuse, or give a value that is written as they read it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use common::{
    repeatable,
    taking::{encodings, take},
};
use proptest::{collection::vec, prelude::*};
use sotto_tlog::{Tile, TilePath};

proptest! {
    #![proptest_config(repeatable(512))]

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        take(&bytes);
        for start in ["tile/0/", "old ", "old 0\n\n", "c2sp.org/tlog-proof@v1\nextra ", "— witness.example/w1 "] {
            take(&[start.as_bytes(), &bytes].concat());
        }
    }

    #[test]
    // rule: LOG-20
    fn any_path_is_taken_or_refused(path in "(tile/)?([0-9x/.p+-]{0,40}|entries/[0-9x/.p]{0,40})") {
        take(path.as_bytes());
    }

    #[test]
    // rule: LOG-20
    fn every_tile_has_one_path(level in 0_u8..9, index in any::<u64>(), shift in 0_u32..64, width in 0_u16..300) {
        if let Ok(tile) = Tile::new(level, index >> shift, width) {
            prop_assert_eq!(tile.to_string().parse(), Ok(TilePath::Hashes(tile)));
            let reference = tlog_tiles::Tile::new(8, level, index >> shift, width.into(), false).path();
            prop_assert_eq!(tile.to_string(), reference.replacen("tile/8/", "tile/", 1));
            if let Some(bundle) = tile.entries() {
                prop_assert_eq!(bundle.to_string().parse(), Ok(TilePath::Entries(bundle)));
            }
        }
    }

    #[test]
    fn altered_encodings_are_taken_or_refused(
        which in any::<prop::sample::Index>(),
        edits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
        is_cut in proptest::bool::weighted(0.2),
    ) {
        let all = encodings();
        let mut bytes = which.get(&all).clone();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        take(&bytes);
    }
}

#[test]
fn right_encodings_are_taken_and_no_longer_ones() {
    for bytes in encodings() {
        take(&bytes);
        take(&[&bytes[..], &bytes].concat());
        take(&bytes.repeat(2_000));
    }
}
