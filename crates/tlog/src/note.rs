//! Whose log it is, and the two kinds of signature under a note: C2SP `signed-note` type 0x01 and
//! `tlog-cosignature` type 0x04, both Ed25519. A witness's cosignature is of the second kind.

use core::{fmt, str::FromStr};

use data_encoding::BASE64;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use signed_note::{NoteError, Signature, VerificationError, Verifier, Verifiers};
use sotto_protocol::{ids::OrganisationId, time::UnixSeconds};

const MAX_NAME_BYTES: usize = 255;
const SIGNATURE_BYTES: usize = 64;
const TIME_BYTES: usize = 8;
/// C2SP `tlog-cosignature`: a timestamp must not exceed 2^63 − 1.
const LAST_TIME: u64 = i64::MAX as u64;

/// An origin is empty, longer than 255 bytes, or holds a space, a control character or `+`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a log")]
pub struct InvalidOrigin;

/// The bytes are not an Ed25519 public key that can be trusted with anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a log key")]
pub struct InvalidLogKey;

/// The longest verifier key: a name of 255 bytes, 8 digits, 33 bytes in base64.
pub const MAX_VKEY_BYTES: usize = MAX_NAME_BYTES + 1 + 8 + 1 + 44;

/// The name of a log: first line of its checkpoints and name of its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// The log named `name`.
    ///
    /// # Errors
    /// [`InvalidOrigin`].
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidOrigin> {
        let name = name.into();
        if is_name(&name) { Ok(Self(name)) } else { Err(InvalidOrigin) }
    }

    /// The one log of an organisation: `sotto/log/1/` and the organisation id in hexadecimal.
    pub fn of_organisation(organisation: &OrganisationId) -> Self {
        Self(format!("sotto/log/1/{organisation}"))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a note can carry `name` as that of a key.
pub(crate) fn is_name(name: &str) -> bool {
    signed_note::is_key_name_valid(name) && name.len() <= MAX_NAME_BYTES && !name.chars().any(char::is_control)
}

/// The key in `bytes`, unless it is one under which anything verifies.
pub(crate) fn strong_key(bytes: &[u8; 32]) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(bytes).ok().filter(|key| !key.is_weak())
}

/// What a signature covers; the number is the C2SP signature type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum SignatureKind {
    /// The note text.
    Plain = 0x01,
    /// A time and the note text.
    Timestamped = 0x04,
}

/// The message that a timestamped signature covers.
pub(crate) fn timestamped_message(time: UnixSeconds, text: &[u8]) -> Vec<u8> {
    let mut message = format!("cosignature/v1\ntime {}\n", time.0).into_bytes();
    message.extend_from_slice(text);
    message
}

/// A timestamped signature by `key`, as its line carries it.
pub(crate) fn timestamped_signature(key: &SigningKey, time: UnixSeconds, text: &[u8]) -> Vec<u8> {
    let signature = key.sign(&timestamped_message(time, text)).to_bytes();
    [&time.0.to_be_bytes()[..], &signature].concat()
}

/// The signatures in `lines`, each a C2SP note signature line in its one form; `None` for anything else.
pub(crate) fn read_lines(lines: &[u8]) -> Option<Vec<Signature>> {
    let read = |line: &[u8]| Signature::from_bytes(line.strip_suffix(b"\n")?).ok();
    lines.split_inclusive(|byte| *byte == b'\n').map(read).collect()
}

/// The time and the Ed25519 signature in the bytes of a timestamped signature.
pub(crate) fn split_timestamped(signature: &[u8]) -> Option<(UnixSeconds, &[u8])> {
    let (time, signature) = signature.split_at_checked(TIME_BYTES)?;
    let time = u64::from_be_bytes(time.try_into().ok()?);
    (time <= LAST_TIME && signature.len() == SIGNATURE_BYTES).then_some((UnixSeconds(time), signature))
}

/// One key in one role: verifies the lines that bear its name and key id.
#[derive(Clone, Debug)]
pub(crate) struct LineVerifier {
    name: String,
    key_id: u32,
    kind: SignatureKind,
    key: VerifyingKey,
}

impl LineVerifier {
    /// `name`: one that [`is_name`] accepts.
    pub(crate) fn new(name: &str, kind: SignatureKind, key: VerifyingKey) -> Self {
        let key_id = signed_note::key_id(name, &typed_key(kind, &key));
        Self { name: name.to_owned(), key_id, kind, key }
    }

