//! `entry`: log entries that this device verified.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{CaseId, OrganisationId},
    time::UnixSeconds,
};

use super::{Columns, execute, find, integer, list, redacted, table};
use crate::error::StoreError;

/// One verified entry of an organisation's log.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose log.
    pub organisation: OrganisationId,
    /// Its index in the tree, from 0.
    pub position: u64,
    /// The event, as the JCS text that the leaf commits to.
    pub event: String,
    /// The salt of that commitment.
    pub salt: [u8; 32],
    /// The case that it is about, if one.
    pub case: Option<CaseId>,
    /// When this device verified it.
    pub verified_at: UnixSeconds,
}

redacted!(Entry);
table! {
    /// Log entries that this device verified.
    Entries
}

const COLUMNS: &str = "organisation, position, event, salt, case_id, verified_at";

impl Entry {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            organisation: row.id("organisation")?,
            position: row.get("position")?,
            event: row.get("event")?,
            salt: row.get("salt")?,
            case: row.optional_id("case_id")?,
            verified_at: row.moment("verified_at")?,
        })
    }
}

impl Entries<'_> {
    /// One entry.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, organisation: OrganisationId, position: u64) -> Result<Option<Entry>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE organisation = ?1 AND position = ?2");
        find(self.0, &sql, (organisation.as_bytes(), integer(position)?), Entry::read)
    }

    /// Those of an organisation, in the log's order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_organisation(&self, organisation: OrganisationId) -> Result<Vec<Entry>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE organisation = ?1 ORDER BY position");
        list(self.0, &sql, [organisation.as_bytes()], Entry::read)
    }

    /// Those about a case, in the log's order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Entry>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE case_id = ?1 ORDER BY position");
        list(self.0, &sql, [case.as_bytes()], Entry::read)
    }

    /// Keeps an entry, in place of an earlier one at its index.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such organisation.
    pub fn put(&self, row: &Entry) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO entry ({COLUMNS}) VALUES (:organisation, :position, :event, :salt, :case_id, :verified_at)
             ON CONFLICT (organisation, position) DO UPDATE SET event = excluded.event, salt = excluded.salt,
                 case_id = excluded.case_id, verified_at = excluded.verified_at"
        );
        let params = named_params! {
            ":organisation": row.organisation.as_bytes(),
            ":position": integer(row.position)?,
            ":event": row.event,
            ":salt": row.salt,
            ":case_id": row.case.as_ref().map(CaseId::as_bytes),
            ":verified_at": integer(row.verified_at.0)?,
        };
        execute(self.0, &sql, params).map(drop)
    }
}
