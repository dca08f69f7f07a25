//! `case_file`: cases, of either side, and where their rooms stand.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{CaseId, OrganisationId, RoomId},
    time::UnixSeconds,
};
use zeroize::Zeroizing;

use super::{Columns, execute, find, integer, list, redacted, table, words};
use crate::error::StoreError;

words! {
    /// On which side of a case this device is.
    Side {
        /// It wrote the report.
        Reporter = "reporter",
        /// It reads the report.
        Handler = "handler",
    }
}

/// One case.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// Its id.
    pub case: CaseId,
    /// Whose case it is.
    pub organisation: OrganisationId,
    /// The room that it is in now. Successor rooms take its place.
    pub room: RoomId,
    /// Our side of it.
    pub side: Side,
    /// From which index of the seed its keys come; the reporter's alone.
    pub case_index: Option<u64>,
    /// Its keys; the reporter's alone.
    pub keys: Option<Zeroizing<Vec<u8>>>,
    /// The channel that it came through.
    pub channel: String,
    /// The reporter's pseudonym, as CBOR.
    pub pseudonym: Vec<u8>,
    /// Its title.
    pub title: String,
    /// Its status; the engine's word.
    pub status: String,
    /// When it was opened.
    pub opened_at: UnixSeconds,
    /// When something last happened in it.
    pub updated_at: UnixSeconds,
    /// How many messages weren't read yet.
    pub unread: u32,
    /// The room's head after the last envelope that was processed.
    pub head: [u8; 32],
    /// That envelope's number in the room.
    pub sequence: u64,
    /// Hash of the last content object, which the next one names.
    pub last_content: Option<[u8; 32]>,
    /// How many rooms this case had before this one.
    pub generation: u32,
    /// Why the room can't go on, if it can't; the engine's word.
    pub halted: Option<String>,
}

redacted!(CaseFile);
table! {
    /// Cases, of either side.
    Cases
}

const COLUMNS: &str = "case_id, organisation, room, side, case_index, keys, channel, pseudonym, title, status, opened_at, \
                       updated_at, unread, head, sequence, last_content, generation, halted";

impl CaseFile {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            case: row.id("case_id")?,
            organisation: row.id("organisation")?,
            room: row.id("room")?,
            side: row.word("side")?,
            case_index: row.get("case_index")?,
            keys: row.secret("keys")?,
            channel: row.get("channel")?,
            pseudonym: row.get("pseudonym")?,
            title: row.get("title")?,
            status: row.get("status")?,
            opened_at: row.moment("opened_at")?,
            updated_at: row.moment("updated_at")?,
            unread: row.get("unread")?,
            head: row.get("head")?,
            sequence: row.get("sequence")?,
            last_content: row.get("last_content")?,
            generation: row.get("generation")?,
            halted: row.get("halted")?,
        })
    }
}

