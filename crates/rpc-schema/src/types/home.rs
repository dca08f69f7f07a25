//! The first page after unlocking.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DraftSummary, Organisation, Queues, Tor, UsedLabel};

/// What this profile is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileRole {
    /// Neither has a case nor belongs to a handler.
    None,
    /// Has sent, or is about to send, a report.
    Reporter,
    /// Belongs to somebody who works on cases.
    Handler,
}

/// How this device reaches the relays right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionKind {
    /// No connection, and none is being tried.
    Offline,
    /// A connection is being tried.
    Connecting,
    /// The proxy or the Tor that was chosen does not answer, and nothing goes another way.
    NoProxy,
    /// Sotto's own Tor does not reach its network, and nothing goes another way.
    NoTor,
    /// Straight to the relay, which sees this device's network address.
    Direct,
    /// Through a Tor.
    Tor,
    /// Through another proxy, whose network address the relay sees.
    Proxy,
}

/// The way to the relays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Connection {
    /// How.
    pub kind: ConnectionKind,
    /// When everything was last in step with the relay.
    pub synced_at: Option<String>,
    /// Sotto's own Tor, while it is the way.
    pub tor: Option<Tor>,
}

/// What this device last found when it checked a relay's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LogCheck {
    /// No checkpoint has been seen yet.
    NotYet,
    /// Consistent with everything seen before.
    Verified {
        /// When.
        at: String,
    },
    /// Contradicts what was seen before. Sending has stopped.
    Failed,
}

/// The handler to whom this profile belongs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Me {
    /// This person's id in the roster.
    pub handler: String,
    /// This device's id in the roster.
    pub device: String,
    /// As colleagues and reporters see it; empty until this device is certified.
    pub name: String,
    /// Such as "Head of Integrity"; empty until then.
    pub title: String,
    /// The office.
    pub organisation: String,
    /// The office's name.
    pub organisation_name: String,
    /// Whether the office's key has certified this device. Until then no case can be read.
    pub certified: bool,
    /// Six words by which the one who certifies knows this device; empty once it is certified.
    pub key_words: Vec<String>,
    /// Whether this device may certify others.
    pub certifies: bool,
}

/// Answer of `home`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HomeView {
    /// What this profile is used for.
    pub role: ProfileRole,
    /// Set for handlers only.
    pub me: Option<Me>,
    /// Whose cards are stored here.
    pub organisations: Vec<Organisation>,
    /// How many cases each queue has.
    pub queues: Queues,
    /// Labels that cases have, in the order of the alphabet.
    pub labels: Vec<UsedLabel>,
    /// Most recently changed first.
    pub drafts: Vec<DraftSummary>,
    /// The way to the relays.
    pub connection: Connection,
    /// The worst of the checks of all relays.
    pub log: LogCheck,
}
