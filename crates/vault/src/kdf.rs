//! From a passphrase, and in keyring mode a keyring secret, to the key that wraps the vault key (docs/protocol/vault.md).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// HKDF's info names use, version and mode: an absent secret must not equal one of zeros.
const PASSPHRASE_INFO: &[u8] = b"sotto/vault/wrap/1/passphrase";
const KEYRING_INFO: &[u8] = b"sotto/vault/wrap/1/keyring";

/// NFKC can make of one byte at most this many.
const MAX_NFKC_GROWTH: usize = 18;

/// The cost of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParams {
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
}

impl KdfParams {
    /// The least memory that a new vault may use: 64 MiB.
    pub const MIN_MEMORY_KIB: u32 = 64 * 1024;
    /// The least number of passes that a new vault may use.
    pub const MIN_PASSES: u32 = 3;
    /// More than this is taken for damage, or a profile could make its opener run out of memory: 1 GiB.
    pub const MAX_MEMORY_KIB: u32 = 1024 * 1024;
    /// More than this is taken for damage.
    pub const MAX_PASSES: u32 = 16;
    /// More than this is taken for damage.
    pub const MAX_LANES: u32 = 4;

    /// A cost of `memory_kib` and `passes` over one lane; `None` below the least cost or above the greatest.
    // enforces: VAULT-07
    pub fn new(memory_kib: u32, passes: u32) -> Option<Self> {
        let params = Self { memory_kib, passes, lanes: 1 };
        (memory_kib >= Self::MIN_MEMORY_KIB && passes >= Self::MIN_PASSES && params.bounded()).then_some(params)
    }

    /// A cost that hides nothing, for tests that aren't about it.
    #[cfg(any(test, feature = "test-params"))]
    pub const fn for_tests() -> Self {
        Self { memory_kib: 64, passes: 1, lanes: 1 }
    }

    /// Whether a stored cost can be paid. Its lower bound is Argon2's own: a cheaper stored cost helps nobody who lacks the
    /// passphrase, and tests use one.
    // enforces: VAULT-08
    pub(crate) fn bounded(&self) -> bool {
        (1..=Self::MAX_LANES).contains(&self.lanes)
            && (8 * self.lanes..=Self::MAX_MEMORY_KIB).contains(&self.memory_kib)
            && (1..=Self::MAX_PASSES).contains(&self.passes)
    }
}

impl Default for KdfParams {
    /// 64 MiB, three passes, one lane.
    fn default() -> Self {
        Self { memory_kib: Self::MIN_MEMORY_KIB, passes: Self::MIN_PASSES, lanes: 1 }
    }
}

/// This machine can't give Argon2 its memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not enough memory to check the passphrase")]
pub(crate) struct KdfFailed;

/// The wrapping key of one slot.
// enforces: VAULT-06
pub(crate) fn wrapping_key(
    passphrase: &str,
    salt: &[u8; 32],
    params: KdfParams,
    keyring_secret: Option<&[u8; 32]>,
) -> Result<Zeroizing<[u8; 32]>, KdfFailed> {
    let params = Params::new(params.memory_kib, params.passes, params.lanes, Some(32)).map_err(|_| KdfFailed)?;
    let mut memory = ZeroizedBlocks(Vec::new());
    memory.0.try_reserve_exact(params.block_count()).map_err(|_| KdfFailed)?;
    memory.0.resize(params.block_count(), Block::default());

    let mut stretched = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(normalised(passphrase).as_bytes(), salt, &mut *stretched, &mut memory.0)
        .map_err(|_| KdfFailed)?;

    let info = if keyring_secret.is_some() { KEYRING_INFO } else { PASSPHRASE_INFO };
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(keyring_secret.map(<[u8; 32]>::as_slice), &*stretched)
        .expand(info, &mut *key)
        .map_err(|_| KdfFailed)?;
    Ok(key)
}

/// The passphrase in Unicode form NFKC, so that it is the same from every keyboard.
pub fn normalised(passphrase: &str) -> Zeroizing<String> {
    // Room for the longest result: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(passphrase.len().saturating_mul(MAX_NFKC_GROWTH)));
    text.extend(passphrase.nfkc());
    text
}

struct ZeroizedBlocks(Vec<Block>);

impl Drop for ZeroizedBlocks {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn key(passphrase: &str, keyring_secret: Option<&[u8; 32]>) -> [u8; 32] {
        *wrapping_key(passphrase, &[7; 32], KdfParams::for_tests(), keyring_secret).unwrap()
    }

    // rule: VAULT-06
    #[test]
    fn composed_and_decomposed_passphrases_are_one() {
        assert_eq!(key("caf\u{e9} \u{fb01}", None), key("cafe\u{301} fi", None));
        assert_ne!(key("café", None), key("cafe", None));
    }

    // rule: VAULT-06
    #[test]
    fn the_keyring_secret_changes_the_key() {
        assert_ne!(key("p", None), key("p", Some(&[0; 32])), "a secret of zeros is not the absence of one");
        assert_ne!(key("p", Some(&[1; 32])), key("p", Some(&[2; 32])));
    }

    // rule: VAULT-07
    // proves: PRIV-16
    #[test]
    fn production_costs_have_a_floor() {
        assert!(KdfParams::new(64 * 1024, 3).is_some());
        assert!(KdfParams::new(64 * 1024 - 1, 3).is_none());
        assert!(KdfParams::new(64 * 1024, 2).is_none());
        assert_eq!(KdfParams::default(), KdfParams::new(64 * 1024, 3).unwrap());
    }

    #[test]
    fn the_longest_normal_form_fits_without_growing() {
        // U+FDFA has the longest compatibility decomposition: 3 bytes become 33.
        let text = "\u{fdfa}".repeat(10);
        assert!(normalised(&text).len() <= text.len() * MAX_NFKC_GROWTH);
    }
}
