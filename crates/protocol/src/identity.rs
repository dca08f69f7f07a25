//! What a reporter says of themselves, sealed for the readers that they chose (docs/protocol/identity.md).
//!
//! The record is sealed with a key of its own. The relay keeps the ciphertext; the key reaches the chosen readers inside
//! the room, whole, or as two shares of which a second person holds one.

use core::fmt;

use aead_stream::aead::{AeadInOut, Nonce};
use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    chacha20_poly1305::ChaCha20Poly1305,
    codec,
    ids::{CaseId, DeviceId, HandlerId, MessageId, RecordId},
    padding::{pad_for_envelope, unpad},
};

/// The largest document that a record holds, in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 512 * 1024;
/// The longest of the other fields, in bytes.
pub const MAX_FIELD_BYTES: usize = 4 * 1024;
/// The largest sealed record, in bytes.
pub const MAX_SEALED_BYTES: usize = 608 * 1024;
/// The most shares of one disclosure: each with a KEM ciphertext of X-Wing, they must fit into an envelope.
pub const MAX_SHARES: usize = 128;
/// For how long an approval may be used, and for how long a request may be approved.
pub const APPROVAL_SECONDS: u64 = 24 * 60 * 60;
/// For how long a record is handed out after its opening is in the log.
pub const RELEASE_SECONDS: u64 = 15 * 60;

const SEALED_PREFIX: &[u8] = b"sotto/identity/1\0";
const REASON_PREFIX: &[u8] = b"sotto/reason/1\0";
const KEY_BYTES: usize = 32;

/// A part of what a reporter can say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Field {
    /// Full name.
    #[n(0)]
    Name,
    /// How to reach them.
    #[n(1)]
    Contact,
    /// Where they work.
    #[n(2)]
    Work,
    /// A document that shows who they are.
    #[n(3)]
    Document,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Contact, Self::Work, Self::Document];

    /// The stable word for scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Contact => "contact",
            Self::Work => "role",
            Self::Document => "document",
        }
    }
}

/// Who somebody is, as far as they say. Wiped when it is dropped.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Identity {
    /// Full name.
    #[n(0)]
    pub name: Option<String>,
    /// How to reach them.
    #[n(1)]
    pub contact: Option<String>,
    /// Where they work.
    #[n(2)]
    pub work: Option<String>,
    /// A document that shows who they are.
    #[n(3)]
    pub document: Option<Document>,
}

/// A document that shows who somebody is.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Document {
    /// The name that its file had.
    #[n(0)]
    pub name: String,
    /// Its content.
    #[n(1)]
    pub bytes: ByteVec,
}

/// Opens one record, or half of that key.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityKey(Zeroizing<[u8; KEY_BYTES]>);

/// Why something is done, in words that the reporter reads. The log has its salted hash.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Reason {
    #[n(0)]
    salt: ByteArray<32>,
    #[n(1)]
    words: String,
}

/// What of a key a share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Part {
    /// All of it.
    #[n(0)]
    Whole,
    /// The reader's half.
    #[n(1)]
    Opener,
    /// The half that an approver holds for this reader.
    #[n(2)]
    Approver,
}

/// What a share is for: nobody takes it for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareContext {
    /// In which case.
    pub case: CaseId,
    /// Of the key of this record.
    pub record: RecordId,
    /// With which this person opens it.
    pub opener: HandlerId,
    /// The device that it is sealed to.
    pub device: DeviceId,
    /// What of the key it is.
    pub part: Part,
}

/// A key or half of one, sealed to one device's opening key (HPKE, RFC 9180).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SealedShare {
    /// With which this person opens the record.
    #[n(0)]
    pub opener: HandlerId,
    /// The device that it is sealed to.
    #[n(1)]
    pub device: DeviceId,
    /// What of the key it is.
    #[n(2)]
    pub part: Part,
    /// The HPKE encapsulation.
    #[n(3)]
    pub encapsulated: ByteVec,
    /// The HPKE ciphertext.
    #[n(4)]
    pub ciphertext: ByteVec,
}

/// What the readers of a case are told of a disclosure.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Disclosure {
    /// Chance.
    #[n(0)]
    pub record: RecordId,
    /// What the relay keeps of it ([`commitment`]).
    #[n(1)]
    pub commitment: ByteArray<32>,
    /// What it holds.
    #[n(2)]
    pub fields: Vec<Field>,
    /// Who may open it.
    #[n(3)]
    pub readers: Vec<HandlerId>,
    /// Of whom one other must agree; empty where no second person is needed.
    #[n(4)]
    pub approvers: Vec<HandlerId>,
    /// The key for each device of the readers; where a second person is needed, halves for theirs and the approvers'.
    #[n(5)]
    pub shares: Vec<SealedShare>,
    /// What it answers.
    #[n(6)]
    pub asked: Option<MessageId>,
}

/// Why a record or a share is not what it should be.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Nothing is said in it.
    #[error("nothing is disclosed")]
    Empty,
    /// A field, or the document, is longer than it may be.
    #[error("a field is too long")]
    TooLarge,
    /// Peer: it does not open with this key, or is of another case or record.
    #[error("the record does not open")]
    NotAuthentic,
}

