//! `envelope`: raw envelopes of rooms, kept so that a relay which lost them can be refilled.

use rusqlite::Row;
use sotto_protocol::{ids::RoomId, time::UnixSeconds};

use super::{Columns, execute, find, integer, list, redacted, table};
use crate::error::StoreError;

/// One envelope as the relay delivered or took it.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The room.
    pub room: RoomId,
    /// Its number in the room.
    pub sequence: u64,
    /// Its bytes, sealed, with what the relay's head commits to.
    pub bytes: Vec<u8>,
    /// When it came.
    pub received_at: UnixSeconds,
}

redacted!(Envelope);
table! {
    /// Raw envelopes, to refill a relay that lost them.
    Envelopes
}

impl Envelope {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            room: row.id("room")?,
            sequence: row.get("sequence")?,
            bytes: row.get("bytes")?,
            received_at: row.moment("received_at")?,
        })
    }
}

impl Envelopes<'_> {
    /// One envelope.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, room: RoomId, sequence: u64) -> Result<Option<Envelope>, StoreError> {
        let sql = "SELECT room, sequence, bytes, received_at FROM envelope WHERE room = ?1 AND sequence = ?2";
        find(self.0, sql, (room.as_bytes(), integer(sequence)?), Envelope::read)
    }

    /// Those of a room after number `sequence`, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn after(&self, room: RoomId, sequence: u64) -> Result<Vec<Envelope>, StoreError> {
        let sql = "SELECT room, sequence, bytes, received_at FROM envelope WHERE room = ?1 AND sequence > ?2 ORDER BY sequence";
        list(self.0, sql, (room.as_bytes(), integer(sequence)?), Envelope::read)
    }

    /// Keeps an envelope once; whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn insert(&self, row: &Envelope) -> Result<bool, StoreError> {
        let sql = "INSERT INTO envelope (room, sequence, bytes, received_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (room, sequence) DO NOTHING";
        let params = (row.room.as_bytes(), integer(row.sequence)?, &row.bytes, integer(row.received_at.0)?);
        Ok(execute(self.0, sql, params)? > 0)
    }

    /// Removes those that came before `moment`; how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prune(&self, moment: UnixSeconds) -> Result<usize, StoreError> {
        execute(self.0, "DELETE FROM envelope WHERE received_at < ?1", [integer(moment.0)?])
    }

    /// Removes those of a room; how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove_room(&self, room: RoomId) -> Result<usize, StoreError> {
        execute(self.0, "DELETE FROM envelope WHERE room = ?1", [room.as_bytes()])
    }
}
