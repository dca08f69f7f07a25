//! What a fresh relay gives its operator: how to reach and recognise it, and the right to found an
//! organisation on it, once.

use core::fmt;

use data_encoding::BASE64URL_NOPAD;
use minicbor::{Decode, Encode, bytes::ByteArray};
use sotto_protocol::{
    card::RelayIdentity,
    codec::{self, Malformed},
};

const PREFIX: &str = "sotto:setup/1/";

/// A setup link.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct SetupLink {
    /// What the organisation's root metadata must say of its relay.
    #[n(0)]
    pub relay: RelayIdentity,
    /// Good once.
    #[n(1)]
    pub token: ByteArray<32>,
}

impl SetupLink {
    /// The link.
    pub fn to_link(&self) -> String {
        format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&codec::to_vec(self)))
    }

    /// What a link says; space around it and line breaks in it do not matter.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn from_link(link: &str) -> Result<Self, Malformed> {
        let joined: String = link.split_whitespace().collect();
        let encoded = joined.strip_prefix(PREFIX).ok_or(Malformed)?;
        let bytes = BASE64URL_NOPAD.decode(encoded.as_bytes()).map_err(|_| Malformed)?;
        codec::from_slice(&bytes)
    }
}

impl fmt::Debug for SetupLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetupLink({}, [redacted])", self.relay.address)
    }
}

#[cfg(test)]
mod tests {
    use sotto_protocol::sign::PublicKey;

    use super::*;

    #[test]
    fn a_link_returns_and_is_not_printed_with_its_token() {
        let relay = RelayIdentity {
            address: "127.0.0.1:8443".into(),
            onion: None,
            tls_keys: vec![[1; 32].into()],
            channel_key: [2; 32].into(),
            log_key: PublicKey::from_bytes([3; 32]),
        };
        let setup = SetupLink { relay, token: [4; 32].into() };
        let link = setup.to_link();
        assert_eq!(SetupLink::from_link(&format!(" {}\n{}", &link[..40], &link[40..])).unwrap(), setup);
        assert_eq!(SetupLink::from_link(&link[1..]), Err(Malformed));
        assert_eq!(format!("{setup:?}"), "SetupLink(127.0.0.1:8443, [redacted])");
    }
}
