//! Frames: what one WebSocket message holds.

use minicbor::{Decode, Encode, bytes::ByteArray};
use sotto_protocol::{
    channel_proof::ChannelProof,
    codec,
    ids::{CaseId, DeviceId, OrganisationId, RoomId},
    padding,
};

use crate::{
    MAX_FRAME_BYTES,
    answer::{Answer, LogUpdate, Refusal},
    request::Request,
};

/// Who speaks on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Principal {
    /// A reporter, in one case. Unknown until the case is opened.
    #[n(0)]
    Mailbox(#[n(0)] CaseId),
    /// A handler's device. Unknown until it has joined.
    #[n(1)]
    Device(#[n(0)] DeviceId),
}

/// From a device to a relay.
#[derive(Clone, Debug, Encode, Decode)]
pub enum ClientFrame {
    /// First: which versions it speaks, and whose relay it wants.
    #[n(0)]
    Hello {
        /// Oldest.
        #[n(0)]
        min_version: u16,
        /// Newest.
        #[n(1)]
        max_version: u16,
        /// None only while the organisation is being set up.
        #[n(2)]
        organisation: Option<OrganisationId>,
    },
    /// Second, unless nothing but public requests follow.
    #[n(1)]
    Prove {
        /// Who.
        #[n(0)]
        principal: Principal,
        /// Its X25519 public key.
        #[n(1)]
        channel_key: ByteArray<32>,
        /// That it holds the secret half, on this connection.
        #[n(2)]
        proof: ChannelProof,
    },
    /// Then, as many as it likes.
    #[n(2)]
    Request {
        /// Chosen by the client, repeated in the answer.
        #[n(0)]
        id: u32,
        /// The size of the last checkpoint that this device verified; 0 for none.
        #[n(1)]
        seen_size: u64,
        /// What is asked.
        #[n(2)]
        request: Request,
    },
}

/// From a relay to a device.
#[derive(Clone, Debug, Encode, Decode)]
#[expect(clippy::large_enum_variant, reason = "nearly every frame is an answer, and none is kept")]
pub enum RelayFrame {
    /// The version that both speak from here on.
    #[n(0)]
    Hello {
        /// Within both ranges.
        #[n(0)]
        version: u16,
    },
    /// No version is in both ranges, or the organisation is not here. The connection ends.
    #[n(1)]
    Refused(#[n(0)] Refusal),
    /// The proof fits.
    #[n(2)]
    Proven,
    /// An answer.
    #[n(3)]
    Answer {
        /// The request's.
        #[n(0)]
        id: u32,
        /// What came of it.
        #[n(1)]
        answer: Answer,
        /// The log since the size that the request named.
        #[n(2)]
        log: Option<LogUpdate>,
    },
    /// Something happened.
    #[n(4)]
    Push(#[n(0)] Push),
}

/// What a relay says unasked. It carries no content; the device asks for what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Push {
    /// A room that this principal reads grew, or it was let into one.
    #[n(0)]
    Room {
        /// Which.
        #[n(0)]
        room: RoomId,
        /// Its newest sequence.
        #[n(1)]
        sequence: u64,
    },
    /// A new roster was published.
    #[n(1)]
    Roster {
        /// Its version.
        #[n(0)]
        version: u32,
    },
}

/// Why a frame was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Larger than [`MAX_FRAME_BYTES`], or not a multiple of the step.
    #[error("the frame has a length that no frame has")]
    Length,
    /// Padding or CBOR is malformed.
    #[error("the frame is malformed")]
    Malformed,
}

/// A padded frame.
///
/// # Errors
/// [`FrameError::Length`] if it would exceed [`MAX_FRAME_BYTES`].
// enforces: CHAN-05
pub fn encode<T: Encode<()>>(frame: &T) -> Result<Vec<u8>, FrameError> {
    let padded = padding::pad_for_frame(&codec::to_vec(frame));
    if padded.len() > MAX_FRAME_BYTES { Err(FrameError::Length) } else { Ok(padded) }
}

/// The frame in one WebSocket message.
///
/// # Errors
/// [`FrameError`].
// enforces: CHAN-05
pub fn decode<T: for<'b> Decode<'b, ()>>(message: &[u8]) -> Result<T, FrameError> {
    if message.is_empty() || message.len() > MAX_FRAME_BYTES || !message.len().is_multiple_of(padding::FRAME_STEP_BYTES)
    {
        return Err(FrameError::Length);
    }
    let unpadded = padding::unpad(message).map_err(|_| FrameError::Malformed)?;
    codec::from_slice(unpadded).map_err(|_| FrameError::Malformed)
}

/// The version that both ends speak: the newest in both ranges.
// enforces: CHAN-04
pub fn negotiate(theirs: (u16, u16), ours: (u16, u16)) -> Option<u16> {
    let newest = theirs.1.min(ours.1);
    (newest >= theirs.0 && newest >= ours.0).then_some(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    // rule: CHAN-05
    // proves: PRIV-12
    #[test]
    fn frames_have_few_lengths_and_return() {
        let hello = ClientFrame::Hello { min_version: 1, max_version: 1, organisation: None };
        let bytes = encode(&hello).unwrap();
        assert_eq!(bytes.len(), 1024);
        assert!(matches!(decode::<ClientFrame>(&bytes), Ok(ClientFrame::Hello { max_version: 1, .. })));
        assert_eq!(decode::<ClientFrame>(&bytes[..1023]).unwrap_err(), FrameError::Length);
        assert_eq!(decode::<ClientFrame>(&[0xff; 1024]).unwrap_err(), FrameError::Malformed);
        assert_eq!(decode::<ClientFrame>(&[]).unwrap_err(), FrameError::Length);
    }

    // rule: CHAN-04
    #[test]
    fn the_newest_common_version_is_chosen() {
        assert_eq!(negotiate((1, 3), (2, 4)), Some(3));
        assert_eq!(negotiate((1, 1), (2, 4)), None);
        assert_eq!(negotiate((5, 6), (2, 4)), None);
    }
}
