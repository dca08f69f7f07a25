//! Disclosed identities: kept, handed out on the log's word, destroyed.

use std::fs;

use minicbor::bytes::ByteArray;
use sotto_protocol::{
    identity::{APPROVAL_SECONDS, MAX_SEALED_BYTES, RELEASE_SECONDS, commitment},
    ids::{HandlerId, MessageId, RecordId},
    room::{Append, CaseEvent, Declared, Head, IdentityEvent},
    roster::{IdentityPolicy, Role},
};
use sotto_relay::{Faults, RelayConfig, Step, verify_log};
use sotto_relay_api::{Act, Answer, Refusal, Request, SignedAct};
use sotto_tlog::{Actor, EventKind};

use crate::support::{Client, Ended, Keys, World, message, person};

const ROOM: u8 = 1;
const SEALED: &[u8] = b"a sealed record, CANARY-5e2d";

fn record() -> RecordId {
    RecordId::from_bytes([77; 16])
}

fn handler(n: u8) -> HandlerId {
    HandlerId::from_bytes([n; 16])
}

fn declares(previous: Head, n: u8, event: IdentityEvent) -> Append {
    let declared = Declared { event: Some(CaseEvent::Identity(event)), ..Declared::default() };
    Append { declared, ..message(ROOM, previous, n) }
}

fn disclosed(readers: Vec<HandlerId>, approvers: Vec<HandlerId>) -> IdentityEvent {
    IdentityEvent::Disclosed { record: record(), commitment: commitment(SEALED).into(), readers, approvers }
}

fn opened(request: Option<MessageId>) -> IdentityEvent {
    IdentityEvent::Opened { record: record(), request, reason: ByteArray::from([9; 32]) }
}

fn put(sealed: &[u8]) -> Request {
    Request::PutRecord { record: record(), sealed: sealed.to_vec().into() }
}

fn fetch(opening: u8) -> Request {
    Request::FetchRecord { record: record(), opening: MessageId::from_bytes([opening; 16]) }
}

/// A case whose room the OWNER (1) and two MEMBERs (2, 3) read.
struct Case {
    world: World,
    reporter: Keys,
    mailbox: Client,
    members: [Keys; 2],
    head: Head,
}

impl Case {
    async fn new() -> Self {
        let mut world = World::founded().await;
        let members = [Keys::of(2), Keys::of(3)];
        for (n, keys) in (2..).zip(&members) {
            world.certify(person(n, Role::Member, keys)).await;
        }
        let reporter = Keys::of(40);
        let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
        let solution = mailbox.solve(1).await;
        let readers = vec![world.owner.device(), members[0].device(), members[1].device()];
        let (answer, _) = mailbox.act(&world.opening(&reporter, ROOM, readers, solution), &reporter).await;
        let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
        Self { world, reporter, mailbox, members, head: appended.head }
    }

    /// Appends as `keys`; the answer.
    async fn append(&mut self, keys: &Keys, n: u8, event: IdentityEvent) -> Answer {
        let principal = if keys.public() == self.reporter.public() { keys.as_mailbox() } else { keys.as_device() };
        let mut client = self.world.proven(keys, principal).await;
        let body = self.world.body(n, Act::Append(declares(self.head, n, event)));
        let (answer, log) = client.act(&body, keys).await;
        if let Answer::Appended(appended) = &answer {
            self.head = appended.head;
            let event = self.world.event(appended.entry.as_ref().unwrap(), log.as_ref());
            assert_eq!(event.subject(), self.reporter.case().to_string());
        }
        answer
    }

    async fn ask(&self, keys: &Keys, request: Request) -> Answer {
        self.world.proven(keys, keys.as_device()).await.ask(request).await.0
    }

    async fn disclose(&mut self, readers: Vec<HandlerId>, approvers: Vec<HandlerId>) {
        assert_eq!(self.mailbox.ask(put(SEALED)).await.0, Answer::Done);
        let answer = self.append(&self.reporter.clone(), 60, disclosed(readers, approvers)).await;
        assert!(matches!(answer, Answer::Appended(_)), "{answer:?}");
    }

