//! How a mailbox or device proves itself on a channel: deniably, and on this channel alone.
//!
//! HMAC-SHA-256 over the channel binding (RFC 9266) of this TLS connection, under a key that both
//! ends agree on by X25519. Either end could have made it, so it shows nothing to a third party.

use hmac::{Hmac, KeyInit, Mac};
use minicbor::{Decode, Encode, bytes::ByteArray};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::{ids::OrganisationId, kdf::derive};

/// The 32 bytes of `tls-exporter` (RFC 9266 §4.2) of one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelBinding(pub [u8; 32]);

/// What a principal sends to prove itself, 32 bytes.
#[derive(Clone, Copy, Debug, Encode, Decode)]
#[cbor(transparent)]
pub struct ChannelProof(#[n(0)] ByteArray<32>);

/// The proof is not for this key on this channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the channel proof does not fit")]
pub struct BadProof;

impl ChannelProof {
    /// The proof of the principal that holds `own`, towards the relay with `relay_key`.
    ///
    /// # Errors
    /// [`BadProof`] if `relay_key` is of small order, which no honest card names.
    pub fn make(
        own: &StaticSecret,
        relay_key: &[u8; 32],
        organisation: &OrganisationId,
        binding: &ChannelBinding,
    ) -> Result<Self, BadProof> {
        let bytes: [u8; 32] = tag(own, relay_key, organisation, binding)?.finalize().into_bytes().into();
        Ok(Self(bytes.into()))
    }

    /// Checks the proof at the relay, which holds `own`, for the principal with `channel_key`.
    ///
    /// # Errors
    /// [`BadProof`] for another key, organisation or connection, and for a key of small order.
    // enforces: CHAN-03
    pub fn verify(
        &self,
        own: &StaticSecret,
        channel_key: &[u8; 32],
        organisation: &OrganisationId,
        binding: &ChannelBinding,
    ) -> Result<(), BadProof> {
        tag(own, channel_key, organisation, binding)?.verify_slice(&*self.0).map_err(|_| BadProof)
    }
}

fn tag(
    own: &StaticSecret,
    theirs: &[u8; 32],
    organisation: &OrganisationId,
    binding: &ChannelBinding,
) -> Result<Hmac<Sha256>, BadProof> {
    let shared = own.diffie_hellman(&PublicKey::from(*theirs));
    if !shared.was_contributory() {
        return Err(BadProof);
    }
    let key = derive(shared.as_bytes(), "sotto/channel/1", &[organisation.as_bytes()]);
    let hmac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(|_| BadProof)?;
    Ok(hmac.chain_update(binding.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    // rule: CHAN-03
    #[test]
    fn a_proof_is_for_one_key_one_organisation_and_one_connection() {
        let (device, relay) = (StaticSecret::from([1; 32]), StaticSecret::from([2; 32]));
        let device_key = PublicKey::from(&device).to_bytes();
        let relay_key = PublicKey::from(&relay).to_bytes();
        let organisation = OrganisationId::from_bytes([3; 32]);
        let binding = ChannelBinding([4; 32]);
        let proof = ChannelProof::make(&device, &relay_key, &organisation, &binding).unwrap();

        assert_eq!(proof.verify(&relay, &device_key, &organisation, &binding), Ok(()));
        assert_eq!(proof.verify(&relay, &device_key, &organisation, &ChannelBinding([5; 32])), Err(BadProof));
        assert_eq!(proof.verify(&relay, &device_key, &OrganisationId::from_bytes([9; 32]), &binding), Err(BadProof));
        assert_eq!(proof.verify(&relay, &[7; 32], &organisation, &binding), Err(BadProof));
        assert_eq!(proof.verify(&relay, &[0; 32], &organisation, &binding), Err(BadProof));
    }
}
