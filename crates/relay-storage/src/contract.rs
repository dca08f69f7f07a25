//! The suite that every backend passes. A backend's tests open its stores and call each function;
//! [`contract_suite!`](crate::contract_suite) does that for all of them.

use sotto_protocol::{
    ids::{BlobId, CaseId, DeviceId, HandlerId, MessageId, OrganisationId, RecordId, RoomId},
    room::Head,
    time::UnixSeconds,
};
use sotto_relay_api::Principal;

use crate::{
    ActRecord, AppendOutcome, AuditBatch, AuditStore, Blob, BlobOutcome, ContentStore, EntryId, Founding, IdentityStep,
    IdentityStore, Invitation, JoinOutcome, KeyStore, NewAppend, NewCase, NewDevice, NewDisclosure, NewRoster,
    OpenCase, OpenOutcome, PendingEntry, PublishOutcome, Quota, ReaderUpdate, SegmentStore, SpentSolution, StepOutcome,
    StoreError, StoredIncarnation, StoredKeyPackage, SuccessorOutcome, TagsWanted, Tenant,
};

/// Instantiates the suite: `$open` is an async function that returns fresh stores, as
/// `(content, audit, keys, identity, segments, guard)`; the guard keeps them until the test ends.
#[macro_export]
macro_rules! contract_suite {
    ($open:path) => {
        $crate::contract_suite!(@ $open:
            founds_once, publishes_in_order, joins_once, hands_out_once, opens_and_appends, follows_once, lists_tags_by_day, settles_pending,
            keeps_attachments, keeps_tenants_apart, grows_the_log, keeps_the_first_key, destroys_keys,
            keeps_records, keeps_identities_in_order, states_a_restore_in_order);
    };
    (@ $open:path: $($name:ident),*) => {$(
        #[tokio::test]
        async fn $name() {
            let (content, audit, keys, identity, segments, _guard) = $open().await;
            let stores = $crate::contract::Stores {
                content: &content, audit: &audit, keys: &keys, identity: &identity, segments: &segments,
            };
            $crate::contract::$name(&stores).await.unwrap();
        }
    )*};
}

/// The stores under test.
pub struct Stores<'a> {
    /// Content.
    pub content: &'a dyn ContentStore,
    /// Audit.
    pub audit: &'a dyn AuditStore,
    /// Keys.
    pub keys: &'a dyn KeyStore,
    /// Identity.
    pub identity: &'a dyn IdentityStore,
    /// Segments.
    pub segments: &'a dyn SegmentStore,
}

/// What a step of the suite returns.
pub type Outcome = Result<(), StoreError>;

const NOW: UnixSeconds = UnixSeconds(1_795_000_200);
const QUOTA: Quota = Quota { bytes: 1000, messages: 3 };
const AMPLE: Quota = Quota { bytes: 100_000, messages: 100 };

fn pending(n: u8) -> PendingEntry {
    let case = (n > 9).then(|| CaseId::from_bytes([n; 16]));
    PendingEntry { entry: EntryId([n; 16]), case, event: vec![n; 5], salt: [n; 32] }
}

fn act(n: u8) -> ActRecord {
    ActRecord { signer: [1; 32], act: [n; 16], hash: [n; 32], request: vec![n], entry: EntryId([n; 16]), at: NOW }
}

fn device(n: u8) -> NewDevice {
    NewDevice { device: DeviceId::from_bytes([n; 32]), channel_key: [n; 32], profile: vec![n], joined_at: NOW }
}

fn roster(version: u32, n: u8, certified: Vec<DeviceId>) -> NewRoster {
    NewRoster { version, roster: vec![n], entry: EntryId([n; 16]), certified }
}

fn founding(n: u8) -> Founding {
    Founding {
        organisation: OrganisationId::from_bytes([n; 32]),
        roots: vec![n],
        roster: roster(1, 2, vec![DeviceId::from_bytes([1; 32])]),
        devices: vec![device(1)],
        act: act(2),
        pending: vec![pending(1), pending(2)],
    }
}

async fn founded(stores: &Stores<'_>) -> Result<Tenant, StoreError> {
    stores.content.found(&founding(7)).await?.ok_or(StoreError::Damaged("organisations"))
}

