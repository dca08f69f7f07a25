//! What is on its way.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::RpcError;

/// How far a report or message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutgoingStage {
    /// Safe on this device, waiting for its turn or for the network.
    Queued,
    /// Being sealed for its readers, on this device.
    Sealing,
    /// On its way.
    Sending,
    /// Arrived; the receipt is being checked against the log.
    Checking,
    /// Arrived and checked.
    Sent,
    /// Needs a decision of the person; `error` says which.
    Paused,
}

/// Something in the outbox, and what comes with `outbox_progress`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Outgoing {
    /// Id of the case.
    pub case: String,
    /// Id of the message.
    pub message: String,
    /// How far it has come.
    pub stage: OutgoingStage,
    /// Bytes that the relay has, of files and message, after padding.
    pub sent_bytes: f64,
    /// Bytes in all, after padding; 0 until sealed.
    pub total_bytes: f64,
    /// Why it waits or is paused.
    pub error: Option<RpcError>,
    /// When it is tried again by itself.
    pub next_try_at: Option<String>,
    /// Index of its entry in the log, once checked. Messages have none.
    pub entry: Option<f64>,
}

/// Request that names something in the outbox.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OutboxRef {
    /// Id of the message.
    pub message: String,
}

/// Request of `outbox_retry`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OutboxRetryRequest {
    /// Id of the message.
    pub message: String,
    /// After `readers_changed`: the person has seen who reads now, and approves.
    pub accept_readers: bool,
}

/// Answer of `outbox_cancel`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CancelledReport {
    /// Id of the draft that it is again.
    pub draft: String,
}

/// Answer of `case_reply`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SentMessage {
    /// Where the message is.
    pub outgoing: Outgoing,
}
