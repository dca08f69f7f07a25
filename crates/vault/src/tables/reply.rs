//! `reply`: replies that aren't sent yet, saved as typed; at most one a case.

use sotto_protocol::ids::CaseId;

use super::{execute, find, table};
use crate::error::StoreError;

table! {
    /// Replies that aren't sent yet.
    Replies
}

impl Replies<'_> {
    /// The text of the reply in a case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, case: CaseId) -> Result<Option<String>, StoreError> {
        find(self.0, "SELECT body FROM reply WHERE case_id = ?1", [case.as_bytes()], |row| row.get("body"))
    }

    /// Keeps the text of the reply in a case, in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn put(&self, case: CaseId, body: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO reply (case_id, body) VALUES (?1, ?2) ON CONFLICT (case_id) DO UPDATE SET body = excluded.body";
        execute(self.0, sql, (case.as_bytes(), body)).map(drop)
    }

    /// Gives the reply in a case to another one.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if that one has a reply, or is not there.
    pub fn hand_over(&self, from: CaseId, to: CaseId) -> Result<(), StoreError> {
        let sql = "UPDATE reply SET case_id = ?2 WHERE case_id = ?1";
        execute(self.0, sql, (from.as_bytes(), to.as_bytes())).map(drop)
    }

    /// Removes the reply in a case; whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove(&self, case: CaseId) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM reply WHERE case_id = ?1", [case.as_bytes()])? > 0)
    }
}