/// An organisation is founded once, whoever else tries.
pub async fn founds_once(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    assert!(stores.content.found(&founding(8)).await?.is_none());
    assert_eq!(stores.content.organisations().await?, [tenant]);
    let stored = stores.content.organisation(&tenant).await?;
    assert_eq!((stored.roots, stored.roster_version, stored.roster), (vec![7], 1, vec![2]));
    let known = stores.content.device(&tenant, &DeviceId::from_bytes([1; 32])).await?;
    assert!(known.is_some_and(|known| known.was_certified && known.device == device(1)));
    let recorded = stores.content.act(&tenant, &[1; 32], &[2; 16]).await?;
    assert_eq!(recorded.map(|act| (act.hash, act.entry)), Some(([2; 32], EntryId([2; 16]))));
    assert_eq!(stores.content.act(&tenant, &[9; 32], &[2; 16]).await?, None);
    Ok(())
}

/// Rosters follow each other; an act that was done is not done again.
pub async fn publishes_in_order(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    let skipping = roster(3, 3, vec![]);
    assert!(!stores.content.publish_roster(&tenant, &skipping, &act(3), &[pending(3)]).await?);
    let next = roster(2, 3, vec![]);
    assert!(stores.content.publish_roster(&tenant, &next, &act(3), &[pending(3)]).await?);
    let again = stores.content.publish_roster(&tenant, &roster(3, 4, vec![]), &act(3), &[]).await;
    assert!(matches!(again, Err(StoreError::Repeated)));
    let stored = stores.content.organisation(&tenant).await?;
    assert_eq!((stored.roster_version, stored.roster_entry), (2, EntryId([3; 16])));
    let first = stores.content.roster(&tenant, 1).await?.map(|kept| (kept.roster, kept.entry));
    assert_eq!(first, Some((vec![2], EntryId([2; 16]))));
    assert_eq!(stores.content.roster(&tenant, 3).await?, None);
    assert_eq!(stores.content.pending(&tenant, 0, 10).await?.len(), 3);
    Ok(())
}

/// An invitation is used once, in time.
pub async fn joins_once(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    let invitation = Invitation {
        token_hash: [5; 32],
        email: vec![1, 2],
        role: 1,
        invited_by: DeviceId::from_bytes([1; 32]),
        expires_at: NOW.plus(10),
    };
    assert!(stores.content.invite(&tenant, &invitation, &act(3), &[]).await?);
    assert!(!stores.content.invite(&tenant, &invitation, &act(4), &[]).await?);
    assert_eq!(stores.content.invitation(&tenant, &[5; 32]).await?, Some(invitation));
    let late = NewDevice { joined_at: NOW.plus(10), ..device(2) };
    let outcome = stores.content.join(&tenant, &[5; 32], &late, &act(5), &[]).await?;
    assert_eq!(outcome, JoinOutcome::TokenInvalid);
    assert_eq!(stores.content.join(&tenant, &[5; 32], &device(1), &act(5), &[]).await?, JoinOutcome::DeviceKnown);
    assert_eq!(stores.content.join(&tenant, &[5; 32], &device(2), &act(5), &[]).await?, JoinOutcome::Joined);
    assert_eq!(stores.content.join(&tenant, &[5; 32], &device(3), &act(6), &[]).await?, JoinOutcome::TokenInvalid);
    assert_eq!(stores.content.waiting_devices(&tenant).await?, [device(2)]);
    Ok(())
}

/// Statements of a restore follow each other; one-time KeyPackages of before are handed out no more.
pub async fn states_a_restore_in_order(stores: &Stores<'_>) -> Outcome {
    let (tenant, content) = (founded(stores).await?, stores.content);
    let device = DeviceId::from_bytes([1; 32]);
    let package = |n: u8, last_resort| StoredKeyPackage {
        reference: [n; 32],
        package: vec![n],
        last_resort,
        expires_at: NOW.plus(100),
    };
    let packages = [package(1, false), package(2, true)];
    content.publish_key_packages(&tenant, &device, &packages, false, NOW, 2).await?;
    assert_eq!(content.incarnation(&tenant).await?, None);
    let stated = |number, n: u8| StoredIncarnation { number, statement: vec![n], entry: EntryId([n; 16]) };
    assert!(content.state_restored(&tenant, &stated(3, 3), &act(3), &[pending(3)]).await?);
    let again = content.state_restored(&tenant, &stated(4, 3), &act(3), &[]).await;
    assert!(matches!(again, Err(StoreError::Repeated)));
    for number in [2, 3] {
        assert!(!content.state_restored(&tenant, &stated(number, 4), &act(4), &[pending(4)]).await?);
    }
    assert_eq!(content.incarnation(&tenant).await?, Some(stated(3, 3)));
    let left = content.count_key_packages(&tenant, &device, NOW).await?;
    assert_eq!((left.one_time, left.last_resort), (0, true));
    // Nor does the same one come back.
    content.publish_key_packages(&tenant, &device, &packages, false, NOW, 2).await?;
    assert_eq!(content.count_key_packages(&tenant, &device, NOW).await?.one_time, 0);
    content.publish_key_packages(&tenant, &device, &[package(5, false)], false, NOW, 2).await?;
    assert!(content.state_restored(&tenant, &stated(5, 5), &act(5), &[pending(5)]).await?);
    assert_eq!(content.incarnation(&tenant).await?, Some(stated(5, 5)));
    Ok(())
}

