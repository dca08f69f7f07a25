//! Exactly one entry for every change of state: every act is done here, and what it leaves in the log is what
//! docs/protocol/channel.md says.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;
use sha2::{Digest, Sha256};
use sotto_protocol::{
    content::Status,
    identity::commitment,
    ids::{BlobId, HandlerId, MessageId, RecordId, RoomId},
    incarnation::IncarnationBody,
    room::{Append, CaseEvent, Declared, Head, IdentityEvent, ReaderChange},
    roster::{IdentityPolicy, Role},
    stream::SEALED_SEGMENT_BYTES,
};
use sotto_relay_api::{Act, Answer, KeyPackageUpload, Request};

use crate::support::{Client, Keys, NOW, World, message, person};

const CHANNEL: &str = include_str!("../../../../docs/protocol/channel.md");
const IDENTITY: &str = include_str!("../../../../docs/protocol/identity.md");
const SEALED: &[u8] = b"a sealed record";

/// A new act does not compile without a name here, and no name goes without being done below.
fn name(act: &Act) -> &'static str {
    match act {
        Act::Setup { .. } => "Setup",
        Act::PublishRoster { .. } => "PublishRoster",
        Act::Invite { .. } => "Invite",
        Act::Join { .. } => "Join",
        Act::PublishKeyPackages { .. } => "PublishKeyPackages",
        Act::OpenCase { .. } => "OpenCase",
        Act::Append(_) => "Append",
        Act::CreateBlob { .. } => "CreateBlob",
        Act::OpenSuccessor { .. } => "OpenSuccessor",
        Act::WantSuccessor { .. } => "WantSuccessor",
        Act::StateRestored { .. } => "StateRestored",
    }
}

/// The same for what an append declares.
fn event_name(event: &CaseEvent) -> &'static str {
    match event {
        CaseEvent::Opened { .. } => "opened",
        CaseEvent::Readers => "readers",
        CaseEvent::Status { .. } => "status",
        CaseEvent::Successor { .. } => "successor",
        CaseEvent::Identity(event) => match event {
            IdentityEvent::Disclosed { .. } => "Disclosed",
            IdentityEvent::Asked => "Asked",
            IdentityEvent::OpeningAsked { .. } => "OpeningAsked",
            IdentityEvent::OpeningApproved { .. } => "OpeningApproved",
            IdentityEvent::OpeningRefused { .. } => "OpeningRefused",
            IdentityEvent::Opened { .. } => "Opened",
            IdentityEvent::Withdrawn { .. } => "Withdrawn",
        },
    }
}

/// What a request that is no act may change: nothing that anybody else is told, nor who may do what.
fn writes_without_entry(request: &Request) -> bool {
    match request {
        // Handed out once; bytes of what an act announced; what is nothing until an append discloses it.
        Request::FetchKeyPackages { .. } | Request::PutSegments { .. } | Request::PutRecord { .. } => true,
        Request::FetchCard
        | Request::FetchPuzzle
        | Request::FetchCheckpoint
        | Request::FetchRoster { .. }
        | Request::FetchRosterVersion { .. }
        | Request::CountKeyPackages
        | Request::ListRooms
        | Request::FetchRoom { .. }
        | Request::FetchEntries { .. }
        | Request::FetchWaiting
        | Request::FetchBlobState { .. }
        | Request::FetchSegments { .. }
        | Request::FetchRecord { .. }
        | Request::FetchTile { .. }
        | Request::FetchLog { .. }
        | Request::FetchWitnessed
        | Request::FetchIncarnation
        | Request::FetchRecoveryTags { .. }
        | Request::Act(_) => false,
    }
}

/// Cells of the tables' rows: by the word that one begins with, the kinds of entries in another, and how many of them an act
/// leaves.
fn table(text: &str, word: usize, entry: usize) -> BTreeMap<String, (u64, Vec<String>)> {
    let rows =
        text.lines().filter_map(|line| line.strip_prefix("| ")).map(|line| line.split(" | ").collect::<Vec<_>>());
    rows.filter(|cells| cells.len() > word.max(entry))
        .map(|cells| {
            let kinds: Vec<String> = cells[entry].split('`').skip(1).step_by(2).map(str::to_owned).collect();
            let count = if cells[entry].contains(" or ") { 1 } else { u64::try_from(kinds.len()).unwrap() };
            let name = cells[word].split([':', ' ']).next().unwrap().trim_end_matches('|').trim();
            (name.to_owned(), (count, kinds))
        })
        .collect()
}

/// What was done, and what it left: how many entries, and the kind of the one that was answered.
#[derive(Default)]
struct Done {
    acts: BTreeMap<&'static str, Vec<(u64, Option<String>)>>,
    events: BTreeMap<&'static str, (u64, Option<String>)>,
}

