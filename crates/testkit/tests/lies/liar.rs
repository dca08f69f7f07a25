//! Whoever holds a relay's keys, between its clients and itself: proves itself to both ends, and says what a test wants.

use std::{
    collections::HashMap,
    fs,
    future::pending,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use minicbor::{
    Decode,
    bytes::{ByteArray, ByteVec},
};
use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName},
    version::TLS13,
};
use sotto_protocol::{
    channel_proof::{ChannelBinding, ChannelProof},
    codec,
    ids::OrganisationId,
};
use sotto_relay::{FileKek, KeyEncryption};
use sotto_relay_api::{
    Answer, CHANNEL_BINDING_LABEL, CHANNEL_PATH, ClientFrame, NEUTRAL_SERVER_NAME, RelayFrame, Request, frame,
};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    time::{pause, resume, sleep},
};
use tokio_rustls::{TlsAcceptor, TlsConnector, client, server};
use tokio_tungstenite::{WebSocketStream, accept_async, client_async, tungstenite::Message};
use x25519_dalek::StaticSecret;

/// Requests of the liar's own have ids from here on.
const OWN_IDS: u32 = 1 << 31;
const TRICKLE_EVERY: Duration = Duration::from_secs(1);

/// What a client hears instead of what the relay said.
pub enum Says {
    /// This.
    Frame(RelayFrame),
    /// This frame, again and again, and never what was asked for.
    Pushes(RelayFrame),
    /// One WebSocket message.
    Message(Message),
    /// These bytes inside TLS, and then nothing.
    Bytes(Vec<u8>),
    /// These bytes inside TLS, and the end of the connection.
    BytesAndEnd(Vec<u8>),
    /// What the relay said, at a byte each second.
    Trickle(RelayFrame),
    /// Nothing any more, on a connection that does not end.
    Nothing,
}

/// How far a connection comes before nothing more is said on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    BeforeTls,
    BeforeWebSocket,
}

type Lie = Box<dyn FnMut(Option<&Request>, RelayFrame) -> Says + Send>;
type AsksFirst = Box<dyn FnMut(&Request) -> Option<Request> + Send>;

#[derive(Default)]
struct Lies {
    lie: Option<Lie>,
    asks_first: Option<AsksFirst>,
    stop: Option<Stop>,
    is_time_stopped: bool,
}

/// Relays what both ends say, and lies when it is told to.
pub struct Liar {
    lies: Arc<Mutex<Lies>>,
    connections: Arc<AtomicUsize>,
}

impl Liar {
    /// Serves the clients of the relay with this data folder, on the test's own thread.
    pub fn start(listener: TcpListener, data: &Path, relay: SocketAddr) -> Self {
        let lies = Arc::new(Mutex::new(Lies::default()));
        let keys = Arc::new(Keys::read(data));
        let acceptor = TlsAcceptor::from(Arc::new(keys.server_config()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (shared, counted) = (Arc::clone(&lies), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (lies, keys, acceptor) = (Arc::clone(&shared), Arc::clone(&keys), acceptor.clone());
                tokio::spawn(async move { serve(socket, &lies, &keys, &acceptor, relay).await });
            }
        });
        Self { lies, connections }
    }

    /// How often somebody has connected.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Tells the truth from here on, at the usual pace.
    pub fn is_honest(&self) {
        let before = core::mem::take(&mut *self.lies.lock().unwrap());
        if before.is_time_stopped {
            resume();
        }
    }

    /// Says what `lie` makes of each frame of the relay; of an answer it knows the request.
    pub fn says(&self, lie: impl FnMut(Option<&Request>, RelayFrame) -> Says + Send + 'static) {
        self.lies.lock().unwrap().lie = Some(Box::new(lie));
    }

    /// Answers what `twist` makes of the relay's answers.
    pub fn twists(&self, mut twist: impl FnMut(&Request, &mut Answer) + Send + 'static) {
        self.says(move |request, mut said| {
            if let (Some(request), RelayFrame::Answer { answer, .. }) = (request, &mut said) {
                twist(request, answer);
            }
            Says::Frame(said)
        });
    }

    /// Asks the relay for something itself before it passes a request on, as whoever asked.
    pub fn asks_first(&self, first: impl FnMut(&Request) -> Option<Request> + Send + 'static) {
        self.lies.lock().unwrap().asks_first = Some(Box::new(first));
    }

