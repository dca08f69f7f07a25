//! One way to write and to read what travels: deterministic CBOR, with nothing after it.

use minicbor::{Decode, Decoder, Encode};

/// These bytes are not a value of the kind that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a well-formed value")]
pub struct Malformed;

/// The encoding of `value`.
pub fn to_vec<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, and no encoder here refuses a value.
    let written = minicbor::encode(value, &mut bytes);
    debug_assert!(written.is_ok());
    bytes
}

/// The value that `bytes` encode, all of them.
///
/// # Errors
/// [`Malformed`] for another kind of value, a truncated one, or bytes after it.
pub fn from_slice<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, Malformed> {
    let mut decoder = Decoder::new(bytes);
    let value = decoder.decode().map_err(|_| Malformed)?;
    if decoder.position() == bytes.len() { Ok(value) } else { Err(Malformed) }
}
