//! Sealed attachment files: `files/`, one file an attachment, its segments one after another.
//!
//! A file is complete and durable before a row names it. What no row names is swept at the next unlock, so that a cut at
//! any moment leaves neither a row without its file nor a file for ever.

mod blocks;
mod seal;

use std::{
    collections::HashSet,
    fs::{self, File},
    io,
};

use sotto_protocol::stream::{SEALED_SEGMENT_BYTES, Segments};

use crate::{
    error::{SealFileError, StoreError},
    faults::Step,
    profile::{self, StoredName},
    vault::Vault,
};

/// A sealed file, open for reading.
#[derive(Debug)]
pub struct StoredFile(File);

impl Vault {
    /// Seals `source` into the file `name`, on all cores and in constant memory; durable when it returns.
    ///
    /// `segments` must be those of `size_bytes`. `in_order` is given the content, from the first byte to the last.
    ///
    /// # Errors
    /// [`SealFileError`]. Nothing is left of the file then.
    // enforces: VAULT-23
    pub fn seal_file(
        &self,
        source: &File,
        size_bytes: u64,
        segments: &Segments,
        name: &StoredName,
        in_order: &mut (dyn FnMut(&[u8]) + Send),
    ) -> Result<(), SealFileError> {
        let path = self.profile.stored_file(name);
        let sealed = profile::create_private(&path)
            .map_err(SealFileError::from)
            .and_then(|file| seal::seal((source, size_bytes), segments, &file, in_order))
            .and_then(|()| self.profile.sync_files().map_err(SealFileError::from))
            .and_then(|()| self.profile.step(Step::FileSealed).map_err(SealFileError::from));
        if sealed.is_err() {
            // What cannot be removed now is swept later.
            let _ = profile::remove_if_there(&path);
        }
        sealed
    }

    /// Opens the sealed file `name`.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if it is gone, and what else the file system answers.
    pub fn stored_file(&self, name: &StoredName) -> io::Result<StoredFile> {
        File::open(self.profile.stored_file(name)).map(StoredFile)
    }

    /// Removes the sealed file `name`, which no row names any more.
    ///
    /// # Errors
    /// What the file system answers; a file that is gone counts as removed.
    pub fn remove_file(&self, name: &StoredName) -> io::Result<()> {
        profile::remove_if_there(&self.profile.stored_file(name))
    }

    /// Removes every sealed file that no row names.
    ///
    /// # Errors
    /// [`StoreError`].
    // enforces: VAULT-24
    pub fn sweep_files(&self) -> Result<(), StoreError> {
        let named: HashSet<String> = self.read(|tx| tx.attachments().stored())?.into_iter().collect();
        for entry in fs::read_dir(self.profile.files())? {
            let entry = entry?;
            if !entry.file_name().to_str().is_some_and(|name| named.contains(name)) {
                profile::remove_if_there(&entry.path())?;
            }
        }
        Ok(())
    }
}

impl StoredFile {
    /// Reads the sealed segment `index`.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] if the file ends before it.
    pub fn segment(&self, index: u32) -> io::Result<Vec<u8>> {
        let mut sealed = vec![0; SEALED_SEGMENT_BYTES];
        read_exact_at(&self.0, &mut sealed, u64::from(index) * SEALED_SEGMENT_BYTES as u64)?;
        Ok(sealed)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, offset)
}

fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match read_at(file, bytes, offset) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                bytes = bytes.get_mut(read..).unwrap_or_default();
                offset += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
