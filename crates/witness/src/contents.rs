//! What lies in a witness's folder, believed only if all of it is right.
//!
//! A witness that lost what it cosigned last must not begin anew: it would cosign a second history, which is the one
//! thing that nobody should be able to make it do. So what is missing, damaged or contradicts itself ends here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
};

use data_encoding::HEXLOWER;
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use sotto_protocol::codec;
use sotto_tlog::{Checkpoint, LogVerifier, Origin, TreeSize, UnverifiedCheckpoint, Witness, WitnessKey, Witnessed};

use crate::{
    data_folder::{DataFolder, EVIDENCE, KEY, LOGS, Lock, STATE},
    key_file::{DamagedKey, KeyFile},
};

/// The note of a fork that the witness cosigned.
pub(crate) const COSIGNED: &str = "cosigned";
/// The other one.
pub(crate) const OTHER: &str = "other";

/// Why a data folder is not used.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Local: there is no data folder of a witness.
    #[error("the data folder is not that of a witness")]
    NotInitialised(#[source] io::Error),
    /// Local: a witness runs on it, or a log is being added.
    #[error("another process uses the data folder")]
    InUse,
    /// Local: the key's file is not one.
    #[error("the witness's key is damaged: without it this witness has ended, and a new one needs a new name")]
    KeyDamaged,
    /// Local: a file cannot be read.
    #[error("the data folder cannot be read")]
    Io(#[from] io::Error),
    /// Local: a file of `logs` holds anything but verifier keys of its log.
    #[error("logs/{0} is damaged: write into it the verifier keys of the log again, one a line")]
    LogDamaged(String),
    /// Local: a log of which there are traces is not known any more.
    #[error("logs/{0} is missing, and something was kept of this log: trust the log's verifier key again")]
    LogMissing(String),
    /// Local: what was cosigned last of a log is gone.
    #[error(
        "what was cosigned last of {0} is missing: to go on could be to cosign a second history, so this \
        witness has to end"
    )]
    StateMissing(Origin),
    /// Local: what was cosigned last of a log is damaged, or was written by another witness.
    #[error("what was cosigned last of {0} is damaged: to go on could be to cosign a second history, so this \
        witness has to end, unless the file state/{file} is brought back", file = log_name(.0))]
    StateDamaged(Origin),
    /// Local: what was cosigned last of a log is older than a fork that was kept, as after a restored backup.
    #[error(
        "what was cosigned last of {0} is older than a fork of it that was kept: to go on could be to cosign a \
        second history, so this witness has to end"
    )]
    StateBehind(Origin),
    /// Local: what was kept of a fork does not show one.
    #[error("evidence/{0} is damaged: move it out of the data folder, and keep it")]
    EvidenceDamaged(String),
}

impl OpenError {
    /// The stable code for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotInitialised(_) => "not_initialised",
            Self::InUse => "in_use",
            Self::KeyDamaged => "key_damaged",
            Self::Io(_) => "data_unreadable",
            Self::LogDamaged(_) => "log_damaged",
            Self::LogMissing(_) => "log_missing",
            Self::StateMissing(_) => "state_missing",
            Self::StateDamaged(_) => "state_damaged",
            Self::StateBehind(_) => "state_behind",
            Self::EvidenceDamaged(_) => "evidence_damaged",
        }
    }
}

impl From<DamagedKey> for OpenError {
    fn from(_: DamagedKey) -> Self {
        Self::KeyDamaged
    }
}

/// The name of all files of the log `origin`.
pub(crate) fn log_name(origin: &Origin) -> String {
    HEXLOWER.encode(&Sha256::digest(origin.as_str()))
}

/// The name of what is kept of a fork of `log` whose other side is `note`. Signed anew the same fork has the same name.
pub(crate) fn fork_name(log: &str, note: &UnverifiedCheckpoint) -> String {
    let note = note.as_bytes();
    let text = note.windows(2).position(|pair| pair == b"\n\n").and_then(|at| note.get(..=at)).unwrap_or(note);
    format!("{log}-{}", HEXLOWER.encode(&Sha256::digest(text)))
}

/// A state as it is kept: CBOR `[origin, state or null]`. A log that was never cosigned has one too, so that a missing
/// file is never taken for that.
#[derive(Debug, Encode, Decode)]
pub(crate) struct StateFile {
    #[n(0)]
    origin: String,
    #[n(1)]
    last: Option<Witnessed>,
}

impl StateFile {
    pub(crate) fn new(origin: &Origin, last: Option<Witnessed>) -> Self {
        Self { origin: origin.as_str().to_owned(), last }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        codec::to_vec(self)
    }
}

/// A log that the witness knows.
#[derive(Debug)]
pub(crate) struct KnownLog {
    pub(crate) origin: Origin,
    pub(crate) keys: Vec<LogVerifier>,
    /// What was cosigned last.
    pub(crate) last: Option<Witnessed>,
    /// What was kept of forks, by name.
    pub(crate) forks: BTreeSet<String>,
}

