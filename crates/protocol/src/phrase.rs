//! The vault phrase, and the keys that come from it.
//!
//! Twelve BIP39 words hold 128 bits. From them come the organisation's root key (should this vault
//! become an OWNER) and a forward ratchet of case secrets: the vault keeps only the ratchet's next
//! state, so the keys of a wiped case survive on paper alone.

use core::fmt;

use bip39::{Language, Mnemonic};
use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode, bytes::ByteArray};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use x25519_dalek::StaticSecret;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    ids::{CaseId, OrganisationId},
    kdf::derive,
    sign::PublicKey,
};

/// How many words a phrase has.
pub const PHRASE_WORDS: usize = 12;

/// 128 bits that a person can write on paper.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryPhrase([u8; 16]);

/// Why a phrase was refused.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// There are not twelve words.
    #[error("a phrase has {PHRASE_WORDS} words, and these are {found}")]
    WordCount {
        /// How many there are.
        found: usize,
    },
    /// Some words are not in the list.
    #[error("not in the list of words: {}", named(.0))]
    UnknownWords(Vec<UnknownWord>),
    /// All words are known but do not belong together: one is wrong, or two changed places.
    #[error(
        "all words are in the list, but one of them is another one, or stands in another place, than on the paper{}",
        perhaps_swapped(.swapped)
    )]
    Checksum {
        /// Words that would belong together with the one after them in its place, counted from 1. One in sixteen does by chance.
        swapped: Vec<usize>,
    },
}

/// A word that is in no phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// Which one, counted from 1.
    pub position: usize,
    /// Words of the list that are written much like it, the nearest first; at most three.
    pub near: Vec<&'static str>,
}

/// What was typed never stands in an error: it may be nearly the phrase.
fn named(words: &[UnknownWord]) -> String {
    let one = |word: &UnknownWord| match word.near.as_slice() {
        [] => format!("word {}", word.position),
        near => format!("word {} (perhaps {})", word.position, near.join(", ")),
    };
    words.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn perhaps_swapped(words: &[usize]) -> String {
    let pairs: Vec<_> = words.iter().map(|word| format!("{word} and {}", word + 1)).collect();
    if pairs.is_empty() { String::new() } else { format!("; perhaps words {} changed places", pairs.join(", or ")) }
}

/// How many letters may differ in a word that is meant.
const MOST_DIFFERENT: usize = 2;
const MOST_NEAR: usize = 3;
/// No word of the list is longer.
const LONGEST_WORD: usize = 8;

fn near(typed: &str) -> Vec<&'static str> {
    if typed.chars().count() > LONGEST_WORD + MOST_DIFFERENT {
        return Vec::new();
    }
    let list = Language::English.word_list();
    let mut near: Vec<_> = list.iter().map(|word| (strsim::damerau_levenshtein(typed, word), *word)).collect();
    near.retain(|(different, _)| *different <= MOST_DIFFERENT);
    near.sort_unstable();
    near.into_iter().take(MOST_NEAR).map(|(_, word)| word).collect()
}

impl RecoveryPhrase {
    /// A fresh phrase.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut entropy = [0; 16];
        rng.fill_bytes(&mut entropy);
        Self(entropy)
    }

    /// The phrase that a person typed; capitals and spaces do not matter.
    ///
    /// # Errors
    /// [`PhraseError`], with the positions of wrong words and what may be meant.
    // enforces: CASE-16
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        let text = Zeroizing::new(text.to_lowercase());
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_unknown = |word: &str| Language::English.find_word(word).is_none();
        let unknown: Vec<UnknownWord> = (1..)
            .zip(&words)
            .filter(|(_, word)| is_unknown(word))
            .map(|(position, word)| UnknownWord { position, near: near(word) })
            .collect();
        if !unknown.is_empty() {
            return Err(PhraseError::UnknownWords(unknown));
        }
        if words.len() != PHRASE_WORDS {
            return Err(PhraseError::WordCount { found: words.len() });
        }
        Self::of(&words).ok_or_else(|| {
            let with_next = |first: &usize| {
                let mut words = words.clone();
                words.swap(first - 1, *first);
                Self::of(&words).is_some()
            };
            PhraseError::Checksum { swapped: (1..PHRASE_WORDS).filter(with_next).collect() }
        })
    }

    /// The phrase of these words, if they belong together.
    fn of(words: &[&str]) -> Option<Self> {
        let joined = Zeroizing::new(words.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &joined).ok()?;
        let entropy = Zeroizing::new(mnemonic.to_entropy());
        entropy.as_slice().try_into().map(Self).ok()
    }

    /// The words, in order.
    pub fn words(&self) -> Zeroizing<String> {
        let words = Mnemonic::from_entropy(&self.0).map(|phrase| phrase.to_string());
        Zeroizing::new(words.unwrap_or_default())
    }

    /// The root key of the organisation that this vault may own.
    // enforces: CASE-01
    pub fn root_key(&self) -> SigningKey {
        SigningKey::from_bytes(&derive(&self.0, "sotto/root-key/1", &[]))
    }

    /// The first state of the ratchet of case secrets.
    // enforces: CASE-01
    pub fn case_ratchet(&self) -> CaseRatchet {
        CaseRatchet { index: 0, state: (*derive(&self.0, "sotto/case-ratchet/1", &[])).into() }
    }
}

