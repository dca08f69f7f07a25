//! `vault.keys`: a header and four key slots of one size (docs/protocol/vault.md). Pure; no I/O.
//!
//! Unused slots hold random bytes of the same form, so that the file doesn't say how many passphrases there are.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::kdf::{self, KdfFailed, KdfParams};

const MAGIC: &[u8; 8] = b"sottokey";
/// The newest version of the file that this build reads.
pub(crate) const VERSION: u8 = 1;
const SLOTS: usize = 4;
const HEADER_LEN_BYTES: usize = 64;
const HEADER_SUMMED_LEN_BYTES: usize = 32;
const SLOT_LEN_BYTES: usize = 128;
const SLOT_SUMMED_LEN_BYTES: usize = 116;
/// The whole file.
pub(crate) const FILE_LEN_BYTES: usize = HEADER_LEN_BYTES + SLOTS * SLOT_LEN_BYTES;

/// What opens a vault. Fixed when it is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// The passphrase alone.
    Passphrase = 1,
    /// The passphrase and a secret in the keyring of the operating system: neither opens it alone.
    PassphraseAndKeyring = 2,
}

/// Drawn when a vault is created. Names its entry in the keyring.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct CreationId(pub(crate) [u8; 16]);

/// The key of the database.
pub(crate) struct VaultKey(Zeroizing<[u8; 32]>);

/// Why `vault.keys` wasn't understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParseError {
    Header,
    Slots,
    Newer { found: u8 },
}

/// Why no slot opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenError {
    /// Every slot is whole and none opens.
    WrongPassphrase,
    /// None opens, and at least one is damaged.
    Damaged,
    OutOfMemory,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeyFile {
    pub(crate) mode: Mode,
    pub(crate) creation: CreationId,
    header: [u8; HEADER_LEN_BYTES],
    /// `None`: damaged.
    slots: [Option<Slot>; SLOTS],
}

#[derive(Clone, PartialEq, Eq)]
struct Slot {
    params: KdfParams,
    salt: [u8; 32],
    nonce: [u8; 24],
    wrapped: [u8; 32],
    tag: [u8; 16],
}

impl VaultKey {
    pub(crate) fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *bytes);
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKey([redacted])")
    }
}

impl KeyFile {
    /// Wraps `key` in the first slot and fills the others with chance.
    // enforces: VAULT-04, VAULT-05
    pub(crate) fn seal(
        key: &VaultKey,
        (mode, creation): (Mode, CreationId),
        passphrase: &str,
        keyring_secret: Option<&[u8; 32]>,
        params: KdfParams,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<Self, KdfFailed> {
        let header = header(mode, creation);
        let mut slots = [(); SLOTS].map(|()| Slot::random(params, rng));
        let [first, ..] = &mut slots;
        first.wrap(key, passphrase, keyring_secret, &additional_data(&header, 0))?;
        Ok(Self { mode, creation, header, slots: slots.map(Some) })
    }

    /// Tries every slot.
    // enforces: VAULT-05, VAULT-09
    pub(crate) fn open(&self, passphrase: &str, keyring_secret: Option<&[u8; 32]>) -> Result<VaultKey, OpenError> {
        let mut damaged = false;
        for (index, slot) in (0..).zip(&self.slots) {
            let Some(slot) = slot else {
                damaged = true;
                continue;
            };
            let data = additional_data(&self.header, index);
            match slot.unwrap(passphrase, keyring_secret, &data) {
                Ok(Some(key)) => return Ok(key),
                Ok(None) => {}
                Err(KdfFailed) => return Err(OpenError::OutOfMemory),
            }
        }
        Err(if damaged { OpenError::Damaged } else { OpenError::WrongPassphrase })
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FILE_LEN_BYTES);
        bytes.extend_from_slice(&self.header);
        for slot in &self.slots {
            match slot {
                Some(slot) => slot.append_to(&mut bytes),
                None => bytes.extend_from_slice(&[0; SLOT_LEN_BYTES]),
            }
        }
        bytes
    }

    /// Reads the file. A damaged slot is kept as such: another may still open.
    // enforces: VAULT-01, VAULT-09
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, ParseError> {
        let (header, slots) = bytes.split_first_chunk::<HEADER_LEN_BYTES>().ok_or(ParseError::Header)?;
        let (summed, sum) = header.split_at(HEADER_SUMMED_LEN_BYTES);
        if sum != Sha256::digest(summed).as_slice() {
            return Err(ParseError::Header);
        }
        let mut fields = Fields(summed);
        if fields.take()? != *MAGIC {
            return Err(ParseError::Header);
        }
        let [version] = fields.take()?;
        if version > VERSION {
            return Err(ParseError::Newer { found: version });
        }
        let mode = match fields.take()? {
            [1] => Mode::Passphrase,
            [2] => Mode::PassphraseAndKeyring,
            _ => return Err(ParseError::Header),
        };
        let creation = CreationId(fields.take()?);
        // Covers what is fixed: version 1 exactly, the count of slots, the zeros.
        if *header != self::header(mode, creation) {
            return Err(ParseError::Header);
        }
        let (slots, rest) = slots.as_chunks::<SLOT_LEN_BYTES>();
        let slots: &[_; SLOTS] = slots.try_into().map_err(|_| ParseError::Slots)?;
        if !rest.is_empty() {
            return Err(ParseError::Slots);
        }
        let slots = slots.each_ref().map(Slot::parse);
        if slots.iter().all(Option::is_none) {
            return Err(ParseError::Slots);
        }
        Ok(Self { mode, creation, header: *header, slots })
    }
}