/// KeyPackages: one-time ones once, the last resort after them, expired ones never.
pub async fn hands_out_once(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    let id = DeviceId::from_bytes([1; 32]);
    let package = |n: u8, last_resort, lives| StoredKeyPackage {
        reference: [n; 32],
        package: vec![n],
        last_resort,
        expires_at: NOW.plus(lives),
    };
    let packages = [package(1, false, 100), package(2, false, 50), package(3, true, 100), package(4, true, 100)];
    let published = stores.content.publish_key_packages(&tenant, &id, &packages, false, NOW, 2).await?;
    assert_eq!(published, PublishOutcome::Published);
    let more = [package(5, false, 100)];
    let refused = stores.content.publish_key_packages(&tenant, &id, &more, false, NOW, 2).await?;
    assert_eq!(refused, PublishOutcome::TooMany);
    let mut handed = Vec::new();
    for n in 0..4 {
        let solution = SpentSolution { seed: [1; 32], nonce: [n; 16], expires_at: NOW.plus(600) };
        let taken = stores.content.take_key_packages(&tenant, &[id], &solution, NOW.plus(1)).await?;
        handed.extend(taken.into_iter().flatten().flatten().flatten());
        assert!(stores.content.take_key_packages(&tenant, &[id], &solution, NOW).await?.is_none());
    }
    assert_eq!(handed, [2, 1, 4, 4]);
    stores.content.publish_key_packages(&tenant, &id, &packages, false, NOW, 2).await?;
    let left = stores.content.count_key_packages(&tenant, &id, NOW).await?;
    assert_eq!((left.one_time, left.last_resort), (0, true));
    let late = stores.content.count_key_packages(&tenant, &id, NOW.plus(100)).await?;
    assert!(!late.last_resort);
    let replacing = [package(6, false, 100), package(2, false, 100)];
    stores.content.publish_key_packages(&tenant, &id, &replacing, true, NOW, 2).await?;
    let left = stores.content.count_key_packages(&tenant, &id, NOW).await?;
    assert_eq!((left.one_time, left.last_resort), (1, false));
    stores.content.forget_solutions(&tenant, NOW.plus(600)).await?;
    Ok(())
}

fn new_append(previous: u8, head: u8, by: Principal) -> NewAppend {
    NewAppend {
        room: RoomId::from_bytes([1; 16]),
        previous: Head::from_bytes([previous; 32]),
        head: Head::from_bytes([head; 32]),
        message: MessageId::from_bytes([head; 16]),
        by,
        signer: [3; 32],
        request: vec![head; 7],
        counted_bytes: 10,
        entry: (head == 1).then_some(EntryId([11; 16])),
        identity: None,
    }
}

fn opening(case: u8, room: u8, nonce: u8) -> OpenCase {
    let id = CaseId::from_bytes([case; 16]);
    OpenCase {
        case: NewCase {
            case: id,
            act_key: [3; 32],
            channel_key: [4; 32],
            recovery_tag: [5; 8],
            listed_day: 1,
            channel: "general".into(),
        },
        first: NewAppend { room: RoomId::from_bytes([room; 16]), ..new_append(0, 1, Principal::Mailbox(id)) },
        readers: ReaderUpdate {
            add: vec![(DeviceId::from_bytes([1; 32]), HandlerId::from_bytes([1; 16]))],
            remove: vec![],
        },
        solution: SpentSolution { seed: [1; 32], nonce: [nonce; 16], expires_at: NOW.plus(600) },
        pending: vec![pending(11)],
        quota: QUOTA,
    }
}

