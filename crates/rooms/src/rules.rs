//! Which Commits count. Every member judges by the same roster, so every member agrees.
//!
//! A Commit that these rules refuse is skipped: the room's order goes on, its epoch does not.

use sotto_protocol::{ids::DeviceId, roster::Roster, sign::PublicKey};

/// What a Commit would do, as read from its proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposed {
    /// Keys of the leaves that it adds.
    pub add: Vec<PublicKey>,
    /// Keys of the leaves that it removes.
    pub remove: Vec<PublicKey>,
    /// It holds something besides Add and Remove by value and a path.
    pub anything_else: bool,
}

/// Why a Commit does not count.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommitRefused {
    /// Something besides Add and Remove by value and a path.
    #[error("the Commit holds more than Add and Remove")]
    OtherProposals,
    /// The committer may not change who reads.
    #[error("the committer may not change the readers")]
    NotPermitted,
    /// It adds a device that the roster does not certify.
    #[error("the Commit adds a device that is not certified")]
    ReaderNotCertified,
    /// It removes the reporter.
    #[error("the Commit removes the reporter")]
    RemovesReporter,
    /// It is judged by an older roster than a Commit before it.
    #[error("the Commit goes back to an older roster")]
    RosterWentBack,
    /// What it does is not what was declared to the relay.
    #[error("the Commit does not do what was declared")]
    NotAsDeclared,
    /// A leaf changed its key.
    #[error("a leaf changed its key")]
    KeyChanged,
}

/// Judges `proposed`, committed by `committer`, in a room opened by `reporter`, by `roster`.
///
/// # Errors
/// [`CommitRefused`], the first that applies in this order, which is part of the protocol.
// enforces: ROOM-10, ROOM-11
pub fn judge(
    proposed: &Proposed,
    committer: &PublicKey,
    reporter: &PublicKey,
    roster: &Roster,
) -> Result<(), CommitRefused> {
    if proposed.anything_else {
        return Err(CommitRefused::OtherProposals);
    }
    if proposed.remove.contains(reporter) {
        return Err(CommitRefused::RemovesReporter);
    }
    if proposed.add.iter().any(|key| roster.certified(&device(key)).is_none()) {
        return Err(CommitRefused::ReaderNotCertified);
    }
    let may_assign = roster.certified(&device(committer)).is_some_and(|(person, _)| person.role.may_assign());
    let changes_others = !proposed.add.is_empty() || proposed.remove.iter().any(|key| !must_leave(key, roster));
    if changes_others && !may_assign {
        return Err(CommitRefused::NotPermitted);
    }
    Ok(())
}

/// Whether the roster puts this device out of every room.
pub fn must_leave(key: &PublicKey, roster: &Roster) -> bool {
    roster.body().revoked.contains(&device(key))
}

fn device(key: &PublicKey) -> DeviceId {
    DeviceId::from_bytes(*key.as_bytes())
}
