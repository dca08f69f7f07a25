//! A relay that says something else than its list of recovery tags.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use sotto_engine::{
    CaseId, Clock, Engine, Error, KdfParams, Leave, Mode, NewProfile, NoKeyring, Profile, Recovered, UnixSeconds, Way,
};
use sotto_relay_api::{Answer, Request};
use sotto_vault::{Faults, Step};

use crate::world::{World, bodies, code, queue_report};

const DAY_SECONDS: u64 = 86_400;

struct Now(UnixSeconds);

impl Clock for Now {
    fn now(&self) -> UnixSeconds {
        self.0
    }
}

/// The disk is full at the n-th durable step, and after it no more.
struct FullAt(AtomicU32);

impl Faults for FullAt {
    fn at(&self, step: Step) -> io::Result<()> {
        if step == Step::AfterCommit || self.0.fetch_sub(1, Ordering::SeqCst) != 1 {
            return Ok(());
        }
        Err(io::ErrorKind::StorageFull.into())
    }
}

/// A reporter who sent reports, the phrase of their vault, and a day later.
async fn sent(world: &World, reporter: &str, words: &[&str]) -> (String, Vec<CaseId>) {
    let (reporter, phrase) = world.fresh.person_with(reporter, true);
    let organisation = world.owner.office().unwrap().unwrap();
    reporter.add_card_file(&card(world)).unwrap();
    let cases = words.iter().map(|body| queue_report(&reporter, &organisation, body)).collect();
    reporter.sync().await.unwrap();
    world.fresh.clock.advance(DAY_SECONDS);
    (phrase.unwrap(), cases)
}

async fn two_cases(world: &World) -> (String, Vec<CaseId>) {
    sent(world, "reporter", &["One.", "Two."]).await
}

fn card(world: &World) -> Vec<u8> {
    world.owner.organisation_card(&world.owner.office().unwrap().unwrap()).unwrap().file
}

async fn restore(world: &World, folder: &str, phrase: &str) -> Result<Recovered, Error> {
    restore_into(&Profile::new(world.fresh.folder.path().join(folder)), phrase, &[card(world)]).await
}

async fn restore_into(profile: &Profile, phrase: &str, cards: &[Vec<u8>]) -> Result<Recovered, Error> {
    let new = NewProfile {
        profile,
        passphrase: "ferry pepper quilt ladder moss",
        mode: Mode::Passphrase,
        params: KdfParams::for_tests(),
        recovery: true,
    };
    Engine::recover(&new, (phrase, cards), Way::default(), &NoKeyring, now()).await
}

fn now() -> Arc<Now> {
    Arc::new(Now(UnixSeconds(1_795_000_200 + DAY_SECONDS)))
}

// rule: CASE-17, ROOM-21
#[tokio::test]
async fn a_list_that_lacks_tags_or_has_more_makes_nothing_that_is_not_there() {
    let world = World::new().await;
    let (phrase, cases) = two_cases(&world).await;
    world.liar().twists(|_, answer| {
        if let Answer::RecoveryTags(tags) = answer {
            *tags = Vec::new().into();
        }
    });
    assert_eq!(code(restore(&world, "withheld", &phrase).await.map(drop)), "nothing_to_restore");
    world.liar().twists(|_, answer| {
        if let Answer::RecoveryTags(tags) = answer {
            *tags = [[0; 8].as_slice(), tags, &[0xff; 8]].concat().into();
        }
    });
    let recovered = restore(&world, "added", &phrase).await.unwrap();
    assert_eq!(recovered.cases, cases);

    // Neither out of order nor half of one.
    for lie in [vec![2; 12], [[2; 8], [1; 8]].concat(), [[2; 8], [2; 8]].concat()] {
        world.liar().twists(move |_, answer| {
            if let Answer::RecoveryTags(tags) = answer {
                *tags = lie.clone().into();
            }
        });
        assert_eq!(code(restore(&world, "malformed", &phrase).await.map(drop)), "relay_unreachable");
    }
    assert!(!world.fresh.folder.path().join("malformed").exists());
}

