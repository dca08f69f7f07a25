//! What a relay is told by a reporter's device, and when it is told nothing.

use std::{
    collections::BTreeSet,
    fs,
    sync::{Arc, Mutex},
    time::Duration,
};

use sotto_engine::{Approval, CaseId, Engine, Event, FileCopy, Leave, OrganisationId, Pseudonym};
use sotto_protocol::{
    ids::{BlobId, RoomId},
    room::{Append, CaseEvent, Declared, ReaderChange},
};
use sotto_relay_api::{Act, ActBody, Request};
use tokio::time::{pause, resume, sleep};

use crate::world::{World, queue_report};

const A_DAY: Duration = Duration::from_secs(86_400);

// proves: PRIV-01
#[tokio::test]
async fn who_only_writes_connects_to_nobody() {
    let world = World::new().await;
    let before = world.liar().connections();
    let (reporter, organisation) = world.reporter("reporter");
    let reporter = Arc::new(reporter);
    // As a window does for as long as it is open.
    let following = tokio::spawn(Arc::clone(&reporter).follow());
    let draft = reporter.new_draft(&organisation, None, "Valve contracts", "Two pumps.").unwrap().draft;
    let evidence = world.fresh.folder.path().join("evidence");
    fs::write(&evidence, b"evidence").unwrap();
    reporter.attach(draft, &evidence, FileCopy::Cleaned).unwrap();
    reporter.save_draft(draft, None, Some("Three pumps.")).unwrap();
    reporter.prospective_readers(draft).unwrap();
    // A day passes as fast as there is nothing else to wait for.
    pause();
    sleep(A_DAY).await;
    resume();
    assert_eq!(world.liar().connections(), before);

    let mut events = reporter.events();
    reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    while events.recv().await.unwrap() != Event::Connected {}
    assert!(world.liar().connections() > before, "it is sent now");
    following.abort();

    // Beside a case that is looked after, a draft still goes nowhere.
    reporter.new_draft(&organisation, None, "Another one", "Four pumps.").unwrap();
    let synced = reporter.sync().await.unwrap();
    assert_eq!((synced.sent, synced.pending), (0, 0));
    assert_eq!(world.owner.sync().await.unwrap().received, 1);
}

/// Sends a report with a file; its case, and what the relay was asked meanwhile.
async fn sent(
    world: &World,
    reporter: &Engine,
    organisation: &OrganisationId,
    name: Pseudonym,
    body: &str,
) -> (CaseId, Vec<Request>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&heard);
    world.liar().twists(move |request, _| into.lock().unwrap().push(request.clone()));
    let draft = reporter.new_draft(organisation, None, "Valve contracts", body).unwrap().draft;
    let evidence = world.fresh.folder.path().join("evidence");
    fs::write(&evidence, b"evidence").unwrap();
    reporter.attach(draft, &evidence, FileCopy::Cleaned).unwrap();
    let case = reporter.queue_report(draft, name, &Approval::Whoever, Leave::Soon).unwrap().case;
    assert_eq!(reporter.sync_one(case).await.unwrap().sent, 1);
    world.liar().is_honest();
    let requests = core::mem::take(&mut *heard.lock().unwrap());
    (case, requests)
}

/// Whatever in a request is the reporter's own. Field by field and with no rest: whoever adds a field decides here what the
/// relay may learn by it, and adds it to what the window says that the relay learns.
fn own(request: &Request) -> Vec<Vec<u8>> {
    match request {
        // Of the office, or nobody's.
        Request::FetchCard
        | Request::FetchPuzzle
        | Request::FetchCheckpoint
        | Request::FetchRoster { newer_than: _ }
        | Request::FetchRosterVersion { version: _ }
        | Request::CountKeyPackages
        | Request::ListRooms
        | Request::FetchWaiting
        | Request::FetchWitnessed
        | Request::FetchIncarnation => Vec::new(),
        Request::FetchKeyPackages { devices: _, solution } => vec![solution.nonce.to_vec()],
        Request::FetchRecoveryTags { after: _, solution: _ } => panic!("a reporter with a vault asked for the tags"),
        Request::FetchRoom { room, after: _ } => vec![of_room(room)],
        Request::FetchEntries { case } => vec![case.as_bytes().to_vec()],
        Request::FetchBlobState { blob } | Request::FetchSegments { blob, first: _, count: _ } => vec![of_blob(blob)],
        Request::PutSegments { blob, first: _, bytes } => vec![of_blob(blob), bytes.to_vec()],
        // Every reporter of the office asks for the same.
        Request::FetchTile { path: _ } => Vec::new(),
        Request::PutRecord { record, sealed } => vec![record.as_bytes().to_vec(), sealed.to_vec()],
        Request::FetchRecord { record: _, opening: _ } => panic!("a reporter asked for a record"),
        Request::FetchLog { before: _, count: _ } => panic!("a reporter asked for the log"),
        Request::Act(signed) => {
            let verified = signed.verify().unwrap();
            // How far the log was seen is the same for everybody who saw it.
            let ActBody { organisation: _, id, seen: _, act } = verified.body;
            [vec![id.to_vec(), verified.signer.as_bytes().to_vec()], own_in(&act)].concat()
        }
    }
}