/// A room is followed once, by a room of its own case; then nothing is appended to it.
pub async fn follows_once(stores: &Stores<'_>) -> Outcome {
    let (content, tenant) = (stores.content, founded(stores).await?);
    content.open_case(&tenant, &opening(10, 1, 1)).await?;
    content.open_case(&tenant, &opening(12, 2, 2)).await?;
    let (case, room) = (CaseId::from_bytes([10; 16]), RoomId::from_bytes([1; 16]));
    let next = |n: u8| NewAppend {
        room: RoomId::from_bytes([n; 16]),
        entry: Some(EntryId([n; 16])),
        ..new_append(0, n, Principal::Mailbox(case))
    };
    let readers = opening(10, 1, 1).readers;
    let follow = |n: u8, case, quota| {
        let (first, readers) = (next(n), readers.clone());
        let tenant = &tenant;
        async move { content.open_successor(tenant, &case, &room, &first, &readers, &[pending(n)], quota).await }
    };
    let none = Quota { bytes: 0, messages: 0 };
    assert_eq!(follow(3, case, none).await?, SuccessorOutcome::QuotaExceeded);
    assert_eq!(follow(2, case, QUOTA).await?, SuccessorOutcome::Refused, "that room is another case's");
    assert_eq!(follow(3, CaseId::from_bytes([12; 16]), QUOTA).await?, SuccessorOutcome::Refused);
    assert_eq!(follow(3, case, QUOTA).await?, SuccessorOutcome::Opened);
    assert_eq!(follow(4, case, QUOTA).await?, SuccessorOutcome::Followed(RoomId::from_bytes([3; 16])));
    let late = new_append(1, 5, Principal::Mailbox(case));
    let refused = content.append(&tenant, &late, &ReaderUpdate::default(), &[], QUOTA).await?;
    assert_eq!(refused, AppendOutcome::HeadMoved);
    content.want_successor(&tenant, &RoomId::from_bytes([3; 16])).await?;
    let rooms = content.rooms_of_case(&tenant, &case).await?;
    let wanted: Vec<bool> = rooms.iter().map(|joined| joined.state.successor_wanted).collect();
    assert_eq!(wanted, [false, true]);
    let followers: Vec<_> = rooms.iter().map(|joined| joined.state.followed_by).collect();
    assert_eq!(followers, [Some(RoomId::from_bytes([3; 16])), None]);
    assert_eq!(content.rooms_of_device(&tenant, &DeviceId::from_bytes([1; 32])).await?.len(), 3);
    Ok(())
}

/// A day's list has the tags of the cases that were opened before it, in the order of their bytes, each once; a page costs a
/// solution.
pub async fn lists_tags_by_day(stores: &Stores<'_>) -> Outcome {
    let (content, tenant) = (stores.content, founded(stores).await?);
    for (n, tag, listed_day) in [(1, 7, 3), (2, 6, 2), (3, 7, 3), (4, 5, 4)] {
        let opening = opening(20 + n, n, n);
        let case = NewCase { recovery_tag: [tag; 8], listed_day, ..opening.case };
        content.open_case(&tenant, &OpenCase { case, pending: vec![], ..opening }).await?;
    }
    let list = |nonce: u8, day, after, count| {
        let tenant = &tenant;
        let solution = SpentSolution { seed: [2; 32], nonce: [nonce; 16], expires_at: NOW.plus(600) };
        async move { content.recovery_tags(tenant, TagsWanted { day, after, count }, &solution).await }
    };
    assert_eq!(list(1, 1, None, 9).await?, Some(vec![]));
    assert_eq!(list(2, 2, None, 9).await?, Some(vec![[6; 8]]));
    assert_eq!(list(3, 3, None, 9).await?, Some(vec![[6; 8], [7; 8]]));
    assert_eq!(list(4, 4, None, 2).await?, Some(vec![[5; 8], [6; 8]]));
    assert_eq!(list(5, 4, Some([6; 8]), 2).await?, Some(vec![[7; 8]]));
    assert_eq!(list(5, 4, None, 2).await?, None, "the solution was spent");
    Ok(())
}

