//! Opens cases with five handler devices each, for `cargo xtask bench open`.
//!
//! `open_case RUNS`: makes the devices and their KeyPackages, says `ready`, opens `RUNS` cases when a line comes, says `done`,
//! and stays until another line comes or its input ends. Whoever measures reads its CPU time in between.
#![allow(clippy::unwrap_used, reason = "what measures may stop at the first surprise")]

#[path = "../tests/rooms/support.rs"]
mod support;

use std::{
    env,
    io::{self, BufRead},
};

use openmls::prelude::OpenMlsProvider;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sotto_protocol::{
    ids::{MessageId, RoomId},
    room::{CaseEvent, Declared, Head, ReaderChange},
    roster::{Role, Roster},
};
use sotto_rooms::{Room, ValidKeyPackage};
use support::{CASE, Device, content, now, packaged, roster, sealing};

const HANDLERS: u8 = 5;
const BODY_BYTES: usize = 4096;

fn main() {
    let runs: u8 = env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1);
    let reporter = Device::new(HANDLERS + 1);
    let handlers: Vec<Device> = (1..=HANDLERS).map(Device::new).collect();
    let members: Vec<_> = handlers.iter().map(|device| (device, Role::Member)).collect();
    let roster = roster(&members, &[]);
    let body = "a".repeat(BODY_BYTES);
    // As the relay would hand them out: one of each device for each case.
    let fetched: Vec<Vec<Vec<u8>>> =
        (0..runs).map(|_| handlers.iter().map(|device| packaged(device).0).collect()).collect();

    let mut lines = io::stdin().lock().lines();
    println!("ready");
    lines.next().transpose().unwrap();
    for (run, packages) in (0..runs).zip(&fetched) {
        open(run, &reporter, &handlers, &roster, packages, &body);
    }
    println!("done");
    lines.next().transpose().unwrap();
}

/// What a reporter's device does between the relay's answer with KeyPackages and the act that opens the case.
fn open(run: u8, reporter: &Device, handlers: &[Device], roster: &Roster, packages: &[Vec<u8>], body: &str) {
    let crypto = reporter.provider.crypto();
    let readers: Vec<ValidKeyPackage> = handlers
        .iter()
        .zip(packages)
        .map(|(device, bytes)| ValidKeyPackage::parse(crypto, bytes, &device.keys, now()).unwrap())
        .collect();
    let (room, first) = (RoomId::from_bytes([run; 16]), MessageId::from_bytes([run; 16]));
    let mut created =
        Room::create(&reporter.provider, room, CASE, first, &reporter.key, roster.version(), &readers).unwrap();
    let declared = Declared {
        event: Some(CaseEvent::Opened { channel: "general".into() }),
        readers: Some(ReaderChange { add: handlers.iter().map(Device::id).collect(), remove: Vec::new() }),
        welcome: Some(created.welcome),
    };
    let mut rng = ChaCha20Rng::seed_from_u64(u64::from(run));
    let at = sealing(&reporter.key, Head::first(&room), run, &mut rng);
    let signed = content(&reporter.key, run, body);
    created.room.seal(&reporter.provider, at, roster, declared, &signed).unwrap();
}
