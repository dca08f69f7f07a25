//! Files: into the vault, to the relay, and back onto somebody's disk.
//!
//! A file is sealed when it is chosen, under a key of its own; what happens to the original after that changes nothing.

mod cleaning;
pub(crate) mod fetch;
mod upload;

use std::path::{Path, PathBuf};

use sotto_protocol::{
    codec,
    content::{FileRef, MAX_ATTACHMENTS},
    ids::{AttachmentId, CaseId, DraftId, MessageId},
    stream::{FileKey, MAX_ATTACHMENT_BYTES, Segments},
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{StoredName, Transaction, tables};
use zeroize::Zeroizing;

use crate::{Engine, Error, Event, removals::erase_file};

pub use cleaning::{FileCopy, Look};
pub use fetch::Fetched;

/// How often a long way is told: every so many bytes.
const PROGRESS_BYTES: u64 = 4 * 1024 * 1024;

/// A file, as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentView {
    /// Which.
    pub attachment: AttachmentId,
    /// As its sender's disk named it: for people, never for a path.
    pub name: String,
    /// Its exact length.
    pub size_bytes: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// SHA-256 of the file that it was cleaned from, if it was.
    pub original_sha256: Option<[u8; 32]>,
    /// What was found in it; nothing is known of files that came, or that were sent.
    pub look: Option<Look>,
    /// The copy that does not go as things stand, if there are two to choose between ([`Engine::choose_copy`]).
    pub other: Option<OtherCopy>,
}

