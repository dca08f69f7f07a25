//! Suggesting a passphrase, and saying how hard one is to guess.

use std::collections::BTreeSet;

use bip39::Language;
use rand_core::CryptoRng;
use sotto_rpc_schema::types::{PassphraseStrength, Strength};
use zeroize::Zeroizing;

const SUGGESTED_WORDS: usize = 5;
/// One of 2,048 words.
const BITS_A_WORD: f64 = 11.0;
/// A letter, digit or sign in a word that is in no list. People choose them badly.
const BITS_A_LETTER: f64 = 2.0;
const BITS_ANOTHER_SIGN: f64 = 3.5;
/// More than this no single word is worth, however long: it may be a quotation.
const MOST_BITS_A_WORD: f64 = 40.0;

/// Five different words of the BIP39 list: just under 55 bits, which Argon2id makes costly to try.
pub(crate) fn suggest(rng: &mut impl CryptoRng) -> Zeroizing<String> {
    let list = Language::English.word_list();
    let mut words: Vec<&str> = Vec::with_capacity(SUGGESTED_WORDS);
    while words.len() < SUGGESTED_WORDS {
        // 2,048 divides 2^32: no word is likelier than another.
        let index = usize::try_from(rng.next_u32()).unwrap_or_default() % list.len();
        // A word that stands there twice adds nothing, and looks like a mistake.
        words.extend(list.get(index).copied().filter(|word| !words.contains(word)));
    }
    Zeroizing::new(words.join(" "))
}

/// An estimate for the meter, low rather than high: distinct words, not their order or length, carry it.
pub(crate) fn strength(passphrase: &str) -> PassphraseStrength {
    let words: BTreeSet<&str> = passphrase.split_whitespace().collect();
    let bits: f64 = words.into_iter().map(bits_of).sum();
    let (strength, segments) = match bits {
        bits if bits < 30.0 => (Strength::TooWeak, u8::from(bits > 0.0)),
        bits if bits < 40.0 => (Strength::Fair, 2),
        bits if bits < 52.0 => (Strength::Good, 3),
        _ => (Strength::Strong, 4),
    };
    PassphraseStrength { strength, segments }
}

fn bits_of(word: &str) -> f64 {
    if Language::English.word_list().contains(&word) {
        return BITS_A_WORD;
    }
    let letters: BTreeSet<char> = word.chars().collect();
    let bits: f64 =
        letters.iter().map(|letter| if letter.is_lowercase() { BITS_A_LETTER } else { BITS_ANOTHER_SIGN }).sum();
    bits.min(MOST_BITS_A_WORD)
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    use super::*;

    #[test]
    fn a_suggestion_is_strong() {
        let phrase = suggest(&mut UnwrapErr(SysRng));
        assert_eq!(phrase.split(' ').count(), 5);
        assert_eq!(strength(&phrase).strength, Strength::Strong);
    }

    #[test]
    fn no_word_is_suggested_twice() {
        /// Says each number three times.
        struct Stammer(u32);
        impl rand_core::TryRng for Stammer {
            type Error = core::convert::Infallible;
            fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
                self.0 += 1;
                Ok(self.0 / 3)
            }
            fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
                self.try_next_u32().map(u64::from)
            }
            fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Self::Error> {
                into.fill(0);
                Ok(())
            }
        }
        impl rand_core::TryCryptoRng for Stammer {}
        assert_eq!(*suggest(&mut Stammer(0)), "abandon ability able about above");
    }

    #[test]
    fn strength_grows_with_unrelated_words() {
        let cases = [
            ("", Strength::TooWeak, 0),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength::TooWeak, 1),
            ("password1", Strength::TooWeak, 1),
            ("ferry ferry ferry ferry ferry", Strength::TooWeak, 1),
            ("abandon ability", Strength::TooWeak, 1),
            ("abandon ability able", Strength::Fair, 2),
            ("abandon ability able about", Strength::Good, 3),
            ("abandon ability able about above", Strength::Strong, 4),
        ];
        for (passphrase, expected, segments) in cases {
            let found = strength(passphrase);
            assert_eq!((found.strength, found.segments), (expected, segments), "{passphrase}");
        }
    }
}
