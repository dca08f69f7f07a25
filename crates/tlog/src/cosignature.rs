//! Witnesses: their keys, their cosignatures under a checkpoint, and how many are enough (C2SP
//! `tlog-cosignature`, Ed25519).
//!
//! A cosignature says that a witness, at that time, knew of no larger tree of this log and that what
//! it had cosigned before is part of this one. Enough of them, by people who do not work together,
//! mean that everybody sees the same log. The log's own timestamped signature is of the same form
//! and is made by the same code; it is never counted as a witness's.

use core::{fmt, str::FromStr};

use ed25519_dalek::SigningKey;
use signed_note::{NoteError, Signature, Verifier};
use sotto_protocol::time::UnixSeconds;

use crate::{
    Checkpoint, LogVerifier, MAX_NOTE_BYTES,
    note::{
        LineVerifier, SignatureKind, is_name, read_lines, read_vkey, split_timestamped, strong_key,
        timestamped_signature,
    },
};

/// The most witnesses of one log: their lines fit a note many times over.
pub const MAX_WITNESSES: usize = 32;

/// A witness's name or key cannot be used.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWitnessKey {
    /// The name is empty, longer than 255 bytes, or holds a space, a control character or `+`.
    #[error("not the name of a witness")]
    Name,
    /// No point of the curve, or one of small order.
    #[error("not the key of a witness")]
    Key,
    /// Not a C2SP verifier key of type 0x04, or its key id is not that of name and key.
    #[error("not the verifier key of a witness")]
    Vkey,
}

/// The name of a witness: that of its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WitnessName(String);

impl WitnessName {
    /// The witness named `name`.
    ///
    /// # Errors
    /// [`InvalidWitnessKey::Name`].
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidWitnessKey> {
        let name = name.into();
        if is_name(&name) { Ok(Self(name)) } else { Err(InvalidWitnessKey::Name) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WitnessName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What others know of a witness: its name and its public key. As text it is a C2SP verifier key,
/// `<name>+<key id, 8 hexadecimal digits>+<base64 of 0x04 and the key>`.
#[derive(Clone, Debug)]
pub struct WitnessVerifier {
    name: WitnessName,
    line: LineVerifier,
}

impl WitnessVerifier {
    /// The witness `name` whose key is `public_key`, 32 bytes of Ed25519 (RFC 8032).
    ///
    /// # Errors
    /// [`InvalidWitnessKey::Key`].
    pub fn new(name: WitnessName, public_key: &[u8; 32]) -> Result<Self, InvalidWitnessKey> {
        let key = strong_key(public_key).ok_or(InvalidWitnessKey::Key)?;
        let line = LineVerifier::new(name.as_str(), SignatureKind::Timestamped, key);
        Ok(Self { name, line })
    }

    /// Its name.
    pub const fn name(&self) -> &WitnessName {
        &self.name
    }

    /// Its public key, 32 bytes.
    pub fn public_key(&self) -> &[u8; 32] {
        self.line.public_key()
    }
}

impl fmt::Display for WitnessVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line.vkey())
    }
}

impl FromStr for WitnessVerifier {
    type Err = InvalidWitnessKey;

    // enforces: LOG-24
    fn from_str(vkey: &str) -> Result<Self, InvalidWitnessKey> {
        let (name, key) = read_vkey(vkey, SignatureKind::Timestamped).ok_or(InvalidWitnessKey::Vkey)?;
        let verifier = Self::new(WitnessName::new(name)?, &key)?;
        if verifier.to_string() == vkey { Ok(verifier) } else { Err(InvalidWitnessKey::Vkey) }
    }
}

/// Cosigns checkpoints, as a [`Witness`](crate::Witness) decides. The secret is wiped when this is dropped.
pub struct WitnessKey {
    key: SigningKey,
    verifier: WitnessVerifier,
}

impl WitnessKey {
    /// The key of the witness `name`, from its 32-byte Ed25519 seed (RFC 8032 §5.1.5). A seed is for
    /// one name and for nothing else: the signed message does not hold the name.
    ///
    /// # Errors
    /// [`InvalidWitnessKey::Key`]: never for a seed of chance.
    pub fn from_seed(name: WitnessName, seed: &[u8; 32]) -> Result<Self, InvalidWitnessKey> {
        let key = SigningKey::from_bytes(seed);
        let verifier = WitnessVerifier::new(name, key.verifying_key().as_bytes())?;
        Ok(Self { key, verifier })
    }

    /// What verifies its cosignatures.
    pub const fn verifier(&self) -> &WitnessVerifier {
        &self.verifier
    }

