//! Entries of the log: proved, and those that were declared.

use std::fs;

use sotto_engine::{CasesWanted, FileCopy, Leave, Sent, Status, Synced};
use sotto_relay_api::{Act, Answer, LoggedEntry, Refusal, RelayFrame, Request, RoomEntry};

use crate::{
    liar::Says,
    world::{World, bodies, code, queue_report},
};

type Twist = fn(&mut LoggedEntry);

/// What is wrong with an entry that was not proved.
const UNPROVED: [(&str, Twist); 5] = [
    ("another place", |entry| entry.index += 1),
    ("another event", |entry| entry.event[40] ^= 1),
    ("another salt", |entry| entry.salt[0] ^= 1),
    ("another proof", |entry| *entry.proof.last_mut().unwrap() ^= 1),
    ("no proof", |entry| entry.proof = Vec::new().into()),
];

fn is_opening(request: &Request) -> bool {
    matches!(request, Request::Act(signed) if matches!(signed.stored_body().unwrap().act, Act::OpenCase { .. }))
}

/// The entry of an answer to an act that appends, or of a fetched roster.
fn entry_in(answer: &mut Answer) -> Option<&mut LoggedEntry> {
    match answer {
        Answer::Appended(appended) => appended.entry.as_mut(),
        Answer::Roster(Some((_, entry))) => Some(entry),
        _ => None,
    }
}

// rule: LOG-16
// proves: PRIV-24
#[tokio::test]
async fn an_entry_that_is_not_proved_is_not_believed() {
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for (what, twist) in UNPROVED {
        world.liar().twists(move |request, answer| {
            if let (Request::FetchRoster { .. }, Some(entry)) = (request, entry_in(answer)) {
                twist(entry);
            }
        });
        assert_eq!(code(reporter.sync().await), "entry_missing", "{what}, of a roster");
        world.liar().twists(move |request, answer| {
            if let (true, Some(entry)) = (is_opening(request), entry_in(answer)) {
                twist(entry);
            }
        });
        assert_eq!(code(reporter.sync().await), "entry_missing", "{what}, of a case");
        assert!(reporter.case(case).unwrap().is_queued, "{what}");
    }
    world.leaves_once(&reporter, case).await;
}

// rule: LOG-16
#[tokio::test]
async fn an_entry_under_a_checkpoint_that_was_not_shown_is_not_believed() {
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    world.liar().says(|request, mut said| {
        if let (true, RelayFrame::Answer { log, .. }) = (request.is_some_and(is_opening), &mut said) {
            *log = None;
        }
        Says::Frame(said)
    });
    assert_eq!(code(reporter.sync().await), "entry_missing");
    assert!(reporter.case(case).unwrap().is_queued);
    world.leaves_once(&reporter, case).await;
}

// rule: LOG-18
// proves: PRIV-24
#[tokio::test]
async fn a_case_counts_as_opened_only_with_its_own_entry() {
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for what in ["no entry", "another kind"] {
        // Proved on this very connection, but for a roster.
        let mut of_roster = None;
        world.liar().twists(move |request, answer| match answer {
            Answer::Roster(Some((_, entry))) => of_roster = Some(entry.clone()),
            Answer::Appended(appended) if is_opening(request) => {
                appended.entry = if what == "no entry" { None } else { of_roster.clone() };
            }
            _ => {}
        });
        assert_eq!(code(reporter.sync().await), "entry_missing", "{what}");
        assert!(reporter.case(case).unwrap().is_queued, "{what}");
    }
    world.leaves_once(&reporter, case).await;
}

// rule: LOG-18
// proves: PRIV-19, PRIV-24
#[tokio::test]
async fn a_case_that_the_relay_denies_is_missed_and_what_waits_for_it_is_kept() {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    let file = world.fresh.folder.path().join("notes.txt");
    fs::write(&file, "Eleven orders.").unwrap();
    for files in [Vec::new(), vec![file]] {
        let reply = reporter.queue_message_with(case, "Look again.", &files, FileCopy::Cleaned, Leave::Soon).unwrap();
        world.liar().twists(|request, answer| match request {
            Request::FetchRoom { .. } | Request::FetchBlobState { .. } => {
                *answer = Answer::Refused(Refusal::NotPermitted);
            }
            Request::Act(_) => *answer = Answer::Refused(Refusal::PuzzleRequired),
            _ => {}
        });
        // The log goes on as it was: only this case is denied.
        for _ in 0..2 {
            assert_eq!(code(reporter.sync().await), "entry_missing", "{files:?}");
            assert_eq!(reporter.sent(reply).unwrap(), Sent::Queued, "{files:?}");
        }
        world.liar().is_honest();
        assert_eq!(reporter.sync().await.unwrap(), Synced { received: 0, sent: 1, pending: 0 }, "{files:?}");
    }
}

