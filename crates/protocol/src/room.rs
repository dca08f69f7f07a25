//! The order of a room, as both the relay and the devices compute it (docs/protocol.md, "Rooms").
//!
//! The relay never parses MLS: it sees an opaque envelope, and beside it what the sender declares.

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use sha2::{Digest, Sha256};

use crate::{
    codec,
    content::{Content, Status},
    ids::{CaseId, DeviceId, HandlerId, MessageId, RecordId, RoomId},
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
};

/// The largest envelope that a relay takes, in bytes.
pub const MAX_ENVELOPE_BYTES: usize = 640 * 1024;

/// Where a room stands: a hash over everything that was appended to it, in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Head(#[n(0)] ByteArray<32>);

impl Head {
    /// The head of a room to which nothing was appended.
    // enforces: ROOM-01
    pub fn first(room: &RoomId) -> Self {
        Self::of(Sha256::new().chain_update(b"sotto/room/1").chain_update(room.as_bytes()))
    }

    /// The head after `append`.
    // enforces: ROOM-02
    pub fn after(append: &Append) -> Self {
        let envelope = Sha256::digest(&*append.envelope);
        let declared = append.declared.hash();
        Self::of(
            Sha256::new()
                .chain_update(b"sotto/head/1")
                .chain_update(append.previous.as_bytes())
                .chain_update(append.message.as_bytes())
                .chain_update(envelope)
                .chain_update(declared),
        )
    }

    /// The head with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of(hash: Sha256) -> Self {
        Self::from_bytes(hash.finalize().into())
    }
}

impl core::fmt::Debug for Head {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Head({})", data_encoding::HEXLOWER.encode(&*self.0))
    }
}

/// One append to a room: a message or a Commit, which look alike.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Append {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// The head that it extends.
    #[n(1)]
    pub previous: Head,
    /// Its identifier, also inside, authenticated.
    #[n(2)]
    pub message: MessageId,
    /// The sealed envelope.
    #[n(3)]
    pub envelope: ByteVec,
    /// What the relay is told beside it.
    #[n(4)]
    pub declared: Declared,
}

/// What the sender of an append tells the relay, and repeats inside by its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Declared {
    /// What becomes a log entry.
    #[n(0)]
    pub event: Option<CaseEvent>,
    /// Who may read the room from here on, or no longer.
    #[n(1)]
    pub readers: Option<ReaderChange>,
    /// For those who join.
    #[n(2)]
    pub welcome: Option<Welcome>,
}

impl Declared {
    /// SHA-256 of its encoding.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(codec::to_vec(self)).into()
    }
}

/// A change of a case that becomes an entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum CaseEvent {
    /// A case was opened in this channel.
    #[n(0)]
    Opened {
        /// The channel's identifier in the roster.
        #[n(0)]
        channel: String,
    },
    /// People joined or left.
    #[n(1)]
    Readers,
    /// The status changed.
    #[n(2)]
    Status {
        /// From now on.
        #[n(0)]
        status: Status,
    },
    /// The case goes on in another room.
    #[n(3)]
    Successor {
        /// The room that this one follows.
        #[n(0)]
        follows: RoomId,
    },
    /// Something about the reporter's identity.
    #[n(4)]
    Identity(#[n(0)] IdentityEvent),
}

/// What happens to a disclosed identity. The relay keeps to the order of these, and hands nothing out before the log
/// has it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum IdentityEvent {
    /// The reporter disclosed it.
    #[n(0)]
    Disclosed {
        /// Under this identifier.
        #[n(0)]
        record: RecordId,
        /// What the relay keeps of it ([`commitment`](crate::identity::commitment)).
        #[n(1)]
        commitment: ByteArray<32>,
        /// Who may open it.
        #[n(2)]
        readers: Vec<HandlerId>,
        /// Of whom one must agree first; empty where no second person is needed.
        #[n(3)]
        approvers: Vec<HandlerId>,
    },
    /// A handler asked for it.
    #[n(1)]
    Asked,
    /// A reader asked for a second person's agreement.
    #[n(2)]
    OpeningAsked {
        /// To opening this.
        #[n(0)]
        record: RecordId,
        /// Salted hash of the reason.
        #[n(1)]
        reason: ByteArray<32>,
    },
    /// A second person agreed.
    #[n(3)]
    OpeningApproved {
        /// To opening this.
        #[n(0)]
        record: RecordId,
        /// What asked.
        #[n(1)]
        request: MessageId,
    },
    /// A second person did not agree.
    #[n(4)]
    OpeningRefused {
        /// To opening this.
        #[n(0)]
        record: RecordId,
        /// What asked.
        #[n(1)]
        request: MessageId,
    },
    /// A reader opens it.
    #[n(5)]
    Opened {
        /// Which.
        #[n(0)]
        record: RecordId,
        /// What a second person agreed to.
        #[n(1)]
        request: Option<MessageId>,
        /// Salted hash of the reason.
        #[n(2)]
        reason: ByteArray<32>,
    },
    /// The reporter took it back.
    #[n(6)]
    Withdrawn {
        /// Which.
        #[n(0)]
        record: RecordId,
    },
}

