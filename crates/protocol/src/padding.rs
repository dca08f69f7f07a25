//! Padding, so that a length tells little.
//!
//! - Envelopes: 16 KiB, 64 KiB, then the steps of Padmé (Nikitin et al., PETS 2019, §4.3), which
//!   leak at most `log log` of the length and waste at most 12 %.
//! - Frames on the channel: steps of 1 KiB.

const SMALL_BYTES: usize = 16 * 1024;
const MEDIUM_BYTES: usize = 64 * 1024;
/// Frames grow in steps of this many bytes.
pub const FRAME_STEP_BYTES: usize = 1024;
const PREFIX_BYTES: usize = 4;

/// The bytes are not a padded message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the padding is malformed")]
pub struct BadPadding;

/// The padded length of a message of `len` bytes in an envelope, its prefix included.
pub const fn envelope_len_bytes(len: usize) -> usize {
    let framed = len.saturating_add(PREFIX_BYTES);
    if framed <= SMALL_BYTES {
        SMALL_BYTES
    } else if framed <= MEDIUM_BYTES {
        MEDIUM_BYTES
    } else {
        padme(framed)
    }
}

/// The next step of Padmé that is not below `len`.
pub const fn padme(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let exponent = usize::BITS - 1 - len.leading_zeros();
    let exponent_bits = u32::BITS - exponent.leading_zeros();
    let mask = (1_usize << (exponent - exponent_bits)) - 1;
    len.saturating_add(mask) & !mask
}

/// `message` with its length before it (4 bytes, big-endian) and zeros after it, for an envelope.
///
/// `message` must be shorter than 4 GiB; the caller's own limits are far below.
pub fn pad_for_envelope(message: &[u8]) -> Vec<u8> {
    pad_to(message, envelope_len_bytes(message.len()))
}

/// `message` with its length before it, padded to a multiple of [`FRAME_STEP_BYTES`].
pub fn pad_for_frame(message: &[u8]) -> Vec<u8> {
    pad_to(message, (message.len() + PREFIX_BYTES).next_multiple_of(FRAME_STEP_BYTES))
}

/// The message inside `padded`.
///
/// # Errors
/// [`BadPadding`] if the prefix names more than there is, or anything but zeros follows.
// enforces: ROOM-03
pub fn unpad(padded: &[u8]) -> Result<&[u8], BadPadding> {
    let (prefix, rest) = padded.split_first_chunk::<PREFIX_BYTES>().ok_or(BadPadding)?;
    let len = usize::try_from(u32::from_be_bytes(*prefix)).map_err(|_| BadPadding)?;
    let (message, zeros) = rest.split_at_checked(len).ok_or(BadPadding)?;
    if zeros.iter().all(|&byte| byte == 0) { Ok(message) } else { Err(BadPadding) }
}

fn pad_to(message: &[u8], len: usize) -> Vec<u8> {
    let mut padded = Vec::with_capacity(len);
    padded.extend_from_slice(&u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
    padded.extend_from_slice(message);
    padded.resize(len, 0);
    padded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // rule: ROOM-03
    // proves: PRIV-12
    #[test]
    fn short_messages_look_alike() {
        assert_eq!(pad_for_envelope(b"").len(), 16 * 1024);
        assert_eq!(pad_for_envelope(&[1; 16 * 1024 - 4]).len(), 16 * 1024);
        assert_eq!(pad_for_envelope(&[1; 16 * 1024 - 3]).len(), 64 * 1024);
        assert_eq!(pad_for_frame(&[1; 1021]).len(), 2048);
    }

    #[test]
    fn padme_of_published_lengths() {
        // Nikitin et al., figure 3: 9 stays apart from 10 only up to its last bits.
        assert_eq!([7, 8, 9, 10, 17, 1000, 1025].map(padme), [7, 8, 10, 10, 18, 1024, 1088]);
    }

    // rule: ROOM-03
    #[test]
    fn hostile_padding_is_refused() {
        let mut padded = pad_for_frame(b"text");
        padded[100] = 1;
        assert_eq!(unpad(&padded), Err(BadPadding));
        assert_eq!(unpad(&[0, 0, 0, 9, 1]), Err(BadPadding));
        assert_eq!(unpad(&[0, 0]), Err(BadPadding));
    }

    proptest! {
        #[test]
        fn padding_returns(message in proptest::collection::vec(any::<u8>(), 0..70_000)) {
            for padded in [pad_for_envelope(&message), pad_for_frame(&message)] {
                prop_assert_eq!(unpad(&padded).unwrap(), &message);
            }
        }

        #[test]
        fn padme_wastes_at_most_an_eighth(len in 1_usize..1 << 40) {
            let padded = padme(len);
            prop_assert!(padded >= len && padded - len <= len / 8 + 1);
        }
    }
}
