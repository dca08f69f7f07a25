//! Opening, appending, reading.

use sotto_protocol::{
    content::Status,
    ids::RoomId,
    puzzle::Solution,
    room::{Append, CaseEvent, Declared, Head, ReaderChange},
    roster::{ROSTER_LIFETIME_SECONDS, Role},
};
use sotto_relay::{Quota, RelayConfig};
use sotto_relay_api::{Act, Answer, Push, Refusal, Request};
use sotto_tlog::{Actor, EventKind};

use crate::support::{Keys, NOW, World, message, person, refusal};

fn append(world: &World, append: Append) -> sotto_relay_api::ActBody {
    world.body(append.message.as_bytes()[0], Act::Append(append))
}

// rule: CASE-11, ACT-03
#[tokio::test]
async fn a_case_is_opened_once_and_its_entry_is_proved() {
    let world = World::founded().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let reporter = Keys::of(40);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(1).await;
    let act = world.opening(&reporter, 1, vec![world.owner.device()], solution);
    let (answer, log) = mailbox.act(&act, &reporter).await;
    let Answer::Appended(appended) = answer.clone() else { panic!("{answer:?}") };
    let event = world.event(appended.entry.as_ref().unwrap(), log.as_ref());
    assert_eq!(event.kind(), EventKind::CaseOpened);
    assert_eq!(event.actor(), &Actor::Reporter(data_encoding::HEXLOWER.encode(reporter.public().as_bytes())));
    assert_eq!(event.subject(), reporter.case().to_string());
    assert_eq!(event.detail()["channel"], "general");
    assert_eq!(event.at().to_string(), "2026-11-18");

    // After a cut the same act again is the same answer; another opening is not.
    let mut again = world.proven(&reporter, reporter.as_mailbox()).await;
    assert_eq!(again.act(&act, &reporter).await.0, answer);
    let solution = again.solve(2).await;
    let other = world.opening(&reporter, 2, vec![world.owner.device()], solution);
    assert_eq!(refusal(&again.act(&other, &reporter).await.0), Some(Refusal::CaseExists));

    let room = RoomId::from_bytes([1; 16]);
    assert_eq!(owner.push().await, Ok(Push::Room { room, sequence: 1 }));
    let (Answer::Rooms(rooms), _) = owner.ask(Request::ListRooms).await else { panic!() };
    assert_eq!((rooms.len(), rooms[0].sequence, rooms[0].head), (1, 1, appended.head));
    let (Answer::RoomEntries(entries), log) = owner.ask(Request::FetchRoom { room, after: 0 }).await else { panic!() };
    let Act::OpenCase { first, .. } = act.act else { panic!() };
    assert_eq!((entries[0].append.clone(), entries[0].by), (first, reporter.as_mailbox()));
    world.event(entries[0].entry.as_ref().unwrap(), log.as_ref());
    let (Answer::Entries(entries), log) = owner.ask(Request::FetchEntries { case: reporter.case() }).await else {
        panic!()
    };
    assert_eq!(entries.len(), 1);
    world.event(&entries[0], log.as_ref());
}

// rule: ACT-02, PUZZ-02, CASE-11, READ-02, ROST-03
#[tokio::test]
async fn an_opening_that_is_not_right_opens_nothing() {
    let mut world = World::founded().await;
    let ines = Keys::of(2);
    world.certify(person(2, Role::Member, &ines)).await;
    let reporter = Keys::of(40);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(1).await;
    let owner = world.owner.device();
    let good = world.opening(&reporter, 1, vec![owner], solution);
    let second = Keys::of(41);
    let refused = async |mailbox: &mut crate::support::Client, act, keys| refusal(&mailbox.act(act, keys).await.0);

    let stranger = Keys::of(9).device();
    let uncertified = world.opening(&reporter, 1, vec![owner, stranger], solution);
    assert_eq!(refused(&mut mailbox, &uncertified, &reporter).await, Some(Refusal::ReaderNotCertified));
    let nobody = world.opening(&reporter, 1, vec![], solution);
    assert_eq!(refused(&mut mailbox, &nobody, &reporter).await, Some(Refusal::BadRequest));
    assert_eq!(refused(&mut mailbox, &good, &second).await, Some(Refusal::NotPermitted));
    let unsolved = Solution { nonce: [0; 16].into(), ..solution };
    let unsolved = world.opening(&reporter, 1, vec![owner], unsolved);
    assert_eq!(refused(&mut mailbox, &unsolved, &reporter).await, Some(Refusal::PuzzleRequired));
    world.clock.set(NOW.plus(ROSTER_LIFETIME_SECONDS));
    assert_eq!(refused(&mut mailbox, &good, &reporter).await, Some(Refusal::RosterInvalid));
    world.clock.set(NOW.plus(3600));
    assert_eq!(refused(&mut mailbox, &good, &reporter).await, Some(Refusal::PuzzleRequired));
    world.clock.set(NOW);
    assert_eq!(refused(&mut mailbox, &good, &reporter).await, None);

    // A solution that was spent opens no second case.
    let mut other = world.proven(&second, second.as_mailbox()).await;
    let reused = world.opening(&second, 2, vec![owner], solution);
    assert_eq!(refused(&mut other, &reused, &second).await, Some(Refusal::PuzzleRequired));
    // Nor does one case take another's room.
    let fresh = other.solve(7).await;
    let taken = world.opening(&second, 1, vec![owner], fresh);
    assert_eq!(refused(&mut other, &taken, &second).await, Some(Refusal::BadRequest));
}

