//! The log event, its one canonical form and its commitment (docs/protocol/log.md, "Event").

use core::fmt;
use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};
use sotto_protocol::time::UnixSeconds;

use crate::{Commitment, EventKind, EventTime, Salt, Stream};

/// The longest canonical form that is read; no event that [`Event::new`] makes is longer.
pub const MAX_EVENT_BYTES: usize = 16 * 1024;
const MAX_ID_BYTES: usize = 128;
const MAX_DETAILS: usize = 16;
const MAX_DETAIL_KEY_BYTES: usize = 32;
const MAX_DETAIL_VALUE_BYTES: usize = 256;

/// Why an event was not made or not believed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The bytes are not an event, or hold a field that this version does not know.
    #[error("not a log event that this version reads")]
    Unreadable,
    /// An event of a kind that this version does not know: it needs a newer Sotto.
    #[error("a log event of a kind that this version does not know")]
    UnknownKind,
    /// An event, but not in its canonical form: the commitment would be to other bytes.
    #[error("a log event that is not in its canonical form")]
    NotCanonical,
    /// The stream is not the one of the kind.
    #[error("the stream of the event is not the one of its kind")]
    WrongStream,
    /// A reporter's act with a time of day, or another's with only a date.
    #[error("the time of the event is not as exact as its actor's must be")]
    WrongPrecision,
    /// No signed request is named where one must have been.
    #[error("the event names no signed request")]
    RequestMissing,
    /// Actor or subject is empty, longer than 128 bytes, or not visible ASCII.
    #[error("the actor or the subject of the event is not an identifier")]
    InvalidId,
    /// More than 16 details, a key longer than 32 bytes or a value longer than 256.
    #[error("the details of the event are too many or too long")]
    InvalidDetail,
}

/// Who did it, by an identifier that means nothing outside of the organisation.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A reporter, by a case act key: `reporter:…`.
    Reporter(String),
    /// A member's device, by its credential: `device:…`.
    Device(String),
    /// A member's account, where no device of theirs took part: `account:…`.
    Account(String),
    /// The relay by itself, as its policies say: `relay`.
    Relay,
}

impl Actor {
    fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Reporter(id) => ("reporter", Some(id)),
            Self::Device(id) => ("device", Some(id)),
            Self::Account(id) => ("account", Some(id)),
            Self::Relay => ("relay", None),
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(match text.split_once(':') {
            Some(("reporter", id)) => Self::Reporter(id.into()),
            Some(("device", id)) => Self::Device(id.into()),
            Some(("account", id)) => Self::Account(id.into()),
            None if text == "relay" => Self::Relay,
            _ => return None,
        })
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (word, Some(id)) => write!(f, "{word}:{id}"),
            (word, None) => f.write_str(word),
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// SHA-256 of the request that the actor signed. The request itself is kept by the relay: it is the
/// proof that the act is the actor's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestHash([u8; 32]);

impl RequestHash {
    /// The hash of `signed_request`, all of its bytes as they travelled.
    pub fn of(signed_request: &[u8]) -> Self {
        Self(Sha256::digest(signed_request).into())
    }

    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn from_text(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for RequestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for RequestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestHash({self})")
    }
}

impl Serialize for RequestHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One thing that happened: who, what, to what, when. No content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    kind: EventKind,
    stream: Stream,
    actor: Actor,
    subject: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    detail: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<RequestHash>,
    at: EventTime,
}

impl Event {
    /// What `actor` did to `subject` (an opaque id) `now`; `request` is what they signed for it.
    ///
    /// # Errors
    /// [`EventError`] for what an event may not hold.
    pub fn new(
        kind: EventKind,
        actor: Actor,
        subject: impl Into<String>,
        detail: BTreeMap<String, String>,
        request: Option<RequestHash>,
        now: UnixSeconds,
    ) -> Result<Self, EventError> {
        let at = EventTime::of(&actor, now);
        Self { kind, stream: kind.stream(), actor, subject: subject.into(), detail, request, at }.checked()
    }

    /// The event whose canonical form is `bytes`.
    ///
    /// # Errors
    /// [`EventError`] for other bytes, or for what an event may not hold.
    // enforces: LOG-02
    pub fn from_canonical(bytes: &[u8]) -> Result<Self, EventError> {
        if bytes.len() > MAX_EVENT_BYTES {
            return Err(EventError::Unreadable);
        }
        let form: EventForm = serde_json::from_slice(bytes).map_err(|_| EventError::Unreadable)?;
        let event = form.into_event()?.checked()?;
        if event.to_canonical() == bytes { Ok(event) } else { Err(EventError::NotCanonical) }
    }

