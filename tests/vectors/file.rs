//! How the tests of several crates read, compare and write the vectors beside this file.

use std::{fs, path::PathBuf};

use data_encoding::HEXLOWER;
use serde_json::Value;

/// Fails unless the vectors called `name` are, byte for byte, what this code makes.
pub(crate) fn compare(name: &str, made: &Value) {
    let stored = read(name);
    let places = made.as_object().into_iter().flatten();
    for (place, value) in places {
        // One construction at a time: the whole of a file is too long to read in a failure.
        assert_eq!(stored.get(place), Some(value), "{name}.json, {place}");
    }
    assert_eq!(stored, *made, "{name}.json holds more than is made");
}

/// The vectors called `name`.
pub(crate) fn read(name: &str) -> Value {
    serde_json::from_slice(&fs::read(path(name)).unwrap()).unwrap()
}

/// Puts `made` in the place of the vectors called `name`; for a regeneration that people review.
pub(crate) fn write(name: &str, made: &Value) {
    fs::write(path(name), format!("{made:#}\n")).unwrap();
}

/// `bytes` as the vectors show them.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> Value {
    HEXLOWER.encode(bytes.as_ref()).into()
}

/// The bytes that a vector shows.
pub(crate) fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name).with_extension("json")
}
