//! The organisation's card: root metadata after TUF's model, and a roster beside it.
//!
//! Version N+1 is signed by the thresholds of N and of N+1, so whoever holds one version can
//! follow to the newest. The organisation's identifier is the hash of version 1.

use data_encoding::BASE64URL_NOPAD;
use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use sha2::{Digest, Sha256};

use crate::{
    codec::{self, Malformed},
    ids::OrganisationId,
    key_words::KeyWords,
    roster::UnverifiedRoster,
    sign::{BadSignature, Domain, PublicKey, Signature, SigningKey, sign},
};

/// The largest link, in bytes: what a QR code can still hold and a camera still read.
pub const MAX_LINK_BYTES: usize = 1200;
const CARD_PREFIX: &str = "sotto:card/1/";
const FILE_MAGIC: &[u8] = b"sotto-card/1\n";
const MAX_SIGNATURES: usize = 16;

/// How a relay is reached and recognised.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RelayIdentity {
    /// `host:port`.
    #[n(0)]
    pub address: String,
    /// An onion address, `host:port`.
    #[n(1)]
    pub onion: Option<String>,
    /// SHA-256 of the SubjectPublicKeyInfo of its TLS keys: current, and next if there is one.
    #[n(2)]
    pub tls_keys: Vec<ByteArray<32>>,
    /// X25519, for channel proofs.
    #[n(3)]
    pub channel_key: ByteArray<32>,
    /// Ed25519, signs checkpoints.
    #[n(4)]
    pub log_key: PublicKey,
}

/// What root metadata says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RootBody {
    /// Counted from 1.
    #[n(0)]
    pub version: u32,
    /// The organisation's name.
    #[n(1)]
    pub name: String,
    /// Keys that sign root metadata.
    #[n(2)]
    pub root_keys: Vec<PublicKey>,
    /// How many of them it takes.
    #[n(3)]
    pub threshold: u8,
    /// Device credentials that may sign rosters and incarnations.
    #[n(4)]
    pub roster_signers: Vec<PublicKey>,
    /// The relay.
    #[n(5)]
    pub relay: RelayIdentity,
    /// Where the organisation's data stays.
    #[n(6)]
    pub region: String,
}

/// One version with its signatures, not yet believed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SignedRoot {
    #[n(0)]
    body: ByteVec,
    #[n(1)]
    signatures: Vec<(PublicKey, Signature)>,
}

/// A chain of root metadata that was followed from version 1.
#[derive(Clone, Debug)]
pub struct Root {
    organisation: OrganisationId,
    body: RootBody,
    chain: Vec<SignedRoot>,
}

/// Why root metadata was refused.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Peer: not a card.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Peer: too few valid signatures by the keys that count.
    #[error("the card's signatures do not reach its threshold")]
    Signature,
    /// Peer: versions do not follow each other from 1.
    #[error("the card's versions have a gap")]
    Version,
    /// Peer: the threshold is zero or cannot be reached, or it names no TLS key.
    #[error("the card contradicts itself")]
    Inconsistent,
    /// Local: it does not fit into a link.
    #[error("the card does not fit into a link")]
    TooLarge,
}

impl RootBody {
    /// Signs it with each of `keys`.
    pub fn sign(&self, keys: &[&SigningKey]) -> SignedRoot {
        let body = codec::to_vec(self);
        let signatures = keys.iter().map(|key| (PublicKey::of(key), sign(key, Domain::Root, &body))).collect();
        SignedRoot { body: body.into(), signatures }
    }

    fn is_consistent(&self) -> bool {
        self.threshold > 0
            && usize::from(self.threshold) <= self.root_keys.len()
            && !self.roster_signers.is_empty()
            && (1..=2).contains(&self.relay.tls_keys.len())
    }
}

impl SignedRoot {
    fn reaches(&self, body: &RootBody) -> bool {
        let signed = |key: &&PublicKey| {
            self.signatures
                .iter()
                .any(|(by, signature)| by == *key && by.verify(Domain::Root, &self.body, signature) == Ok(()))
        };
        let mut keys: Vec<&PublicKey> = body.root_keys.iter().collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().filter(signed).count() >= usize::from(body.threshold)
    }
}

