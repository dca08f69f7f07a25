//! What the witness does with a request, HTTP aside. Each call blocks until what it answers is on disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use sotto_tlog::{AddCheckpoint, AddCheckpointAnswer, ForkEvidence, Origin, Refusal, Witness, Witnessed};
use tracing::{error, warn};

use crate::{
    clock::Clock,
    contents::{COSIGNED, Contents, KnownLog, OTHER, StateFile, fork_name, log_name},
    data_folder::{DataFolder, EVIDENCE, Lock, STATE},
};

/// The most forks that are kept of one log: who has its key could fill the disk with them.
const MOST_FORKS: usize = 64;

/// A witness with its folder and its clock.
pub(crate) struct Service {
    folder: DataFolder,
    /// Held as long as anything is still to be stored, also for a peer that has left.
    _lock: Option<Lock>,
    clock: Box<dyn Clock>,
    witness: Witness,
    /// By their files' names. What is judged and what is replaced are one: whoever judges holds the lock until it is
    /// stored, so that of two requests at once the second meets what the first one left.
    logs: BTreeMap<String, Mutex<Kept>>,
}

/// What is on disk of one log.
struct Kept {
    origin: Origin,
    last: Option<Witnessed>,
    forks: BTreeSet<String>,
}

impl Service {
    pub(crate) fn new(folder: DataFolder, lock: Option<Lock>, contents: Contents, clock: impl Clock + 'static) -> Self {
        let kept = |log: KnownLog| Mutex::new(Kept { origin: log.origin, last: log.last, forks: log.forks });
        let logs = contents.logs.into_iter().map(|(name, log)| (name, kept(log))).collect();
        Self { folder, _lock: lock, clock: Box::new(clock), witness: contents.witness, logs }
    }

    /// The answer to the `add-checkpoint` request in `body`.
    pub(crate) fn add_checkpoint(&self, body: &[u8]) -> AddCheckpointAnswer {
        self.cosign(body).unwrap_or_else(AddCheckpointAnswer::Refused)
    }

    // enforces: LOG-29, LOG-30
    fn cosign(&self, body: &[u8]) -> Result<AddCheckpointAnswer, Refusal> {
        let request = AddCheckpoint::from_bytes(body)?;
        let name = log_name(self.witness.log_of(&request)?);
        let kept = self.logs.get(&name).ok_or(Refusal::Fault)?;
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        match self.witness.judge(&request, kept.last.as_ref(), self.clock.now()) {
            Ok(accepted) => {
                let state = accepted.state().clone();
                let file = StateFile::new(&kept.origin, Some(state.clone())).to_bytes();
                // After an error the file is the old one or the new one. No cosignature has left for the new one,
                // so that going on from the old one is right, and so is a restart on the new one.
                self.folder.replace(STATE, &name, &file).map_err(fault)?;
                kept.last = Some(state);
                Ok(accepted.into_answer_once_stored())
            }
            Err(refused) => {
                if let Some(evidence) = refused.evidence {
                    self.keep(&name, &mut kept.forks, &evidence)?;
                }
                Err(refused.refusal)
            }
        }
    }

    // enforces: LOG-34
    fn keep(&self, log: &str, forks: &mut BTreeSet<String>, evidence: &ForkEvidence) -> Result<(), Refusal> {
        let (cosigned, other) = evidence.notes();
        let name = fork_name(log, other);
        if forks.contains(&name) || forks.len() >= MOST_FORKS {
            return Ok(());
        }
        let notes = [(COSIGNED, cosigned.as_bytes()), (OTHER, other.as_bytes())];
        self.folder.add_folder(EVIDENCE, &name, &notes).map_err(fault)?;
        forks.insert(name);
        warn!("a log signed a fork: both notes are kept, and `show` says where");
        Ok(())
    }

    /// Whether it knows the log whose origin has the hash `log`.
    pub(crate) fn knows(&self, log: &str) -> bool {
        self.logs.contains_key(log)
    }

    /// The checkpoint that was cosigned last of that log, if there is one.
    pub(crate) fn cosigned(&self, log: &str) -> Option<Vec<u8>> {
        let kept = self.logs.get(log)?.lock().unwrap_or_else(PoisonError::into_inner);
        kept.last.as_ref().map(|last| last.note().as_bytes().to_vec())
    }
}

fn fault(error: std::io::Error) -> Refusal {
    error!(kind = %error.kind(), "what must be kept could not be stored: nothing was cosigned");
    Refusal::Fault
}
