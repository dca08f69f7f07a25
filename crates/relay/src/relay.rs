//! A relay from start to stop.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use rand_core::CryptoRng;
use sotto_protocol::card::RelayIdentity;
use sotto_relay_storage::{AuditStore, ContentStore, Quota, SegmentStore, StoreError, Tenant};
use sotto_relay_storage_sqlite::{SegmentFolder, SqliteAudit, SqliteContent, SqliteIdentity, SqliteKeys};
use tokio::{net::TcpListener, time::MissedTickBehavior};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use x25519_dalek::StaticSecret;

use crate::{
    aead::NotAuthentic,
    at_rest::AtRest,
    chance::Chance,
    clock::Clock,
    config::{Limits, RelayConfig},
    data_folder::{DataFolder, KEK, RELAY_KEYS, RESTORED, SETTINGS, SETUP_TOKEN, Settings},
    failure::LogError,
    faults::{Faults, Step},
    hub::Hub,
    identities::Identities,
    key_encryption::FileKek,
    listener,
    log::Logs,
    log_event,
    organisations::Organisations,
    puzzles::Puzzles,
    relay_keys::RelayKeys,
    sequencer::{Sequencer, SequencerTask},
    tls,
    witness_settings::WitnessError,
    witnessing::Witnessing,
};

const RESIGN_EVERY: Duration = Duration::from_secs(60);

/// What every connection shares.
pub(crate) struct Shared {
    pub(crate) content: Arc<dyn ContentStore>,
    pub(crate) audit: Arc<dyn AuditStore>,
    pub(crate) segments: Arc<dyn SegmentStore>,
    pub(crate) at_rest: Arc<AtRest>,
    pub(crate) identities: Identities,
    pub(crate) logs: Arc<Logs>,
    pub(crate) sequencer: Sequencer,
    pub(crate) witnessing: Witnessing,
    pub(crate) organisations: Organisations,
    pub(crate) hub: Hub,
    pub(crate) puzzles: Puzzles,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<Chance>,
    folder: DataFolder,
    pub(crate) identity: RelayIdentity,
    pub(crate) channel_key: StaticSecret,
    /// SHA-256 of the setup token, hexadecimal.
    pub(crate) setup_token: Vec<u8>,
    pub(crate) settings: Settings,
    pub(crate) quota: Quota,
    pub(crate) limits: Limits,
    pub(crate) tasks: Tasks,
    pub(crate) faults: Faults,
}

/// The relay's tasks, and the two ways in which they end.
#[derive(Clone, Default)]
pub(crate) struct Tasks {
    tracker: TaskTracker,
    /// Finish what is under way.
    pub(crate) stopping: CancellationToken,
    /// Stop at once, as if killed.
    pub(crate) killed: CancellationToken,
}

impl Tasks {
    /// Spawns a task that ends at once when the relay is killed.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let killed = self.killed.clone();
        self.tracker.spawn(async move {
            killed.run_until_cancelled(work).await;
        });
    }

    /// `work` for a task that somebody else spawns.
    pub(crate) async fn track(self, work: impl Future<Output = ()> + Send + 'static) {
        let _tracked = self.tracker.token();
        self.killed.run_until_cancelled(work).await;
    }
}

impl Shared {
    /// Stops as if killed, if a test wants it here.
    pub(crate) async fn strike(&self, step: Step) {
        if self.faults.strikes(step) {
            self.tasks.killed.cancel();
            std::future::pending::<()>().await;
        }
    }

    /// Destroys what was withdrawn and could not be destroyed then.
    async fn sweep_identities(&self, tenant: &Tenant) -> Result<(), StoreError> {
        let _turn = self.identities.turn().await;
        let standing = self.content.standing_disclosures(tenant).await?;
        self.identities.sweep(tenant, &standing).await
    }

    /// Asks every witness to cosign every log.
    async fn ask_witnesses(&self) {
        for organisation in self.organisations.all() {
            let policy = organisation.roster().roster.body().witnesses.as_ref().map(|policy| policy.threshold);
            let enough = usize::from(policy.unwrap_or(1));
            if self.witnessing.ask(&self.logs, organisation.tenant(), enough).await.is_err() {
                log_event!(error, "the log could not be shown to its witnesses");
            }
        }
    }

    /// Every organisation has stated that this relay was put back.
    pub(crate) fn unmark_restored(&self) -> io::Result<()> {
        self.folder.remove(RESTORED)
    }

    fn tenants(&self) -> Vec<Tenant> {
        self.organisations.all().iter().map(|organisation| *organisation.tenant()).collect()
    }
}