impl Slot {
    fn random(params: KdfParams, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut slot = Self { params, salt: [0; 32], nonce: [0; 24], wrapped: [0; 32], tag: [0; 16] };
        for field in [&mut slot.salt[..], &mut slot.nonce, &mut slot.wrapped, &mut slot.tag] {
            rng.fill_bytes(field);
        }
        slot
    }

    fn wrap(
        &mut self,
        key: &VaultKey,
        passphrase: &str,
        keyring_secret: Option<&[u8; 32]>,
        data: &[u8],
    ) -> Result<(), KdfFailed> {
        let wrapping = kdf::wrapping_key(passphrase, &self.salt, self.params, keyring_secret)?;
        self.wrapped = *key.0;
        let tag = XChaCha20Poly1305::new((&*wrapping).into()).encrypt_inout_detached(
            &XNonce::from(self.nonce),
            data,
            self.wrapped.as_mut_slice().into(),
        );
        match tag {
            Ok(tag) => {
                self.tag = tag.into();
                Ok(())
            }
            Err(_) => {
                // Can't be: 32 bytes are within the cipher's bounds. Yet never leave the key in the clear.
                self.wrapped = [0; 32];
                Err(KdfFailed)
            }
        }
    }

    fn unwrap(
        &self,
        passphrase: &str,
        keyring_secret: Option<&[u8; 32]>,
        data: &[u8],
    ) -> Result<Option<VaultKey>, KdfFailed> {
        let wrapping = kdf::wrapping_key(passphrase, &self.salt, self.params, keyring_secret)?;
        let mut key = Zeroizing::new(self.wrapped);
        let opened = XChaCha20Poly1305::new((&*wrapping).into()).decrypt_inout_detached(
            &XNonce::from(self.nonce),
            data,
            key.as_mut_slice().into(),
            &Tag::from(self.tag),
        );
        Ok(opened.is_ok().then_some(VaultKey(key)))
    }

    fn append_to(&self, bytes: &mut Vec<u8>) {
        let start = bytes.len();
        for number in [self.params.memory_kib, self.params.passes, self.params.lanes] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&self.salt);
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.wrapped);
        bytes.extend_from_slice(&self.tag);
        let sum = slot_sum(bytes.get(start..).unwrap_or_default());
        bytes.extend_from_slice(&sum);
    }

    /// `None`: damaged.
    // enforces: VAULT-08
    fn parse(bytes: &[u8; SLOT_LEN_BYTES]) -> Option<Self> {
        let (summed, sum) = bytes.split_at(SLOT_SUMMED_LEN_BYTES);
        if sum != slot_sum(summed) {
            return None;
        }
        let mut fields = Fields(summed);
        let mut number = || fields.take().map(u32::from_be_bytes).ok();
        let params = KdfParams { memory_kib: number()?, passes: number()?, lanes: number()? };
        let slot = Self {
            params,
            salt: fields.take().ok()?,
            nonce: fields.take().ok()?,
            wrapped: fields.take().ok()?,
            tag: fields.take().ok()?,
        };
        slot.params.bounded().then_some(slot)
    }
}

/// Reads fixed-size fields one after another.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ParseError> {
        let (field, rest) = self.0.split_first_chunk().ok_or(ParseError::Header)?;
        self.0 = rest;
        Ok(*field)
    }
}

fn header(mode: Mode, creation: CreationId) -> [u8; HEADER_LEN_BYTES] {
    let mut bytes = [0; HEADER_LEN_BYTES];
    let (summed, sum) = bytes.split_at_mut(HEADER_SUMMED_LEN_BYTES);
    let (kind, slots) = ([VERSION, mode as u8], [SLOTS as u8]);
    let fields = MAGIC.iter().chain(&kind).chain(&creation.0).chain(&slots);
    for (to, from) in summed.iter_mut().zip(fields) {
        *to = *from;
    }
    sum.copy_from_slice(&Sha256::digest(&*summed));
    bytes
}

fn slot_sum(summed: &[u8]) -> [u8; SLOT_LEN_BYTES - SLOT_SUMMED_LEN_BYTES] {
    let digest: [u8; 32] = Sha256::digest(summed).into();
    let mut sum = [0; SLOT_LEN_BYTES - SLOT_SUMMED_LEN_BYTES];
    for (to, from) in sum.iter_mut().zip(digest) {
        *to = from;
    }
    sum
}

