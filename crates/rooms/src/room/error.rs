//! What can go wrong in a room, an enum an operation.

use crate::envelope::EnvelopeError;

/// Why a room was not made.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// Local: the provider or its storage failed.
    #[error("the room could not be made")]
    Failed,
    /// Nobody is left to read it.
    #[error("the room would have no reader")]
    NoReader,
}

/// Why an append was not sealed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Local: the provider or its storage failed.
    #[error("the append could not be sealed")]
    Failed,
    /// This member is no longer in the room.
    #[error("this device is no longer in the room")]
    NotMember,
    /// A leaf that must leave is still there (`ROOM-13`).
    #[error("a revoked device is still in the room")]
    RevokedReader,
    /// A Commit under an older roster than the room's, which everyone would skip (`ROOM-10`).
    #[error("the room was already judged by a newer roster")]
    OlderRoster,
    /// Larger than an envelope may be.
    #[error("the message is too large")]
    TooLarge,
}

/// Why an append was not opened.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Peer: the envelope is refused.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// Peer: inside is not a message of this room, or it is used up.
    #[error("the message inside is not valid")]
    Message,
    /// Peer: it was made for another place, or beside another declaration.
    #[error("the message was moved")]
    Moved,
    /// Peer: its author is not the leaf that sent it.
    #[error("the content is not its sender's")]
    NotItsSenders,
    /// Local: the roster by which it is judged is not known yet; fetch it and try again.
    #[error("the roster that the Commit names is not known")]
    RosterUnknown {
        /// The version that is needed.
        version: u32,
    },
    /// Local: this device's own leaf says what it does not remember: its vault is an old copy.
    #[error("this device's own past is unknown to it")]
    RolledBack,
    /// This member is no longer in the room.
    #[error("this device is no longer in the room")]
    NotMember,
}
