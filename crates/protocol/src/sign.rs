//! Ed25519 signatures (RFC 8032), each for one purpose.
//!
//! - The message that is signed is the label of its [`Domain`], a zero byte, and the statement.

use core::fmt;

use ed25519_dalek::Signer;
pub use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode, bytes::ByteArray};

/// What a signature is for. A signature made for one purpose means nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Root metadata (`CARD-02`).
    Root,
    /// A roster (`ROST-01`).
    Roster,
    /// A request that changes something (`ACT-01`).
    Act,
    /// A content object (`CONT-01`).
    Content,
    /// A Welcome and where its room starts (`ROOM-08`).
    Welcome,
    /// A successor room (`ROOM-12`).
    Successor,
    /// Key packages published by a device (`KEYP-01`).
    KeyPackages,
    /// What a device asks to be certified with (`ROST-05`).
    Join,
    /// What an office states of a relay that was restored (`LOG-42`).
    Incarnation,
}

impl Domain {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Root => b"sotto/root/1\0",
            Self::Roster => b"sotto/roster/1\0",
            Self::Act => b"sotto/act/1\0",
            Self::Content => b"sotto/content/1\0",
            Self::Welcome => b"sotto/welcome/1\0",
            Self::Successor => b"sotto/successor/1\0",
            Self::KeyPackages => b"sotto/key-packages/1\0",
            Self::Join => b"sotto/join/1\0",
            Self::Incarnation => b"sotto/incarnation/1\0",
        }
    }

    fn message(self, statement: &[u8]) -> Vec<u8> {
        [self.label(), statement].concat()
    }
}

/// The signature is not by this key, not for this purpose, or not over this statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit")]
pub struct BadSignature;

/// An Ed25519 public key, 32 bytes. Not checked to be a point until it verifies something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct PublicKey(#[n(0)] ByteArray<32>);

/// An Ed25519 signature, 64 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Signature(#[n(0)] ByteArray<64>);

impl PublicKey {
    /// The key with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }

    /// The public half of `key`.
    pub fn of(key: &SigningKey) -> Self {
        Self::from_bytes(key.verifying_key().to_bytes())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Checks `signature` over `statement` by the strict rules (no small-order keys, canonical).
    ///
    /// # Errors
    /// [`BadSignature`], without saying why.
    // enforces: SIGN-01
    pub fn verify(&self, domain: Domain, statement: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.0).map_err(|_| BadSignature)?;
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        key.verify_strict(&domain.message(statement), &signature).map_err(|_| BadSignature)
    }
}

impl Signature {
    /// The signature with these bytes.
    pub fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes.into())
    }
}

/// Signs `statement` for `domain`.
pub fn sign(key: &SigningKey, domain: Domain, statement: &[u8]) -> Signature {
    Signature::from_bytes(key.sign(&domain.message(statement)).to_bytes())
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", data_encoding::HEXLOWER.encode(&*self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // rule: SIGN-01
    #[test]
    fn a_signature_is_for_one_key_one_purpose_and_one_statement() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let signature = sign(&key, Domain::Roster, b"statement");
        let public = PublicKey::of(&key);
        assert_eq!(public.verify(Domain::Roster, b"statement", &signature), Ok(()));
        assert_eq!(public.verify(Domain::Root, b"statement", &signature), Err(BadSignature));
        assert_eq!(public.verify(Domain::Roster, b"Statement", &signature), Err(BadSignature));
        let other = PublicKey::of(&SigningKey::from_bytes(&[2; 32]));
        assert_eq!(other.verify(Domain::Roster, b"statement", &signature), Err(BadSignature));
        assert_eq!(PublicKey::from_bytes([0; 32]).verify(Domain::Roster, b"statement", &signature), Err(BadSignature));
    }
}
