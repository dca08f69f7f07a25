//! What a person who waits for a task sees: which step of how many, and since when.

use std::time::Instant;

use anyhow::Result;

/// The steps of one task, announced on stderr.
pub(crate) struct Progress {
    steps: usize,
    begun: usize,
    start: Instant,
}

impl Progress {
    /// A task of `steps` steps that begins now.
    pub(crate) fn new(steps: usize) -> Self {
        Self { steps, begun: 0, start: Instant::now() }
    }

    /// Announces the next step. Nothing is printed when it ends, so a test runner's summary stays the last thing said.
    pub(crate) fn step(&mut self, title: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        self.begun += 1;
        let seconds = self.start.elapsed().as_secs();
        eprintln!("\n[{}/{} · {}:{:02}] {title}", self.begun, self.steps, seconds / 60, seconds % 60);
        work()
    }
}
