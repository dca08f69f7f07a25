//! Which way the relays are reached: straight, through a Tor, or through a SOCKS5 proxy, with a circuit of its own for
//! each principal.

use std::{
    collections::HashMap,
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    str::FromStr,
    sync::PoisonError,
    time::Duration,
};

use arti_client::{DataStream, IsolationToken};
use rand_core::Rng;
use sotto_protocol::card::RelayIdentity;
use sotto_vault::{StoreError, Transaction};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
    time::timeout,
};
use tokio_socks::{Error as SocksError, tcp::Socks5Stream};
use tokio_util::either::Either;
use x25519_dalek::PublicKey;

use super::tor::{OwnTor, TorProgress, checked_bridges};
use crate::{ContactError, Engine, Error, surroundings::chance};

const ROUTE_KEPT_AS: &str = "route";
const BRIDGES_KEPT_AS: &str = "bridges";
/// Where the system's Tor and Tor Browser listen, unless told otherwise.
const TOR_PORTS: [u16; 2] = [9050, 9150];
/// How long something on this machine may take to say that it is a Tor.
const GLANCE: Duration = Duration::from_secs(2);
/// How long an onion service may take to be found, before the relay's other address is tried the same way.
const ONION_PATIENCE: Duration = Duration::from_secs(60);
/// What a Tor answers to a web browser that takes it for a web proxy ("Tor is not an HTTP Proxy").
const TOR_SAYS: &[u8] = b"Tor is not an HTTP Proxy";

/// The way to the relays. What is to go one way never goes another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Straight: the relay sees this device's network address.
    #[default]
    Direct,
    /// Through Sotto's own Tor.
    OwnTor,
    /// Through a Tor that runs apart from Sotto and listens here.
    Tor(SocketAddr),
    /// Through another SOCKS5 proxy.
    Proxy(SocketAddr),
}

impl Route {
    /// Whether the relay learns nothing of where this device is.
    pub fn is_tor(self) -> bool {
        matches!(self, Self::OwnTor | Self::Tor(_))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => f.write_str("direct"),
            Self::OwnTor => f.write_str("own-tor"),
            Self::Tor(proxy) => write!(f, "tor {proxy}"),
            Self::Proxy(proxy) => write!(f, "proxy {proxy}"),
        }
    }
}

/// Not a route that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a way to the relays")]
pub struct UnknownRoute;

impl FromStr for Route {
    type Err = UnknownRoute;

    fn from_str(text: &str) -> Result<Self, UnknownRoute> {
        let (kind, proxy) = text.split_once(' ').unwrap_or((text, ""));
        // A name would have to be looked up, which goes past the proxy.
        let proxy = || proxy.parse().map_err(|_| UnknownRoute);
        match kind {
            "direct" if text == kind => Ok(Self::Direct),
            "own-tor" if text == kind => Ok(Self::OwnTor),
            "tor" => proxy().map(Self::Tor),
            "proxy" => proxy().map(Self::Proxy),
            _ => Err(UnknownRoute),
        }
    }
}

/// How the relays are to be reached, as it was chosen.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Which way.
    pub route: Route,
    /// By which relays Sotto's own Tor enters, if not by public ones: lines as the Tor Project gives them.
    pub bridges: Vec<String>,
}

impl Way {
    /// The same, with bridges that can be used.
    ///
    /// # Errors
    /// `bridge_invalid`, `bridge_program_missing`.
    pub fn checked(self) -> Result<Self, Error> {
        Ok(Self { bridges: checked_bridges(&self.bridges)?, ..self })
    }
}

/// A connection to a relay.
pub(super) type Socket = Either<TcpStream, DataStream>;

/// What opens every connection of a device.
pub(crate) struct Dialer {
    /// None: a newer Sotto chose a way that this one does not know, and nothing goes another.
    route: watch::Sender<Option<Route>>,
    tor: OwnTor,
    /// Under what each principal goes through a Tor or proxy, until the vault is locked.
    circuits: std::sync::Mutex<HashMap<[u8; 32], Circuit>>,
}

/// Tor keeps what comes under different ones on different paths.
#[derive(Clone)]
struct Circuit {
    /// For a SOCKS5 proxy.
    name: String,
    /// For Sotto's own Tor.
    token: IsolationToken,
}

impl Circuit {
    fn new() -> Self {
        let name = format!("{:032x}", u128::from(chance().next_u64()) << 64 | u128::from(chance().next_u64()));
        Self { name, token: IsolationToken::new() }
    }
}