/// A copy of a file that does not go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCopy {
    /// Its exact length.
    pub size_bytes: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStep {
    /// It is sealed into the vault.
    Sealing,
    /// It goes to the relay.
    Sending,
    /// It comes from the relay.
    Fetching,
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileProgress {
    /// Which.
    pub attachment: AttachmentId,
    /// Whose case, if it has one yet.
    pub case: Option<CaseId>,
    /// Where it is going.
    pub step: FileStep,
    /// Bytes done; of a file on the wire, padding included.
    pub done_bytes: u64,
    /// Bytes in all.
    pub total_bytes: u64,
}

/// What a file that is being chosen shall belong to.
#[derive(Clone, Copy)]
enum Owner {
    Draft(DraftId),
    Reply(CaseId),
}

impl Engine {
    /// Looks for what the file at `path` hides, seals it and a cleaned copy into the vault, and adds it to a draft; `copy`
    /// goes, if there is one.
    ///
    /// # Errors
    /// `not_found`, `attachment_missing`, `attachment_unreadable` (also for what is no file, or changes while it is read),
    /// `attachment_too_large`, `too_many_attachments`, `disk_full`. Nothing is left of it then.
    pub fn attach(&self, draft: DraftId, path: &Path, copy: FileCopy) -> Result<AttachmentView, Error> {
        self.take_file(Owner::Draft(draft), path, copy)
    }

    /// The same for the next message in a case.
    ///
    /// # Errors
    /// As [`Engine::attach`].
    pub fn attach_to_reply(&self, case: CaseId, path: &Path, copy: FileCopy) -> Result<AttachmentView, Error> {
        self.take_file(Owner::Reply(case), path, copy)
    }

    /// Deletes a file of a draft or of a reply that is being written, at once and for good.
    ///
    /// # Errors
    /// `not_found`, also once it was sent or waits to be sent.
    pub fn detach(&self, attachment: AttachmentId) -> Result<(), Error> {
        let stored = self.write(|tx| erase_file(tx, attachment))?;
        self.forget_files(stored);
        Ok(())
    }

    /// The files of a draft, in the order in which they were added.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn files_of_draft(&self, draft: DraftId) -> Result<Vec<AttachmentView>, Error> {
        self.read(|tx| Ok(views(tx.attachments().of_draft(draft)?)))
    }

    /// The files of the reply that is being written in a case.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn files_of_reply(&self, case: CaseId) -> Result<Vec<AttachmentView>, Error> {
        self.read(|tx| Ok(views(tx.attachments().loose(case)?)))
    }

    /// Removes sealed files that no row names any more; one that cannot be removed now is swept at the next unlock.
    pub(crate) fn forget_files(&self, stored: impl IntoIterator<Item = StoredName>) {
        for name in stored {
            if let Err(error) = self.vault.remove_file(&name) {
                tracing::warn!(kind = ?error.kind(), "a sealed file stays until the next unlock");
            }
        }
    }

    /// The sealed copies of a message's files, which nobody needs once it has left.
    pub(crate) fn stored_files(&self, message: MessageId) -> Result<Vec<StoredName>, Error> {
        let rows = self.read(|tx| Ok(tx.attachments().of_message(message)?))?;
        Ok(rows.into_iter().flat_map(tables::Attachment::into_stored).collect())
    }

    /// What a process that ended in the middle left behind: what was removed, and sealed files that no row names.
    pub(crate) fn sweep(&self) -> Result<(), Error> {
        self.delete_all_removed()?;
        Ok(self.vault.sweep_files()?)
    }

    /// Seals copies of files for a message that is not written yet. No row names them: whatever comes before its transaction
    /// leaves nothing of them.
    pub(crate) fn seal_copies(
        &self,
        case: CaseId,
        paths: &[PathBuf],
        copy: FileCopy,
    ) -> Result<Vec<tables::Attachment>, Error> {
        self.read(|tx| tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound)))?;
        if paths.len() > MAX_ATTACHMENTS {
            return Err(Error::Refused(ErrorCode::TooManyAttachments));
        }
        let mut rows: Vec<tables::Attachment> = Vec::with_capacity(paths.len());
        for (position, path) in (0..).zip(paths) {
            match self.seal_copies_of(Some(case), path, copy) {
                Ok(row) => rows.push(tables::Attachment { position, ..row }),
                Err(error) => {
                    self.forget_files(rows.into_iter().flat_map(tables::Attachment::into_stored));
                    return Err(error);
                }
            }
        }
        Ok(rows)
    }

    fn take_file(&self, owner: Owner, path: &Path, copy: FileCopy) -> Result<AttachmentView, Error> {
        self.read(|tx| next_place(tx, owner))?;
        let row = self.seal_copies_of(owner.case(), path, copy)?;
        let stored = row.clone().into_stored();
        let kept = self.write(|tx| {
            let row = tables::Attachment { draft: owner.draft(), position: next_place(tx, owner)?, ..row };
            tx.attachments().put(&row)?;
            Ok(view(row))
        });
        if kept.is_err() {
            self.forget_files(stored);
        }
        kept
    }

    /// Tells how far a file has come, now and then.
    fn go_on(&self, progress: &mut FileProgress, bytes: u64) {
        let before = progress.done_bytes;
        progress.done_bytes = before.saturating_add(bytes);
        if before / PROGRESS_BYTES != progress.done_bytes / PROGRESS_BYTES
            || progress.done_bytes == progress.total_bytes
        {
            self.tell(Event::FileProgress(*progress));
        }
    }
}

impl Owner {
    fn draft(self) -> Option<DraftId> {
        match self {
            Self::Draft(draft) => Some(draft),
            Self::Reply(_) => None,
        }
    }

    fn case(self) -> Option<CaseId> {
        match self {
            Self::Draft(_) => None,
            Self::Reply(case) => Some(case),
        }
    }
}

/// The place of the owner's next file; it must be there, and have room for one more.
fn next_place(tx: &Transaction<'_>, owner: Owner) -> Result<u32, Error> {
    let rows = match owner {
        Owner::Draft(draft) => {
            tx.drafts().get(draft)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            tx.attachments().of_draft(draft)?
        }
        Owner::Reply(case) => {
            tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            tx.attachments().loose(case)?
        }
    };
    if rows.len() >= MAX_ATTACHMENTS {
        return Err(Error::Refused(ErrorCode::TooManyAttachments));
    }
    Ok(tx.attachments().next_position(owner.draft(), owner.case())?)
}

