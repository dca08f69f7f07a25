//! An organisation whose relay can be made to lie.

use std::sync::Arc;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_engine::{
    Approval, CaseId, CasesWanted, Clock, Engine, Error, Founding, KdfParams, Leave, Mode, NewProfile, NoKeyring,
    OrganisationId, Profile, Role, Synced, UnixSeconds,
};
use sotto_relay::{InitOptions, ManualClock, Relay, RelayConfig, RunningRelay, init};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::liar::Liar;

const NOW: UnixSeconds = UnixSeconds(1_795_000_200);

#[derive(Clone, Copy)]
struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> UnixSeconds {
        NOW
    }
}

/// A relay without an organisation, and the liar through which everybody reaches it.
pub struct Fresh {
    pub folder: TempDir,
    pub clock: ManualClock,
    pub liar: Liar,
    pub setup_link: String,
    _relay: OwnRuntime,
}

/// The relay has threads of its own: a test that stops its clock does not stop the relay's.
struct OwnRuntime {
    relay: Option<RunningRelay>,
    runtime: Option<Runtime>,
}

impl Drop for OwnRuntime {
    fn drop(&mut self) {
        self.relay = None;
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Fresh {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("relay");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let options = InitOptions {
            data: data.clone(),
            listen: "127.0.0.1:0".parse().unwrap(),
            address: Some(address),
            onion: None,
        };
        let made = init(&options, &mut UnwrapErr(SysRng)).unwrap();
        let clock = ManualClock::new(NOW);
        let config = RelayConfig { puzzle_effort: 1, ..RelayConfig::new(data.clone()) };
        let runtime = Runtime::new().unwrap();
        let starting = Relay::start(config, clock.clone(), UnwrapErr(SysRng));
        let relay = runtime.spawn(starting).await.unwrap().unwrap();
        let liar = Liar::start(listener, &data, relay.address());
        let relay = OwnRuntime { relay: Some(relay), runtime: Some(runtime) };
        Self { folder, clock, liar, setup_link: made.setup_link, _relay: relay }
    }

    /// Somebody with a vault; with a recovery phrase, which this tells.
    pub fn person_with(&self, name: &str, recovery: bool) -> (Engine, Option<String>) {
        let profile = Profile::new(self.folder.path().join(name));
        let new = NewProfile {
            profile: &profile,
            passphrase: "ferry pepper quilt ladder moss",
            mode: Mode::Passphrase,
            params: KdfParams::for_tests(),
            recovery,
        };
        let created = Engine::create(&new, &NoKeyring, Arc::new(FixedClock)).unwrap();
        (created.engine, created.recovery_phrase.map(|phrase| phrase.to_string()))
    }

    pub async fn found(&self, owner: &Engine) -> Result<(), Error> {
        let founding = Founding {
            setup_link: &self.setup_link,
            name: "Northmere Integrity",
            person: "Ines Halvorsen",
            title: "Head of Integrity",
            email: "ines@northmere.example",
        };
        owner.found_organisation(&founding).await.map(drop)
    }
}

/// An organisation with its OWNER.
pub struct World {
    pub fresh: Fresh,
    pub owner: Engine,
}

impl World {
    pub async fn new() -> Self {
        let fresh = Fresh::new().await;
        let (owner, _) = fresh.person_with("owner", true);
        fresh.found(&owner).await.unwrap();
        Self { fresh, owner }
    }

    pub fn liar(&self) -> &Liar {
        &self.fresh.liar
    }

    /// Somebody who works on cases, and reads new ones.
    pub async fn handler(&self, name: &str) -> Engine {
        let (handler, _) = self.fresh.person_with(name, false);
        let invite = self.owner.invite("a@northmere.example", Role::Member).await.unwrap();
        let joined = handler.join(&invite, name, "Case handler").await.unwrap();
        self.owner.certify(&joined.handler, &joined.key_words, None).await.unwrap();
        handler
    }

    /// Somebody who holds the organisation's card.
    pub fn reporter(&self, name: &str) -> (Engine, OrganisationId) {
        let (reporter, _) = self.fresh.person_with(name, false);
        let organisation = self.owner.office().unwrap().unwrap();
        let card = self.owner.organisation_card(&organisation).unwrap().file;
        reporter.add_card_file(&card).unwrap();
        (reporter, organisation)
    }

    /// A reporter with a report in the outbox.
    pub fn queued_report(&self, name: &str, body: &str) -> (Engine, CaseId) {
        let (reporter, organisation) = self.reporter(name);
        let case = queue_report(&reporter, &organisation, body);
        (reporter, case)
    }

    /// A reporter whose report was sent.
    pub async fn sent_report(&self, name: &str, body: &str) -> (Engine, CaseId) {
        let (reporter, case) = self.queued_report(name, body);
        assert_eq!(reporter.sync().await.unwrap().sent, 1);
        (reporter, case)
    }

    /// The relay is right again: the report leaves, and its reader gets it once.
    pub async fn leaves_once(&self, reporter: &Engine, case: CaseId) {
        self.liar().is_honest();
        assert_eq!(reporter.sync().await.unwrap(), Synced { received: 0, sent: 1, pending: 0 });
        assert!(!reporter.case(case).unwrap().is_queued);
        assert_eq!(reporter.sync().await.unwrap(), Synced::default());
        assert_eq!(self.owner.sync().await.unwrap().received, 1, "exactly once");
        assert_eq!(self.owner.case_page(CasesWanted::default(), (0, 0)).unwrap().total, 1);
        assert_eq!(bodies(&self.owner, case), bodies(reporter, case));
    }
}

pub fn queue_report(reporter: &Engine, organisation: &OrganisationId, body: &str) -> CaseId {
    let draft = reporter.new_draft(organisation, None, "Valve contracts", body).unwrap().draft;
    reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap().case
}

pub fn bodies(engine: &Engine, case: CaseId) -> Vec<String> {
    engine.conversation(case).unwrap().into_iter().map(|message| message.body).collect()
}

/// The code of what must not succeed.
pub fn code<T: core::fmt::Debug>(refused: Result<T, Error>) -> String {
    refused.unwrap_err().code().to_string()
}
