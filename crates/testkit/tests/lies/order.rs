//! The order of a room.

use sotto_engine::{CaseId, Leave};
use sotto_relay_api::{Answer, Request, RoomEntry};

use crate::world::{World, bodies, code};

const SENT: [&str; 4] = ["Two pumps.", "First.", "Second.", "Third."];

/// A case with four appends that the OWNER has not read.
async fn four_appends() -> (World, CaseId) {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", SENT[0]).await;
    for body in &SENT[1..] {
        reporter.queue_message(case, body, Leave::Soon).unwrap();
    }
    assert_eq!(reporter.sync().await.unwrap().sent, 3);
    (world, case)
}

// rule: ROOM-14
#[tokio::test]
async fn a_gap_or_another_order_is_noticed_and_nothing_behind_it_is_taken() {
    let (world, case) = four_appends().await;
    type Lie = fn(&mut Vec<RoomEntry>);
    let lies: [(&str, Lie); 4] = [
        ("left out, and counted on", |entries| {
            entries.remove(2);
            entries.iter_mut().zip(1..).for_each(|(entry, sequence)| entry.sequence = sequence);
        }),
        ("changed places", |entries| {
            entries.swap(0, 1);
            entries.iter_mut().zip(3..).for_each(|(entry, sequence)| entry.sequence = sequence);
        }),
        ("left out", |entries| {
            entries.remove(0);
        }),
        ("another place", |entries| entries[0].sequence += 1),
    ];
    for (what, lie) in lies {
        world.liar().twists(move |_, answer| {
            if let Answer::RoomEntries(entries) = answer
                && entries.len() > 1
            {
                lie(entries);
            }
        });
        assert_eq!(code(world.owner.sync().await), "log_inconsistent", "{what}");
        assert_eq!(bodies(&world.owner, case), SENT[..2], "{what}");
    }
    world.liar().is_honest();
    world.owner.sync().await.unwrap();
    assert_eq!(bodies(&world.owner, case), SENT);
}

// rule: ROOM-14
#[tokio::test]
async fn what_comes_again_is_not_taken_again() {
    let (world, case) = four_appends().await;
    let mut shown: Vec<RoomEntry> = Vec::new();
    world.liar().twists(move |request, answer| {
        if let (Request::FetchRoom { after, .. }, Answer::RoomEntries(entries)) = (request, answer) {
            if *after == 0 { shown.clone_from(entries) } else { entries.clone_from(&shown) }
        }
    });
    assert_eq!(code(world.owner.sync().await), "log_inconsistent");
    assert_eq!(bodies(&world.owner, case), SENT);
    assert_eq!(world.owner.case(case).unwrap().unread, 4);
}