impl Identity {
    /// What it holds.
    pub fn fields(&self) -> Vec<Field> {
        let has = |field: &Field| match field {
            Field::Name => self.name.is_some(),
            Field::Contact => self.contact.is_some(),
            Field::Work => self.work.is_some(),
            Field::Document => self.document.is_some(),
        };
        Field::ALL.into_iter().filter(has).collect()
    }

    /// Seals it, padded, for one record of one case, with a key that seals nothing else.
    ///
    /// # Errors
    /// [`IdentityError::Empty`], [`IdentityError::TooLarge`].
    // enforces: IDEN-03
    pub fn seal(&self, key: &IdentityKey, case: &CaseId, record: &RecordId) -> Result<Vec<u8>, IdentityError> {
        if self.fields().is_empty() {
            return Err(IdentityError::Empty);
        }
        if !self.is_bounded() {
            return Err(IdentityError::TooLarge);
        }
        let plain = Zeroizing::new(codec::to_vec(self));
        let mut sealed = Zeroizing::new(pad_for_envelope(&plain));
        let cipher = ChaCha20Poly1305::new(key.0.clone());
        let tag = cipher
            .encrypt_inout_detached(
                &Nonce::<ChaCha20Poly1305>::default(),
                &additional(case, record),
                sealed.as_mut_slice().into(),
            )
            .map_err(|_| IdentityError::TooLarge)?;
        let mut bytes = core::mem::take(&mut *sealed);
        bytes.extend_from_slice(&tag);
        Ok(bytes)
    }

    /// Opens a record of one case.
    ///
    /// # Errors
    /// [`IdentityError::NotAuthentic`].
    // enforces: IDEN-03
    pub fn open(sealed: &[u8], key: &IdentityKey, case: &CaseId, record: &RecordId) -> Result<Self, IdentityError> {
        let (ciphertext, tag) = sealed.split_last_chunk::<16>().ok_or(IdentityError::NotAuthentic)?;
        let mut plain = Zeroizing::new(ciphertext.to_vec());
        let cipher = ChaCha20Poly1305::new(key.0.clone());
        cipher
            .decrypt_inout_detached(
                &Nonce::<ChaCha20Poly1305>::default(),
                &additional(case, record),
                plain.as_mut_slice().into(),
                &(*tag).into(),
            )
            .map_err(|_| IdentityError::NotAuthentic)?;
        let plain = unpad(&plain).map_err(|_| IdentityError::NotAuthentic)?;
        let identity: Self = codec::from_slice(plain).map_err(|_| IdentityError::NotAuthentic)?;
        if identity.is_bounded() { Ok(identity) } else { Err(IdentityError::NotAuthentic) }
    }

    fn is_bounded(&self) -> bool {
        let short = |text: &Option<String>| text.as_ref().is_none_or(|text| text.len() <= MAX_FIELD_BYTES);
        let document = self.document.as_ref();
        short(&self.name)
            && short(&self.contact)
            && short(&self.work)
            && document.is_none_or(|document| {
                document.bytes.len() <= MAX_DOCUMENT_BYTES && document.name.len() <= crate::names::MAX_NAME_BYTES
            })
    }
}

impl Drop for Identity {
    fn drop(&mut self) {
        self.name.zeroize();
        self.contact.zeroize();
        self.work.zeroize();
        if let Some(document) = &mut self.document {
            document.name.zeroize();
            document.bytes.as_mut_slice().zeroize();
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity([redacted])")
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Document([redacted])")
    }
}

impl IdentityKey {
    /// A fresh one.
    pub fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        rng.fill_bytes(&mut *key);
        Self(key)
    }

    /// The key or half with these bytes.
    ///
    /// # Errors
    /// [`IdentityError::NotAuthentic`] for another length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, IdentityError> {
        bytes.try_into().map(|key| Self(Zeroizing::new(key))).map_err(|_| IdentityError::NotAuthentic)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Two halves of it, of which neither tells anything.
    // enforces: IDEN-04
    pub fn split(&self, rng: &mut (impl CryptoRng + ?Sized)) -> (Self, Self) {
        let half = Self::random(rng);
        let other = self.joined(&half);
        (half, other)
    }

    /// The key of which `self` and `half` are the halves.
    // enforces: IDEN-04
    #[must_use]
    pub fn joined(&self, half: &Self) -> Self {
        let mut key = self.0.clone();
        key.iter_mut().zip(half.0.iter()).for_each(|(byte, other)| *byte ^= other);
        Self(key)
    }
}

impl fmt::Debug for IdentityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityKey([redacted])")
    }
}

impl Reason {
    /// These words under a fresh salt.
    pub fn new(words: String, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut salt = [0; 32];
        rng.fill_bytes(&mut salt);
        Self { salt: salt.into(), words }
    }

    /// What the reporter reads.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// What the log has of it: SHA-256 of prefix, salt and words.
    // enforces: IDEN-05
    pub fn hash(&self) -> ByteArray<32> {
        let hash = Sha256::new().chain_update(REASON_PREFIX).chain_update(*self.salt).chain_update(&self.words);
        <[u8; 32]>::from(hash.finalize()).into()
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reason([redacted])")
    }
}