/// A case opens whole or not at all; of two appends to one head, one is stored.
pub async fn opens_and_appends(stores: &Stores<'_>) -> Outcome {
    let (content, tenant) = (stores.content, founded(stores).await?);
    assert_eq!(content.open_case(&tenant, &opening(10, 1, 1)).await?, OpenOutcome::Opened);
    assert_eq!(content.open_case(&tenant, &opening(10, 2, 2)).await?, OpenOutcome::CaseExists);
    assert_eq!(content.open_case(&tenant, &opening(12, 2, 1)).await?, OpenOutcome::SolutionSpent);
    assert_eq!(content.open_case(&tenant, &opening(12, 1, 2)).await?, OpenOutcome::RoomExists);
    let poor = OpenCase { quota: Quota { bytes: 9, messages: 1 }, ..opening(12, 2, 2) };
    assert_eq!(content.open_case(&tenant, &poor).await?, OpenOutcome::QuotaExceeded);
    assert_eq!(content.case(&tenant, &CaseId::from_bytes([12; 16])).await?, None);
    assert_eq!(content.pending(&tenant, 0, 10).await?.len(), 3);

    let room = RoomId::from_bytes([1; 16]);
    let by = Principal::Device(DeviceId::from_bytes([1; 32]));
    let join = ReaderUpdate {
        add: vec![(DeviceId::from_bytes([2; 32]), HandlerId::from_bytes([2; 16]))],
        remove: vec![DeviceId::from_bytes([1; 32])],
    };
    let second = new_append(1, 2, by);
    let outcome = content.append(&tenant, &second, &join, &[], QUOTA).await?;
    assert_eq!(outcome, AppendOutcome::Appended { sequence: 2 });
    let lost = content.append(&tenant, &new_append(1, 3, by), &ReaderUpdate::default(), &[], QUOTA).await?;
    assert_eq!(lost, AppendOutcome::HeadMoved);
    let heavy = NewAppend { counted_bytes: 990, ..new_append(2, 3, by) };
    let refused = content.append(&tenant, &heavy, &ReaderUpdate::default(), &[], QUOTA).await?;
    assert_eq!(refused, AppendOutcome::QuotaExceeded);

    let stored = content.room(&tenant, &room).await?;
    assert_eq!(stored.map(|room| (room.sequence, room.head)), Some((2, Head::from_bytes([2; 32]))));
    let readers = content.readers(&tenant, &room).await?;
    assert!(matches!(readers.as_slice(), [reader] if reader.joined_at == 2));
    assert_eq!(content.rooms_of_device(&tenant, &DeviceId::from_bytes([1; 32])).await?, []);
    assert_eq!(content.rooms_of_device(&tenant, &DeviceId::from_bytes([2; 32])).await?.len(), 1);
    assert_eq!(content.rooms_of_case(&tenant, &CaseId::from_bytes([10; 16])).await?.len(), 1);
    assert_eq!(content.append_lengths(&tenant, &room, 0).await?, [(1, 7), (2, 7)]);
    let appends = content.appends(&tenant, &room, 1, 2).await?;
    assert!(matches!(appends.as_slice(), [append] if append.request == [2; 7] && append.by == by));
    assert_eq!(content.sequence_of_head(&tenant, &room, &Head::from_bytes([1; 32])).await?, Some(1));
    let found = content.append_by_message(&tenant, &room, &MessageId::from_bytes([1; 16])).await?;
    assert!(found.is_some_and(|append| append.sequence == 1 && append.entry == Some(EntryId([11; 16]))));
    let mut effects = content.entries_of_effects(&tenant).await?;
    effects.sort_unstable();
    assert_eq!(effects, [EntryId([2; 16]), EntryId([11; 16])]);
    Ok(())
}

/// Pending entries keep their order and are settled up to a position.
pub async fn settles_pending(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    let placed = stores.content.pending(&tenant, 0, 1).await?;
    assert!(matches!(placed.as_slice(), [one] if one.entry == pending(1)));
    let position = placed.first().map_or(0, |placed| placed.position);
    let beyond = stores.content.pending(&tenant, position, 10).await?;
    assert!(matches!(beyond.as_slice(), [one] if one.entry == pending(2)));
    stores.content.settle(&tenant, position).await?;
    let rest = stores.content.pending(&tenant, 0, 10).await?;
    assert!(matches!(rest.as_slice(), [one] if one.entry == pending(2) && one.position > position));
    Ok(())
}

