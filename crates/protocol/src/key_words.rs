//! Six words that two people compare to be sure of a key.

use core::{fmt, str::FromStr};

use argon2::{Algorithm, Argon2, Params, Version};
use bip39::Language;
use subtle::ConstantTimeEq;

/// How many words there are; 11 bits each.
pub const KEY_WORDS: usize = 6;

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const SALT: &[u8] = b"sotto/key-words/1";

/// Six words of the BIP39 English list: the first 66 bits of Argon2id over what is compared.
///
/// Argon2id makes each guess at another key with the same words cost 64 MiB and three passes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyWords([u16; KEY_WORDS]);

/// The text is not six words of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not six key words")]
pub struct InvalidKeyWords;

impl KeyWords {
    /// The words of `subject`. Takes about a tenth of a second, on purpose.
    // enforces: CARD-05
    pub fn of(subject: &[u8]) -> Self {
        let mut stretched = [0_u8; 16];
        let params = Params::new(MEMORY_KIB, PASSES, 1, Some(stretched.len())).unwrap_or_default();
        let hashed =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(subject, SALT, &mut stretched);
        debug_assert!(hashed.is_ok());
        let mut bits = u128::from_be_bytes(stretched);
        Self([(); KEY_WORDS].map(|()| {
            let word = (bits >> 117) as u16;
            bits <<= 11;
            word
        }))
    }

    /// Compares without telling by its timing where a difference lies.
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a.ct_eq(b).into())
    }

    /// The words, in order.
    pub fn words(&self) -> [&'static str; KEY_WORDS] {
        let list = Language::English.word_list();
        self.0.map(|index| list.get(usize::from(index)).copied().unwrap_or_default())
    }
}

impl fmt::Display for KeyWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().join(" "))
    }
}

impl fmt::Debug for KeyWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyWords({self})")
    }
}

impl FromStr for KeyWords {
    type Err = InvalidKeyWords;

    fn from_str(text: &str) -> Result<Self, InvalidKeyWords> {
        let lower = text.to_lowercase();
        let indices: Vec<u16> = lower
            .split_whitespace()
            .map(|word| Language::English.find_word(word).ok_or(InvalidKeyWords))
            .collect::<Result<_, _>>()?;
        indices.try_into().map(Self).map_err(|_| InvalidKeyWords)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // rule: CARD-05
    // proves: PRIV-25
    #[test]
    fn words_are_those_of_the_subject() {
        let words = KeyWords::of(b"a subject");
        assert_eq!(words.to_string().parse(), Ok(words));
        assert!(words.agrees_with(&words.to_string().to_uppercase().parse().unwrap()));
        assert!(!words.agrees_with(&KeyWords::of(b"another subject")));
        insta::assert_snapshot!(words, @"ensure ski proof brave access lady");
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "abandon", "abandon abandon abandon abandon abandon sotto", "a b c d e f g"] {
            assert_eq!(text.parse::<KeyWords>(), Err(InvalidKeyWords), "{text}");
        }
    }
}