impl Root {
    /// Follows `chain` from version 1 to its end.
    ///
    /// # Errors
    /// [`CardError`] at the first version that does not follow.
    // enforces: CARD-01, CARD-02, CARD-03
    pub fn follow(chain: Vec<SignedRoot>) -> Result<Self, CardError> {
        let first = chain.first().ok_or(CardError::Malformed(Malformed))?;
        let organisation = OrganisationId::from_bytes(Sha256::digest(&*first.body).into());
        let mut current: Option<RootBody> = None;
        for signed in &chain {
            if signed.signatures.len() > MAX_SIGNATURES {
                return Err(CardError::Signature);
            }
            let body: RootBody = codec::from_slice(&signed.body)?;
            if !body.is_consistent() {
                return Err(CardError::Inconsistent);
            }
            if body.version != current.as_ref().map_or(1, |before| before.version + 1) {
                return Err(CardError::Version);
            }
            if !signed.reaches(&body) || current.as_ref().is_some_and(|before| !signed.reaches(before)) {
                return Err(CardError::Signature);
            }
            current = Some(body);
        }
        let body = current.ok_or(CardError::Malformed(Malformed))?;
        Ok(Self { organisation, body, chain })
    }

    /// The organisation.
    pub fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// The newest version.
    pub fn body(&self) -> &RootBody {
        &self.body
    }

    /// Every version, as it travels.
    pub fn chain(&self) -> &[SignedRoot] {
        &self.chain
    }

    /// What two people compare to be sure of this card.
    ///
    /// The words stay the same over later versions, which are signed by this one's keys.
    pub fn key_words(&self) -> KeyWords {
        KeyWords::of(&[b"sotto/card-words/1".as_slice(), self.organisation.as_bytes()].concat())
    }
}

/// A card as it travels in a file or a link, not yet believed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Card {
    /// Root metadata from version 1.
    #[n(0)]
    pub roots: Vec<SignedRoot>,
    /// Channels by identifier and name, so that a report can be addressed before any contact.
    #[n(1)]
    pub channels: Vec<(String, String)>,
    /// A snapshot of the roster; a link has none.
    #[n(2)]
    pub roster: Option<UnverifiedRoster>,
}

impl Card {
    /// The bytes of a card file.
    pub fn to_file(&self) -> Vec<u8> {
        [FILE_MAGIC, &codec::to_vec(self)].concat()
    }

    /// The card in a file.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn from_file(bytes: &[u8]) -> Result<Self, Malformed> {
        codec::from_slice(bytes.strip_prefix(FILE_MAGIC).ok_or(Malformed)?)
    }

    /// A link: the card without its roster.
    ///
    /// # Errors
    /// [`CardError::TooLarge`] beyond [`MAX_LINK_BYTES`].
    // enforces: CARD-04
    pub fn to_link(&self) -> Result<String, CardError> {
        let bare = Self { roster: None, ..self.clone() };
        let link = format!("{CARD_PREFIX}{}", BASE64URL_NOPAD.encode(&codec::to_vec(&bare)));
        if link.len() > MAX_LINK_BYTES { Err(CardError::TooLarge) } else { Ok(link) }
    }

    /// The card in a link; space around it and line breaks in it do not matter.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn from_link(link: &str) -> Result<Self, Malformed> {
        let joined: String = link.split_whitespace().collect();
        let encoded = joined.strip_prefix(CARD_PREFIX).ok_or(Malformed)?;
        let bytes = BASE64URL_NOPAD.decode(encoded.as_bytes()).map_err(|_| Malformed)?;
        codec::from_slice(&bytes)
    }
}

