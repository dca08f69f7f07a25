//! What crosses the wire: nothing readable inside TLS, and nothing at all to whoever intercepts it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    fs,
    io::{ErrorKind, Read},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::Arc,
    thread,
};

use common::{bodies, draft, send, text};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    ServerConfig, ServerConnection, Stream,
    crypto::aws_lc_rs,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use sotto_testkit::{Office, files_with, forms};

const CANARY: &str = "CANARY-e2f94c";

// proves: PRIV-06, PRIV-13, PRIV-15
#[test]
fn nothing_that_was_written_is_readable_inside_tls_or_on_any_disk() {
    let mut office = Office::new();
    let tap = office.relay.tapped();
    let (reporter, organisation) = office.reporter("reporter");
    let draft = draft(&reporter, &organisation, &format!("{CANARY} in the text"));
    reporter.ask(&["draft", "edit", &draft, "--title", CANARY]);
    let file = office.folder().join(format!("{CANARY}.txt"));
    fs::write(&file, CANARY.repeat(10_000)).unwrap();
    reporter.ask(&["draft", "attach", &draft, file.to_str().unwrap()]);
    fs::remove_file(&file).unwrap();
    let case = text(&reporter.ask(&["send", &draft, "--pseudonym", CANARY, "--wait"])["case"]);

    office.owner.ask(&["sync"]);
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], CANARY);
    reporter.ask(&["sync"]);
    let attachment = &office.owner.ask(&["case", "show", &case])["messages"][0]["attachments"][0];
    let output = office.folder().join("fetched");
    let fetch = ["case", "fetch", &case, &text(&attachment["attachment"]), "--output", output.to_str().unwrap()];
    office.owner.ask(&fetch);
    assert_eq!(fs::read(&output).unwrap(), CANARY.repeat(10_000).into_bytes());
    fs::remove_file(&output).unwrap();
    assert_eq!(bodies(&reporter, &case).len(), 2);
    office.relay.kill();

    let heard = fs::read(&tap).unwrap();
    assert!(heard.len() > 300_000, "the frames were heard");
    for form in forms(CANARY) {
        assert!(!heard.windows(form.len()).any(|window| window == form), "inside TLS");
        assert_eq!(files_with(office.folder(), &form), Vec::<String>::new());
    }
}

/// What an intercepting proxy saw.
#[derive(Default)]
struct Seen {
    /// What it could decrypt.
    decrypted: Vec<u8>,
    /// Whether the client ended the handshake.
    is_refused: bool,
}

/// A proxy that ends TLS with a certificate for whatever name is asked for, from an authority that the machine trusts. It
/// speaks the same key exchange as the relay, so that nothing but the pinned key can tell.
fn intercept(listener: &TcpListener, authority: &CertifiedIssuer<'_, KeyPair>) -> Seen {
    let (mut socket, _) = listener.accept().unwrap();
    let key = KeyPair::generate().unwrap();
    let names = vec![sotto_relay_api::NEUTRAL_SERVER_NAME.to_owned(), "127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names).unwrap().signed_by(&key, authority).unwrap();
    let provider = rustls::crypto::CryptoProvider {
        kx_groups: vec![aws_lc_rs::kx_group::X25519MLKEM768, aws_lc_rs::kx_group::X25519],
        ..aws_lc_rs::default_provider()
    };
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone(), authority.der().clone()], key)
        .unwrap();
    let mut connection = ServerConnection::new(Arc::new(config)).unwrap();
    let mut seen = Seen::default();
    read_all(&mut connection, &mut socket, &mut seen);
    seen
}

fn read_all(connection: &mut ServerConnection, socket: &mut TcpStream, seen: &mut Seen) {
    let mut stream = Stream::new(connection, socket);
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => seen.decrypted.extend_from_slice(&buffer[..read]),
            Err(error) => {
                seen.is_refused = matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof);
                return;
            }
        }
    }
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

// rule: CHAN-01
// proves: PRIV-13
#[test]
fn an_intercepting_proxy_with_a_trusted_authority_is_refused_named_and_learns_nothing() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "Before.", &["--wait"]).unwrap()["case"]);
    reporter.ask_with(&["case", "reply", &case, "--body-file", "-"], CANARY);
    office.relay.kill();
    let authority = authority();
    let trusted = office.folder().join("authorities.pem");
    fs::write(&trusted, authority.pem()).unwrap();
    let listener = TcpListener::bind(&office.relay.address).unwrap();
    let seen = thread::scope(|scope| {
        let proxy = scope.spawn(|| intercept(&listener, &authority));
        let trusting = reporter.with_env("SSL_CERT_FILE", &trusted);
        assert_eq!(trusting.refused(&["sync"]), "relay_identity_mismatch");
        proxy.join().unwrap()
    });
    assert!(seen.is_refused, "the client ended it");
    assert_eq!(seen.decrypted, b"", "before a byte of its own");
    drop(listener);
    office.relay.run();
    assert_eq!(reporter.ask(&["sync"])["sent"], 1, "what waited was kept, and left by the right relay");
    assert!(Path::new(&trusted).exists());
}
