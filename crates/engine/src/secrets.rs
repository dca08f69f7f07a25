//! The keys that a profile has from the moment it exists.

use core::fmt;

use ed25519_dalek::SigningKey;
use openmls_traits::OpenMlsProvider;
use rand_core::CryptoRng;
use sotto_protocol::{
    codec,
    ids::{DeviceId, HandlerId},
    phrase::{CaseRatchet, RecoveryPhrase},
    roster::DeviceKeys,
    sign::PublicKey,
};
use sotto_rooms::OpeningKey;
use sotto_vault::{StoreError, Transaction};
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

use crate::Error;

const CREDENTIAL: &str = "device-credential";
const CHANNEL: &str = "device-channel";
const OPENING: &str = "device-opening";
const ROOT: &str = "organisation-root";
const RATCHET: &str = "case-ratchet";

/// This device's keys, should its person work on cases.
pub(crate) struct DeviceSecrets {
    pub(crate) credential: SigningKey,
    pub(crate) channel: StaticSecret,
    opening_seed: Zeroizing<[u8; 32]>,
}

/// Makes all keys of a new profile. With a phrase, those that it restores come from it.
pub(crate) fn make(
    tx: &Transaction<'_>,
    phrase: Option<&RecoveryPhrase>,
    rng: &mut impl CryptoRng,
) -> Result<(), StoreError> {
    let secrets = tx.secrets();
    for name in [CREDENTIAL, CHANNEL, OPENING] {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        secrets.put(name, seed.as_slice())?;
    }
    if let Some(phrase) = phrase {
        secrets.put(ROOT, phrase.root_key().as_bytes())?;
    }
    let ratchet = phrase.map_or_else(|| CaseRatchet::without_phrase(rng), RecoveryPhrase::case_ratchet);
    put_ratchet(tx, &ratchet)
}

impl DeviceSecrets {
    pub(crate) fn load(tx: &Transaction<'_>) -> Result<Self, Error> {
        let seed = |name| -> Result<Zeroizing<[u8; 32]>, Error> {
            load_seed(tx, name)?.ok_or(Error::Malformed(codec::Malformed))
        };
        Ok(Self {
            credential: SigningKey::from_bytes(&*seed(CREDENTIAL)?),
            channel: StaticSecret::from(*seed(CHANNEL)?),
            opening_seed: seed(OPENING)?,
        })
    }

    pub(crate) fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.credential.verifying_key().to_bytes())
    }

    /// The person's identifier, should this be their first device: the roster takes it over.
    pub(crate) fn handler(&self) -> HandlerId {
        handler_of_first_device(&self.device())
    }

    /// The secret half of the opening key, and its public half.
    pub(crate) fn opening_key(&self, provider: &impl OpenMlsProvider) -> Result<(OpeningKey, Vec<u8>), Error> {
        Ok(OpeningKey::from_seed(provider.crypto(), &self.opening_seed)?)
    }

    /// What the organisation certifies.
    pub(crate) fn public(&self, provider: &impl OpenMlsProvider) -> Result<DeviceKeys, Error> {
        Ok(DeviceKeys {
            credential: PublicKey::of(&self.credential),
            opening_key: self.opening_key(provider)?.1.into(),
            channel_key: x25519_dalek::PublicKey::from(&self.channel).to_bytes().into(),
        })
    }
}

/// The identifier of a person whose first device this is.
pub(crate) fn handler_of_first_device(device: &DeviceId) -> HandlerId {
    let derived = sotto_protocol::kdf::derive(device.as_bytes(), "sotto/handler-id/1", &[]);
    let mut id = [0; HandlerId::LEN_BYTES];
    id.iter_mut().zip(*derived).for_each(|(to, from)| *to = from);
    HandlerId::from_bytes(id)
}

/// The organisation's root key, if this vault has a phrase to restore it.
pub(crate) fn root_key(tx: &Transaction<'_>) -> Result<Option<SigningKey>, Error> {
    Ok(load_seed(tx, ROOT)?.map(|seed| SigningKey::from_bytes(&seed)))
}

pub(crate) fn ratchet(tx: &Transaction<'_>) -> Result<CaseRatchet, Error> {
    let bytes = tx.secrets().get(RATCHET)?.ok_or(Error::Malformed(codec::Malformed))?;
    Ok(codec::from_slice(&bytes)?)
}

pub(crate) fn put_ratchet(tx: &Transaction<'_>, ratchet: &CaseRatchet) -> Result<(), StoreError> {
    tx.secrets().put(RATCHET, &Zeroizing::new(codec::to_vec(ratchet)))
}

fn load_seed(tx: &Transaction<'_>, name: &str) -> Result<Option<Zeroizing<[u8; 32]>>, Error> {
    let Some(bytes) = tx.secrets().get(name)? else { return Ok(None) };
    let seed: [u8; 32] = bytes.as_slice().try_into().map_err(|_| codec::Malformed)?;
    Ok(Some(Zeroizing::new(seed)))
}

impl fmt::Debug for DeviceSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecrets([redacted])")
    }
}
