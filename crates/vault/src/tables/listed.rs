//! `listed`: by what lists of cases are filtered, sorted and searched.

use rusqlite::{ToSql, named_params};
use sotto_protocol::{ids::CaseId, time::UnixSeconds};

use super::{Columns, execute, find, integer, label::fold, list, redacted, table};
use crate::error::StoreError;

/// Words of a search beyond these are not looked at.
const MOST_WORDS: usize = 8;

/// One case as lists know it.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedCase {
    /// The case.
    pub case: CaseId,
    /// Its status; the engine's word.
    pub status: String,
    /// The person of this vault reads it.
    pub mine: bool,
    /// The last word was the office's.
    pub waits: bool,
    /// When the office owes the next step.
    pub due_at: Option<UnixSeconds>,
    /// When something last happened in it.
    pub updated_at: UnixSeconds,
    /// Title, pseudonym and labels; kept in lower case.
    pub words: String,
}

redacted!(ListedCase);

/// Which cases. What is `None` or empty asks for nothing.
#[derive(Clone, Copy, Default)]
pub struct CaseFilter<'a> {
    /// Of this status.
    pub status: Option<&'a str>,
    /// Of any status but this one.
    pub not_status: Option<&'a str>,
    /// Read by the person of this vault.
    pub mine: Option<bool>,
    /// The last word was the office's.
    pub waits: Option<bool>,
    /// Something is owed until then.
    pub due_by: Option<UnixSeconds>,
    /// It has this label.
    pub label: Option<&'a str>,
    /// Each of its words begins a word of a message, or is in title, pseudonym or a label.
    pub search: &'a str,
}

redacted!(CaseFilter<'_>);

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseOrder {
    /// What is owed the soonest first, what owes nothing last.
    Due,
    /// What changed last first.
    Updated,
}

table! {
    /// Lists of cases.
    Listings
}

impl Listings<'_> {
    /// Whether some rows are behind: those of a vault that an older version left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn is_behind(&self) -> Result<bool, StoreError> {
        Ok(find(self.0, "SELECT 1 FROM changed_case LIMIT 1", [], |_| Ok(()))?.is_some())
    }

    /// The cases whose rows are behind, each told once.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn take_changed(&self) -> Result<Vec<CaseId>, StoreError> {
        let changed = list(self.0, "SELECT case_id FROM changed_case", [], |row| row.id("case_id"))?;
        if !changed.is_empty() {
            execute(self.0, "DELETE FROM changed_case", [])?;
        }
        Ok(changed)
    }

    /// Keeps `row`, in place of an earlier one of its case.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn put(&self, row: &ListedCase) -> Result<(), StoreError> {
        let sql = "INSERT INTO listed (case_id, status, mine, waits, due_at, updated_at, words)
                 VALUES (:case_id, :status, :mine, :waits, :due_at, :updated_at, :words)
             ON CONFLICT (case_id) DO UPDATE SET status = excluded.status, mine = excluded.mine, waits = excluded.waits,
                 due_at = excluded.due_at, updated_at = excluded.updated_at, words = excluded.words";
        let params = named_params! {
            ":case_id": row.case.as_bytes(),
            ":status": row.status,
            ":mine": row.mine,
            ":waits": row.waits,
            ":due_at": row.due_at.map(|at| integer(at.0)).transpose()?,
            ":updated_at": integer(row.updated_at.0)?,
            ":words": row.words.to_lowercase(),
        };
        execute(self.0, sql, params).map(drop)
    }

    /// Makes the words of a message findable.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_words(&self, case: CaseId, words: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO message_word (words, case_id) VALUES (?1, ?2)";
        execute(self.0, sql, (words, case.as_bytes())).map(drop)
    }

    /// How many cases each of `filters` finds, in one reading.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count(&self, filters: &[CaseFilter<'_>]) -> Result<Vec<u32>, StoreError> {
        let mut params = Params::default();
        let conditions = filters.iter().map(|filter| params.condition(filter)).collect::<Result<Vec<_>, _>>()?;
        let counts: Vec<String> =
            conditions.iter().map(|condition| format!("count(*) FILTER (WHERE {condition})")).collect();
        let sql = format!("SELECT {} FROM listed", counts.join(", "));
        let found = find(self.0, &sql, params.bound().as_slice(), |row| {
            (0..filters.len()).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Up to `count` of the cases that `filter` finds, after the first `skip`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn page(
        &self,
        filter: &CaseFilter<'_>,
        order: CaseOrder,
        (skip, count): (u32, u32),
    ) -> Result<Vec<CaseId>, StoreError> {
        let mut params = Params::default();
        let condition = params.condition(filter)?;
        let order = match order {
            CaseOrder::Due => "due_at IS NULL, due_at, case_id",
            CaseOrder::Updated => "updated_at DESC, case_id",
        };
        let (count, skip) = (params.bind(count), params.bind(skip));
        let sql = format!("SELECT case_id FROM listed WHERE {condition} ORDER BY {order} LIMIT {count} OFFSET {skip}");
        list(self.0, &sql, params.bound().as_slice(), |row| row.id("case_id"))
    }
}

/// What filters ask for, to be bound.
#[derive(Default)]
struct Params(Vec<Box<dyn ToSql>>);

impl Params {
    /// A filter as SQL.
    fn condition(&mut self, filter: &CaseFilter<'_>) -> Result<String, StoreError> {
        let mut conditions = vec!["TRUE".to_owned()];
        if let Some(status) = filter.status {
            conditions.push(format!("status = {}", self.bind(status.to_owned())));
        }
        if let Some(status) = filter.not_status {
            conditions.push(format!("status <> {}", self.bind(status.to_owned())));
        }
        if let Some(mine) = filter.mine {
            conditions.push(format!("mine = {}", self.bind(mine)));
        }
        if let Some(waits) = filter.waits {
            conditions.push(format!("waits = {}", self.bind(waits)));
        }
        if let Some(due_by) = filter.due_by {
            conditions.push(format!("due_at <= {}", self.bind(integer(due_by.0)?)));
        }
        if let Some(label) = filter.label {
            let folded = self.bind(fold(label));
            conditions.push(format!("case_id IN (SELECT case_id FROM case_label WHERE folded = {folded})"));
        }
        for word in filter.search.split_whitespace().take(MOST_WORDS) {
            let within = self.bind(word.to_lowercase());
            // A string of FTS5, so that nothing in it is an operator.
            let begins = self.bind(format!("\"{}\"*", word.replace('"', "\"\"")));
            conditions.push(format!(
                "(instr(words, {within}) > 0 OR case_id IN
                     (SELECT case_id FROM message_word WHERE message_word MATCH {begins}))"
            ));
        }
        Ok(conditions.join(" AND "))
    }

    fn bind(&mut self, value: impl ToSql + 'static) -> String {
        self.0.push(Box::new(value));
        format!("?{}", self.0.len())
    }

    fn bound(&self) -> Vec<&dyn ToSql> {
        self.0.iter().map(|value| &**value).collect()
    }
}
