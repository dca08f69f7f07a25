//! Who reads a room, what it holds, and what an append makes of it.

use std::collections::BTreeMap;

use sotto_protocol::{
    codec,
    content::Status,
    ids::{CaseId, DeviceId, HandlerId, RoomId},
    room::{Append, CaseEvent, Head, IdentityEvent, ReaderChange},
};
use sotto_relay_api::{Act, LoggedEntry, MAX_FRAME_BYTES, Principal, Push, RoomEntry, SignedAct};
use sotto_relay_storage::{Blob, EntryId, Reader, ReaderUpdate, StoreError, StoredAppend, StoredRoom};
use sotto_tlog::{Actor, Event, EventKind, RequestHash};

use crate::{
    access::Access,
    at_rest::{DataKey, Row, Scope},
    context::{AskedAct, Context, hex},
    failure::Failure,
    organisations::CurrentRoster,
};

/// What an entry takes in an answer beside its append: proof, event, salt.
const ENTRY_BYTES: u64 = 4 * 1024;
/// What the entries of one answer take together: a frame less the log's update.
pub(crate) const ANSWER_BYTES: u64 = MAX_FRAME_BYTES as u64 - 16 * 1024;
/// The largest append: it must fit into an answer beside its entry and proofs.
pub(crate) const MAX_APPEND_BYTES: usize = MAX_FRAME_BYTES - 32 * 1024;
/// Handler identifiers in one value of an event's details: 33 bytes each, of 256.
const NAMES_A_VALUE: usize = 7;

/// A room, and from where on the one who asks reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) room: StoredRoom,
    /// The first sequence that they see.
    pub(crate) joined_at: u64,
}

/// `room`, if `access` reads it.
// enforces: READ-01
pub(crate) async fn reading(context: &Context, access: Access, room: &RoomId) -> Result<Option<Reading>, StoreError> {
    let (content, tenant) = (&context.relay.content, context.tenant());
    let Some(stored) = content.room(tenant, room).await? else { return Ok(None) };
    let joined_at = match access {
        Access::Mailbox { case, .. } => (case == stored.case).then_some(1),
        Access::Member { device, .. } => {
            let readers = content.readers(tenant, room).await?;
            readers.iter().find(|reader| reader.device == device).map(|reader| reader.joined_at)
        }
        _ => None,
    };
    Ok(joined_at.map(|joined_at| Reading { room: stored, joined_at }))
}

/// Whether the one who asks announced `blob`.
pub(crate) fn made(context: &Context, access: Access, blob: &Blob) -> bool {
    let speaks = matches!(access, Access::NewMailbox(_) | Access::Mailbox { .. } | Access::Member { .. });
    speaks && context.proven.is_some_and(|proven| proven.principal == blob.creator)
}

/// Whether `access` reads the room of `blob`, which must be one of the blob's own case.
pub(crate) async fn reads_blob(context: &Context, access: Access, blob: &Blob) -> Result<bool, StoreError> {
    let reading = reading(context, access, &blob.room).await?;
    Ok(reading.is_some_and(|reading| reading.room.case == blob.case))
}

/// Whether an act is signed by the one who speaks on this channel.
// enforces: ACT-02
pub(crate) fn signed_by(access: Access, act: &AskedAct) -> bool {
    let signer = act.verified.signer.as_bytes();
    match access {
        Access::Mailbox { act_key, .. } => *signer == act_key,
        Access::NewMailbox(case) => sotto_protocol::phrase::case_id(&act.verified.signer) == case,
        Access::Member { device, .. } | Access::Waiting(device) | Access::NewDevice(device) => {
            signer == device.as_bytes()
        }
        Access::Nobody | Access::Dismissed => false,
    }
}

