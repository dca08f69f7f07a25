//! Who holds the key-encryption key: for now a file; later a token or a service.

use core::fmt;

use zeroize::Zeroizing;

use crate::aead::{self, NONCE_BYTES, NotAuthentic};

/// Wraps and unwraps keys without giving its own away.
pub trait KeyEncryption: Send + Sync {
    /// Wraps `key`; `context` says what it is for, and must be the same when it is unwrapped.
    ///
    /// # Errors
    /// [`NotAuthentic`] if the provider does not do it.
    fn wrap(&self, key: &[u8], context: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>, NotAuthentic>;

    /// Unwraps a key.
    ///
    /// # Errors
    /// [`NotAuthentic`] for any other bytes or context; nothing finer.
    fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotAuthentic>;
}

/// A key-encryption key of 32 bytes in a file of mode 0600.
pub struct FileKek(Zeroizing<[u8; 32]>);

impl FileKek {
    /// The key with these bytes.
    pub fn from_bytes(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }
}

impl KeyEncryption for FileKek {
    fn wrap(&self, key: &[u8], context: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>, NotAuthentic> {
        aead::seal(self.0.as_slice(), nonce, context, key)
    }

    fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
        aead::open(self.0.as_slice(), context, wrapped)
    }
}

impl fmt::Debug for FileKek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKek([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_unwraps_in_its_context_and_is_not_printed() {
        let kek = FileKek::from_bytes([7; 32]);
        let wrapped = kek.wrap(&[1; 32], b"case", [2; 12]).unwrap();
        assert_eq!(kek.unwrap(&wrapped, b"case").unwrap().as_slice(), [1; 32]);
        assert_eq!(kek.unwrap(&wrapped, b"other"), Err(NotAuthentic));
        assert_eq!(format!("{kek:?}"), "FileKek([redacted])");
    }
}