impl KnownLog {
    /// The checkpoint in `note`, by whichever key of the log signed it.
    fn checkpoint(&self, note: &UnverifiedCheckpoint) -> Option<Checkpoint> {
        self.keys.iter().find_map(|key| note.verify(key).ok())
    }
}

/// A data folder, read whole.
#[derive(Debug)]
pub(crate) struct Contents {
    pub(crate) witness: Witness,
    pub(crate) vkey: String,
    pub(crate) name: String,
    /// By their files' names.
    pub(crate) logs: BTreeMap<String, KnownLog>,
}

impl Contents {
    // enforces: LOG-33
    pub(crate) fn read(folder: &DataFolder) -> Result<Self, OpenError> {
        let key = read_key(folder)?;
        let (name, vkey) = (key.verifier().name().to_string(), key.verifier().to_string());
        let mut logs = BTreeMap::new();
        for log in folder.names(LOGS)? {
            let keys = read_log(folder, &log)?;
            let Some(first) = keys.first() else { return Err(OpenError::LogDamaged(log)) };
            let origin = first.origin().clone();
            logs.insert(log, KnownLog { origin, keys, last: None, forks: BTreeSet::new() });
        }
        let witness = Witness::new(key, logs.values().flat_map(|log| log.keys.clone()).collect());

        // Before the states: while a witness runs, these only grow, and a fork is never ahead of them.
        let mut forked = Vec::new();
        for name in folder.names(EVIDENCE)? {
            let (log, size) = read_fork(folder, &name, &logs)?;
            forked.push((log, name, size));
        }
        for log in folder.names(STATE)? {
            if !logs.contains_key(&log) {
                return Err(OpenError::LogMissing(log));
            }
        }
        for (name, log) in &mut logs {
            let bytes = folder.read(STATE, name)?.ok_or_else(|| OpenError::StateMissing(log.origin.clone()))?;
            let damaged = || OpenError::StateDamaged(log.origin.clone());
            let state: StateFile = codec::from_slice(&bytes).map_err(|_| damaged())?;
            let is_right = state.origin == log.origin.as_str()
                && state.last.as_ref().is_none_or(|last| witness.recognises(&log.origin, last));
            if !is_right {
                return Err(damaged());
            }
            log.last = state.last;
        }
        for (name, fork, size) in forked {
            let Some(log) = logs.get_mut(&name) else { return Err(OpenError::LogMissing(name)) };
            if log.last.as_ref().is_none_or(|last| last.size() < size) {
                return Err(OpenError::StateBehind(log.origin.clone()));
            }
            log.forks.insert(fork);
        }
        Ok(Self { witness, vkey, name, logs })
    }
}

/// The folder's key.
pub(crate) fn read_key(folder: &DataFolder) -> Result<WitnessKey, OpenError> {
    let bytes = zeroize::Zeroizing::new(folder.read_own(KEY).map_err(OpenError::NotInitialised)?);
    Ok(KeyFile::read(&bytes)?)
}

/// The right to change the folder.
pub(crate) fn lock(folder: &DataFolder) -> Result<Lock, OpenError> {
    folder.lock().map_err(OpenError::NotInitialised)?.ok_or(OpenError::InUse)
}

/// The keys in the file `log`, all of one log whose name it bears; none if there is no such file.
pub(crate) fn read_log(folder: &DataFolder, log: &str) -> Result<Vec<LogVerifier>, OpenError> {
    let Some(bytes) = folder.read(LOGS, log)? else { return Ok(Vec::new()) };
    let read = || {
        let lines = core::str::from_utf8(&bytes).ok()?.strip_suffix('\n')?;
        let keys: Vec<LogVerifier> = lines.split('\n').map(|line| line.parse().ok()).collect::<Option<_>>()?;
        keys.iter().all(|key| log_name(key.origin()) == log).then_some(keys)
    };
    read().ok_or_else(|| OpenError::LogDamaged(log.to_owned()))
}

/// Of what log the fork `name` is, and at what size.
fn read_fork(
    folder: &DataFolder,
    name: &str,
    logs: &BTreeMap<String, KnownLog>,
) -> Result<(String, TreeSize), OpenError> {
    let damaged = || OpenError::EvidenceDamaged(name.to_owned());
    let (log, _) = name.split_once('-').ok_or_else(damaged)?;
    let known = logs.get(log).ok_or_else(|| OpenError::LogMissing(log.to_owned()))?;
    let note = |file| match fs::read(folder.path(EVIDENCE, name).join(file)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OpenError::Io(error)),
        read => Ok(UnverifiedCheckpoint::from_bytes(read.unwrap_or_default())),
    };
    let (cosigned, other) = (note(COSIGNED)?, note(OTHER)?);
    let named = fork_name(log, &other) == name;
    let size = known.checkpoint(&cosigned).zip(known.checkpoint(&other)).and_then(|(cosigned, other)| {
        (cosigned.size() == other.size() && cosigned.root() != other.root()).then_some(cosigned.size())
    });
    size.filter(|_| named).map(|size| (log.to_owned(), size)).ok_or_else(damaged)
}
