//! A witness from start to stop.

use std::{io, net::SocketAddr, path::PathBuf, sync::Arc};

use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::info;

use crate::{
    clock::Clock,
    contents::{Contents, OpenError, lock},
    data_folder::DataFolder,
    http::Http,
    listener::{self, BODY_TIME},
    service::Service,
};

/// How a witness runs.
#[derive(Clone, Debug)]
pub struct WitnessConfig {
    /// The folder that [`init`](crate::init()) made.
    pub data: PathBuf,
    /// Where to listen; port 0 chooses a free one.
    pub listen: SocketAddr,
    /// Whether to serve what was cosigned last to whoever knows a log's name.
    pub monitoring: bool,
}

/// Why a witness did not start.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Local: the data folder is not in order.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Local: the address is not free.
    #[error("the address is not free")]
    Listen(#[source] io::Error),
}

impl StartError {
    /// The stable code for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open(error) => error.code(),
            Self::Listen(_) => "address_in_use",
        }
    }
}

/// A witness that answers.
#[derive(Debug)]
pub struct RunningWitness {
    address: SocketAddr,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

impl RunningWitness {
    /// Starts a witness on the runtime of the caller. The socket accepts when this returns.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(config: WitnessConfig, clock: impl Clock + 'static) -> Result<Self, StartError> {
        let folder = DataFolder::at(&config.data);
        // First: nobody changes what is read here.
        let lock = lock(&folder)?;
        let contents = Contents::read(&folder)?;
        let logs = contents.logs.len();
        let listener = TcpListener::bind(config.listen).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let service = Arc::new(Service::new(folder, Some(lock), contents, clock));
        let http = Http { service, monitoring: config.monitoring, body_time: BODY_TIME };
        let (stopping, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(listener::run(http, listener, stopping.clone(), tasks.clone()));
        info!(logs, "ready");
        Ok(Self { address, stopping, tasks })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts nothing more and finishes what is under way.
    pub async fn shutdown(self) {
        self.stopping.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        info!("stopped");
    }
}
