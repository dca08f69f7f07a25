//! The relay's own keys.

use core::fmt;

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use rcgen::{CertificateParams, DistinguishedName, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData};
use sha2::{Digest, Sha256};
use sotto_protocol::{
    card::RelayIdentity,
    codec,
    sign::{PublicKey, SigningKey},
};
use sotto_relay_api::NEUTRAL_SERVER_NAME;
use x25519_dalek::StaticSecret;
use zeroize::{Zeroize, Zeroizing};

use crate::{
    aead::{NONCE_BYTES, NotAuthentic},
    key_encryption::KeyEncryption,
};

const CONTEXT: &[u8] = b"sotto/relay-keys/1";

/// TLS, channel, log and puzzle keys.
#[derive(Encode, Decode)]
pub(crate) struct RelayKeys {
    /// PKCS #8 (RFC 5958) of a P-256 key.
    #[n(0)]
    tls_key: ByteVec,
    /// X.509, DER. Clients pin the key alone.
    #[n(1)]
    tls_certificate: ByteVec,
    /// X25519.
    #[n(2)]
    channel: ByteArray<32>,
    /// The seed of an Ed25519 key.
    #[n(3)]
    log: ByteArray<32>,
    /// From which the seeds of puzzles are derived.
    #[n(4)]
    puzzle: ByteArray<32>,
    /// SHA-256 of the SubjectPublicKeyInfo of the TLS key.
    #[n(5)]
    tls_spki: ByteArray<32>,
}

impl RelayKeys {
    /// Fresh keys. The TLS key's randomness is its library's.
    pub(crate) fn generate(mut fresh: impl FnMut() -> Zeroizing<[u8; 32]>) -> Result<Self, rcgen::Error> {
        let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut params = CertificateParams::new(vec![NEUTRAL_SERVER_NAME.to_owned()])?;
        params.distinguished_name = DistinguishedName::new();
        let certificate = params.self_signed(&pair)?;
        let spki: [u8; 32] = Sha256::digest(pair.subject_public_key_info()).into();
        Ok(Self {
            tls_key: pair.serialize_der().into(),
            tls_certificate: certificate.der().to_vec().into(),
            channel: (*fresh()).into(),
            log: (*fresh()).into(),
            puzzle: (*fresh()).into(),
            tls_spki: spki.into(),
        })
    }

    /// Them, wrapped.
    pub(crate) fn wrap(&self, kek: &dyn KeyEncryption, nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>, NotAuthentic> {
        let plain = Zeroizing::new(codec::to_vec(self));
        kek.wrap(&plain, CONTEXT, nonce)
    }

    /// The keys that were wrapped.
    pub(crate) fn unwrap(wrapped: &[u8], kek: &dyn KeyEncryption) -> Result<Self, NotAuthentic> {
        let plain = kek.unwrap(wrapped, CONTEXT)?;
        codec::from_slice(&plain).map_err(|_| NotAuthentic)
    }

    /// What a card says of them.
    pub(crate) fn identity(&self, address: &str, onion: Option<String>) -> RelayIdentity {
        RelayIdentity {
            address: address.to_owned(),
            onion,
            tls_keys: vec![self.tls_spki],
            channel_key: x25519_dalek::PublicKey::from(&self.channel()).to_bytes().into(),
            log_key: PublicKey::of(&SigningKey::from_bytes(&self.log)),
        }
    }

    pub(crate) fn tls(&self) -> (&[u8], &[u8]) {
        (&self.tls_certificate, &self.tls_key)
    }

    pub(crate) fn channel(&self) -> StaticSecret {
        StaticSecret::from(*self.channel)
    }

    pub(crate) fn log_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.log)
    }

    pub(crate) fn puzzle(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.puzzle)
    }
}

impl Drop for RelayKeys {
    fn drop(&mut self) {
        self.tls_key.zeroize();
        self.channel.zeroize();
        self.log.zeroize();
        self.puzzle.zeroize();
    }
}

impl fmt::Debug for RelayKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelayKeys([redacted])")
    }
}
