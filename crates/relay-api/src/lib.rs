//! What travels between a device and a relay, for both ends (docs/protocol.md, "Channel").
//!
//! One channel per principal: hello, proof, then requests with identifiers, answers, and pushes.
//! Every frame is CBOR, padded to steps of 1 KiB. Pure: no socket and no clock.

pub mod act;
pub mod answer;
pub mod frame;
pub mod request;
pub mod setup_link;

pub use act::{Act, ActBody, KeyPackageUpload, SignedAct, VerifiedAct};
pub use answer::{
    Answer, Appended, BlobState, CommittedEntry, FetchedKeyPackage, LogUpdate, LoggedEntry, PageEntry, Refusal,
    RoomEntry, RoomState, WaitingDevice,
};
pub use frame::{ClientFrame, FrameError, Principal, Push, RelayFrame};
pub use request::Request;
pub use setup_link::SetupLink;

/// The path of the channel.
pub const CHANNEL_PATH: &str = "/v1/channel";
/// The server name that a client sends, so that the handshake names nobody.
pub const NEUTRAL_SERVER_NAME: &str = "relay.invalid";
/// Label and context of the channel binding (RFC 9266 §2).
pub const CHANNEL_BINDING_LABEL: &[u8] = b"EXPORTER-Channel-Binding";
/// The oldest protocol version that this code speaks.
pub const MIN_VERSION: u16 = 1;
/// The newest protocol version that this code speaks.
pub const MAX_VERSION: u16 = 1;
/// The largest frame, in bytes, padding included.
pub const MAX_FRAME_BYTES: usize = 1024 * 1024;
/// The most segments of an attachment in one request or answer.
pub const MAX_SEGMENTS: u32 = 8;
/// The most entries of the log in one answer.
pub const MAX_LOG_PAGE: u32 = 100;
/// The most recovery tags in one answer: 256 KiB.
pub const MAX_RECOVERY_TAGS: u32 = 32_768;
