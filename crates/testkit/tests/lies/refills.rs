//! A relay that lets go of what it had: with no restore at all, or with one that is an excuse for something else.

use sotto_engine::{CaseId, Engine, Leave};
use sotto_relay_api::{Answer, Request};

use crate::world::{World, bodies, code, queue_report};

const SENT: [&str; 3] = ["Two pumps.", "First.", "Second."];

/// A case of three appends, of which the log has the first, and which everybody has read.
async fn three_appends() -> (World, Engine, CaseId) {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", SENT[0]).await;
    for body in &SENT[1..] {
        reporter.queue_message(case, body, Leave::Soon).unwrap();
    }
    reporter.sync().await.unwrap();
    world.owner.sync().await.unwrap();
    (world, reporter, case)
}

/// The relay's rooms end after the first append.
fn forgets(world: &World) {
    world.liar().twists(|_, answer| {
        if let Answer::Rooms(rooms) = answer {
            rooms.iter_mut().for_each(|state| state.sequence = 1);
        }
    });
}

// rule: ROOM-20
#[tokio::test]
async fn a_room_that_ends_too_early_is_no_restore_of_which_the_office_says_nothing() {
    let (world, reporter, case) = three_appends().await;
    forgets(&world);
    for _ in 0..2 {
        for person in [&reporter, &world.owner] {
            assert_eq!(code(person.sync().await), "log_inconsistent");
        }
    }
    // The same number of appends, after which the room stands elsewhere.
    world.liar().twists(|_, answer| {
        if let Answer::Rooms(rooms) = answer {
            rooms.iter_mut().for_each(|state| state.head = sotto_protocol::room::Head::from_bytes([7; 32]));
        }
    });
    for person in [&reporter, &world.owner] {
        assert_eq!(code(person.sync().await), "log_inconsistent");
    }
    world.liar().is_honest();
    reporter.queue_message(case, "Third.", Leave::Soon).unwrap();
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    world.owner.sync().await.unwrap();
    assert_eq!(bodies(&world.owner, case), [&SENT[..], &["Third."]].concat());
}

// rule: ROOM-20
#[tokio::test]
async fn a_restore_does_not_excuse_the_lack_of_what_the_copy_must_have() {
    let (world, reporter, case) = three_appends().await;
    // An entry that came after them is in the log from which the relay goes on.
    let organisation = world.owner.office().unwrap().unwrap();
    queue_report(&reporter, &organisation, "Another.");
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    world.owner.accept_restore(true).await.unwrap();
    forgets(&world);
    for _ in 0..2 {
        for person in [&reporter, &world.owner] {
            assert_eq!(code(person.sync().await), "entry_missing");
            assert_eq!(bodies(person, case), SENT);
        }
    }
}

// rule: ROOM-20
#[tokio::test]
async fn what_comes_back_in_another_order_is_not_taken() {
    let (world, reporter, case) = three_appends().await;
    world.owner.accept_restore(true).await.unwrap();
    // The restore may have lost all three, so that nobody takes it for a lie that they are gone.
    world.liar().twists(|request, answer| match (request, answer) {
        (_, Answer::Rooms(rooms)) => rooms.iter_mut().for_each(|state| state.sequence = 1),
        (Request::FetchRoom { after: 0 | 1, .. }, Answer::RoomEntries(entries)) => {
            let [.., second, third] = entries.as_mut_slice() else { return };
            core::mem::swap(&mut second.append, &mut third.append);
        }
        _ => {}
    });
    for _ in 0..2 {
        for person in [&reporter, &world.owner] {
            assert_eq!(code(person.sync().await), "entry_missing");
            assert_eq!(bodies(person, case), SENT);
        }
    }
    world.liar().is_honest();
    for person in [&reporter, &world.owner] {
        person.sync().await.unwrap();
        assert_eq!(bodies(person, case), SENT);
    }
}
