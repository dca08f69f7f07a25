//! A relay in a temporary folder, people with keys, and a client that pins the relay's key.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use futures_util::{SinkExt, StreamExt};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rustls::{
    ClientConfig, DigitallySignedStruct, SignatureScheme,
    client::{
        Resumption,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::ParsedCertificate,
};
use sha2::{Digest, Sha256};
use sotto_protocol::{
    card::{Root, RootBody},
    channel_proof::{ChannelBinding, ChannelProof},
    ids::{CaseId, DeviceId, HandlerId, MessageId, OrganisationId, RoomId},
    phrase::case_id,
    puzzle::Solution,
    room::{Append, CaseEvent, Declared, Head, ReaderChange},
    roster::{Channel, DeviceKeys, Person, ROSTER_LIFETIME_SECONDS, Role, RosterBody},
    sign::{PublicKey, SigningKey},
    time::UnixSeconds,
};
use sotto_relay::{InitOptions, ManualClock, Relay, RelayConfig, RunningRelay, init};
use sotto_relay_api::{
    Act, ActBody, Answer, CHANNEL_BINDING_LABEL, CHANNEL_PATH, ClientFrame, LogUpdate, LoggedEntry,
    NEUTRAL_SERVER_NAME, Principal, Push, Refusal, RelayFrame, Request, SetupLink, SignedAct, frame,
};
use sotto_tlog::{
    Checkpoint, Commitment, Event, InclusionProof, LeafIndex, LogVerifier, Origin, Salt, UnverifiedCheckpoint,
    verify_inclusion,
};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};
use x25519_dalek::StaticSecret;

pub(crate) const NOW: UnixSeconds = UnixSeconds(1_795_000_200);

/// Somebody with keys: a handler's device, or a reporter's case.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) signing: SigningKey,
    pub(crate) channel: StaticSecret,
}

impl Keys {
    pub(crate) fn of(n: u8) -> Self {
        Self { signing: SigningKey::from_bytes(&[n; 32]), channel: StaticSecret::from([n ^ 0x5a; 32]) }
    }

    pub(crate) fn channel_public(&self) -> [u8; 32] {
        x25519_dalek::PublicKey::from(&self.channel).to_bytes()
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey::of(&self.signing)
    }

    pub(crate) fn device_keys(&self) -> DeviceKeys {
        DeviceKeys {
            credential: self.public(),
            opening_key: vec![7; 1216].into(),
            channel_key: self.channel_public().into(),
        }
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.device_keys().device()
    }

    pub(crate) fn case(&self) -> CaseId {
        case_id(&self.public())
    }

    pub(crate) fn as_device(&self) -> Principal {
        Principal::Device(self.device())
    }

    pub(crate) fn as_mailbox(&self) -> Principal {
        Principal::Mailbox(self.case())
    }
}

pub(crate) fn person(n: u8, role: Role, keys: &Keys) -> Person {
    Person {
        handler: HandlerId::from_bytes([n; 16]),
        name: format!("Person {n}"),
        title: "Integrity".into(),
        role,
        devices: vec![keys.device_keys()],
    }
}

/// A relay and the organisation on it.
pub(crate) struct World {
    pub(crate) dir: TempDir,
    pub(crate) clock: ManualClock,
    pub(crate) relay: Option<RunningRelay>,
    pub(crate) setup: SetupLink,
    pub(crate) address: SocketAddr,
    pub(crate) owner: Keys,
    pub(crate) root: Root,
    pub(crate) people: Vec<Person>,
    pub(crate) roster_version: u32,
    starts: u64,
}

