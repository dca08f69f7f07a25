//! `listed`: by what lists of cases are filtered, sorted and searched.

use std::fmt::Write as _;

use rusqlite::{ToSql, named_params};
use sotto_protocol::{ids::CaseId, time::UnixSeconds};

use super::{Columns, execute, find, integer, list, redacted, table};
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
    /// Title and pseudonym; kept in lower case.
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
    /// Each of its words begins a word of a message, or is in title or pseudonym.
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

const WHERE: &str = "WHERE (:status IS NULL OR status = :status) AND (:not_status IS NULL OR status <> :not_status)
     AND (:mine IS NULL OR mine = :mine) AND (:waits IS NULL OR waits = :waits) AND (:due_by IS NULL OR due_at <= :due_by)";

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

    /// How many cases `filter` finds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count(&self, filter: &CaseFilter<'_>) -> Result<u32, StoreError> {
        let query = Query::of(filter)?;
        let sql = format!("SELECT count(*) AS cases FROM listed {}", query.condition);
        Ok(find(self.0, &sql, query.params().as_slice(), |row| row.get("cases"))?.unwrap_or(0))
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
        let query = Query::of(filter)?;
        let order = match order {
            CaseOrder::Due => "due_at IS NULL, due_at, case_id",
            CaseOrder::Updated => "updated_at DESC, case_id",
        };
        let sql =
            format!("SELECT case_id FROM listed {} ORDER BY {order} LIMIT {count} OFFSET {skip}", query.condition);
        list(self.0, &sql, query.params().as_slice(), |row| row.id("case_id"))
    }
}

/// A filter as SQL.
struct Query {
    condition: String,
    params: Vec<(String, Box<dyn ToSql>)>,
}

impl Query {
    fn of(filter: &CaseFilter<'_>) -> Result<Self, StoreError> {
        let due_by = filter.due_by.map(|at| integer(at.0)).transpose()?;
        let mut query = Self { condition: WHERE.to_owned(), params: Vec::new() };
        query.bind("status", filter.status.map(str::to_owned));
        query.bind("not_status", filter.not_status.map(str::to_owned));
        query.bind("mine", filter.mine);
        query.bind("waits", filter.waits);
        query.bind("due_by", due_by);
        for (n, word) in filter.search.split_whitespace().take(MOST_WORDS).enumerate() {
            // Writing to a string doesn't fail.
            let _ = write!(
                query.condition,
                " AND (instr(words, :in{n}) > 0 OR case_id IN
                     (SELECT case_id FROM message_word WHERE message_word MATCH :begins{n}))"
            );
            query.bind(&format!("in{n}"), word.to_lowercase());
            // A string of FTS5, so that nothing in it is an operator.
            query.bind(&format!("begins{n}"), format!("\"{}\"*", word.replace('"', "\"\"")));
        }
        Ok(query)
    }

    fn bind(&mut self, name: &str, value: impl ToSql + 'static) {
        self.params.push((format!(":{name}"), Box::new(value)));
    }

    fn params(&self) -> Vec<(&str, &dyn ToSql)> {
        self.params.iter().map(|(name, value)| (name.as_str(), &**value)).collect()
    }
}
