//! ChaCha20-Poly1305 (RFC 8439) of AWS-LC behind RustCrypto's trait, for bulk data: its assembly takes half the time.

use aead_stream::aead::{
    AeadCore, AeadInOut, Error, Nonce, Result, Tag, TagPosition,
    array::sizes::{U12, U16},
    inout::InOutBuf,
};
use aws_lc_rs::aead::{self, Aad, CHACHA20_POLY1305, LessSafeKey, UnboundKey};
use zeroize::Zeroizing;

/// The cipher with its key.
pub(crate) struct ChaCha20Poly1305(Zeroizing<[u8; 32]>);

impl ChaCha20Poly1305 {
    pub(crate) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self(key)
    }

    fn key(&self) -> Result<LessSafeKey> {
        UnboundKey::new(&CHACHA20_POLY1305, &*self.0).map(LessSafeKey::new).map_err(|_| Error)
    }
}

impl AeadCore for ChaCha20Poly1305 {
    type NonceSize = U12;
    type TagSize = U16;
    const TAG_POSITION: TagPosition = TagPosition::Postfix;
}

impl AeadInOut for ChaCha20Poly1305 {
    fn encrypt_inout_detached(
        &self,
        nonce: &Nonce<Self>,
        associated_data: &[u8],
        buffer: InOutBuf<'_, '_, u8>,
    ) -> Result<Tag<Self>> {
        let (nonce, aad) = (aead::Nonce::assume_unique_for_key((*nonce).into()), Aad::from(associated_data));
        let tag = self.key()?.seal_in_place_separate_tag(nonce, aad, buffer.into_out_with_copied_in());
        Tag::<Self>::try_from(tag.map_err(|_| Error)?.as_ref()).map_err(|_| Error)
    }

    fn decrypt_inout_detached(
        &self,
        nonce: &Nonce<Self>,
        associated_data: &[u8],
        buffer: InOutBuf<'_, '_, u8>,
        tag: &Tag<Self>,
    ) -> Result<()> {
        let (nonce, aad) = (aead::Nonce::assume_unique_for_key((*nonce).into()), Aad::from(associated_data));
        let opened = self.key()?.open_in_place_separate_tag(nonce, aad, tag, buffer.into_out_with_copied_in());
        opened.map(drop).map_err(|_| Error)
    }
}