/// Blobs are announced once, and their segments come back as they were.
pub async fn keeps_attachments(stores: &Stores<'_>) -> Outcome {
    let (content, tenant) = (stores.content, founded(stores).await?);
    let case = CaseId::from_bytes([10; 16]);
    let blob = Blob {
        blob: BlobId::from_bytes([1; 16]),
        room: RoomId::from_bytes([1; 16]),
        case,
        creator: Principal::Mailbox(case),
        segments: 3,
    };
    let solution = SpentSolution { seed: [1; 32], nonce: [1; 16], expires_at: NOW.plus(600) };
    assert_eq!(content.create_blob(&tenant, &blob, Some(&solution), 600, QUOTA).await?, BlobOutcome::Created);
    assert_eq!(content.create_blob(&tenant, &blob, Some(&solution), 600, QUOTA).await?, BlobOutcome::Created);
    let other = Blob { segments: 4, ..blob };
    assert_eq!(content.create_blob(&tenant, &other, None, 1, QUOTA).await?, BlobOutcome::Taken);
    let second = Blob { blob: BlobId::from_bytes([2; 16]), ..blob };
    assert_eq!(content.create_blob(&tenant, &second, Some(&solution), 1, QUOTA).await?, BlobOutcome::SolutionSpent);
    assert_eq!(content.create_blob(&tenant, &second, None, 401, QUOTA).await?, BlobOutcome::QuotaExceeded);
    assert_eq!(content.blob(&tenant, &second.blob).await?, None);

    for (index, byte) in [(2, 2), (0, 9)] {
        stores.segments.write_segments(&tenant, &blob.blob, vec![(index, vec![byte; 100])]).await?;
        content.mark_segments(&tenant, &blob.blob, &[(index, [byte; 32])]).await?;
    }
    assert_eq!(content.arrived_segments(&tenant, &blob.blob).await?, [0, 2]);
    assert_eq!(content.segment(&tenant, &blob.blob, 2).await?, Some([2; 32]));
    assert_eq!(content.segment(&tenant, &blob.blob, 1).await?, None);
    assert_eq!(stores.segments.read_segment(&tenant, &blob.blob, 2, 100).await?, Some(vec![2; 100]));
    assert_eq!(stores.segments.read_segment(&tenant, &blob.blob, 3, 100).await?, None);
    assert_eq!(stores.segments.read_segment(&tenant, &second.blob, 0, 100).await?, None);
    Ok(())
}

/// Another tenant's handle finds nothing, and changes nothing.
pub async fn keeps_tenants_apart(stores: &Stores<'_>) -> Outcome {
    let (content, tenant) = (stores.content, founded(stores).await?);
    content.open_case(&tenant, &opening(10, 1, 1)).await?;
    let other = Tenant::stored(OrganisationId::from_bytes([99; 32]));
    assert_eq!(content.case(&other, &CaseId::from_bytes([10; 16])).await?, None);
    assert_eq!(content.room(&other, &RoomId::from_bytes([1; 16])).await?, None);
    assert_eq!(content.device(&other, &DeviceId::from_bytes([1; 32])).await?, None);
    assert_eq!(content.act(&other, &[1; 32], &[2; 16]).await?, None);
    assert_eq!(content.rooms_of_device(&other, &DeviceId::from_bytes([1; 32])).await?, []);
    assert_eq!(content.pending(&other, 0, 10).await?, []);
    assert!(content.organisation(&other).await.is_err());
    content.settle(&other, u64::MAX).await?;
    assert_eq!(content.pending(&tenant, 0, 10).await?.len(), 3);
    stores.keys.keep_data_key(&tenant, b"case", b"wrapped").await?;
    assert_eq!(stores.keys.data_key(&other, b"case").await?, None);
    stores.segments.write_segments(&tenant, &BlobId::from_bytes([1; 16]), vec![(0, vec![1; 4])]).await?;
    assert_eq!(stores.segments.read_segment(&other, &BlobId::from_bytes([1; 16]), 0, 4).await?, None);
    Ok(())
}

