//! How a log asks a witness for a cosignature, and what it is answered (C2SP `tlog-witness`,
//! `add-checkpoint`). Bodies and statuses alone: who sends them over HTTP is not known here.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::{
    Checkpoint, ConsistencyProof, MAX_NOTE_BYTES, MAX_PROOF_NODES, NodeHash, Origin, TooManyNodes, TreeSize,
    UnverifiedCheckpoint, note::read_lines,
};

/// The most consistency proof lines that a client may send. Every tree that we have needs fewer.
pub const MAX_PROOF_LINES: usize = 63;
/// The longest request: `old ` and 20 digits, 63 lines of 44 characters, an empty line, a checkpoint.
///
/// ```
/// use sotto_tlog::{MAX_ADD_CHECKPOINT_BYTES, MAX_NOTE_BYTES};
/// assert_eq!(MAX_ADD_CHECKPOINT_BYTES, (4 + 20 + 1) + 63 * (44 + 1) + 1 + MAX_NOTE_BYTES);
/// ```
pub const MAX_ADD_CHECKPOINT_BYTES: usize = 25 + MAX_PROOF_LINES * HASH_LINE_BYTES + 1 + MAX_NOTE_BYTES;
/// The content type of the body of a 409.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";
/// The content type of every other body.
pub const TEXT_CONTENT_TYPE: &str = "text/plain; charset=utf-8";
pub(crate) const HASH_LINE_BYTES: usize = 45;

/// Why the bytes are not a request.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddCheckpointError {
    /// More than [`MAX_ADD_CHECKPOINT_BYTES`].
    #[error("the request is too long")]
    TooLong,
    /// Peer: not of the form of a request.
    #[error("not an add-checkpoint request")]
    Malformed,
}

/// A request: cosign this checkpoint, which continues the tree of `old_size` that you cosigned last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: TreeSize,
    proof: ConsistencyProof,
    origin: Origin,
    checkpoint: UnverifiedCheckpoint,
}

impl AddCheckpoint {
    /// Asks for a cosignature of `checkpoint`; `proof` is that it continues the tree of `old_size`.
    ///
    /// # Errors
    /// [`TooManyNodes`] for a proof of more than [`MAX_PROOF_LINES`].
    pub fn new(old_size: TreeSize, proof: ConsistencyProof, checkpoint: &Checkpoint) -> Result<Self, TooManyNodes> {
        if proof.nodes().len() > MAX_PROOF_LINES {
            return Err(TooManyNodes);
        }
        let origin = checkpoint.origin().clone();
        Ok(Self { old_size, proof, origin, checkpoint: checkpoint.to_unverified() })
    }

    /// The request in `body`.
    ///
    /// # Errors
    /// [`AddCheckpointError`].
    // enforces: LOG-27
    pub fn from_bytes(body: &[u8]) -> Result<Self, AddCheckpointError> {
        if body.len() > MAX_ADD_CHECKPOINT_BYTES {
            return Err(AddCheckpointError::TooLong);
        }
        Self::read(body).ok_or(AddCheckpointError::Malformed)
    }

    fn read(body: &[u8]) -> Option<Self> {
        let (head, checkpoint) = split_at_empty_line(body)?;
        let (old_size, proof) = head.split_once('\n').unwrap_or((head, ""));
        let old_size = TreeSize(read_decimal(old_size.strip_prefix("old ")?)?);
        let nodes = read_hash_lines(proof, MAX_PROOF_LINES)?;
        if checkpoint.len() > MAX_NOTE_BYTES {
            return None;
        }
        let (origin, _) = core::str::from_utf8(checkpoint).ok()?.split_once('\n')?;
        Some(Self {
            old_size,
            proof: ConsistencyProof::from_nodes(nodes).ok()?,
            origin: Origin::new(origin).ok()?,
            checkpoint: UnverifiedCheckpoint::from_bytes(checkpoint.to_vec()),
        })
    }

