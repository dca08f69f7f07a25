//! A Tor of Sotto's own, in this process: the Tor Project's Arti.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use arti_client::{
    DataStream, IsolationToken, StreamPrefs, TorClient,
    config::{BridgeConfigBuilder, CfgPath, TorClientConfigBuilder, pt::TransportConfigBuilder},
    status::{BlockageKind, BootstrapStatus},
};
use futures_util::{FutureExt, StreamExt};
use rustls::crypto::aws_lc_rs;
use sotto_rpc_schema::ErrorCode;
use tokio::{sync::watch, task::AbortHandle, time::timeout};
use tor_rtcompat::PreferredRuntime;

use crate::{ContactError, Error};

/// Names the file that describes another Tor network than the public one, as tests run one.
const NETWORK: &str = "SOTTO_TOR_NETWORK";
/// How long Tor may get no further while it connects.
const STANDSTILL: Duration = Duration::from_secs(30);
/// What disguises a connection to a bridge, and the programs that do.
const TRANSPORTS: [(&str, &[&str]); 5] = [
    ("obfs4", &["lyrebird", "obfs4proxy"]),
    ("meek_lite", &["lyrebird", "obfs4proxy"]),
    ("webtunnel", &["lyrebird", "webtunnel-client"]),
    ("snowflake", &["lyrebird", "snowflake-client"]),
    ("conjure", &["conjure-client"]),
];

/// How far Sotto's own Tor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TorProgress {
    /// Of the way to the network, in percent.
    pub percent: u8,
    /// Whether cases can be reached through it.
    pub is_ready: bool,
    /// What seems to be in its way.
    pub hindrance: Option<TorHindrance>,
}

/// What seems to be in Tor's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TorHindrance {
    /// Nothing on the network answers.
    Offline,
    /// Something answers, and it is not let through: a bridge may help.
    Filtered,
    /// This device's clock is wrong.
    Clock,
}

/// Starts when something goes through it, and ends when another way is taken or the vault is locked.
pub(crate) struct OwnTor {
    /// What Tor keeps between two starts: which relays it enters by, and the network's public directory.
    folder: PathBuf,
    state: Mutex<State>,
    progress: watch::Sender<TorProgress>,
}

#[derive(Default)]
struct State {
    bridges: Vec<String>,
    running: Option<Running>,
}

struct Running {
    client: Arc<TorClient<PreferredRuntime>>,
    watching: AbortHandle,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.watching.abort();
    }
}

impl OwnTor {
    pub(super) fn new(folder: PathBuf, bridges: Vec<String>) -> Self {
        let state = Mutex::new(State { bridges, running: None });
        Self { folder, state, progress: watch::Sender::default() }
    }

    pub(super) fn progress(&self) -> watch::Receiver<TorProgress> {
        self.progress.subscribe()
    }

    pub(super) fn bridges(&self) -> Vec<String> {
        self.state().bridges.clone()
    }

    /// Enters by these from now on. What goes through it is cut.
    pub(super) fn take_bridges(&self, bridges: Vec<String>) {
        let mut state = self.state();
        if state.bridges != bridges {
            state.bridges = bridges;
            state.running = None;
        }
    }

    pub(super) fn stop(&self) {
        self.state().running = None;
        self.progress.send_replace(TorProgress::default());
    }

    pub(super) fn start(&self) -> Result<(), ContactError> {
        self.client().map(drop)
    }

    /// Waits until it is connected, as long as it gets on.
    pub(super) async fn connected(&self) -> Result<(), ContactError> {
        self.start()?;
        let mut progress = self.progress.subscribe();
        loop {
            let percent = progress.borrow().percent;
            let further = progress.wait_for(|now| now.is_ready || now.percent > percent);
            let Ok(Ok(now)) = timeout(STANDSTILL, further).await else { return Err(ContactError::TorUnreachable) };
            if now.is_ready {
                return Ok(());
            }
        }
    }

    /// Connects to `address`, a name or number with its port; what has another `circuit` takes another path.
    pub(super) async fn connect(&self, address: &str, circuit: IsolationToken) -> Result<DataStream, ContactError> {
        let client = self.client()?;
        let mut prefs = StreamPrefs::new();
        prefs.set_isolation(circuit);
        // A future of Arti's own size and depth does not become a part of ours.
        client.connect_with_prefs(address, &prefs).boxed().await.map_err(|error| {
            tracing::debug!(kind = ?arti_client::HasKind::kind(&error), "no way through Tor");
            ContactError::Unreachable(std::io::Error::other(error))
        })
    }

    fn client(&self) -> Result<Arc<TorClient<PreferredRuntime>>, ContactError> {
        let mut state = self.state();
        if state.running.is_none() {
            state.running = Some(self.running(&state.bridges)?);
        }
        state.running.as_ref().map(|running| Arc::clone(&running.client)).ok_or(ContactError::TorUnreachable)
    }