impl Dialer {
    /// Dials as was chosen last in a vault; Tor keeps its state in `tor_folder`.
    pub(crate) fn kept(tx: &Transaction<'_>, tor_folder: PathBuf) -> Result<Self, StoreError> {
        let route = tx.settings().get(ROUTE_KEPT_AS)?;
        let route = route.map_or(Some(Route::Direct), |kept| std::str::from_utf8(&kept).ok()?.parse().ok());
        let bridges = tx.settings().get(BRIDGES_KEPT_AS)?.unwrap_or_default();
        let bridges = String::from_utf8_lossy(&bridges).lines().map(str::to_owned).collect();
        Ok(Self::over(route, tor_folder, bridges))
    }

    /// Dials where there is no vault yet.
    pub(crate) fn new(way: &Way, tor_folder: PathBuf) -> Self {
        Self::over(Some(way.route), tor_folder, way.bridges.clone())
    }

    fn over(route: Option<Route>, tor_folder: PathBuf, bridges: Vec<String>) -> Self {
        let tor = OwnTor::new(tor_folder, bridges);
        Self { route: watch::Sender::new(route), tor, circuits: std::sync::Mutex::default() }
    }

    /// Changes when another way is chosen: what goes the old one ends then.
    pub(super) fn route(&self) -> watch::Receiver<Option<Route>> {
        self.route.subscribe()
    }

    /// Waits until the way can be gone.
    pub(super) async fn prepare(&self) -> Result<(), ContactError> {
        let route = *self.route.borrow();
        match route {
            Some(Route::OwnTor) => self.tor.connected().await,
            _ => Ok(()),
        }
    }

    /// Connects to `relay` for `principal`: through a Tor to its onion service, if it has one that answers.
    // enforces: CHAN-12
    pub(super) async fn dial(
        &self,
        relay: &RelayIdentity,
        principal: Option<&PublicKey>,
    ) -> Result<Socket, ContactError> {
        let route = (*self.route.borrow()).ok_or_else(|| no_proxy(io::ErrorKind::Unsupported))?;
        let circuit = self.circuit(principal);
        if let Some(onion) = relay.onion.as_ref().filter(|onion| route.is_tor() && is_onion(onion)) {
            match timeout(ONION_PATIENCE, self.dial_address(route, onion, &circuit)).await {
                Ok(Err(ContactError::Unreachable(_))) | Err(_) => {}
                Ok(dialled) => return dialled,
            }
        }
        self.dial_address(route, &relay.address, &circuit).await
    }

    /// Connects to `address`, a name or number with its port.
    // enforces: CHAN-09
    async fn dial_address(&self, route: Route, address: &str, circuit: &Circuit) -> Result<Socket, ContactError> {
        let socket = match route {
            Route::Direct if is_onion(address) => {
                return Err(ContactError::Unreachable(io::ErrorKind::AddrNotAvailable.into()));
            }
            Route::Direct => TcpStream::connect(address).await.map_err(ContactError::Unreachable)?,
            Route::OwnTor => return self.tor.connect(address, circuit.token).await.map(Either::Right),
            Route::Tor(proxy) | Route::Proxy(proxy) => {
                let socket = TcpStream::connect(proxy).await.map_err(ContactError::ProxyUnreachable)?;
                Socks5Stream::connect_with_password_and_socket(socket, address, &circuit.name, &circuit.name)
                    .await
                    .map_err(why_no_way)?
                    .into_inner()
            }
        };
        socket.set_nodelay(true).map_err(ContactError::Unreachable)?;
        Ok(Either::Left(socket))
    }

    /// Whoever is nobody shares with nobody.
    // enforces: CHAN-10
    fn circuit(&self, principal: Option<&PublicKey>) -> Circuit {
        match principal {
            None => Circuit::new(),
            Some(principal) => {
                let mut circuits = self.circuits.lock().unwrap_or_else(PoisonError::into_inner);
                circuits.entry(principal.to_bytes()).or_insert_with(Circuit::new).clone()
            }
        }
    }
}

/// Keeps the way in a vault.
pub(crate) fn keep(tx: &Transaction<'_>, way: &Way) -> Result<(), StoreError> {
    tx.settings().put(ROUTE_KEPT_AS, way.route.to_string().as_bytes())?;
    tx.settings().put(BRIDGES_KEPT_AS, way.bridges.join("\n").as_bytes())
}

impl Engine {
    /// Which way the relays are reached; none if a newer Sotto chose one that this one does not know.
    pub fn route(&self) -> Option<Route> {
        *self.dialer.route.borrow()
    }

    /// By which relays Sotto's own Tor enters, if not by public ones.
    pub fn bridges(&self) -> Vec<String> {
        self.dialer.tor.bridges()
    }

    /// How far Sotto's own Tor is.
    pub fn tor_progress(&self) -> watch::Receiver<TorProgress> {
        self.dialer.tor.progress()
    }

    /// Starts Sotto's own Tor, if that is the way, before something has to go through it.
    ///
    /// # Errors
    /// `tor_unreachable`.
    pub fn start_tor(&self) -> Result<(), Error> {
        match self.route() {
            Some(Route::OwnTor) => Ok(self.dialer.tor.start()?),
            _ => Ok(()),
        }
    }