    fn holds(&self, file: &str, needle: &[u8]) -> bool {
        let wal = fs::read(self.world.data().join(format!("{file}-wal"))).unwrap_or_default();
        let bytes = [fs::read(self.world.data().join(file)).unwrap(), wal].concat();
        bytes.windows(needle.len()).any(|part| part == needle)
    }
}

fn refused(refusal: Refusal) -> Answer {
    Answer::Refused(refusal)
}

// rule: IDEN-10, IDEN-02
#[tokio::test]
async fn a_disclosure_is_its_reporters_with_its_record_to_those_who_may() {
    let mut case = Case::new().await;
    let (reporter, [member, _]) = (case.reporter.clone(), case.members.clone());
    let to_member = || disclosed(vec![handler(2)], Vec::new());

    assert_eq!(case.ask(&member, put(SEALED)).await, refused(Refusal::NotPermitted));
    assert_eq!(case.mailbox.ask(put(&vec![0; MAX_SEALED_BYTES + 1])).await.0, refused(Refusal::NotPermitted));
    // The record comes first.
    assert_eq!(case.append(&reporter, 60, to_member()).await, refused(Refusal::SlowDown));
    assert_eq!(case.mailbox.ask(put(b"another record")).await.0, Answer::Done);
    assert_eq!(case.append(&reporter, 60, to_member()).await, refused(Refusal::BadRequest));
    assert_eq!(case.mailbox.ask(put(SEALED)).await.0, refused(Refusal::NotPermitted));
    // Another one in place of the one that was never disclosed; and this one after it.
    let other = Request::PutRecord { record: RecordId::from_bytes([78; 16]), sealed: SEALED.to_vec().into() };
    assert_eq!(case.mailbox.ask(other).await.0, Answer::Done);
    for _ in 0..2 {
        assert_eq!(case.mailbox.ask(put(SEALED)).await.0, Answer::Done);
    }

    assert_eq!(case.append(&member, 60, to_member()).await, refused(Refusal::NotPermitted));
    let stranger = disclosed(vec![handler(9)], Vec::new());
    assert_eq!(case.append(&reporter, 60, stranger).await, refused(Refusal::ReaderNotCertified));
    assert_eq!(case.append(&reporter, 60, disclosed(Vec::new(), Vec::new())).await, refused(Refusal::BadRequest));
    let unneeded = disclosed(vec![handler(2)], vec![handler(3)]);
    assert_eq!(case.append(&reporter, 60, unneeded).await, refused(Refusal::ReaderNotCertified));
    for event in [IdentityEvent::Asked, opened(None)] {
        assert_eq!(case.append(&reporter, 60, event).await, refused(Refusal::NotPermitted));
    }
    let answer = case.append(&reporter, 60, to_member()).await;
    assert!(matches!(answer, Answer::Appended(_)), "{answer:?}");

    // With a policy, a second person for each, and nobody whom it does not name.
    let mut roster = case.world.roster(case.world.roster_version + 1);
    let approvers = vec![handler(2), handler(3)];
    roster.identity = Some(IdentityPolicy { openers: vec![handler(2)], approvers });
    case.world.publish(roster).await;
    for (readers, approvers) in [
        (vec![handler(2)], Vec::new()),
        (vec![handler(2)], vec![handler(2)]),
        (vec![handler(2)], vec![handler(1)]),
        (vec![handler(1)], vec![handler(3)]),
    ] {
        let answer = case.append(&reporter, 61, disclosed(readers, approvers)).await;
        assert_eq!(answer, refused(Refusal::ReaderNotCertified));
    }
    // What was disclosed before is opened by those alone who may now.
    let (owner, withdrawn) = (case.world.owner.clone(), IdentityEvent::Withdrawn { record: record() });
    assert_eq!(case.append(&owner, 62, opened(None)).await, refused(Refusal::NotPermitted));
    assert_eq!(case.append(&owner, 62, withdrawn).await, refused(Refusal::NotPermitted));
}