    /// The body of the request.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = format!("old {}\n{}\n", self.old_size, hash_lines(self.proof.nodes())).into_bytes();
        body.extend_from_slice(self.checkpoint.as_bytes());
        body
    }

    /// The size that the log believes the witness cosigned last.
    pub const fn old_size(&self) -> TreeSize {
        self.old_size
    }

    /// That the checkpoint continues the tree of [`Self::old_size`].
    pub const fn proof(&self) -> &ConsistencyProof {
        &self.proof
    }

    /// The log that the checkpoint says it is of; not verified.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The checkpoint.
    pub const fn checkpoint(&self) -> &UnverifiedCheckpoint {
        &self.checkpoint
    }
}

/// Why a witness did not cosign.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 400: not a request, or its old size is larger than its checkpoint's.
    #[error("the witness cannot read the request")]
    BadRequest,
    /// 403: no trusted key of the log signed the checkpoint, or a line in its name is wrong.
    #[error("the witness does not find the log's signature right")]
    NotSigned,
    /// 404: the witness does not know the log.
    #[error("the witness does not know the log")]
    UnknownLog,
    /// 409: the witness cosigned another size last. A log of which that is larger has lost entries.
    #[error("the witness cosigned the log at size {0} last")]
    Conflict(TreeSize),
    /// 413: longer than a request can be.
    #[error("the request is too long for the witness")]
    TooLarge,
    /// 422: the checkpoint does not continue what the witness cosigned last.
    #[error("the witness does not find the checkpoint consistent")]
    Inconsistent,
    /// 500: the witness cannot sign at all.
    #[error("the witness is at fault")]
    Fault,
}

impl Refusal {
    const FIXED: [Self; 6] =
        [Self::BadRequest, Self::NotSigned, Self::UnknownLog, Self::TooLarge, Self::Inconsistent, Self::Fault];

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::NotSigned => 403,
            Self::UnknownLog => 404,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::Inconsistent => 422,
            Self::Fault => 500,
        }
    }
}

impl From<AddCheckpointError> for Refusal {
    fn from(error: AddCheckpointError) -> Self {
        match error {
            AddCheckpointError::TooLong => Self::TooLarge,
            AddCheckpointError::Malformed => Self::BadRequest,
        }
    }
}

/// What came is no answer of a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an answer of a witness")]
pub struct NotAnAnswer;

/// What a witness answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddCheckpointAnswer {
    /// 200: signature lines, to be handed to
    /// [`Checkpoint::with_cosignatures`](crate::Checkpoint::with_cosignatures).
    Cosigned(Vec<u8>),
    /// Another status.
    Refused(Refusal),
}

impl AddCheckpointAnswer {
    /// The answer with this HTTP status, `Content-Type` and body. Of a body [`MAX_NOTE_BYTES`] and one more are read.
    ///
    /// # Errors
    /// [`NotAnAnswer`] for a status that no witness gives, a 200 without signature lines, or a 409
    /// without a size.
    // enforces: LOG-27
    pub fn from_parts(status: u16, content_type: Option<&str>, body: &[u8]) -> Result<Self, NotAnAnswer> {
        match status {
            200 if body.len() <= MAX_NOTE_BYTES && read_lines(body).is_some_and(|lines| !lines.is_empty()) => {
                Ok(Self::Cosigned(body.to_vec()))
            }
            409 if content_type == Some(SIZE_CONTENT_TYPE) => {
                let size = core::str::from_utf8(body).ok().and_then(|body| read_decimal(body.strip_suffix('\n')?));
                size.map(|size| Self::Refused(Refusal::Conflict(TreeSize(size)))).ok_or(NotAnAnswer)
            }
            _ => {
                let refusal = Refusal::FIXED.into_iter().find(|refusal| refusal.status() == status);
                refusal.map(Self::Refused).ok_or(NotAnAnswer)
            }
        }
    }

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Cosigned(_) => 200,
            Self::Refused(refusal) => refusal.status(),
        }
    }

    /// The `Content-Type` of the body.
    pub const fn content_type(&self) -> &'static str {
        match self {
            Self::Refused(Refusal::Conflict(_)) => SIZE_CONTENT_TYPE,
            _ => TEXT_CONTENT_TYPE,
        }
    }

    /// The body.
    pub fn body(&self) -> Vec<u8> {
        match self {
            Self::Cosigned(lines) => lines.clone(),
            Self::Refused(Refusal::Conflict(size)) => format!("{size}\n").into_bytes(),
            Self::Refused(_) => Vec::new(),
        }
    }
}

