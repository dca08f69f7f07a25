//! `envelope`: raw envelopes of rooms, kept so that a relay which lost them can be refilled.

use rusqlite::Row;
use sotto_protocol::{
    ids::{OrganisationId, RoomId},
    time::UnixSeconds,
};

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
    /// Whether this vault's person appended it.
    pub own: bool,
    /// How many entries the log had when the relay was last known to hold it; none if a restored relay may lack it.
    pub log_size: Option<u64>,
}

redacted!(Envelope);
table! {
    /// Raw envelopes, to refill a relay that lost them.
    Envelopes
}

const COLUMNS: &str = "room, sequence, bytes, received_at, own, log_size";

impl Envelope {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            room: row.id("room")?,
            sequence: row.get("sequence")?,
            bytes: row.get("bytes")?,
            received_at: row.moment("received_at")?,
            own: row.get("own")?,
            log_size: row.get("log_size")?,
        })
    }
}

impl Envelopes<'_> {
    /// One envelope.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, room: RoomId, sequence: u64) -> Result<Option<Envelope>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM envelope WHERE room = ?1 AND sequence = ?2");
        find(self.0, &sql, (room.as_bytes(), integer(sequence)?), Envelope::read)
    }

    /// Those of a room after number `sequence`, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn after(&self, room: RoomId, sequence: u64) -> Result<Vec<Envelope>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM envelope WHERE room = ?1 AND sequence > ?2 ORDER BY sequence");
        list(self.0, &sql, (room.as_bytes(), integer(sequence)?), Envelope::read)
    }

    /// The first one of a room that a restored relay may lack.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn first_lost(&self, room: RoomId) -> Result<Option<Envelope>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM envelope WHERE room = ?1 AND log_size IS NULL ORDER BY sequence LIMIT 1");
        find(self.0, &sql, [room.as_bytes()], Envelope::read)
    }

    /// Whether the relay was known to hold one of a room after number `sequence`, whatever it was put back from.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn is_held_after(&self, room: RoomId, sequence: u64) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM envelope WHERE room = ?1 AND sequence > ?2 AND log_size IS NOT NULL LIMIT 1";
        Ok(find(self.0, sql, (room.as_bytes(), integer(sequence)?), |_| Ok(()))?.is_some())
    }

    /// Keeps an envelope once; whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn insert(&self, row: &Envelope) -> Result<bool, StoreError> {
        let sql = format!(
            "INSERT INTO envelope ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (room, sequence) DO NOTHING"
        );
        let (sequence, received_at) = (integer(row.sequence)?, integer(row.received_at.0)?);
        let log_size = row.log_size.map(integer).transpose()?;
        let params = (row.room.as_bytes(), sequence, &row.bytes, received_at, row.own, log_size);
        Ok(execute(self.0, &sql, params)? > 0)
    }

    /// Takes note that the relay holds one, in a log of so many entries.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hold(&self, room: RoomId, sequence: u64, log_size: u64) -> Result<(), StoreError> {
        let sql = "UPDATE envelope SET log_size = ?3 WHERE room = ?1 AND sequence = ?2";
        execute(self.0, sql, (room.as_bytes(), integer(sequence)?, integer(log_size)?)).map(drop)
    }

    /// Takes note that an organisation's relay was put back from a copy whose log has `size` entries: whatever it was known
    /// to hold before there was another entry is in that copy, and the rest it may lack. How many that is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn lose(&self, organisation: OrganisationId, size: u64) -> Result<usize, StoreError> {
        let sql = "UPDATE envelope SET log_size = NULL
             WHERE log_size >= ?2 AND room IN (SELECT room FROM case_file WHERE organisation = ?1)";
        execute(self.0, sql, (organisation.as_bytes(), integer(size)?))
    }

    /// Removes those that came before `moment`, but those that a relay may lack; how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prune(&self, moment: UnixSeconds) -> Result<usize, StoreError> {
        let sql = "DELETE FROM envelope WHERE received_at < ?1 AND log_size IS NOT NULL";
        execute(self.0, sql, [integer(moment.0)?])
    }

    /// Removes those of a room; how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove_room(&self, room: RoomId) -> Result<usize, StoreError> {
        execute(self.0, "DELETE FROM envelope WHERE room = ?1", [room.as_bytes()])
    }
}
