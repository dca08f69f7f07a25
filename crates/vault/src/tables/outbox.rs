//! `outbox`: what waits to be sent, in the order in which it was written.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{CaseId, DraftId, MessageId},
    time::UnixSeconds,
};

use super::{Columns, Side, execute, find, integer, list, redacted, table, words};
use crate::error::StoreError;

words! {
    /// How far a message has come on its way out.
    OutboxState {
        /// Written; not sealed yet.
        Queued = "queued",
        /// Sealed for the head that the room had; may be sealed again for a later one.
        Sealed = "sealed",
        /// The relay has acknowledged it.
        Sent = "sent",
        /// The person has to decide something first.
        Paused = "paused",
        /// It will not be sent.
        Failed = "failed",
    }
}

/// One message on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboxItem {
    /// Its id, the same at every try.
    pub message: MessageId,
    /// The case that it goes to.
    pub case: Option<CaseId>,
    /// The draft that it was.
    pub draft: Option<DraftId>,
    /// What it is; the engine's word.
    pub kind: String,
    /// Its content before sealing, as CBOR.
    pub payload: Vec<u8>,
    /// The readers whom the person approved, as CBOR.
    pub approved: Vec<u8>,
    /// How far it has come.
    pub state: OutboxState,
    /// Why it is paused or failed; the engine's word.
    pub reason: Option<String>,
    /// The sealed request, if sealed.
    pub sealed: Option<Vec<u8>>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was written.
    pub created_at: UnixSeconds,
    /// Before when it does not leave by itself.
    pub leaves_at: Option<UnixSeconds>,
}

redacted!(OutboxItem);
table! {
    /// What waits to be sent.
    Outbox
}

const COLUMNS: &str =
    "message, case_id, draft, kind, payload, approved, state, reason, sealed, attempts, created_at, leaves_at";

impl OutboxItem {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            message: row.id("message")?,
            case: row.optional_id("case_id")?,
            draft: row.optional_id("draft")?,
            kind: row.get("kind")?,
            payload: row.get("payload")?,
            approved: row.get("approved")?,
            state: row.word("state")?,
            reason: row.get("reason")?,
            sealed: row.get("sealed")?,
            attempts: row.get("attempts")?,
            created_at: row.moment("created_at")?,
            leaves_at: row.get::<_, Option<u64>>("leaves_at")?.map(UnixSeconds),
        })
    }
}

impl Outbox<'_> {
    /// One message on its way out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, message: MessageId) -> Result<Option<OutboxItem>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE message = ?1");
        find(self.0, &sql, [message.as_bytes()], OutboxItem::read)
    }

    /// How many there are.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count(&self) -> Result<u32, StoreError> {
        let count = find(self.0, "SELECT count(*) FROM outbox", [], |row| row.get(0))?;
        Ok(count.unwrap_or_default())
    }

    /// The cases of one side for which something waits, each told once, the one that waits longest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases_of(&self, side: Side) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT case_id FROM outbox JOIN case_file USING (case_id) WHERE side = ?1
             GROUP BY case_id ORDER BY min(position)";
        list(self.0, sql, [side.as_str()], |row| row.id("case_id"))
    }

    /// Those of a case, in the order in which they were written.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<OutboxItem>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE case_id = ?1 ORDER BY position");
        list(self.0, &sql, [case.as_bytes()], OutboxItem::read)
    }

    /// Puts a message at the end.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if it is there already, or there is no such case.
    pub fn push(&self, row: &OutboxItem) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO outbox ({COLUMNS}) VALUES (:message, :case_id, :draft, :kind, :payload, :approved, :state, :reason,
                 :sealed, :attempts, :created_at, :leaves_at)"
        );
        let params = named_params! {
            ":message": row.message.as_bytes(),
            ":case_id": row.case.as_ref().map(CaseId::as_bytes),
            ":draft": row.draft.as_ref().map(DraftId::as_bytes),
            ":kind": row.kind,
            ":payload": row.payload,
            ":approved": row.approved,
            ":state": row.state.as_str(),
            ":reason": row.reason,
            ":sealed": row.sealed,
            ":attempts": row.attempts,
            ":created_at": integer(row.created_at.0)?,
            ":leaves_at": row.leaves_at.map(|at| integer(at.0)).transpose()?,
        };
        execute(self.0, &sql, params).map(drop)
    }

    /// Replaces a message in its place; whether there was one.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn update(&self, row: &OutboxItem) -> Result<bool, StoreError> {
        let sql = "UPDATE outbox SET case_id = :case_id, draft = :draft, kind = :kind, payload = :payload,
                 approved = :approved, state = :state, reason = :reason, sealed = :sealed, attempts = :attempts,
                 leaves_at = :leaves_at
             WHERE message = :message";
        let params = named_params! {
            ":message": row.message.as_bytes(),
            ":case_id": row.case.as_ref().map(CaseId::as_bytes),
            ":draft": row.draft.as_ref().map(DraftId::as_bytes),
            ":kind": row.kind,
            ":payload": row.payload,
            ":approved": row.approved,
            ":state": row.state.as_str(),
            ":reason": row.reason,
            ":sealed": row.sealed,
            ":attempts": row.attempts,
            ":leaves_at": row.leaves_at.map(|at| integer(at.0)).transpose()?,
        };
        Ok(execute(self.0, sql, params)? > 0)
    }

    /// Keeps a state, and why.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_state(&self, message: MessageId, state: OutboxState, reason: Option<&str>) -> Result<(), StoreError> {
        let sql = "UPDATE outbox SET state = ?2, reason = ?3 WHERE message = ?1";
        execute(self.0, sql, (message.as_bytes(), state.as_str(), reason)).map(drop)
    }

    /// Keeps the sealed request, and that there is one; whether the message still is to leave.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn seal(&self, message: MessageId, sealed: &[u8]) -> Result<bool, StoreError> {
        let sql =
            "UPDATE outbox SET sealed = ?2, state = 'sealed', reason = NULL WHERE message = ?1 AND state <> 'paused'";
        Ok(execute(self.0, sql, (message.as_bytes(), sealed))? > 0)
    }

    /// Counts one more try.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_attempt(&self, message: MessageId) -> Result<(), StoreError> {
        execute(self.0, "UPDATE outbox SET attempts = attempts + 1 WHERE message = ?1", [message.as_bytes()]).map(drop)
    }

    /// Removes a message; whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove(&self, message: MessageId) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM outbox WHERE message = ?1", [message.as_bytes()])? > 0)
    }
}
