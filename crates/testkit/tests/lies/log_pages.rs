//! The log in pages, from a relay that leaves entries out, changes them or takes them back.

use sotto_engine::{Engine, LogEntry, Logged};
use sotto_relay_api::{Answer, CommittedEntry, LoggedEntry, PageEntry, RelayFrame, Request};
use sotto_tlog::{Commitment, Salt};

use crate::{
    liar::Says,
    world::{World, code},
};

type Twist = fn(&mut Vec<PageEntry>);

/// What is wrong with a page that is not believed.
const LIES: [(&str, Twist); 10] = [
    ("one left out", |page| drop(page.remove(2))),
    ("the newest left out", |page| drop(page.pop())),
    ("nothing", Vec::clear),
    ("two in each other's place", |page| page.swap(1, 2)),
    ("one twice", |page| page[1] = page[2].clone()),
    ("one renumbered", |page| event_in(page, 1).index += 1),
    ("another event", |page| event_in(page, 1).event[40] ^= 1),
    ("another salt", |page| event_in(page, 1).salt[0] ^= 1),
    ("another proof", |page| *event_in(page, 1).proof.last_mut().unwrap() ^= 1),
    ("another commitment", |page| {
        page[1] = PageEntry::Commitment(CommittedEntry { commitment: [7; 32].into(), ..committed(event_in(page, 1)) });
    }),
];

fn event_in(page: &mut [PageEntry], place: usize) -> &mut LoggedEntry {
    match &mut page[place] {
        PageEntry::Event(entry) => entry,
        PageEntry::Commitment(_) => panic!("a commitment"),
    }
}

fn committed(entry: &LoggedEntry) -> CommittedEntry {
    let commitment = Commitment::new(&Salt::from_bytes(*entry.salt), &entry.event);
    CommittedEntry { index: entry.index, commitment: (*commitment.as_bytes()).into(), proof: entry.proof.clone() }
}

/// The kinds of a page from the first entry on; a dash for what is not shown.
async fn kinds(engine: &Engine) -> Vec<&'static str> {
    let kind = |entry: &LogEntry| match &entry.logged {
        Logged::Act(act) => act.kind,
        _ => "-",
    };
    engine.log_page(None).await.unwrap().entries.iter().rev().map(kind).collect()
}

// rule: LOG-37
// proves: PRIV-34
#[tokio::test]
async fn a_page_is_believed_as_a_whole_or_not_at_all() {
    let world = World::new().await;
    let (_, case) = world.sent_report("reporter", "Two pumps.").await;
    world.owner.sync().await.unwrap();
    world.owner.queue_status(case, sotto_engine::Status::Acknowledged).unwrap();
    world.owner.sync().await.unwrap();
    let all = ["organisation.created", "roster.published", "case.opened", "case.status"];
    assert_eq!(kinds(&world.owner).await, all);

    for (what, lie) in LIES {
        world.liar().twists(move |_, answer| {
            if let Answer::LogPage(page) = answer {
                lie(page);
            }
        });
        assert_eq!(code(world.owner.log_page(None).await), "entry_missing", "{what}");
        assert_eq!(code(world.owner.log_page(Some(4)).await), "entry_missing", "{what}, by its place");
    }
    // One entry by itself is the one that was asked for.
    world.liar().twists(|request, answer| {
        if let (Request::FetchLog { .. }, Answer::LogPage(page)) = (request, answer) {
            event_in(page, 0).index = 1;
        }
    });
    assert_eq!(code(world.owner.log_proof(2).await), "entry_missing");
    world.liar().is_honest();
    assert_eq!(world.owner.log_proof(2).await.unwrap().entry.index, 2);
    assert_eq!(code(world.owner.log_proof(4).await), "not_found");
    assert_eq!(kinds(&world.owner).await, all);
}

// rule: LOG-17, LOG-37
// proves: PRIV-34
#[tokio::test]
async fn a_page_under_an_older_checkpoint_ends_the_contact() {
    let world = World::new().await;
    let mut older = None;
    world.liar().says(move |request, mut said| {
        if let (Some(Request::FetchLog { .. }), RelayFrame::Answer { log, .. }) = (request, &mut said) {
            *log = older.get_or_insert_with(|| log.clone()).clone();
        }
        Says::Frame(said)
    });
    assert_eq!(kinds(&world.owner).await, ["organisation.created", "roster.published"]);
    world.sent_report("reporter", "Two pumps.").await;
    world.owner.sync().await.unwrap();
    assert_eq!(code(world.owner.log_page(None).await), "log_inconsistent");
    // Both checkpoints are kept, and nothing is asked of this relay any more.
    world.liar().is_honest();
    assert_eq!(code(world.owner.log_page(None).await), "log_inconsistent");
    assert_eq!(world.owner.log_evidence().unwrap().len(), 1);
}

// rule: LOG-36, LOG-38
#[tokio::test]
async fn what_was_shown_once_is_not_taken_back() {
    let world = World::new().await;
    world.sent_report("reporter", "Two pumps.").await;
    world.owner.sync().await.unwrap();
    let handler = world.handler("handler").await;
    let of_office = ["invitation.created", "device.joined", "roster.published"];
    let founding = ["organisation.created", "roster.published"];
    assert_eq!(kinds(&world.owner).await, [&founding[..], &["case.opened"], &of_office].concat());
    // They came later, and don't read the case; they see that there is an entry.
    assert_eq!(kinds(&handler).await, [&founding[..], &["-"], &of_office].concat());
    assert!(handler.log_proof(2).await.unwrap().bundle.is_none());

    world.liar().twists(|_, answer| {
        if let Answer::LogPage(page) = answer {
            for entry in page {
                if let PageEntry::Event(event) = entry {
                    *entry = PageEntry::Commitment(committed(event));
                }
            }
        }
    });
    assert_eq!(kinds(&world.owner).await, ["-", "-", "case.opened", "-", "-", "-"]);
    assert!(world.owner.log_proof(2).await.unwrap().bundle.is_some());
}
