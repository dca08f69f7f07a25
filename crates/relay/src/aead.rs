//! AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces: `nonce ‖ ciphertext ‖ tag`.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

/// Bytes of a nonce.
pub(crate) const NONCE_BYTES: usize = NONCE_LEN;
/// By how many bytes sealing makes something longer.
pub(crate) const OVERHEAD_BYTES: usize = NONCE_BYTES + 16;

/// The key is not 32 bytes, or the ciphertext is not this one of this key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ciphertext is not authentic")]
pub struct NotAuthentic;

fn key(key: &[u8]) -> Result<LessSafeKey, NotAuthentic> {
    UnboundKey::new(&AES_256_GCM, key).map(LessSafeKey::new).map_err(|_| NotAuthentic)
}

/// Seals `plaintext`; `additional` must be the same when it is opened.
pub(crate) fn seal(
    with: &[u8],
    nonce: [u8; NONCE_BYTES],
    additional: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, NotAuthentic> {
    let mut sealed = Vec::with_capacity(plaintext.len() + OVERHEAD_BYTES);
    sealed.extend_from_slice(&nonce);
    let mut body = plaintext.to_vec();
    key(with)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(additional), &mut body)
        .map_err(|_| NotAuthentic)?;
    sealed.append(&mut body);
    Ok(sealed)
}

/// Opens what [`seal`] made.
pub(crate) fn open(with: &[u8], additional: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotAuthentic)?;
    let mut body = Zeroizing::new(body.to_vec());
    let len = key(with)?
        .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(additional), body.as_mut_slice())
        .map_err(|_| NotAuthentic)?
        .len();
    body.truncate(len);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_and_in_its_place() {
        let sealed = seal(&[1; 32], [2; 12], b"row", b"text").unwrap();
        assert_eq!(sealed.len(), 4 + OVERHEAD_BYTES);
        assert_eq!(open(&[1; 32], b"row", &sealed).unwrap().as_slice(), b"text");
        assert_eq!(open(&[3; 32], b"row", &sealed), Err(NotAuthentic));
        assert_eq!(open(&[1; 32], b"another", &sealed), Err(NotAuthentic));
        assert_eq!(open(&[1; 32], b"row", &sealed[..11]), Err(NotAuthentic));
        assert_eq!(seal(&[1; 31], [2; 12], b"", b""), Err(NotAuthentic));
    }
}
