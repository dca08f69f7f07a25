//! What a file hides is looked for before it is sealed, and a copy without it is sealed beside it. One of the two goes, and a
//! person chooses which for as long as neither has left.

use std::{fs::File, io, path::Path};

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use sotto_protocol::{
    codec,
    ids::{AttachmentId, BlobId, CaseId},
    names::MAX_NAME_BYTES,
    stream::{FileKey, MAX_ATTACHMENT_BYTES, Segments},
};
use sotto_rpc_schema::ErrorCode;
use sotto_scrub::{
    Inspection, NotChecked,
    worker::{self, Bounds},
};
use sotto_vault::{StoredName, tables};
use zeroize::Zeroizing;

use super::{AttachmentView, FileProgress, FileStep, source_error, view};
use crate::{Engine, Error, surroundings::chance};

/// Which copy of a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileCopy {
    /// The one without what was found, if there is one.
    Cleaned,
    /// The file as it was.
    Original,
}

/// What looking at a file came to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Look {
    /// Nothing can be said about it.
    #[n(0)]
    NotChecked(#[n(0)] NotChecked),
    /// What it is and hides.
    #[n(1)]
    Checked(#[n(0)] Inspection),
}

impl Engine {
    /// Sends this copy of a file and not the other one.
    ///
    /// # Errors
    /// `not_found`, also for a file that has no such copy, or that was sent or waits to be sent.
    pub fn choose_copy(&self, attachment: AttachmentId, copy: FileCopy) -> Result<AttachmentView, Error> {
        self.write(|tx| {
            let not_found = || Error::Refused(ErrorCode::NotFound);
            let row = tx.attachments().get(attachment)?.filter(|row| row.message.is_none()).ok_or_else(not_found)?;
            let goes = if row.original_sha256.is_some() { FileCopy::Cleaned } else { FileCopy::Original };
            if goes == copy {
                return Ok(view(row));
            }
            let (chosen, stored) = row.other.zip(row.stored).ok_or_else(not_found)?;
            let left =
                tables::SealedCopy { size_bytes: row.size_bytes, sha256: row.sha256, file_key: row.file_key, stored };
            let row = tables::Attachment {
                size_bytes: chosen.size_bytes,
                sha256: chosen.sha256,
                original_sha256: (copy == FileCopy::Cleaned).then_some(left.sha256),
                file_key: chosen.file_key,
                stored: Some(chosen.stored),
                other: Some(left),
                ..row
            };
            tx.attachments().put(&row)?;
            Ok(view(row))
        })
    }

    /// Seals the file at `path`, and a cleaned copy if it hides something, which no row names yet.
    // enforces: FILE-08
    pub(super) fn seal_copies_of(
        &self,
        case: Option<CaseId>,
        path: &Path,
        wanted: FileCopy,
    ) -> Result<tables::Attachment, Error> {
        // What is no file may block for ever when it is opened.
        let found = std::fs::metadata(path).map_err(|error| source_error(&error))?;
        if !found.is_file() {
            return Err(Error::Refused(ErrorCode::AttachmentUnreadable));
        }
        let source = File::open(path).map_err(|error| source_error(&error))?;
        let before = state(&source)?;
        let (size_bytes, _) = before;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if size_bytes > MAX_ATTACHMENT_BYTES || name.len() > MAX_NAME_BYTES {
            return Err(Error::Refused(ErrorCode::AttachmentTooLarge));
        }
        let attachment = AttachmentId::random(&mut chance());
        let looked = worker::look(&source, Bounds::default());
        let mut progress =
            FileProgress { attachment, case, step: FileStep::Sealing, done_bytes: 0, total_bytes: size_bytes };
        let original = self.seal_one(attachment, &source, size_bytes, |bytes| self.go_on(&mut progress, bytes))?;
        let cleaned = match &looked {
            // What was looked at must be what was sealed.
            Ok(_) if state(&source).ok() != Some(before) => Err(Error::Refused(ErrorCode::AttachmentUnreadable)),
            Ok(looked) if looked.differs => {
                self.seal_one(attachment, &looked.copy, looked.copy_bytes, |_| {}).map(Some)
            }
            _ => Ok(None),
        };
        let cleaned = cleaned.inspect_err(|_| self.forget_files([original.stored.clone()]))?;
        let look = looked.map_or_else(Look::NotChecked, |looked| Look::Checked(looked.inspection));
        let original_sha256 = original.sha256;
        let (goes, other) = match (wanted, cleaned) {
            (_, None) => (original, None),
            (FileCopy::Cleaned, Some(cleaned)) => (cleaned, Some(original)),
            (FileCopy::Original, Some(cleaned)) => (original, Some(cleaned)),
        };
        Ok(tables::Attachment {
            attachment,
            draft: None,
            case,
            message: None,
            position: 0,
            name,
            size_bytes: goes.size_bytes,
            sha256: goes.sha256,
            original_sha256: (other.is_some() && wanted == FileCopy::Cleaned).then_some(original_sha256),
            file_key: goes.file_key,
            stored: Some(goes.stored),
            blob: BlobId::random(&mut chance()),
            state: tables::AttachmentState::Stored,
            looked: Some(codec::to_vec(&look)),
            other,
        })
    }

    fn seal_one(
        &self,
        attachment: AttachmentId,
        source: &File,
        size_bytes: u64,
        mut told: impl FnMut(u64) + Send,
    ) -> Result<tables::SealedCopy, Error> {
        let key = FileKey::generate(&mut chance());
        let stored = StoredName::random(&mut chance());
        let mut hash = Sha256::new();
        let segments = Segments::new(&key, &attachment, size_bytes);
        self.vault.seal_file(source, size_bytes, &segments, &stored, &mut |content| {
            hash.update(content);
            told(content.len() as u64);
        })?;
        let file_key = Zeroizing::new(key.as_bytes().to_vec());
        Ok(tables::SealedCopy { size_bytes, sha256: hash.finalize().into(), file_key, stored })
    }
}

/// How long a file is, and when it last changed.
fn state(file: &File) -> Result<(u64, Option<std::time::SystemTime>), Error> {
    let found = file.metadata().map_err(|error: io::Error| source_error(&error))?;
    Ok((found.len(), found.modified().ok()))
}
