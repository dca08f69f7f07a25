//! `FetchLog`: a run of the log's entries, for members. What is not for the one who asks comes as its commitment, so that
//! nothing can be left out unseen.

use std::collections::HashSet;

use sotto_protocol::{
    ids::{DeviceId, HandlerId},
    roster::Role,
};
use sotto_relay_api::{Answer, CommittedEntry, LoggedEntry, MAX_LOG_PAGE, PageEntry};
use sotto_tlog::{Actor, Commitment, Event, Salt, Stream};

use super::FetchError;
use crate::{context::Context, rooms::ANSWER_BYTES};

/// What an entry takes beside its event and its proof: indexes, salt or commitment, lengths.
const AROUND_BYTES: u64 = 64;

/// What of the log is for somebody to read.
struct Reader {
    /// The cases that the device reads.
    cases: HashSet<String>,
    /// The person's devices.
    devices: HashSet<String>,
    /// OWNER or ADMIN.
    oversees: bool,
}

// enforces: LOG-35
pub(crate) async fn handle(context: &Context, before: Option<u64>, count: u32) -> Result<Answer, FetchError> {
    let member = context.access().await?.member().ok_or(FetchError::NotPermitted)?;
    let reader = Reader::of(context, member).await?;
    context.pin_log().await?;
    let size = context.pinned().map_or(0, |checkpoint| checkpoint.size().0);
    let end = before.unwrap_or(size).min(size);
    let first = end.saturating_sub(count.min(MAX_LOG_PAGE).into());
    let wanted = u32::try_from(end - first).unwrap_or(MAX_LOG_PAGE);
    let found = context.relay.audit.entries(context.tenant(), first, wanted).await?;
    let page = context.prove_found(found).await?.into_iter().map(|entry| reader.given(entry)).collect();
    Ok(Answer::LogPage(fitting(page)))
}

impl Reader {
    async fn of(
        context: &Context,
        (device, handler, role): (DeviceId, HandlerId, Role),
    ) -> Result<Self, sotto_relay_storage::StoreError> {
        let joined = context.relay.content.rooms_of_device(context.tenant(), &device).await?;
        let roster = context.organisation.roster();
        let person = roster.roster.person(&handler);
        let devices = person.into_iter().flat_map(|person| &person.devices);
        Ok(Self {
            cases: joined.iter().map(|joined| joined.state.case.to_string()).collect(),
            devices: devices.map(|keys| keys.device().to_string()).collect(),
            oversees: role.may_invite(),
        })
    }

    /// An entry as it is given to them.
    fn given(&self, entry: LoggedEntry) -> PageEntry {
        if self.may_read(&entry.event) {
            return PageEntry::Event(entry);
        }
        let commitment = Commitment::new(&Salt::from_bytes(*entry.salt), &entry.event);
        PageEntry::Commitment(CommittedEntry {
            index: entry.index,
            commitment: (*commitment.as_bytes()).into(),
            proof: entry.proof,
        })
    }

    // enforces: LOG-36
    fn may_read(&self, event: &[u8]) -> bool {
        // What this version does not know it hands to nobody.
        let Ok(event) = Event::from_canonical(event) else { return false };
        match event.stream() {
            Stream::Case => self.cases.contains(event.subject()),
            Stream::Administrative => self.oversees || !event.kind().is_session() || self.did(event.actor()),
        }
    }

    fn did(&self, actor: &Actor) -> bool {
        matches!(actor, Actor::Device(device) if self.devices.contains(device))
    }
}

/// The newest of `page` that fit into an answer together.
// enforces: LOG-35
fn fitting(mut page: Vec<PageEntry>) -> Vec<PageEntry> {
    let mut left = ANSWER_BYTES;
    let fits = |entry: &&PageEntry| {
        let rest = left.checked_sub(bytes_of(entry));
        left = rest.unwrap_or_default();
        rest.is_some()
    };
    let count = page.iter().rev().take_while(fits).count();
    page.split_off(page.len() - count)
}

fn bytes_of(entry: &PageEntry) -> u64 {
    let bytes = match entry {
        PageEntry::Event(entry) => entry.event.len() + entry.proof.len(),
        PageEntry::Commitment(entry) => entry.proof.len(),
    };
    AROUND_BYTES.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use sotto_protocol::time::UnixSeconds;
    use sotto_tlog::{EventKind, MAX_EVENT_BYTES, RequestHash};

    use super::*;

    fn event(kind: EventKind, actor: &str, subject: &str) -> Vec<u8> {
        let actor = Actor::Device(actor.to_owned());
        let request = Some(RequestHash::from_bytes([0; 32]));
        Event::new(kind, actor, subject, BTreeMap::new(), request, UnixSeconds(0)).unwrap().to_canonical()
    }

    fn reader(oversees: bool) -> Reader {
        Reader { cases: HashSet::from(["c1".to_owned()]), devices: HashSet::from(["d1".to_owned()]), oversees }
    }

    // rule: LOG-36
    #[test]
    fn each_kind_is_read_by_those_who_may() {
        for kind in EventKind::ALL {
            let is_read = |oversees, actor, subject| reader(oversees).may_read(&event(*kind, actor, subject));
            match kind.stream() {
                Stream::Case => {
                    for oversees in [false, true] {
                        assert!(is_read(oversees, "d2", "c1"), "{kind}");
                        assert!(!is_read(oversees, "d1", "c2"), "{kind}");
                    }
                }
                Stream::Administrative => {
                    assert!(is_read(true, "d2", "o1") && is_read(false, "d1", "o1"), "{kind}");
                    assert_eq!(is_read(false, "d2", "o1"), !kind.is_session(), "{kind}");
                }
            }
        }
        assert!(!reader(true).may_read(b"{}"));
    }

    // rule: LOG-35
    #[test]
    fn a_page_is_cut_at_its_older_end_to_what_fits() {
        let entry = |index| {
            let event = vec![0; MAX_EVENT_BYTES].into();
            PageEntry::Event(LoggedEntry { index, event, salt: [0; 32].into(), proof: vec![0; 34 * 64].into() })
        };
        let page = fitting((0..100).map(entry).collect());
        let indexes: Vec<u64> = page
            .iter()
            .map(|entry| match entry {
                PageEntry::Event(entry) => entry.index,
                PageEntry::Commitment(entry) => entry.index,
            })
            .collect();
        assert_eq!(indexes, (100 - page.len() as u64..100).collect::<Vec<_>>());
        let bytes: u64 = page.iter().map(bytes_of).sum();
        assert!(bytes <= ANSWER_BYTES && bytes + bytes_of(&entry(0)) > ANSWER_BYTES);
    }
}
