//! The one MLS configuration, named in this place.

use openmls::prelude::{
    Capabilities, Ciphersuite, ExtensionType, MlsGroupCreateConfig, MlsGroupJoinConfig,
    PURE_CIPHERTEXT_WIRE_FORMAT_POLICY,
};

use crate::roster_version;

/// Confidentiality is hybrid (X-Wing); signatures are Ed25519, which is not post-quantum.
pub const CIPHERSUITE: Ciphersuite = Ciphersuite::MLS_256_XWING_CHACHA20POLY1305_SHA256_Ed25519;

/// What each leaf says it can do; a leaf is valid only if it knows the extensions that it uses.
pub(crate) fn capabilities() -> Capabilities {
    let extensions = [ExtensionType::LastResort, ExtensionType::Unknown(roster_version::EXTENSION)];
    Capabilities::new(None, Some(&[CIPHERSUITE]), Some(&extensions), None, None)
}

/// How the room's creator sets it up: everything encrypted, no past epochs, padding in the envelope.
pub(crate) fn create_config() -> MlsGroupCreateConfig {
    MlsGroupCreateConfig::builder()
        .ciphersuite(CIPHERSUITE)
        .capabilities(capabilities())
        .wire_format_policy(PURE_CIPHERTEXT_WIRE_FORMAT_POLICY)
        .use_ratchet_tree_extension(true)
        .padding_size(0)
        .max_past_epochs(0)
        .build()
}

/// The same for those who join.
pub(crate) fn join_config() -> MlsGroupJoinConfig {
    create_config().join_config().clone()
}
