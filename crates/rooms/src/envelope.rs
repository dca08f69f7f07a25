//! Envelopes: what the relay orders, and all that it sees of a message or Commit.
//!
//! Version byte, 24-byte nonce, and XChaCha20-Poly1305 over the padded MLS message, under a key
//! exported from the epoch that is current at the head which the envelope extends.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use minicbor::Encode;
use rand_core::CryptoRng;
use sotto_protocol::{
    codec,
    ids::{MessageId, RoomId},
    padding,
    room::{Head, MAX_ENVELOPE_BYTES},
};
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;
pub(crate) const EXPORTER_LABEL: &str = "sotto/envelope/1";

/// Why an envelope was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Peer: of a version that this code does not know. The room halts until a newer Sotto opens it.
    #[error("the envelope needs a newer version")]
    NeedsNewer,
    /// Peer: not sealed for this place in this epoch, altered, or malformed.
    #[error("the envelope does not open")]
    NotAuthentic,
    /// Larger than an envelope may be.
    #[error("the envelope is too large")]
    TooLarge,
}

/// The key of one epoch's envelopes.
pub(crate) struct EnvelopeKey(Zeroizing<[u8; 32]>);

/// An envelope's place: its additional data.
#[derive(Encode)]
pub(crate) struct Place {
    #[n(0)]
    version: u8,
    #[n(1)]
    room: RoomId,
    #[n(2)]
    previous: Head,
    #[n(3)]
    message: MessageId,
}

impl Place {
    pub(crate) fn new(room: RoomId, previous: Head, message: MessageId) -> Self {
        Self { version: VERSION, room, previous, message }
    }
}

impl EnvelopeKey {
    pub(crate) fn new(exported: Zeroizing<Vec<u8>>) -> Option<Self> {
        exported.as_slice().try_into().ok().map(|key| Self(Zeroizing::new(key)))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.0))
    }

    // enforces: ROOM-04
    pub(crate) fn seal(
        &self,
        place: &Place,
        mls_message: &[u8],
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<Vec<u8>, EnvelopeError> {
        let mut nonce = [0; NONCE_BYTES];
        rng.fill_bytes(&mut nonce);
        let payload = Payload { msg: &padding::pad_for_envelope(mls_message), aad: &codec::to_vec(place) };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| EnvelopeError::TooLarge)?;
        let envelope = [&[VERSION], nonce.as_slice(), &sealed].concat();
        if envelope.len() > MAX_ENVELOPE_BYTES { Err(EnvelopeError::TooLarge) } else { Ok(envelope) }
    }

    // enforces: ROOM-04
    pub(crate) fn open(&self, place: &Place, envelope: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        if envelope.len() > MAX_ENVELOPE_BYTES {
            return Err(EnvelopeError::TooLarge);
        }
        let (version, rest) = envelope.split_first().ok_or(EnvelopeError::NotAuthentic)?;
        if *version != VERSION {
            return Err(EnvelopeError::NeedsNewer);
        }
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(EnvelopeError::NotAuthentic)?;
        let payload = Payload { msg: sealed, aad: &codec::to_vec(place) };
        let padded = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| EnvelopeError::NotAuthentic)?;
        padding::unpad(&padded).map(<[u8]>::to_vec).map_err(|_| EnvelopeError::NotAuthentic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{bytes, compare, hex, read, write};
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
    use serde_json::{Value, json};
    use sha2::{Digest, Sha256};

    fn place(n: u8) -> Place {
        Place::new(RoomId::from_bytes([1; 16]), Head::from_bytes([n; 32]), MessageId::from_bytes([3; 16]))
    }

    // rule: ROOM-04
    #[test]
    fn an_envelope_opens_only_at_its_place() {
        let key = EnvelopeKey(Zeroizing::new([7; 32]));
        let sealed = key.seal(&place(1), b"mls", &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
        assert_eq!(sealed.len(), 1 + 24 + 16 * 1024 + 16);
        assert_eq!(key.open(&place(1), &sealed).unwrap(), b"mls");
        assert_eq!(key.open(&place(2), &sealed), Err(EnvelopeError::NotAuthentic));
        assert_eq!(EnvelopeKey(Zeroizing::new([8; 32])).open(&place(1), &sealed), Err(EnvelopeError::NotAuthentic));
        let mut newer = sealed.clone();
        newer[0] = 2;
        assert_eq!(key.open(&place(1), &newer), Err(EnvelopeError::NeedsNewer));
        assert_eq!(key.open(&place(1), &sealed[..20]), Err(EnvelopeError::NotAuthentic));
        assert_eq!(key.open(&place(1), &vec![1; MAX_ENVELOPE_BYTES + 1]), Err(EnvelopeError::TooLarge));
    }

    /// One envelope with all that it came from.
    fn vector() -> Value {
        let key = [7; 32];
        let (room, previous, message) = ([1; 16], [2; 32], [3; 16]);
        let place = Place::new(RoomId::from_bytes(room), Head::from_bytes(previous), MessageId::from_bytes(message));
        let key_of_epoch = EnvelopeKey(Zeroizing::new(key));
        let sealed = key_of_epoch.seal(&place, b"an MLS message", &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
        json!({
            "key": hex(key),
            "room": hex(room),
            "previous": hex(previous),
            "message": hex(message),
            "mls_message": hex("an MLS message"),
            "additional_data": hex(codec::to_vec(&place)),
            "nonce": hex(&sealed[1..25]),
            "envelope_starts": hex(&sealed[..64]),
            "envelope_bytes": sealed.len(),
            "envelope_sha256": hex(Sha256::digest(&sealed)),
        })
    }

    // rule: ROOM-03, ROOM-04
    #[test]
    fn an_envelope_is_that_of_the_vector() {
        compare("envelope", &vector());
        // Once more, from what the file says.
        let vector = read("envelope");
        let field = |name: &str| bytes(&vector[name]);
        let aad =
            [b"\x84\x01\x50", &field("room")[..], b"\x58\x20", &field("previous"), b"\x50", &field("message")].concat();
        assert_eq!(aad, field("additional_data"));
        let mls_message = field("mls_message");
        let mut padded = [&u32::try_from(mls_message.len()).unwrap().to_be_bytes(), &mls_message[..]].concat();
        padded.resize(16 * 1024, 0);
        let cipher = XChaCha20Poly1305::new(&Key::try_from(field("key").as_slice()).unwrap());
        let nonce = XNonce::try_from(field("nonce").as_slice()).unwrap();
        let sealed = cipher.encrypt(&nonce, Payload { msg: &padded, aad: &aad }).unwrap();
        let envelope = [&[1], &nonce[..], &sealed].concat();
        assert_eq!(Sha256::digest(&envelope).as_slice(), field("envelope_sha256"));
    }

    #[test]
    #[ignore = "writes tests/vectors; see the README there"]
    fn regenerate() {
        write("envelope", &vector());
    }
}