    // enforces: LOG-03, LOG-04, LOG-05, LOG-06
    fn checked(self) -> Result<Self, EventError> {
        if self.stream != self.kind.stream() {
            return Err(EventError::WrongStream);
        }
        if EventTime::of(&self.actor, self.at.start()) != self.at {
            return Err(EventError::WrongPrecision);
        }
        if self.request.is_none() && self.actor != Actor::Relay && !self.kind.is_session() {
            return Err(EventError::RequestMissing);
        }
        if !is_id(&self.subject) || self.actor.parts().1.is_some_and(|id| !is_id(id)) {
            return Err(EventError::InvalidId);
        }
        let detail_fits = |(key, value): (&String, &String)| {
            key.len() <= MAX_DETAIL_KEY_BYTES
                && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                && value.len() <= MAX_DETAIL_VALUE_BYTES
                && value.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        };
        if self.detail.len() > MAX_DETAILS || !self.detail.iter().all(detail_fits) {
            return Err(EventError::InvalidDetail);
        }
        Ok(self)
    }

    /// Its canonical form, RFC 8785.
    pub fn to_canonical(&self) -> Vec<u8> {
        // Strings and string keys alone: nothing here can be refused.
        let bytes = serde_json_canonicalizer::to_vec(self);
        debug_assert!(bytes.is_ok());
        bytes.unwrap_or_default()
    }

    /// What happened.
    pub const fn kind(&self) -> EventKind {
        self.kind
    }

    /// The stream that it belongs to.
    pub const fn stream(&self) -> Stream {
        self.stream
    }

    /// Who did it.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// To what it was done, an opaque id.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What the kind's documentation names.
    pub const fn detail(&self) -> &BTreeMap<String, String> {
        &self.detail
    }

    /// The request that asked for it.
    pub const fn request(&self) -> Option<RequestHash> {
        self.request
    }

    /// When.
    pub const fn at(&self) -> EventTime {
        self.at
    }
}

fn is_id(text: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

/// An event as it is written, before anything of it is believed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventForm {
    kind: String,
    stream: String,
    actor: String,
    subject: String,
    #[serde(default)]
    detail: BTreeMap<String, String>,
    request: Option<String>,
    at: String,
}

impl EventForm {
    fn into_event(self) -> Result<Event, EventError> {
        let kind = EventKind::from_word(&self.kind).ok_or(EventError::UnknownKind)?;
        let stream = [Stream::Case, Stream::Administrative]
            .into_iter()
            .find(|stream| stream.as_str() == self.stream)
            .ok_or(EventError::WrongStream)?;
        let request = match self.request {
            Some(text) => Some(RequestHash::from_text(&text).ok_or(EventError::Unreadable)?),
            None => None,
        };
        Ok(Event {
            kind,
            stream,
            actor: Actor::from_text(&self.actor).ok_or(EventError::InvalidId)?,
            subject: self.subject,
            detail: self.detail,
            request,
            at: EventTime::from_text(&self.at).ok_or(EventError::Unreadable)?,
        })
    }
}

/// An event as the relay keeps and hands it out: canonical bytes and their salt. Its commitment can
/// be checked against the tree whether or not this version knows the kind.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LoggedEvent {
    #[n(0)]
    salt: Salt,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    event: Vec<u8>,
}

impl LoggedEvent {
    /// `event` under a fresh `salt`.
    pub fn new(event: &Event, salt: Salt) -> Self {
        Self { salt, event: event.to_canonical() }
    }

    /// An event that was kept as `event`, its canonical bytes, and `salt`.
    pub const fn from_parts(event: Vec<u8>, salt: Salt) -> Self {
        Self { salt, event }
    }

    /// The salt.
    pub const fn salt(&self) -> &Salt {
        &self.salt
    }

    /// The bytes that the commitment covers.
    pub fn event_bytes(&self) -> &[u8] {
        &self.event
    }

    /// What the tree holds of it.
    pub fn commitment(&self) -> Commitment {
        Commitment::new(&self.salt, &self.event)
    }

