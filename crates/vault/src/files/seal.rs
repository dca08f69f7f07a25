//! Reads, seals and writes one file, on all cores and in constant memory.

use std::{
    fs::File,
    io,
    ops::Range,
    panic,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread::{self, ScopedJoinHandle},
};

use sotto_protocol::stream::{SEALED_SEGMENT_BYTES, SEGMENT_BYTES, Segments};

use super::{
    blocks::{Appender, blocks},
    read_at, read_exact_at,
};
use crate::error::SealFileError;

/// Segments that a thread reads and seals before it takes the next ones: 256 KiB, which stay in its cache.
const SEGMENTS_A_TURN: u32 = 4;
/// More threads than this wait for the disk.
const MOST_THREADS: usize = 8;

/// Is given the content, from the first byte to the last.
pub(super) type InOrder<'a> = &'a mut (dyn FnMut(&[u8]) + Send);

/// Seals `source` of `size_bytes` into `sealed`, which is empty; durable when it returns.
pub(super) fn seal(
    (source, size_bytes): (&File, u64),
    segments: &Segments,
    sealed: &File,
    in_order: InOrder<'_>,
) -> Result<(), SealFileError> {
    let (appender, writer) = blocks();
    let work = Sealing {
        source,
        size_bytes,
        segments,
        next: AtomicU32::new(0),
        content: InTurn::new(in_order),
        sealed: InTurn::new(appender),
    };
    let turns = segments.count().div_ceil(SEGMENTS_A_TURN) as usize;
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(turns);
    let sealed_bytes = u64::from(segments.count()) * SEALED_SEGMENT_BYTES as u64;
    thread::scope(|scope| {
        let writing = scope.spawn(move || writer.run(sealed, sealed_bytes).map_err(SealFileError::from));
        let sealing: Vec<_> = (0..threads).map(|_| scope.spawn(|| work.run())).collect();
        let mut ended: Vec<_> = sealing.into_iter().map(ScopedJoinHandle::join).collect();
        ended.push(Ok(work.sealed.state().shared.finish()));
        ended.push(writing.join());
        let outcomes = ended.into_iter().map(|ended| ended.unwrap_or_else(|panicked| panic::resume_unwind(panicked)));
        // Who was stopped by another's failure doesn't know what failed.
        let failures = outcomes.filter_map(Result::err);
        failures.min_by_key(|failure| matches!(failure, SealFileError::Stopped)).map_or(Ok(()), Err)
    })?;
    if read_at(source, &mut [0], size_bytes).map_err(SealFileError::Source)? != 0 {
        return Err(SealFileError::Changed);
    }
    Ok(())
}

/// One file on its way into the vault, shared by the threads that seal it.
struct Sealing<'a> {
    source: &'a File,
    size_bytes: u64,
    segments: &'a Segments,
    next: AtomicU32,
    content: InTurn<InOrder<'a>>,
    sealed: InTurn<Appender>,
}

impl Sealing<'_> {
    fn run(&self) -> Result<(), SealFileError> {
        let mut buffers: Vec<Vec<u8>> = Vec::new();
        buffers.resize_with(SEGMENTS_A_TURN as usize, || Vec::with_capacity(SEALED_SEGMENT_BYTES));
        loop {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            let first = turn.saturating_mul(SEGMENTS_A_TURN);
            let indices = first..self.segments.count().min(first.saturating_add(SEGMENTS_A_TURN));
            if indices.is_empty() {
                return Ok(());
            }
            self.turn(turn, indices, &mut buffers).inspect_err(|_| {
                // Those who wait for this turn must not wait for ever.
                self.content.stop();
                self.sealed.stop();
            })?;
        }
    }

    fn turn(&self, turn: u32, indices: Range<u32>, buffers: &mut [Vec<u8>]) -> Result<(), SealFileError> {
        let buffers = buffers.get_mut(..indices.len()).unwrap_or_default();
        for (index, buffer) in indices.clone().zip(&mut *buffers) {
            self.fill(index, buffer)?;
        }
        self.content.take(turn, |in_order| {
            for (index, buffer) in indices.clone().zip(&*buffers) {
                in_order(buffer.get(..self.content_len(index)).unwrap_or_default());
            }
            Ok(())
        })?;
        for (index, buffer) in indices.zip(&mut *buffers) {
            self.segments.seal(index, buffer).map_err(io::Error::other)?;
        }
        self.sealed.take(turn, |appender| buffers.iter().try_for_each(|buffer| appender.append(buffer)))
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

/// What threads take one after another, in the order of their turns.
struct InTurn<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    /// Whose turn it is; none once a thread has failed.
    next: Option<u32>,
    shared: T,
}

impl<T> InTurn<T> {
    fn new(shared: T) -> Self {
        Self { state: Mutex::new(State { next: Some(0), shared }), changed: Condvar::new() }
    }

    fn take(&self, turn: u32, work: impl FnOnce(&mut T) -> Result<(), SealFileError>) -> Result<(), SealFileError> {
        let mut state = self.state();
        loop {
            match state.next {
                Some(next) if next == turn => break,
                Some(_) => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                None => return Err(SealFileError::Stopped),
            }
        }
        work(&mut state.shared)?;
        state.next = Some(turn.saturating_add(1));
        self.changed.notify_all();
        Ok(())
    }

    fn stop(&self) {
        self.state().next = None;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
