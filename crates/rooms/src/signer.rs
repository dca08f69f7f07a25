//! Ed25519 credentials as OpenMLS wants them.

use ed25519_dalek::{Signer as _, SigningKey};
use openmls::prelude::{BasicCredential, CredentialWithKey};
use openmls_traits::{
    signatures::{Signer, SignerError},
    types::SignatureScheme,
};
use sotto_protocol::sign::PublicKey;

/// Signs MLS messages with a credential that the vault holds.
pub(crate) struct CredentialSigner<'a>(pub(crate) &'a SigningKey);

impl Signer for CredentialSigner<'_> {
    fn sign(&self, payload: &[u8]) -> Result<Vec<u8>, SignerError> {
        Ok(self.0.sign(payload).to_bytes().to_vec())
    }

    fn signature_scheme(&self) -> SignatureScheme {
        SignatureScheme::ED25519
    }
}

/// A basic credential whose identity is the signature key itself: the key is the name.
pub(crate) fn credential(key: &SigningKey) -> CredentialWithKey {
    let public = key.verifying_key().to_bytes();
    CredentialWithKey {
        credential: BasicCredential::new(public.to_vec()).into(),
        signature_key: public.as_slice().into(),
    }
}

/// The key of a leaf, if its identity is that key (`ROOM-06`).
// enforces: ROOM-06
pub(crate) fn leaf_key(identity: &[u8], signature_key: &[u8]) -> Option<PublicKey> {
    let bytes: [u8; 32] = signature_key.try_into().ok()?;
    (identity == signature_key).then(|| PublicKey::from_bytes(bytes))
}
