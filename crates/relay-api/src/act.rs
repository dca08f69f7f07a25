//! Requests that change something: signed, so that the relay can put no act in anyone's mouth.

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use sha2::{Digest, Sha256};
use sotto_protocol::{
    card::SignedRoot,
    codec::{self, Malformed},
    ids::{BlobId, OrganisationId, RoomId},
    incarnation::UnverifiedIncarnation,
    puzzle::Solution,
    room::Append,
    roster::{DeviceKeys, Role, UnverifiedRoster},
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
    time::UnixSeconds,
};

/// A change that somebody asks for.
#[derive(Clone, Debug, Encode, Decode)]
pub enum Act {
    /// The OWNER's device founds the organisation on a fresh relay.
    #[n(0)]
    Setup {
        /// From the setup link; good once.
        #[n(0)]
        token: ByteArray<32>,
        /// Root metadata, version 1.
        #[n(1)]
        root: SignedRoot,
        /// Roster, version 1.
        #[n(2)]
        roster: UnverifiedRoster,
        /// How the OWNER is reached; never shown to reporters.
        #[n(3)]
        email: String,
    },
    /// A roster signer publishes the next roster.
    #[n(1)]
    PublishRoster {
        /// It follows the current one.
        #[n(0)]
        roster: UnverifiedRoster,
    },
    /// Somebody who may invite prepares an invitation.
    #[n(2)]
    Invite {
        /// SHA-256 of the token in the invitation.
        #[n(0)]
        token_hash: ByteArray<32>,
        /// Whom it is for; never shown to reporters.
        #[n(1)]
        email: String,
        /// The role that is meant; the roster decides.
        #[n(2)]
        role: Role,
    },
    /// An invited person's device presents itself, to be certified.
    #[n(3)]
    Join {
        /// From the invitation; good once.
        #[n(0)]
        token: ByteArray<32>,
        /// To be certified.
        #[n(1)]
        keys: DeviceKeys,
        /// The person's name.
        #[n(2)]
        name: String,
        /// The person's title.
        #[n(3)]
        title: String,
    },
    /// A device leaves KeyPackages behind, with which it is added while away.
    #[n(4)]
    PublishKeyPackages {
        /// At most 64.
        #[n(0)]
        packages: Vec<KeyPackageUpload>,
        /// Whether those that it left before are handed out no more: it has lost their private halves.
        #[n(1)]
        replaces: bool,
    },
    /// A reporter opens a case. Signed by the case act key.
    #[n(5)]
    OpenCase {
        /// Proves the mailbox on its channel.
        #[n(0)]
        channel_key: ByteArray<32>,
        /// By which a restored vault finds the case.
        #[n(1)]
        recovery_tag: ByteArray<8>,
        /// Paid for this opening.
        #[n(2)]
        solution: Solution,
        /// The report; its room is new.
        #[n(3)]
        first: Append,
    },
    /// A message, Commit, or change of who reads, in an existing room.
    #[n(6)]
    Append(#[n(0)] Append),
    /// Somebody is about to upload an attachment of a room.
    #[n(7)]
    CreateBlob {
        /// Chance.
        #[n(0)]
        blob: BlobId,
        /// Whose readers may fetch it; it must exist, except for an attachment of a case that is
        /// still to be opened on this channel.
        #[n(1)]
        room: RoomId,
        /// How many sealed segments it will have.
        #[n(2)]
        segments: u32,
        /// Paid, where the room is still to come.
        #[n(3)]
        solution: Option<Solution>,
    },
    /// A reporter goes on with a case in a new room. Signed by the case act key.
    #[n(8)]
    OpenSuccessor {
        /// Declares which room it follows; its own room is new.
        #[n(0)]
        first: Append,
    },
    /// A reader's device cannot go on in a room: its reporter is asked to open a successor.
    #[n(9)]
    WantSuccessor {
        /// Which room.
        #[n(0)]
        room: RoomId,
    },
    /// A roster signer states that the relay was put back from an older copy.
    #[n(10)]
    StateRestored {
        /// Its number is higher than that of every statement before.
        #[n(0)]
        statement: UnverifiedIncarnation,
    },
}

/// A KeyPackage for the relay to hand out.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct KeyPackageUpload {
    /// RFC 9420 §5.2: its reference, by which it is handed out once.
    #[n(0)]
    pub reference: ByteArray<32>,
    /// The MLS message.
    #[n(1)]
    pub package: ByteVec,
    /// Handed out again and again when no one-time package is left.
    #[n(2)]
    pub last_resort: bool,
    /// Not handed out from then on.
    #[n(3)]
    pub expires_at: UnixSeconds,
}

/// An act in its context.
#[derive(Clone, Debug, Encode, Decode)]
pub struct ActBody {
    /// Where it is meant to happen.
    #[n(0)]
    pub organisation: Option<OrganisationId>,
    /// Chance; the same act sent again after a cut is done once.
    #[n(1)]
    pub id: ByteArray<16>,
    /// Size and root of the latest checkpoint that its author verified.
    #[n(2)]
    pub seen: Option<(u64, ByteArray<32>)>,
    /// What is to change.
    #[n(3)]
    pub act: Act,
}

/// An act as it travels, not yet believed.
#[derive(Clone, Debug, Encode, Decode)]
pub struct SignedAct {
    #[n(0)]
    body: ByteVec,
    #[n(1)]
    signer: PublicKey,
    #[n(2)]
    signature: Signature,
}

/// An act whose signature fits.
#[derive(Clone, Debug)]
pub struct VerifiedAct {
    /// What was signed.
    pub body: ActBody,
    /// By whom: a device credential or a case act key.
    pub signer: PublicKey,
    /// SHA-256 of the signed act; its log entry commits to it.
    pub hash: [u8; 32],
}

/// Why an act was refused before anyone looked at it.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// Peer: not an act.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Peer: the signature does not fit.
    #[error(transparent)]
    Signature(#[from] BadSignature),
}

impl SignedAct {
    /// Signs `body` with a device credential or a case act key.
    // enforces: ACT-01
    pub fn sign(body: &ActBody, key: &SigningKey) -> Self {
        let body = codec::to_vec(body);
        let signature = sign(key, Domain::Act, &body);
        Self { body: body.into(), signer: PublicKey::of(key), signature }
    }

    /// SHA-256 of it as it travels.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(codec::to_vec(self)).into()
    }

    /// What it says, for a relay that verified it before it stored it.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn stored_body(&self) -> Result<ActBody, Malformed> {
        codec::from_slice(&self.body)
    }

    /// Checks the signature.
    ///
    /// Whether this signer may do this here is for the relay to decide.
    ///
    /// # Errors
    /// [`ActError`].
    // enforces: ACT-01
    pub fn verify(&self) -> Result<VerifiedAct, ActError> {
        self.signer.verify(Domain::Act, &self.body, &self.signature)?;
        Ok(VerifiedAct { body: codec::from_slice(&self.body)?, signer: self.signer, hash: self.hash() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // rule: ACT-01
    #[test]
    fn an_act_is_its_signers() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let body = ActBody {
            organisation: None,
            id: [2; 16].into(),
            seen: None,
            act: Act::Invite { token_hash: [3; 32].into(), email: "a@example.org".into(), role: Role::Member },
        };
        let signed = SignedAct::sign(&body, &key);
        assert_eq!(signed.verify().unwrap().signer, PublicKey::of(&key));
        let claimed = SignedAct { signer: PublicKey::of(&SigningKey::from_bytes(&[9; 32])), ..signed };
        assert_eq!(claimed.verify().unwrap_err(), ActError::Signature(BadSignature));
    }
}
