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
    /// It is judged by a roster that was published after the checkpoint that it names.
    #[error("the Commit names a roster that its checkpoint does not hold")]
    RosterNotYet,
    /// The committer's leaf does not state the roster by which the Commit is judged.
    #[error("the committer's leaf states another roster")]
    RosterNotStated,
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

#[cfg(test)]
mod tests {
    use super::*;
    use sotto_protocol::{
        card::{RelayIdentity, Root, RootBody},
        ids::HandlerId,
        roster::{DeviceKeys, Person, Role, RosterBody},
        sign::SigningKey,
        time::UnixSeconds,
    };

    const REPORTER: u8 = 1;
    const MEMBER: u8 = 2;
    const VIEWER: u8 = 3;
    const REVOKED: u8 = 4;
    const STRANGER: u8 = 5;

    fn key(n: u8) -> PublicKey {
        PublicKey::from_bytes([n; 32])
    }

    fn roster() -> Roster {
        let (root_key, signer) = (SigningKey::from_bytes(&[98; 32]), SigningKey::from_bytes(&[99; 32]));
        let body = RootBody {
            version: 1,
            name: "Northmere".into(),
            root_keys: vec![PublicKey::of(&root_key)],
            threshold: 1,
            roster_signers: vec![PublicKey::of(&signer)],
            relay: RelayIdentity {
                address: "relay.example:8443".into(),
                onion: None,
                tls_keys: vec![[1; 32].into()],
                channel_key: [2; 32].into(),
                log_key: key(3),
            },
            region: "EU".into(),
        };
        let root = Root::follow(vec![body.sign(&[&root_key])]).unwrap();
        let person = |(n, role): (u8, Role)| Person {
            handler: HandlerId::from_bytes([n; 16]),
            name: "A".into(),
            title: "B".into(),
            role,
            devices: vec![DeviceKeys { credential: key(n), opening_key: vec![n].into(), channel_key: [n; 32].into() }],
        };
        let roster = RosterBody {
            organisation: root.organisation(),
            version: 1,
            issued_at: UnixSeconds(1),
            expires_at: UnixSeconds(2),
            people: [(MEMBER, Role::Member), (VIEWER, Role::Viewer)].map(person).to_vec(),
            channels: Vec::new(),
            revoked: vec![DeviceId::from_bytes([REVOKED; 32])],
            identity: None,
            witnesses: None,
        };
        roster.sign(&signer).verify(&root).unwrap()
    }

    // rule: ROOM-10
    #[test]
    fn a_commit_is_judged_by_role_and_roster_in_this_order() {
        use CommitRefused::{NotPermitted, OtherProposals, ReaderNotCertified, RemovesReporter};
        let roster = roster();
        let verdict = |committer: u8, add: &[u8], remove: &[u8], anything_else: bool| {
            let keys = |all: &[u8]| all.iter().map(|n| key(*n)).collect();
            let proposed = Proposed { add: keys(add), remove: keys(remove), anything_else };
            judge(&proposed, &key(committer), &key(REPORTER), &roster).err()
        };
        // Anyone may renew their keys and put out who was revoked, and nothing beside it.
        for anyone in [REPORTER, MEMBER, VIEWER, STRANGER] {
            assert_eq!(verdict(anyone, &[], &[], false), None);
            assert_eq!(verdict(anyone, &[], &[REVOKED], false), None);
        }
        assert_eq!(verdict(MEMBER, &[VIEWER], &[VIEWER], false), None);
        for other in [REPORTER, VIEWER, STRANGER, REVOKED] {
            assert_eq!(verdict(other, &[MEMBER], &[], false), Some(NotPermitted));
            assert_eq!(verdict(other, &[], &[MEMBER], false), Some(NotPermitted));
            assert_eq!(verdict(other, &[], &[REVOKED, MEMBER], false), Some(NotPermitted));
        }
        // Each of these breaks what stands after it too.
        assert_eq!(verdict(VIEWER, &[STRANGER], &[REPORTER], true), Some(OtherProposals));
        assert_eq!(verdict(VIEWER, &[STRANGER], &[REPORTER], false), Some(RemovesReporter));
        assert_eq!(verdict(VIEWER, &[STRANGER], &[MEMBER], false), Some(ReaderNotCertified));
        assert_eq!(verdict(MEMBER, &[REVOKED], &[], false), Some(ReaderNotCertified));
    }
}
