//! What an event can say. Closed: a kind that is not listed here is not written, and a device that
//! reads one needs a newer Sotto.

use core::fmt;

use serde::{Serialize, Serializer};

/// Which of the two readings of the one log an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// A case and the identity of its reporter.
    Case,
    /// The organisation: people, devices, policies, keys, sessions.
    Administrative,
}

impl Stream {
    /// The word in the event.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Administrative => "administrative",
        }
    }
}

macro_rules! kinds {
    ($($stream:ident { $($(#[$doc:meta])* $name:ident = $text:literal,)* })*) => {
        /// What happened. Messages have no events.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind {
            $($($(#[$doc])* $name,)*)*
        }

        impl EventKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// The word in the event.
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$name => $text,)*)* }
            }

            /// The stream that events of this kind belong to (`LOG-06`).
            pub const fn stream(self) -> Stream {
                match self { $($(Self::$name => Stream::$stream,)*)* }
            }
        }
    };
}

kinds! {
    Case {
        /// A reporter opened a case. Subject: the case.
        CaseOpened = "case.opened",
        /// A handler set its status. Detail `status`.
        CaseStatus = "case.status",
        /// It was closed.
        CaseClosed = "case.closed",
        /// A device was let into a room of it. Detail `device`.
        CaseJoined = "case.joined",
        /// A device was removed from a room of it. Detail `device`.
        CaseLeft = "case.left",
        /// A room was replaced by a successor. Detail `room`: the one before.
        CaseSuccessor = "case.successor",
        /// Earlier content was handed to a member who joined later. Detail `device`.
        CaseHistoryShared = "case.history_shared",
        /// It was exported.
        CaseExported = "case.exported",
        /// It was deleted: its keys first.
        CaseDeleted = "case.deleted",
        /// The reporter disclosed an identity to chosen readers.
        IdentityDisclosed = "identity.disclosed",
        /// A handler asked the reporter for an identity.
        IdentityAsked = "identity.asked",
        /// A reader asked a second person to agree to its opening. Details `record`, `reason`.
        IdentityRequested = "identity.requested",
        /// A second person approved its opening.
        IdentityApproved = "identity.approved",
        /// A second person refused its opening.
        IdentityRefused = "identity.refused",
        /// It was released to a reader.
        IdentityOpened = "identity.opened",
        /// The reporter took it back; its key is destroyed.
        IdentityWithdrawn = "identity.withdrawn",
        /// A reader's device passed its share to another device of the same person. Detail `device`.
        IdentityShareMoved = "identity.share_moved",
    }
    Administrative {
        /// The organisation was set up. Subject: the organisation.
        OrganisationCreated = "organisation.created",
        /// A version of the card was published. Details `version`, `sha256`.
        CardPublished = "card.published",
        /// A version of the roster was published. Details `version`, `sha256`.
        RosterPublished = "roster.published",
        /// A person was invited.
        InvitationCreated = "invitation.created",
        /// A device joined and waits to be certified. Subject: the device.
        DeviceJoined = "device.joined",
        /// A device was revoked.
        DeviceRevoked = "device.revoked",
        /// A person's permission role changed. Details `from`, `to`.
        RoleChanged = "role.changed",
        /// A policy changed. Details `key`, `from`, `to`.
        PolicyChanged = "policy.changed",
        /// A request for the approval of a second person was made.
        ApprovalAsked = "approval.asked",
        /// It was given.
        ApprovalGiven = "approval.given",
        /// It was declined.
        ApprovalDeclined = "approval.declined",
        /// A member's session began. Reporters' sessions are in no log.
        SessionOpened = "session.opened",
        /// A member's session ended.
        SessionClosed = "session.closed",
        /// A sign-in was refused.
        SessionRefused = "session.refused",
        /// Something of the organisation was exported, such as this log.
        OrganisationExported = "organisation.exported",
        /// A key of the relay was replaced.
        KeysRotated = "keys.rotated",
        /// The relay was restored from a backup: a new incarnation. Details name the old checkpoint.
        RelayRestored = "relay.restored",
    }
}

impl EventKind {
    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }

    /// Whether it records a session, which is proved by key agreement and not by a signed request.
    pub const fn is_session(self) -> bool {
        matches!(self, Self::SessionOpened | Self::SessionClosed | Self::SessionRefused)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_is_its_own_and_leads_back() {
        let words: BTreeSet<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(words.len(), EventKind::ALL.len());
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_word(kind.as_str()), Some(*kind));
            assert!(kind.as_str().bytes().all(|b| b.is_ascii_lowercase() || b"._".contains(&b)));
        }
        assert_eq!(EventKind::from_word("message.sent"), None);
    }
}