/// A batch goes in whole, at its place, once.
pub async fn grows_the_log(stores: &Stores<'_>) -> Outcome {
    let (audit, tenant) = (stores.audit, founded(stores).await?);
    assert_eq!(audit.state(&tenant).await?.size, 0);
    let batch = |first, entries: Vec<PendingEntry>| AuditBatch {
        first,
        hashes: vec![(first * 10, [1; 32])],
        checkpoint: vec![u8::try_from(entries.len()).unwrap_or(0)],
        entries,
    };
    assert!(audit.append_batch(&tenant, &batch(0, vec![pending(1), pending(10)])).await?);
    assert!(!audit.append_batch(&tenant, &batch(0, vec![pending(2)])).await?);
    assert!(!audit.append_batch(&tenant, &batch(2, vec![pending(2), pending(1)])).await?);
    assert_eq!(audit.entry(&tenant, &EntryId([2; 16])).await?, None);
    let state = audit.state(&tenant).await?;
    assert_eq!((state.size, state.checkpoint), (2, vec![2]));
    audit.keep_checkpoint(&tenant, 2, &[9]).await?;
    audit.keep_checkpoint(&tenant, 3, &[8]).await?;
    assert_eq!(audit.state(&tenant).await?.checkpoint, [9]);
    let found = audit.entry(&tenant, &EntryId([10; 16])).await?;
    assert!(found.is_some_and(|entry| entry.index == 1 && entry.event == [10; 5] && entry.salt == [10; 32]));
    assert_eq!(audit.entries_of_case(&tenant, &CaseId::from_bytes([10; 16])).await?.len(), 1);
    assert_eq!(audit.entries(&tenant, 1, 10).await?.len(), 1);
    assert_eq!(audit.tree_hashes(&tenant, &[0, 5]).await?, [(0, [1; 32])]);
    Ok(())
}

/// Of two data keys for one scope, the first is kept.
pub async fn keeps_the_first_key(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    assert_eq!(stores.keys.data_key(&tenant, b"case").await?, None);
    assert_eq!(stores.keys.keep_data_key(&tenant, b"case", b"first").await?, b"first");
    assert_eq!(stores.keys.keep_data_key(&tenant, b"case", b"second").await?, b"first");
    assert_eq!(stores.keys.data_key(&tenant, b"case").await?, Some(b"first".to_vec()));
    Ok(())
}

/// What a destroyed key's scope gets next is another key.
pub async fn destroys_keys(stores: &Stores<'_>) -> Outcome {
    let tenant = founded(stores).await?;
    stores.keys.keep_data_key(&tenant, b"record", b"first").await?;
    stores.keys.keep_data_key(&tenant, b"other", b"stays").await?;
    stores.keys.destroy_data_key(&tenant, b"record").await?;
    stores.keys.destroy_data_key(&tenant, b"record").await?;
    assert_eq!(stores.keys.data_key(&tenant, b"record").await?, None);
    assert_eq!(stores.keys.keep_data_key(&tenant, b"record", b"second").await?, b"second");
    assert_eq!(stores.keys.data_key(&tenant, b"other").await?, Some(b"stays".to_vec()));
    Ok(())
}

/// Records of identities come and go by their identifiers.
pub async fn keeps_records(stores: &Stores<'_>) -> Outcome {
    let (tenant, identity) = (founded(stores).await?, stores.identity);
    let [one, other] = [1, 2].map(|n| RecordId::from_bytes([n; 16]));
    assert_eq!(identity.record(&tenant, &one).await?, None);
    identity.put_record(&tenant, &one, b"first").await?;
    identity.put_record(&tenant, &one, b"again").await?;
    identity.put_record(&tenant, &other, b"other").await?;
    assert_eq!(identity.record(&tenant, &one).await?, Some(b"again".to_vec()));
    assert_eq!(identity.records(&tenant).await?, [one, other]);
    identity.delete_record(&tenant, &one).await?;
    identity.delete_record(&tenant, &one).await?;
    assert_eq!(identity.record(&tenant, &one).await?, None);
    assert_eq!(identity.records(&tenant).await?, [other]);
    Ok(())
}