impl From<BadSignature> for CardError {
    fn from(_: BadSignature) -> Self {
        Self::Signature
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    pub(crate) const ROOT: [u8; 32] = [11; 32];
    pub(crate) const OWNER_DEVICE: [u8; 32] = [12; 32];

    pub(crate) fn root_body() -> RootBody {
        RootBody {
            version: 1,
            name: "Northmere Water & Power, Integrity Office".into(),
            root_keys: vec![PublicKey::of(&SigningKey::from_bytes(&ROOT))],
            threshold: 1,
            roster_signers: vec![PublicKey::of(&SigningKey::from_bytes(&OWNER_DEVICE))],
            relay: RelayIdentity {
                address: "127.0.0.1:8443".into(),
                onion: None,
                tls_keys: vec![[1; 32].into()],
                channel_key: [2; 32].into(),
                log_key: PublicKey::from_bytes([3; 32]),
            },
            region: "EU".into(),
        }
    }

    pub(crate) fn root() -> Root {
        Root::follow(vec![root_body().sign(&[&SigningKey::from_bytes(&ROOT)])]).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::{testing::*, *};

    fn key(n: u8) -> SigningKey {
        SigningKey::from_bytes(&[n; 32])
    }

    // rule: CARD-01, CARD-02
    #[test]
    fn version_one_names_the_organisation() {
        let root = root();
        insta::assert_snapshot!(root.organisation(), @"5d2e3c32a99d10acd6883deca9242d3957fccd59b25f8d9694414c6bc72b55a8");
        let forged = root_body().sign(&[&key(99)]);
        assert_eq!(Root::follow(vec![forged]).unwrap_err(), CardError::Signature);
        let unsigned = root_body().sign(&[]);
        assert_eq!(Root::follow(vec![unsigned]).unwrap_err(), CardError::Signature);
    }

    // rule: CARD-03
    #[test]
    fn a_new_version_is_signed_by_the_old_and_the_new_keys() {
        let first = root_body().sign(&[&SigningKey::from_bytes(&ROOT)]);
        let second = RootBody {
            version: 2,
            root_keys: vec![PublicKey::of(&key(21)), PublicKey::of(&key(22))],
            threshold: 2,
            ..root_body()
        };
        let old = SigningKey::from_bytes(&ROOT);
        let good = second.sign(&[&old, &key(21), &key(22)]);
        let root = Root::follow(vec![first.clone(), good]).unwrap();
        assert_eq!((root.body().version, root.organisation()), (2, super::testing::root().organisation()));

        let twice = second.sign(&[&old, &key(21), &key(21)]);
        let without_old = second.sign(&[&key(21), &key(22)]);
        for bad in [twice, without_old] {
            assert_eq!(Root::follow(vec![first.clone(), bad]).unwrap_err(), CardError::Signature);
        }
        assert_eq!(Root::follow(vec![first.clone(), first]).unwrap_err(), CardError::Version);
    }

    // rule: CARD-03
    #[test]
    fn a_threshold_that_cannot_be_reached_is_refused() {
        let old = SigningKey::from_bytes(&ROOT);
        for threshold in [0, 2] {
            let body = RootBody { threshold, ..root_body() };
            assert_eq!(Root::follow(vec![body.sign(&[&old])]).unwrap_err(), CardError::Inconsistent);
        }
    }

    // rule: CARD-04
    #[test]
    fn a_card_travels_as_file_and_link() {
        let card =
            Card { roots: root().chain().to_vec(), channels: vec![("general".into(), "General".into())], roster: None };
        assert_eq!(Card::from_file(&card.to_file()).unwrap(), card);
        let link = card.to_link().unwrap();
        assert!(link.len() < MAX_LINK_BYTES, "{}", link.len());
        assert_eq!(Card::from_link(&format!(" {}\n{}", &link[..40], &link[40..])).unwrap(), card);
        assert_eq!(Card::from_link("https://example.org"), Err(Malformed));
        assert_eq!(Card::from_file(&card.to_file()[1..]), Err(Malformed));
        let crowded = Card { channels: vec![("c".into(), "x".repeat(1000))], ..card };
        assert_eq!(crowded.to_link(), Err(CardError::TooLarge));
    }
}
