//! From the relay, or from this vault, onto somebody's disk.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use sha2::{Digest, Sha256};
use sotto_protocol::{
    ids::{AttachmentId, CaseId},
    stream::{SEALED_SEGMENT_BYTES, SEGMENT_BYTES, Segments},
};
use sotto_relay_api::{Answer, MAX_SEGMENTS, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::tables;
use tempfile::NamedTempFile;

use super::{FileProgress, FileStep, segments_of};
use crate::{ContactError, Engine, Error};

/// Segments that are kept because one before them has not come yet.
const MOST_EARLY: usize = 64;

/// A file that was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its length.
    pub size_bytes: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
}

impl Engine {
    /// Saves a file of a case at `output`, which must not exist: nothing is ever overwritten.
    ///
    /// It has its name once it is whole and its hash is the one that its sender signed.
    ///
    /// # Errors
    /// `not_found`, `file_exists`, `attachment_unreadable` for bytes that are not its sender's, `disk_full`, `io_failed`,
    /// and those of contact. Nothing is left at `output` then.
    // enforces: FILE-07
    pub async fn fetch(&self, case: CaseId, attachment: AttachmentId, output: &Path) -> Result<Fetched, Error> {
        let row = self.read(|tx| Ok(tx.attachments().get(attachment)?))?;
        let row = row.filter(|row| row.case == Some(case)).ok_or(Error::Refused(ErrorCode::NotFound))?;
        let file = file_beside(output)?;
        let mut saving = Saving::new(&row, file)?;
        if row.stored.is_some() {
            self.open_stored(&row, &mut saving)?;
        } else {
            self.download(case, &row, &mut saving).await?;
        }
        saving.finish(&row, output)
    }

    fn open_stored(&self, row: &tables::Attachment, saving: &mut Saving) -> Result<(), Error> {
        let name = row.stored.as_ref().ok_or(Error::Refused(ErrorCode::AttachmentMissing))?;
        let stored = self.vault.stored_file(name).map_err(|_| Error::Refused(ErrorCode::AttachmentMissing))?;
        (0..saving.segments.count()).try_for_each(|index| {
            let sealed = stored.segment(index).map_err(|_| Error::Refused(ErrorCode::AttachmentUnreadable))?;
            saving.take(index, sealed)
        })
    }

    /// All segments, padding too: how many are asked for says nothing about the file.
    async fn download(&self, case: CaseId, row: &tables::Attachment, saving: &mut Saving) -> Result<(), Error> {
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let mut contact = match file.side {
            tables::Side::Handler => self.contact_as_device(file.organisation).await?,
            tables::Side::Reporter => self.contact_as_mailbox(case).await?,
        };
        let count = saving.segments.count();
        let mut progress = FileProgress {
            attachment: row.attachment,
            case: Some(case),
            step: FileStep::Fetching,
            done_bytes: 0,
            total_bytes: u64::from(count) * SEGMENT_BYTES as u64,
        };
        let mut window = contact.window();
        let mut starts = (0..count).step_by(MAX_SEGMENTS as usize);
        loop {
            // What is withheld must not make the rest fill the memory.
            while !window.is_full()
                && saving.early.len() < MOST_EARLY
                && let Some(first) = starts.next()
            {
                let count = MAX_SEGMENTS.min(count - first);
                window.ask(first, Request::FetchSegments { blob: row.blob, first, count }).await?;
            }
            match window.next().await? {
                None => return Ok(()),
                Some((first, Answer::Segments(bytes))) => {
                    let (sealed, rest) = bytes.as_chunks::<SEALED_SEGMENT_BYTES>();
                    if !rest.is_empty() || sealed.len() != MAX_SEGMENTS.min(count - first) as usize {
                        return Err(ContactError::Protocol.into());
                    }
                    for (index, sealed) in (first..).zip(sealed) {
                        saving.take(index, sealed.to_vec())?;
                    }
                    self.go_on(&mut progress, sealed.len() as u64 * SEGMENT_BYTES as u64);
                }
                Some(_) => return Err(ContactError::Protocol.into()),
            }
        }
    }
}

/// A file that comes segment by segment, in any order within the window.
struct Saving {
    segments: Segments,
    file: NamedTempFile,
    hash: Sha256,
    left_bytes: u64,
    next: u32,
    early: BTreeMap<u32, Vec<u8>>,
}

impl Saving {
    fn new(row: &tables::Attachment, file: NamedTempFile) -> Result<Self, Error> {
        Ok(Self {
            segments: segments_of(row)?,
            file,
            hash: Sha256::new(),
            left_bytes: row.size_bytes,
            next: 0,
            early: BTreeMap::new(),
        })
    }

    fn take(&mut self, index: u32, sealed: Vec<u8>) -> Result<(), Error> {
        self.early.insert(index, sealed);
        while let Some(sealed) = self.early.remove(&self.next) {
            let opened = self.segments.open(self.next, &sealed);
            let opened = opened.map_err(|_| Error::Refused(ErrorCode::AttachmentUnreadable))?;
            let here = usize::try_from(self.left_bytes).map_or(SEGMENT_BYTES, |left| left.min(SEGMENT_BYTES));
            let content = opened.get(..here).unwrap_or_default();
            self.hash.update(content);
            self.file.write_all(content).map_err(|error| output_error(&error))?;
            self.left_bytes = self.left_bytes.saturating_sub(here as u64);
            self.next = self.next.saturating_add(1);
        }
        Ok(())
    }

    fn finish(self, row: &tables::Attachment, output: &Path) -> Result<Fetched, Error> {
        let sha256: [u8; 32] = self.hash.finalize().into();
        if self.left_bytes != 0 || sha256 != row.sha256 {
            return Err(Error::Refused(ErrorCode::AttachmentUnreadable));
        }
        name_file(self.file, output)?;
        Ok(Fetched { size_bytes: row.size_bytes, sha256 })
    }
}

/// A file that is to be `output`, which must not exist, once it is whole.
pub(crate) fn file_beside(output: &Path) -> Result<NamedTempFile, Error> {
    if output.symlink_metadata().is_ok() {
        return Err(Error::Refused(ErrorCode::FileExists));
    }
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(".sotto-").tempfile_in(folder).map_err(|error| output_error(&error))
}

/// Gives a file that is whole its name, durably, and never that of another.
pub(crate) fn name_file(file: NamedTempFile, output: &Path) -> Result<(), Error> {
    file.as_file().sync_all().map_err(|error| output_error(&error))?;
    file.persist_noclobber(output).map_err(|error| output_error(&error.error))?;
    Ok(())
}

pub(crate) fn output_error(error: &io::Error) -> Error {
    Error::Refused(match error.kind() {
        io::ErrorKind::AlreadyExists => ErrorCode::FileExists,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        _ => ErrorCode::IoFailed,
    })
}
