//! What every MLS message carries as authenticated additional data: its place in the room.

use minicbor::{Decode, Encode, bytes::ByteArray, bytes::ByteVec};
use sotto_protocol::{
    ids::MessageId,
    room::{Declared, Head},
};

/// Binds a message or Commit to its place, to what was declared beside it, and to the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Binding {
    /// The identifier that it was appended under.
    #[n(0)]
    pub message: MessageId,
    /// The head that it extends.
    #[n(1)]
    pub previous: Head,
    /// SHA-256 of what its sender declared to the relay.
    #[n(2)]
    pub declared: ByteArray<32>,
    /// The roster by which a Commit is judged.
    #[n(3)]
    pub roster_version: u32,
    /// The latest checkpoint that its sender verified; empty before the first contact.
    #[n(4)]
    pub checkpoint: ByteVec,
}

impl Binding {
    /// Whether it was made for this place and this declaration.
    // enforces: ROOM-05
    pub(crate) fn fits(&self, message: &MessageId, previous: &Head, declared: &Declared) -> bool {
        self.message == *message && self.previous == *previous && *self.declared == declared.hash()
    }
}
