//! `cargo +nightly fuzz run decoders`: every decoder over bytes that the fuzzer finds, and over right encodings that it alters.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

use std::sync::LazyLock;

use common::taking::{encodings, take};
use libfuzzer_sys::fuzz_target;

static RIGHT: LazyLock<Vec<Vec<u8>>> = LazyLock::new(encodings);

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, rest)) = bytes.split_first() else { return };
    match RIGHT.get(usize::from(which)) {
        // Signatures are not guessed, so what lies behind them is reached from a right encoding.
        Some(right) => {
            let mut altered = right.clone();
            altered.iter_mut().zip(rest).for_each(|(byte, change)| *byte ^= change);
            take(&altered);
        }
        None => take(bytes),
    }
});