    /// The line that cosigns `checkpoint` at `time`. Not public: what may be cosigned is the
    /// [`Witness`](crate::Witness)'s to decide.
    pub(crate) fn cosign(&self, checkpoint: &Checkpoint, time: UnixSeconds) -> Result<Vec<u8>, CosignatureError> {
        let signature = timestamped_signature(&self.key, time, checkpoint.text());
        // Verified before it leaves: an impossible time or a flipped bit would be a lie with our name.
        cosigned_at(&self.verifier, checkpoint, &signature)?;
        self.verifier.line.line(signature).map_err(|_: NoteError| CosignatureError::Malformed)
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({}, [redacted])", self.verifier.name)
    }
}

/// Why the witnesses' lines were not taken.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CosignatureError {
    /// Not signature lines.
    #[error("not signature lines")]
    Malformed,
    /// A line with the name and key id of this witness that its key did not sign, or with an impossible time.
    #[error("the cosignature of {0} is wrong")]
    BadSignature(WitnessName),
    /// Two lines of this witness: with two times, which would count?
    #[error("{0} is named twice")]
    Repeated(WitnessName),
    /// With these lines the note would be longer than [`MAX_NOTE_BYTES`].
    #[error("the cosigned checkpoint would be too long")]
    TooLong,
}

/// Why witnesses cannot be relied on together.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWitnesses {
    /// More than [`MAX_WITNESSES`].
    #[error("too many witnesses")]
    TooMany,
    /// Two have one name or one key, or one has those of the log: it would count twice, or for itself.
    #[error("a witness is named twice or is the log")]
    NotDistinct,
    /// The threshold is more than there are witnesses.
    #[error("more cosignatures are wanted than there are witnesses")]
    Unreachable,
}

/// Too few witnesses cosigned, or a cosignature is wrong.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuorumError {
    /// The lines of the witnesses are not right.
    #[error(transparent)]
    Cosignature(#[from] CosignatureError),
    /// Fewer than the threshold cosigned.
    #[error("{} of at least {threshold} witnesses cosigned", cosigned.len())]
    TooFew {
        /// Who did.
        cosigned: Vec<Cosigned>,
        /// How many must.
        threshold: usize,
    },
}

/// That a witness cosigned a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cosigned {
    /// The witness.
    pub witness: WitnessName,
    /// When, by its clock.
    pub at: UnixSeconds,
}

/// The witnesses of one log and how many of them are enough.
#[derive(Clone, Debug)]
pub struct Witnesses {
    verifiers: Vec<WitnessVerifier>,
    threshold: usize,
}

impl Witnesses {
    /// Of no log: nobody is asked, and every checkpoint has enough cosignatures.
    pub const NONE: Self = Self { verifiers: Vec::new(), threshold: 0 };

    /// The witnesses of `log`, `threshold` of whom must cosign.
    ///
    /// # Errors
    /// [`InvalidWitnesses`].
    // enforces: LOG-24
    pub fn new(log: &LogVerifier, verifiers: Vec<WitnessVerifier>, threshold: usize) -> Result<Self, InvalidWitnesses> {
        if verifiers.len() > MAX_WITNESSES {
            return Err(InvalidWitnesses::TooMany);
        }
        let mut names = vec![log.origin().as_str()];
        let mut keys = vec![log.public_key()];
        for verifier in &verifiers {
            if names.contains(&verifier.name.as_str()) || keys.contains(&verifier.public_key()) {
                return Err(InvalidWitnesses::NotDistinct);
            }
            names.push(verifier.name.as_str());
            keys.push(verifier.public_key());
        }
        if threshold > verifiers.len() {
            return Err(InvalidWitnesses::Unreachable);
        }
        Ok(Self { verifiers, threshold })
    }

    /// How many must cosign.
    pub const fn threshold(&self) -> usize {
        self.threshold
    }

    /// The witnesses.
    pub fn verifiers(&self) -> &[WitnessVerifier] {
        &self.verifiers
    }

    /// Who of the witnesses cosigned `checkpoint` and when, in the order of the witnesses, if they are
    /// enough. Lines by others are not looked at.
    ///
    /// # Errors
    /// [`QuorumError`].
    // enforces: LOG-25, LOG-26
    pub fn quorum(&self, checkpoint: &Checkpoint) -> Result<Vec<Cosigned>, QuorumError> {
        let lines = self.lines(checkpoint, checkpoint.signature_lines())?;
        let cosigned: Vec<_> = lines.into_iter().map(|line| line.cosigned).collect();
        if cosigned.len() < self.threshold {
            return Err(QuorumError::TooFew { cosigned, threshold: self.threshold });
        }
        Ok(cosigned)
    }

