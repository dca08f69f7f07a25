//! One channel: hello, proof, then requests, with pushes in between.

use std::{
    collections::{HashMap, VecDeque},
    io,
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use sotto_protocol::{card::RelayIdentity, channel_proof::ChannelProof, ids::OrganisationId};
use sotto_relay_api::{
    Answer, CHANNEL_PATH, ClientFrame, LogUpdate, MAX_FRAME_BYTES, MAX_VERSION, MIN_VERSION, NEUTRAL_SERVER_NAME,
    Principal, Push, Refusal, RelayFrame, Request,
    frame::{decode, encode},
};
use tokio::{sync::watch, time::timeout};
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Error as SocketError, Message, protocol::WebSocketConfig},
};
use x25519_dalek::{PublicKey, StaticSecret};

use super::{
    route::{Dialer, Route, Socket},
    tls,
};
use crate::ContactError;

/// How long a relay may take to accept a connection, or to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a proxy and a relay together may take: a Tor may have to build a circuit first.
const PATIENCE_WITH_PROXIES: Duration = Duration::from_secs(120);
/// How long a relay that has nothing to say may be silent: it pings after a minute, three times.
const SILENCE: Duration = Duration::from_secs(180);
const READ_BUFFER_BYTES: usize = 16 * 1024;
/// Requests under way at once: with eight segments each, 1 MiB, which fills a link of 64 Mbit/s and 130 ms.
const WINDOW: usize = 2;

/// Who proves itself, and with what.
pub(crate) struct Proving<'a> {
    pub(crate) principal: Principal,
    pub(crate) key: &'a StaticSecret,
}

/// An open channel.
pub(crate) struct Channel {
    socket: WebSocketStream<TlsStream<Socket>>,
    last_id: u32,
    pushes: VecDeque<Push>,
    /// The way that the socket goes.
    route: watch::Receiver<Option<Route>>,
}

impl Channel {
    /// Connects, agrees on a version, and proves the principal if there is one.
    pub(crate) async fn open(
        dialer: &Dialer,
        relay: &RelayIdentity,
        organisation: Option<OrganisationId>,
        proving: Option<Proving<'_>>,
    ) -> Result<Self, ContactError> {
        let mut route = dialer.route();
        let patience = match *route.borrow_and_update() {
            Some(Route::Direct) => PATIENCE,
            _ => PATIENCE_WITH_PROXIES,
        };
        let kept = route.clone();
        let opening = async {
            dialer.prepare().await?;
            let opening = Self::open_patiently(dialer, kept, relay, organisation, proving);
            timeout(patience, opening).await.map_err(|_| timed_out())?
        };
        tokio::select! {
            biased;
            _ = route.changed() => Err(another_way()),
            opened = opening => opened,
        }
    }

