//! Every construction of this crate against `tests/vectors/`, byte for byte.
//!
//! Each module makes its vectors from fixed values and compares them with the file, then computes
//! the same once more from what the file says, by the primitives alone and not by this crate.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod by_hand;
mod channel;
#[path = "../../../../tests/vectors/file.rs"]
mod file;
mod identity;
mod keys;
mod padding;
mod rooms;
mod segments;
mod statements;
mod words;

use serde_json::Value;

/// A file's name, and what makes it.
type File = (&'static str, fn() -> Value);

const FILES: [File; 13] = [
    ("signatures", keys::signatures),
    ("derived-keys", keys::derived_keys),
    ("case-keys", keys::case_keys),
    ("card", statements::card),
    ("roster", statements::roster),
    ("content", statements::content),
    ("key-words", words::key_words),
    ("pseudonyms", words::pseudonyms),
    ("heads", rooms::heads),
    ("padding", padding::lengths),
    ("segments", segments::segments),
    ("identity", identity::identity),
    ("channel", channel::proof_and_puzzle),
];

// rule: SIGN-01, CARD-01, CARD-04, CARD-05, ROST-01, CASE-01, CASE-02, CONT-01, PSEU-01, ROOM-01, ROOM-02, ROOM-03
// rule: IDEN-03, IDEN-04, IDEN-05, ROOM-08, FILE-01, FILE-02, CHAN-03, PUZZ-01
#[test]
fn what_is_made_is_what_the_vectors_say() {
    for (name, make) in FILES {
        file::compare(name, &make());
    }
}

#[test]
#[ignore = "writes tests/vectors; see the README there"]
fn regenerate() {
    for (name, make) in FILES {
        file::write(name, &make());
    }
}
