//! Time: rosters that are renewed, and clocks that are wrong by years.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_engine::{
    Approval, CasesWanted, Clock, Engine, Event, Founding, KdfParams, LONGEST_WAIT, Leave, MessageId, Mode, NewProfile,
    NoKeyring, Profile, Role, Sent, UnixSeconds,
};
use sotto_relay::{InitOptions, ManualClock, Relay, RelayConfig, RunningRelay, init};
use tempfile::TempDir;

const NOW: UnixSeconds = UnixSeconds(1_795_000_200);
const DAY_SECONDS: u64 = 86_400;
const TWENTY_YEARS_SECONDS: u64 = 20 * 365 * DAY_SECONDS;

/// A device's clock, which somebody can set.
#[derive(Clone)]
struct DeviceClock(Arc<AtomicU64>);

impl DeviceClock {
    fn at(seconds: u64) -> Self {
        Self(Arc::new(AtomicU64::new(seconds)))
    }
}

impl Clock for DeviceClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.load(Ordering::SeqCst))
    }
}

struct World {
    folder: TempDir,
    clock: ManualClock,
    setup_link: String,
    relay: RunningRelay,
}

impl World {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("relay");
        let options =
            InitOptions { data: data.clone(), listen: "127.0.0.1:0".parse().unwrap(), address: None, onion: None };
        let made = init(&options, &mut UnwrapErr(SysRng)).unwrap();
        let clock = ManualClock::new(NOW);
        let config = RelayConfig { puzzle_effort: 1, ..RelayConfig::new(data) };
        let relay = Relay::start(config, clock.clone(), UnwrapErr(SysRng)).await.unwrap();
        Self { folder, clock, setup_link: made.setup_link, relay }
    }

    fn person(&self, name: &str, clock: &DeviceClock) -> Engine {
        let profile = Profile::new(self.folder.path().join(name));
        let new = NewProfile {
            profile: &profile,
            passphrase: "ferry pepper quilt ladder moss",
            mode: Mode::Passphrase,
            params: KdfParams::for_tests(),
            recovery: true,
        };
        Engine::create(&new, &NoKeyring, Arc::new(clock.clone())).unwrap().engine
    }

    async fn found(&self, owner: &Engine) -> Result<Vec<u8>, sotto_engine::Error> {
        let founding = Founding {
            setup_link: &self.setup_link,
            name: "Northmere Integrity",
            person: "Ines Halvorsen",
            title: "Head of Integrity",
            email: "ines@northmere.example",
        };
        Ok(owner.found_organisation(&founding).await?.file)
    }
}

async fn send(reporter: &Engine, card: &[u8]) -> Result<u32, sotto_engine::Error> {
    let organisation = reporter.add_card_file(card)?.organisation;
    let draft = reporter.new_draft(&organisation, None, "T", "B")?.draft;
    let queued = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, Leave::Soon)?;
    Ok(reporter.sync_one(queued.case).await?.sent)
}

// rule: ROST-07
#[tokio::test]
async fn an_office_that_changes_nothing_stays_open_while_it_is_used() {
    let world = World::new().await;
    let owner = world.person("owner", &DeviceClock::at(NOW.0));
    let card = world.found(&owner).await.unwrap();
    world.clock.advance(31 * DAY_SECONDS);
    // Something is logged, so that the log says what day it is.
    owner.invite("a@northmere.example", Role::Member).await.unwrap();
    owner.sync().await.unwrap();
    world.clock.advance(80 * DAY_SECONDS);
    let reporter = world.person("reporter", &DeviceClock::at(NOW.0));
    assert_eq!(send(&reporter, &card).await.unwrap(), 1);
    assert_eq!(owner.sync().await.unwrap().received, 1);
}

#[tokio::test]
async fn a_roster_that_nobody_renewed_opens_no_case() {
    let world = World::new().await;
    let owner = world.person("owner", &DeviceClock::at(NOW.0));
    let card = world.found(&owner).await.unwrap();
    world.clock.advance(91 * DAY_SECONDS);
    let reporter = world.person("reporter", &DeviceClock::at(NOW.0));
    let code = send(&reporter, &card).await.unwrap_err().code();
    assert!(["roster_expired", "roster_invalid"].contains(&code.as_str()), "{code}");
    assert_eq!(owner.case_page(CasesWanted::default(), (0, 0)).unwrap().total, 0);
}

// rule: KEYP-03
#[tokio::test]
async fn clocks_that_are_wrong_by_years_decide_nothing() {
    let world = World::new().await;
    let late = DeviceClock::at(NOW.0 + TWENTY_YEARS_SECONDS);
    let owner = world.person("owner", &late);
    assert_eq!(world.found(&owner).await.unwrap_err().code().as_str(), "clock_wrong");
    late.0.store(NOW.0, Ordering::SeqCst);
    world.found(&owner).await.unwrap();
    late.0.store(NOW.0 - TWENTY_YEARS_SECONDS, Ordering::SeqCst);

    let handler = world.person("handler", &DeviceClock::at(NOW.0 + TWENTY_YEARS_SECONDS));
    let invite = owner.invite("tomasz@northmere.example", Role::Member).await.unwrap();
    let joined = handler.join(&invite, "Tomasz Brandl", "Case handler").await.unwrap();
    owner.certify(&joined.handler, &joined.key_words, None).await.unwrap();
    let card = owner.organisation_card(&owner.office().unwrap().unwrap()).unwrap().file;
    handler.sync().await.unwrap();

    let reporter = world.person("reporter", &DeviceClock::at(NOW.0 - TWENTY_YEARS_SECONDS));
    assert_eq!(send(&reporter, &card).await.unwrap(), 1);
    assert_eq!(handler.sync().await.unwrap().received, 1);
    assert_eq!(owner.sync().await.unwrap().received, 1);
    let case = handler.case_page(CasesWanted::default(), (0, 1)).unwrap().cases[0].case;
    handler.queue_message(case, "An answer.", Leave::Soon).unwrap();
    handler.sync().await.unwrap();
    assert_eq!(reporter.sync().await.unwrap().received, 1);
}

