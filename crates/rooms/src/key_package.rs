//! KeyPackages (RFC 9420 §10): what a device leaves behind to be added while it is away.

use ed25519_dalek::SigningKey;
use openmls::prelude::{
    KeyPackage, KeyPackageIn, Lifetime, MlsMessageBodyIn, MlsMessageIn, MlsMessageOut, OpenMlsProvider,
    ProtocolVersion,
    tls_codec::{Deserialize, Serialize},
};
use openmls_traits::crypto::OpenMlsCrypto;
use sotto_protocol::{
    ids::DeviceId,
    roster::DeviceKeys,
    time::{DAY_SECONDS, UnixSeconds},
};

use crate::{
    signer::{CredentialSigner, credential, leaf_key},
    suite::{CIPHERSUITE, capabilities},
};

/// How long a one-time KeyPackage is good.
pub const ONE_TIME_LIFETIME_SECONDS: u64 = 84 * DAY_SECONDS;
/// How long a last-resort KeyPackage is good.
pub const LAST_RESORT_LIFETIME_SECONDS: u64 = 365 * DAY_SECONDS;
/// By how much clocks may differ.
const SKEW_SECONDS: u64 = DAY_SECONDS;
/// By how much the lifetime in a KeyPackage outlasts the time in which it is used to add a device.
///
/// OpenMLS holds everyone who opens a Commit to the lifetimes of what it adds, by their own clock at
/// that time. A reporter may come back after years, and must still follow the room.
const OPENING_SECONDS: u64 = 100 * 365 * DAY_SECONDS;

/// A KeyPackage that was just made; its private half is in the provider's storage.
#[derive(Clone, Debug)]
pub struct NewKeyPackage {
    /// RFC 9420 §5.2.
    pub reference: [u8; 32],
    /// The MLS message.
    pub bytes: Vec<u8>,
    /// Not used from then on.
    pub expires_at: UnixSeconds,
}

/// A KeyPackage of a certified device, checked.
#[derive(Clone, Debug)]
pub struct ValidKeyPackage {
    pub(crate) package: KeyPackage,
    pub(crate) device: DeviceKeys,
}

/// Why a KeyPackage was not made, or was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyPackageError {
    /// Local: the provider could not make or store it.
    #[error("the KeyPackage could not be made")]
    NotMade,
    /// Peer: not a KeyPackage, or its signatures do not fit.
    #[error("the KeyPackage is malformed or forged")]
    Invalid,
    /// Peer: of another suite.
    #[error("the KeyPackage is of another suite")]
    OtherSuite,
    /// Peer: of another device than the one that was asked for.
    #[error("the KeyPackage is of another device")]
    OtherDevice,
    /// Peer: expired, or not valid yet.
    #[error("the KeyPackage is not valid at this time")]
    NotNow,
}

impl ValidKeyPackage {
    /// Checks the KeyPackage in `bytes` for `device`, a certified one, at `now`.
    ///
    /// # Errors
    /// [`KeyPackageError`].
    // enforces: KEYP-02
    pub fn parse(
        crypto: &impl OpenMlsCrypto,
        bytes: &[u8],
        device: &DeviceKeys,
        now: UnixSeconds,
    ) -> Result<Self, KeyPackageError> {
        let message = MlsMessageIn::tls_deserialize_exact(bytes).map_err(|_| KeyPackageError::Invalid)?;
        let MlsMessageBodyIn::KeyPackage(package) = message.extract() else {
            return Err(KeyPackageError::Invalid);
        };
        let package = validate(package, crypto)?;
        if package.ciphersuite() != CIPHERSUITE {
            return Err(KeyPackageError::OtherSuite);
        }
        let lifetime = package.life_time();
        let expires_at = lifetime.not_after().saturating_sub(OPENING_SECONDS);
        if now.0 < lifetime.not_before() || now.0 >= expires_at {
            return Err(KeyPackageError::NotNow);
        }
        let leaf = package.leaf_node();
        let key = leaf_key(leaf.credential().serialized_content(), leaf.signature_key().as_slice());
        if key != Some(device.credential) {
            return Err(KeyPackageError::OtherDevice);
        }
        Ok(Self { package, device: device.clone() })
    }

    /// Whose it is.
    pub fn device(&self) -> DeviceId {
        self.device.device()
    }
}

fn validate(package: KeyPackageIn, crypto: &impl OpenMlsCrypto) -> Result<KeyPackage, KeyPackageError> {
    use openmls::prelude::KeyPackageVerifyError as Refused;
    package.validate(crypto, ProtocolVersion::Mls10).map_err(|refused| match refused {
        Refused::LifetimeError(_) => KeyPackageError::NotNow,
        _ => KeyPackageError::Invalid,
    })
}

/// Makes a KeyPackage for the device with `credential_key`; its private half goes to storage.
///
/// # Errors
/// [`KeyPackageError::NotMade`].
// enforces: KEYP-03
pub fn make_key_package(
    provider: &impl OpenMlsProvider,
    credential_key: &SigningKey,
    last_resort: bool,
    now: UnixSeconds,
) -> Result<NewKeyPackage, KeyPackageError> {
    let lifetime = if last_resort { LAST_RESORT_LIFETIME_SECONDS } else { ONE_TIME_LIFETIME_SECONDS };
    let expires_at = now.plus(lifetime);
    let mut builder = KeyPackage::builder()
        .key_package_lifetime(Lifetime::init(now.0.saturating_sub(SKEW_SECONDS), expires_at.plus(OPENING_SECONDS).0))
        .leaf_node_capabilities(capabilities());
    if last_resort {
        builder = builder.mark_as_last_resort();
    }
    let bundle = builder
        .build(CIPHERSUITE, provider, &CredentialSigner(credential_key), credential(credential_key))
        .map_err(|_| KeyPackageError::NotMade)?;
    let package = bundle.into_key_package();
    let reference = package.hash_ref(provider.crypto()).map_err(|_| KeyPackageError::NotMade)?;
    let bytes = MlsMessageOut::from(package).tls_serialize_detached().map_err(|_| KeyPackageError::NotMade)?;
    let reference = reference.as_slice().try_into().map_err(|_| KeyPackageError::NotMade)?;
    Ok(NewKeyPackage { reference, bytes, expires_at })
}
