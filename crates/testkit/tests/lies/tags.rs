//! A relay that says something else than its list of recovery tags.

use std::sync::Arc;

use sotto_engine::{
    Clock, Engine, KdfParams, Leave, Mode, NewProfile, NoKeyring, Profile, Recovered, Route, UnixSeconds,
};
use sotto_relay_api::{Answer, Request};

use crate::world::{World, bodies, code, queue_report};

const DAY_SECONDS: u64 = 86_400;

struct Now(UnixSeconds);

impl Clock for Now {
    fn now(&self) -> UnixSeconds {
        self.0
    }
}

/// A reporter who sent two reports, the phrase of their vault, and a day later.
async fn two_cases(world: &World) -> (String, Vec<sotto_engine::CaseId>) {
    let (reporter, phrase) = world.fresh.person_with("reporter", true);
    let organisation = world.owner.office().unwrap().unwrap();
    reporter.add_card_file(&world.owner.organisation_card(&organisation).unwrap().file).unwrap();
    let cases = ["One.", "Two."].map(|body| queue_report(&reporter, &organisation, body));
    reporter.sync().await.unwrap();
    world.fresh.clock.advance(DAY_SECONDS);
    (phrase.unwrap(), cases.to_vec())
}

async fn restore(world: &World, folder: &str, phrase: &str) -> Result<Recovered, sotto_engine::Error> {
    let profile = Profile::new(world.fresh.folder.path().join(folder));
    let new = NewProfile {
        profile: &profile,
        passphrase: "ferry pepper quilt ladder moss",
        mode: Mode::Passphrase,
        params: KdfParams::for_tests(),
        recovery: true,
    };
    let organisation = world.owner.office().unwrap().unwrap();
    let card = world.owner.organisation_card(&organisation).unwrap().file;
    let now = Arc::new(Now(world.owner.now().plus(DAY_SECONDS)));
    Engine::recover(&new, (phrase, &[card]), Route::Direct, &NoKeyring, now).await
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
            let first = stolen.get_or_insert_with(|| rooms[0].clone()).room;
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