/// What waits for a moment by chance.
const WAIT: Leave = Leave::Within(LONGEST_WAIT);

fn moment(engine: &Engine, message: MessageId) -> UnixSeconds {
    match engine.sent(message).unwrap() {
        Sent::At(moment) => moment,
        other => panic!("it waits for no moment: {other:?}"),
    }
}

// rule: SEND-06
// proves: PRIV-40
#[tokio::test]
async fn what_waits_for_its_moment_leaves_then_and_is_nothing_to_be_contacted_for_before() {
    let world = World::new().await;
    let owner = world.person("owner", &DeviceClock::at(NOW.0));
    let card = world.found(&owner).await.unwrap();
    let clock = DeviceClock::at(NOW.0);
    let reporter = world.person("reporter", &clock);
    let organisation = reporter.add_card_file(&card).unwrap().organisation;
    let queue = |body: &str| {
        let draft = reporter.new_draft(&organisation, None, "T", body).unwrap().draft;
        reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, WAIT).unwrap()
    };
    let (first, second, third) = (queue("First."), queue("Second."), queue("Third."));
    for queued in [&first, &second, &third] {
        let moment = moment(&reporter, queued.message);
        assert!(moment > NOW && moment <= NOW.plus(LONGEST_WAIT.as_secs()));
    }
    assert_eq!(reporter.sync().await.unwrap().sent, 0);

    // At its moment, and a reply in its turn.
    clock.0.store(moment(&reporter, first.message).0, Ordering::SeqCst);
    reporter.resume(second.message).unwrap();
    assert!(reporter.sync().await.unwrap().sent >= 2);
    assert_eq!(reporter.sent(first.message).unwrap(), Sent::Sent);
    assert_eq!(reporter.sent(second.message).unwrap(), Sent::Sent);
    let reply = reporter.queue_message(first.case, "More.", WAIT).unwrap();
    assert_eq!(reporter.sync().await.unwrap().sent, 0);
    // Whoever asks for it now gets it now.
    moment(&reporter, reply);
    assert_eq!(reporter.sync_one(first.case).await.unwrap().sent, 1);

    // A case of which the relay has not heard is nothing to be contacted for.
    let fourth = {
        let queued = queue("Fourth.");
        for case in [first.case, second.case, third.case] {
            reporter.wipe_case(case).unwrap();
        }
        queued
    };
    world.relay.shutdown().await;
    assert_eq!(reporter.sync().await.unwrap().sent, 0);
    reporter.hold(fourth.message).unwrap();
    assert_eq!(reporter.sync().await.unwrap().sent, 0);
    reporter.resume(fourth.message).unwrap();
    assert_eq!(reporter.sync().await.unwrap_err().code().as_str(), "relay_unreachable");
}

// rule: SEND-06
#[tokio::test]
async fn a_clock_that_was_put_back_holds_nothing_up() {
    let world = World::new().await;
    let owner = world.person("owner", &DeviceClock::at(NOW.0));
    let card = world.found(&owner).await.unwrap();
    let clock = DeviceClock::at(NOW.0);
    let reporter = world.person("reporter", &clock);
    let organisation = reporter.add_card_file(&card).unwrap().organisation;
    let draft = reporter.new_draft(&organisation, None, "T", "B").unwrap().draft;
    let queued = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, WAIT).unwrap();
    clock.0.store(NOW.0 - TWENTY_YEARS_SECONDS, Ordering::SeqCst);
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    assert_eq!(reporter.sent(queued.message).unwrap(), Sent::Sent);
}

// rule: SEND-06
#[tokio::test]
async fn a_device_that_stays_connected_sends_what_is_due_and_nothing_else() {
    let world = World::new().await;
    let owner = world.person("owner", &DeviceClock::at(NOW.0));
    let card = world.found(&owner).await.unwrap();
    let clock = DeviceClock::at(NOW.0);
    let reporter = Arc::new(world.person("reporter", &clock));
    let organisation = reporter.add_card_file(&card).unwrap().organisation;
    let draft = reporter.new_draft(&organisation, None, "T", "B").unwrap().draft;
    let report = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, WAIT).unwrap();
    let mut events = reporter.events();
    let following = tokio::spawn(Arc::clone(&reporter).follow());
    clock.0.store(moment(&reporter, report.message).0, Ordering::SeqCst);
    let reply = reporter.queue_message(report.case, "More.", WAIT).unwrap();
    while !matches!(events.recv().await.unwrap(), Event::Connected) {}
    assert_eq!(reporter.sent(report.message).unwrap(), Sent::Sent);
    moment(&reporter, reply);
    following.abort();
}
