//! The accept loop: HTTP/1.1, and how long a peer may take for what.

use core::time::Duration;
use std::sync::Arc;

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::warn;

use crate::http::Http;

/// For the head of a request, also for that of the next one on the same connection.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// For a body, once its head is read.
pub(crate) const BODY_TIME: Duration = Duration::from_secs(10);
/// For a whole connection; a log that has more to say opens another one.
const CONNECTION_TIME: Duration = Duration::from_secs(120);
/// To finish what is under way when a connection has to end.
const LAST_TIME: Duration = Duration::from_secs(15);
/// Connections at once.
const CONNECTIONS: usize = 256;
/// After the system refused an accept: most often there are no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// What is read ahead of one connection.
const READ_BUFFER_BYTES: usize = 32 * 1024;

/// Accepts until `stopping`; each connection is one of `tasks`.
pub(crate) async fn run(http: Http, listener: TcpListener, stopping: CancellationToken, tasks: TaskTracker) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    while let Some(accepted) = stopping.run_until_cancelled(listener.accept()).await {
        let Ok((stream, _)) = accepted else {
            sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            warn!(connections = CONNECTIONS, "all places are taken");
            continue;
        };
        let (http, stopping) = (http.clone(), stopping.clone());
        tasks.spawn(async move {
            serve(http, stream, stopping).await;
            drop(place);
        });
    }
}

async fn serve(http: Http, stream: impl AsyncRead + AsyncWrite + Unpin, stopping: CancellationToken) {
    let service = service_fn(move |request| http.clone().answer(request));
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(READ_BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    // How a peer leaves is its own affair.
    if let Ok(Some(_)) = timeout(CONNECTION_TIME, stopping.run_until_cancelled(serving.as_mut())).await {
        return;
    }
    serving.as_mut().graceful_shutdown();
    let _ = timeout(LAST_TIME, serving).await;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use sotto_protocol::time::UnixSeconds;
    use sotto_tlog::{MAX_ADD_CHECKPOINT_BYTES, WitnessName};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
        time::Instant,
    };

    use super::*;
    use crate::{
        clock::Clock,
        contents::Contents,
        data_folder::{DataFolder, KEY},
        key_file::KeyFile,
        service::Service,
    };

    struct Standing;

    impl Clock for Standing {
        fn now(&self) -> UnixSeconds {
            UnixSeconds(1_795_307_459)
        }
    }

    /// A connection to a witness that knows no log.
    fn connected() -> DuplexStream {
        let data = tempfile::tempdir().unwrap();
        let folder = DataFolder::create(&data.path().join("witness")).unwrap();
        let key = KeyFile::new(WitnessName::new("witness.example/w1").unwrap(), &[9; 32]).unwrap();
        folder.write_own(KEY, &key.to_bytes()).unwrap();
        let contents = Contents::read(&folder).unwrap();
        let service = Arc::new(Service::new(folder, None, contents, Standing));
        let (ours, theirs) = duplex(1 << 16);
        let http = Http { service, monitoring: true, body_time: BODY_TIME };
        tokio::spawn(serve(http, theirs, CancellationToken::new()));
        ours
    }

    async fn all(stream: &mut DuplexStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    }

    fn head(more: &str) -> String {
        format!("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n{more}\r\n\r\n")
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_body_ends() {
        let begun = Instant::now();
        let mut stream = connected();
        stream.write_all(head("Content-Length: 100").as_bytes()).await.unwrap();
        stream.write_all(b"old 0\n").await.unwrap();
        assert!(all(&mut stream).await.starts_with("HTTP/1.1 408 "));
        assert_eq!(begun.elapsed().as_secs(), BODY_TIME.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_head_and_a_silent_peer_end() {
        for said in ["", "POST /add-checkpoint HTTP/1.1\r\nHost"] {
            let begun = Instant::now();
            let mut stream = connected();
            stream.write_all(said.as_bytes()).await.unwrap();
            all(&mut stream).await;
            assert_eq!(begun.elapsed().as_secs(), HEAD_TIME.as_secs(), "{said:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_reads_no_answers_ends() {
        let begun = Instant::now();
        let mut stream = connected();
        let request = b"GET / HTTP/1.1\r\nHost: w\r\n\r\n".repeat(8);
        // As many as the pipe takes: the witness waits for room in which to answer, and then waits no more.
        while stream.write_all(&request).await.is_ok() {}
        assert_eq!(begun.elapsed().as_secs(), (CONNECTION_TIME + LAST_TIME).as_secs());
    }

    #[tokio::test(start_paused = true)]
    // rule: LOG-27
    async fn no_more_is_read_than_a_request_can_be() {
        let begun = Instant::now();
        // Said beforehand: refused before the body is there.
        let mut stream = connected();
        let long = format!("Content-Length: {}\r\nConnection: close", MAX_ADD_CHECKPOINT_BYTES + 1);
        stream.write_all(head(&long).as_bytes()).await.unwrap();
        assert!(all(&mut stream).await.starts_with("HTTP/1.1 413 "));
        // Not said: refused at the first byte too many, while more is promised.
        let mut stream = connected();
        stream.write_all(head("Transfer-Encoding: chunked\r\nConnection: close").as_bytes()).await.unwrap();
        for _ in 0..=MAX_ADD_CHECKPOINT_BYTES / 1000 {
            stream.write_all(b"3e8\r\n").await.unwrap();
            stream.write_all(&[b'a'; 1000]).await.unwrap();
            stream.write_all(b"\r\n").await.unwrap();
        }
        assert!(all(&mut stream).await.starts_with("HTTP/1.1 413 "));
        assert_eq!(begun.elapsed().as_secs(), 0);
    }
}
