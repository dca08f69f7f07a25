//! A proof of one event that a stranger can check without a network: C2SP `tlog-proof`.
//!
//! What is needed beside the file is the log's name and key, which the card has, and the keys of the
//! witnesses, if any are asked for. How it is bound together:
//!
//! - the line `extra` holds salt ‖ event, so the leaf data is SHA-256 of the extra data, nothing more
//!   (`LOG-01`): the format itself does not authenticate it, this hash does;
//! - the inclusion proof leads from that leaf, at the line `index`, to the checkpoint's root (`LOG-12`);
//! - the log's signatures and the witnesses' cosignatures cover the root (`LOG-09`, `LOG-26`).
//!
//! Files are named `*.tlog-proof`. A file shows its event to whoever reads it, and the size of the log.

use data_encoding::BASE64;

use crate::{
    Checkpoint, CheckpointError, Cosigned, InclusionProof, LeafIndex, LogVerifier, LoggedEvent, MAX_EVENT_BYTES,
    MAX_NOTE_BYTES, MAX_PROOF_NODES, ProofError, QuorumError, Salt, UnverifiedCheckpoint, Witnesses,
    add_checkpoint::{HASH_LINE_BYTES, hash_lines, read_decimal, read_hash_lines, split_at_empty_line},
    verify_inclusion,
};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
const SALT_BYTES: usize = 32;
const MAX_EXTRA_BYTES: usize = SALT_BYTES + MAX_EVENT_BYTES;
/// The longest proof of an event: its first line, `extra ` and the salt and event in base64, `index ` and 20 digits,
/// 64 lines of 44 characters, an empty line, a checkpoint.
///
/// ```
/// use sotto_tlog::{MAX_EVENT_BYTES, MAX_EVENT_PROOF_BYTES, MAX_NOTE_BYTES, MAX_PROOF_NODES};
/// let extra = 6 + (32 + MAX_EVENT_BYTES).div_ceil(3) * 4 + 1;
/// let path = MAX_PROOF_NODES * (44 + 1);
/// assert_eq!(MAX_EVENT_PROOF_BYTES, (22 + 1) + extra + (6 + 20 + 1) + path + 1 + MAX_NOTE_BYTES);
/// ```
pub const MAX_EVENT_PROOF_BYTES: usize =
    23 + (7 + MAX_EXTRA_BYTES.div_ceil(3) * 4) + 27 + MAX_PROOF_NODES * HASH_LINE_BYTES + 1 + MAX_NOTE_BYTES;

/// Why a proof of an event was not made or not believed.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventProofError {
    /// More than [`MAX_EVENT_PROOF_BYTES`], or an event of more than [`MAX_EVENT_BYTES`].
    #[error("the proof is too long")]
    TooLong,
    /// Not of the form of a proof, or without the salt and the event: an erased event has no proof.
    #[error("not the proof of an event")]
    Malformed,
    /// The checkpoint is not to be believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Not enough witnesses cosigned it.
    #[error(transparent)]
    Quorum(#[from] QuorumError),
    /// The event is not the entry that it is said to be.
    #[error(transparent)]
    Inclusion(#[from] ProofError),
}

/// A proof of an event, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnverifiedEventProof {
    event: LoggedEvent,
    index: LeafIndex,
    path: InclusionProof,
    checkpoint: UnverifiedCheckpoint,
}

impl UnverifiedEventProof {
    /// The proof that `event` is entry `index` of the tree of `checkpoint`, which is best one that witnesses cosigned.
    /// `path` is its inclusion proof.
    ///
    /// # Errors
    /// [`EventProofError::TooLong`], [`EventProofError::Malformed`] for an event that cannot be one.
    pub fn new(
        event: LoggedEvent,
        index: LeafIndex,
        path: InclusionProof,
        checkpoint: &Checkpoint,
    ) -> Result<Self, EventProofError> {
        if event.event_bytes().len() > MAX_EVENT_BYTES {
            return Err(EventProofError::TooLong);
        }
        if event.event_bytes().is_empty() {
            return Err(EventProofError::Malformed);
        }
        Ok(Self { event, index, path, checkpoint: checkpoint.to_unverified() })
    }

    /// The proof in `file`.
    ///
    /// # Errors
    /// [`EventProofError::TooLong`], [`EventProofError::Malformed`].
    // enforces: LOG-31
    pub fn from_bytes(file: &[u8]) -> Result<Self, EventProofError> {
        if file.len() > MAX_EVENT_PROOF_BYTES {
            return Err(EventProofError::TooLong);
        }
        Self::read(file).ok_or(EventProofError::Malformed)
    }

    fn read(file: &[u8]) -> Option<Self> {
        let (head, checkpoint) = split_at_empty_line(file)?;
        let (header, head) = head.split_once('\n')?;
        let (extra, head) = head.split_once('\n')?;
        let (index, path) = head.split_once('\n').unwrap_or((head, ""));
        if header != HEADER || checkpoint.len() > MAX_NOTE_BYTES {
            return None;
        }
        let extra = BASE64.decode(extra.strip_prefix("extra ")?.as_bytes()).ok()?;
        let (salt, event) = extra.split_first_chunk::<SALT_BYTES>()?;
        if !(1..=MAX_EVENT_BYTES).contains(&event.len()) {
            return None;
        }
        let path = read_hash_lines(path, MAX_PROOF_NODES)?;
        Some(Self {
            event: LoggedEvent::from_parts(event.to_vec(), Salt::from_bytes(*salt)),
            index: LeafIndex(read_decimal(index.strip_prefix("index ")?)?),
            path: InclusionProof::from_nodes(path).ok()?,
            checkpoint: UnverifiedCheckpoint::from_bytes(checkpoint.to_vec()),
        })
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let extra = BASE64.encode(&[self.event.salt().as_bytes(), self.event.event_bytes()].concat());
        let path = hash_lines(self.path.nodes());
        let mut file = format!("{HEADER}\nextra {extra}\nindex {}\n{path}\n", self.index).into_bytes();
        file.extend_from_slice(self.checkpoint.as_bytes());
        file
    }

    /// Believes that the event is in the log, if `log` signed it and enough of `witnesses` cosigned.
    ///
    /// # Errors
    /// [`EventProofError`].
    // enforces: LOG-32
    pub fn verify(self, log: &LogVerifier, witnesses: &Witnesses) -> Result<EventProof, EventProofError> {
        let checkpoint = self.checkpoint.verify(log)?;
        let cosigned = witnesses.quorum(&checkpoint)?;
        verify_inclusion(&checkpoint, self.index, &self.event.commitment(), &self.path)?;
        Ok(EventProof { event: self.event, index: self.index, checkpoint, cosigned })
    }
}

/// An event that is in the log. There is no other way to one than [`UnverifiedEventProof::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventProof {
    event: LoggedEvent,
    index: LeafIndex,
    checkpoint: Checkpoint,
    cosigned: Vec<Cosigned>,
}

impl EventProof {
    /// The event with its salt; it may be of a kind that this version does not know.
    pub const fn event(&self) -> &LoggedEvent {
        &self.event
    }

    /// Its place in the log.
    pub const fn index(&self) -> LeafIndex {
        self.index
    }

    /// The checkpoint under which it was proved; the event is not younger than its time.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Which of the witnesses saw that checkpoint, and when.
    pub fn cosigned(&self) -> &[Cosigned] {
        &self.cosigned
    }
}