fn own_in(act: &Act) -> Vec<Vec<u8>> {
    match act {
        Act::OpenCase { channel_key, recovery_tag, solution, first } => {
            let keys = vec![channel_key.to_vec(), recovery_tag.to_vec(), solution.nonce.to_vec()];
            [keys, own_in_append(first)].concat()
        }
        Act::Append(append) | Act::OpenSuccessor { first: append } => own_in_append(append),
        Act::CreateBlob { blob, room, segments: _, solution } => {
            let mut own = vec![of_blob(blob), of_room(room)];
            own.extend(solution.as_ref().map(|solution| solution.nonce.to_vec()));
            own
        }
        Act::WantSuccessor { room } => vec![of_room(room)],
        Act::Setup { .. }
        | Act::PublishRoster { .. }
        | Act::Invite { .. }
        | Act::Join { .. }
        | Act::PublishKeyPackages { .. }
        | Act::StateRestored { .. } => panic!("a reporter asked for {act:?}"),
    }
}

fn own_in_append(append: &Append) -> Vec<Vec<u8>> {
    let Append { room, previous, message, envelope, declared } = append;
    let Declared { event: _, readers: _, welcome } = declared;
    let mut own = vec![of_room(room), previous.as_bytes().to_vec(), message.as_bytes().to_vec(), envelope.to_vec()];
    own.extend(welcome.as_ref().map(|welcome| welcome.mls.to_vec()));
    own
}

fn of_room(room: &RoomId) -> Vec<u8> {
    room.as_bytes().to_vec()
}

fn of_blob(blob: &BlobId) -> Vec<u8> {
    blob.as_bytes().to_vec()
}

/// The first message of the case that was opened.
fn opening(requests: &[Request]) -> Append {
    let acts = requests.iter().filter_map(|request| match request {
        Request::Act(signed) => Some(signed.verify().unwrap().body.act),
        _ => None,
    });
    let mut openings = acts.filter_map(|act| match act {
        Act::OpenCase { first, .. } => Some(first),
        _ => None,
    });
    openings.next().unwrap()
}

// proves: PRIV-10, PRIV-12, PRIV-14
#[tokio::test]
async fn a_report_tells_the_relay_nothing_that_another_one_tells_it_too() {
    let world = World::new().await;
    let (reporter, organisation) = world.reporter("reporter");
    let (short, long) = ("Two pumps.", "Two pumps. ".repeat(500));
    let chosen = Pseudonym::choose("Night Shift").unwrap();
    let (first, in_first) = sent(&world, &reporter, &organisation, chosen, short).await;
    let (second, in_second) = sent(&world, &reporter, &organisation, reporter.suggest_pseudonym(), &long).await;

    let owns = |requests: &[Request]| -> BTreeSet<Vec<u8>> { requests.iter().flat_map(own).collect() };
    let (own_of_first, own_of_second) = (owns(&in_first), owns(&in_second));
    assert!(own_of_first.len() > 10, "the requests were heard");
    assert!(own_of_first.is_disjoint(&own_of_second));

    let (opening_first, opening_second) = (opening(&in_first), opening(&in_second));
    let device = world.owner.me().unwrap().unwrap().device;
    for opening in [&opening_first, &opening_second] {
        let Declared { event, readers, welcome: _ } = &opening.declared;
        assert_eq!(*event, Some(CaseEvent::Opened { channel: "general".to_owned() }));
        assert_eq!(*readers, Some(ReaderChange { add: vec![device], remove: Vec::new() }));
    }
    assert_eq!(opening_first.envelope.len(), opening_second.envelope.len(), "what is short looks like what is long");

    // Its readers know the reporter by the name of the case, and by no other.
    world.owner.sync().await.unwrap();
    let name = |case| world.owner.conversation(case).unwrap()[0].author_name.clone();
    assert_eq!(name(first), "Night Shift");
    assert_ne!(name(second), "Night Shift");
}

// proves: PRIV-02
#[tokio::test]
async fn who_would_read_is_asked_without_a_word_of_the_draft() {
    let world = World::new().await;
    let (reporter, organisation) = world.reporter("reporter");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&heard);
    world.liar().twists(move |request, _| into.lock().unwrap().push(request.clone()));
    let draft = reporter.new_draft(&organisation, None, "Valve contracts", "Two pumps.").unwrap().draft;
    reporter.refresh_roster(&organisation).await.unwrap();
    world.liar().is_honest();
    let requests = core::mem::take(&mut *heard.lock().unwrap());
    assert!(!requests.is_empty());
    assert!(requests.iter().all(|request| matches!(request, Request::FetchRoster { .. })), "{requests:?}");

    // Who is shown is who reads then.
    let shown = reporter.prospective_readers(draft).unwrap().unwrap();
    let case = queue_report(&reporter, &organisation, "Two pumps.");
    assert_eq!(reporter.sync_one(case).await.unwrap().sent, 1);
    assert_eq!(reporter.readers(case).unwrap(), shown);
}
