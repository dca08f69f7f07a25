//! Sotto's own statements and byte formats (docs/protocol.md): the card, the roster, keys derived
//! from a phrase, content, padding, segments, the puzzle and the channel proof.
//!
//! Pure: no I/O, no clock and no source of randomness; the caller supplies `now` and `rng`.
//! Everything that travels or is stored is CBOR (RFC 8949) in arrays of fixed order, which makes
//! one value have one encoding. What was signed is kept as the bytes that were signed.

mod chacha20_poly1305;

pub mod card;
pub mod channel_proof;
pub mod codec;
pub mod content;
pub mod identity;
pub mod ids;
pub mod incarnation;
pub mod kdf;
pub mod key_words;
pub mod names;
pub mod padding;
pub mod phrase;
pub mod pseudonym;
pub mod puzzle;
pub mod room;
pub mod roster;
pub mod sign;
pub mod stream;
pub mod time;
