//! `disclosure`, `identity_share`, `opening`: who disclosed themselves to whom, and what came of it.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{CaseId, DeviceId, MessageId, RecordId},
    time::UnixSeconds,
};

use super::{Columns, execute, find, integer, list, redacted, table, words};
use crate::error::StoreError;

words! {
    /// How far an opening has come.
    OpeningState {
        /// A second person was asked.
        Asked = "asked",
        /// They agreed; it is not opened yet.
        Approved = "approved",
        /// They did not agree.
        Refused = "refused",
        /// It was opened.
        Opened = "opened",
    }
}

/// A disclosure.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Its identifier.
    pub record: RecordId,
    /// In which case.
    pub case: CaseId,
    /// The object by which it was disclosed.
    pub message: MessageId,
    /// What that object said, without shares, as CBOR.
    pub statement: Vec<u8>,
    /// When, as its author says.
    pub at: UnixSeconds,
    /// Where the log has it.
    pub position: u64,
    /// When it was taken back, and where the log has that.
    pub withdrawn: Option<(UnixSeconds, u64)>,
}

/// An opening, from the request on.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// What asked for a second person, or opened where none was needed.
    pub request: MessageId,
    /// Of what.
    pub record: RecordId,
    /// On which device.
    pub device: DeviceId,
    /// Whose device that was.
    pub name: String,
    /// Why.
    pub reason: String,
    /// How far it has come.
    pub state: OpeningState,
    /// When it was asked for.
    pub asked_at: UnixSeconds,
    /// The second person, and when they answered.
    pub decided: Option<(String, UnixSeconds)>,
    /// The object that opened it, and when.
    pub opened: Option<(MessageId, UnixSeconds)>,
    /// Where the log has the last of these.
    pub position: u64,
}

redacted!(Disclosure);
redacted!(Opening);
table! {
    /// Who disclosed themselves to whom.
    Disclosures
}

const COLUMNS: &str = "record, case_id, message, statement, at, position, withdrawn_at, withdrawn_position";
const OPENING: &str =
    "request, record, device, name, reason, state, asked_at, decided_by, decided_at, opening, opened_at, position";

impl Disclosure {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let withdrawn_at: Option<u64> = row.get("withdrawn_at")?;
        let withdrawn_position: Option<u64> = row.get("withdrawn_position")?;
        Ok(Self {
            record: row.id("record")?,
            case: row.id("case_id")?,
            message: row.id("message")?,
            statement: row.get("statement")?,
            at: row.moment("at")?,
            position: row.get("position")?,
            withdrawn: withdrawn_at.map(UnixSeconds).zip(withdrawn_position),
        })
    }
}

impl Opening {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (decided_by, decided_at): (Option<String>, Option<u64>) = (row.get("decided_by")?, row.get("decided_at")?);
        let (opening, opened_at) = (row.optional_id("opening")?, row.get::<_, Option<u64>>("opened_at")?);
        Ok(Self {
            request: row.id("request")?,
            record: row.id("record")?,
            device: row.id("device")?,
            name: row.get("name")?,
            reason: row.get("reason")?,
            state: row.word("state")?,
            asked_at: row.moment("asked_at")?,
            decided: decided_by.zip(decided_at.map(UnixSeconds)),
            opened: opening.zip(opened_at.map(UnixSeconds)),
            position: row.get("position")?,
        })
    }
}

