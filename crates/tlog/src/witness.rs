//! A witness: what it cosigns of which logs (C2SP `tlog-witness`).
//!
//! Pure: the caller keeps one [`Witnessed`] for each log, hands it in with the request and the time,
//! and stores what comes out *before* the cosignature leaves ([`Accepted`]). It cosigns nothing that a
//! device would not believe (`LOG-08` to `LOG-10`), which is more than the specification asks.

use minicbor::{Decode, Encode};
use sotto_protocol::time::UnixSeconds;

use crate::{
    AddCheckpoint, AddCheckpointAnswer, Checkpoint, CheckpointError, LogVerifier, Origin, Refusal, RootHash, TreeHead,
    TreeSize, UnverifiedCheckpoint, WitnessKey, Witnesses, proof::check_growth,
};

/// What a witness keeps of a log: the checkpoint that it cosigned last.
///
/// CBOR `[origin, size, root, cosigned at, note]`. [`Witness::judge`] believes it; whoever reads it from a disk asks
/// [`Witness::recognises`] first.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Witnessed {
    #[n(0)]
    origin: String,
    #[n(1)]
    size: TreeSize,
    #[n(2)]
    root: RootHash,
    #[n(3)]
    cosigned_at: u64,
    #[n(4)]
    note: UnverifiedCheckpoint,
}

impl Witnessed {
    /// The size that it cosigned last.
    pub const fn size(&self) -> TreeSize {
        self.size
    }

    /// The root of that size.
    pub const fn root(&self) -> RootHash {
        self.root
    }

    /// When it cosigned it.
    pub const fn cosigned_at(&self) -> UnixSeconds {
        UnixSeconds(self.cosigned_at)
    }

    /// The checkpoint with the log's signatures and the witness's: what it serves to monitors.
    pub const fn note(&self) -> &UnverifiedCheckpoint {
        &self.note
    }
}

/// That a log signed two trees of one size: it shows different people different logs.
///
/// CBOR `[note, note]`. Whoever has the log's key can check it without trusting the witness.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ForkEvidence {
    #[n(0)]
    cosigned: UnverifiedCheckpoint,
    #[n(1)]
    other: UnverifiedCheckpoint,
}

impl ForkEvidence {
    /// The two signed notes: the one that the witness cosigned, and the other one.
    pub const fn notes(&self) -> (&UnverifiedCheckpoint, &UnverifiedCheckpoint) {
        (&self.cosigned, &self.other)
    }

    /// Whether `log` signed both, and they say different roots of one size.
    // enforces: LOG-30
    pub fn convicts(&self, log: &LogVerifier) -> bool {
        match (self.cosigned.verify(log), self.other.verify(log)) {
            (Ok(one), Ok(other)) => one.size() == other.size() && one.root() != other.root(),
            _ => false,
        }
    }
}

/// A cosignature that may leave once [`Self::state`] is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    replaces: TreeSize,
    state: Witnessed,
    line: Vec<u8>,
}

impl Accepted {
    /// The size of the state that this one may replace, zero where there is none yet. Comparing with
    /// what is stored and storing must be one step: otherwise two requests at once could roll it back.
    pub const fn replaces(&self) -> TreeSize {
        self.replaces
    }

    /// What the caller stores.
    pub const fn state(&self) -> &Witnessed {
        &self.state
    }

    /// The answer, for a caller that has stored [`Self::state`] in place of [`Self::replaces`].
    // enforces: LOG-29
    pub fn into_answer_once_stored(self) -> AddCheckpointAnswer {
        AddCheckpointAnswer::Cosigned(self.line)
    }
}

/// A refusal, and what the log proved against itself with the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What the log is answered.
    pub refusal: Refusal,
    /// To be kept and shown, whatever the status: the log signed a fork.
    pub evidence: Option<Box<ForkEvidence>>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, evidence: None }
    }
}

/// A witness: its key, and the logs that it knows. A log whose key changes is known by both keys.
#[derive(Debug)]
pub struct Witness {
    key: WitnessKey,
    logs: Vec<LogVerifier>,
}

impl Witness {
    /// The witness with `key` that knows `logs`.
    pub const fn new(key: WitnessKey, logs: Vec<LogVerifier>) -> Self {
        Self { key, logs }
    }

    /// The log whose state [`Self::judge`] needs for `request`.
    ///
    /// # Errors
    /// [`Refusal::UnknownLog`].
    pub fn log_of(&self, request: &AddCheckpoint) -> Result<&Origin, Refusal> {
        self.known(request.origin()).next().map(LogVerifier::origin).ok_or(Refusal::UnknownLog)
    }

