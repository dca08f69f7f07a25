//! `case_label`: the labels of cases, for the person of this vault alone.

use sotto_protocol::ids::CaseId;

use super::{execute, find, list, redacted, table};
use crate::error::StoreError;

/// A label that is in use.
#[derive(Clone, PartialEq, Eq)]
pub struct UsedLabel {
    /// As it was written.
    pub label: String,
    /// How many cases have it.
    pub cases: u32,
}

redacted!(UsedLabel);
table! {
    /// The labels of cases.
    Labels
}

impl Labels<'_> {
    /// Those of a case, in the order of the alphabet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT label FROM case_label WHERE case_id = ?1 ORDER BY folded";
        list(self.0, sql, [case.as_bytes()], |row| row.get("label"))
    }

    /// All that are in use, in the order of the alphabet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn used(&self) -> Result<Vec<UsedLabel>, StoreError> {
        let sql = "SELECT min(label) AS label, count(*) AS cases FROM case_label GROUP BY folded ORDER BY folded";
        list(self.0, sql, [], |row| Ok(UsedLabel { label: row.get("label")?, cases: row.get("cases")? }))
    }

    /// Keeps `labels` as those of a case, in place of all that it had. One that other cases have is written as there.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn replace(&self, case: CaseId, labels: &[String]) -> Result<(), StoreError> {
        execute(self.0, "DELETE FROM case_label WHERE case_id = ?1", [case.as_bytes()])?;
        for label in labels {
            let folded = fold(label);
            let sql = "SELECT label FROM case_label WHERE folded = ?1 LIMIT 1";
            let known: Option<String> = find(self.0, sql, [&folded], |row| row.get("label"))?;
            let sql = "INSERT OR IGNORE INTO case_label (case_id, folded, label) VALUES (?1, ?2, ?3)";
            execute(self.0, sql, (case.as_bytes(), &folded, known.as_ref().unwrap_or(label)))?;
        }
        Ok(())
    }
}

/// What labels have in common that are the same to people.
pub(super) fn fold(label: &str) -> String {
    label.to_lowercase()
}
