//! The crypto provider against published answers: X-Wing's own vector, and HPKE around it by hand.
//!
//! A receiver's side is repeatable: from the draft's key, encapsulation and shared secret the HPKE
//! key schedule (RFC 9180 §5.1) is computed here, a message is sealed with it, and the provider has
//! to open that. So the KEM, the suite's identifiers and the schedule are those of the documents.

use chacha20poly1305::{
    ChaCha20Poly1305, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use openmls::prelude::{HpkeCiphertext, HpkePrivateKey, OpenMlsCrypto, OpenMlsProvider};
use openmls_libcrux_crypto::Provider;
use sha2::{Digest, Sha256};
use sotto_rooms::{CIPHERSUITE, OpeningKey};

use super::file::{bytes, hex, read};

/// KEM X-Wing, KDF HKDF-SHA256, AEAD ChaCha20-Poly1305.
const SUITE: &[u8] = b"HPKE\x64\x7a\x00\x01\x00\x03";

/// HMAC-SHA-256 (RFC 2104) for keys of at most a block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = Sha256::digest([&block.map(|byte| byte ^ 0x36)[..], message].concat());
    Sha256::digest([&block.map(|byte| byte ^ 0x5c)[..], &inner].concat()).into()
}

fn labeled_extract(salt: &[u8], label: &str, secret: &[u8]) -> [u8; 32] {
    hmac(salt, &[b"HPKE-v1", SUITE, label.as_bytes(), secret].concat())
}

fn labeled_expand(key: &[u8], label: &str, context: &[u8], len: u8) -> Vec<u8> {
    let block = hmac(key, &[[0, len].as_slice(), b"HPKE-v1", SUITE, label.as_bytes(), context, &[1]].concat());
    block[..usize::from(len)].to_vec()
}

/// RFC 9180 §5.1 in mode base, and the first message.
fn sealed_by_hand(shared_secret: &[u8], info: &[u8], aad: &[u8], message: &[u8]) -> Vec<u8> {
    let [psk_id, info] =
        [("psk_id_hash", b"".as_slice()), ("info_hash", info)].map(|(label, of)| labeled_extract(b"", label, of));
    let context = [&[0], &psk_id[..], &info].concat();
    let secret = labeled_extract(shared_secret, "secret", b"");
    let key = Key::try_from(labeled_expand(&secret, "key", &context, 32).as_slice()).unwrap();
    let nonce = Nonce::try_from(labeled_expand(&secret, "base_nonce", &context, 12).as_slice()).unwrap();
    ChaCha20Poly1305::new(&key).encrypt(&nonce, Payload { msg: message, aad }).unwrap()
}

#[test]
fn hpke_with_x_wing_opens_what_was_sealed_from_the_draft_s_vector() {
    let vector = read("x-wing");
    let provider = Provider::new().unwrap();
    let (info, aad, message) = (b"info", b"additional data", b"a message");
    let open = |encapsulated: Vec<u8>| {
        let ciphertext = HpkeCiphertext {
            kem_output: encapsulated.into(),
            ciphertext: sealed_by_hand(&bytes(&vector["shared_secret"]), info, aad, message).into(),
        };
        let secret_key: HpkePrivateKey = bytes(&vector["secret_key"]).into();
        provider.crypto().hpke_open(CIPHERSUITE.hpke_config(), &ciphertext, &secret_key, info, aad)
    };
    let encapsulated = bytes(&vector["encapsulated"]);
    assert_eq!(open(encapsulated.clone()).unwrap(), message);
    // Both halves count: the last bytes are X25519's, the first ML-KEM's.
    for at in [0, encapsulated.len() - 1] {
        let mut altered = encapsulated.clone();
        altered[at] ^= 1;
        assert!(open(altered).is_err());
    }
}

/// The provider's HKDF against RFC 5869, appendix A.1.
#[test]
fn hkdf_is_that_of_its_rfc() {
    let provider = Provider::new().unwrap();
    let salt: Vec<u8> = (0..=0x0c).collect();
    let info: Vec<u8> = (0xf0..=0xf9).collect();
    let hash = CIPHERSUITE.hash_algorithm();
    let key = provider.crypto().hkdf_extract(hash, &salt, &[0x0b; 22]).unwrap();
    assert_eq!(hex(key.as_slice()), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    let output = provider.crypto().hkdf_expand(hash, key.as_slice(), &info, 42).unwrap();
    let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    assert_eq!(hex(output.as_slice()), expected);
}

/// A device's opening key comes from a seed that its vault keeps, and stands in the roster.
#[test]
fn an_opening_key_stays_that_of_its_seed() {
    let provider = Provider::new().unwrap();
    let (_, public) = OpeningKey::from_seed(provider.crypto(), &[1; 32]).unwrap();
    assert_eq!(public.len(), 1216);
    assert_eq!(hex(Sha256::digest(&public)), "64339054ed70893ba9b7374a99cff969ef96dce47902e76dd0eeb1f0f8234dd8");
}