impl fmt::Debug for RecoveryPhrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryPhrase([redacted])")
    }
}

/// Where the ratchet of case secrets stands. It moves forward only.
#[derive(Clone, Encode, Decode)]
pub struct CaseRatchet {
    #[n(0)]
    index: u32,
    #[n(1)]
    state: ByteArray<32>,
}

impl CaseRatchet {
    /// A ratchet that no phrase can restore.
    pub fn without_phrase(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut state = [0; 32];
        rng.fill_bytes(&mut state);
        Self { index: 0, state: state.into() }
    }

    /// The index that the next case gets, counted from 0 over all organisations of this vault.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The keys of the next case, towards `organisation`, and the ratchet after it.
    // enforces: CASE-01
    pub fn next(&self, organisation: &OrganisationId) -> (CaseSecret, Self) {
        let secret = derive(&*self.state, "sotto/case/1", &[organisation.as_bytes()]);
        let state = derive(&*self.state, "sotto/case-ratchet-next/1", &[]);
        (CaseSecret((*secret).into()), Self { index: self.index.saturating_add(1), state: (*state).into() })
    }
}

impl Drop for CaseRatchet {
    fn drop(&mut self) {
        self.state.zeroize();
    }
}

impl fmt::Debug for CaseRatchet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CaseRatchet {{ index: {}, state: [redacted] }}", self.index)
    }
}

/// What all keys of one case come from.
#[derive(Clone, Encode, Decode)]
#[cbor(transparent)]
pub struct CaseSecret(#[n(0)] ByteArray<32>);

impl CaseSecret {
    /// The MLS credential of the pseudonym; signs its content.
    // enforces: CASE-02
    pub fn credential(&self) -> SigningKey {
        SigningKey::from_bytes(&derive(&*self.0, "sotto/case-credential/1", &[]))
    }

    /// Signs the reporter's acts; its public half is the relay's only name for the reporter.
    // enforces: CASE-02
    pub fn act_key(&self) -> SigningKey {
        SigningKey::from_bytes(&derive(&*self.0, "sotto/case-act-key/1", &[]))
    }

    /// Proves the case's mailbox on its channel.
    // enforces: CASE-02
    pub fn channel_key(&self) -> StaticSecret {
        StaticSecret::from(*derive(&*self.0, "sotto/case-channel-key/1", &[]))
    }

    /// Eight bytes by which a restored vault finds this case in the relay's public list.
    // enforces: CASE-02
    pub fn recovery_tag(&self) -> [u8; 8] {
        let derived = derive(&*self.0, "sotto/case-recovery-tag/1", &[]);
        let [a, b, c, d, e, f, g, h, ..] = *derived;
        [a, b, c, d, e, f, g, h]
    }

    /// The case's identifier.
    pub fn case_id(&self) -> CaseId {
        case_id(&PublicKey::of(&self.act_key()))
    }
}

impl Drop for CaseSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for CaseSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseSecret([redacted])")
    }
}

