//! What people say in a room: signed, chained objects, kept verbatim (docs/protocol.md, "Content").
//!
//! Each object is signed by its author over the lineage that it belongs to, its identifier and the
//! hash of the object before it, so that a history handed on later shows what is missing.

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    bytes::{ByteArray, ByteVec},
    decode,
    encode::{self, Write},
};
use sha2::{Digest, Sha256};

use crate::{
    codec::{self, Malformed},
    identity::{Disclosure, MAX_SHARES, Reason, SealedShare},
    ids::{AttachmentId, BlobId, CaseId, MessageId, RecordId},
    pseudonym::Pseudonym,
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
    stream::FileKey,
    time::UnixSeconds,
};

/// The version of content that this code writes.
pub const CONTENT_VERSION: u8 = 1;
/// The longest text in one object, in bytes.
pub const MAX_BODY_BYTES: usize = 256 * 1024;
/// The latest time that an object may name: the end of the year 9999.
pub const MAX_AT: UnixSeconds = UnixSeconds(253_402_300_799);
/// The largest file that an object refers to, in bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 40;
/// The most objects that one hand-over carries.
pub const MAX_HISTORY_OBJECTS: usize = 1024;
/// The most bytes that the objects of one hand-over have together: with what goes around them they fit into an envelope.
pub const MAX_HISTORY_BYTES: usize = 512 * 1024;
/// The most attachments that one object refers to.
pub const MAX_ATTACHMENTS: usize = 64;

/// SHA-256 of a signed content object's bytes; zeros before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct ContentHash(#[n(0)] ByteArray<32>);

impl ContentHash {
    /// What the first object of an author names as the one before it.
    pub fn none() -> Self {
        Self::from_bytes([0; 32])
    }

    /// The hash with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Where a case stands; people see these words in their own language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Status {
    /// Sent, nobody answered yet.
    #[n(0)]
    New,
    /// Receipt confirmed (7 days, EU 2019/1937 article 9).
    #[n(1)]
    Acknowledged,
    /// Somebody works on it.
    #[n(2)]
    InReview,
    /// What was done has been said (3 months).
    #[n(3)]
    Feedback,
    /// Nothing more will happen.
    #[n(4)]
    Closed,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::New, Self::Acknowledged, Self::InReview, Self::Feedback, Self::Closed];

    /// The stable word for scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::InReview => "in_review",
            Self::Feedback => "feedback",
            Self::Closed => "closed",
        }
    }

    /// The status with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

/// A file that belongs to an object.
#[derive(Clone, Debug, Encode, Decode)]
pub struct FileRef {
    /// The attachment; the nonce of its payload key.
    #[n(0)]
    pub attachment: AttachmentId,
    /// Where the relay keeps its segments.
    #[n(1)]
    pub blob: BlobId,
    /// Opens it.
    #[n(2)]
    pub key: FileKey,
    /// The name that the sender's file had.
    #[n(3)]
    pub name: String,
    /// Its true size.
    #[n(4)]
    pub size_bytes: u64,
    /// SHA-256 of its content.
    #[n(5)]
    pub sha256: ByteArray<32>,
    /// SHA-256 of the file that it was cleaned from, so that it can be shown later which that was; none if it is as it was.
    #[n(6)]
    pub original: Option<ByteArray<32>>,
}