/// Why a relay did not start.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Local: there is no data folder of a relay.
    #[error("the data folder is not that of a relay")]
    NotInitialised(#[source] io::Error),
    /// Local: the settings are not readable.
    #[error("the settings are not readable")]
    Settings(#[from] serde_json::Error),
    /// Local: the keys don't unwrap.
    #[error("the keys are damaged, or wrapped by another key-encryption key")]
    Keys(#[from] NotAuthentic),
    /// Local: a store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Local: the log does not take what was pending, or is not the one last signed.
    #[error("the log is damaged")]
    Log(#[from] LogError),
    /// Local: the TLS key is not usable.
    #[error("the TLS key is not usable")]
    Tls(#[from] rustls::Error),
    /// Local: a witness of the settings cannot be asked.
    #[error("the settings name a witness that cannot be asked")]
    Witness(#[source] Box<WitnessError>),
    /// Local: the address is not free.
    #[error("the address is not free")]
    Listen(#[source] io::Error),
}

impl StartError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotInitialised(_) => "not_initialised",
            Self::Settings(_) | Self::Witness(_) => "settings_invalid",
            Self::Keys(_) => "keys_damaged",
            Self::Store(StoreError::Full) => "disk_full",
            Self::Store(StoreError::Newer) => "store_newer",
            Self::Store(_) => "store_failed",
            Self::Log(_) => "log_inconsistent",
            Self::Tls(_) => "internal",
            Self::Listen(_) => "address_in_use",
        }
    }
}

/// The stores of a data folder.
pub(crate) struct Stores {
    pub(crate) content: SqliteContent,
    pub(crate) identity: SqliteIdentity,
    pub(crate) audit: SqliteAudit,
    pub(crate) keys: SqliteKeys,
}

impl Stores {
    pub(crate) async fn open(folder: &DataFolder) -> Result<Self, StoreError> {
        let path = folder.path();
        Ok(Self {
            content: SqliteContent::open(path).await?,
            identity: SqliteIdentity::open(path).await?,
            audit: SqliteAudit::open(path).await?,
            keys: SqliteKeys::open(path).await?,
        })
    }

    pub(crate) async fn close(&self) {
        self.content.close().await;
        self.identity.close().await;
        self.audit.close().await;
        self.keys.close().await;
    }
}

/// A relay's settings and keys, as they lie in its folder.
pub(crate) fn read_keys(folder: &DataFolder) -> Result<(Settings, FileKek, RelayKeys), StartError> {
    let settings = serde_json::from_slice(&folder.read(SETTINGS).map_err(StartError::NotInitialised)?)?;
    let kek = folder.read(KEK).map_err(StartError::NotInitialised)?;
    let kek = FileKek::from_bytes(kek.as_slice().try_into().map_err(|_| NotAuthentic)?);
    let keys = RelayKeys::unwrap(&folder.read(RELAY_KEYS).map_err(StartError::NotInitialised)?, &kek)?;
    Ok((settings, kek, keys))
}

/// A relay.
#[derive(Debug)]
pub struct Relay;

impl Relay {
    /// Starts a relay on the runtime of the caller. What was pending is in the log, and the socket
    /// accepts, when this returns.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(
        config: RelayConfig,
        clock: impl Clock + 'static,
        rng: impl CryptoRng + Send + 'static,
    ) -> Result<RunningRelay, StartError> {
        let folder = DataFolder::at(&config.data);
        let (settings, kek, keys) = read_keys(&folder)?;
        let setup_token = folder.read(SETUP_TOKEN).map_err(StartError::NotInitialised)?;
        let stores = Stores::open(&folder).await?;

        let clock: Arc<dyn Clock> = Arc::new(clock);
        let chance = Arc::new(Chance::new(rng));
        let content: Arc<dyn ContentStore> = Arc::new(stores.content.clone());
        let audit: Arc<dyn AuditStore> = Arc::new(stores.audit.clone());
        let logs = Arc::new(Logs::new(Arc::clone(&audit), keys.log_seed()));
        let tasks = Tasks::default();
        let (sequencer, mut task) = SequencerTask::new(
            Arc::clone(&content),
            Arc::clone(&audit),
            Arc::clone(&logs),
            Arc::clone(&clock),
            config.faults.clone(),
            tasks.killed.clone(),
        );
        let at_rest = Arc::new(AtRest::new(Arc::new(stores.keys.clone()), Box::new(kek), Arc::clone(&chance)));
        let identities = Identities::new(Arc::new(stores.identity.clone()), Arc::clone(&at_rest));
        let organisations = Organisations::load(&*content).await?;
        for organisation in organisations.all() {
            task.drain(organisation.tenant()).await?;
            // A withdrawal that the log has, and a cut kept from its effect.
            let standing = content.standing_disclosures(organisation.tenant()).await?;
            identities.sweep(organisation.tenant(), &standing).await?;
            content.forget_solutions(organisation.tenant(), clock.now()).await?;
            if folder.has(RESTORED) {
                organisation.hold();
            }
        }

        let tls = tls::server_config(&keys)?;
        let listener = TcpListener::bind(settings.listen).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let shared = Arc::new(Shared {
            segments: Arc::new(SegmentFolder::open(folder.path())?),
            at_rest,
            identities,
            content,
            audit,
            logs,
            sequencer,
            witnessing: Witnessing::new(&settings.witnesses).map_err(|error| StartError::Witness(Box::new(error)))?,
            organisations,
            hub: Hub::default(),
            puzzles: Puzzles::new(keys.puzzle(), config.puzzle_effort),
            clock,
            chance,
            folder: folder.clone(),
            identity: keys.identity(&settings.address, settings.onion.clone()),
            channel_key: keys.channel(),
            setup_token,
            settings,
            quota: config.quota,
            limits: config.limits,
            tasks: tasks.clone(),
            faults: config.faults,
        });

        let killed = tasks.killed.clone();
        let sequencing = tokio::spawn(async move {
            killed.run_until_cancelled(task.run()).await;
        });
        tasks.spawn(listener::run(Arc::clone(&shared), listener, tls));
        tasks.spawn(resign_every_minute(Arc::clone(&shared)));
        tasks.spawn(ask_witnesses_every_minute(Arc::clone(&shared)));
        log_event!(info, "ready", organisations = shared.tenants().len());
        Ok(RunningRelay { address, shared: Some(shared), tasks, sequencing: Some(sequencing), stores: Some(stores) })
    }
}

async fn resign_every_minute(shared: Arc<Shared>) {
    let mut minute = tokio::time::interval(RESIGN_EVERY);
    minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopping = shared.tasks.stopping.clone();
    while stopping.run_until_cancelled(minute.tick()).await.is_some() {
        shared.sequencer.resign(shared.tenants()).await;
        for tenant in shared.tenants() {
            // Kept a little longer, they harm nobody.
            let _ = shared.content.forget_solutions(&tenant, shared.clock.now()).await;
            if shared.sweep_identities(&tenant).await.is_err() {
                log_event!(error, "withdrawn records could not be destroyed");
            }
        }
    }
}

/// By itself, since a witness may take its time.
async fn ask_witnesses_every_minute(shared: Arc<Shared>) {
    let mut minute = tokio::time::interval(RESIGN_EVERY);
    minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopping = shared.tasks.stopping.clone();
    let asking = async {
        loop {
            minute.tick().await;
            shared.ask_witnesses().await;
        }
    };
    stopping.run_until_cancelled(asking).await;
}

/// A relay that serves. Dropped without [`Self::shutdown`], it stops as if killed.
pub struct RunningRelay {
    address: SocketAddr,
    shared: Option<Arc<Shared>>,
    tasks: Tasks,
    sequencing: Option<tokio::task::JoinHandle<()>>,
    stores: Option<Stores>,
}

impl RunningRelay {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Signs the checkpoint of every log anew with the time now, as happens each minute.
    pub async fn resign_checkpoint(&self) {
        if let Some(shared) = &self.shared {
            shared.sequencer.resign(shared.tenants()).await;
        }
    }

    /// Asks the witnesses to cosign every log as it is now, as happens each minute.
    pub async fn ask_witnesses(&self) {
        if let Some(shared) = &self.shared {
            shared.ask_witnesses().await;
        }
    }

    /// Returns when a fault has stopped the relay as if killed.
    pub async fn killed(&self) {
        self.tasks.killed.cancelled().await;
    }

    /// Accepts nothing more, finishes what is under way, moves what is pending into the log, closes
    /// the stores.
    pub async fn shutdown(mut self) {
        self.tasks.stopping.cancel();
        self.tasks.tracker.close();
        self.tasks.tracker.wait().await;
        // The last holder of the sequencer's queue: with it, the sequencer ends.
        self.shared = None;
        if let Some(sequencing) = self.sequencing.take() {
            let _ = sequencing.await;
        }
        if let Some(stores) = self.stores.take() {
            stores.close().await;
        }
        log_event!(info, "stopped");
    }
}

impl Drop for RunningRelay {
    fn drop(&mut self) {
        self.tasks.killed.cancel();
    }
}

impl core::fmt::Debug for RunningRelay {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RunningRelay({})", self.address)
    }
}