    // enforces: CHAN-03, CHAN-04
    async fn open_patiently(
        dialer: &Dialer,
        route: watch::Receiver<Option<Route>>,
        relay: &RelayIdentity,
        organisation: Option<OrganisationId>,
        proving: Option<Proving<'_>>,
    ) -> Result<Self, ContactError> {
        let channel_key = proving.as_ref().map(|proving| PublicKey::from(proving.key));
        let socket = dialer.dial(relay, channel_key.as_ref()).await?;
        let (stream, binding) = tls::connect(relay, socket).await?;
        let url = format!("wss://{NEUTRAL_SERVER_NAME}{CHANNEL_PATH}");
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES));
        let (socket, _) = client_async_with_config(url, stream, Some(config)).await.map_err(why_cut)?;
        let mut channel = Self { socket, last_id: 0, pushes: VecDeque::new(), route };

        channel.send(&ClientFrame::Hello { min_version: MIN_VERSION, max_version: MAX_VERSION, organisation }).await?;
        match channel.receive().await? {
            RelayFrame::Hello { version } if (MIN_VERSION..=MAX_VERSION).contains(&version) => {}
            RelayFrame::Hello { .. } | RelayFrame::Refused(Refusal::VersionUnsupported) => {
                return Err(ContactError::VersionUnsupported);
            }
            RelayFrame::Refused(refusal) => return Err(ContactError::Refused(refusal)),
            _ => return Err(ContactError::Protocol),
        }
        if let (Some(proving), Some(organisation)) = (proving, organisation) {
            let proof = ChannelProof::make(proving.key, &relay.channel_key, &organisation, &binding)
                .map_err(|_| ContactError::Protocol)?;
            let channel_key = PublicKey::from(proving.key).to_bytes().into();
            channel.send(&ClientFrame::Prove { principal: proving.principal, channel_key, proof }).await?;
            match channel.receive().await? {
                RelayFrame::Proven => {}
                RelayFrame::Refused(refusal) => return Err(ContactError::Refused(refusal)),
                _ => return Err(ContactError::Protocol),
            }
        }
        Ok(channel)
    }

    /// Asks, and waits for the answer. Pushes that come meanwhile are kept.
    pub(crate) async fn ask(
        &mut self,
        seen_size: u64,
        request: Request,
    ) -> Result<(Answer, Option<LogUpdate>), ContactError> {
        let id = self.put(seen_size, request).await?;
        let (answered, answer, log) = self.next_answer().await?;
        if answered == id { Ok((answer, log)) } else { Err(ContactError::Protocol) }
    }

    /// Asks without waiting, as long as the window has room.
    pub(crate) fn window(&mut self) -> Window<'_> {
        Window { channel: self, under_way: HashMap::with_capacity(WINDOW) }
    }

    async fn put(&mut self, seen_size: u64, request: Request) -> Result<u32, ContactError> {
        self.last_id = self.last_id.wrapping_add(1);
        let id = self.last_id;
        timeout(PATIENCE, self.send(&ClientFrame::Request { id, seen_size, request }))
            .await
            .map_err(|_| timed_out())??;
        Ok(id)
    }

    async fn next_answer(&mut self) -> Result<(u32, Answer, Option<LogUpdate>), ContactError> {
        // Pushes that come meanwhile win no time.
        timeout(PATIENCE, self.receive_answer()).await.map_err(|_| timed_out())?
    }

    async fn receive_answer(&mut self) -> Result<(u32, Answer, Option<LogUpdate>), ContactError> {
        loop {
            match self.receive().await? {
                RelayFrame::Answer { id, answer, log } => return Ok((id, answer, log)),
                RelayFrame::Push(push) => self.pushes.push_back(push),
                RelayFrame::Refused(refusal) => return Err(ContactError::Refused(refusal)),
                _ => return Err(ContactError::Protocol),
            }
        }
    }

    /// Waits for what the relay says unasked. May be dropped and called again.
    pub(crate) async fn next_push(&mut self) -> Result<Push, ContactError> {
        if let Some(push) = self.pushes.pop_front() {
            return Ok(push);
        }
        match self.receive().await? {
            RelayFrame::Push(push) => Ok(push),
            RelayFrame::Refused(refusal) => Err(ContactError::Refused(refusal)),
            _ => Err(ContactError::Protocol),
        }
    }

    async fn send(&mut self, frame: &ClientFrame) -> Result<(), ContactError> {
        let bytes = encode(frame).map_err(|_| ContactError::Refused(Refusal::TooLarge))?;
        tokio::select! {
            biased;
            _ = self.route.changed() => Err(another_way()),
            sent = self.socket.send(Message::binary(bytes)) => sent.map_err(why_cut),
        }
    }

    async fn receive(&mut self) -> Result<RelayFrame, ContactError> {
        loop {
            let next = tokio::select! {
                biased;
                _ = self.route.changed() => return Err(another_way()),
                next = timeout(SILENCE, self.socket.next()) => next.map_err(|_| timed_out())?,
            };
            let message = next.ok_or_else(ended)?.map_err(why_cut)?;
            match message {
                Message::Binary(bytes) => return decode(&bytes).map_err(|_| ContactError::Protocol),
                Message::Ping(_) | Message::Pong(_) => {}
                Message::Close(_) => return Err(ended()),
                _ => return Err(ContactError::Protocol),
            }
        }
    }
}

/// Requests under way at once, each with the index of the first part that it asks for.
///
/// They change nothing in the log, so that a checkpoint beside an answer is not looked at.
pub(crate) struct Window<'c> {
    channel: &'c mut Channel,
    under_way: HashMap<u32, u32>,
}

impl Window<'_> {
    /// Whether an answer has to come before the next request may go.
    pub(crate) fn is_full(&self) -> bool {
        self.under_way.len() >= WINDOW
    }

    /// Asks for parts from `index` on.
    pub(crate) async fn ask(&mut self, index: u32, request: Request) -> Result<(), ContactError> {
        let id = self.channel.put(0, request).await?;
        self.under_way.insert(id, index);
        Ok(())
    }

    /// The next answer, in the relay's order; none when nothing is under way.
    pub(crate) async fn next(&mut self) -> Result<Option<(u32, Answer)>, ContactError> {
        if self.under_way.is_empty() {
            return Ok(None);
        }
        let (id, answer, _) = self.channel.next_answer().await?;
        let index = self.under_way.remove(&id).ok_or(ContactError::Protocol)?;
        match answer {
            Answer::Refused(refusal) => Err(ContactError::Refused(refusal)),
            answer => Ok(Some((index, answer))),
        }
    }
}

fn why_cut(error: SocketError) -> ContactError {
    match error {
        SocketError::Io(error) => ContactError::Unreachable(error),
        SocketError::ConnectionClosed | SocketError::AlreadyClosed => ended(),
        _ => ContactError::Protocol,
    }
}

/// Nothing goes the old way once another one was chosen.
// enforces: CHAN-11
fn another_way() -> ContactError {
    ContactError::Unreachable(io::ErrorKind::ConnectionAborted.into())
}

fn ended() -> ContactError {
    ContactError::Unreachable(io::ErrorKind::UnexpectedEof.into())
}

fn timed_out() -> ContactError {
    ContactError::Unreachable(io::ErrorKind::TimedOut.into())
}
