//! `seen`: which messages were already taken from a room, by the leaf that sent them.

use sotto_protocol::ids::{MessageId, RoomId};

use super::{execute, find, table};
use crate::error::StoreError;

table! {
    /// Messages already taken from a room.
    Seen
}

impl Seen<'_> {
    /// Marks a message as taken; whether it is new. `leaf` names its sender within the room.
    ///
    /// # Errors
    /// [`StoreError`].
    // enforces: VAULT-19
    pub fn insert(&self, room: RoomId, leaf: &[u8], message: MessageId) -> Result<bool, StoreError> {
        let sql =
            "INSERT INTO seen (room, leaf, message) VALUES (?1, ?2, ?3) ON CONFLICT (room, leaf, message) DO NOTHING";
        Ok(execute(self.0, sql, (room.as_bytes(), leaf, message.as_bytes()))? > 0)
    }

    /// Whether a message was taken.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn contains(&self, room: RoomId, leaf: &[u8], message: MessageId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM seen WHERE room = ?1 AND leaf = ?2 AND message = ?3";
        Ok(find(self.0, sql, (room.as_bytes(), leaf, message.as_bytes()), |_| Ok(()))?.is_some())
    }
}