/// What came after `after`, as much as fits, with proofs.
pub(crate) async fn entries(
    context: &Context,
    room: &RoomId,
    reading: &Reading,
    after: u64,
) -> Result<Vec<RoomEntry>, Failure> {
    let (relay, tenant) = (&context.relay, context.tenant());
    let after = after.max(reading.joined_at.saturating_sub(1));
    let mut left = ANSWER_BYTES;
    let mut through = after;
    for (sequence, bytes) in relay.content.append_lengths(tenant, room, after).await? {
        let Some(rest) = left.checked_sub(bytes + ENTRY_BYTES) else { break };
        (left, through) = (rest, sequence);
    }
    let stored = relay.content.appends(tenant, room, after, through).await?;
    let logged: Vec<EntryId> = stored.iter().filter_map(|append| append.entry).collect();
    let mut logged = context.prove(&logged).await?.into_iter();
    let key = relay.at_rest.key(tenant, Scope::Case(reading.room.case)).await?;
    let mut entries = Vec::with_capacity(stored.len());
    for stored in stored {
        let request = key.open(Row::Append(room, &stored.message), &stored.request)?;
        let entry = if stored.entry.is_some() { logged.next() } else { None };
        entries.push(RoomEntry { sequence: stored.sequence, by: stored.by, append: append_of(&request)?, entry });
    }
    Ok(entries)
}

/// The append in a stored act.
fn append_of(request: &[u8]) -> Result<Append, StoreError> {
    let damaged = || StoreError::Damaged("appends");
    let signed: SignedAct = codec::from_slice(request).map_err(|_| damaged())?;
    match signed.stored_body().map_err(|_| damaged())?.act {
        Act::Append(append) | Act::OpenCase { first: append, .. } | Act::OpenSuccessor { first: append } => Ok(append),
        _ => Err(damaged()),
    }
}

/// The sequence whose head is `head`; 0 for an empty room, and where there is none.
pub(crate) async fn sequence_of(context: &Context, room: &RoomId, head: &Head) -> Result<u64, StoreError> {
    if *head == Head::first(room) {
        return Ok(0);
    }
    let found = context.relay.content.sequence_of_head(context.tenant(), room, head).await?;
    Ok(found.unwrap_or(0))
}

/// The request of an append, sealed under its case's data key.
pub(crate) fn seal_request(key: &DataKey, append: &Append, act: &AskedAct) -> Result<Vec<u8>, Failure> {
    Ok(key.seal(Row::Append(&append.room, &append.message), &codec::to_vec(&act.signed))?)
}

/// The devices that a change adds, with their people; none if one is not certified.
// enforces: READ-02
pub(crate) fn added(
    current: &CurrentRoster,
    change: &ReaderChange,
    belongs: impl Fn(&HandlerId) -> bool,
) -> Option<Vec<(DeviceId, HandlerId)>> {
    let person = |device: &DeviceId| {
        let (person, _) = current.roster.certified(device)?;
        belongs(&person.handler).then_some((*device, person.handler))
    };
    change.add.iter().map(person).collect()
}

/// The event of an append of `actor`, if it declares one.
pub(crate) fn event(
    context: &Context,
    actor: Actor,
    case: &CaseId,
    event: &CaseEvent,
    change: &ReaderUpdate,
    before: &[Reader],
    act: &AskedAct,
) -> Result<Event, Failure> {
    let mut detail = BTreeMap::new();
    let joined: Vec<HandlerId> = change.add.iter().map(|(_, handler)| *handler).collect();
    let of_device = |device: &DeviceId| before.iter().find(|reader| reader.device == *device).map(|r| r.handler);
    let left: Vec<HandlerId> = change.remove.iter().filter_map(of_device).collect();
    name_people(&mut detail, "joined", joined);
    name_people(&mut detail, "left", left);
    let kind = match event {
        CaseEvent::Opened { channel } => {
            detail.insert("channel".into(), channel.clone());
            EventKind::CaseOpened
        }
        CaseEvent::Readers if change.add.is_empty() => EventKind::CaseLeft,
        CaseEvent::Readers => EventKind::CaseJoined,
        CaseEvent::Status { status } => {
            detail.insert("status".into(), status.as_str().into());
            if *status == Status::Closed { EventKind::CaseClosed } else { EventKind::CaseStatus }
        }
        CaseEvent::Successor { follows } => {
            detail.insert("room".into(), follows.to_string());
            EventKind::CaseSuccessor
        }
        CaseEvent::Identity(event) => identity_event(&mut detail, event),
    };
    let request = Some(RequestHash::from_bytes(act.verified.hash));
    Ok(Event::new(kind, actor, case.to_string(), detail, request, context.now)?)
}