    fn known(&self, origin: &Origin) -> impl Iterator<Item = &LogVerifier> {
        self.logs.iter().filter(move |log| log.origin() == origin)
    }

    /// Cosigns the checkpoint of `request` `now`, or refuses. `last` is what is stored of the log.
    ///
    /// Should the clock have gone back, the time stays that of the last cosignature: a larger tree was
    /// known by then.
    ///
    /// # Errors
    /// [`Refused`]; nothing is to be stored but its evidence.
    // enforces: LOG-28, LOG-29, LOG-30
    pub fn judge(
        &self,
        request: &AddCheckpoint,
        last: Option<&Witnessed>,
        now: UnixSeconds,
    ) -> Result<Accepted, Refused> {
        self.log_of(request)?;
        let checkpoint = self.signed(request)?;
        // The state of another log must never pass for none: that would begin this one anew.
        if last.is_some_and(|last| last.origin != checkpoint.origin().as_str()) {
            return Err(Refusal::Fault.into());
        }
        let evidence = last.and_then(|last| fork(last, &checkpoint));
        let refused = |refusal| Refused { refusal, evidence: evidence.clone() };

        if request.old_size() > checkpoint.size() {
            return Err(refused(Refusal::BadRequest));
        }
        let cosigned = last.map_or(TreeHead::EMPTY, |last| TreeHead { size: last.size, root: last.root });
        if request.old_size() != cosigned.size {
            return Err(refused(Refusal::Conflict(cosigned.size)));
        }
        check_growth(cosigned.size, cosigned.root, checkpoint.size(), checkpoint.root(), request.proof())
            .map_err(|_| refused(Refusal::Inconsistent))?;

        let time = last.map_or(now, |last| now.max(last.cosigned_at()));
        let line = self.key.cosign(&checkpoint, time).map_err(|_| refused(Refusal::Fault))?;
        let note = [checkpoint.note(), &line].concat();
        Ok(Accepted {
            replaces: cosigned.size,
            state: Witnessed {
                origin: checkpoint.origin().as_str().to_owned(),
                size: checkpoint.size(),
                root: checkpoint.root(),
                cosigned_at: time.0,
                note: UnverifiedCheckpoint::from_bytes(note),
            },
            line,
        })
    }

    /// Whether `state` is one that this witness stored of `origin`: a log that it knows signed the note, this witness
    /// cosigned it, and the rest says the same. What fails was damaged, or is another witness's.
    // enforces: LOG-33
    pub fn recognises(&self, origin: &Origin, state: &Witnessed) -> bool {
        let cosigned = |log: &LogVerifier| {
            let checkpoint = state.note.verify(log).ok()?;
            let own = Witnesses::new(log, vec![self.key.verifier().clone()], 1).ok()?;
            let at = own.quorum(&checkpoint).ok()?.first()?.at;
            Some((checkpoint.size(), checkpoint.root(), at))
        };
        state.origin == origin.as_str()
            && self.known(origin).filter_map(cosigned).any(|said| said == (state.size, state.root, state.cosigned_at()))
    }

    /// The checkpoint, believed, with the log's own lines alone under it: what others wrote there would
    /// only fill the store.
    fn signed(&self, request: &AddCheckpoint) -> Result<Checkpoint, Refusal> {
        let mut found = Err(Refusal::NotSigned);
        for log in self.known(request.origin()) {
            match request.checkpoint().verify(log) {
                Ok(checkpoint) => found = Ok(checkpoint.with_lines(&checkpoint.lines_of(log))),
                // Of two keys of a log one may not have signed; neither may have signed wrongly.
                Err(CheckpointError::NotSigned | CheckpointError::NoTime) => {}
                Err(error) => return Err(refusal_for(error)),
            }
        }
        found
    }
}

fn refusal_for(error: CheckpointError) -> Refusal {
    match error {
        CheckpointError::BadSignature => Refusal::NotSigned,
        CheckpointError::ImpossibleTree => Refusal::Inconsistent,
        _ => Refusal::BadRequest,
    }
}

/// Two roots of one size, whatever else is wrong with the request.
fn fork(last: &Witnessed, checkpoint: &Checkpoint) -> Option<Box<ForkEvidence>> {
    let forked = last.size == checkpoint.size() && last.root != checkpoint.root();
    forked.then(|| Box::new(ForkEvidence { cosigned: last.note.clone(), other: checkpoint.to_unverified() }))
}
