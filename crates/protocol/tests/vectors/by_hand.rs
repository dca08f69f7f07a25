//! The constructions once more, without this crate: what another implementation would write.

use argon2::{Algorithm, Argon2, Params, Version};
use ed25519_dalek::{Signature, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::file::bytes;

pub(crate) fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    Sha256::digest(parts.concat()).to_vec()
}

pub(crate) fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(message).finalize().into_bytes().to_vec()
}

/// RFC 5869 for one block of output: extract, then expand.
pub(crate) fn hkdf(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Vec<u8> {
    hmac(&hmac(salt, secret), &[&info.concat()[..], &[1]].concat())
}

/// Without salt, as everything but an attachment's payload key is derived.
pub(crate) fn derive(secret: &[u8], label: &str, context: &[u8]) -> Vec<u8> {
    hkdf(&[0; 32], secret, &[label.as_bytes(), context])
}

/// Ed25519 over `label ‖ 0 ‖ statement`.
pub(crate) fn signature_fits(label: &str, key: &Value, statement: &[u8], signature: &Value) -> bool {
    let key = VerifyingKey::from_bytes(&bytes(key).try_into().unwrap()).unwrap();
    let signature = Signature::from_slice(&bytes(signature)).unwrap();
    key.verify_strict(&[label.as_bytes(), &[0], statement].concat(), &signature).is_ok()
}

pub(crate) fn key_words(subject: &[u8]) -> String {
    let mut stretched = [0; 16];
    let params = Params::new(64 * 1024, 3, 1, Some(16)).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(subject, b"sotto/key-words/1", &mut stretched).unwrap();
    let bits: String = stretched.iter().map(|byte| format!("{byte:08b}")).collect();
    let index = |word: usize| usize::from_str_radix(&bits[word * 11..(word + 1) * 11], 2).unwrap();
    let list = bip39::Language::English.word_list();
    (0..6).map(|word| list[index(word)]).collect::<Vec<_>>().join(" ")
}

/// The CBOR of a structure as the vectors state it: arrays, numbers, text and null are themselves,
/// and `{"bstr": hex}` is a byte string.
pub(crate) fn cbor(structure: &Value) -> Vec<u8> {
    match structure {
        Value::Null => vec![0xf6],
        Value::Number(number) => head(0, number.as_u64().unwrap()),
        Value::String(text) => [head(3, text.len() as u64), text.clone().into_bytes()].concat(),
        Value::Array(items) => [head(4, items.len() as u64), items.iter().flat_map(cbor).collect::<Vec<_>>()].concat(),
        Value::Object(_) => {
            let string = bytes(&structure["bstr"]);
            [head(2, string.len() as u64), string].concat()
        }
        Value::Bool(_) => panic!("no structure holds a boolean"),
    }
}

fn head(major: u8, argument: u64) -> Vec<u8> {
    let major = major << 5;
    let bytes = argument.to_be_bytes();
    match argument {
        0..24 => vec![major | bytes[7]],
        24..0x100 => vec![major | 24, bytes[7]],
        0x100..0x1_0000 => [&[major | 25], &bytes[6..]].concat(),
        0x1_0000..0x1_0000_0000 => [&[major | 26], &bytes[4..]].concat(),
        _ => [&[major | 27], &bytes[..]].concat(),
    }
}