/// Binds a wrapped key to its vault, mode and place.
fn additional_data(header: &[u8; HEADER_LEN_BYTES], index: u8) -> [u8; HEADER_LEN_BYTES + 1] {
    let mut data = [index; HEADER_LEN_BYTES + 1];
    for (to, from) in data.iter_mut().zip(header) {
        *to = *from;
    }
    data
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    struct Counting(u64);
    impl rand_core::TryRng for Counting {
        type Error = core::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            self.try_next_u64().map(|n| n as u32)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            self.0 += 1;
            Ok(self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            bytes.iter_mut().for_each(|byte| *byte = (self.try_next_u64().unwrap() >> 32) as u8);
            Ok(())
        }
    }
    impl rand_core::TryCryptoRng for Counting {}

    fn sealed(passphrase: &str, keyring_secret: Option<&[u8; 32]>) -> (VaultKey, KeyFile) {
        let mut rng = Counting(1);
        let key = VaultKey::random(&mut rng);
        let mode = if keyring_secret.is_some() { Mode::PassphraseAndKeyring } else { Mode::Passphrase };
        let id = (mode, CreationId([9; 16]));
        let file = KeyFile::seal(&key, id, passphrase, keyring_secret, KdfParams::for_tests(), &mut rng).unwrap();
        (key, file)
    }

    // rule: VAULT-01
    #[test]
    fn the_layout_is_the_documented_one() {
        let bytes = sealed("p", None).1.to_bytes();
        assert_eq!(bytes.len(), 576);
        assert_eq!(&bytes[..8], b"sottokey");
        assert_eq!(bytes[8..10], [1, 1]);
        assert_eq!(bytes[10..26], [9; 16]);
        assert_eq!(bytes[26..32], [4, 0, 0, 0, 0, 0]);
        assert_eq!(bytes[32..64], *Sha256::digest(&bytes[..32]));
        for slot in bytes[64..].chunks(128) {
            assert_eq!(slot[..12], [0, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0, 1]);
            assert_eq!(slot[116..], Sha256::digest(&slot[..116])[..12]);
        }
    }

    // rule: VAULT-05
    // proves: PRIV-16
    #[test]
    fn only_the_right_passphrase_and_secret_open() {
        let (key, file) = sealed("right", Some(&[1; 32]));
        let file = KeyFile::parse(&file.to_bytes()).expect("it was just written");
        assert_eq!(file.open("right", Some(&[1; 32])).unwrap().as_bytes(), key.as_bytes());
        for (passphrase, secret) in [("wrong", Some(&[1; 32])), ("right", Some(&[2; 32])), ("right", None)] {
            assert_eq!(file.open(passphrase, secret).unwrap_err(), OpenError::WrongPassphrase);
        }
    }

    // rule: VAULT-04
    #[test]
    fn a_slot_opens_only_in_its_place_and_under_its_header() {
        let bytes = sealed("p", None).1.to_bytes();
        let mut moved = bytes.clone();
        moved[64..192].copy_from_slice(&bytes[192..320]);
        moved[192..320].copy_from_slice(&bytes[64..192]);
        assert_eq!(KeyFile::parse(&moved).unwrap().open("p", None).unwrap_err(), OpenError::WrongPassphrase);

        let mut other = bytes.clone();
        other[..64].copy_from_slice(&header(Mode::Passphrase, CreationId([8; 16])));
        assert_eq!(KeyFile::parse(&other).unwrap().open("p", None).unwrap_err(), OpenError::WrongPassphrase);
    }

    // rule: VAULT-09
    #[test]
    fn every_flipped_bit_is_damage_and_never_a_wrong_passphrase() {
        let bytes = sealed("p", None).1.to_bytes();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            match KeyFile::parse(&flipped) {
                Err(ParseError::Header) => assert!(at < 64, "byte {at}"),
                Ok(file) if at < 64 + 128 => {
                    assert_eq!(file.open("p", None).unwrap_err(), OpenError::Damaged, "byte {at}");
                }
                Ok(file) => assert!(file.open("p", None).is_ok(), "byte {at} is in a slot that isn't used"),
                Err(other) => panic!("byte {at}: {other:?}"),
            }
        }
    }

    // rule: VAULT-08
    #[test]
    fn a_stored_cost_beyond_the_bounds_is_damage() {
        let (_, mut file) = sealed("p", None);
        for slot in file.slots.iter_mut().flatten() {
            slot.params.memory_kib = KdfParams::MAX_MEMORY_KIB + 1;
        }
        assert_eq!(KeyFile::parse(&file.to_bytes()).err(), Some(ParseError::Slots));
    }

    // rule: VAULT-09
    #[test]
    fn a_newer_version_says_so() {
        let mut bytes = sealed("p", None).1.to_bytes();
        bytes[8] = 2;
        let sum = Sha256::digest(&bytes[..32]);
        bytes[32..64].copy_from_slice(&sum);
        bytes.extend_from_slice(b"a newer version may be longer");
        assert_eq!(KeyFile::parse(&bytes).err(), Some(ParseError::Newer { found: 2 }));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
            let _ = KeyFile::parse(&bytes);
        }
    }
}