// rule: ROOM-02
#[tokio::test]
async fn of_two_appends_to_one_head_exactly_one_wins() {
    let world = World::founded().await;
    let reporter = Keys::of(40);
    let (mut mailbox, head) = world.open_case(&reporter, 1).await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let (from_owner, from_reporter) = (message(1, head, 10), message(1, head, 11));
    let (first, second) = (append(&world, from_owner.clone()), append(&world, from_reporter.clone()));
    let ((a, _), (b, _)) = tokio::join!(owner.act(&first, &world.owner), mailbox.act(&second, &reporter));
    let (won, lost, winner) = match (&a, &b) {
        (Answer::Appended(won), Answer::HeadMoved(lost)) => (won, lost, &from_owner),
        (Answer::HeadMoved(lost), Answer::Appended(won)) => (won, lost, &from_reporter),
        other => panic!("{other:?}"),
    };
    assert_eq!((won.sequence, won.head), (2, Head::after(winner)));
    assert_eq!((lost.len(), lost[0].sequence, &lost[0].append), (1, 2, winner));
}

// rule: ACT-03
#[tokio::test]
async fn an_append_sent_again_is_stored_once_and_found() {
    let world = World::founded().await;
    let reporter = Keys::of(40);
    let (mut mailbox, head) = world.open_case(&reporter, 1).await;
    let sent = message(1, head, 10);
    let act = append(&world, sent.clone());
    assert!(matches!(mailbox.act(&act, &reporter).await.0, Answer::Appended(_)));
    for again in [act, append(&world, Append { previous: Head::after(&sent), ..sent.clone() })] {
        let (answer, _) = mailbox.act(&again, &reporter).await;
        let Answer::HeadMoved(entries) = answer else { panic!("{answer:?}") };
        assert!(entries.is_empty() || entries[0].append == sent);
    }
    let room = sent.room;
    let (Answer::RoomEntries(entries), _) = mailbox.ask(Request::FetchRoom { room, after: 0 }).await else { panic!() };
    assert_eq!(entries.len(), 2);
}

// rule: READ-01, READ-02
// proves: PRIV-08, PRIV-09
#[tokio::test]
async fn who_is_let_in_reads_from_there_and_who_is_let_out_no_more() {
    let mut world = World::founded().await;
    let ines = Keys::of(2);
    world.certify(person(2, Role::Member, &ines)).await;
    let reporter = Keys::of(40);
    let (_mailbox, head) = world.open_case(&reporter, 1).await;
    let room = RoomId::from_bytes([1; 16]);
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let mut member = world.proven(&ines, ines.as_device()).await;
    let fetch = Request::FetchRoom { room, after: 0 };
    assert_eq!(member.refusal(fetch.clone()).await, Some(Refusal::NotPermitted));
    assert_eq!(refusal(&member.act(&append(&world, message(1, head, 8)), &ines).await.0), Some(Refusal::NotPermitted));

    let change = |head, n, add, remove| {
        let readers = Some(ReaderChange { add, remove });
        let declared = Declared { event: Some(CaseEvent::Readers), readers, welcome: None };
        append(&world, Append { declared, ..message(1, head, n) })
    };
    let uncertified = change(head, 9, vec![Keys::of(9).device()], vec![]);
    assert_eq!(refusal(&owner.act(&uncertified, &world.owner).await.0), Some(Refusal::ReaderNotCertified));
    let undeclared = Append { declared: Declared::default(), ..message(1, head, 9) };
    let mut silent = undeclared.clone();
    silent.declared.readers = Some(ReaderChange { add: vec![ines.device()], remove: vec![] });
    assert_eq!(refusal(&owner.act(&append(&world, silent), &world.owner).await.0), Some(Refusal::BadRequest));

    let (answer, log) = owner.act(&change(head, 10, vec![ines.device()], vec![]), &world.owner).await;
    let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
    let event = world.event(appended.entry.as_ref().unwrap(), log.as_ref());
    assert_eq!((event.kind(), event.detail()["joined"].as_str()), (EventKind::CaseJoined, "02".repeat(16).as_str()));
    assert_eq!(member.push().await, Ok(Push::Room { room, sequence: 2 }));
    let (Answer::RoomEntries(entries), _) = member.ask(fetch.clone()).await else { panic!() };
    assert_eq!(entries.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [2]);

    let out = change(appended.head, 11, vec![], vec![ines.device()]);
    let (answer, log) = owner.act(&out, &world.owner).await;
    let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
    let event = world.event(appended.entry.as_ref().unwrap(), log.as_ref());
    assert_eq!((event.kind(), event.detail()["left"].as_str()), (EventKind::CaseLeft, "02".repeat(16).as_str()));
    assert_eq!(member.refusal(fetch).await, Some(Refusal::NotPermitted));
}

