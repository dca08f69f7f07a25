//! Killed between durable steps, and started anew.

use sotto_protocol::ids::RoomId;
use sotto_relay::{Faults, RelayConfig, Step, verify_log};
use sotto_relay_api::{Answer, Request};
use sotto_tlog::EventKind;

use crate::support::{Ended, Keys, World};

// rule: DURA-01, DURA-02
#[tokio::test]
async fn whatever_the_step_a_case_is_opened_and_logged_exactly_once() {
    for step in [Step::AfterEffect, Step::AfterAudit, Step::BeforeAnswer] {
        let mut world = World::founded().await;
        let reporter = Keys::of(40);
        let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
        let solution = mailbox.solve(1).await;
        let act = world.opening(&reporter, 1, vec![world.owner.device()], solution);
        drop(mailbox);
        world.stop().await;

        // The proof of the mailbox is no answer, so the fault waits for the act.
        world.start(RelayConfig { faults: Faults::kill_at(step), ..world.config() }).await;
        let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
        let signed = sotto_relay_api::SignedAct::sign(&act, &reporter.signing);
        assert_eq!(mailbox.try_ask(Request::Act(signed)).await.unwrap_err(), Ended::Cut);
        world.relay.as_ref().unwrap().killed().await;
        world.relay = None;

        world.start(world.config()).await;
        let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
        let (answer, log) = mailbox.act(&act, &reporter).await;
        let Answer::Appended(appended) = answer else { panic!("{step:?}: {answer:?}") };
        let event = world.event(appended.entry.as_ref().unwrap(), log.as_ref());
        assert_eq!(event.kind(), EventKind::CaseOpened);
        let room = RoomId::from_bytes([1; 16]);
        let (Answer::RoomEntries(entries), _) = mailbox.ask(Request::FetchRoom { room, after: 0 }).await else {
            panic!()
        };
        assert_eq!(entries.len(), 1);
        world.stop().await;
        let reports = verify_log(&world.data()).await.unwrap();
        assert_eq!((reports[0].size, reports[0].pending), (3, 0), "{step:?}");
    }
}

// rule: DURA-02
#[tokio::test]
async fn what_was_pending_is_in_the_log_before_anyone_is_served() {
    let mut world = World::founded().await;
    let reporter = Keys::of(40);
    world.stop().await;
    world.start(RelayConfig { faults: Faults::kill_at(Step::AfterEffect), ..world.config() }).await;
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(1).await;
    let act = world.opening(&reporter, 1, vec![world.owner.device()], solution);
    let signed = sotto_relay_api::SignedAct::sign(&act, &reporter.signing);
    assert!(mailbox.try_ask(Request::Act(signed)).await.is_err());
    world.relay.as_ref().unwrap().killed().await;
    world.relay = None;
    let report = &verify_log(&world.data()).await.unwrap()[0];
    assert_eq!((report.size, report.pending), (2, 1));

    world.start(world.config()).await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let (_, log) = owner.ask(Request::FetchCheckpoint).await;
    assert_eq!(world.checkpoint(&log.unwrap()).size().0, 3);
}