/// What an object says.
#[derive(Clone, Debug, Encode, Decode)]
pub enum Content {
    /// The first object of a case.
    #[n(0)]
    Report {
        /// In the reporter's words.
        #[n(0)]
        title: String,
        /// In the reporter's words.
        #[n(1)]
        body: String,
        /// The made-up name.
        #[n(2)]
        pseudonym: Pseudonym,
        /// The channel it was addressed to.
        #[n(3)]
        channel: String,
        /// Evidence.
        #[n(4)]
        files: Vec<FileRef>,
    },
    /// A message, either way.
    #[n(1)]
    Message {
        /// In its author's words.
        #[n(0)]
        body: String,
        /// Files with it.
        #[n(1)]
        files: Vec<FileRef>,
    },
    /// A handler's change of the case's status.
    #[n(2)]
    Status {
        /// From now on.
        #[n(0)]
        status: Status,
    },
    /// The first object of a successor room: what its readers need to know of the case.
    #[n(3)]
    Resumed {
        /// The report's.
        #[n(0)]
        title: String,
        /// The made-up name.
        #[n(1)]
        pseudonym: Pseudonym,
        /// The channel it was addressed to.
        #[n(2)]
        channel: String,
    },
    /// The reporter says who they are, to some of the readers.
    #[n(4)]
    Disclosed(#[n(0)] Disclosure),
    /// A handler asks the reporter who they are.
    #[n(5)]
    IdentityAsked {
        /// Why, in the handler's words.
        #[n(0)]
        body: String,
    },
    /// The reporter answers that they will not say so now.
    #[n(6)]
    IdentityKept {
        /// What asked.
        #[n(0)]
        asked: MessageId,
    },
    /// A chosen reader asks a second person to agree to an opening.
    #[n(7)]
    OpeningAsked {
        /// Of what.
        #[n(0)]
        record: RecordId,
        /// The reporter reads it.
        #[n(1)]
        reason: Reason,
    },
    /// A second person agrees.
    #[n(8)]
    OpeningApproved {
        /// Of what.
        #[n(0)]
        record: RecordId,
        /// What asked.
        #[n(1)]
        request: MessageId,
        /// The approver's share, sealed to the devices of the one who asked.
        #[n(2)]
        shares: Vec<SealedShare>,
    },
    /// A second person does not agree.
    #[n(9)]
    OpeningRefused {
        /// Of what.
        #[n(0)]
        record: RecordId,
        /// What asked.
        #[n(1)]
        request: MessageId,
    },
    /// A chosen reader opens what was disclosed to them.
    #[n(10)]
    IdentityOpened {
        /// What.
        #[n(0)]
        record: RecordId,
        /// What a second person agreed to, where one had to.
        #[n(1)]
        request: Option<MessageId>,
        /// The reporter reads it.
        #[n(2)]
        reason: Reason,
    },
    /// The reporter takes a disclosure back.
    #[n(11)]
    IdentityWithdrawn {
        /// What.
        #[n(0)]
        record: RecordId,
    },
    /// The first object of a successor room whose reporter came back with the recovery phrase alone, and knows nothing of what
    /// was said.
    #[n(12)]
    Returned {
        /// The channel it was addressed to.
        #[n(0)]
        channel: String,
    },
    /// A handler hands over what was said before, for those who do not have it.
    #[n(13)]
    History {
        /// Signed objects of the case, word for word, in the order of the conversation.
        #[n(0)]
        objects: Vec<ByteVec>,
    },
}

/// What an object turned out to hold.
#[derive(Clone, Debug)]
pub enum Known {
    /// Content of a kind that this version knows.
    Content(Content),
    /// Of a later version: kept verbatim and shown as "needs a newer Sotto".
    NeedsNewer,
}

/// An object before it is signed.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The case whose conversation it belongs to.
    pub lineage: CaseId,
    /// Its identifier, kept over re-seals.
    pub id: MessageId,
    /// The object before it in its author's view.
    pub previous: ContentHash,
    /// When its author wrote it, by the author's clock.
    pub at: UnixSeconds,
    /// What it says.
    pub content: &'a Content,
}

#[derive(Encode, Decode)]
struct Statement {
    #[n(0)]
    version: u8,
    #[n(1)]
    lineage: CaseId,
    #[n(2)]
    id: MessageId,
    #[n(3)]
    previous: ContentHash,
    #[n(4)]
    at: UnixSeconds,
    #[n(5)]
    content: ByteVec,
}

/// A signed object as it travels: its statement, who signed it, and the signature.
#[derive(Clone, Debug)]
pub struct SignedContent {
    statement: Vec<u8>,
    author: PublicKey,
    signature: Signature,
}

