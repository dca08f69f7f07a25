//! `draft`: reports that aren't sent yet, saved as typed.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{DraftId, OrganisationId},
    time::UnixSeconds,
};

use super::{Columns, execute, find, integer, list, redacted, table};
use crate::error::StoreError;

/// One draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub draft: DraftId,
    /// To whom.
    pub organisation: OrganisationId,
    /// Through which channel of theirs.
    pub channel: String,
    /// Its title, as typed.
    pub title: String,
    /// Its text, as typed.
    pub body: String,
    /// When it was begun.
    pub created_at: UnixSeconds,
    /// When it was last changed.
    pub updated_at: UnixSeconds,
}

redacted!(Draft);
table! {
    /// Reports that aren't sent yet.
    Drafts
}

const COLUMNS: &str = "draft, organisation, channel, title, body, created_at, updated_at";

impl Draft {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            draft: row.id("draft")?,
            organisation: row.id("organisation")?,
            channel: row.get("channel")?,
            title: row.get("title")?,
            body: row.get("body")?,
            created_at: row.moment("created_at")?,
            updated_at: row.moment("updated_at")?,
        })
    }
}

impl Drafts<'_> {
    /// One draft that was not removed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, draft: DraftId) -> Result<Option<Draft>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM draft WHERE draft = ?1 AND removed = 0");
        find(self.0, &sql, [draft.as_bytes()], Draft::read)
    }

    /// All that were not removed, the last changed first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list(&self) -> Result<Vec<Draft>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM draft WHERE removed = 0 ORDER BY updated_at DESC, draft");
        list(self.0, &sql, [], Draft::read)
    }

    /// Keeps `row`, in place of an earlier one with its id. When it was begun stays.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such organisation.
    pub fn put(&self, row: &Draft) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO draft ({COLUMNS}) VALUES (:draft, :organisation, :channel, :title, :body, :created_at, :updated_at)
             ON CONFLICT (draft) DO UPDATE SET organisation = excluded.organisation, channel = excluded.channel,
                 title = excluded.title, body = excluded.body, updated_at = excluded.updated_at"
        );
        let params = named_params! {
            ":draft": row.draft.as_bytes(),
            ":organisation": row.organisation.as_bytes(),
            ":channel": row.channel,
            ":title": row.title,
            ":body": row.body,
            ":created_at": integer(row.created_at.0)?,
            ":updated_at": integer(row.updated_at.0)?,
        };
        execute(self.0, &sql, params).map(drop)
    }

    /// Marks a draft as removed, or takes that back; whether it was the other way before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_removed(&self, draft: DraftId, removed: bool) -> Result<bool, StoreError> {
        let sql = "UPDATE draft SET removed = ?2 WHERE draft = ?1 AND removed <> ?2";
        Ok(execute(self.0, sql, (draft.as_bytes(), removed))? > 0)
    }

    /// Those that are marked as removed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn removed(&self) -> Result<Vec<DraftId>, StoreError> {
        list(self.0, "SELECT draft FROM draft WHERE removed = 1", [], |row| row.id("draft"))
    }

    /// Removes a draft; whether there was one. Its attachments go first, each with its file.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` while an attachment belongs to it.
    pub fn remove(&self, draft: DraftId) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM draft WHERE draft = ?1", [draft.as_bytes()])? > 0)
    }
}
