//! A Tor network on loopback: authorities, relays, a bridge, and onion services, each Debian's `tor`.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use data_encoding::BASE64_NOPAD;
use serde_json::json;

use crate::until;

/// What names a network's settings to a Sotto.
pub const TOR_NETWORK: &str = "SOTTO_TOR_NETWORK";
const AUTHORITIES: u8 = 3;
const RELAYS: u8 = 5;
const OR_PORT: u16 = 5000;
const DIR_PORT: u16 = 7000;
const DISGUISED_PORT: u16 = 8000;
const BRIDGE: &str = "BridgeRelay 1\nPublishServerDescriptor 0\n";
/// Seconds between two votes; a day has a whole number of them.
const VOTING_SECONDS: u32 = 20;
/// In how many votes random values are shared, by which the directories of onion services change.
const ROUNDS: u32 = 24;

/// A Tor network that runs until it is dropped.
pub struct TorNetwork {
    folder: PathBuf,
    running: Vec<Child>,
    authorities: String,
    settings: PathBuf,
}

impl TorNetwork {
    /// Starts it in `folder`, and waits until its authorities agree on every relay.
    pub async fn start(folder: &Path) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        let identities: Vec<String> = (1..=AUTHORITIES).map(|node| authority_identity(folder, node)).collect();
        let authorities: Vec<String> = (1..=AUTHORITIES)
            .zip(&identities)
            .map(|(node, identity)| {
                let (address, fingerprint) = (address(node), fingerprint(folder, node));
                format!(
                    "DirAuthority node{node} orport={OR_PORT} v3ident={identity} {address}:{DIR_PORT} {fingerprint}\n"
                )
            })
            .collect();
        let settings = folder.join("network.json");
        let caches: Vec<_> = (1..=AUTHORITIES)
            .map(|node| {
                let ed25519 = BASE64_NOPAD.encode(&ed25519_identity(folder, node));
                json!({
                    "rsa_identity": fingerprint(folder, node),
                    "ed_identity": ed25519,
                    "orports": [SocketAddr::from((address(node), OR_PORT))],
                })
            })
            .collect();
        let told = json!({
            "tor_network": { "authorities": { "v3idents": identities }, "fallback_caches": caches },
            "address_filter": { "allow_local_addrs": true },
            "path_rules": { "ipv4_subnet_family_prefix": 33, "ipv6_subnet_family_prefix": 129 },
            // The first as Tor itself reckons in such a network. The second, since where everything takes some milliseconds a
            // client learns to give up after some more, and a busy machine looks like a broken circuit.
            "override_net_params": { "hsdir_interval": ROUNDS * VOTING_SECONDS / 60, "cbtdisabled": 1 },
        });
        fs::write(&settings, told.to_string()).expect("room");

