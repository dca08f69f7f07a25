//! What a relay is started with.

use core::time::Duration;
use std::path::PathBuf;

use sotto_relay_storage::Quota;

use crate::faults::Faults;

/// How a relay runs.
#[derive(Clone, Debug)]
pub struct RelayConfig {
    /// The folder that [`init`](crate::init()) made.
    pub data: PathBuf,
    /// What a puzzle costs at rest, in Equi-X solutions on average.
    pub puzzle_effort: u32,
    /// What one case may hold.
    pub quota: Quota,
    /// How long it waits, and how much it takes at once.
    pub limits: Limits,
    /// Where to stop as if killed; nowhere outside of tests.
    pub faults: Faults,
}

/// How long the relay waits, and how much it takes at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the TLS handshake, and for the request that opens the channel.
    pub handshake: Duration,
    /// For the hello.
    pub hello: Duration,
    /// Silence after which a peer is asked whether it is there; after three times that, it is not.
    pub idle: Duration,
    /// For a peer to take one frame.
    pub write: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Requests under way on one connection; more are read when one is done.
    pub requests: usize,
    /// Frames that wait for one peer; with more pushes it is dropped.
    pub outgoing: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            hello: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            write: Duration::from_secs(30),
            connections: 8192,
            requests: 32,
            outgoing: 64,
        }
    }
}

impl RelayConfig {
    /// The usual, for the folder `data`.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            puzzle_effort: 100,
            quota: Quota { bytes: 20 << 30, messages: 10_000 },
            limits: Limits::default(),
            faults: Faults::none(),
        }
    }
}