/// Where below its monitoring prefix a witness serves the checkpoint of `origin` that it cosigned last.
pub fn monitoring_path(origin: &Origin) -> String {
    format!("{}/checkpoint", HEXLOWER.encode(&Sha256::digest(origin.as_str())))
}

/// What stands before the first empty line, without its last newline, and what after it.
pub(crate) fn split_at_empty_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let at = bytes.windows(2).position(|pair| pair == b"\n\n")?;
    Some((core::str::from_utf8(bytes.get(..at)?).ok()?, bytes.get(at + 2..)?))
}

/// A number in the one way to write it.
pub(crate) fn read_decimal(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

/// One node a line, in base64, the last without its newline; nothing is no node.
pub(crate) fn read_hash_lines(text: &str, most: usize) -> Option<Vec<NodeHash>> {
    debug_assert!(most <= MAX_PROOF_NODES);
    if text.is_empty() {
        return Some(Vec::new());
    }
    if text.len() >= most * HASH_LINE_BYTES {
        return None;
    }
    let read = |line: &str| Some(NodeHash::from_bytes(BASE64.decode(line.as_bytes()).ok()?.try_into().ok()?));
    text.split('\n').map(read).collect()
}

pub(crate) fn hash_lines(nodes: &[NodeHash]) -> String {
    nodes.iter().map(|node| BASE64.encode(node.as_bytes()) + "\n").collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The example of C2SP `tlog-witness`.
    const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

    /// The answer of the same specification.
    const ANSWER: &str = "\
— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
— witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
— witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
";

    fn refusal(body: impl AsRef<[u8]>) -> AddCheckpointError {
        AddCheckpoint::from_bytes(body.as_ref()).unwrap_err()
    }

    #[test]
    // rule: LOG-27
    fn the_request_of_the_specification_is_read_and_written() {
        let request = AddCheckpoint::from_bytes(EXAMPLE.as_bytes()).unwrap();
        assert_eq!(request.old_size(), TreeSize(20_852_014));
        assert_eq!(request.proof().nodes().len(), 4);
        assert_eq!(request.origin().as_str(), "example.com/behind-the-sofa");
        assert!(request.checkpoint().as_bytes().starts_with(b"example.com/behind-the-sofa\n20852163\n"));
        assert_eq!(request.to_bytes(), EXAMPLE.as_bytes());
        let (_, note) = EXAMPLE.split_once("\n\n").unwrap();
        let first = format!("old 0\n\n{note}");
        let request = AddCheckpoint::from_bytes(first.as_bytes()).unwrap();
        assert_eq!((request.old_size(), request.proof().nodes().len()), (TreeSize(0), 0));
        assert_eq!(request.to_bytes(), first.as_bytes());
    }

    #[test]
    // rule: LOG-27
    fn a_request_in_another_form_is_refused() {
        let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=";
        for (from, to) in [
            ("old 20852014", ""),
            ("old 20852014", "old"),
            ("old 20852014", "old "),
            ("old 20852014", "old  20852014"),
            ("old 20852014", "old 020852014"),
            ("old 20852014", "old +20852014"),
            ("old 20852014", "old -1"),
            ("old 20852014", "old 18446744073709551616"),
            ("old 20852014", "Old 20852014"),
            ("old 20852014", "old 20852014 "),
            ("old 20852014", "old 20852014\r"),
            ("old 20852014", "\nold 20852014"),
            (hash, "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw"),
            (hash, "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax="),
            (hash, "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw==="),
            (hash, "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpka=="),
            (hash, " PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw="),
            (hash, "5_pKlUdi2LeF_BcMHBn-Ku6yhPGNCswZZD1X_6QgPd8="),
            ("\n\nexample", "\nexample"),
            ("\n\nexample", "\n\n\nexample"),
            ("example.com/behind-the-sofa\n2", "two words\n2"),
        ] {
            assert!(EXAMPLE.contains(from));
            assert_eq!(refusal(EXAMPLE.replacen(from, to, 1)), AddCheckpointError::Malformed, "{to:?}");
        }
        for refused in ["", "\n", "\n\n", "old 0", "old 0\n", "old 0\n\n", "old 0\n\n\n"] {
            assert_eq!(refusal(refused), AddCheckpointError::Malformed, "{refused:?}");
        }
        assert_eq!(refusal([EXAMPLE.as_bytes(), &[0xff]].concat()), AddCheckpointError::Malformed);
    }

    #[test]
    // rule: LOG-27
    fn a_request_has_its_bounds() {
        let (first, rest) = EXAMPLE.split_once('\n').unwrap();
        let (line, _) = rest.split_once('\n').unwrap();
        let (_, note) = EXAMPLE.split_once("\n\n").unwrap();
        let with_lines = |count: usize| format!("{first}\n{}\n{note}", format!("{line}\n").repeat(count));
        let most = AddCheckpoint::from_bytes(with_lines(63).as_bytes()).unwrap();
        assert_eq!(most.proof().nodes().len(), 63);
        assert_eq!(refusal(with_lines(64)), AddCheckpointError::Malformed);
        let padded = format!("{EXAMPLE}{}", "a".repeat(MAX_NOTE_BYTES));
        assert_eq!(refusal(&padded), AddCheckpointError::Malformed);
        assert_eq!(refusal(vec![b'a'; MAX_ADD_CHECKPOINT_BYTES + 1]), AddCheckpointError::TooLong);
    }

    #[test]
    // rule: LOG-27
    fn answers_return_and_other_ones_are_refused() {
        let cosigned = AddCheckpointAnswer::from_parts(200, None, ANSWER.as_bytes()).unwrap();
        assert_eq!(cosigned, AddCheckpointAnswer::Cosigned(ANSWER.into()));
        let conflict = AddCheckpointAnswer::Refused(Refusal::Conflict(TreeSize(20_852_014)));
        assert_eq!((conflict.content_type(), conflict.body()), ("text/x.tlog.size", b"20852014\n".to_vec()));
        let fixed = Refusal::FIXED.map(AddCheckpointAnswer::Refused);
        for answer in fixed.iter().chain([&cosigned, &conflict]) {
            let content_type = Some(answer.content_type());
            let read = AddCheckpointAnswer::from_parts(answer.status(), content_type, &answer.body());
            assert_eq!(read.as_ref(), Ok(answer));
        }
        let cut = &ANSWER.as_bytes()[..ANSWER.len() - 1];
        let long = ANSWER.repeat(MAX_NOTE_BYTES / ANSWER.len() + 1);
        let blank = format!("{ANSWER}\n");
        let size: Option<&str> = Some(SIZE_CONTENT_TYPE);
        let other = Some(TEXT_CONTENT_TYPE);
        assert!(AddCheckpointAnswer::from_parts(200, None, "— witness.example/w1 AAAAAAA=\n".as_bytes()).is_ok());
        let refused: [(u16, Option<&str>, &[u8]); 17] = [
            (200, None, b""),
            (200, None, b"\n"),
            (200, None, cut),
            (200, None, blank.as_bytes()),
            (200, None, long.as_bytes()),
            (200, None, b"- witness.example/w1 AAAAAAA=\n"),
            (200, None, "— witness.example/w1 AAAAAAB=\n".as_bytes()),
            (200, None, "— witness.example/w1 AAAAAAA\n".as_bytes()),
            (200, None, "— witness.example/w1  AAAAAAA=\n".as_bytes()),
            (409, None, b"5\n"),
            (409, other, b"5\n"),
            (409, size, b"5"),
            (409, size, b"05\n"),
            (409, size, b"5\n\n"),
            (409, size, b"18446744073709551616\n"),
            (204, None, b""),
            (503, None, b""),
        ];
        for (status, content_type, body) in refused {
            assert_eq!(AddCheckpointAnswer::from_parts(status, content_type, body), Err(NotAnAnswer), "{status}");
        }
    }

    #[test]
    fn the_monitoring_path_is_the_hash_of_the_origin() {
        let path = monitoring_path(&Origin::new("example.com/behind-the-sofa").unwrap());
        assert_eq!(path.len(), 64 + "/checkpoint".len());
        assert!(path.ends_with("/checkpoint") && !path.contains(char::is_uppercase));
    }
}