    /// The lines among `lines` by which a witness cosigned `checkpoint`.
    // enforces: LOG-25
    fn lines(&self, checkpoint: &Checkpoint, lines: &[u8]) -> Result<Vec<CosignatureLine>, CosignatureError> {
        let signatures = read_lines(lines).ok_or(CosignatureError::Malformed)?;
        let mut found = Vec::new();
        for witness in &self.verifiers {
            let mut own = signatures.iter().filter(|signature| witness.line.is_named_by(signature));
            let Some(signature) = own.next() else { continue };
            if own.next().is_some() {
                return Err(CosignatureError::Repeated(witness.name.clone()));
            }
            let at = cosigned_at(witness, checkpoint, signature.signature())?;
            found.push(CosignatureLine {
                cosigned: Cosigned { witness: witness.name.clone(), at },
                signature: signature.clone(),
            });
        }
        Ok(found)
    }
}

struct CosignatureLine {
    cosigned: Cosigned,
    signature: Signature,
}

/// The time in `signature`, if `witness` made it over the text of `checkpoint`.
// enforces: LOG-25
fn cosigned_at(
    witness: &WitnessVerifier,
    checkpoint: &Checkpoint,
    signature: &[u8],
) -> Result<UnixSeconds, CosignatureError> {
    split_timestamped(signature)
        .map(|(time, _)| time)
        // Zero stands for "no time", which only other kinds of cosignatures may have.
        .filter(|time| time.0 > 0 && witness.line.verify(checkpoint.text(), signature))
        .ok_or_else(|| CosignatureError::BadSignature(witness.name.clone()))
}

impl Checkpoint {
    /// This checkpoint with what `witnesses` cosigned of `lines` at the end of its note: the answer of a
    /// witness, or [`Self::signature_lines`] of a checkpoint of the same tree that was cosigned before it
    /// was signed anew. Of two cosignatures of one witness the later one stays. Other lines of `lines` are
    /// passed over.
    ///
    /// # Errors
    /// [`CosignatureError`]; then nothing of `lines` is to be used.
    // enforces: LOG-25
    pub fn with_cosignatures(&self, witnesses: &Witnesses, lines: &[u8]) -> Result<Self, CosignatureError> {
        let present = witnesses.lines(self, self.signature_lines())?;
        let mut kept = read_lines(self.signature_lines()).ok_or(CosignatureError::Malformed)?;
        for new in witnesses.lines(self, lines)? {
            if present
                .iter()
                .any(|old| old.cosigned.witness == new.cosigned.witness && old.cosigned.at >= new.cosigned.at)
            {
                continue;
            }
            let is_other = |line: &Signature| (line.name(), line.id()) != (new.signature.name(), new.signature.id());
            kept.retain(is_other);
            kept.push(new.signature);
        }
        let lines: Vec<u8> = kept.iter().flat_map(Signature::to_bytes).collect();
        let cosigned = self.with_lines(&lines);
        // The note must remain one that is read again.
        let fits = cosigned.note().len() <= MAX_NOTE_BYTES && signed_note::Note::from_bytes(cosigned.note()).is_ok();
        if fits { Ok(cosigned) } else { Err(CosignatureError::TooLong) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use data_encoding::BASE64;

    use super::*;
    use crate::MAX_VKEY_BYTES;

    #[test]
    fn the_secret_is_not_printed() {
        let key = WitnessKey::from_seed(WitnessName::new("witness.example/w1").unwrap(), &[9; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "WitnessKey(witness.example/w1, [redacted])");
    }

    #[test]
    // rule: LOG-24
    fn a_published_verifier_key_is_read_and_every_other_form_of_it_refused() {
        // A public witness of Certificate Transparency logs.
        let vkey = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
        assert_eq!(vkey.parse::<WitnessVerifier>().unwrap().to_string(), vkey);
        for at in 0..vkey.len() {
            assert!(vkey[..at].parse::<WitnessVerifier>().is_err());
            assert!(vkey[at + 1..].parse::<WitnessVerifier>().is_err());
            let mut changed = vkey.as_bytes().to_vec();
            changed[at] ^= 1;
            assert!(String::from_utf8(changed).unwrap().parse::<WitnessVerifier>().is_err(), "byte {at}");
        }
        for refused in [
            format!("{vkey} "),
            format!("{vkey}="),
            vkey.replace("da77ade7", "DA77ADE7"),
            // A log's key (Go's `x/mod/sumdb/note`) is of type 0x01; one of an unknown type; one of 35 bytes.
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".into(),
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".into(),
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==".into(),
            "n".repeat(MAX_VKEY_BYTES + 1),
        ] {
            assert!(refused.parse::<WitnessVerifier>().is_err(), "{refused}");
        }
    }

    #[test]
    // rule: LOG-24
    fn a_log_s_verifier_key_is_the_published_one() {
        let key = BASE64.decode(b"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
        let name = crate::Origin::new("PeterNeumann").unwrap();
        let log = LogVerifier::new(name, key[1..].try_into().unwrap()).unwrap();
        assert_eq!(log.vkey(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }
}
