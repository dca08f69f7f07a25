//! Checkpoints: what the relay says the log has become, and since when (C2SP `tlog-checkpoint`).

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    decode::Error as DecodeError,
    encode::{self, Write},
};
use signed_note::{Note, NoteError, Signature, Verifier};
use sotto_protocol::time::UnixSeconds;

use crate::{
    LogVerifier, Origin, RootHash, TreeHead, TreeSize,
    note::{read_lines, split_timestamped},
};

/// The longest signed note that is read. Ours are under 600 bytes; the rest is for witnesses.
pub const MAX_NOTE_BYTES: usize = 16 * 1024;

/// Why a checkpoint was not believed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// More than [`MAX_NOTE_BYTES`].
    #[error("the checkpoint is too long")]
    TooLong,
    /// Peer: not a signed note, or its text is not a checkpoint, or a signature is repeated.
    #[error("not a signed checkpoint")]
    Malformed,
    /// A checkpoint of another log than the one expected.
    #[error("the checkpoint is of another log")]
    OtherOrigin,
    /// A line that this version does not know: it needs a newer Sotto.
    #[error("the checkpoint says more than this version knows")]
    UnknownExtension,
    /// Peer: a size beyond [`TreeSize::MAX`], or a root that the empty tree does not have.
    #[error("no tree has this size and root")]
    ImpossibleTree,
    /// A signature of the log's key is not there.
    #[error("the checkpoint is not signed by the log's key")]
    NotSigned,
    /// The signature that carries the time is not there.
    #[error("the checkpoint has no signed time")]
    NoTime,
    /// Peer: a line in the name of the log's key that the key did not sign. An attack or damage.
    #[error("a signature of the checkpoint is wrong")]
    BadSignature,
}

/// The bytes of a signed note, as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnverifiedCheckpoint(Vec<u8>);

impl UnverifiedCheckpoint {
    /// A checkpoint that came, or was kept, as `note`.
    pub const fn from_bytes(note: Vec<u8>) -> Self {
        Self(note)
    }

    /// The note.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Believes it, if `log` signed it.
    ///
    /// Lines signed by others are left to whom they concern: they are kept, not judged.
    ///
    /// # Errors
    /// [`CheckpointError`].
    // enforces: LOG-08, LOG-09, LOG-10, LOG-11
    pub fn verify(&self, log: &LogVerifier) -> Result<Checkpoint, CheckpointError> {
        if self.0.len() > MAX_NOTE_BYTES {
            return Err(CheckpointError::TooLong);
        }
        let note = Note::from_bytes(&self.0).map_err(|_| CheckpointError::Malformed)?;
        let head = read_text(note.text(), log.origin())?;

        let (known, others) = note.verify(log).map_err(|error| match error {
            NoteError::UnverifiedNote => CheckpointError::NotSigned,
            NoteError::InvalidSignature { .. } => CheckpointError::BadSignature,
            _ => CheckpointError::Malformed,
        })?;
        // The library passes over a second line of one key: with two times, which would count?
        let signature_lines = self.0.iter().skip(note.text().len() + 1).filter(|b| **b == b'\n').count();
        if known.len() + others.len() != signature_lines {
            return Err(CheckpointError::Malformed);
        }
        if !known.iter().any(|signature| signature.id() == log.plain.key_id()) {
            return Err(CheckpointError::NotSigned);
        }
        let (time, _) = known
            .iter()
            .find(|signature| signature.id() == log.timestamped.key_id())
            .and_then(|signature| split_timestamped(signature.signature()))
            .ok_or(CheckpointError::NoTime)?;
        Ok(Checkpoint { origin: log.origin().clone(), head, time, note: self.0.clone() })
    }
}

impl<C> Encode<C> for UnverifiedCheckpoint {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for UnverifiedCheckpoint {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let note = d.bytes()?;
        if note.len() > MAX_NOTE_BYTES {
            return Err(DecodeError::message(CheckpointError::TooLong));
        }
        Ok(Self(note.to_vec()))
    }
}

// enforces: LOG-07, LOG-08
fn read_text(text: &[u8], origin: &Origin) -> Result<TreeHead, CheckpointError> {
    let read = tlog_tiles::Checkpoint::from_bytes(text).map_err(|_| CheckpointError::Malformed)?;
    if read.origin() != origin.as_str() {
        return Err(CheckpointError::OtherOrigin);
    }
    if !read.extension().is_empty() {
        return Err(CheckpointError::UnknownExtension);
    }
    // What was signed is `text`; what is believed is what was read of it.
    if read.to_bytes() != text {
        return Err(CheckpointError::Malformed);
    }
    let size = TreeSize(read.size());
    let root_of_nothing = size == TreeSize(0) && *read.hash() != tlog_tiles::EMPTY_HASH;
    if size > TreeSize::MAX || root_of_nothing {
        return Err(CheckpointError::ImpossibleTree);
    }
    Ok(TreeHead { size, root: RootHash::from_bytes(read.hash().0) })
}

/// A checkpoint that its log signed. There is no other way to one than
/// [`UnverifiedCheckpoint::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: Origin,
    head: TreeHead,
    time: UnixSeconds,
    note: Vec<u8>,
}

impl Checkpoint {
    /// The log that it is of.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How many entries the log holds.
    pub const fn size(&self) -> TreeSize {
        self.head.size
    }

    /// The root of its tree.
    pub const fn root(&self) -> RootHash {
        self.head.root
    }

    /// Size and root.
    pub const fn head(&self) -> TreeHead {
        self.head
    }

    /// The time of the relay when it signed this.
    pub const fn time(&self) -> UnixSeconds {
        self.time
    }

    /// The signed note, as it came: evidence that convinces others.
    pub fn note(&self) -> &[u8] {
        &self.note
    }

    /// The text of the note: what every signature under it covers.
    pub(crate) fn text(&self) -> &[u8] {
        self.parts().0
    }

    /// The signature lines of the note: the log's two, and those of others as they came.
    pub fn signature_lines(&self) -> &[u8] {
        self.parts().1
    }

    fn parts(&self) -> (&[u8], &[u8]) {
        // The text of a checkpoint has no empty line of its own.
        let text = self.note.windows(2).position(|pair| pair == b"\n\n").map_or(self.note.len(), |at| at + 1);
        let (text, lines) = self.note.split_at_checked(text).unwrap_or((&self.note, &[]));
        (text, lines.get(1..).unwrap_or_default())
    }

    /// The lines that the keys of `log` signed.
    pub(crate) fn lines_of(&self, log: &LogVerifier) -> Vec<u8> {
        let is_own = |line: &Signature| [&log.plain, &log.timestamped].iter().any(|key| key.is_named_by(line));
        let lines = read_lines(self.signature_lines()).unwrap_or_default();
        lines.iter().filter(|line| is_own(line)).flat_map(Signature::to_bytes).collect()
    }

    /// The same text with other `lines` under it, among them the log's two.
    pub(crate) fn with_lines(&self, lines: &[u8]) -> Self {
        Self { note: [self.text(), b"\n", lines].concat(), ..self.clone() }
    }

    /// The same bytes, to be stored or sent.
    pub fn to_unverified(&self) -> UnverifiedCheckpoint {
        UnverifiedCheckpoint(self.note.clone())
    }

    /// Orders two checkpoints of one log: by size, then by time. The later one is the `newer` of
    /// [`verify_consistency`](crate::verify_consistency), whichever arrived first.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        (self.head.size, self.time) > (other.head.size, other.time)
    }
}
