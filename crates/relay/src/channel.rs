//! One channel: hello, proof, then requests with their answers, and pushes.

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket};
use sotto_protocol::channel_proof::ChannelProof;
use sotto_relay_api::{
    Answer, ClientFrame, MAX_VERSION, MIN_VERSION, Principal, Refusal, RelayFrame, Request,
    frame::{self, negotiate},
};
use tokio::{
    sync::{Semaphore, mpsc},
    time::{Instant, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{
    access::{self, Access, Proven},
    context::Context,
    endpoints::{self, setup},
    faults::Step,
    hub::{Outgoing, Presence},
    listener::Connection,
    log_event,
    organisations::Organisation,
    relay::Shared,
};

/// How often a silent peer is asked before it is taken for gone.
const SILENCES: u32 = 3;

/// Why a channel ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The peer left or is gone.
    Left,
    /// The relay stops.
    Stopping,
    /// The peer doesn't read, or lost its access.
    Dropped,
    /// The peer was told why.
    Refused(Refusal),
}

struct Channel {
    relay: Arc<Shared>,
    socket: WebSocket,
    connection: Connection,
    outgoing: Outgoing,
    frames: mpsc::Receiver<Vec<u8>>,
}

/// Serves one channel to its end.
pub(crate) async fn run(relay: Arc<Shared>, socket: WebSocket, connection: Connection) {
    let (sender, frames) = mpsc::channel(relay.limits.outgoing);
    let outgoing = Outgoing { frames: sender, end: CancellationToken::new() };
    let mut channel = Channel { relay: Arc::clone(&relay), socket, connection, outgoing, frames };
    let end = channel.serve().await;
    if let End::Refused(refusal) = end {
        // They may have left already.
        let _ = channel.send(&RelayFrame::Refused(refusal)).await;
        log_event!(debug, "a channel was refused", refusal = refusal);
    }
    if end != End::Left {
        let _ = timeout(relay.limits.write, channel.socket.send(Message::Close(None))).await;
    }
}

impl Channel {
    async fn serve(&mut self) -> End {
        let stopping = self.relay.tasks.stopping.clone();
        let hello = timeout(self.relay.limits.hello, self.hello());
        let organisation = match stopping.run_until_cancelled(hello).await {
            Some(Ok(Ok(organisation))) => organisation,
            Some(Ok(Err(end))) => return end,
            Some(Err(_)) => return End::Dropped,
            None => return End::Stopping,
        };
        if self.send(&RelayFrame::Hello { version: MAX_VERSION }).await.is_err() {
            return End::Dropped;
        }
        self.exchange(organisation).await
    }

    /// The first frame: whose relay is wanted.
    // enforces: CHAN-04
    async fn hello(&mut self) -> Result<Option<Arc<Organisation>>, End> {
        let bytes = loop {
            match self.socket.recv().await {
                Some(Ok(Message::Binary(bytes))) => {
                    self.relay.faults.tap(&bytes);
                    break bytes;
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return Err(End::Left),
            }
        };
        let Ok(ClientFrame::Hello { min_version, max_version, organisation }) = frame::decode(&bytes) else {
            return Err(End::Refused(Refusal::BadRequest));
        };
        if negotiate((min_version, max_version), (MIN_VERSION, MAX_VERSION)).is_none() {
            return Err(End::Refused(Refusal::VersionUnsupported));
        }
        match organisation {
            None => Ok(None),
            Some(id) => match self.relay.organisations.get(&id) {
                Some(organisation) => Ok(Some(organisation)),
                None => Err(End::Refused(Refusal::OrganisationUnknown)),
            },
        }
    }

    async fn exchange(&mut self, organisation: Option<Arc<Organisation>>) -> End {
        let relay = Arc::clone(&self.relay);
        let limits = relay.limits;
        let places = Arc::new(Semaphore::new(limits.requests));
        let (stopping, end) = (relay.tasks.stopping.clone(), self.outgoing.end.clone());
        let mut proven: Option<(Proven, Presence<'_>)> = None;
        let mut silences = 0;
        let mut idle_at = Instant::now() + limits.idle;
        let finish = loop {
            // While every place is taken nothing is read: the peer's own socket slows it down.
            let readable = places.available_permits() > 0;
            tokio::select! {
                biased;
                () = end.cancelled() => return End::Dropped,
                () = stopping.cancelled() => break End::Stopping,
                Some(bytes) = self.frames.recv() => {
                    if self.write(Message::Binary(bytes.into())).await.is_err() {
                        return End::Dropped;
                    }
                }
                received = self.socket.recv(), if readable => {
                    silences = 0;
                    idle_at = Instant::now() + limits.idle;
                    let bytes = match received {
                        Some(Ok(Message::Binary(bytes))) => bytes,
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                        Some(Ok(Message::Text(_))) => break End::Refused(Refusal::BadRequest),
                        _ => break End::Left,
                    };
                    relay.faults.tap(&bytes);
                    match frame::decode(&bytes) {
                        Ok(ClientFrame::Request { id, seen_size, request }) => {
                            let who = proven.as_ref().map(|(proven, _)| *proven);
                            self.answer(&places, organisation.as_ref(), who, (id, seen_size, request));
                        }
                        Ok(ClientFrame::Prove { principal, channel_key, proof }) if proven.is_none() => {
                            let Some(organisation) = &organisation else {
                                break End::Refused(Refusal::OrganisationUnknown);
                            };
                            match prove(&relay, &self.connection, organisation, (principal, *channel_key), &proof).await
                            {
                                Ok(who) => {
                                    let outgoing = self.outgoing.clone();
                                    let place = relay.hub.enter(*organisation.tenant(), principal, outgoing);
                                    proven = Some((who, place));
                                }
                                Err(refusal) => break End::Refused(refusal),
                            }
                            if self.send(&RelayFrame::Proven).await.is_err() {
                                return End::Dropped;
                            }
                        }
                        _ => break End::Refused(Refusal::BadRequest),
                    }
                }
                // A request is done: its place is free again.
                _ = places.acquire(), if !readable => {}
                () = tokio::time::sleep_until(idle_at) => {
                    silences += 1;
                    if silences >= SILENCES || self.write(Message::Ping(Vec::new().into())).await.is_err() {
                        return End::Dropped;
                    }
                    idle_at = Instant::now() + limits.idle;
                }
            }
        };
        drop(proven);
        if finish != End::Left {
            self.finish(&places, limits.requests).await;
        }
        finish
    }

    /// Sends what is still under way.
    async fn finish(&mut self, places: &Semaphore, all: usize) {
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        let done = places.acquire_many(all);
        tokio::pin!(done);
        loop {
            let bytes = tokio::select! {
                biased;
                Some(bytes) = self.frames.recv() => bytes,
                _ = &mut done => break,
            };
            if self.write(Message::Binary(bytes.into())).await.is_err() {
                return;
            }
        }
        while let Ok(bytes) = self.frames.try_recv() {
            if self.write(Message::Binary(bytes.into())).await.is_err() {
                return;
            }
        }
    }

    /// Answers a request beside others; the connection may end before it is done.
    fn answer(
        &self,
        places: &Arc<Semaphore>,
        organisation: Option<&Arc<Organisation>>,
        proven: Option<Proven>,
        (id, seen_size, request): (u32, u64, Request),
    ) {
        // Read only while a place was free, and only this task takes places.
        let Ok(place) = Arc::clone(places).try_acquire_owned() else { return };
        let relay = Arc::clone(&self.relay);
        let frames = self.outgoing.frames.clone();
        let organisation = organisation.cloned();
        let is_act = matches!(request, Request::Act(_));
        self.relay.tasks.spawn(async move {
            let (answer, log) = match organisation {
                Some(organisation) => {
                    let context = Context::new(Arc::clone(&relay), organisation, proven);
                    endpoints::dispatch(&context, request, seen_size).await
                }
                None => setup::dispatch(&relay, request).await,
            };
            if is_act {
                relay.strike(Step::BeforeAnswer).await;
            }
            let bytes = frame::encode(&RelayFrame::Answer { id, answer, log }).or_else(|_| {
                let answer = Answer::Refused(Refusal::Internal);
                frame::encode(&RelayFrame::Answer { id, answer, log: None })
            });
            if let Ok(bytes) = bytes {
                // A peer that has left asks again.
                let _ = frames.send(bytes).await;
            }
            drop(place);
        });
    }

    async fn send(&mut self, frame: &RelayFrame) -> Result<(), ()> {
        let bytes = frame::encode(frame).map_err(|_| ())?;
        self.write(Message::Binary(bytes.into())).await
    }

    /// Writes one message; a peer that doesn't take it in time doesn't read.
    async fn write(&mut self, message: Message) -> Result<(), ()> {
        if let Message::Binary(bytes) = &message {
            self.relay.faults.tap(bytes);
        }
        timeout(self.relay.limits.write, self.socket.send(message)).await.map_err(|_| ())?.map_err(|_| ())
    }
}

/// Checks a proof, and that its key is the one that is registered for its principal.
// enforces: CHAN-03, CHAN-06
async fn prove(
    relay: &Shared,
    connection: &Connection,
    organisation: &Organisation,
    (principal, channel_key): (Principal, [u8; 32]),
    proof: &ChannelProof,
) -> Result<Proven, Refusal> {
    let id = organisation.tenant().organisation();
    proof.verify(&relay.channel_key, &channel_key, id, &connection.binding).map_err(|_| Refusal::ProofInvalid)?;
    let known = access::known(&*relay.content, organisation, principal).await.map_err(|_| Refusal::Internal)?;
    if known.access == Access::Dismissed {
        return Err(Refusal::NotPermitted);
    }
    if known.channel_key.is_some_and(|key| key != channel_key) {
        return Err(Refusal::ProofInvalid);
    }
    Ok(Proven { principal, channel_key })
}