        let mut network =
            Self { folder: folder.to_owned(), running: Vec::new(), authorities: authorities.concat(), settings };
        for node in 1..=AUTHORITIES + RELAYS {
            let also = if node <= AUTHORITIES { authority() } else { "ExitRelay 1\n".to_owned() };
            network.run(node, &format!("{}{also}", relay(node)));
        }
        until("the authorities agree", || network.relays_agreed_on() == usize::from(AUTHORITIES + RELAYS)).await;
        network
    }

    /// What a Sotto is told by `SOTTO_TOR_NETWORK`, to use this network.
    pub fn settings(&self) -> &Path {
        &self.settings
    }

    /// Starts an onion service that leads to `target`; its address.
    pub async fn onion(&mut self, target: &str) -> String {
        let service = self.folder.join("service");
        let lines = format!("SocksPort 0\nHiddenServiceDir {}\nHiddenServicePort 443 {target}\n", service.display());
        let node = self.next();
        self.run(node, &lines);
        let name = service.join("hostname");
        until("an onion service has its name", || name.exists()).await;
        let uploaded = "Uploaded hidden service descriptor";
        until("an onion service is known", || self.log(node).contains(uploaded)).await;
        format!("{}:443", fs::read_to_string(name).expect("a name").trim())
    }

    /// How often somebody came to an onion service.
    pub fn introductions(&self) -> usize {
        let logs = (1..self.next()).map(|node| self.log(node));
        logs.map(|log| log.matches("Valid INTRODUCE2 cell").count()).sum()
    }

    /// Starts a bridge, of which the authorities know nothing; where it is, and its line.
    pub async fn bridge(&mut self) -> (SocketAddr, String) {
        let node = self.next();
        self.run(node, &format!("{}{BRIDGE}", relay(node)));
        until("a bridge runs", || self.log(node).contains("Bootstrapped 100%")).await;
        let listens = SocketAddr::from((address(node), OR_PORT));
        (listens, format!("{listens} {}", fingerprint(&self.folder, node)))
    }

    /// Starts a bridge that is reached by obfs4; where it is, and its line.
    pub async fn disguised_bridge(&mut self) -> (SocketAddr, String) {
        let node = self.next();
        let listens = SocketAddr::from((address(node), DISGUISED_PORT));
        let disguise = format!(
            "ServerTransportPlugin obfs4 exec /usr/bin/obfs4proxy\nServerTransportListenAddr obfs4 {listens}\n\
             ExtORPort {}:auto\n",
            address(node)
        );
        self.run(node, &format!("{}{BRIDGE}{disguise}", relay(node)));
        until("a bridge runs", || self.log(node).contains("Bootstrapped 100%")).await;
        let told = data(&self.folder, node).join("pt_state/obfs4_bridgeline.txt");
        until("a bridge has its line", || told.exists()).await;
        let told = fs::read_to_string(told).expect("a line");
        let (_, secret) = told.split_once(" cert=").expect("a certificate");
        (listens, format!("obfs4 {listens} {} cert={}", fingerprint(&self.folder, node), secret.trim()))
    }

    /// Starts a Tor for whoever asks it, as a system has one; where it listens.
    pub async fn client(&mut self) -> SocketAddr {
        let node = self.next();
        let listens = SocketAddr::from((address(node), 9050));
        self.run(node, &format!("SocksPort {listens}\n"));
        until("a Tor is connected", || self.log(node).contains("Bootstrapped 100%")).await;
        listens
    }

    /// Whether `address` is one of a relay of this network.
    pub fn holds(&self, address: SocketAddr) -> bool {
        (1..=self.next()).any(|node| address.ip() == self::address(node))
    }

    fn next(&self) -> u8 {
        u8::try_from(self.running.len()).expect("few") + 1
    }

    fn run(&mut self, node: u8, lines: &str) {
        let data = data(&self.folder, node);
        let file = self.folder.join(format!("torrc{node}"));
        let log = self.folder.join(format!("log{node}"));
        let common = format!(
            "TestingTorNetwork 1\nDataDirectory {}\nNickname node{node}\nContactInfo node{node}@example.org\n\
             Log notice file {}\nLog [rend]info file {}\nShutdownWaitLength 0\nConnLimit 60\nTestingMinExitFlagThreshold 0\n\
             TestingDirAuthVoteExit *\nTestingDirAuthVoteHSDir *\nTestingDirAuthVoteGuard *\nV3AuthNIntervalsValid 2\n\
             PathsNeededToBuildCircuits 0.67\n__OwningControllerProcess {}\n",
            data.display(),
            log.display(),
            log.display(),
            std::process::id(),
        );
        fs::write(&file, format!("{common}{}{lines}", self.authorities)).expect("room");
        self.running.push(tor().arg("-f").arg(file).spawn().expect("tor runs"));
    }

    fn log(&self, node: u8) -> String {
        fs::read_to_string(self.folder.join(format!("log{node}"))).unwrap_or_default()
    }

    fn relays_agreed_on(&self) -> usize {
        let consensus = data(&self.folder, 1).join("cached-microdesc-consensus");
        let consensus = fs::read_to_string(consensus).unwrap_or_default();
        let flags = consensus.lines().filter(|line| line.starts_with("s "));
        flags.filter(|flags| ["Running", "HSDir", "Guard", "Exit"].iter().all(|flag| flags.contains(flag))).count()
    }
}