// rule: IDEN-12, IDEN-11
#[tokio::test]
async fn a_record_is_handed_out_to_the_one_whose_opening_the_log_has() {
    let mut case = Case::new().await;
    let [member, other] = case.members.clone();
    case.disclose(vec![handler(2)], Vec::new()).await;
    assert_eq!(case.ask(&member, fetch(70)).await, refused(Refusal::NotPermitted));
    assert_eq!(case.append(&other, 70, opened(None)).await, refused(Refusal::NotPermitted));

    let body = case.world.body(70, Act::Append(declares(case.head, 70, opened(None))));
    let mut client = case.world.proven(&member, member.as_device()).await;
    let (answer, log) = client.act(&body, &member).await;
    let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
    let event = case.world.event(appended.entry.as_ref().unwrap(), log.as_ref());
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    assert_eq!(event.kind(), EventKind::IdentityOpened);
    assert_eq!(*event.actor(), Actor::Device(hex(member.public().as_bytes())));
    let detail: Vec<_> = event.detail().iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    assert_eq!(detail, [("reason", hex(&[9; 32])), ("record", record().to_string())]);

    assert_eq!(case.ask(&member, fetch(70)).await, Answer::Record(SEALED.to_vec().into()));
    // The answer that a cut swallowed comes again; not to another, and not by another name.
    assert_eq!(case.ask(&member, fetch(70)).await, Answer::Record(SEALED.to_vec().into()));
    assert_eq!(case.ask(&other, fetch(70)).await, refused(Refusal::NotPermitted));
    assert_eq!(case.ask(&member, fetch(60)).await, refused(Refusal::NotPermitted));
    assert_eq!(case.mailbox.ask(fetch(70)).await.0, refused(Refusal::NotPermitted));
    case.world.clock.advance(RELEASE_SECONDS + 1);
    assert_eq!(case.ask(&member, fetch(70)).await, refused(Refusal::ApprovalRequired));
}

// rule: IDEN-12
#[tokio::test]
async fn an_approval_is_good_once_and_for_a_day() {
    let mut case = Case::new().await;
    let [member, other] = case.members.clone();
    let mut roster = case.world.roster(case.world.roster_version + 1);
    roster.identity = Some(IdentityPolicy { openers: vec![handler(2)], approvers: vec![handler(3)] });
    case.world.publish(roster).await;
    case.disclose(vec![handler(2)], vec![handler(3)]).await;
    let request = |n: u8| MessageId::from_bytes([n; 16]);
    let asks = || IdentityEvent::OpeningAsked { record: record(), reason: ByteArray::from([9; 32]) };
    let agrees = |n| IdentityEvent::OpeningApproved { record: record(), request: request(n) };

    assert_eq!(case.append(&member, 70, opened(None)).await, refused(Refusal::ApprovalRequired));
    assert_eq!(case.append(&other, 70, asks()).await, refused(Refusal::NotPermitted));
    for n in [70, 74] {
        assert!(matches!(case.append(&member, n, asks()).await, Answer::Appended(_)));
    }
    assert_eq!(case.append(&member, 71, agrees(70)).await, refused(Refusal::NotPermitted));
    assert!(matches!(case.append(&other, 71, agrees(70)).await, Answer::Appended(_)));
    assert!(matches!(case.append(&member, 72, opened(Some(request(70)))).await, Answer::Appended(_)));
    assert_eq!(case.append(&member, 73, opened(Some(request(70)))).await, refused(Refusal::ApprovalRequired));
    assert_eq!(case.ask(&member, fetch(72)).await, Answer::Record(SEALED.to_vec().into()));

    case.world.clock.advance(APPROVAL_SECONDS);
    assert!(matches!(case.append(&other, 75, agrees(74)).await, Answer::Appended(_)));
    case.world.clock.advance(APPROVAL_SECONDS + 60);
    assert_eq!(case.append(&member, 76, opened(Some(request(74)))).await, refused(Refusal::ApprovalRequired));
}