/// A signed object whose signature fits.
#[derive(Clone, Debug)]
pub struct VerifiedContent {
    /// Its identifier.
    pub id: MessageId,
    /// The object before it.
    pub previous: ContentHash,
    /// When its author wrote it, by the author's clock.
    pub at: UnixSeconds,
    /// The key that signed it.
    pub author: PublicKey,
    /// Its own hash, which the next object names.
    pub hash: ContentHash,
    /// What it says.
    pub content: Known,
}

/// Why an object was refused.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Peer: not an object.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Peer: the signature is not by the author it names.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// Peer: an object of another case.
    #[error("the object belongs to another case")]
    OtherCase,
    /// Peer: longer than an object may be.
    #[error("the object exceeds a limit")]
    TooLarge,
}

impl SignedContent {
    /// Signs `draft` with its author's credential.
    // enforces: CONT-01
    pub fn sign(draft: &Draft<'_>, author: &SigningKey) -> Self {
        let statement = codec::to_vec(&Statement {
            version: CONTENT_VERSION,
            lineage: draft.lineage,
            id: draft.id,
            previous: draft.previous,
            at: draft.at,
            content: codec::to_vec(draft.content).into(),
        });
        let signature = sign(author, Domain::Content, &statement);
        Self { statement, author: PublicKey::of(author), signature }
    }

    /// SHA-256 of its encoding.
    pub fn hash(&self) -> ContentHash {
        ContentHash(<[u8; 32]>::from(Sha256::digest(codec::to_vec(self))).into())
    }

    /// Checks signature, case and limits.
    ///
    /// That `author` is a member of the room, and which one, is for the room to check.
    ///
    /// # Errors
    /// [`ContentError`].
    // enforces: CONT-01, CONT-02, CONT-03
    pub fn verify(&self, lineage: &CaseId) -> Result<VerifiedContent, ContentError> {
        self.author.verify(Domain::Content, &self.statement, &self.signature)?;
        let statement: Statement = codec::from_slice(&self.statement)?;
        if statement.lineage != *lineage {
            return Err(ContentError::OtherCase);
        }
        if statement.at > MAX_AT {
            return Err(ContentError::TooLarge);
        }
        let content = match codec::from_slice::<Content>(&statement.content) {
            Ok(content) if statement.version == CONTENT_VERSION => {
                content.check_limits()?;
                Known::Content(content)
            }
            _ => Known::NeedsNewer,
        };
        Ok(VerifiedContent {
            id: statement.id,
            previous: statement.previous,
            at: statement.at,
            author: self.author,
            hash: self.hash(),
            content,
        })
    }
}

impl Content {
    /// Refuses text, attachments and handed over objects beyond the limits.
    ///
    /// # Errors
    /// [`ContentError::TooLarge`].
    // enforces: CONT-06
    pub fn check_limits(&self) -> Result<(), ContentError> {
        let (text_bytes, files): (usize, &[FileRef]) = match self {
            Self::Report { title, body, files, channel, .. } => (title.len() + body.len() + channel.len(), files),
            Self::Message { body, files } => (body.len(), files),
            Self::Resumed { title, channel, .. } => (title.len() + channel.len(), &[]),
            Self::Returned { channel } => (channel.len(), &[]),
            Self::IdentityAsked { body } => (body.len(), &[]),
            Self::OpeningAsked { reason, .. } | Self::IdentityOpened { reason, .. } => (reason.words().len(), &[]),
            Self::Status { .. }
            | Self::Disclosed(_)
            | Self::IdentityKept { .. }
            | Self::OpeningApproved { .. }
            | Self::OpeningRefused { .. }
            | Self::IdentityWithdrawn { .. }
            | Self::History { .. } => (0, &[]),
        };
        let names_fit = files
            .iter()
            .all(|file| file.name.len() <= crate::names::MAX_NAME_BYTES && file.size_bytes <= MAX_FILE_BYTES);
        let rest_fits = match self {
            Self::Disclosed(disclosure) => disclosure.is_bounded(),
            Self::OpeningApproved { shares, .. } => shares.len() <= MAX_SHARES,
            Self::History { objects } => {
                let bytes: usize = objects.iter().map(|object| object.len()).sum();
                objects.len() <= MAX_HISTORY_OBJECTS && bytes <= MAX_HISTORY_BYTES
            }
            _ => true,
        };
        if text_bytes > MAX_BODY_BYTES || files.len() > MAX_ATTACHMENTS || !names_fit || !rest_fits {
            return Err(ContentError::TooLarge);
        }
        Ok(())
    }
}