    pub(crate) fn public_key(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` bears this name and key id.
    pub(crate) fn is_named_by(&self, signature: &Signature) -> bool {
        self.name == signature.name() && self.key_id == signature.id()
    }

    /// The line of a note that carries `signature`.
    pub(crate) fn line(&self, signature: Vec<u8>) -> Result<Vec<u8>, NoteError> {
        Signature::new(self.name.clone(), self.key_id, signature).map(|line| line.to_bytes())
    }

    /// The C2SP `signed-note` verifier key.
    pub(crate) fn vkey(&self) -> String {
        format!("{}+{:08x}+{}", self.name, self.key_id, BASE64.encode(&typed_key(self.kind, &self.key)))
    }

    fn verify_ed25519(&self, message: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

/// Name and key of a C2SP verifier key for signatures of `kind`. Whoever makes a verifier of them compares what that
/// prints: the key id is not looked at here.
pub(crate) fn read_vkey(vkey: &str, kind: SignatureKind) -> Option<(&str, [u8; 32])> {
    if vkey.len() > MAX_VKEY_BYTES {
        return None;
    }
    let (name, rest) = vkey.split_once('+')?;
    let (_, key) = rest.split_once('+')?;
    let key = BASE64.decode(key.as_bytes()).ok()?;
    Some((name, key.strip_prefix(&[kind as u8])?.try_into().ok()?))
}

fn typed_key(kind: SignatureKind, key: &VerifyingKey) -> Vec<u8> {
    [&[kind as u8][..], key.as_bytes()].concat()
}

impl Verifier for LineVerifier {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.key_id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        match self.kind {
            SignatureKind::Plain => self.verify_ed25519(text, signature),
            SignatureKind::Timestamped => split_timestamped(signature)
                .is_some_and(|(time, signature)| self.verify_ed25519(&timestamped_message(time, text), signature)),
        }
    }
}

/// What a device knows of a log: its name and its public key, both from the card.
#[derive(Clone, Debug)]
pub struct LogVerifier {
    origin: Origin,
    pub(crate) plain: LineVerifier,
    pub(crate) timestamped: LineVerifier,
}

impl LogVerifier {
    /// The log `origin` whose key is `public_key`, 32 bytes of Ed25519 (RFC 8032).
    ///
    /// # Errors
    /// [`InvalidLogKey`] for bytes that are no point of the curve or one of small order.
    pub fn new(origin: Origin, public_key: &[u8; 32]) -> Result<Self, InvalidLogKey> {
        let key = strong_key(public_key).ok_or(InvalidLogKey)?;
        let plain = LineVerifier::new(&origin.0, SignatureKind::Plain, key);
        let timestamped = LineVerifier::new(&origin.0, SignatureKind::Timestamped, key);
        Ok(Self { origin, plain, timestamped })
    }

    /// The name of the log.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Its public key, 32 bytes.
    pub fn public_key(&self) -> &[u8; 32] {
        self.plain.public_key()
    }

    /// The C2SP verifier key by which a witness or a standard tool is told of this log.
    pub fn vkey(&self) -> String {
        self.plain.vkey()
    }
}

impl FromStr for LogVerifier {
    type Err = InvalidLogKey;

    // enforces: LOG-24
    fn from_str(vkey: &str) -> Result<Self, InvalidLogKey> {
        let (name, key) = read_vkey(vkey, SignatureKind::Plain).ok_or(InvalidLogKey)?;
        let verifier = Self::new(Origin::new(name).map_err(|_| InvalidLogKey)?, &key)?;
        if verifier.vkey() == vkey { Ok(verifier) } else { Err(InvalidLogKey) }
    }
}

impl Verifiers for LogVerifier {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        [&self.plain, &self.timestamped]
            .into_iter()
            .find(|line| line.name == name && line.key_id == id)
            .map(|line| line as &dyn Verifier)
            .ok_or_else(|| VerificationError::UnknownKey { name: name.to_owned(), id })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_that_a_note_cannot_carry_are_refused() {
        let long = "a".repeat(256);
        for name in ["", "two words", "a+b", "line\nline", "bell\u{7}", "nbsp\u{a0}", long.as_str()] {
            assert_eq!(Origin::new(name), Err(InvalidOrigin), "{name:?}");
        }
        let origin = Origin::of_organisation(&OrganisationId::from_bytes([0xab; 32]));
        assert_eq!(origin.as_str(), format!("sotto/log/1/{}", "ab".repeat(32)));
        assert_eq!(Origin::new(origin.as_str()), Ok(origin));
    }

    #[test]
    // rule: LOG-24
    fn a_log_s_verifier_key_is_read_and_every_other_form_of_it_refused() {
        let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let log: LogVerifier = vkey.parse().unwrap();
        assert_eq!((log.origin().as_str(), log.vkey().as_str()), ("PeterNeumann", vkey));
        for at in 0..vkey.len() {
            assert!(vkey[..at].parse::<LogVerifier>().is_err());
            assert!(vkey[at + 1..].parse::<LogVerifier>().is_err());
            let mut changed = vkey.as_bytes().to_vec();
            changed[at] ^= 1;
            assert!(String::from_utf8(changed).unwrap().parse::<LogVerifier>().is_err(), "byte {at}");
        }
        // A witness's key is no log's.
        for refused in [format!("{vkey}\n"), log.timestamped.vkey(), "n".repeat(MAX_VKEY_BYTES + 1)] {
            assert!(refused.parse::<LogVerifier>().is_err(), "{refused}");
        }
    }

    #[test]
    fn keys_of_small_order_are_refused() {
        let origin = Origin::new("log").unwrap();
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(LogVerifier::new(origin.clone(), &identity).unwrap_err(), InvalidLogKey);
        assert_eq!(LogVerifier::new(origin, &[2; 32]).unwrap_err(), InvalidLogKey);
    }
}