// rule: ROLE-03
#[tokio::test]
async fn roles_decide_what_may_be_declared() {
    let mut world = World::founded().await;
    let viewer = Keys::of(2);
    world.certify(person(2, Role::Viewer, &viewer)).await;
    let reporter = Keys::of(40);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(1).await;
    let act = world.opening(&reporter, 1, vec![world.owner.device(), viewer.device()], solution);
    let Answer::Appended(opened) = mailbox.act(&act, &reporter).await.0 else { panic!() };
    let head = opened.head;

    let status = |head, n, status| {
        let declared = Declared { event: Some(CaseEvent::Status { status }), ..Declared::default() };
        append(&world, Append { declared, ..message(1, head, n) })
    };
    let mut looking = world.proven(&viewer, viewer.as_device()).await;
    let room = RoomId::from_bytes([1; 16]);
    assert!(matches!(looking.ask(Request::FetchRoom { room, after: 0 }).await.0, Answer::RoomEntries(_)));
    assert_eq!(
        refusal(&looking.act(&append(&world, message(1, head, 5)), &viewer).await.0),
        Some(Refusal::NotPermitted)
    );
    assert_eq!(refusal(&mailbox.act(&status(head, 6, Status::Closed), &reporter).await.0), Some(Refusal::NotPermitted));
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let mut at = head;
    for (n, to, kind) in [(7, Status::Acknowledged, EventKind::CaseStatus), (8, Status::Closed, EventKind::CaseClosed)]
    {
        let (answer, log) = owner.act(&status(at, n, to), &world.owner).await;
        let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
        let event = world.event(appended.entry.as_ref().unwrap(), log.as_ref());
        assert_eq!((event.kind(), event.detail()["status"].as_str()), (kind, to.as_str()));
        at = appended.head;
    }
    for event in
        [CaseEvent::Opened { channel: "general".into() }, CaseEvent::Successor { follows: RoomId::from_bytes([1; 16]) }]
    {
        let declared = Declared { event: Some(event), ..Declared::default() };
        let act = append(&world, Append { declared, ..message(1, at, 9) });
        assert!(refusal(&owner.act(&act, &world.owner).await.0).is_some());
    }
}

// rule: QUOT-01
#[tokio::test]
async fn quotas_and_sizes_are_kept() {
    let mut world = World::founded().await;
    world.stop().await;
    let quota = Quota { bytes: 200 * 1024, messages: 3 };
    world.start(RelayConfig { quota, ..world.config() }).await;
    let reporter = Keys::of(40);
    let (mut mailbox, head) = world.open_case(&reporter, 1).await;
    let large = Append { envelope: vec![1; 640 * 1024 + 1].into(), ..message(1, head, 2) };
    assert_eq!(refusal(&mailbox.act(&append(&world, large), &reporter).await.0), Some(Refusal::TooLarge));
    let heavy = Append { envelope: vec![1; 190 * 1024].into(), ..message(1, head, 3) };
    assert_eq!(refusal(&mailbox.act(&append(&world, heavy), &reporter).await.0), Some(Refusal::QuotaExceeded));
    let mut at = head;
    for n in 4..6 {
        let Answer::Appended(appended) = mailbox.act(&append(&world, message(1, at, n)), &reporter).await.0 else {
            panic!()
        };
        at = appended.head;
    }
    let fourth = append(&world, message(1, at, 6));
    assert_eq!(refusal(&mailbox.act(&fourth, &reporter).await.0), Some(Refusal::QuotaExceeded));
}

#[tokio::test]
async fn a_long_room_is_fetched_in_parts() {
    let world = World::founded().await;
    let reporter = Keys::of(40);
    let (mut mailbox, head) = world.open_case(&reporter, 1).await;
    let mut at = head;
    for n in 2..6 {
        let large = Append { envelope: vec![n; 400 * 1024].into(), ..message(1, at, n) };
        let Answer::Appended(appended) = mailbox.act(&append(&world, large), &reporter).await.0 else { panic!() };
        at = appended.head;
    }
    let (mut after, mut parts, room) = (0, 0, RoomId::from_bytes([1; 16]));
    while after < 5 {
        let (Answer::RoomEntries(entries), _) = mailbox.ask(Request::FetchRoom { room, after }).await else { panic!() };
        assert_eq!(entries[0].sequence, after + 1);
        after = entries.last().unwrap().sequence;
        parts += 1;
    }
    assert_eq!(parts, 2);
}

#[tokio::test]
async fn forty_eight_reporters_at_once_are_all_heard() {
    let world = World::founded().await;
    let mut opening = Vec::new();
    for n in 100..148 {
        let world = &world;
        opening.push(async move { world.open_case(&Keys::of(n), n).await.1 });
    }
    futures_util::future::join_all(opening).await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let (Answer::Rooms(rooms), log) = owner.ask(Request::ListRooms).await else { panic!() };
    assert_eq!(rooms.len(), 48);
    assert_eq!(world.checkpoint(&log.unwrap()).size().0, 50);
}