impl Disclosures<'_> {
    /// One disclosure.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, record: RecordId) -> Result<Option<Disclosure>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM disclosure WHERE record = ?1");
        find(self.0, &sql, [record.as_bytes()], Disclosure::read)
    }

    /// The last one of a case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_of_case(&self, case: CaseId) -> Result<Option<Disclosure>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM disclosure WHERE case_id = ?1 ORDER BY position DESC LIMIT 1");
        find(self.0, &sql, [case.as_bytes()], Disclosure::read)
    }

    /// Those that stand and that somebody asked to open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn with_requests(&self) -> Result<Vec<Disclosure>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM disclosure WHERE withdrawn_at IS NULL AND EXISTS
                 (SELECT 1 FROM opening WHERE opening.record = disclosure.record AND opening.state = 'asked')
             ORDER BY position"
        );
        list(self.0, &sql, [], Disclosure::read)
    }

    /// Keeps a disclosure once; whether it is new.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn insert(&self, row: &Disclosure) -> Result<bool, StoreError> {
        let sql = "INSERT INTO disclosure (record, case_id, message, statement, at, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (record) DO NOTHING";
        let (record, case, message) = (row.record.as_bytes(), row.case.as_bytes(), row.message.as_bytes());
        let params = (record, case, message, &row.statement, integer(row.at.0)?, integer(row.position)?);
        Ok(execute(self.0, sql, params)? > 0)
    }

    /// Keeps that a disclosure was taken back, and destroys its shares; whether it stood.
    ///
    /// # Errors
    /// [`StoreError`].
    // enforces: IDEN-14
    pub fn withdraw(&self, record: RecordId, at: UnixSeconds, position: u64) -> Result<bool, StoreError> {
        execute(self.0, "DELETE FROM identity_share WHERE record = ?1", [record.as_bytes()])?;
        let sql = "UPDATE disclosure SET withdrawn_at = ?2, withdrawn_position = ?3
             WHERE record = ?1 AND withdrawn_at IS NULL";
        Ok(execute(self.0, sql, (record.as_bytes(), integer(at.0)?, integer(position)?))? > 0)
    }

    /// Takes note of where else the log has a disclosure now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn move_to(&self, record: RecordId, position: u64) -> Result<(), StoreError> {
        let sql = "UPDATE disclosure SET position = ?2 WHERE record = ?1";
        execute(self.0, sql, (record.as_bytes(), integer(position)?)).map(drop)
    }

    /// Takes note of where else the log has a withdrawal now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn move_withdrawal_to(&self, record: RecordId, position: u64) -> Result<(), StoreError> {
        let sql = "UPDATE disclosure SET withdrawn_position = ?2 WHERE record = ?1 AND withdrawn_position IS NOT NULL";
        execute(self.0, sql, (record.as_bytes(), integer(position)?)).map(drop)
    }

    /// Takes note of where else the log has the last step of an opening now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn move_opening_to(&self, record: RecordId, request: MessageId, position: u64) -> Result<(), StoreError> {
        let sql = "UPDATE opening SET position = ?3 WHERE record = ?1 AND request = ?2";
        execute(self.0, sql, (record.as_bytes(), request.as_bytes(), integer(position)?)).map(drop)
    }

    /// Keeps a share, as CBOR.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such disclosure.
    pub fn put_share(&self, record: RecordId, share: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO identity_share (record, share) VALUES (?1, ?2)";
        execute(self.0, sql, (record.as_bytes(), share)).map(drop)
    }

    /// The shares of a record that this device holds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn shares(&self, record: RecordId) -> Result<Vec<Vec<u8>>, StoreError> {
        let sql = "SELECT share FROM identity_share WHERE record = ?1";
        list(self.0, sql, [record.as_bytes()], |row| row.get("share"))
    }

    /// One opening of a record, by what asked for it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn opening(&self, record: RecordId, request: MessageId) -> Result<Option<Opening>, StoreError> {
        let sql = format!("SELECT {OPENING} FROM opening WHERE record = ?1 AND request = ?2");
        find(self.0, &sql, (record.as_bytes(), request.as_bytes()), Opening::read)
    }

    /// The openings of a record, in the order in which they were asked for.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn openings(&self, record: RecordId) -> Result<Vec<Opening>, StoreError> {
        let sql = format!("SELECT {OPENING} FROM opening WHERE record = ?1 ORDER BY rowid");
        list(self.0, &sql, [record.as_bytes()], Opening::read)
    }

    /// Keeps an opening, in place of what was known of it.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such disclosure.
    pub fn put_opening(&self, row: &Opening) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO opening ({OPENING}) VALUES (:request, :record, :device, :name, :reason, :state, :asked_at,
                 :decided_by, :decided_at, :opening, :opened_at, :position)
             ON CONFLICT (record, request) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
                 decided_at = excluded.decided_at, opening = excluded.opening, opened_at = excluded.opened_at,
                 position = excluded.position"
        );
        let (decided_by, decided_at) = row.decided.as_ref().map(|(by, at)| (by.as_str(), at.0)).unzip();
        let (opening, opened_at) = row.opened.as_ref().map(|(opening, at)| (opening.as_bytes(), at.0)).unzip();
        let params = named_params! {
            ":request": row.request.as_bytes(),
            ":record": row.record.as_bytes(),
            ":device": row.device.as_bytes(),
            ":name": row.name,
            ":reason": row.reason,
            ":state": row.state.as_str(),
            ":asked_at": integer(row.asked_at.0)?,
            ":decided_by": decided_by,
            ":decided_at": decided_at,
            ":opening": opening,
            ":opened_at": opened_at,
            ":position": integer(row.position)?,
        };
        execute(self.0, &sql, params).map(drop)
    }
}
