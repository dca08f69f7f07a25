//! `attachment`: files of drafts and messages; the sealed bytes lie in `files/`.

use rusqlite::{Row, named_params};
use sotto_protocol::ids::{AttachmentId, BlobId, CaseId, DraftId, MessageId};
use zeroize::Zeroizing;

use super::{Columns, execute, find, integer, list, redacted, table, words};
use crate::{error::StoreError, profile::StoredName};

words! {
    /// Where an attachment's bytes are.
    AttachmentState {
        /// In `files/`, sealed, and the relay does not have all of it.
        Stored = "stored",
        /// The relay has all of it; the message that names it has not left yet.
        Uploaded = "uploaded",
        /// At the relay, for the readers of its case.
        Remote = "remote",
    }
}

/// One attachment.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub attachment: AttachmentId,
    /// The draft that it belongs to, until that is sent.
    pub draft: Option<DraftId>,
    /// The case that it belongs to.
    pub case: Option<CaseId>,
    /// The message that it came with.
    pub message: Option<MessageId>,
    /// Its place among its siblings, from 0.
    pub position: u32,
    /// Its name, as its sender's file system gave it: for people, never for a path.
    pub name: String,
    /// Length of the content.
    pub size_bytes: u64,
    /// SHA-256 of the content.
    pub sha256: [u8; 32],
    /// SHA-256 of the file that this copy was cleaned from, if it was.
    pub original_sha256: Option<[u8; 32]>,
    /// The key that its segments are sealed with.
    pub file_key: Zeroizing<Vec<u8>>,
    /// Its sealed file in this profile.
    pub stored: Option<StoredName>,
    /// What the relay calls it.
    pub blob: BlobId,
    /// Where its bytes are.
    pub state: AttachmentState,
    /// What was found in it, in the engine's form, until it left.
    pub looked: Option<Vec<u8>>,
    /// The copy that does not go: the original of a cleaned one, or the other way round.
    pub other: Option<SealedCopy>,
}

/// A sealed copy of an attachment's content.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedCopy {
    /// Length of the content.
    pub size_bytes: u64,
    /// SHA-256 of the content.
    pub sha256: [u8; 32],
    /// The key that its segments are sealed with.
    pub file_key: Zeroizing<Vec<u8>>,
    /// Its sealed file in this profile.
    pub stored: StoredName,
}

redacted!(Attachment);
redacted!(SealedCopy);
table! {
    /// Attachments of drafts and messages.
    Attachments
}

const COLUMNS: &str =
    "attachment, draft, case_id, message, position, name, size_bytes, sha256, original_sha256, file_key, stored, blob, state,
     looked, other_size_bytes, other_sha256, other_file_key, other_stored";

impl Attachment {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            attachment: row.id("attachment")?,
            draft: row.optional_id("draft")?,
            case: row.optional_id("case_id")?,
            message: row.optional_id("message")?,
            position: row.get("position")?,
            name: row.get("name")?,
            size_bytes: row.get("size_bytes")?,
            sha256: row.get("sha256")?,
            original_sha256: row.get("original_sha256")?,
            file_key: row.secret("file_key")?.unwrap_or_default(),
            stored: match row.get::<_, Option<String>>("stored")? {
                Some(_) => Some(row.word("stored")?),
                None => None,
            },
            blob: row.id("blob")?,
            state: row.word("state")?,
            looked: row.get("looked")?,
            other: match row.get::<_, Option<String>>("other_stored")? {
                Some(_) => Some(SealedCopy {
                    size_bytes: row.get("other_size_bytes")?,
                    sha256: row.get("other_sha256")?,
                    file_key: row.secret("other_file_key")?.unwrap_or_default(),
                    stored: row.word("other_stored")?,
                }),
                None => None,
            },
        })
    }

    /// The names of its sealed files.
    pub fn into_stored(self) -> impl Iterator<Item = StoredName> {
        self.stored.into_iter().chain(self.other.map(|other| other.stored))
    }
}