impl CaseEvent {
    /// The event that an object must declare; none for one that the log does not have, and for the two with which a room
    /// begins, which declare more than they say.
    // enforces: IDEN-01
    pub fn of(content: &Content) -> Option<Self> {
        Some(Self::Identity(match content {
            Content::Status { status } => return Some(Self::Status { status: *status }),
            Content::Disclosed(disclosure) => IdentityEvent::Disclosed {
                record: disclosure.record,
                commitment: disclosure.commitment,
                readers: disclosure.readers.clone(),
                approvers: disclosure.approvers.clone(),
            },
            Content::IdentityAsked { .. } => IdentityEvent::Asked,
            Content::OpeningAsked { record, reason } => {
                IdentityEvent::OpeningAsked { record: *record, reason: reason.hash() }
            }
            Content::OpeningApproved { record, request, .. } => {
                IdentityEvent::OpeningApproved { record: *record, request: *request }
            }
            Content::OpeningRefused { record, request } => {
                IdentityEvent::OpeningRefused { record: *record, request: *request }
            }
            Content::IdentityOpened { record, request, reason } => {
                IdentityEvent::Opened { record: *record, request: *request, reason: reason.hash() }
            }
            Content::IdentityWithdrawn { record } => IdentityEvent::Withdrawn { record: *record },
            Content::Report { .. }
            | Content::Message { .. }
            | Content::Resumed { .. }
            | Content::Returned { .. }
            | Content::History { .. }
            | Content::IdentityKept { .. } => return None,
        }))
    }
}

/// A change of the devices that may read a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct ReaderChange {
    /// Devices that may read what is appended from here on.
    #[n(0)]
    pub add: Vec<DeviceId>,
    /// Devices that may not.
    #[n(1)]
    pub remove: Vec<DeviceId>,
}

/// An MLS Welcome, and for each joining device where the room starts for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Welcome {
    /// The MLS message, for all of them.
    #[n(0)]
    pub mls: ByteVec,
    /// One a joining device.
    #[n(1)]
    pub starts: Vec<SealedStart>,
}

/// A [`RoomStart`], signed by the committer and sealed to one device's opening key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SealedStart {
    /// Whom it is for.
    #[n(0)]
    pub device: DeviceId,
    /// The HPKE encapsulation.
    #[n(1)]
    pub encapsulated: ByteVec,
    /// The HPKE ciphertext of a [`SignedStart`].
    #[n(2)]
    pub ciphertext: ByteVec,
}

/// Where a room starts for a joining device.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RoomStart {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// The case whose conversation it holds.
    #[n(1)]
    pub case: CaseId,
    /// The message identifier of the Commit that added the device.
    #[n(2)]
    pub message: MessageId,
    /// The head that this Commit extends.
    #[n(3)]
    pub previous: Head,
    /// SHA-256 of the MLS Welcome that it belongs to.
    #[n(4)]
    pub welcome: ByteArray<32>,
}

/// A [`RoomStart`] with its committer's signature.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SignedStart {
    #[n(0)]
    statement: ByteVec,
    #[n(1)]
    committer: PublicKey,
    #[n(2)]
    signature: Signature,
}

impl SignedStart {
    /// Signs `start` with the committer's credential.
    // enforces: ROOM-08
    pub fn sign(start: &RoomStart, committer: &SigningKey) -> Self {
        let statement = codec::to_vec(start);
        let signature = sign(committer, Domain::Welcome, &statement);
        Self { statement: statement.into(), committer: PublicKey::of(committer), signature }
    }

    /// The start, and the committer whose signature fits.
    ///
    /// # Errors
    /// [`BadSignature`], also for a malformed statement.
    // enforces: ROOM-08
    pub fn verify(&self) -> Result<(RoomStart, PublicKey), BadSignature> {
        self.committer.verify(Domain::Welcome, &self.statement, &self.signature)?;
        let start = codec::from_slice(&self.statement).map_err(|_| BadSignature)?;
        Ok((start, self.committer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append() -> Append {
        Append {
            room: RoomId::from_bytes([1; 16]),
            previous: Head::first(&RoomId::from_bytes([1; 16])),
            message: MessageId::from_bytes([2; 16]),
            envelope: vec![3; 8].into(),
            declared: Declared::default(),
        }
    }

    // rule: ROOM-01, ROOM-02
    #[test]
    fn a_head_commits_to_everything() {
        let base = append();
        insta::assert_debug_snapshot!((base.previous, Head::after(&base)), @"
        (
            Head(784801b60fd686996c0de0866ad0dea2535b487bfdbbbba6c1dbd2768b3c0063),
            Head(aa713a91c2ad595a82f28b196a05ba20d4b033935678a672d7661ddb4aba2430),
        )
        ");
        let declared = Declared { event: Some(CaseEvent::Readers), ..Declared::default() };
        let others = [
            Append { previous: Head::from_bytes([9; 32]), ..base.clone() },
            Append { message: MessageId::from_bytes([9; 16]), ..base.clone() },
            Append { envelope: vec![9; 8].into(), ..base.clone() },
            Append { declared, ..base.clone() },
        ];
        for other in others {
            assert_ne!(Head::after(&other), Head::after(&base));
        }
    }

    // rule: ROOM-08
    #[test]
    fn a_start_is_its_committers() {
        let start = RoomStart {
            room: RoomId::from_bytes([1; 16]),
            case: CaseId::from_bytes([2; 16]),
            message: MessageId::from_bytes([3; 16]),
            previous: Head::from_bytes([4; 32]),
            welcome: [5; 32].into(),
        };
        let signed = SignedStart::sign(&start, &SigningKey::from_bytes(&[6; 32]));
        assert_eq!(signed.verify().unwrap().0, start);
        let claimed = SignedStart { committer: PublicKey::of(&SigningKey::from_bytes(&[7; 32])), ..signed };
        assert!(claimed.verify().is_err());
    }
}