/// What happens to a disclosed identity happens in order, to those who have a part in it, and with its append or not at
/// all.
pub async fn keeps_identities_in_order(stores: &Stores<'_>) -> Outcome {
    let (tenant, content) = (founded(stores).await?, stores.content);
    let opened = content.open_case(&tenant, &OpenCase { quota: AMPLE, ..opening(10, 1, 1) }).await?;
    assert_eq!(opened, OpenOutcome::Opened);
    let [record, unknown] = [1, 2].map(|n| RecordId::from_bytes([n; 16]));
    let [reader, approver, stranger] = [1, 2, 3].map(|n| HandlerId::from_bytes([n; 16]));
    let device = DeviceId::from_bytes([1; 32]);
    let mut head = 1;
    let mut step = async |step: IdentityStep| {
        let next = head + 1;
        let mut append = new_append(head, next, Principal::Device(device));
        append.entry = Some(EntryId([next; 16]));
        append.identity = Some(step);
        let outcome = content.append(&tenant, &append, &ReaderUpdate::default(), &[], AMPLE).await?;
        if matches!(outcome, AppendOutcome::Appended { .. }) {
            head = next;
        }
        Ok::<_, StoreError>((outcome, append.message))
    };
    let refused = AppendOutcome::OutOfOrder;
    let disclosed =
        IdentityStep::Disclosed(NewDisclosure { record, readers: vec![reader], approvers: vec![reader, approver] });
    let requested = |by, record| IdentityStep::Requested { record, by, at: NOW };
    let decided = |request, by, approved| IdentityStep::Decided {
        record,
        request,
        by,
        approved,
        at: NOW.plus(60),
        asked_since: NOW,
    };
    let opens = |request, by, since| IdentityStep::Opened {
        record,
        request,
        by,
        device,
        at: NOW.plus(120),
        approved_since: since,
    };
    assert_eq!(step(requested(reader, record)).await?.0, refused(StepOutcome::Unknown));
    assert!(matches!(step(disclosed.clone()).await?.0, AppendOutcome::Appended { sequence: 2 }));
    assert_eq!(step(disclosed).await?.0, refused(StepOutcome::Unknown));
    // One that stands is enough for a case.
    let another = NewDisclosure { record: unknown, readers: vec![reader], approvers: Vec::new() };
    assert_eq!(step(IdentityStep::Disclosed(another)).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(requested(stranger, record)).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(requested(reader, unknown)).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(opens(None, reader, NOW)).await?.0, refused(StepOutcome::ApprovalRequired));
    let (asked, request) = step(requested(reader, record)).await?;
    assert!(matches!(asked, AppendOutcome::Appended { .. }));
    // Neither the one who asked, nor a stranger, nor too late.
    assert_eq!(step(decided(request, reader, true)).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(decided(request, stranger, true)).await?.0, refused(StepOutcome::Unknown));
    let late = IdentityStep::Decided {
        record,
        request,
        by: approver,
        approved: true,
        at: NOW.plus(60),
        asked_since: NOW.plus(1),
    };
    assert_eq!(step(late).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(opens(Some(request), reader, NOW)).await?.0, refused(StepOutcome::ApprovalRequired));
    assert!(matches!(step(decided(request, approver, true)).await?.0, AppendOutcome::Appended { .. }));
    assert_eq!(step(decided(request, approver, false)).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(opens(Some(request), reader, NOW.plus(61))).await?.0, refused(StepOutcome::ApprovalRequired));
    assert_eq!(step(opens(Some(request), stranger, NOW)).await?.0, refused(StepOutcome::Unknown));
    let (outcome, opening) = step(opens(Some(request), reader, NOW)).await?;
    assert!(matches!(outcome, AppendOutcome::Appended { .. }));
    // Once.
    assert_eq!(step(opens(Some(request), reader, NOW)).await?.0, refused(StepOutcome::ApprovalRequired));
    let kept = content.opening(&tenant, &record, &opening).await?;
    assert!(kept.is_some_and(|kept| kept.device == device && kept.at == NOW.plus(120) && !kept.withdrawn));
    assert_eq!(content.opening(&tenant, &unknown, &opening).await?, None);
    assert_eq!(content.standing_disclosures(&tenant).await?, [record]);

    let withdrawn = IdentityStep::Withdrawn { record };
    assert!(matches!(step(withdrawn.clone()).await?.0, AppendOutcome::Appended { .. }));
    assert_eq!(step(withdrawn).await?.0, refused(StepOutcome::Unknown));
    assert_eq!(step(requested(reader, record)).await?.0, refused(StepOutcome::Withdrawn));
    assert_eq!(step(opens(None, reader, NOW)).await?.0, refused(StepOutcome::Withdrawn));
    assert!(content.opening(&tenant, &record, &opening).await?.is_some_and(|kept| kept.withdrawn));
    assert_eq!(content.standing_disclosures(&tenant).await?, []);
    Ok(())
}
