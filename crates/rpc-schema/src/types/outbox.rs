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
    /// Arrived, and the receipt was found in the relay's log.
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
    /// Why it is paused.
    pub error: Option<RpcError>,
    /// When it leaves by itself, as RFC 3339, if it waits for that.
    pub leaves_at: Option<String>,
}

/// Names something that waits.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OutboxMessage {
    /// Id of the case.
    pub case: String,
    /// Id of the message.
    pub message: String,
}

/// Answer of `outbox_call_back`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalledBack {
    /// It is a draft again.
    Draft {
        /// Id.
        draft: String,
    },
    /// It is in the reply that is being written in its case.
    Reply,
    /// It was a change, which is not made.
    Nothing,
}

/// Request of `outbox_retry`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OutboxRetryRequest {
    /// Id of the case.
    pub case: String,
    /// Id of the message.
    pub message: String,
    /// After `readers_changed`: the person has seen who reads now, and approves.
    pub accept_readers: bool,
}

/// Answer of `case_reply`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SentMessage {
    /// Where the message is.
    pub outgoing: Outgoing,
}
