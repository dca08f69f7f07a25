//! Invitations: the organisation's card and a token, in one link.

use data_encoding::BASE64URL_NOPAD;
use minicbor::{Decode, Encode, bytes::ByteArray};
use sotto_protocol::{
    card::Card,
    codec::{self, Malformed},
};

const PREFIX: &str = "sotto:invite/1/";

/// What an invited person gets.
#[derive(Clone, Encode, Decode)]
pub(crate) struct Invitation {
    /// The organisation's card, without its roster.
    #[n(0)]
    pub(crate) card: Card,
    /// Good once.
    #[n(1)]
    pub(crate) token: ByteArray<32>,
}

impl Invitation {
    pub(crate) fn to_link(&self) -> String {
        format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&codec::to_vec(self)))
    }

    pub(crate) fn from_link(link: &str) -> Result<Self, Malformed> {
        let joined: String = link.split_whitespace().collect();
        let encoded = joined.strip_prefix(PREFIX).ok_or(Malformed)?;
        codec::from_slice(&BASE64URL_NOPAD.decode(encoded.as_bytes()).map_err(|_| Malformed)?)
    }
}
