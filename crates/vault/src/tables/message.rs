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
    /// The room's head after it; zeros for what was handed over.
    pub head: [u8; 32],
    /// The message that handed it over, if it did not come by itself.
    pub via: Option<MessageId>,
}

redacted!(Message);
table! {
    /// What was said in cases.
    Messages
}

const COLUMNS: &str =
    "message, case_id, sequence, kind, author_kind, author, author_name, at, body, content, after_gap, head,
     via";

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
            via: row.optional_id("via")?,
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

    /// Those of a case, in the order of the conversation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Message>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM message WHERE case_id = ?1 ORDER BY place");
        list(self.0, &sql, [case.as_bytes()], Message::read)
    }

    /// The last one of a case that is of one of two kinds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_of(&self, case: CaseId, kinds: [&str; 2]) -> Result<Option<Message>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM message WHERE case_id = ?1 AND kind IN (?2, ?3) ORDER BY place DESC LIMIT 1"
        );
        find(self.0, &sql, (case.as_bytes(), kinds[0], kinds[1]), Message::read)
    }

    /// When the first one of a kind was written with another body than `not_body`; what was handed over doesn't count.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn first_at(&self, case: CaseId, kind: &str, not_body: &str) -> Result<Option<UnixSeconds>, StoreError> {
        let sql = "SELECT at FROM message WHERE case_id = ?1 AND kind = ?2 AND body <> ?3 AND via IS NULL
             ORDER BY place LIMIT 1";
        find(self.0, sql, (case.as_bytes(), kind, not_body), |row| row.moment("at"))
    }

    /// Keeps a message once, as the last one of its case; whether it is new. One with the same id that is there already stays
    /// as it is, unless that was handed over and this one came by itself.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    // enforces: VAULT-19
    pub fn insert(&self, row: &Message) -> Result<bool, StoreError> {
        if row.via.is_none() {
            execute(self.0, "DELETE FROM message WHERE message = ?1 AND via IS NOT NULL", [row.message.as_bytes()])?;
        }
        let sql = format!(
            "INSERT INTO message ({COLUMNS}, place) VALUES (:message, :case_id, :sequence, :kind, :author_kind, :author,
                 :author_name, :at, :body, :content, :after_gap, :head, :via,
                 (SELECT coalesce(max(place), 0) + 1 FROM message WHERE case_id = :case_id))
             ON CONFLICT (message) DO NOTHING"
        );
        Ok(self.keep(&sql, row)? > 0)
    }

    /// Puts what was handed over in the place of a line of the same id that says nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn fill(&self, row: &Message) -> Result<(), StoreError> {
        let sql = "UPDATE message SET sequence = :sequence, kind = :kind, author_kind = :author_kind, author = :author,
                 author_name = :author_name, at = :at, body = :body, content = :content, after_gap = :after_gap,
                 head = :head, via = :via
             WHERE message = :message AND case_id = :case_id";
        self.keep(sql, row).map(drop)
    }

    /// Brings a case's messages into an order; those that it does not name keep their places.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn arrange(&self, case: CaseId, order: &[MessageId]) -> Result<(), StoreError> {
        let sql = "UPDATE message SET place = ?3 WHERE case_id = ?1 AND message = ?2";
        for (place, message) in (1_u64..).zip(order) {
            execute(self.0, sql, (case.as_bytes(), message.as_bytes(), integer(place)?))?;
        }
        Ok(())
    }

    /// Nothing is missing before a message any more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn close_gap(&self, message: MessageId) -> Result<(), StoreError> {
        execute(self.0, "UPDATE message SET after_gap = 0 WHERE message = ?1", [message.as_bytes()]).map(drop)
    }

    /// Names the authors of a kind anew in a case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn rename_authors(&self, case: CaseId, author_kind: &str, name: &str) -> Result<(), StoreError> {
        let sql = "UPDATE message SET author_name = ?3 WHERE case_id = ?1 AND author_kind = ?2";
        execute(self.0, sql, (case.as_bytes(), author_kind, name)).map(drop)
    }

    fn keep(&self, sql: &str, row: &Message) -> Result<usize, StoreError> {
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
            ":via": row.via.as_ref().map(MessageId::as_bytes),
        };
        execute(self.0, sql, params)
    }
}
