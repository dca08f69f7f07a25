//! One channel: hello, proof, then requests one at a time, with pushes in between.

use std::{collections::VecDeque, io, time::Duration};

use futures_util::{SinkExt, StreamExt};
use sotto_protocol::{card::RelayIdentity, channel_proof::ChannelProof, ids::OrganisationId};
use sotto_relay_api::{
    Answer, CHANNEL_PATH, ClientFrame, LogUpdate, MAX_FRAME_BYTES, MAX_VERSION, MIN_VERSION, NEUTRAL_SERVER_NAME,
    Principal, Push, Refusal, RelayFrame, Request,
    frame::{decode, encode},
};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Error as SocketError, Message, protocol::WebSocketConfig},
};
use x25519_dalek::{PublicKey, StaticSecret};

use super::tls;
use crate::ContactError;

/// How long a relay may take to accept a connection, or to answer.
const PATIENCE: Duration = Duration::from_secs(30);
const READ_BUFFER_BYTES: usize = 16 * 1024;

/// Who proves itself, and with what.
pub(crate) struct Proving<'a> {
    pub(crate) principal: Principal,
    pub(crate) key: &'a StaticSecret,
}

/// An open channel.
pub(crate) struct Channel {
    socket: WebSocketStream<TlsStream<TcpStream>>,
    last_id: u32,
    pushes: VecDeque<Push>,
}

impl Channel {
    /// Connects, agrees on a version, and proves the principal if there is one.
    pub(crate) async fn open(
        relay: &RelayIdentity,
        organisation: Option<OrganisationId>,
        proving: Option<Proving<'_>>,
    ) -> Result<Self, ContactError> {
        let opening = Self::open_patiently(relay, organisation, proving);
        timeout(PATIENCE, opening).await.map_err(|_| timed_out())?
    }

    // enforces: CHAN-03, CHAN-04
    async fn open_patiently(
        relay: &RelayIdentity,
        organisation: Option<OrganisationId>,
        proving: Option<Proving<'_>>,
    ) -> Result<Self, ContactError> {
        let (stream, binding) = tls::connect(relay).await?;
        let url = format!("wss://{NEUTRAL_SERVER_NAME}{CHANNEL_PATH}");
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES));
        let (socket, _) = client_async_with_config(url, stream, Some(config)).await.map_err(why_cut)?;
        let mut channel = Self { socket, last_id: 0, pushes: VecDeque::new() };

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
        self.last_id = self.last_id.wrapping_add(1);
        let id = self.last_id;
        timeout(PATIENCE, self.send(&ClientFrame::Request { id, seen_size, request }))
            .await
            .map_err(|_| timed_out())??;
        loop {
            match timeout(PATIENCE, self.receive()).await.map_err(|_| timed_out())?? {
                RelayFrame::Answer { id: answered, answer, log } if answered == id => return Ok((answer, log)),
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
        self.socket.send(Message::binary(bytes)).await.map_err(why_cut)
    }

    async fn receive(&mut self) -> Result<RelayFrame, ContactError> {
        loop {
            let message = self.socket.next().await.ok_or_else(ended)?.map_err(why_cut)?;
            match message {
                Message::Binary(bytes) => return decode(&bytes).map_err(|_| ContactError::Protocol),
                Message::Ping(_) | Message::Pong(_) => {}
                Message::Close(_) => return Err(ended()),
                _ => return Err(ContactError::Protocol),
            }
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

fn ended() -> ContactError {
    ContactError::Unreachable(io::ErrorKind::UnexpectedEof.into())
}

fn timed_out() -> ContactError {
    ContactError::Unreachable(io::ErrorKind::TimedOut.into())
}
