//! The relay's key for the log.

use core::fmt;

use ed25519_dalek::{Signer, SigningKey};
use sotto_protocol::time::UnixSeconds;

use crate::{
    Checkpoint, CheckpointError, InvalidLogKey, LogVerifier, Origin, TreeHead, UnverifiedCheckpoint,
    note::timestamped_signature,
};

/// Why the key did not sign.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The checkpoint before it is of another log.
    #[error("the checkpoint before this one is of another log")]
    OtherLog,
    /// The tree is smaller than the one last signed: the audit store has lost entries.
    #[error("the tree is smaller than the one last signed")]
    Shrunk,
    /// The tree has the size of the one last signed and another root: the audit store was changed.
    #[error("the tree differs from the one last signed")]
    Forked,
    /// What was signed does not verify: an impossible tree or time, or a fault of the machine.
    #[error("the signed checkpoint does not verify")]
    Unverifiable(#[source] CheckpointError),
}

/// Signs the checkpoints of one log. The secret is wiped when this is dropped.
pub struct LogKey {
    key: SigningKey,
    verifier: LogVerifier,
}

impl LogKey {
    /// The key of the log `origin`, from its 32-byte Ed25519 seed (RFC 8032 §5.1.5).
    ///
    /// # Errors
    /// [`InvalidLogKey`]: never for a seed of chance.
    pub fn from_seed(origin: Origin, seed: &[u8; 32]) -> Result<Self, InvalidLogKey> {
        let key = SigningKey::from_bytes(seed);
        let verifier = LogVerifier::new(origin, key.verifying_key().as_bytes())?;
        Ok(Self { key, verifier })
    }

    /// What verifies its checkpoints.
    pub const fn verifier(&self) -> &LogVerifier {
        &self.verifier
    }

    /// Signs that the log is `head`, `now`. `previous` is the checkpoint last signed by this key, and
    /// `None` only for a new log.
    ///
    /// With the head of `previous` this is the re-signing of each minute. Should the clock have gone
    /// back, the time stays that of `previous`.
    ///
    /// # Errors
    /// [`SignError`]: nothing may be answered until an operator has looked.
    // enforces: LOG-15
    pub fn sign(
        &self,
        previous: Option<&Checkpoint>,
        head: TreeHead,
        now: UnixSeconds,
    ) -> Result<Checkpoint, SignError> {
        let mut time = now;
        if let Some(previous) = previous {
            if previous.origin() != self.verifier.origin() {
                return Err(SignError::OtherLog);
            }
            if head.size < previous.size() {
                return Err(SignError::Shrunk);
            }
            if head.size == previous.size() && head.root != previous.root() {
                return Err(SignError::Forked);
            }
            time = time.max(previous.time());
        }
        // Verified before it leaves: a flipped bit must not become evidence against this relay.
        self.signed_note(head, time)
            .and_then(|note| UnverifiedCheckpoint::from_bytes(note).verify(&self.verifier))
            .map_err(SignError::Unverifiable)
    }

    // enforces: LOG-09
    fn signed_note(&self, head: TreeHead, time: UnixSeconds) -> Result<Vec<u8>, CheckpointError> {
        let origin = self.verifier.origin().as_str();
        let root = tlog_tiles::Hash(*head.root.as_bytes());
        let text = tlog_tiles::Checkpoint::new(origin, head.size.0, root, "")
            .map_err(|_| CheckpointError::Malformed)?
            .to_bytes();
        let lines = [
            self.verifier.plain.line(self.key.sign(&text).to_bytes().to_vec()),
            self.verifier.timestamped.line(timestamped_signature(&self.key, time, &text)),
        ];

        let mut note = text;
        note.push(b'\n');
        for line in lines {
            note.extend(line.map_err(|_| CheckpointError::Malformed)?);
        }
        Ok(note)
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({}, [redacted])", self.verifier.origin())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{RootHash, TreeSize};

    const NOW: UnixSeconds = UnixSeconds(1_795_307_459);

    fn key() -> LogKey {
        LogKey::from_seed(Origin::new("example.org/log").unwrap(), &[7; 32]).unwrap()
    }

    fn head(size: u64, root: u8) -> TreeHead {
        TreeHead { size: TreeSize(size), root: RootHash::from_bytes([root; 32]) }
    }

    #[test]
    fn the_secret_is_not_printed() {
        assert_eq!(format!("{:?}", key()), "LogKey(example.org/log, [redacted])");
    }

    #[test]
    fn a_checkpoint_returns_as_it_was_signed() {
        let signed = key().sign(None, head(3, 5), NOW).unwrap();
        let read = UnverifiedCheckpoint::from_bytes(signed.note().to_vec()).verify(key().verifier()).unwrap();
        assert_eq!(read, signed);
        assert_eq!((read.head(), read.time()), (head(3, 5), NOW));
        let bytes = minicbor::to_vec(signed.to_unverified()).unwrap();
        assert_eq!(minicbor::decode::<UnverifiedCheckpoint>(&bytes).unwrap(), signed.to_unverified());
    }

    #[test]
    // rule: LOG-15
    fn the_key_signs_no_smaller_and_no_other_tree() {
        let last = key().sign(None, head(3, 5), NOW).unwrap();
        assert_eq!(key().sign(Some(&last), head(2, 5), NOW), Err(SignError::Shrunk));
        assert_eq!(key().sign(Some(&last), head(3, 6), NOW), Err(SignError::Forked));
        assert!(key().sign(Some(&last), head(4, 6), NOW).is_ok());
        let other = LogKey::from_seed(Origin::new("other.example/log").unwrap(), &[7; 32]).unwrap();
        assert_eq!(other.sign(Some(&last), head(4, 6), NOW), Err(SignError::OtherLog));
    }

    #[test]
    // rule: LOG-15
    fn signed_time_never_goes_back() {
        let last = key().sign(None, head(3, 5), NOW).unwrap();
        let later = key().sign(Some(&last), head(3, 5), NOW.plus(60)).unwrap();
        assert_eq!((later.head(), later.time()), (last.head(), NOW.plus(60)));
        assert!(later.is_newer_than(&last) && !last.is_newer_than(&later));
        let stepped_back = key().sign(Some(&later), head(9, 1), NOW).unwrap();
        assert_eq!(stepped_back.time(), later.time());
    }

    #[test]
    fn what_would_not_verify_is_not_signed() {
        let beyond = head(1 << 62, 1);
        let impossible = Err(SignError::Unverifiable(CheckpointError::ImpossibleTree));
        assert_eq!(key().sign(None, beyond, NOW), impossible);
        assert_eq!(key().sign(None, head(0, 1), NOW), impossible);
        let no_time = key().sign(None, head(1, 1), UnixSeconds(1 << 63));
        assert_eq!(no_time, Err(SignError::Unverifiable(CheckpointError::BadSignature)));
    }
}