    /// The event.
    ///
    /// # Errors
    /// [`EventError`], as [`Event::from_canonical`].
    pub fn event(&self) -> Result<Event, EventError> {
        Event::from_canonical(&self.event)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NOW: UnixSeconds = UnixSeconds(1_795_307_459); // 2026-11-22T00:30:59Z
    const OPENED: &str = concat!(
        r#"{"actor":"reporter:a1","at":"2026-11-22","detail":{"channel":"general"},"kind":"case.opened","#,
        r#""request":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","#,
        r#""stream":"case","subject":"c1"}"#
    );

    fn opened() -> Event {
        let detail = BTreeMap::from([("channel".into(), "general".into())]);
        let request = Some(RequestHash::of(b""));
        Event::new(EventKind::CaseOpened, Actor::Reporter("a1".into()), "c1", detail, request, NOW).unwrap()
    }

    fn refusal(from: &str, to: &str) -> EventError {
        assert!(OPENED.contains(from));
        Event::from_canonical(OPENED.replace(from, to).as_bytes()).unwrap_err()
    }

    #[test]
    fn the_canonical_form_is_sorted_and_returns() {
        assert_eq!(opened().to_canonical(), OPENED.as_bytes());
        assert_eq!(Event::from_canonical(OPENED.as_bytes()).unwrap(), opened());
    }

    #[test]
    fn the_relay_s_own_event_has_neither_request_nor_empty_details() {
        let event = Event::new(EventKind::KeysRotated, Actor::Relay, "tls", BTreeMap::new(), None, NOW).unwrap();
        let text = r#"{"actor":"relay","at":"2026-11-22T00:30:00Z","kind":"keys.rotated","stream":"administrative","subject":"tls"}"#;
        assert_eq!(event.to_canonical(), text.as_bytes());
        assert_eq!(Event::from_canonical(text.as_bytes()).unwrap(), event);
    }

    #[test]
    // rule: LOG-02
    fn any_other_form_of_the_same_event_is_refused() {
        assert_eq!(refusal(",", ", "), EventError::NotCanonical);
        assert_eq!(refusal(r#""subject":"c1""#, r#""subject":"\u0063\u0031""#), EventError::NotCanonical);
        assert_eq!(refusal(r#"{"channel":"general"}"#, "{}"), EventError::NotCanonical);
        assert_eq!(refusal("e3b0", "E3B0"), EventError::Unreadable);
        assert_eq!(refusal(r#""stream""#, r#""more":"x","stream""#), EventError::Unreadable);
        assert_eq!(refusal(r#""subject":"c1""#, r#""subject":"c1","subject":"c2""#), EventError::Unreadable);
    }

    #[test]
    fn a_newer_kind_is_told_apart_but_still_commits() {
        assert_eq!(refusal("case.opened", "case.sealed"), EventError::UnknownKind);
        let salt = Salt::from_bytes([4; 32]);
        let logged = LoggedEvent::from_parts(OPENED.replace("opened", "sealed").into(), salt);
        assert_eq!(logged.event().unwrap_err(), EventError::UnknownKind);
        assert_eq!(logged.commitment(), Commitment::new(&salt, logged.event_bytes()));
    }

    #[test]
    // rule: LOG-03
    fn an_event_of_the_wrong_precision_is_refused() {
        assert_eq!(refusal("2026-11-22", "2026-11-22T00:30:00Z"), EventError::WrongPrecision);
        assert_eq!(refusal("reporter:", "device:"), EventError::WrongPrecision);
    }

    #[test]
    // rule: LOG-04
    fn an_act_without_its_signed_request_is_refused() {
        let act = |kind, actor| Event::new(kind, actor, "s", BTreeMap::new(), None, NOW).map(|_| ());
        let device = Actor::Device("d1".into());
        assert_eq!(act(EventKind::CaseStatus, device.clone()), Err(EventError::RequestMissing));
        assert_eq!(act(EventKind::CaseOpened, Actor::Reporter("a1".into())), Err(EventError::RequestMissing));
        assert_eq!(act(EventKind::SessionOpened, device), Ok(()));
        assert_eq!(act(EventKind::CaseDeleted, Actor::Relay), Ok(()));
    }

    #[test]
    // rule: LOG-05
    fn what_could_carry_content_is_refused() {
        assert_eq!(refusal(r#""subject":"c1""#, r#""subject":"two words""#), EventError::InvalidId);
        assert_eq!(refusal(r#""subject":"c1""#, r#""subject":"""#), EventError::InvalidId);
        assert_eq!(refusal("reporter:a1", "reporter:"), EventError::InvalidId);
        assert_eq!(refusal("reporter:a1", "nobody:a1"), EventError::InvalidId);
        assert_eq!(refusal(r#":"c1""#, &format!(r#":"{}""#, "c".repeat(129))), EventError::InvalidId);
        assert_eq!(refusal("general", &"g".repeat(257)), EventError::InvalidDetail);
        assert_eq!(refusal("general", "Größe"), EventError::InvalidDetail);
        assert_eq!(refusal("channel", "Channel"), EventError::InvalidDetail);
    }

    #[test]
    // rule: LOG-06
    fn the_stream_is_the_one_of_the_kind() {
        assert_eq!(refusal(r#""stream":"case""#, r#""stream":"administrative""#), EventError::WrongStream);
        for kind in EventKind::ALL {
            let event = Event::new(*kind, Actor::Relay, "s", BTreeMap::new(), None, NOW).unwrap();
            assert_eq!(event.stream(), kind.stream());
        }
    }

    #[test]
    fn the_largest_event_is_read_again() {
        let detail = (0..MAX_DETAILS).map(|i| (format!("{i:0>32}"), "\"".repeat(256))).collect();
        let request = Some(RequestHash::of(b""));
        let id = "\"".repeat(MAX_ID_BYTES);
        let actor = Actor::Device(id.clone());
        let event = Event::new(EventKind::PolicyChanged, actor, id, detail, request, NOW).unwrap();
        assert_eq!(Event::from_canonical(&event.to_canonical()).unwrap(), event);
    }

    #[test]
    fn a_logged_event_returns_from_cbor() {
        let logged = LoggedEvent::new(&opened(), Salt::from_bytes([5; 32]));
        let bytes = minicbor::to_vec(&logged).unwrap();
        let back: LoggedEvent = minicbor::decode(&bytes).unwrap();
        assert_eq!(back, logged);
        assert_eq!(back.event().unwrap(), opened());
    }
}
