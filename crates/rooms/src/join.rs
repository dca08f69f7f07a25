//! Joining a room from a Welcome (RFC 9420 §12.4.3.1).

use openmls::prelude::{MlsMessageBodyIn, MlsMessageIn, OpenMlsProvider, StagedWelcome, tls_codec::Deserialize};
use sha2::{Digest, Sha256};
use sotto_protocol::{
    ids::DeviceId,
    room::{Append, Head, RoomStart},
    roster::Roster,
    sign::PublicKey,
};

use crate::{
    opening_key::{OpeningKey, OpeningKeyError},
    room::Room,
    signer::leaf_key,
    suite::join_config,
};

/// A room that this device joined.
pub struct Joined {
    /// The room, at the epoch in which this device came.
    pub room: Room,
    /// What its committer says of the place where it starts.
    pub start: RoomStart,
    /// Who let this device in.
    pub committer: PublicKey,
    /// The append that carries the Welcome is the room's first message, and readable.
    pub reads_first: bool,
}

/// Why a Welcome was refused.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// Peer: there is no Welcome for this device in the append.
    #[error("the append has no Welcome for this device")]
    NoWelcome,
    /// Peer: not sealed to this device.
    #[error(transparent)]
    OpeningKey(#[from] OpeningKeyError),
    /// Peer: the committer's signature, or what it says of the place, does not fit.
    #[error("the Welcome was moved")]
    Moved,
    /// Local or peer: the KeyPackage was used, has expired, or never was; or the group is invalid.
    #[error("the Welcome does not open")]
    Invalid,
    /// Local: the room was judged by a newer roster than this; fetch it and try again.
    #[error("the roster by which the room was judged is not known")]
    RosterUnknown {
        /// The version that is needed.
        version: u32,
    },
    /// Peer: a leaf besides the creator's is not certified. May be an attack; do not retry.
    #[error("the room has a reader whom the roster does not certify")]
    ReaderNotCertified,
    /// Peer: the committer is neither the reporter nor somebody who may assign.
    #[error("the committer may not let anyone in")]
    CommitterNotPermitted,
}

/// Joins from the Welcome that `append` carries, for `device`.
///
/// Consumes the KeyPackage: storage must be rolled back with the caller's transaction on failure.
///
/// # Errors
/// [`JoinError`].
// enforces: ROOM-08, ROOM-09
pub fn join<P: OpenMlsProvider>(
    provider: &P,
    append: &Append,
    device: &DeviceId,
    opening_key: &OpeningKey,
    roster: &Roster,
) -> Result<Joined, JoinError> {
    let welcome = append.declared.welcome.as_ref().ok_or(JoinError::NoWelcome)?;
    let sealed = welcome.starts.iter().find(|start| start.device == *device).ok_or(JoinError::NoWelcome)?;
    let (start, committer) =
        opening_key.open_start(provider.crypto(), sealed)?.verify().map_err(|_| JoinError::Moved)?;
    let digest: [u8; 32] = Sha256::digest(&*welcome.mls).into();
    let fits = start.room == append.room
        && start.message == append.message
        && start.previous == append.previous
        && *start.welcome == digest;
    if !fits {
        return Err(JoinError::Moved);
    }
    let message = MlsMessageIn::tls_deserialize_exact(&*welcome.mls).map_err(|_| JoinError::Invalid)?;
    let MlsMessageBodyIn::Welcome(mls) = message.extract() else { return Err(JoinError::Invalid) };
    let staged = StagedWelcome::build_from_welcome(provider, &join_config(), mls)
        .and_then(|builder| builder.skip_lifetime_validation().replace_old_group().build())
        .map_err(|_| JoinError::Invalid)?;
    let sender = staged.welcome_sender().map_err(|_| JoinError::Invalid)?;
    let sender = leaf_key(sender.credential().serialized_content(), sender.signature_key().as_slice());
    if sender != Some(committer) {
        return Err(JoinError::Moved);
    }
    let room = Room { id: start.room, group: staged.into_group(provider).map_err(|_| JoinError::Invalid)? };
    let version = room.roster_version();
    if roster.version() < version {
        return Err(JoinError::RosterUnknown { version });
    }
    check_members(&room, &committer, roster)?;
    let reads_first = start.previous == Head::first(&start.room);
    Ok(Joined { room, start, committer, reads_first })
}

/// Every leaf but the creator's must be certified, and the committer be allowed to let people in.
fn check_members(room: &Room, committer: &PublicKey, roster: &Roster) -> Result<(), JoinError> {
    let creator = room.creator().ok_or(JoinError::Invalid)?;
    let certified = |key: &PublicKey| roster.certified(&DeviceId::from_bytes(*key.as_bytes()));
    let members = room.members();
    // A leaf that is nobody's (`ROOM-06`) is among the group's members and not among these.
    let all_known = members.len() == room.group.members().count();
    if !all_known || members.iter().any(|key| *key != creator && certified(key).is_none()) {
        return Err(JoinError::ReaderNotCertified);
    }
    let permitted = *committer == creator || certified(committer).is_some_and(|(person, _)| person.role.may_assign());
    if permitted { Ok(()) } else { Err(JoinError::CommitterNotPermitted) }
}