impl Attachments<'_> {
    /// One attachment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, attachment: AttachmentId) -> Result<Option<Attachment>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM attachment WHERE attachment = ?1");
        find(self.0, &sql, [attachment.as_bytes()], Attachment::read)
    }

    /// Those of a draft that were not removed, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_draft(&self, draft: DraftId) -> Result<Vec<Attachment>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM attachment WHERE draft = ?1 AND removed = 0 ORDER BY position, attachment");
        list(self.0, &sql, [draft.as_bytes()], Attachment::read)
    }

    /// Those of a message, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_message(&self, message: MessageId) -> Result<Vec<Attachment>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM attachment WHERE message = ?1 ORDER BY position, attachment");
        list(self.0, &sql, [message.as_bytes()], Attachment::read)
    }

    /// Those of a case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Attachment>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM attachment WHERE case_id = ?1 ORDER BY message, position, attachment");
        list(self.0, &sql, [case.as_bytes()], Attachment::read)
    }

    /// Those of a case that no message took yet and that were not removed, in order: of a reply that is being written.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn loose(&self, case: CaseId) -> Result<Vec<Attachment>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM attachment WHERE case_id = ?1 AND message IS NULL AND removed = 0 ORDER BY position, attachment"
        );
        list(self.0, &sql, [case.as_bytes()], Attachment::read)
    }

    /// Those of a draft, removed or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn all_of_draft(&self, draft: DraftId) -> Result<Vec<AttachmentId>, StoreError> {
        let sql = "SELECT attachment FROM attachment WHERE draft = ?1";
        list(self.0, sql, [draft.as_bytes()], |row| row.id("attachment"))
    }

    /// Those of a case that no message took yet, removed or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn all_loose(&self, case: CaseId) -> Result<Vec<AttachmentId>, StoreError> {
        let sql = "SELECT attachment FROM attachment WHERE case_id = ?1 AND message IS NULL";
        list(self.0, sql, [case.as_bytes()], |row| row.id("attachment"))
    }

    /// The place after the last of a draft, or of a case that no message took yet; that of a removed one is not taken.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn next_position(&self, draft: Option<DraftId>, case: Option<CaseId>) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(max(position) + 1, 0) FROM attachment
             WHERE draft IS ?1 AND case_id IS ?2 AND message IS NULL";
        let params = (draft.as_ref().map(DraftId::as_bytes), case.as_ref().map(CaseId::as_bytes));
        Ok(find(self.0, sql, params, |row| row.get(0))?.unwrap_or_default())
    }

    /// Marks one that no message took as removed, or takes that back; whether it was the other way before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_removed(&self, attachment: AttachmentId, removed: bool) -> Result<bool, StoreError> {
        let sql = "UPDATE attachment SET removed = ?2 WHERE attachment = ?1 AND message IS NULL AND removed <> ?2";
        Ok(execute(self.0, sql, (attachment.as_bytes(), removed))? > 0)
    }

    /// Those that are marked as removed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn removed(&self) -> Result<Vec<AttachmentId>, StoreError> {
        list(self.0, "SELECT attachment FROM attachment WHERE removed = 1", [], |row| row.id("attachment"))
    }

    /// The names of all sealed files.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn stored(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT stored AS name FROM attachment WHERE stored IS NOT NULL
             UNION ALL SELECT other_stored FROM attachment WHERE other_stored IS NOT NULL";
        list(self.0, sql, [], |row| row.get("name"))
    }

    /// Keeps `row`, in place of an earlier one with its id.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such draft or case.
    pub fn put(&self, row: &Attachment) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO attachment ({COLUMNS}) VALUES (:attachment, :draft, :case_id, :message, :position, :name, :size_bytes,
                 :sha256, :original_sha256, :file_key, :stored, :blob, :state, :looked, :other_size_bytes, :other_sha256,
                 :other_file_key, :other_stored)
             ON CONFLICT (attachment) DO UPDATE SET draft = excluded.draft, case_id = excluded.case_id,
                 message = excluded.message, position = excluded.position, name = excluded.name,
                 size_bytes = excluded.size_bytes, sha256 = excluded.sha256, original_sha256 = excluded.original_sha256,
                 file_key = excluded.file_key, stored = excluded.stored, blob = excluded.blob, state = excluded.state,
                 looked = excluded.looked, other_size_bytes = excluded.other_size_bytes,
                 other_sha256 = excluded.other_sha256, other_file_key = excluded.other_file_key,
                 other_stored = excluded.other_stored"
        );
        let other = row.other.as_ref();
        let params = named_params! {
            ":attachment": row.attachment.as_bytes(),
            ":draft": row.draft.as_ref().map(DraftId::as_bytes),
            ":case_id": row.case.as_ref().map(CaseId::as_bytes),
            ":message": row.message.as_ref().map(MessageId::as_bytes),
            ":position": row.position,
            ":name": row.name,
            ":size_bytes": integer(row.size_bytes)?,
            ":sha256": row.sha256,
            ":original_sha256": row.original_sha256,
            ":file_key": row.file_key.as_slice(),
            ":stored": row.stored.as_ref().map(StoredName::as_str),
            ":blob": row.blob.as_bytes(),
            ":state": row.state.as_str(),
            ":looked": row.looked,
            ":other_size_bytes": other.map(|other| integer(other.size_bytes)).transpose()?,
            ":other_sha256": other.map(|other| other.sha256),
            ":other_file_key": other.map(|other| other.file_key.as_slice()),
            ":other_stored": other.map(|other| other.stored.as_str()),
        };
        execute(self.0, &sql, params).map(drop)
    }

    /// Keeps that the relay has all of an attachment under this name, unless it has another one by now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_uploaded(&self, attachment: AttachmentId, blob: BlobId) -> Result<(), StoreError> {
        let sql = "UPDATE attachment SET state = 'uploaded' WHERE attachment = ?1 AND blob = ?2 AND state = 'stored'";
        execute(self.0, sql, (attachment.as_bytes(), blob.as_bytes())).map(drop)
    }

    /// Gives those of a reply that is being written to another case.
    ///
    /// # Errors
    /// [`StoreError`]; `Constraint` if there is no such case.
    pub fn hand_over_loose(&self, from: CaseId, to: CaseId) -> Result<(), StoreError> {
        let sql = "UPDATE attachment SET case_id = ?2 WHERE case_id = ?1 AND message IS NULL";
        execute(self.0, sql, (from.as_bytes(), to.as_bytes())).map(drop)
    }

    /// Removes a row; whether there was one. Its file is the caller's.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove(&self, attachment: AttachmentId) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM attachment WHERE attachment = ?1", [attachment.as_bytes()])? > 0)
    }
}
