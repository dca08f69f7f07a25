//! Named durable steps at which a test can kill, and a place where it can listen to what is inside TLS. Without the
//! feature `faults` there is nothing here but empty functions.

#[cfg(feature = "faults")]
use std::sync::{Arc, Mutex, PoisonError};

/// A moment between two durable steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The effect and its pending entry are committed; the log does not have it yet.
    AfterEffect,
    /// The log has the entry; the queue still has it too.
    AfterAudit,
    /// All that an act changes is done; nobody was told.
    BeforeAnswer,
}

/// Where to stop as if killed, and where to write down what is said on channels.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    #[cfg(feature = "faults")]
    kill_at: Arc<Mutex<Option<Step>>>,
    #[cfg(feature = "faults")]
    tap: Option<Arc<Mutex<std::fs::File>>>,
}

impl Faults {
    /// Nowhere.
    pub fn none() -> Self {
        Self::default()
    }

    /// At the next `step`.
    #[cfg(feature = "faults")]
    pub fn kill_at(step: Step) -> Self {
        Self { kill_at: Arc::new(Mutex::new(Some(step))), tap: None }
    }

    /// Nowhere; every frame of every channel is written to `tap`.
    #[cfg(feature = "faults")]
    pub fn tapping(tap: std::fs::File) -> Self {
        Self { tap: Some(Arc::new(Mutex::new(tap))), ..Self::default() }
    }

    /// Writes down a frame, either way.
    #[cfg(feature = "faults")]
    pub(crate) fn tap(&self, frame: &[u8]) {
        if let Some(tap) = &self.tap {
            let written = std::io::Write::write_all(&mut *tap.lock().unwrap_or_else(PoisonError::into_inner), frame);
            debug_assert!(written.is_ok(), "a test that listens must hear all");
        }
    }

    #[cfg(not(feature = "faults"))]
    #[expect(clippy::unused_self, reason = "the same shape as with the feature")]
    pub(crate) fn tap(&self, _frame: &[u8]) {}

    /// Whether to stop here.
    #[cfg(feature = "faults")]
    pub(crate) fn strikes(&self, step: Step) -> bool {
        self.kill_at.lock().unwrap_or_else(PoisonError::into_inner).take_if(|at| *at == step).is_some()
    }

    #[cfg(not(feature = "faults"))]
    #[expect(clippy::unused_self, reason = "the same shape as with the feature")]
    pub(crate) fn strikes(&self, _step: Step) -> bool {
        false
    }
}
