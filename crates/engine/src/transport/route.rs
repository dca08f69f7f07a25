//! Which way the relays are reached: straight, or through a SOCKS5 proxy with a circuit of its own for each principal.

use std::{
    collections::HashMap,
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    str::FromStr,
    sync::PoisonError,
    time::Duration,
};

use rand_core::Rng;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
    time::timeout,
};
use tokio_socks::{Error as SocksError, tcp::Socks5Stream};
use x25519_dalek::PublicKey;

use crate::{ContactError, Engine, Error, surroundings::chance};

pub(crate) const KEPT_AS: &str = "route";
/// Where the system's Tor and Tor Browser listen, unless told otherwise.
const TOR_PORTS: [u16; 2] = [9050, 9150];
/// How long something on this machine may take to say that it is a Tor.
const GLANCE: Duration = Duration::from_secs(2);
/// What a Tor answers to a web browser that takes it for a web proxy ("Tor is not an HTTP Proxy").
const TOR_SAYS: &[u8] = b"Tor is not an HTTP Proxy";

/// The way to the relays. What is to go one way never goes another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Straight: the relay sees this device's network address.
    #[default]
    Direct,
    /// Through a Tor that runs apart from Sotto and listens here.
    Tor(SocketAddr),
    /// Through another SOCKS5 proxy.
    Proxy(SocketAddr),
}

impl Route {
    fn proxy(self) -> Option<SocketAddr> {
        match self {
            Self::Direct => None,
            Self::Tor(proxy) | Self::Proxy(proxy) => Some(proxy),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => f.write_str("direct"),
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
            "tor" => proxy().map(Self::Tor),
            "proxy" => proxy().map(Self::Proxy),
            _ => Err(UnknownRoute),
        }
    }
}

/// What opens every connection of a device.
pub(crate) struct Dialer {
    /// None: a newer Sotto chose a way that this one does not know, and nothing goes another.
    route: watch::Sender<Option<Route>>,
    /// The name under which each principal goes through a proxy, until the vault is locked.
    circuits: std::sync::Mutex<HashMap<[u8; 32], String>>,
}

impl Dialer {
    pub(crate) fn new(kept: Option<&[u8]>) -> Self {
        let route = kept.map_or(Some(Route::Direct), |kept| std::str::from_utf8(kept).ok()?.parse().ok());
        Self { route: watch::Sender::new(route), circuits: std::sync::Mutex::default() }
    }

    /// Changes when another way is chosen: what goes the old one ends then.
    pub(super) fn route(&self) -> watch::Receiver<Option<Route>> {
        self.route.subscribe()
    }

    /// Connects to `address`, a name or number with its port, for `principal`.
    // enforces: CHAN-09
    pub(super) async fn dial(&self, address: &str, principal: Option<&PublicKey>) -> Result<TcpStream, ContactError> {
        let route = (*self.route.borrow()).ok_or_else(|| no_proxy(io::ErrorKind::Unsupported))?;
        let socket = match route.proxy() {
            None if is_onion(address) => return Err(ContactError::Unreachable(io::ErrorKind::AddrNotAvailable.into())),
            None => TcpStream::connect(address).await.map_err(ContactError::Unreachable)?,
            Some(proxy) => {
                let socket = TcpStream::connect(proxy).await.map_err(ContactError::ProxyUnreachable)?;
                let circuit = self.circuit(principal);
                Socks5Stream::connect_with_password_and_socket(socket, address, &circuit, &circuit)
                    .await
                    .map_err(why_no_way)?
                    .into_inner()
            }
        };
        socket.set_nodelay(true).map_err(ContactError::Unreachable)?;
        Ok(socket)
    }

    /// Tor keeps what comes under different names on different circuits. Whoever is nobody shares with nobody.
    // enforces: CHAN-10
    fn circuit(&self, principal: Option<&PublicKey>) -> String {
        let new = || format!("{:032x}", u128::from(chance().next_u64()) << 64 | u128::from(chance().next_u64()));
        match principal {
            None => new(),
            Some(principal) => {
                let mut circuits = self.circuits.lock().unwrap_or_else(PoisonError::into_inner);
                circuits.entry(principal.to_bytes()).or_insert_with(new).clone()
            }
        }
    }
}

impl Engine {
    /// Which way the relays are reached; none if a newer Sotto chose one that this one does not know.
    pub fn route(&self) -> Option<Route> {
        *self.dialer.route.borrow()
    }

    /// Goes another way from now on. What goes the old one is cut.
    ///
    /// # Errors
    /// A storage error; then everything goes the old way on.
    pub fn take_route(&self, route: Route) -> Result<(), Error> {
        self.write(|tx| Ok(tx.settings().put(KEPT_AS, route.to_string().as_bytes())?))?;
        self.dialer.route.send_if_modified(|taken| taken.replace(route) != Some(route));
        Ok(())
    }
}

/// The way that was chosen last.
pub(crate) fn kept(tx: &sotto_vault::Transaction<'_>) -> Result<Option<Vec<u8>>, sotto_vault::StoreError> {
    tx.settings().get(KEPT_AS)
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
    use super::*;

    #[test]
    fn a_route_is_kept_as_it_was_chosen() {
        for text in ["direct", "tor 127.0.0.1:9050", "proxy [::1]:1080"] {
            assert_eq!(text.parse::<Route>().map(|route| route.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "direct ", "direct 127.0.0.1:1", "tor", "tor localhost:9050", "proxy 127.0.0.1", "bridge 1"] {
            assert_eq!(text.parse::<Route>(), Err(UnknownRoute), "{text}");
        }
    }

    // rule: CHAN-09
    #[tokio::test]
    async fn a_way_that_a_newer_sotto_chose_is_not_replaced_by_another() {
        for kept in [b"snowflake 1".as_slice(), b"\xff"] {
            let dialled = Dialer::new(Some(kept)).dial("127.0.0.1:1", None).await;
            assert!(matches!(dialled, Err(ContactError::ProxyUnreachable(_))), "{dialled:?}");
        }
    }

    // rule: CHAN-09
    #[tokio::test]
    async fn no_resolver_is_asked_for_an_onion() {
        for address in ["abcdef.onion:443", "abcdef.Onion.:443"] {
            let dialled = Dialer::new(None).dial(address, None).await;
            let is_refused = |error: &io::Error| error.kind() == io::ErrorKind::AddrNotAvailable;
            assert!(matches!(&dialled, Err(ContactError::Unreachable(error)) if is_refused(error)), "{dialled:?}");
        }
        assert!(!is_onion("onion:443") && !is_onion("127.0.0.1:443") && !is_onion("onion.example:443"));
    }
}
