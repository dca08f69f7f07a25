//! `reader`: who can read a case, a row a device.

use rusqlite::Row;
use sotto_protocol::ids::{CaseId, DeviceId, HandlerId};

use super::{Columns, execute, list, redacted, table};
use crate::error::StoreError;

/// One device that reads a case.
#[derive(Clone, PartialEq, Eq)]
pub struct Reader {
    /// The case.
    pub case: CaseId,
    /// The device.
    pub device: DeviceId,
    /// Whose device it is.
    pub handler: HandlerId,
    /// Their name in the roster.
    pub name: String,
    /// Their title in the roster.
    pub title: String,
    /// Whether the roster that we verified certifies the device.
    pub verified: bool,
}

redacted!(Reader);
table! {
    /// Who can read a case.
    Readers
}

impl Reader {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            case: row.id("case_id")?,
            device: row.id("device")?,
            handler: row.id("handler")?,
            name: row.get("name")?,
            title: row.get("title")?,
            verified: row.get("verified")?,
        })
    }
}

impl Readers<'_> {
    /// Those of a case, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Reader>, StoreError> {
        let sql = "SELECT case_id, device, handler, name, title, verified FROM reader WHERE case_id = ?1
             ORDER BY name, handler, device";
        list(self.0, sql, [case.as_bytes()], Reader::read)
    }

    /// Keeps `row`, in place of an earlier one of that device.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn put(&self, row: &Reader) -> Result<(), StoreError> {
        let sql = "INSERT INTO reader (case_id, device, handler, name, title, verified) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (case_id, device) DO UPDATE SET handler = excluded.handler, name = excluded.name,
                 title = excluded.title, verified = excluded.verified";
        let Reader { case, device, handler, name, title, verified } = row;
        execute(self.0, sql, (case.as_bytes(), device.as_bytes(), handler.as_bytes(), name, title, verified)).map(drop)
    }

    /// Makes `rows` the readers of `case`, and no others.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn replace(&self, case: CaseId, rows: &[Reader]) -> Result<(), StoreError> {
        execute(self.0, "DELETE FROM reader WHERE case_id = ?1", [case.as_bytes()])?;
        rows.iter().filter(|row| row.case == case).try_for_each(|row| self.put(row))
    }
}
