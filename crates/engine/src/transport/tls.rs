//! TLS 1.3 with the hybrid key exchange, to exactly the keys that the card pins.
//!
//! No certificate authority is asked: whoever does not hold a pinned key is refused before a byte
//! of ours leaves, an intercepting proxy with a CA that this machine trusts included.

use std::{io, sync::Arc};

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, SignatureScheme,
    client::{
        Resumption,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, aws_lc_rs, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::ParsedCertificate,
};
use sha2::{Digest, Sha256};
use sotto_protocol::{card::RelayIdentity, channel_proof::ChannelBinding};
use sotto_relay_api::{CHANNEL_BINDING_LABEL, NEUTRAL_SERVER_NAME};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::route::Socket;
use crate::ContactError;

/// Accepts the pinned keys and nothing else.
#[derive(Debug)]
struct PinnedKeys {
    spki_sha256: Vec<[u8; 32]>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for PinnedKeys {
    // enforces: CHAN-01
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let certificate = ParsedCertificate::try_from(end_entity)?;
        let spki: [u8; 32] = Sha256::digest(certificate.subject_public_key_info()).into();
        if self.spki_sha256.contains(&spki) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(TlsError::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        Err(TlsError::General("TLS 1.2 is not spoken".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// A TLS connection to the relay over `socket`, and the binding that names it.
pub(super) async fn connect(
    relay: &RelayIdentity,
    socket: Socket,
) -> Result<(TlsStream<Socket>, ChannelBinding), ContactError> {
    let config = client_config(relay).map_err(|_| ContactError::Protocol)?;
    let name = ServerName::try_from(NEUTRAL_SERVER_NAME).map_err(|_| ContactError::Protocol)?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, socket).await.map_err(why_not_connected)?;
    let binding = stream
        .get_ref()
        .1
        .export_keying_material([0_u8; 32], CHANNEL_BINDING_LABEL, Some(b""))
        .map_err(|_| ContactError::Protocol)?;
    Ok((stream, ChannelBinding(binding)))
}

// enforces: CHAN-01, CHAN-02
fn client_config(relay: &RelayIdentity) -> Result<ClientConfig, TlsError> {
    let provider = Arc::new(CryptoProvider {
        kx_groups: vec![aws_lc_rs::kx_group::X25519MLKEM768],
        ..aws_lc_rs::default_provider()
    });
    let pinned =
        PinnedKeys { spki_sha256: relay.tls_keys.iter().map(|key| **key).collect(), provider: Arc::clone(&provider) };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(pinned))
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    config.enable_early_data = false;
    Ok(config)
}

/// A peer that speaks TLS but is not the relay is named as such; all else is a dropped connection.
fn why_not_connected(error: io::Error) -> ContactError {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>());
    match tls {
        Some(TlsError::InvalidCertificate(_) | TlsError::PeerIncompatible(_) | TlsError::AlertReceived(_)) => {
            ContactError::IdentityMismatch
        }
        _ => ContactError::Unreachable(error),
    }
}