struct Doing {
    world: World,
    done: Done,
    size: u64,
    next: u8,
}

impl Doing {
    /// How many entries the log has more than the last time.
    async fn grown(&mut self) -> u64 {
        let owner = self.world.owner.clone();
        let (_, log) = self.world.proven(&owner, owner.as_device()).await.ask(Request::FetchCheckpoint).await;
        let size = self.world.checkpoint(&log.unwrap()).size().0;
        size - std::mem::replace(&mut self.size, size)
    }

    /// Does an act as `keys`; the head after it, if it appended.
    async fn does(&mut self, keys: &Keys, act: Act) -> Head {
        self.next += 1;
        let is_reporter = keys.public() == reporter().public();
        let principal = if is_reporter { keys.as_mailbox() } else { keys.as_device() };
        let mut client = self.world.proven(keys, principal).await;
        let (what, event) = (name(&act), event_of(&act));
        let (answer, log) = client.act(&self.world.body(self.next, act), keys).await;
        let entry = match &answer {
            Answer::Logged(entry) => Some(entry),
            Answer::Appended(appended) => appended.entry.as_ref(),
            Answer::Done => None,
            other => panic!("{what} {event:?}: {other:?}"),
        };
        let kind = entry.map(|entry| self.world.event(entry, log.as_ref()).kind().to_string());
        let left = (self.grown().await, kind);
        match event {
            Some(event) => drop(self.done.events.insert(event, left.clone())),
            None if what == "Append" => assert_eq!(left, (0, None), "a message has no entry"),
            None => {}
        }
        self.done.acts.entry(what).or_default().push(left);
        if let Answer::Appended(appended) = answer { appended.head } else { Head::from_bytes([0; 32]) }
    }

    async fn appends(&mut self, keys: &Keys, previous: Head, n: u8, event: Option<CaseEvent>) -> Head {
        let declared = Declared { event, ..Declared::default() };
        self.does(keys, Act::Append(Append { declared, ..message(1, previous, n) })).await
    }

    async fn identity(&mut self, keys: &Keys, previous: Head, n: u8, event: IdentityEvent) -> Head {
        self.appends(keys, previous, n, Some(CaseEvent::Identity(event))).await
    }

    /// Asks for something that is no act, and leaves nothing.
    async fn asks(&mut self, client: &mut Client, request: Request) {
        assert!(writes_without_entry(&request));
        let (answer, _) = client.ask(request).await;
        assert!(!matches!(answer, Answer::Refused(_)), "{answer:?}");
        assert_eq!(self.grown().await, 0);
    }
}

fn reporter() -> Keys {
    Keys::of(40)
}

fn event_of(act: &Act) -> Option<&'static str> {
    match act {
        Act::Append(append) => append.declared.event.as_ref().map(event_name),
        _ => None,
    }
}

/// An organisation with a second person, who was invited and joined, and a policy of two persons.
async fn staffed() -> Doing {
    let world = World::founded().await;
    let (owner, member) = (world.owner.clone(), Keys::of(2));
    let mut doing = Doing { world, done: Done::default(), size: 0, next: 0 };
    assert_eq!(doing.grown().await, 2);
    doing.done.acts.insert("Setup", vec![(2, Some("roster.published".into()))]);

    let token_hash: [u8; 32] = Sha256::digest([7; 32]).into();
    let invite = Act::Invite { token_hash: token_hash.into(), email: "a@example.org".into(), role: Role::Member };
    doing.does(&owner, invite).await;
    let (keys, name, title) = (member.device_keys(), "Tomasz Brandl".into(), "Case handler".into());
    doing.does(&member, Act::Join { token: [7; 32].into(), keys, name, title }).await;
    doing.world.people.push(person(2, Role::Member, &member));
    let mut roster = doing.world.roster(2);
    let people = || [1, 2].map(|n| HandlerId::from_bytes([n; 16])).to_vec();
    roster.identity = Some(IdentityPolicy { openers: people(), approvers: people() });
    doing.does(&owner, Act::PublishRoster { roster: roster.sign(&owner.signing) }).await;
    let package = KeyPackageUpload {
        reference: [1; 32].into(),
        package: vec![1; 300].into(),
        last_resort: false,
        expires_at: NOW.plus(86_400),
    };
    doing.does(&member, Act::PublishKeyPackages { packages: vec![package], replaces: false }).await;
    doing
}

