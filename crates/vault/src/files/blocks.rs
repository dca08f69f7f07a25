//! Writes a file from its first byte to its last, while its next bytes are made.
//!
//! Past the page cache where the system can: that saves a copy, what is written is soon on the disk, and nothing else is
//! driven out of memory by it.

use std::{
    fs::File,
    io::{self, Write},
    mem,
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
};

use crate::error::SealFileError;

/// Two of these are filled and written in turns.
const BLOCK_BYTES: usize = 4 * 1024 * 1024;
/// Writing past the page cache wants addresses, offsets and lengths to be multiples of this.
const ALIGNMENT: usize = 4096;

/// Bytes for the disk, at an aligned address.
struct Block {
    bytes: Vec<u8>,
    start: usize,
    filled: usize,
}

impl Block {
    fn new() -> Self {
        let bytes = vec![0; BLOCK_BYTES + ALIGNMENT];
        let start = bytes.as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT);
        Self { bytes, start, filled: 0 }
    }

    /// Takes as many bytes as fit.
    fn fill(&mut self, bytes: &[u8]) -> usize {
        let len = bytes.len().min(BLOCK_BYTES - self.filled);
        let at = self.start + self.filled;
        if let (Some(free), Some(taken)) = (self.bytes.get_mut(at..at + len), bytes.get(..len)) {
            free.copy_from_slice(taken);
        }
        self.filled += len;
        len
    }

    /// What was filled, and what is missing to an aligned length.
    fn aligned(&self) -> &[u8] {
        let len = self.filled.next_multiple_of(ALIGNMENT);
        self.bytes.get(self.start..self.start + len).unwrap_or_default()
    }
}

/// Collects what is to be written.
pub(super) struct Appender {
    block: Block,
    full: SyncSender<Block>,
    empty: Receiver<Block>,
}

/// Writes what was collected.
pub(super) struct Writer {
    full: Receiver<Block>,
    empty: Sender<Block>,
}

/// Both ends.
pub(super) fn blocks() -> (Appender, Writer) {
    let (full, to_write) = sync_channel(1);
    let (written, empty) = channel();
    // There is one who receives it: the next line.
    let _ = written.send(Block::new());
    (Appender { block: Block::new(), full, empty }, Writer { full: to_write, empty: written })
}

impl Appender {
    /// Appends `bytes`; waits while the disk is behind.
    ///
    /// # Errors
    /// [`SealFileError::Stopped`] once the writer has failed.
    pub(super) fn append(&mut self, mut bytes: &[u8]) -> Result<(), SealFileError> {
        while !bytes.is_empty() {
            let taken = self.block.fill(bytes);
            bytes = bytes.get(taken..).unwrap_or_default();
            if self.block.filled == BLOCK_BYTES {
                let empty = self.empty.recv().map_err(|_| SealFileError::Stopped)?;
                self.hand_over(empty)?;
            }
        }
        Ok(())
    }

    /// Hands over what is left, after which nothing is appended any more.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub(super) fn finish(&mut self) -> Result<(), SealFileError> {
        self.hand_over(Block { bytes: Vec::new(), start: 0, filled: 0 })
    }

    fn hand_over(&mut self, next: Block) -> Result<(), SealFileError> {
        self.full.send(mem::replace(&mut self.block, next)).map_err(|_| SealFileError::Stopped)
    }
}

impl Writer {
    /// Writes until the appender has finished; the file is then `size_bytes` long and durable.
    pub(super) fn run(self, mut file: &File, size_bytes: u64) -> io::Result<()> {
        let mut direct = direct(file, true);
        let mut last = false;
        while !last && let Ok(mut block) = self.full.recv() {
            // Only the last one is handed over before it is full.
            last = block.filled < BLOCK_BYTES;
            let mut written = file.write_all(block.aligned());
            if direct && written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::InvalidInput) {
                // It wants another alignment: nothing of this block was written.
                direct = !self::direct(file, false);
                written = file.write_all(block.aligned());
            }
            written?;
            block.filled = 0;
            // Nobody wants it after the last one.
            let _ = self.empty.send(block);
        }
        file.set_len(size_bytes)?;
        file.sync_all()
    }
}

/// Asks for writing past the page cache, or no longer; whether the system does as asked.
#[cfg(target_os = "linux")]
fn direct(file: &File, wanted: bool) -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    fcntl_getfl(file)
        .map(|mut flags| {
            flags.set(OFlags::DIRECT, wanted);
            flags
        })
        .and_then(|flags| fcntl_setfl(file, flags))
        .is_ok()
}

#[cfg(not(target_os = "linux"))]
fn direct(_file: &File, wanted: bool) -> bool {
    !wanted
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::{fs, thread};

    use super::*;

    #[test]
    fn bytes_are_written_in_order_whatever_their_number() {
        let folder = tempfile::tempdir().unwrap();
        for len in [0, 1, ALIGNMENT, BLOCK_BYTES - 1, BLOCK_BYTES, 2 * BLOCK_BYTES + 5, 5 * BLOCK_BYTES] {
            let path = folder.path().join("file");
            let bytes: Vec<u8> = (0..=250).cycle().take(len).collect();
            let file = File::create(&path).unwrap();
            let (mut appender, writer) = blocks();
            thread::scope(|scope| {
                let writing = scope.spawn(|| writer.run(&file, len as u64));
                bytes.chunks(100_003).for_each(|part| appender.append(part).unwrap());
                appender.finish().unwrap();
                writing.join().unwrap().unwrap();
            });
            assert!(fs::read(&path).unwrap() == bytes, "{len} bytes");
        }
    }

    #[test]
    fn a_writer_that_failed_stops_the_appender() {
        // Not open for writing.
        let file = File::open("/dev/null").unwrap();
        let (mut appender, writer) = blocks();
        thread::scope(|scope| {
            let writing = scope.spawn(|| writer.run(&file, 0));
            let block = vec![1; BLOCK_BYTES];
            let stopped = (0..4).try_for_each(|_| appender.append(&block));
            assert!(matches!(stopped, Err(SealFileError::Stopped)));
            assert!(writing.join().unwrap().is_err());
        });
    }
}
