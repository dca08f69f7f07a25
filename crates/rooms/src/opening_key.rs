//! A device's opening key: X-Wing, by which something is sealed to it outside of MLS.

use core::fmt;

use openmls_traits::{
    crypto::OpenMlsCrypto,
    types::{HpkeCiphertext, HpkePrivateKey},
};
use sotto_protocol::{
    codec,
    identity::{IdentityKey, SealedShare, ShareContext},
    ids::{CaseId, DeviceId, RecordId},
    room::{SealedStart, SignedStart},
    roster::DeviceKeys,
};
use zeroize::Zeroizing;

use crate::suite::CIPHERSUITE;

const START_INFO: &[u8] = b"sotto/room-start/1";
const SHARE_INFO: &[u8] = b"sotto/identity-share/1";

/// The secret half.
pub struct OpeningKey(HpkePrivateKey);

/// Why something could not be sealed or opened.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpeningKeyError {
    /// The public key is not an X-Wing key.
    #[error("not an opening key")]
    InvalidKey,
    /// Peer: not sealed to this device.
    #[error("it is not sealed to this device")]
    NotForUs,
}

impl OpeningKey {
    /// The key pair that comes from `seed`: the secret half, and the public half of 1,216 bytes.
    ///
    /// # Errors
    /// [`OpeningKeyError::InvalidKey`] if the provider does not know the suite.
    pub fn from_seed(crypto: &impl OpenMlsCrypto, seed: &[u8; 32]) -> Result<(Self, Vec<u8>), OpeningKeyError> {
        let pair =
            crypto.derive_hpke_keypair(CIPHERSUITE.hpke_config(), seed).map_err(|_| OpeningKeyError::InvalidKey)?;
        Ok((Self(pair.private), pair.public))
    }

    /// Opens where a room starts.
    ///
    /// # Errors
    /// [`OpeningKeyError::NotForUs`], also for a malformed one.
    pub(crate) fn open_start(
        &self,
        crypto: &impl OpenMlsCrypto,
        sealed: &SealedStart,
    ) -> Result<SignedStart, OpeningKeyError> {
        let ciphertext = HpkeCiphertext {
            kem_output: sealed.encapsulated.to_vec().into(),
            ciphertext: sealed.ciphertext.to_vec().into(),
        };
        let opened = crypto
            .hpke_open(CIPHERSUITE.hpke_config(), &ciphertext, &self.0, START_INFO, sealed.device.as_bytes())
            .map_err(|_| OpeningKeyError::NotForUs)?;
        codec::from_slice(&Zeroizing::new(opened)).map_err(|_| OpeningKeyError::NotForUs)
    }

    /// Opens a share of the key of a record.
    ///
    /// # Errors
    /// [`OpeningKeyError::NotForUs`], also for one of another case, record, person, device or part.
    // enforces: IDEN-06
    pub fn open_share(
        &self,
        crypto: &impl OpenMlsCrypto,
        case: CaseId,
        record: RecordId,
        sealed: &SealedShare,
    ) -> Result<IdentityKey, OpeningKeyError> {
        let ciphertext = HpkeCiphertext {
            kem_output: sealed.encapsulated.to_vec().into(),
            ciphertext: sealed.ciphertext.to_vec().into(),
        };
        let context =
            ShareContext { case, record, opener: sealed.opener, device: sealed.device, part: sealed.part }.to_bytes();
        let opened = crypto
            .hpke_open(CIPHERSUITE.hpke_config(), &ciphertext, &self.0, SHARE_INFO, &context)
            .map_err(|_| OpeningKeyError::NotForUs)?;
        IdentityKey::from_bytes(&Zeroizing::new(opened)).map_err(|_| OpeningKeyError::NotForUs)
    }
}

/// Seals the key of a record, or half of it, to a certified device.
///
/// # Errors
/// [`OpeningKeyError::InvalidKey`].
// enforces: IDEN-06
pub fn seal_share(
    crypto: &impl OpenMlsCrypto,
    device: &DeviceKeys,
    context: ShareContext,
    key: &IdentityKey,
) -> Result<SealedShare, OpeningKeyError> {
    let sealed = crypto
        .hpke_seal(CIPHERSUITE.hpke_config(), &device.opening_key, SHARE_INFO, &context.to_bytes(), key.as_bytes())
        .map_err(|_| OpeningKeyError::InvalidKey)?;
    Ok(SealedShare {
        opener: context.opener,
        device: context.device,
        part: context.part,
        encapsulated: sealed.kem_output.as_slice().to_vec().into(),
        ciphertext: sealed.ciphertext.as_slice().to_vec().into(),
    })
}

/// Seals where a room starts to a certified device.
pub(crate) fn seal_start(
    crypto: &impl OpenMlsCrypto,
    device: &DeviceKeys,
    start: &SignedStart,
) -> Result<SealedStart, OpeningKeyError> {
    let id: DeviceId = device.device();
    let sealed = crypto
        .hpke_seal(CIPHERSUITE.hpke_config(), &device.opening_key, START_INFO, id.as_bytes(), &codec::to_vec(start))
        .map_err(|_| OpeningKeyError::InvalidKey)?;
    Ok(SealedStart {
        device: id,
        encapsulated: sealed.kem_output.as_slice().to_vec().into(),
        ciphertext: sealed.ciphertext.as_slice().to_vec().into(),
    })
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningKey([redacted])")
    }
}
