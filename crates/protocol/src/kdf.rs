//! HKDF-SHA-256 (RFC 5869) with labels.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// 32 bytes derived from `secret`. `label` names the purpose; `context` is appended to it.
///
/// `secret` must hold at least 16 bytes of entropy.
pub fn derive(secret: &[u8], label: &str, context: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut info = vec![label.as_bytes()];
    info.extend_from_slice(context);
    let mut out = Zeroizing::new([0; 32]);
    // 32 bytes is one block; RFC 5869 refuses only more than 255 of them.
    let expanded = Hkdf::<Sha256>::new(None, secret).expand_multi_info(&info, out.as_mut_slice());
    debug_assert!(expanded.is_ok());
    out
}