impl<C> Encode<C> for SignedContent {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, ctx: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(3)?.bytes(&self.statement)?.encode_with(self.author, ctx)?.encode_with(self.signature, ctx)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for SignedContent {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(3) {
            return Err(decode::Error::message("a signed object has three parts"));
        }
        let statement = d.bytes()?.to_vec();
        Ok(Self { statement, author: d.decode_with(ctx)?, signature: d.decode_with(ctx)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(case: u8, content: &Content) -> SignedContent {
        let draft = Draft {
            lineage: CaseId::from_bytes([case; 16]),
            id: MessageId::from_bytes([2; 16]),
            previous: ContentHash::none(),
            at: UnixSeconds(1_800_000_000),
            content,
        };
        SignedContent::sign(&draft, &SigningKey::from_bytes(&[3; 32]))
    }

    fn message(body: &str) -> Content {
        Content::Message { body: body.into(), files: Vec::new() }
    }

    // rule: CONT-01
    #[test]
    fn an_object_travels_and_verifies_for_its_case_alone() {
        let bytes = codec::to_vec(&signed(1, &message("hello")));
        let object: SignedContent = codec::from_slice(&bytes).unwrap();
        let verified = object.verify(&CaseId::from_bytes([1; 16])).unwrap();
        assert!(matches!(verified.content, Known::Content(Content::Message { body, .. }) if body == "hello"));
        assert_eq!(object.verify(&CaseId::from_bytes([9; 16])).unwrap_err(), ContentError::OtherCase);

        let mut forged = object.clone();
        *forged.statement.last_mut().unwrap() ^= 1;
        assert!(matches!(forged.verify(&CaseId::from_bytes([1; 16])), Err(ContentError::Signature(_))));
    }

    // rule: CONT-02
    #[test]
    fn an_unknown_kind_is_kept() {
        let statement = codec::to_vec(&Statement {
            version: 2,
            lineage: CaseId::from_bytes([1; 16]),
            id: MessageId::from_bytes([2; 16]),
            previous: ContentHash::none(),
            at: UnixSeconds(0),
            content: vec![0x82, 0x18, 0x63, 0x80].into(),
        });
        let key = SigningKey::from_bytes(&[3; 32]);
        let object = SignedContent {
            signature: sign(&key, Domain::Content, &statement),
            author: PublicKey::of(&key),
            statement,
        };
        assert!(matches!(object.verify(&CaseId::from_bytes([1; 16])).unwrap().content, Known::NeedsNewer));
    }

    // rule: CONT-03
    #[test]
    fn limits_hold() {
        let late = Draft {
            lineage: CaseId::from_bytes([1; 16]),
            id: MessageId::from_bytes([2; 16]),
            previous: ContentHash::none(),
            at: UnixSeconds(MAX_AT.0 + 1),
            content: &message("late"),
        };
        let object = SignedContent::sign(&late, &SigningKey::from_bytes(&[3; 32]));
        assert_eq!(object.verify(&CaseId::from_bytes([1; 16])).unwrap_err(), ContentError::TooLarge);
        let object = signed(1, &message(&"x".repeat(MAX_BODY_BYTES + 1)));
        assert_eq!(object.verify(&CaseId::from_bytes([1; 16])).unwrap_err(), ContentError::TooLarge);
    }
}
