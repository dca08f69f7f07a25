//! Sealed attachment files: `files/`, one file an attachment, its segments one after another.
//!
//! A file is complete and durable before a row names it. What no row names is swept at the next unlock, so that a cut at
//! any moment leaves neither a row without its file nor a file for ever.

use std::{
    collections::HashSet,
    fs::{self, File},
    io, panic,
    path::Path,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
};

use sotto_protocol::stream::{SEALED_SEGMENT_BYTES, SEGMENT_BYTES, Segments};

use crate::{
    error::{SealFileError, StoreError},
    faults::Step,
    profile::{self, StoredName},
    vault::Vault,
};

/// Segments that a thread reads, seals and writes before it takes the next ones: 256 KiB, which stay in its cache.
const SEGMENTS_A_TURN: u32 = 4;
/// Turns, 64 MiB, after which the disk begins to write.
const TURNS_A_FLUSH: u32 = 256;
/// More threads than this wait for the disk.
const MOST_THREADS: usize = 8;

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
        let sealed = seal(source, size_bytes, segments, &path, in_order)
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

fn seal(
    source: &File,
    size_bytes: u64,
    segments: &Segments,
    path: &Path,
    in_order: &mut (dyn FnMut(&[u8]) + Send),
) -> Result<(), SealFileError> {
    let sealed = profile::create_private(path)?;
    let work =
        Sealing { source, size_bytes, segments, sealed: &sealed, next: AtomicU32::new(0), turns: Turns::new(in_order) };
    let turns = segments.count().div_ceil(SEGMENTS_A_TURN) as usize;
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(turns);
    let (written, flushes) = mpsc::channel();
    thread::scope(|scope| {
        let mut running: Vec<_> = (0..threads)
            .map(|_| {
                let written = written.clone();
                scope.spawn(|| work.run(written))
            })
            .collect();
        drop(written);
        running.push(scope.spawn(|| flush(&sealed, flushes)));
        // Each is waited for; the first failure is the answer.
        let ended: Vec<_> = running.into_iter().map(|thread| thread.join()).collect();
        ended.into_iter().try_for_each(|ended| ended.unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
    })?;
    if read_at(source, &mut [0], size_bytes).map_err(SealFileError::Source)? != 0 {
        return Err(SealFileError::Changed);
    }
    sealed.sync_all()?;
    Ok(())
}

/// Lets the disk write while the rest is sealed, instead of all at the end.
fn flush(sealed: &File, written: mpsc::Receiver<()>) -> Result<(), SealFileError> {
    while written.recv().is_ok() {
        sealed.sync_data()?;
        // What was written meanwhile is one more flush.
        written.try_iter().for_each(drop);
    }
    Ok(())
}

/// One file on its way into the vault, shared by the threads that seal it.
struct Sealing<'a> {
    source: &'a File,
    size_bytes: u64,
    segments: &'a Segments,
    sealed: &'a File,
    next: AtomicU32,
    turns: Turns<'a>,
}

impl Sealing<'_> {
    fn run(&self, written: mpsc::Sender<()>) -> Result<(), SealFileError> {
        let mut buffers: Vec<Vec<u8>> = Vec::new();
        buffers.resize_with(SEGMENTS_A_TURN as usize, || Vec::with_capacity(SEALED_SEGMENT_BYTES));
        loop {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            let first = turn.saturating_mul(SEGMENTS_A_TURN);
            let indices = first..self.segments.count().min(first.saturating_add(SEGMENTS_A_TURN));
            if indices.is_empty() {
                return Ok(());
            }
            // Those who wait for this turn must not wait for ever.
            self.turn(turn, indices, &mut buffers).inspect_err(|_| self.turns.stop())?;
            if turn % TURNS_A_FLUSH == TURNS_A_FLUSH - 1 {
                // Nobody listens once a flush has failed, which is the answer then.
                let _ = written.send(());
            }
        }
    }

    fn turn(&self, turn: u32, indices: std::ops::Range<u32>, buffers: &mut [Vec<u8>]) -> Result<(), SealFileError> {
        for (index, buffer) in indices.clone().zip(buffers.iter_mut()) {
            self.fill(index, buffer)?;
        }
        let read = buffers.iter().zip(indices.clone());
        self.turns.take(turn, |in_order| {
            for (buffer, index) in read {
                in_order(buffer.get(..self.content_len(index)).unwrap_or_default());
            }
        })?;
        for (index, buffer) in indices.zip(buffers) {
            self.segments.seal(index, buffer).map_err(io::Error::other)?;
            write_all_at(self.sealed, buffer, u64::from(index) * SEALED_SEGMENT_BYTES as u64)?;
        }
        Ok(())
    }

    /// Content bytes of segment `index`; the rest of it is padding.
    fn content_len(&self, index: u32) -> usize {
        let left = self.size_bytes.saturating_sub(u64::from(index) * SEGMENT_BYTES as u64);
        usize::try_from(left).map_or(SEGMENT_BYTES, |left| left.min(SEGMENT_BYTES))
    }

    fn fill(&self, index: u32, buffer: &mut Vec<u8>) -> Result<(), SealFileError> {
        buffer.resize(SEGMENT_BYTES, 0);
        let (content, padding) = buffer.split_at_mut(self.content_len(index));
        padding.fill(0);
        match read_exact_at(self.source, content, u64::from(index) * SEGMENT_BYTES as u64) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(SealFileError::Changed),
            read => read.map_err(SealFileError::Source),
        }
    }
}

/// Lets threads come one after another, in order.
struct Turns<'a> {
    state: Mutex<TurnState<'a>>,
    changed: Condvar,
}

struct TurnState<'a> {
    /// Whose turn it is; none once a thread has failed.
    next: Option<u32>,
    in_order: &'a mut (dyn FnMut(&[u8]) + Send),
}

impl<'a> Turns<'a> {
    fn new(in_order: &'a mut (dyn FnMut(&[u8]) + Send)) -> Self {
        Self { state: Mutex::new(TurnState { next: Some(0), in_order }), changed: Condvar::new() }
    }

    fn take(&self, turn: u32, work: impl FnOnce(&mut (dyn FnMut(&[u8]) + Send))) -> Result<(), SealFileError> {
        let mut state = self.state();
        loop {
            match state.next {
                Some(next) if next == turn => break,
                Some(_) => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                None => return Err(SealFileError::Stopped),
            }
        }
        work(state.in_order);
        state.next = Some(turn.saturating_add(1));
        self.changed.notify_all();
        Ok(())
    }

    fn stop(&self) {
        self.state().next = None;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, TurnState<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, offset)
}

#[cfg(windows)]
fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, offset)
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

fn write_all_at(file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match write_at(file, bytes, offset) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                bytes = bytes.get(written..).unwrap_or_default();
                offset += written as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