// rule: IDEN-13
#[tokio::test]
async fn a_withdrawal_destroys_the_key_whatever_is_cut() {
    for step in [None, Some(Step::AfterEffect), Some(Step::AfterAudit), Some(Step::BeforeAnswer)] {
        let mut case = Case::new().await;
        let [member, _] = case.members.clone();
        case.disclose(vec![handler(2)], Vec::new()).await;
        assert!(matches!(case.append(&member, 70, opened(None)).await, Answer::Appended(_)));
        let scope = [b"identity/".as_slice(), record().as_bytes()].concat();
        assert!(case.holds("keys.db", &scope) && case.holds("identity.db", record().as_bytes()));

        let withdrawn = declares(case.head, 80, IdentityEvent::Withdrawn { record: record() });
        let body = case.world.body(80, Act::Append(withdrawn));
        if let Some(step) = step {
            case.world.stop().await;
            let config = RelayConfig { faults: Faults::kill_at(step), ..case.world.config() };
            case.world.start(config).await;
            let mut mailbox = case.world.proven(&case.reporter, case.reporter.as_mailbox()).await;
            let asked = Request::Act(SignedAct::sign(&body, &case.reporter.signing));
            assert_eq!(mailbox.try_ask(asked).await.unwrap_err(), Ended::Cut);
            case.world.relay.as_ref().unwrap().killed().await;
            case.world.relay = None;
            case.world.start(case.world.config()).await;
        } else {
            let (answer, _) = case.mailbox.act(&body, &case.reporter).await;
            assert!(matches!(answer, Answer::Appended(_)), "{answer:?}");
        }
        assert!(!case.holds("keys.db", &scope), "{step:?}");
        assert!(!case.holds("identity.db", record().as_bytes()), "{step:?}");
        assert_eq!(case.ask(&member, fetch(70)).await, refused(Refusal::Withdrawn));

        // Sent again, it is found; and nothing opens after it.
        let mut mailbox = case.world.proven(&case.reporter, case.reporter.as_mailbox()).await;
        let (answer, _) = mailbox.act(&body, &case.reporter).await;
        let Answer::HeadMoved(entries) = answer else { panic!("{step:?}: {answer:?}") };
        case.head = Head::after(&entries.last().unwrap().append);
        assert_eq!(case.append(&member, 81, opened(None)).await, refused(Refusal::Withdrawn));
        case.world.stop().await;
        let reports = verify_log(&case.world.data()).await.unwrap();
        assert_eq!((reports[0].pending, reports[0].size), (0, 8), "{step:?}");
    }
}

/// Whoever has one store alone finds no word of a record, and in the identity store nothing of its case.
#[tokio::test]
async fn no_store_alone_tells_who_somebody_is() {
    let mut case = Case::new().await;
    case.disclose(vec![handler(2)], Vec::new()).await;
    let member = case.members[0].clone();
    assert!(matches!(case.append(&member, 70, opened(None)).await, Answer::Appended(_)));
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes).into_bytes();
    let id = case.reporter.case();
    for store in ["content.db", "identity.db", "audit.db", "keys.db"] {
        assert!(!case.holds(store, SEALED), "{store}");
    }
    // The identity store names no case, no room and no person; the key store has no ciphertext; neither log nor content
    // store has a key.
    let room = [ROOM; 16];
    let reader = handler(2);
    for needle in [&id.as_bytes()[..], &room, case.reporter.public().as_bytes(), reader.as_bytes()] {
        assert!(!case.holds("identity.db", needle) && !case.holds("identity.db", &hex(needle)));
    }
    let record = record();
    assert!(case.holds("identity.db", record.as_bytes()) && case.holds("content.db", record.as_bytes()));
    assert!(case.holds("audit.db", record.to_string().as_bytes()) && case.holds("keys.db", record.as_bytes()));
    let identity = fs::read(case.world.data().join("identity.db")).unwrap();
    let place = identity.windows(16).position(|part| part == record.as_bytes());
    if let Some(ciphertext) = place.and_then(|at| identity.get(at + 24..at + 56)) {
        for other in ["content.db", "audit.db", "keys.db"] {
            assert!(!case.holds(other, ciphertext), "{other}");
        }
    }
}

/// A record that no append disclosed does not outlive the relay's next start.
// rule: IDEN-13
#[tokio::test]
async fn what_was_never_disclosed_is_forgotten() {
    let mut case = Case::new().await;
    assert_eq!(case.mailbox.ask(put(SEALED)).await.0, Answer::Done);
    assert!(case.holds("identity.db", record().as_bytes()));
    assert!(!case.holds("identity.db", SEALED), "it is sealed at rest");
    case.world.stop().await;
    case.world.start(case.world.config()).await;
    assert!(!case.holds("identity.db", record().as_bytes()));
}