    fn running(&self, bridges: &[String]) -> Result<Running, ContactError> {
        // Arti takes the process's; whoever came first has chosen the same.
        let _ = aws_lc_rs::default_provider().install_default();
        let config = self.config(bridges).ok_or(ContactError::TorUnreachable)?;
        let config = config.build().map_err(|_| ContactError::TorUnreachable)?;
        let runtime = PreferredRuntime::current().map_err(ContactError::Unreachable)?;
        let client = TorClient::with_runtime(runtime).config(config).create_unbootstrapped().map_err(|error| {
            tracing::warn!(kind = ?arti_client::HasKind::kind(&error), "Tor does not start");
            ContactError::TorUnreachable
        })?;
        let mut told = client.bootstrap_events();
        self.progress.send_replace(progress(&client.bootstrap_status()));
        let (sender, connecting) = (self.progress.clone(), Arc::clone(&client));
        let watching = tokio::spawn(async move {
            let telling = async {
                while let Some(status) = told.next().await {
                    sender.send_replace(progress(&status));
                }
            };
            let connecting = async {
                if let Err(error) = connecting.bootstrap().boxed().await {
                    tracing::warn!(kind = ?arti_client::HasKind::kind(&error), "Tor does not connect");
                }
            };
            tokio::join!(telling, connecting);
        });
        Ok(Running { client, watching: watching.abort_handle() })
    }

    fn config(&self, bridges: &[String]) -> Option<TorClientConfigBuilder> {
        let mut config = match std::env::var_os(NETWORK) {
            Some(file) => serde_json::from_slice(&std::fs::read(file).ok()?).ok()?,
            None => TorClientConfigBuilder::default(),
        };
        let place = |name| CfgPath::new_literal(self.folder.join(name));
        config.storage().state_dir(place("state")).cache_dir(place("cache"));
        // The profile's folder is its owner's alone where the medium knows owners; a stick may not.
        config.storage().permissions().dangerously_trust_everyone();
        for line in bridges {
            config.bridges().bridges().push(line.parse().ok()?);
        }
        for (transport, program) in transports(bridges).ok()? {
            let mut disguise = TransportConfigBuilder::default();
            disguise.protocols(vec![transport.parse().ok()?]).path(CfgPath::new_literal(program));
            config.bridges().transports().push(disguise);
        }
        Some(config)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether Sotto's Tor uses another network than the public one, which hides nobody.
pub fn is_other_tor_network() -> bool {
    std::env::var_os(NETWORK).is_some()
}

/// Lines that name bridges, as the Tor Project gives them, without those that are empty.
///
/// # Errors
/// `bridge_invalid`, `bridge_program_missing`.
pub(crate) fn checked_bridges(lines: &[String]) -> Result<Vec<String>, Error> {
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(|line| line.strip_prefix("Bridge ").unwrap_or(line).to_owned()).collect();
    for line in &lines {
        let bridge = line.parse::<BridgeConfigBuilder>().ok().filter(|bridge| bridge.build().is_ok());
        bridge.ok_or(Error::Refused(ErrorCode::BridgeInvalid))?;
    }
    transports(&lines)?;
    Ok(lines)
}

/// The disguises that `bridges` ask for, each with the program of this machine that puts it on.
fn transports(bridges: &[String]) -> Result<Vec<(&str, PathBuf)>, Error> {
    let mut asked: Vec<&str> = bridges.iter().filter_map(|line| transport(line)).collect();
    asked.sort_unstable();
    asked.dedup();
    let with_program = |name| {
        let programs = TRANSPORTS.iter().find(|(transport, _)| *transport == name).map(|(_, programs)| *programs);
        let found = programs.and_then(|programs| programs.iter().find_map(|program| on_path(program)));
        found.map(|program| (name, program)).ok_or(Error::Refused(ErrorCode::BridgeProgramMissing))
    };
    asked.into_iter().map(with_program).collect()
}

/// The disguise's name, which comes before the address where there is one.
fn transport(bridge: &str) -> Option<&str> {
    let first = bridge.split_whitespace().next()?;
    first.parse::<std::net::SocketAddr>().is_err().then_some(first)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file: &PathBuf| Path::is_file(file))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of one")]
fn progress(status: &BootstrapStatus) -> TorProgress {
    let hindrance = status.blocked().and_then(|blockage| match blockage.kind() {
        BlockageKind::Offline => Some(TorHindrance::Offline),
        BlockageKind::Filtering => Some(TorHindrance::Filtered),
        BlockageKind::ClockSkewed => Some(TorHindrance::Clock),
        _ => None,
    });
    TorProgress {
        percent: (status.as_frac() * 100.0).clamp(0.0, 100.0) as u8,
        is_ready: status.ready_for_traffic(),
        hindrance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINGERPRINT: &str = "7DD62766BF2052432051D7B7E08A22F7E34A4543";

    #[test]
    fn a_bridge_is_read_as_the_tor_project_gives_it() {
        let lines = [format!(" Bridge 192.0.2.1:9001 {FINGERPRINT} "), String::new()];
        assert_eq!(checked_bridges(&lines).unwrap(), [format!("192.0.2.1:9001 {FINGERPRINT}")]);
        for wrong in ["192.0.2.1", "192.0.2.1:9001", "https://bridges.torproject.org", "obfs4"] {
            let refused = checked_bridges(&[wrong.to_owned()]).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::BridgeInvalid, "{wrong}");
        }
    }

    #[test]
    fn a_disguise_without_a_program_is_named_at_once() {
        let line = format!("conjure 192.0.2.1:9001 {FINGERPRINT}");
        assert_eq!(checked_bridges(&[line]).unwrap_err().code(), ErrorCode::BridgeProgramMissing);
    }
}
