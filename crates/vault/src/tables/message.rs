//! `message`: what was said in a case, with the signed object verbatim.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{CaseId, MessageId},
    time::UnixSeconds,
};

use super::{Columns, execute, find, integer, list, redacted, table};
use crate::error::StoreError;

/// One message.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub message: MessageId,
    /// The case that it was said in.
    pub case: CaseId,
    /// The number of its envelope in the room.
    pub sequence: u64,
    /// What it is; the engine's word.
    pub kind: String,
    /// What its author is; the engine's word.
    pub author_kind: String,
    /// Its author's key or id.
    pub author: Vec<u8>,
    /// Its author's name when it came.
    pub author_name: String,
    /// When it was written, as its author says.
    pub at: UnixSeconds,
    /// Its text.
    pub body: String,
    /// The signed object, verbatim.
    pub content: Vec<u8>,
    /// Its author saw something before it that this device does not have.
    pub after_gap: bool,
    /// The room's head after it.
    pub head: [u8; 32],
}

redacted!(Message);
table! {
    /// What was said in cases.
    Messages
}

const COLUMNS: &str =
    "message, case_id, sequence, kind, author_kind, author, author_name, at, body, content, after_gap, head";

impl Message {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            message: row.id("message")?,
            case: row.id("case_id")?,
            sequence: row.get("sequence")?,
            kind: row.get("kind")?,
            author_kind: row.get("author_kind")?,
            author: row.get("author")?,
            author_name: row.get("author_name")?,
            at: row.moment("at")?,
            body: row.get("body")?,
            content: row.get("content")?,
            after_gap: row.get("after_gap")?,
            head: row.get("head")?,
        })
    }
}

impl Messages<'_> {
    /// One message.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, message: MessageId) -> Result<Option<Message>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM message WHERE message = ?1");
        find(self.0, &sql, [message.as_bytes()], Message::read)
    }

    /// Those of a case, in the room's order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Message>, StoreError> {
        // Rows of an earlier room of the case came before those of its successor.
        let sql = format!("SELECT {COLUMNS} FROM message WHERE case_id = ?1 ORDER BY rowid");
        list(self.0, &sql, [case.as_bytes()], Message::read)
    }

    /// The last one of a case that is of one of two kinds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_of(&self, case: CaseId, kinds: [&str; 2]) -> Result<Option<Message>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM message WHERE case_id = ?1 AND kind IN (?2, ?3) ORDER BY rowid DESC LIMIT 1"
        );
        find(self.0, &sql, (case.as_bytes(), kinds[0], kinds[1]), Message::read)
    }

    /// When the first one of a kind was written with another body than `not_body`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn first_at(&self, case: CaseId, kind: &str, not_body: &str) -> Result<Option<UnixSeconds>, StoreError> {
        let sql = "SELECT at FROM message WHERE case_id = ?1 AND kind = ?2 AND body <> ?3 ORDER BY rowid LIMIT 1";
        find(self.0, sql, (case.as_bytes(), kind, not_body), |row| row.moment("at"))
    }

    /// Keeps a message once; whether it is new. One with the same id that is there already stays as it is.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    // enforces: VAULT-19
    pub fn insert(&self, row: &Message) -> Result<bool, StoreError> {
        let sql = format!(
            "INSERT INTO message ({COLUMNS}) VALUES (:message, :case_id, :sequence, :kind, :author_kind, :author, :author_name,
                 :at, :body, :content, :after_gap, :head)
             ON CONFLICT (message) DO NOTHING"
        );
        let params = named_params! {
            ":message": row.message.as_bytes(),
            ":case_id": row.case.as_bytes(),
            ":sequence": integer(row.sequence)?,
            ":kind": row.kind,
            ":author_kind": row.author_kind,
            ":author": row.author,
            ":author_name": row.author_name,
            ":at": integer(row.at.0)?,
            ":body": row.body,
            ":content": row.content,
            ":after_gap": row.after_gap,
            ":head": row.head,
        };
        Ok(execute(self.0, &sql, params)? > 0)
    }
}