impl ShareContext {
    /// The additional data of the share's seal.
    pub fn to_bytes(self) -> Vec<u8> {
        let part: u8 = match self.part {
            Part::Whole => 0,
            Part::Opener => 1,
            Part::Approver => 2,
        };
        [
            self.case.as_bytes().as_slice(),
            self.record.as_bytes(),
            self.opener.as_bytes(),
            self.device.as_bytes(),
            &[part],
        ]
        .concat()
    }
}

impl Disclosure {
    pub(crate) fn is_bounded(&self) -> bool {
        self.shares.len() <= MAX_SHARES && self.readers.len() <= MAX_SHARES && self.approvers.len() <= MAX_SHARES
    }
}

/// What the log and the readers know of a sealed record: SHA-256 of prefix and bytes.
// enforces: IDEN-03
pub fn commitment(sealed: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(SEALED_PREFIX).chain_update(sealed).finalize().into()
}

fn additional(case: &CaseId, record: &RecordId) -> Vec<u8> {
    [SEALED_PREFIX, case.as_bytes(), record.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

    use super::*;

    fn dana() -> Identity {
        with(None, None)
    }

    fn with(contact: Option<String>, document: Option<Document>) -> Identity {
        Identity { name: Some("Dana Veldt".into()), contact, work: None, document }
    }

    // rule: IDEN-03
    #[test]
    fn a_record_opens_with_its_key_for_its_case_and_record_alone() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let [key, another] = [(); 2].map(|()| IdentityKey::random(&mut rng));
        let (case, record) = (CaseId::from_bytes([2; 16]), RecordId::from_bytes([3; 16]));
        let sealed = dana().seal(&key, &case, &record).unwrap();
        assert_eq!(Identity::open(&sealed, &key, &case, &record).unwrap(), dana());
        let refused = Err(IdentityError::NotAuthentic);
        assert_eq!(Identity::open(&sealed, &another, &case, &record), refused);
        assert_eq!(Identity::open(&sealed, &key, &CaseId::from_bytes([9; 16]), &record), refused);
        assert_eq!(Identity::open(&sealed, &key, &case, &RecordId::from_bytes([9; 16])), refused);
        let mut flipped = sealed.clone();
        flipped[100] ^= 1;
        assert_eq!(Identity::open(&flipped, &key, &case, &record), refused);
        assert_eq!(Identity::open(&sealed[..10], &key, &case, &record), refused);
        assert_ne!(commitment(&flipped), commitment(&sealed));
    }

    #[test]
    fn its_length_tells_neither_name_nor_address() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let key = IdentityKey::random(&mut rng);
        let (case, record) = (CaseId::from_bytes([2; 16]), RecordId::from_bytes([3; 16]));
        let longer = with(Some("x".repeat(MAX_FIELD_BYTES)), None);
        let lengths = [dana(), longer].map(|identity| identity.seal(&key, &case, &record).unwrap().len());
        assert_eq!(lengths[0], lengths[1]);
    }

    #[test]
    fn what_is_empty_or_too_long_is_not_sealed() {
        let key = IdentityKey::from_bytes(&[1; 32]).unwrap();
        let (case, record) = (CaseId::from_bytes([2; 16]), RecordId::from_bytes([3; 16]));
        assert_eq!(Identity::default().seal(&key, &case, &record), Err(IdentityError::Empty));
        let document = |len| Some(Document { name: "pass.jpg".into(), bytes: vec![7; len].into() });
        let largest = with(None, document(MAX_DOCUMENT_BYTES));
        assert!(largest.seal(&key, &case, &record).unwrap().len() <= MAX_SEALED_BYTES);
        let larger = with(None, document(MAX_DOCUMENT_BYTES + 1));
        assert_eq!(larger.seal(&key, &case, &record), Err(IdentityError::TooLarge));
    }

    // rule: IDEN-04
    #[test]
    fn both_halves_give_the_key_and_neither_is_it() {
        let mut rng = ChaCha20Rng::from_seed([4; 32]);
        let key = IdentityKey::random(&mut rng);
        let (one, other) = key.split(&mut rng);
        assert_eq!(one.joined(&other), key);
        assert_eq!(other.joined(&one), key);
        assert!(one != key && other != key);
        // Another split of the same key shares no half with this one.
        let (again, _) = key.split(&mut rng);
        assert!(again != one);
        assert!(IdentityKey::from_bytes(&[0; 31]).is_err());
    }

    // rule: IDEN-05
    #[test]
    fn a_reason_is_known_by_its_salted_hash() {
        let mut rng = ChaCha20Rng::from_seed([5; 32]);
        let [one, other] = [(); 2].map(|()| Reason::new("To protect you.".into(), &mut rng));
        assert_ne!(one.hash(), other.hash());
        let back: Reason = codec::from_slice(&codec::to_vec(&one)).unwrap();
        assert_eq!(back.hash(), one.hash());
        assert_eq!(format!("{one:?}"), "Reason([redacted])");
    }
}
