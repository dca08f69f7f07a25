//! A relay that was put back from an older copy: what its office states of it, so that devices tell it from one that lies.
//!
//! The checkpoints in it are opaque here, as they are in what travels; whoever knows the log's key judges them.

use minicbor::{Decode, Encode, bytes::ByteVec};
use sha2::{Digest, Sha256};

use crate::{
    card::Root,
    codec::{self, Malformed},
    ids::OrganisationId,
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
    time::UnixSeconds,
};

/// The incarnation in which an organisation is founded.
pub const FIRST_INCARNATION: u32 = 1;
/// How long devices keep what they can send a restored relay again: what is older may be gone.
pub const REFILL_SECONDS: u64 = 35 * crate::time::DAY_SECONDS;
/// More are not looked at.
const MOST_SEEN: usize = 16;

/// What an office states of its relay.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct IncarnationBody {
    /// Whose log.
    #[n(0)]
    pub organisation: OrganisationId,
    /// Higher than that of every statement before; the first is 2.
    #[n(1)]
    pub number: u32,
    /// The checkpoint from which the log goes on, a signed note.
    #[n(2)]
    pub base: ByteVec,
    /// The newest checkpoints that the office saw of what is lost, signed notes; none if it saw nothing of that.
    #[n(3)]
    pub seen: Vec<ByteVec>,
    /// When, by the office's clock.
    #[n(4)]
    pub stated_at: UnixSeconds,
}

/// A statement as it travels, not yet believed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct UnverifiedIncarnation {
    #[n(0)]
    body: ByteVec,
    #[n(1)]
    signer: PublicKey,
    #[n(2)]
    signature: Signature,
}

/// A statement whose signer the root metadata names.
#[derive(Clone, Debug)]
pub struct Incarnation {
    body: IncarnationBody,
    signed: UnverifiedIncarnation,
}

/// Why a statement was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncarnationError {
    /// Peer: not a statement.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Peer: by a device that the root metadata does not name.
    #[error("signed by a device that may not sign for this organisation")]
    SignerNotDelegated,
    /// Peer: the signature does not fit.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// Peer: about another organisation's relay.
    #[error("about another organisation's relay")]
    OtherOrganisation,
    /// Peer: it names the incarnation of the founding, or too many checkpoints.
    #[error("the statement contradicts itself")]
    Inconsistent,
}

impl IncarnationBody {
    /// Signs it with a device that the root metadata names.
    pub fn sign(&self, signer: &SigningKey) -> UnverifiedIncarnation {
        let body = codec::to_vec(self);
        let signature = sign(signer, Domain::Incarnation, &body);
        UnverifiedIncarnation { body: body.into(), signer: PublicKey::of(signer), signature }
    }
}

impl UnverifiedIncarnation {
    /// SHA-256 of it as it travels.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(codec::to_vec(self)).into()
    }

    /// Checks signer, signature, organisation and consistency. What it says of the log is for the caller to check.
    ///
    /// # Errors
    /// [`IncarnationError`].
    // enforces: LOG-42
    pub fn verify(self, root: &Root) -> Result<Incarnation, IncarnationError> {
        if !root.body().roster_signers.contains(&self.signer) {
            return Err(IncarnationError::SignerNotDelegated);
        }
        self.signer.verify(Domain::Incarnation, &self.body, &self.signature)?;
        let body: IncarnationBody = codec::from_slice(&self.body)?;
        if body.organisation != root.organisation() {
            return Err(IncarnationError::OtherOrganisation);
        }
        if body.number <= FIRST_INCARNATION || body.seen.len() > MOST_SEEN {
            return Err(IncarnationError::Inconsistent);
        }
        Ok(Incarnation { body, signed: self })
    }
}

impl Incarnation {
    /// What it says.
    pub fn body(&self) -> &IncarnationBody {
        &self.body
    }

    /// As it travels.
    pub fn signed(&self) -> &UnverifiedIncarnation {
        &self.signed
    }

    /// SHA-256 of it as it travels; its log entry commits to it.
    pub fn hash(&self) -> [u8; 32] {
        self.signed.hash()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::testing::{OWNER_DEVICE, ROOT, root};

    fn body() -> IncarnationBody {
        IncarnationBody {
            organisation: root().organisation(),
            number: 2,
            base: b"a checkpoint".to_vec().into(),
            seen: vec![b"a later one".to_vec().into()],
            stated_at: UnixSeconds(1_795_000_000),
        }
    }

    // rule: LOG-42
    #[test]
    fn a_statement_is_that_of_a_device_which_the_card_names() {
        let signer = SigningKey::from_bytes(&OWNER_DEVICE);
        let stated = body().sign(&signer).verify(&root()).unwrap();
        assert_eq!(*stated.body(), body());
        let travelled: UnverifiedIncarnation = codec::from_slice(&codec::to_vec(stated.signed())).unwrap();
        assert_eq!(travelled.verify(&root()).unwrap().hash(), stated.hash());

        let refused = |body: &IncarnationBody, key: [u8; 32]| {
            body.sign(&SigningKey::from_bytes(&key)).verify(&root()).map(drop).unwrap_err()
        };
        // The root key delegates; it does not sign these itself.
        assert_eq!(refused(&body(), ROOT), IncarnationError::SignerNotDelegated);
        let another = IncarnationBody { organisation: OrganisationId::from_bytes([7; 32]), ..body() };
        assert_eq!(refused(&another, OWNER_DEVICE), IncarnationError::OtherOrganisation);
        let first = IncarnationBody { number: FIRST_INCARNATION, ..body() };
        assert_eq!(refused(&first, OWNER_DEVICE), IncarnationError::Inconsistent);
        let many = IncarnationBody { seen: vec![Vec::new().into(); MOST_SEEN + 1], ..body() };
        assert_eq!(refused(&many, OWNER_DEVICE), IncarnationError::Inconsistent);
    }

    // rule: LOG-42
    #[test]
    fn a_signature_for_anything_else_states_nothing() {
        let signer = SigningKey::from_bytes(&OWNER_DEVICE);
        let stated = body().sign(&signer);
        for domain in [Domain::Roster, Domain::Act, Domain::Root] {
            let signature = sign(&signer, domain, &stated.body);
            let claimed = UnverifiedIncarnation { signature, ..stated.clone() };
            assert_eq!(claimed.verify(&root()).map(drop), Err(IncarnationError::Signature(BadSignature)));
        }
        let changed = codec::to_vec(&IncarnationBody { number: 3, ..body() });
        let claimed = UnverifiedIncarnation { body: changed.into(), ..stated };
        assert_eq!(claimed.verify(&root()).map(drop), Err(IncarnationError::Signature(BadSignature)));
    }
}