    /// Says nothing more, on connections that do not end.
    pub fn falls_silent(&self) {
        self.says(|_, _| Says::Nothing);
        stop_time(&self.lies);
    }

    /// Lets connections come only so far.
    pub fn stops(&self, stop: Stop) {
        self.lies.lock().unwrap().stop = Some(stop);
    }
}

/// Nothing comes any more: time passes as fast as there is nothing else to wait for.
fn stop_time(lies: &Mutex<Lies>) {
    let mut lies = lies.lock().unwrap();
    if !lies.is_time_stopped {
        pause();
        lies.is_time_stopped = true;
    }
}

async fn stall<T>(lies: &Mutex<Lies>, _connection: T) {
    stop_time(lies);
    pending().await
}

type ToClient = WebSocketStream<server::TlsStream<TcpStream>>;
type ToRelay = WebSocketStream<client::TlsStream<TcpStream>>;

/// Serves one connection until either end leaves it.
async fn serve(
    socket: TcpStream,
    lies: &Mutex<Lies>,
    keys: &Keys,
    acceptor: &TlsAcceptor,
    relay: SocketAddr,
) -> Option<()> {
    let stop = lies.lock().unwrap().stop;
    if stop == Some(Stop::BeforeTls) {
        stall(lies, socket).await;
        return None;
    }
    let stream = acceptor.accept(socket).await.ok()?;
    if stop == Some(Stop::BeforeWebSocket) {
        stall(lies, stream).await;
        return None;
    }
    let client = accept_async(stream).await.ok()?;
    let (relay, binding) = keys.connect(relay).await;
    Between { lies, keys, client, relay, binding, organisation: None, asked: HashMap::new() }.run().await
}

/// One connection of a client, with one to the relay.
struct Between<'a> {
    lies: &'a Mutex<Lies>,
    keys: &'a Keys,
    client: ToClient,
    relay: ToRelay,
    /// Of the connection to the relay.
    binding: ChannelBinding,
    organisation: Option<OrganisationId>,
    asked: HashMap<u32, Request>,
}