/// The identifier of the case with this act key (`CASE-02`).
pub fn case_id(act_key: &PublicKey) -> CaseId {
    let digest: [u8; 32] =
        Sha256::new().chain_update(b"sotto/case-id/1").chain_update(act_key.as_bytes()).finalize().into();
    let mut id = [0; CaseId::LEN_BYTES];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    CaseId::from_bytes(id)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a test may stop at the first surprise")]

    use super::*;

    const ZERO: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    #[test]
    fn a_phrase_returns_whatever_its_capitals_and_spaces() {
        // The all-zero vector of BIP39's own list.
        let phrase = RecoveryPhrase([0; 16]);
        assert_eq!(*phrase.words(), ZERO);
        let typed = ZERO.to_uppercase().replace(' ', "  \n");
        assert_eq!(RecoveryPhrase::parse(&typed).unwrap().0, [0; 16]);
    }

    // rule: CASE-16
    #[test]
    fn a_wrong_phrase_is_explained() {
        let with = |word: &str| ZERO.replacen("abandon", word, 1);
        let explained = |text: &str| RecoveryPhrase::parse(text).unwrap_err().to_string();
        let nearly = ZERO.replace("about", "abuot").replacen("abandon", "qqqqqqqq", 1);
        insta::assert_snapshot!(explained(&nearly), @"not in the list of words: word 1; word 12 (perhaps about, abuse, adult)");
        insta::assert_snapshot!(explained(&with("about")), @"all words are in the list, but one of them is another one, or stands in another place, than on the paper");
        insta::assert_snapshot!(explained("abandon ability"), @"a phrase has 12 words, and these are 2");
        insta::assert_snapshot!(explained(&ZERO.replace("abandon about", "about abandon")), @"all words are in the list, but one of them is another one, or stands in another place, than on the paper; perhaps words 11 and 12 changed places");
        for (typed, found) in [("", 0), ("abandon", 1), (&format!("{ZERO} about"), 13)] {
            assert_eq!(RecoveryPhrase::parse(typed).unwrap_err(), PhraseError::WordCount { found });
        }
        let unknown = PhraseError::UnknownWords(vec![UnknownWord { position: 1, near: vec![] }]);
        assert_eq!(RecoveryPhrase::parse(&"z".repeat(1_000_000)).unwrap_err(), unknown);
    }

    // rule: CASE-16
    #[test]
    fn two_neighbours_that_changed_places_are_pointed_out() {
        let phrase = RecoveryPhrase([7; 16]).words();
        let words: Vec<&str> = phrase.split(' ').collect();
        for first in 1..PHRASE_WORDS {
            let mut swapped = words.clone();
            swapped.swap(first - 1, first);
            match RecoveryPhrase::parse(&swapped.join(" ")) {
                // They are the same word, or belong together in both orders.
                Ok(other) => assert!(swapped == words || other.0 != [7; 16]),
                Err(PhraseError::Checksum { swapped }) => assert!(swapped.contains(&first)),
                Err(other) => panic!("{other}"),
            }
        }
    }

    // rule: CASE-01, CASE-02
    // proves: PRIV-14, PRIV-18
    #[test]
    fn case_keys_come_from_phrase_organisation_and_index() {
        let here = OrganisationId::from_bytes([1; 32]);
        let there = OrganisationId::from_bytes([2; 32]);
        let ratchet = RecoveryPhrase([0; 16]).case_ratchet();
        let (first, after) = ratchet.next(&here);
        let (second, _) = after.next(&here);
        let (elsewhere, _) = ratchet.next(&there);
        assert_eq!(after.index(), 1);
        assert_eq!(first.case_id(), ratchet.next(&here).0.case_id());
        assert_ne!(first.case_id(), second.case_id());
        assert_ne!(first.case_id(), elsewhere.case_id());
        insta::assert_snapshot!(first.case_id(), @"6e5222a7c8936e76b1f94fc6785670c6");
    }

    #[test]
    fn secrets_do_not_print() {
        let phrase = RecoveryPhrase([0; 16]);
        let ratchet = phrase.case_ratchet();
        let secret = ratchet.next(&OrganisationId::from_bytes([1; 32])).0;
        insta::assert_debug_snapshot!((phrase, ratchet, secret), @"
        (
            RecoveryPhrase([redacted]),
            CaseRatchet { index: 0, state: [redacted] },
            CaseSecret([redacted]),
        )
        ");
    }
}