impl World {
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("relay")
    }

    pub(crate) fn config(&self) -> RelayConfig {
        RelayConfig { puzzle_effort: 1, ..RelayConfig::new(self.data()) }
    }

    /// A relay without an organisation.
    pub(crate) async fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let options = InitOptions {
            data: dir.path().join("relay"),
            listen: "127.0.0.1:0".parse().unwrap(),
            address: None,
            onion: None,
        };
        let made = init(&options, &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
        let setup = SetupLink::from_link(&made.setup_link).unwrap();
        let owner = Keys::of(1);
        let body = RootBody {
            version: 1,
            name: "Northmere Water & Power".into(),
            root_keys: vec![PublicKey::of(&SigningKey::from_bytes(&[99; 32]))],
            threshold: 1,
            roster_signers: vec![owner.public()],
            relay: setup.relay.clone(),
            region: "EU".into(),
        };
        let root = Root::follow(vec![body.sign(&[&SigningKey::from_bytes(&[99; 32])])]).unwrap();
        let people = vec![person(1, Role::Owner, &owner)];
        let clock = ManualClock::new(NOW);
        let address = made.listen;
        let mut world =
            Self { dir, clock, relay: None, setup, address, owner, root, people, roster_version: 1, starts: 0 };
        world.start(world.config()).await;
        world
    }

    /// A relay with an organisation of one OWNER.
    pub(crate) async fn founded() -> Self {
        let world = Self::empty().await;
        let mut client = world.connect().await;
        client.hello(None).await.unwrap();
        let (answer, _) = client.act(&world.setup_act("owner@example.org"), &world.owner).await;
        assert!(matches!(answer, Answer::Logged(_)), "{answer:?}");
        world
    }

    /// Starts the relay, anew if need be: the random numbers are others than before.
    pub(crate) async fn start(&mut self, config: RelayConfig) {
        self.starts += 1;
        let rng = ChaCha20Rng::seed_from_u64(1000 + self.starts);
        self.relay = Some(Relay::start(config, self.clock.clone(), rng).await.unwrap());
    }

    pub(crate) async fn stop(&mut self) {
        self.relay.take().unwrap().shutdown().await;
    }

    pub(crate) fn organisation(&self) -> OrganisationId {
        self.root.organisation()
    }

    pub(crate) fn roster(&self, version: u32) -> RosterBody {
        let intake = self.people.iter().map(|person| person.handler).collect();
        RosterBody {
            organisation: self.organisation(),
            version,
            issued_at: NOW,
            expires_at: NOW.plus(ROSTER_LIFETIME_SECONDS),
            people: self.people.clone(),
            channels: vec![Channel { channel: "general".into(), name: "General".into(), intake }],
            revoked: Vec::new(),
            identity: None,
            witnesses: None,
        }
    }

    pub(crate) fn setup_act(&self, email: &str) -> ActBody {
        let act = Act::Setup {
            token: self.setup.token,
            root: self.root.chain()[0].clone(),
            roster: self.roster(1).sign(&self.owner.signing),
            email: email.into(),
        };
        ActBody { organisation: None, id: [200; 16].into(), seen: None, act }
    }

    pub(crate) fn body(&self, id: u8, act: Act) -> ActBody {
        ActBody { organisation: Some(self.organisation()), id: [id; 16].into(), seen: None, act }
    }

    /// Certifies `person` in the next roster.
    pub(crate) async fn certify(&mut self, person: Person) {
        self.people.push(person);
        self.publish(self.roster(self.roster_version + 1)).await;
    }

    pub(crate) async fn publish(&mut self, roster: RosterBody) {
        self.roster_version = roster.version;
        let roster = roster.sign(&self.owner.signing);
        let mut client = self.proven(&self.owner.clone(), self.owner.as_device()).await;
        let id = 100 + u8::try_from(self.roster_version).unwrap();
        let (answer, _) = client.act(&self.body(id, Act::PublishRoster { roster }), &self.owner).await;
        assert!(matches!(answer, Answer::Logged(_)), "{answer:?}");
    }

    pub(crate) async fn connect(&self) -> Client {
        Client::connect(self.address, *self.setup.relay.tls_keys[0]).await
    }

    /// A channel of `keys`, as `principal`.
    pub(crate) async fn proven(&self, keys: &Keys, principal: Principal) -> Client {
        let mut client = self.connect().await;
        client.hello(Some(self.organisation())).await.unwrap();
        client.prove(self, keys, principal).await.unwrap();
        client
    }

    pub(crate) fn log(&self) -> LogVerifier {
        let origin = Origin::of_organisation(&self.organisation());
        LogVerifier::new(origin, self.setup.relay.log_key.as_bytes()).unwrap()
    }

    /// The checkpoint in an update, verified.
    pub(crate) fn checkpoint(&self, update: &LogUpdate) -> Checkpoint {
        UnverifiedCheckpoint::from_bytes(update.checkpoint.to_vec()).verify(&self.log()).unwrap()
    }

    /// The event of an entry, verified under the update of the same answer.
    pub(crate) fn event(&self, entry: &LoggedEntry, update: Option<&LogUpdate>) -> Event {
        let checkpoint = self.checkpoint(update.unwrap());
        let commitment = Commitment::new(&Salt::from_bytes(*entry.salt), &entry.event);
        let proof: InclusionProof = minicbor::decode(&entry.proof).unwrap();
        verify_inclusion(&checkpoint, LeafIndex(entry.index), &commitment, &proof).unwrap();
        Event::from_canonical(&entry.event).unwrap()
    }

    /// The act by which `reporter` opens a case for `readers` in `room`.
    pub(crate) fn opening(&self, reporter: &Keys, room: u8, readers: Vec<DeviceId>, solution: Solution) -> ActBody {
        let room = RoomId::from_bytes([room; 16]);
        let first = Append {
            room,
            previous: Head::first(&room),
            message: MessageId::from_bytes([1; 16]),
            envelope: vec![3; 16 * 1024].into(),
            declared: Declared {
                event: Some(CaseEvent::Opened { channel: "general".into() }),
                readers: Some(ReaderChange { add: readers, remove: Vec::new() }),
                welcome: None,
            },
        };
        let channel_key = reporter.channel_public().into();
        let recovery_tag = tag_of(reporter).into();
        self.body(50, Act::OpenCase { channel_key, recovery_tag, solution, first })
    }

    /// Opens a case for the OWNER and returns the reporter's channel and the head.
    pub(crate) async fn open_case(&self, reporter: &Keys, room: u8) -> (Client, Head) {
        let mut client = self.proven(reporter, reporter.as_mailbox()).await;
        let solution = client.solve(u64::from(room)).await;
        let act = self.opening(reporter, room, vec![self.owner.device()], solution);
        let (answer, _) = client.act(&act, reporter).await;
        let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
        (client, appended.head)
    }
}

