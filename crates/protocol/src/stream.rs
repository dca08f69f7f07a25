//! An attachment's bytes: STREAM over ChaCha20-Poly1305 in segments of 64 KiB, which is the
//! payload of an age file (C2SP `age`, "Payload") with the attachment's identifier as its nonce.
//!
//! Segments are independent given their index, so they are sealed on all cores and fetched in any
//! order. The plaintext is padded with zeros so that the *number* of segments follows Padmé; the
//! true size travels in the sealed message.

use aead_stream::{NewStream, Nonce, StreamBE32, StreamPrimitive};
use core::fmt;
use hkdf::Hkdf;
use minicbor::{Decode, Encode, bytes::ByteArray};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::{chacha20_poly1305::ChaCha20Poly1305, ids::AttachmentId, padding::padme};

/// Plaintext bytes in every segment.
pub const SEGMENT_BYTES: usize = 64 * 1024;
/// Ciphertext bytes of every segment: plaintext and a tag of 16 bytes.
pub const SEALED_SEGMENT_BYTES: usize = SEGMENT_BYTES + 16;
/// The largest attachment, in bytes.
pub const MAX_ATTACHMENT_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// 32 random bytes that open one attachment.
#[derive(Clone, Encode, Decode)]
#[cbor(transparent)]
pub struct FileKey(#[n(0)] ByteArray<32>);

impl FileKey {
    /// A fresh key.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut key = [0; 32];
        rng.fill_bytes(&mut key);
        Self(key.into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<&[u8]> for FileKey {
    type Error = core::array::TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        Ok(Self(<[u8; 32]>::try_from(bytes)?.into()))
    }
}

impl Drop for FileKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey([redacted])")
    }
}

/// Why a segment was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// Local: plaintext of another length than a segment.
    #[error("a segment holds exactly {SEGMENT_BYTES} bytes")]
    Length,
    /// Peer: not this segment of this attachment, or not all of it.
    #[error("the segment is not authentic")]
    NotAuthentic,
}

/// How many segments an attachment of `size_bytes` takes, padding included; at least one.
// enforces: FILE-02
pub fn segment_count(size_bytes: u64) -> u32 {
    let segments = size_bytes.div_ceil(SEGMENT_BYTES as u64).max(1);
    let padded = usize::try_from(segments).map_or(usize::MAX, padme);
    u32::try_from(padded).unwrap_or(u32::MAX)
}

/// Seals and opens the segments of one attachment.
pub struct Segments {
    stream: StreamBE32<ChaCha20Poly1305>,
    count: u32,
}

impl Segments {
    /// The segments of `attachment`, which has `size_bytes` of content.
    // enforces: FILE-01
    pub fn new(key: &FileKey, attachment: &AttachmentId, size_bytes: u64) -> Self {
        let mut payload_key = Zeroizing::new([0; 32]);
        // 32 bytes is one block of HKDF; it refuses only more than 255.
        let derived = Hkdf::<Sha256>::new(Some(attachment.as_bytes()), &*key.0).expand(b"payload", &mut *payload_key);
        debug_assert!(derived.is_ok());
        let nonce = Nonce::<ChaCha20Poly1305, StreamBE32<ChaCha20Poly1305>>::default();
        let stream = StreamBE32::from_aead(ChaCha20Poly1305::new(payload_key), &nonce);
        Self { stream, count: segment_count(size_bytes) }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Seals segment `index`, counted from 0, in place; it is padded with zeros by the caller.
    ///
    /// # Errors
    /// [`SegmentError::Length`] unless it is [`SEGMENT_BYTES`] long and `index` is below the count.
    pub fn seal(&self, index: u32, segment: &mut Vec<u8>) -> Result<(), SegmentError> {
        if segment.len() != SEGMENT_BYTES || index >= self.count {
            return Err(SegmentError::Length);
        }
        self.stream.encrypt_in_place(index, index + 1 == self.count, b"", segment).map_err(|_| SegmentError::Length)
    }

    /// Opens segment `index`.
    ///
    /// # Errors
    /// [`SegmentError::NotAuthentic`] for anything but that segment.
    // enforces: FILE-03
    pub fn open(&self, index: u32, sealed: &[u8]) -> Result<Vec<u8>, SegmentError> {
        self.stream.decrypt(index, index + 1 == self.count, sealed).map_err(|_| SegmentError::NotAuthentic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(size_bytes: u64) -> Segments {
        Segments::new(&FileKey([1; 32].into()), &AttachmentId::from_bytes([2; 16]), size_bytes)
    }

    // rule: FILE-02
    // proves: PRIV-12
    #[test]
    fn counts_follow_padme() {
        assert_eq!([0, 1, 65_536, 65_537, 17 * 65_536].map(segment_count), [1, 1, 1, 2, 18]);
        assert_eq!(segment_count(MAX_ATTACHMENT_BYTES), 65_536);
    }

    // rule: FILE-01, FILE-03
    #[test]
    fn a_segment_opens_only_at_its_place() {
        let three = segments(3 * SEGMENT_BYTES as u64);
        let mut sealed = vec![7; SEGMENT_BYTES];
        three.seal(1, &mut sealed).unwrap();
        assert_eq!(sealed.len(), SEALED_SEGMENT_BYTES);
        assert_eq!(three.open(1, &sealed).unwrap(), [7; SEGMENT_BYTES]);
        assert_eq!(three.open(0, &sealed), Err(SegmentError::NotAuthentic));
        assert_eq!(three.open(2, &sealed), Err(SegmentError::NotAuthentic));
        // The second of two is a last one, and a last one is no middle one.
        assert_eq!(segments(2 * SEGMENT_BYTES as u64).open(1, &sealed), Err(SegmentError::NotAuthentic));
        assert_eq!(three.open(1, &sealed[1..]), Err(SegmentError::NotAuthentic));
        assert_eq!(three.seal(0, &mut vec![0; 5]), Err(SegmentError::Length));
        assert_eq!(three.seal(3, &mut vec![0; SEGMENT_BYTES]), Err(SegmentError::Length));
    }
}