/// What the log has of something about an identity: who, and by which identifiers, but nothing that it says.
// enforces: IDEN-11
fn identity_event(detail: &mut BTreeMap<String, String>, event: &IdentityEvent) -> EventKind {
    let mut say = |key: &str, value: String| {
        detail.insert(key.into(), value);
    };
    let (record, kind) = match event {
        IdentityEvent::Asked => return EventKind::IdentityAsked,
        IdentityEvent::Disclosed { record, commitment, readers, approvers } => {
            say("commitment", hex(&**commitment));
            name_people(detail, "readers", readers.clone());
            name_people(detail, "approvers", approvers.clone());
            (record, EventKind::IdentityDisclosed)
        }
        IdentityEvent::OpeningAsked { record, reason } => {
            say("reason", hex(&**reason));
            (record, EventKind::IdentityRequested)
        }
        IdentityEvent::OpeningApproved { record, request } => {
            say("request", request.to_string());
            (record, EventKind::IdentityApproved)
        }
        IdentityEvent::OpeningRefused { record, request } => {
            say("request", request.to_string());
            (record, EventKind::IdentityRefused)
        }
        IdentityEvent::Opened { record, request, reason } => {
            say("reason", hex(&**reason));
            if let Some(request) = request {
                say("request", request.to_string());
            }
            (record, EventKind::IdentityOpened)
        }
        IdentityEvent::Withdrawn { record } => (record, EventKind::IdentityWithdrawn),
    };
    detail.insert("record".into(), record.to_string());
    kind
}

/// Who signs an act, as the log names them.
pub(crate) fn actor(principal: Principal, act: &AskedAct) -> Actor {
    let signer = hex(act.verified.signer.as_bytes());
    match principal {
        Principal::Mailbox(_) => Actor::Reporter(signer),
        Principal::Device(_) => Actor::Device(signer),
    }
}

/// `joined`, `joined_2` … : identifiers with spaces between, each person once.
fn name_people(detail: &mut BTreeMap<String, String>, key: &str, mut people: Vec<HandlerId>) {
    people.sort_unstable();
    people.dedup();
    for (n, some) in people.chunks(NAMES_A_VALUE).enumerate() {
        let key = if n == 0 { key.to_owned() } else { format!("{key}_{}", n + 1) };
        let names: Vec<String> = some.iter().map(ToString::to_string).collect();
        detail.insert(key, names.join(" "));
    }
}

/// Tells everyone who reads the room, but the one who appended.
pub(crate) async fn push(context: &Context, room: &RoomId, case: CaseId, sequence: u64) -> Result<(), StoreError> {
    let readers = context.relay.content.readers(context.tenant(), room).await?;
    tell(context, room, case, sequence, readers.iter().map(|reader| reader.device));
    Ok(())
}

/// As [`push`], where it is known who reads.
pub(crate) fn tell(
    context: &Context,
    room: &RoomId,
    case: CaseId,
    sequence: u64,
    readers: impl Iterator<Item = DeviceId>,
) {
    let sender = context.proven.map(|proven| proven.principal);
    for principal in readers.map(Principal::Device).chain([Principal::Mailbox(case)]) {
        if Some(principal) != sender {
            context.relay.hub.push(context.tenant(), &principal, Push::Room { room: *room, sequence });
        }
    }
}

/// The entry of a stored append, with its proof.
pub(crate) async fn entry_of(context: &Context, stored: &StoredAppend) -> Result<Option<LoggedEntry>, Failure> {
    match stored.entry {
        Some(entry) => Ok(context.prove(&[entry]).await?.pop()),
        None => {
            context.pin_log().await?;
            Ok(None)
        }
    }
}
