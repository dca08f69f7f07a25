//! What was removed and can be brought back for a moment: a draft, or a file that was not sent. It is in no list from then on,
//! and is deleted with its sealed files when that is asked for, or when the vault is opened again.

use sotto_protocol::content::MAX_ATTACHMENTS;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{StoredName, Transaction};

use crate::{AttachmentId, DraftId, Engine, Error};

/// Something that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// A draft with its files.
    Draft(DraftId),
    /// A file of a draft, or of a reply that is being written.
    File(AttachmentId),
}

// enforces: VAULT-26
impl Engine {
    /// Takes something out of every list. [`Engine::restore`] brings it back whole until it is deleted.
    ///
    /// # Errors
    /// `not_found`, also for a file that was sent or waits to be sent.
    pub fn remove(&self, what: Removed) -> Result<(), Error> {
        self.write(|tx| mark(tx, what, true))
    }

    /// Brings something back that was removed: a draft with its words and files, a file in its place.
    ///
    /// # Errors
    /// `not_found` once it was deleted, or sent without; `too_many_attachments` if its place was taken.
    pub fn restore(&self, what: Removed) -> Result<(), Error> {
        self.write(|tx| {
            mark(tx, what, false)?;
            let Removed::File(file) = what else { return Ok(()) };
            let siblings = match tx.attachments().get(file)? {
                Some(row) => match (row.draft, row.case) {
                    (Some(draft), _) => tx.attachments().of_draft(draft)?,
                    (None, Some(case)) => tx.attachments().loose(case)?,
                    (None, None) => Vec::new(),
                },
                None => Vec::new(),
            };
            if siblings.len() > MAX_ATTACHMENTS {
                return Err(Error::Refused(ErrorCode::TooManyAttachments));
            }
            Ok(())
        })
    }

    /// Deletes something that was removed; what was brought back or is gone stays as it is.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn delete_removed(&self, what: Removed) -> Result<(), Error> {
        let stored = self.write(|tx| match what {
            Removed::Draft(draft) if tx.drafts().removed()?.contains(&draft) => erase_draft(tx, draft),
            Removed::File(file) if tx.attachments().removed()?.contains(&file) => erase_file(tx, file),
            _ => Ok(Vec::new()),
        })?;
        self.forget_files(stored);
        Ok(())
    }

    /// Deletes everything that was removed.
    ///
    /// # Errors
    /// Those of the vault. The next opening tries again.
    pub fn delete_all_removed(&self) -> Result<(), Error> {
        let nothing =
            self.read(|tx| Ok(tx.drafts().removed()?.is_empty() && tx.attachments().removed()?.is_empty()))?;
        if nothing {
            return Ok(());
        }
        let stored = self.write(|tx| {
            let mut stored = Vec::new();
            for draft in tx.drafts().removed()? {
                stored.extend(erase_draft(tx, draft)?);
            }
            for file in tx.attachments().removed()? {
                stored.extend(erase_file(tx, file)?);
            }
            Ok(stored)
        })?;
        self.forget_files(stored);
        Ok(())
    }
}

fn mark(tx: &Transaction<'_>, what: Removed, removed: bool) -> Result<(), Error> {
    let changed = match what {
        Removed::Draft(draft) => tx.drafts().set_removed(draft, removed)?,
        Removed::File(file) => tx.attachments().set_removed(file, removed)?,
    };
    if changed { Ok(()) } else { Err(Error::Refused(ErrorCode::NotFound)) }
}

/// Deletes the rows of a draft; answers the sealed files that are the caller's to remove.
pub(crate) fn erase_draft(tx: &Transaction<'_>, draft: DraftId) -> Result<Vec<StoredName>, Error> {
    let stored = erase_files_of(tx, draft)?;
    if !tx.drafts().remove(draft)? {
        return Err(Error::Refused(ErrorCode::NotFound));
    }
    Ok(stored)
}

/// The same for the files that a draft still has, removed ones included.
pub(crate) fn erase_files_of(tx: &Transaction<'_>, draft: DraftId) -> Result<Vec<StoredName>, Error> {
    let mut stored = Vec::new();
    for file in tx.attachments().all_of_draft(draft)? {
        stored.extend(erase_file(tx, file)?);
    }
    Ok(stored)
}

/// The same for one file that was not sent.
pub(crate) fn erase_file(tx: &Transaction<'_>, file: AttachmentId) -> Result<Vec<StoredName>, Error> {
    let row = tx.attachments().get(file)?.filter(|row| row.message.is_none());
    let row = row.ok_or(Error::Refused(ErrorCode::NotFound))?;
    tx.attachments().remove(file)?;
    Ok(row.into_stored().collect())
}