/// Hands files over to a message, and says how it names them.
// enforces: FILE-09
pub(crate) fn hand_over(
    tx: &Transaction<'_>,
    rows: Vec<tables::Attachment>,
    case: CaseId,
    message: MessageId,
) -> Result<Vec<FileRef>, Error> {
    let mut files = Vec::with_capacity(rows.len());
    for row in rows {
        files.push(FileRef {
            attachment: row.attachment,
            blob: row.blob,
            key: file_key(&row)?,
            name: row.name.clone(),
            size_bytes: row.size_bytes,
            sha256: row.sha256.into(),
            original: row.original_sha256.map(Into::into),
        });
        tx.attachments().put(&tables::Attachment { draft: None, case: Some(case), message: Some(message), ..row })?;
    }
    Ok(files)
}

/// Keeps the files of a message that came, or that left: their bytes are at the relay. The sealed copies that are not
/// needed any more are the caller's to remove.
// enforces: FILE-05
pub(crate) fn keep_remote(
    tx: &Transaction<'_>,
    case: CaseId,
    message: MessageId,
    files: &[FileRef],
) -> Result<(), Error> {
    // All of them first: a message that is not valid leaves nothing behind.
    for file in files {
        let known = tx.attachments().get(file.attachment)?.filter(|row| row.message != Some(message));
        // What was only handed over gives way to what comes by itself.
        let is_taken = known.map(|row| Ok::<_, Error>(!is_handed_over(tx, row.message)?)).transpose()?;
        if is_taken == Some(true) || file.size_bytes > MAX_ATTACHMENT_BYTES {
            return Err(Error::Refused(ErrorCode::MessageInvalid));
        }
    }
    if is_handed_over(tx, Some(message))? {
        for row in tx.attachments().of_message(message)? {
            tx.attachments().remove(row.attachment)?;
        }
    }
    for (position, file) in (0..).zip(files) {
        tx.attachments().put(&tables::Attachment {
            attachment: file.attachment,
            draft: None,
            case: Some(case),
            message: Some(message),
            position,
            name: file.name.clone(),
            size_bytes: file.size_bytes,
            sha256: *file.sha256,
            original_sha256: file.original.map(|original| *original),
            file_key: Zeroizing::new(file.key.as_bytes().to_vec()),
            stored: None,
            blob: file.blob,
            state: tables::AttachmentState::Remote,
            looked: None,
            other: None,
        })?;
    }
    Ok(())
}

/// Whether a message is here because somebody handed it over.
fn is_handed_over(tx: &Transaction<'_>, message: Option<MessageId>) -> Result<bool, Error> {
    let row = message.map(|message| tx.messages().get(message)).transpose()?.flatten();
    Ok(row.is_some_and(|row| row.via.is_some()))
}

pub(crate) fn views(rows: Vec<tables::Attachment>) -> Vec<AttachmentView> {
    rows.into_iter().map(view).collect()
}

fn view(row: tables::Attachment) -> AttachmentView {
    AttachmentView {
        attachment: row.attachment,
        name: row.name,
        size_bytes: row.size_bytes,
        sha256: row.sha256,
        original_sha256: row.original_sha256,
        look: row.looked.as_deref().and_then(|looked| codec::from_slice(looked).ok()),
        other: row.other.map(|other| OtherCopy { size_bytes: other.size_bytes, sha256: other.sha256 }),
    }
}

fn file_key(row: &tables::Attachment) -> Result<FileKey, Error> {
    FileKey::try_from(row.file_key.as_slice()).map_err(|_| sotto_protocol::codec::Malformed.into())
}

fn segments_of(row: &tables::Attachment) -> Result<Segments, Error> {
    Ok(Segments::new(&file_key(row)?, &row.attachment, row.size_bytes))
}

fn source_error(error: &std::io::Error) -> Error {
    Error::Refused(match error.kind() {
        std::io::ErrorKind::NotFound => ErrorCode::AttachmentMissing,
        _ => ErrorCode::AttachmentUnreadable,
    })
}