// rule: LOG-18
// proves: PRIV-24
#[tokio::test]
async fn an_append_counts_only_with_the_entry_that_it_declares() {
    let world = World::new().await;
    let handler = world.handler("handler").await;
    let (_, case) = world.sent_report("reporter", "Two pumps.").await;
    world.owner.sync().await.unwrap();
    world.owner.queue_status(case, Status::Acknowledged).unwrap();

    // To whoever appends it.
    world.liar().twists(|_, answer| {
        if let Answer::Appended(appended) = answer {
            appended.entry = None;
        }
    });
    assert_eq!(code(world.owner.sync().await), "entry_missing");
    world.liar().is_honest();
    assert_eq!(world.owner.sync().await.unwrap().pending, 0);

    // To whoever reads it: the case's other entry, which is proved, and none.
    let lies: [fn(&mut Vec<RoomEntry>); 2] = [
        |entries| {
            if let [opening, status] = &mut entries[..] {
                status.entry.clone_from(&opening.entry);
            }
        },
        |entries| entries[0].entry = None,
    ];
    for lie in lies {
        world.liar().twists(move |_, answer| {
            if let Answer::RoomEntries(entries) = answer
                && !entries.is_empty()
            {
                lie(entries);
            }
        });
        assert_eq!(code(handler.sync().await), "entry_missing");
        assert_eq!(handler.case(case).unwrap().status, Status::New);
        assert_eq!(bodies(&handler, case), ["Two pumps."]);
    }
    world.liar().is_honest();
    handler.sync().await.unwrap();
    assert_eq!(handler.case(case).unwrap().status, Status::Acknowledged);
}

// rule: LOG-18
#[tokio::test]
async fn an_entry_of_another_case_is_not_the_declared_one() {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    let other = queue_report(&reporter, &world.owner.office().unwrap().unwrap(), "Three pumps.");
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    // The first case that is read is shown as it is; the second with the first one's opening, which is proved.
    let mut first: Option<RoomEntry> = None;
    world.liar().twists(move |_, answer| {
        if let Answer::RoomEntries(entries) = answer
            && let Some(opening) = entries.first_mut()
        {
            let first = first.get_or_insert_with(|| opening.clone());
            opening.entry.clone_from(&first.entry);
        }
    });
    assert_eq!(code(world.owner.sync().await), "entry_missing");
    let read: usize = world
        .owner
        .case_page(CasesWanted::default(), (0, 100))
        .unwrap()
        .cases
        .iter()
        .map(|file| bodies(&world.owner, file.case).len())
        .sum();
    assert_eq!(read, 1);
    world.liar().is_honest();
    world.owner.sync().await.unwrap();
    assert_eq!(bodies(&world.owner, case), ["Two pumps."]);
    assert_eq!(bodies(&world.owner, other), ["Three pumps."]);
}

// rule: LOG-18
// proves: PRIV-08
#[tokio::test]
async fn nobody_comes_into_a_room_without_the_entry_of_being_let_in() {
    let world = World::new().await;
    let (_, case) = world.sent_report("reporter", "Two pumps.").await;
    world.owner.sync().await.unwrap();
    let handler = world.handler("handler").await;
    let id = handler.me().unwrap().unwrap().handler;
    world.owner.queue_readers(case, vec![id], Vec::new()).unwrap();
    assert_eq!(world.owner.sync().await.unwrap().sent, 1);
    world.liar().twists(|_, answer| {
        if let Answer::RoomEntries(entries) = answer
            && let Some(joining) = entries.first_mut()
        {
            joining.entry = None;
        }
    });
    assert_eq!(code(handler.sync().await), "entry_missing");
    assert_eq!(handler.case_page(CasesWanted::default(), (0, 0)).unwrap().total, 0);
    world.liar().is_honest();
    handler.sync().await.unwrap();
    assert_eq!(handler.case_page(CasesWanted::default(), (0, 0)).unwrap().total, 1);
}

// rule: LOG-22, LOG-23
#[tokio::test]
async fn a_tile_that_does_not_lead_to_the_checkpoint_is_noticed() {
    let world = World::new().await;
    world.sent_report("reporter", "Two pumps.").await;
    assert!(world.owner.verify_whole().await.is_ok());
    for part in ["tile/0/", "tile/entries/"] {
        world.liar().twists(move |request, answer| {
            if let (Request::FetchTile { path }, Answer::Tile(bytes)) = (request, answer)
                && path.starts_with(part)
            {
                *bytes.last_mut().unwrap() ^= 1;
            }
        });
        assert_eq!(code(world.owner.verify_whole().await), "log_inconsistent", "{part}");
    }
    world.liar().is_honest();
    assert!(world.owner.verify_whole().await.is_ok());
}
