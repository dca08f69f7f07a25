//! The accept loop: TLS, then HTTP/1.1 with the channel binding beside each request.

use std::{sync::Arc, time::Duration};

use axum::body::Body;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use sotto_protocol::channel_proof::ChannelBinding;
use sotto_relay_api::CHANNEL_BINDING_LABEL;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::{http, log_event, relay::Shared};

/// After the system refused an accept: most often there are no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What a request knows of its connection.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) binding: ChannelBinding,
    /// Held as long as the connection lives, also after its upgrade.
    pub(crate) _place: Arc<OwnedSemaphorePermit>,
}

/// Accepts until the relay stops.
// enforces: CHAN-07
pub(crate) async fn run(relay: Arc<Shared>, listener: TcpListener, tls: ServerConfig) {
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let places = Arc::new(Semaphore::new(relay.limits.connections));
    let stopping = relay.tasks.stopping.clone();
    while let Some(accepted) = stopping.run_until_cancelled(listener.accept()).await {
        let Ok((stream, _)) = accepted else {
            sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            log_event!(warn, "all places are taken", connections = relay.limits.connections);
            continue;
        };
        let (relay, acceptor) = (Arc::clone(&relay), acceptor.clone());
        let tasks = relay.tasks.clone();
        tasks.spawn(serve(relay, acceptor, stream, place));
    }
}

async fn serve(relay: Arc<Shared>, acceptor: TlsAcceptor, stream: TcpStream, place: OwnedSemaphorePermit) {
    // Small frames must not wait for each other; where it can't be had, they do.
    let _ = stream.set_nodelay(true);
    let Ok(Ok(stream)) = timeout(relay.limits.handshake, acceptor.accept(stream)).await else {
        log_event!(debug, "no handshake");
        return;
    };
    let exported = stream.get_ref().1.export_keying_material([0_u8; 32], CHANNEL_BINDING_LABEL, Some(b"".as_slice()));
    let Ok(binding) = exported else { return };
    let connection = Connection { binding: ChannelBinding(binding), _place: Arc::new(place) };

    let router = http::router(Arc::clone(&relay));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(connection.clone());
        router.clone().oneshot(request.map(Body::new))
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(relay.limits.handshake)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(serving);
    let stopping = relay.tasks.stopping.clone();
    // How a peer leaves is its own affair.
    if stopping.run_until_cancelled(serving.as_mut()).await.is_none() {
        serving.as_mut().graceful_shutdown();
        let _ = serving.await;
    }
}
