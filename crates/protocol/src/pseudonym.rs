//! The made-up name of one case: word indices that each reader sees in their own language, or a
//! name that the reporter chose.

use core::fmt;

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

mod words;

/// The longest name that a reporter may choose, in characters.
pub const MAX_CHOSEN_CHARS: usize = 60;
const NUMBERS: u8 = 99;

/// A pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Pseudonym {
    /// Indices into the parallel word lists (`PSEU-01`) and a number from 1 to 99.
    #[n(0)]
    Suggested {
        /// Into the list of qualities.
        #[n(0)]
        quality: u8,
        /// Into the list of things.
        #[n(1)]
        thing: u8,
        /// From 1 to 99.
        #[n(2)]
        number: u8,
    },
    /// The reporter's own words.
    #[n(1)]
    Chosen(#[n(0)] String),
}

/// Why a chosen name was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChosenNameError {
    /// Nothing visible in it.
    #[error("the name is empty")]
    Empty,
    /// Longer than [`MAX_CHOSEN_CHARS`].
    #[error("the name is longer than {MAX_CHOSEN_CHARS} characters")]
    TooLong,
    /// A control character or line break.
    #[error("the name has a character that cannot be shown")]
    Unprintable,
}

impl Pseudonym {
    /// A system-generated one, out of 128 × 128 × 99.
    // enforces: PSEU-01
    pub fn suggest(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let [quality, thing] = [(); 2].map(|()| (rng.next_u32() % words::COUNT) as u8);
        // 2^32 mod 99 biases a number by less than 1 in 40 million.
        let number = (rng.next_u32() % u32::from(NUMBERS)) as u8 + 1;
        Self::Suggested { quality, thing, number }
    }

    /// The reporter's own words, trimmed, inner space folded.
    ///
    /// # Errors
    /// [`ChosenNameError`].
    pub fn choose(name: &str) -> Result<Self, ChosenNameError> {
        if name.trim().chars().any(char::is_control) {
            return Err(ChosenNameError::Unprintable);
        }
        let folded = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match folded.chars().count() {
            0 => Err(ChosenNameError::Empty),
            count if count > MAX_CHOSEN_CHARS => Err(ChosenNameError::TooLong),
            _ => Ok(Self::Chosen(folded)),
        }
    }
}

/// The English form, which is also the canonical one.
impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Suggested { quality, thing, number } => {
                let [quality, thing] = [words::quality(*quality), words::thing(*thing)];
                write!(f, "{quality} {thing} {number:02}")
            }
            Self::Chosen(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

    // rule: PSEU-01
    #[test]
    fn indices_become_words() {
        let name = Pseudonym::Suggested { quality: 0, thing: 127, number: 7 };
        insta::assert_snapshot!(name, @"Quiet Yarrow 07");
        let suggested = Pseudonym::suggest(&mut ChaCha20Rng::seed_from_u64(1));
        let bytes = crate::codec::to_vec(&suggested);
        assert_eq!(crate::codec::from_slice::<Pseudonym>(&bytes), Ok(suggested));
    }

    #[test]
    fn chosen_names_are_folded_and_bounded() {
        assert_eq!(Pseudonym::choose("  The  Night Shift "), Ok(Pseudonym::Chosen("The Night Shift".into())));
        assert_eq!(Pseudonym::choose(" \t"), Err(ChosenNameError::Empty));
        assert_eq!(Pseudonym::choose("a\u{7}b"), Err(ChosenNameError::Unprintable));
        assert_eq!(Pseudonym::choose(&"x".repeat(61)), Err(ChosenNameError::TooLong));
    }
}