impl Cases<'_> {
    /// One case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, case: CaseId) -> Result<Option<CaseFile>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM case_file WHERE case_id = ?1");
        find(self.0, &sql, [case.as_bytes()], CaseFile::read)
    }

    /// The case that is in `room` now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn by_room(&self, room: RoomId) -> Result<Option<CaseFile>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM case_file WHERE room = ?1");
        find(self.0, &sql, [room.as_bytes()], CaseFile::read)
    }

    /// The reporter's side of this device: cases that its person wrote, the last changed first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn own(&self) -> Result<Vec<CaseId>, StoreError> {
        // The word stands in the statement as it does in the index of these cases, which is used only then.
        let sql = "SELECT case_id FROM case_file WHERE side = 'reporter' ORDER BY updated_at DESC, case_id";
        list(self.0, sql, [], |row| row.id("case_id"))
    }

    /// The highest index of the seed that a case with this organisation took.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_index(&self, organisation: OrganisationId) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT max(case_index) AS last FROM case_file WHERE organisation = ?1";
        find(self.0, sql, [organisation.as_bytes()], |row| row.get("last")).map(Option::flatten)
    }

    /// Keeps `row`, in place of an earlier one with its id.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such organisation, or another case is in that room.
    pub fn put(&self, row: &CaseFile) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO case_file ({COLUMNS}) VALUES (:case_id, :organisation, :room, :side, :case_index, :keys, :channel,
                 :pseudonym, :title, :status, :opened_at, :updated_at, :unread, :head, :sequence, :last_content, :generation,
                 :halted)
             ON CONFLICT (case_id) DO UPDATE SET organisation = excluded.organisation, room = excluded.room,
                 side = excluded.side, case_index = excluded.case_index, keys = excluded.keys, channel = excluded.channel,
                 pseudonym = excluded.pseudonym, title = excluded.title, status = excluded.status,
                 opened_at = excluded.opened_at, updated_at = excluded.updated_at, unread = excluded.unread,
                 head = excluded.head, sequence = excluded.sequence, last_content = excluded.last_content,
                 generation = excluded.generation, halted = excluded.halted"
        );
        let params = named_params! {
            ":case_id": row.case.as_bytes(),
            ":organisation": row.organisation.as_bytes(),
            ":room": row.room.as_bytes(),
            ":side": row.side.as_str(),
            ":case_index": row.case_index.map(integer).transpose()?,
            ":keys": row.keys.as_deref(),
            ":channel": row.channel,
            ":pseudonym": row.pseudonym,
            ":title": row.title,
            ":status": row.status,
            ":opened_at": integer(row.opened_at.0)?,
            ":updated_at": integer(row.updated_at.0)?,
            ":unread": row.unread,
            ":head": row.head,
            ":sequence": integer(row.sequence)?,
            ":last_content": row.last_content,
            ":generation": row.generation,
            ":halted": row.halted,
        };
        execute(self.0, &sql, params).map(drop)
    }

    /// Keeps what a case's report says of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_report(&self, row: &CaseFile) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET title = ?2, pseudonym = ?3, channel = ?4, opened_at = ?5 WHERE case_id = ?1";
        let opened_at = integer(row.opened_at.0)?;
        execute(self.0, sql, (row.case.as_bytes(), &row.title, &row.pseudonym, &row.channel, opened_at)).map(drop)
    }

    /// Keeps where the room stands.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn update_head(&self, case: CaseId, head: &[u8; 32], sequence: u64) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET head = ?2, sequence = ?3 WHERE case_id = ?1";
        execute(self.0, sql, (case.as_bytes(), head, integer(sequence)?)).map(drop)
    }

    /// Keeps the hash that the next content object names, and when it came.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn update_content(&self, case: CaseId, last: &[u8; 32], at: UnixSeconds) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET last_content = ?2, updated_at = ?3 WHERE case_id = ?1";
        execute(self.0, sql, (case.as_bytes(), last, integer(at.0)?)).map(drop)
    }

    /// Keeps a new status.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_status(&self, case: CaseId, status: &str, at: UnixSeconds) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET status = ?2, updated_at = ?3 WHERE case_id = ?1";
        execute(self.0, sql, (case.as_bytes(), status, integer(at.0)?)).map(drop)
    }

    /// Keeps how many messages weren't read yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_unread(&self, case: CaseId, unread: u32) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET unread = ?2 WHERE case_id = ?1";
        execute(self.0, sql, (case.as_bytes(), unread)).map(drop)
    }

    /// Moves the case to a successor room, which is at its start.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn move_to_room(&self, case: CaseId, room: RoomId, head: &[u8; 32]) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET room = ?2, head = ?3, sequence = 0, generation = generation + 1, halted = NULL
             WHERE case_id = ?1";
        execute(self.0, sql, (case.as_bytes(), room.as_bytes(), head)).map(drop)
    }

    /// Halts every case that was opened, unless it is halted as `stays`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn halt_all(&self, reason: &str, stays: &str) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET halted = ?1 WHERE sequence > 0 AND halted IS NOT ?2";
        execute(self.0, sql, (reason, stays)).map(drop)
    }

    /// Keeps why the room can't go on; `None` if it can.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_halted(&self, case: CaseId, reason: Option<&str>) -> Result<(), StoreError> {
        let sql = "UPDATE case_file SET halted = ?2 WHERE case_id = ?1";
        execute(self.0, sql, (case.as_bytes(), reason)).map(drop)
    }

    /// Removes a case with its messages, readers, attachments and queue; whether there was one. The attachments' files, the raw
    /// envelopes and the MLS group are the caller's.
    ///
    /// # Errors
    /// [`StoreError`].
    // enforces: VAULT-25
    pub fn remove(&self, case: CaseId) -> Result<bool, StoreError> {
        execute(self.0, "DELETE FROM message_word WHERE case_id = ?1", [case.as_bytes()])?;
        Ok(execute(self.0, "DELETE FROM case_file WHERE case_id = ?1", [case.as_bytes()])? > 0)
    }
}