#[tokio::test]
async fn every_act_leaves_the_entries_that_are_written_down_and_no_others() {
    let mut doing = staffed().await;
    let (owner, member, reporter) = (doing.world.owner.clone(), Keys::of(2), reporter());
    let mut mailbox = doing.world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(1).await;
    let devices = vec![member.device()];
    doing.asks(&mut mailbox, Request::FetchKeyPackages { devices, solution }).await;

    let solution = mailbox.solve(2).await;
    let opening = doing.world.opening(&reporter, 1, vec![owner.device()], solution).act;
    let mut head = doing.does(&reporter, opening).await;
    let room = RoomId::from_bytes([1; 16]);
    let blob = BlobId::from_bytes([9; 16]);
    let mut mailbox = doing.world.proven(&reporter, reporter.as_mailbox()).await;
    doing.does(&reporter, Act::CreateBlob { blob, room, segments: 1, solution: None }).await;
    let bytes = vec![1; SEALED_SEGMENT_BYTES].into();
    doing.asks(&mut mailbox, Request::PutSegments { blob, first: 0, bytes }).await;
    head = doing.appends(&reporter, head, 10, None).await;
    head = doing.appends(&owner, head, 11, Some(CaseEvent::Status { status: Status::Acknowledged })).await;
    let readers = Some(ReaderChange { add: vec![member.device()], remove: Vec::new() });
    let declared = Declared { event: Some(CaseEvent::Readers), readers, welcome: None };
    head = doing.does(&owner, Act::Append(Append { declared, ..message(1, head, 12) })).await;

    let record = RecordId::from_bytes([3; 16]);
    let (request, reason) = (MessageId::from_bytes([15; 16]), ByteArray::from([4; 32]));
    doing.asks(&mut mailbox, Request::PutRecord { record, sealed: SEALED.to_vec().into() }).await;
    let people = [1, 2].map(|n| HandlerId::from_bytes([n; 16])).to_vec();
    let commitment = commitment(SEALED).into();
    head = doing.identity(&owner, head, 13, IdentityEvent::Asked).await;
    let disclosed = IdentityEvent::Disclosed { record, commitment, readers: people.clone(), approvers: people };
    head = doing.identity(&reporter, head, 14, disclosed).await;
    head = doing.identity(&owner, head, 15, IdentityEvent::OpeningAsked { record, reason }).await;
    head = doing.identity(&member, head, 16, IdentityEvent::OpeningApproved { record, request }).await;
    let opened = IdentityEvent::Opened { record, request: Some(request), reason };
    head = doing.identity(&owner, head, 17, opened).await;
    head = doing.identity(&member, head, 18, IdentityEvent::OpeningAsked { record, reason }).await;
    let refused = IdentityEvent::OpeningRefused { record, request: MessageId::from_bytes([18; 16]) };
    head = doing.identity(&owner, head, 19, refused).await;
    head = doing.identity(&reporter, head, 20, IdentityEvent::Withdrawn { record }).await;

    doing.does(&member, Act::WantSuccessor { room }).await;
    let mut client = doing.world.proven(&owner, owner.as_device()).await;
    let (_, log) = client.ask(Request::FetchCheckpoint).await;
    let (organisation, base) = (doing.world.organisation(), log.unwrap().checkpoint);
    let statement = IncarnationBody { organisation, number: 2, base, seen: Vec::new(), stated_at: NOW };
    doing.does(&owner, Act::StateRestored { statement: statement.sign(&owner.signing) }).await;
    let next = RoomId::from_bytes([2; 16]);
    let declared = Declared {
        event: Some(CaseEvent::Successor { follows: room }),
        readers: Some(ReaderChange { add: vec![owner.device()], remove: Vec::new() }),
        welcome: None,
    };
    let first = Append { declared, ..message(2, Head::first(&next), 21) };
    doing.does(&reporter, Act::OpenSuccessor { first }).await;
    assert_ne!(head, Head::from_bytes([0; 32]));

    let acts = table(CHANNEL, 0, 3);
    for (act, times) in &doing.done.acts {
        let (count, kinds) = acts.get(*act).unwrap_or_else(|| panic!("{act} is not in the table"));
        for (left, kind) in times.iter().filter(|_| *act != "Append") {
            assert_eq!(left, count, "{act}");
            assert!(kind.iter().all(|kind| kinds.contains(kind)), "{act}: {kind:?}");
        }
    }
    let numbers = 0..=10;
    assert_eq!(doing.done.acts.len(), numbers.count(), "an act was not done here");
    let mut events = table(CHANNEL, 0, 1);
    events.extend(table(IDENTITY, 2, 4));
    for (event, (left, kind)) in &doing.done.events {
        let (count, kinds) = events.get(*event).unwrap_or_else(|| panic!("{event} is not in a table"));
        assert_eq!((left, *count), (&1, 1), "{event}");
        assert!(kind.as_ref().is_some_and(|kind| kinds.contains(kind)), "{event}: {kind:?}");
    }
    assert_eq!(doing.done.events.len(), 9, "an event was not declared here");

    doing.world.stop().await;
    let report = &sotto_relay::verify_log(&doing.world.data()).await.unwrap()[0];
    assert_eq!((report.size, report.pending), (doing.size, 0));
}