    /// Goes another way from now on. What goes the old one is cut.
    ///
    /// # Errors
    /// `bridge_invalid`, `bridge_program_missing`, a storage error; then everything goes the old way on.
    pub fn take_way(&self, way: Way) -> Result<(), Error> {
        let way = way.checked()?;
        self.write(|tx| Ok(keep(tx, &way)?))?;
        self.dialer.tor.take_bridges(way.bridges);
        if way.route != Route::OwnTor {
            self.dialer.tor.stop();
        }
        self.dialer.route.send_if_modified(|taken| taken.replace(way.route) != Some(way.route));
        Ok(())
    }
}

/// Whether only Tor knows where `address` leads; whoever else is asked learns of it.
fn is_onion(address: &str) -> bool {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.trim_end_matches('.').to_ascii_lowercase().ends_with(".onion")
}

/// The Tors that listen on this machine where they usually do. Nothing leaves the machine.
pub async fn find_tor() -> Vec<SocketAddr> {
    let mut found = Vec::new();
    for port in TOR_PORTS {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        if is_tor(address).await {
            found.push(address);
        }
    }
    found
}

/// Whether what listens on `address`, on this machine, says that it is a Tor.
pub async fn is_tor(address: SocketAddr) -> bool {
    let asking = async {
        let mut socket = TcpStream::connect(address).await?;
        socket.write_all(b"GET / HTTP/1.0\r\n\r\n").await?;
        let mut answer = Vec::new();
        socket.take(4096).read_to_end(&mut answer).await?;
        io::Result::Ok(answer.windows(TOR_SAYS.len()).any(|said| said == TOR_SAYS))
    };
    matches!(timeout(GLANCE, asking).await, Ok(Ok(true)))
}

fn why_no_way(error: SocksError) -> ContactError {
    match error {
        SocksError::Io(error) => ContactError::ProxyUnreachable(error),
        // The proxy tried, and found no way.
        SocksError::GeneralSocksServerFailure
        | SocksError::NetworkUnreachable
        | SocksError::HostUnreachable
        | SocksError::ConnectionRefused
        | SocksError::TtlExpired => ContactError::Unreachable(io::Error::other(error)),
        _ => ContactError::ProxyUnreachable(io::Error::other(error)),
    }
}

fn no_proxy(kind: io::ErrorKind) -> ContactError {
    ContactError::ProxyUnreachable(kind.into())
}

#[cfg(test)]
mod tests {
    use sotto_protocol::sign::PublicKey as PublicLogKey;

    use super::*;

    #[test]
    fn a_route_is_kept_as_it_was_chosen() {
        for text in ["direct", "own-tor", "tor 127.0.0.1:9050", "proxy [::1]:1080"] {
            assert_eq!(text.parse::<Route>().map(|route| route.to_string()).as_deref(), Ok(text));
        }
        for text in [
            "",
            "direct ",
            "direct 127.0.0.1:1",
            "own-tor 1",
            "tor",
            "tor localhost:9050",
            "proxy 127.0.0.1",
            "bridge 1",
        ] {
            assert_eq!(text.parse::<Route>(), Err(UnknownRoute), "{text}");
        }
    }

    fn dialer(route: Option<Route>) -> Dialer {
        Dialer::over(route, PathBuf::from("/nonexistent"), Vec::new())
    }

    // rule: CHAN-09
    #[tokio::test]
    async fn a_way_that_a_newer_sotto_chose_is_not_replaced_by_another() {
        let dialled = dialer(None).dial(&relay("127.0.0.1:1", None), None).await.map(drop);
        assert!(matches!(dialled, Err(ContactError::ProxyUnreachable(_))), "{dialled:?}");
    }

    // rule: CHAN-09
    #[tokio::test]
    async fn no_resolver_is_asked_for_an_onion() {
        for address in ["abcdef.onion:443", "abcdef.Onion.:443"] {
            let dialled = dialer(Some(Route::Direct)).dial(&relay(address, None), None).await.map(drop);
            let is_refused = |error: &io::Error| error.kind() == io::ErrorKind::AddrNotAvailable;
            assert!(matches!(&dialled, Err(ContactError::Unreachable(error)) if is_refused(error)), "{dialled:?}");
        }
        assert!(!is_onion("onion:443") && !is_onion("127.0.0.1:443") && !is_onion("onion.example:443"));
    }

    fn relay(address: &str, onion: Option<&str>) -> RelayIdentity {
        RelayIdentity {
            address: address.to_owned(),
            onion: onion.map(str::to_owned),
            tls_keys: Vec::new(),
            channel_key: [0; 32].into(),
            log_key: PublicLogKey::from_bytes([0; 32]),
        }
    }
}