// rule: ROOM-21
#[tokio::test]
async fn another_cases_rooms_are_not_taken_for_those_of_a_case_that_was_found() {
    let world = World::new().await;
    let (phrase, cases) = two_cases(&world).await;
    let recovered = restore(&world, "restored", &phrase).await.unwrap().engine;
    let stolen = std::sync::Mutex::new(None);
    world.liar().twists(move |request, answer| {
        if let (Request::ListRooms, Answer::Rooms(rooms)) = (request, answer) {
            let mut stolen = stolen.lock().unwrap();
            let first = stolen.get_or_insert_with(|| rooms[0]).room;
            rooms[0].room = first;
        }
    });
    recovered.sync_one(cases[0]).await.unwrap();
    assert_eq!(code(recovered.sync_one(cases[1]).await), "not_permitted", "the relay itself answers no other case");
    world.liar().is_honest();
    recovered.sync_one(cases[1]).await.unwrap();
    recovered.queue_message(cases[1], "Here again.", Leave::Soon).unwrap();
    recovered.sync_one(cases[1]).await.unwrap();
    world.owner.sync().await.unwrap();
    assert_eq!(bodies(&world.owner, cases[1]).last().unwrap(), "Here again.");
}

// rule: ROOM-21
#[tokio::test]
async fn a_listed_case_that_the_relay_denies_waits() {
    let world = World::new().await;
    let (phrase, cases) = two_cases(&world).await;
    let recovered = restore(&world, "restored", &phrase).await.unwrap().engine;
    world.liar().twists(|_, answer| {
        if let Answer::Rooms(_) = answer {
            *answer = Answer::Refused(sotto_relay_api::Refusal::NotPermitted);
        }
    });
    assert_eq!(code(recovered.sync_one(cases[0]).await), "entry_missing");
    world.liar().twists(|_, answer| {
        if let Answer::Rooms(rooms) = answer {
            rooms.clear();
        }
    });
    assert_eq!(code(recovered.sync_one(cases[0]).await), "entry_missing");
    world.liar().is_honest();
    recovered.sync_one(cases[0]).await.unwrap();
    assert_eq!(recovered.case(cases[0]).unwrap().halted, None);
}

// rule: CASE-17
#[tokio::test]
async fn cases_are_found_with_their_own_offices_card_alone() {
    let (here, there) = (World::new().await, World::new().await);
    let (phrase, cases) = two_cases(&here).await;
    let profile = Profile::new(here.fresh.folder.path().join("restored"));
    let with = async |cards: &[Vec<u8>]| restore_into(&profile, &phrase, cards).await;
    assert_eq!(code(with(&[card(&there)]).await.map(drop)), "nothing_to_restore");
    assert!(!profile.folder().exists());
    assert_eq!(with(&[card(&there), card(&here)]).await.unwrap().cases, cases);
}

/// A restore that is cut has made nothing, or goes on with the next contact.
// rule: CASE-17, ROOM-21
#[tokio::test]
async fn a_restore_goes_on_wherever_it_is_cut() {
    let mut world = World::new().await;
    let (mut nothing, mut half) = (0, 0);
    for at in 1.. {
        // Each step takes a day, and OpenMLS takes no KeyPackage that was made after today.
        if at % 12 == 0 {
            world = World::new().await;
        }
        let (phrase, cases) = sent(&world, &format!("reporter-{at}"), &["A report."]).await;
        let profile = Profile::new(world.fresh.folder.path().join(format!("restored-{at}")));
        let full = profile.clone().with_faults(Arc::new(FullAt(AtomicU32::new(at))));
        let cut = match restore_into(&full, &phrase, &[card(&world)]).await {
            Ok(recovered) => recovered.engine.sync_one(cases[0]).await.err(),
            Err(error) => Some(error),
        };
        assert!(cut.as_ref().is_none_or(|error| error.code().as_str() == "disk_full"), "at step {at}");
        let goes_on = if profile.holds_vault() {
            half += u32::from(cut.is_some());
            Engine::unlock(&profile, "ferry pepper quilt ladder moss", &NoKeyring, now()).unwrap()
        } else {
            nothing += 1;
            restore_into(&profile, &phrase, &[card(&world)]).await.unwrap().engine
        };
        goes_on.sync_one(cases[0]).await.unwrap();
        goes_on.queue_message(cases[0], "Here again.", Leave::Soon).unwrap();
        goes_on.sync_one(cases[0]).await.unwrap();
        world.owner.sync().await.unwrap();
        let mut said = bodies(&world.owner, cases[0]);
        // That it went on elsewhere has no words.
        said.retain(|body| !body.is_empty());
        assert_eq!(said, ["A report.", "Here again."], "at step {at}");
        if cut.is_none() {
            break;
        }
    }
    assert!(nothing > 3 && half > 3, "{nothing} made nothing, {half} a part");
}