/// The recovery tag of a reporter's case.
pub(crate) fn tag_of(reporter: &Keys) -> [u8; 8] {
    reporter.public().as_bytes()[..8].try_into().unwrap()
}

/// A message to a room.
pub(crate) fn message(room: u8, previous: Head, n: u8) -> Append {
    Append {
        room: RoomId::from_bytes([room; 16]),
        previous,
        message: MessageId::from_bytes([n; 16]),
        envelope: vec![n; 16 * 1024].into(),
        declared: Declared::default(),
    }
}

/// The client's side of a channel.
pub(crate) struct Client {
    socket: WebSocketStream<TlsStream<TcpStream>>,
    binding: ChannelBinding,
    next: u32,
    pub(crate) pushes: Vec<Push>,
    pub(crate) seen_size: u64,
}

/// The connection is over, or the relay refused it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Refused(Refusal),
    Cut,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, spki: [u8; 32]) -> Self {
        let hybrid = aws_lc_rs::kx_group::X25519MLKEM768;
        Self::try_connect(address, spki, hybrid).await.unwrap()
    }

    pub(crate) async fn try_connect(
        address: SocketAddr,
        spki: [u8; 32],
        group: &'static dyn SupportedKxGroup,
    ) -> Option<Self> {
        let stream = tls(address, spki, group).await?;
        let binding =
            stream.get_ref().1.export_keying_material([0_u8; 32], CHANNEL_BINDING_LABEL, Some(b"".as_slice())).unwrap();
        let url = format!("wss://{NEUTRAL_SERVER_NAME}{CHANNEL_PATH}");
        let (socket, _) = client_async(url, stream).await.ok()?;
        Some(Self { socket, binding: ChannelBinding(binding), next: 0, pushes: Vec::new(), seen_size: 0 })
    }

    pub(crate) async fn send_raw(&mut self, bytes: Vec<u8>) {
        let _ = self.socket.send(Message::Binary(bytes.into())).await;
    }

    async fn send(&mut self, frame: &ClientFrame) {
        self.send_raw(frame::encode(frame).unwrap()).await;
    }

    pub(crate) async fn receive(&mut self) -> Result<RelayFrame, Ended> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => match frame::decode(&bytes).unwrap() {
                    RelayFrame::Refused(refusal) => return Err(Ended::Refused(refusal)),
                    RelayFrame::Push(push) => self.pushes.push(push),
                    other => return Ok(other),
                },
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return Err(Ended::Cut),
            }
        }
    }

    /// The next push, whether it has come already or not.
    pub(crate) async fn push(&mut self) -> Result<Push, Ended> {
        while self.pushes.is_empty() {
            match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => match frame::decode(&bytes).unwrap() {
                    RelayFrame::Push(push) => self.pushes.push(push),
                    other => panic!("{other:?}"),
                },
                Some(Ok(_)) => {}
                _ => return Err(Ended::Cut),
            }
        }
        Ok(self.pushes.remove(0))
    }

    pub(crate) async fn hello(&mut self, organisation: Option<OrganisationId>) -> Result<u16, Ended> {
        self.hello_versions(1, 1, organisation).await
    }

    pub(crate) async fn hello_versions(
        &mut self,
        min_version: u16,
        max_version: u16,
        organisation: Option<OrganisationId>,
    ) -> Result<u16, Ended> {
        self.send(&ClientFrame::Hello { min_version, max_version, organisation }).await;
        match self.receive().await? {
            RelayFrame::Hello { version } => Ok(version),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn proof(&self, world: &World, keys: &Keys) -> ChannelProof {
        ChannelProof::make(&keys.channel, &world.setup.relay.channel_key, &world.organisation(), &self.binding).unwrap()
    }

    pub(crate) async fn prove(&mut self, world: &World, keys: &Keys, principal: Principal) -> Result<(), Ended> {
        let proof = self.proof(world, keys);
        self.prove_with(keys, principal, proof).await
    }

    pub(crate) async fn prove_with(
        &mut self,
        keys: &Keys,
        principal: Principal,
        proof: ChannelProof,
    ) -> Result<(), Ended> {
        self.send(&ClientFrame::Prove { principal, channel_key: keys.channel_public().into(), proof }).await;
        match self.receive().await? {
            RelayFrame::Proven => Ok(()),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn try_ask(&mut self, request: Request) -> Result<(Answer, Option<LogUpdate>), Ended> {
        self.next += 1;
        let asked = self.next;
        self.send(&ClientFrame::Request { id: asked, seen_size: self.seen_size, request }).await;
        match self.receive().await? {
            RelayFrame::Answer { id, answer, log } => {
                assert_eq!(id, asked);
                Ok((answer, log))
            }
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn ask(&mut self, request: Request) -> (Answer, Option<LogUpdate>) {
        self.try_ask(request).await.unwrap()
    }

    /// What was refused, or nothing.
    pub(crate) async fn refusal(&mut self, request: Request) -> Option<Refusal> {
        refusal(&self.ask(request).await.0)
    }

    pub(crate) async fn act(&mut self, body: &ActBody, keys: &Keys) -> (Answer, Option<LogUpdate>) {
        self.ask(Request::Act(SignedAct::sign(body, &keys.signing))).await
    }

    pub(crate) async fn solve(&mut self, seed: u64) -> Solution {
        let (Answer::Puzzle(puzzle), _) = self.ask(Request::FetchPuzzle).await else { panic!() };
        puzzle.solve(&mut ChaCha20Rng::seed_from_u64(seed))
    }
}

pub(crate) fn refusal(answer: &Answer) -> Option<Refusal> {
    match answer {
        Answer::Refused(refusal) => Some(*refusal),
        _ => None,
    }
}

/// A TLS stream with one key exchange group; none if the handshake failed.
pub(crate) async fn tls(
    address: SocketAddr,
    spki: [u8; 32],
    group: &'static dyn SupportedKxGroup,
) -> Option<TlsStream<TcpStream>> {
    let mut provider = aws_lc_rs::default_provider();
    provider.kx_groups = vec![group];
    let provider = Arc::new(provider);
    let mut config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Pinned { spki, provider }))
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from(NEUTRAL_SERVER_NAME).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.ok()
}

#[derive(Debug)]
struct Pinned {
    spki: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let parsed = ParsedCertificate::try_from(end_entity)?;
        let spki: [u8; 32] = Sha256::digest(parsed.subject_public_key_info()).into();
        if spki == self.spki {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::Error::General("another key".into()))
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.2".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