impl Drop for TorNetwork {
    fn drop(&mut self) {
        for child in &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The node's own loopback address: no two tests have the same, and ports need not be looked for.
fn address(node: u8) -> Ipv4Addr {
    let [_, _, high, low] = std::process::id().to_be_bytes();
    Ipv4Addr::new(127, high | 0x80, low, node)
}

fn data(folder: &Path, node: u8) -> PathBuf {
    folder.join(format!("node{node}"))
}

fn relay(node: u8) -> String {
    let address = address(node);
    format!(
        "Address {address}\nORPort {address}:{OR_PORT}\nDirPort {address}:{DIR_PORT}\nOutboundBindAddress {address}\n\
         SocksPort 0\nAssumeReachable 1\nExitPolicyRejectPrivate 0\nExitPolicy accept *:*\n"
    )
}

fn authority() -> String {
    format!(
        "AuthoritativeDirectory 1\nV3AuthoritativeDirectory 1\nTestingV3AuthInitialVotingInterval 5\n\
         TestingV3AuthInitialVoteDelay 2\nTestingV3AuthInitialDistDelay 2\nV3AuthVotingInterval {VOTING_SECONDS}\n\
         V3AuthVoteDelay 4\nV3AuthDistDelay 4\nExitRelay 1\n"
    )
}

fn tor() -> Command {
    let mut tor = Command::new("tor");
    tor.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    tor
}

/// Makes the key by which an authority votes; its fingerprint.
fn authority_identity(folder: &Path, node: u8) -> String {
    let keys = data(folder, node).join("keys");
    fs::create_dir_all(&keys).expect("a folder");
    private(&data(folder, node));
    private(&keys);
    let mut making = Command::new("tor-gencert");
    making
        .args(["--create-identity-key", "--passphrase-fd", "0", "-m", "1", "-i"])
        .arg(keys.join("authority_identity_key"));
    making.arg("-s").arg(keys.join("authority_signing_key")).arg("-c").arg(keys.join("authority_certificate"));
    making.arg("-a").arg(format!("{}:{DIR_PORT}", address(node)));
    let made = making.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().and_then(|mut making| {
        std::io::Write::write_all(making.stdin.as_mut().expect("its input"), b"of no use\n")?;
        making.wait()
    });
    assert!(made.expect("tor-gencert runs").success());
    let certificate = fs::read_to_string(keys.join("authority_certificate")).expect("a certificate");
    let fingerprint = certificate.lines().find_map(|line| line.strip_prefix("fingerprint "));
    fingerprint.expect("a fingerprint").to_owned()
}

/// Makes a relay's keys, where there are none; the fingerprint of its first.
fn fingerprint(folder: &Path, node: u8) -> String {
    let data = data(folder, node);
    fs::create_dir_all(&data).expect("a folder");
    private(&data);
    let mut listing = tor();
    listing.args(["--ignore-missing-torrc", "-f", "/dev/null", "--quiet", "--list-fingerprint", "--ORPort", "1"]);
    listing.args(["--DirAuthority", "none 127.0.0.1:1 ffffffffffffffffffffffffffffffffffffffff", "--Nickname"]);
    listing.arg(format!("node{node}")).arg("--DataDirectory").arg(data);
    let listed = listing.stdout(Stdio::piped()).output().expect("tor runs");
    let listed = String::from_utf8(listed.stdout).expect("text");
    listed.split_whitespace().skip(1).collect()
}

fn ed25519_identity(folder: &Path, node: u8) -> Vec<u8> {
    let key = fs::read(data(folder, node).join("keys/ed25519_master_id_public_key")).expect("its key");
    key[32..].to_vec()
}

fn private(folder: &Path) {
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    fs::set_permissions(folder, permissions).expect("it is ours");
}
