//! Identifiers. Opaque to people; each is a type of its own, so that none is taken for another.

use core::{fmt, str::FromStr};

use data_encoding::HEXLOWER;
use minicbor::{
    Decode, Decoder, Encode, Encoder, bytes,
    decode::{self, Error as DecodeError},
    encode::{self, Write},
};
use rand_core::CryptoRng;

/// The text is not the lower-case hexadecimal form of an identifier of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this kind")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident [$len:literal];)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN_BYTES: usize = $len;

            /// The identifier with these bytes.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// A fresh one.
            pub fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
                let mut bytes = [0; $len];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }

            /// Its bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), HEXLOWER.encode(&self.0))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| InvalidId)?;
                bytes.as_slice().try_into()
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = InvalidId;

            fn try_from(bytes: &[u8]) -> Result<Self, InvalidId> {
                bytes.try_into().map(Self).map_err(|_| InvalidId)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, DecodeError> {
                let bytes: bytes::ByteArray<$len> = decode::Decode::decode(d, ctx)?;
                Ok(Self(*bytes))
            }
        }
    )*};
}

ids! {
    /// An organisation: SHA-256 of its root metadata, version 1 (`CARD-01`).
    OrganisationId[32];
    /// A case: the first half of SHA-256 over its act key (`CASE-02`).
    CaseId[16];
    /// A room: chance.
    RoomId[16];
    /// A message or Commit in a room: chance. Kept over every re-seal.
    MessageId[16];
    /// A person who works on cases: chance.
    HandlerId[16];
    /// A handler's device: its credential, an Ed25519 public key.
    DeviceId[32];
    /// A draft: chance, known to this device only.
    DraftId[16];
    /// An attachment: chance; also the nonce of its payload key (`FILE-01`).
    AttachmentId[16];
    /// A stored object on the relay: chance, unrelated to the attachment it holds.
    BlobId[16];
    /// A disclosed identity: chance, unrelated to its case.
    RecordId[16];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_returns() {
        let id = RoomId::from_bytes([0xab; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("AB".parse::<RoomId>(), Err(InvalidId));
        assert_eq!("ab".parse::<RoomId>(), Err(InvalidId));
    }

    #[test]
    fn cbor_form_is_a_byte_string_of_exactly_its_length() {
        let id = CaseId::from_bytes([7; 16]);
        let bytes = minicbor::to_vec(id).unwrap();
        assert_eq!(bytes.len(), 17);
        assert_eq!(minicbor::decode::<CaseId>(&bytes).unwrap(), id);
        assert!(minicbor::decode::<OrganisationId>(&bytes).is_err());
    }
}
