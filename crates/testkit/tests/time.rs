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
    Approval, CasesWanted, Clock, Engine, Founding, KdfParams, Mode, NewProfile, NoKeyring, Profile, Role, UnixSeconds,
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
    _relay: RunningRelay,
}

impl World {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("relay");
        let options = InitOptions { data: data.clone(), listen: "127.0.0.1:0".parse().unwrap(), address: None };
        let made = init(&options, &mut UnwrapErr(SysRng)).unwrap();
        let clock = ManualClock::new(NOW);
        let config = RelayConfig { puzzle_effort: 1, ..RelayConfig::new(data) };
        let relay = Relay::start(config, clock.clone(), UnwrapErr(SysRng)).await.unwrap();
        Self { folder, clock, setup_link: made.setup_link, _relay: relay }
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
    let queued = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever)?;
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
    handler.queue_message(case, "An answer.").unwrap();
    handler.sync().await.unwrap();
    assert_eq!(reporter.sync().await.unwrap().received, 1);
}