impl Between<'_> {
    async fn run(mut self) -> Option<()> {
        loop {
            tokio::select! {
                said = self.client.next() => match said?.ok()? {
                    Message::Binary(bytes) => self.pass_on(frame::decode(&bytes).unwrap()).await?,
                    Message::Close(_) => return None,
                    _ => {}
                },
                said = self.relay.next() => match said?.ok()? {
                    Message::Binary(bytes) => self.answer(frame::decode(&bytes).unwrap()).await?,
                    Message::Close(_) => return None,
                    _ => {}
                },
            }
        }
    }

    async fn pass_on(&mut self, mut said: ClientFrame) -> Option<()> {
        match &mut said {
            ClientFrame::Hello { organisation, .. } => self.organisation = *organisation,
            ClientFrame::Prove { channel_key, proof, .. } => {
                // Either end can make a proof: it shows nothing to a third party.
                let organisation = self.organisation.unwrap();
                *proof = ChannelProof::make(&self.keys.channel, channel_key, &organisation, &self.binding).unwrap();
            }
            ClientFrame::Request { id, seen_size, request } => {
                let first = self.lies.lock().unwrap().asks_first.as_mut().and_then(|first| first(request));
                if let Some(request) = first {
                    let own = ClientFrame::Request { id: *id | OWN_IDS, seen_size: *seen_size, request };
                    self.send(&own).await?;
                    self.hear_own().await?;
                }
                self.asked.insert(*id, request.clone());
            }
        }
        self.send(&said).await
    }

    /// Waits for the answer to a request of the liar's own.
    async fn hear_own(&mut self) -> Option<()> {
        loop {
            let Message::Binary(bytes) = self.relay.next().await?.ok()? else { continue };
            match frame::decode(&bytes).unwrap() {
                RelayFrame::Answer { id, .. } if id & OWN_IDS != 0 => return Some(()),
                said => self.answer(said).await?,
            }
        }
    }

    async fn send(&mut self, said: &ClientFrame) -> Option<()> {
        self.relay.send(Message::binary(frame::encode(said).unwrap())).await.ok()
    }

    async fn answer(&mut self, said: RelayFrame) -> Option<()> {
        let request = match &said {
            RelayFrame::Answer { id, .. } => self.asked.remove(id),
            _ => None,
        };
        let says = match &mut self.lies.lock().unwrap().lie {
            Some(lie) => lie(request.as_ref(), said),
            None => Says::Frame(said),
        };
        match says {
            Says::Frame(said) => self.client.send(message(&said)).await.ok(),
            Says::Message(message) => self.client.send(message).await.ok(),
            Says::Pushes(push) => {
                stop_time(self.lies);
                loop {
                    self.client.send(message(&push)).await.ok()?;
                    sleep(TRICKLE_EVERY).await;
                }
            }
            Says::Bytes(bytes) => {
                self.write(&bytes).await?;
                stall(self.lies, &self.client).await;
                None
            }
            Says::BytesAndEnd(bytes) => {
                self.write(&bytes).await?;
                None
            }
            Says::Trickle(said) => {
                stop_time(self.lies);
                for byte in in_websocket(&frame::encode(&said).unwrap()) {
                    self.write(&[byte]).await?;
                    sleep(TRICKLE_EVERY).await;
                }
                Some(())
            }
            Says::Nothing => {
                stall(self.lies, &self.client).await;
                None
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Option<()> {
        let stream = self.client.get_mut();
        stream.write_all(bytes).await.ok()?;
        stream.flush().await.ok()
    }
}

fn message(said: &RelayFrame) -> Message {
    Message::binary(frame::encode(said).unwrap())
}

/// A binary WebSocket message, with its header before it.
pub fn in_websocket(payload: &[u8]) -> Vec<u8> {
    [&header(payload.len() as u64)[..], payload].concat()
}

/// The header of a binary message of this length (RFC 6455 §5.2).
pub fn header(payload_bytes: u64) -> [u8; 10] {
    let mut header = [0x82, 127, 0, 0, 0, 0, 0, 0, 0, 0];
    header[2..].copy_from_slice(&payload_bytes.to_be_bytes());
    header
}

/// The relay's own, as they lie in its folder.
#[derive(Decode)]
struct StoredKeys {
    #[n(0)]
    tls_key: ByteVec,
    #[n(1)]
    tls_certificate: ByteVec,
    #[n(2)]
    channel: ByteArray<32>,
    #[n(3)]
    log: ByteArray<32>,
}

struct Keys {
    tls_key: Vec<u8>,
    certificate: CertificateDer<'static>,
    channel: StaticSecret,
}

fn stored(data: &Path) -> StoredKeys {
    let kek = FileKek::from_bytes(fs::read(data.join("kek")).unwrap().try_into().unwrap());
    let wrapped = fs::read(data.join("relay.keys")).unwrap();
    codec::from_slice(&kek.unwrap(&wrapped, b"sotto/relay-keys/1").unwrap()).unwrap()
}

/// From which the relay's key for each log comes.
pub fn log_seed(data: &Path) -> [u8; 32] {
    *stored(data).log
}

impl Keys {
    fn read(data: &Path) -> Self {
        let stored = stored(data);
        Self {
            tls_key: stored.tls_key.to_vec(),
            certificate: CertificateDer::from(stored.tls_certificate.to_vec()),
            channel: StaticSecret::from(*stored.channel),
        }
    }

    fn server_config(&self) -> ServerConfig {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.tls_key.clone()));
        ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&TLS13])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], key)
            .unwrap()
    }

    async fn connect(&self, relay: SocketAddr) -> (ToRelay, ChannelBinding) {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&TLS13])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let socket = TcpStream::connect(relay).await.unwrap();
        let name = ServerName::try_from(NEUTRAL_SERVER_NAME).unwrap();
        let stream = TlsConnector::from(Arc::new(config)).connect(name, socket).await.unwrap();
        let binding = stream.get_ref().1.export_keying_material([0; 32], CHANNEL_BINDING_LABEL, Some(b"")).unwrap();
        let url = format!("wss://{NEUTRAL_SERVER_NAME}{CHANNEL_PATH}");
        let (socket, _) = client_async(url, stream).await.unwrap();
        (socket, ChannelBinding(binding))
    }
}

fn provider() -> Arc<CryptoProvider> {
    let kx_groups = vec![aws_lc_rs::kx_group::X25519MLKEM768];
    Arc::new(CryptoProvider { kx_groups, ..aws_lc_rs::default_provider() })
}
