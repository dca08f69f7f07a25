//! The witness's key, as it lies in its folder.

use core::fmt;

use minicbor::{Decode, Encode};
use sotto_protocol::codec;
use sotto_tlog::{InvalidWitnessKey, WitnessKey, WitnessName, WitnessVerifier};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// More than a key file of the longest name takes: a buffer that grew would leave copies of the seed behind.
const MOST_BYTES: usize = 512;

/// The key's file is not one, or not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the witness's key is damaged")]
pub(crate) struct DamagedKey;

/// CBOR `[verifier key, seed: bstr(32)]`. The verifier key holds the name, and tells a damaged seed, which would be
/// another witness.
#[derive(Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub(crate) struct KeyFile {
    #[n(0)]
    vkey: String,
    #[cbor(n(1), with = "minicbor::bytes")]
    seed: [u8; 32],
}

impl KeyFile {
    /// The file of the key with `seed`.
    pub(crate) fn new(name: WitnessName, seed: &[u8; 32]) -> Result<Self, InvalidWitnessKey> {
        let vkey = WitnessKey::from_seed(name, seed)?.verifier().to_string();
        Ok(Self { vkey, seed: *seed })
    }

    pub(crate) fn vkey(&self) -> &str {
        &self.vkey
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(MOST_BYTES));
        let written = minicbor::encode(self, &mut *bytes);
        debug_assert!(written.is_ok() && bytes.capacity() == MOST_BYTES);
        bytes
    }

    /// The key in `bytes`.
    pub(crate) fn read(bytes: &[u8]) -> Result<WitnessKey, DamagedKey> {
        let file: Self = codec::from_slice(bytes).map_err(|_| DamagedKey)?;
        let verifier: WitnessVerifier = file.vkey.parse().map_err(|_| DamagedKey)?;
        let key = WitnessKey::from_seed(verifier.name().clone(), &file.seed).map_err(|_| DamagedKey)?;
        if key.verifier().to_string() == file.vkey { Ok(key) } else { Err(DamagedKey) }
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyFile({}, [redacted])", self.vkey)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn file() -> KeyFile {
        KeyFile::new(WitnessName::new("witness.example/w1").unwrap(), &[9; 32]).unwrap()
    }

    #[test]
    fn a_key_file_with_any_bit_changed_is_no_other_witness() {
        let bytes = file().to_bytes();
        assert_eq!(KeyFile::read(&bytes).unwrap().verifier().to_string(), file().vkey());
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.to_vec();
                changed[at] ^= 1 << bit;
                assert!(KeyFile::read(&changed).is_err(), "byte {at}, bit {bit}");
            }
            assert!(KeyFile::read(&bytes[..at]).is_err());
        }
    }

    #[test]
    fn the_secret_is_not_printed_and_the_longest_name_fits() {
        assert_eq!(format!("{:?}", file()), format!("KeyFile({}, [redacted])", file().vkey()));
        let long = KeyFile::new(WitnessName::new("n".repeat(255)).unwrap(), &[9; 32]).unwrap();
        assert!(KeyFile::read(&long.to_bytes()).is_ok());
    }
}
