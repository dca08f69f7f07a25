//! Makes the profile of a handler with many cases, for `cargo xtask bench desk`.
//!
//! `fill_desk SETUP_LINK FOLDER CASES`: founds an organisation on a new relay, then puts so many cases into the profile's vault,
//! as if they had come: each with its report, a reader and its line in the lists. The relay knows none of them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what measures may stop at the first surprise"
)]

use std::{env, sync::Arc};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_engine::{Clock as _, Engine, Founding, KdfParams, Mode, NewProfile, NoKeyring, Profile, SystemClock};
use sotto_protocol::{
    codec,
    ids::{CaseId, DeviceId, HandlerId, MessageId, OrganisationId, RoomId},
    pseudonym::Pseudonym,
    time::UnixSeconds,
};
use sotto_vault::{
    StoreError, Transaction, Vault,
    tables::{CaseFile, ListedCase, Message, Reader, Side},
};

const PASSPHRASE: &str = "it protects nothing";
const DAY_SECONDS: u64 = 86_400;
const STATUSES: [&str; 4] = ["new", "acknowledged", "in_review", "feedback"];
const TITLES: [&str; 5] = [
    "Valve replacement contracts",
    "Travel costs",
    "The night shift",
    "Discounts for a cousin",
    "Pumps that never came",
];
const WORDS: &str = "Each order was just under the limit, and all of them went to one company. I counted eleven since the spring, \
                     and nobody else was asked for an offer. The invoices name work that I did not see being done.";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [setup_link, folder, cases] = arguments.as_slice() else { panic!("usage: fill_desk SETUP_LINK FOLDER CASES") };
    let profile = Profile::new(folder);
    let organisation = found(&profile, setup_link).await;
    let vault = Vault::unlock(&profile, PASSPHRASE, &NoKeyring).unwrap();
    let cases: u32 = cases.parse().unwrap();
    let now = SystemClock.now();
    let me = vault.read(|tx| tx.organisations().get(organisation)).unwrap().unwrap().handler.unwrap();
    vault.write(|tx| (0..cases).try_for_each(|n| add(tx, (organisation, me), n, now))).unwrap();
    vault.write(|tx| tx.listings().take_changed().map(drop)).unwrap();
}

async fn found(profile: &Profile, setup_link: &str) -> OrganisationId {
    let new = NewProfile {
        profile,
        passphrase: PASSPHRASE,
        mode: Mode::Passphrase,
        params: KdfParams::for_tests(),
        recovery: true,
    };
    let engine = Engine::create(&new, &NoKeyring, Arc::new(SystemClock)).unwrap().engine;
    let founding = Founding {
        setup_link,
        name: "Bench Office",
        person: "Ilse Brandt",
        title: "Compliance Officer",
        email: "ilse@office.example",
    };
    engine.found_organisation(&founding).await.unwrap().organisation
}

/// The case with this number, one after another in time.
fn add(
    tx: &Transaction<'_>,
    (organisation, handler): (OrganisationId, HandlerId),
    n: u32,
    now: UnixSeconds,
) -> Result<(), StoreError> {
    let case = CaseId::from_bytes(u128::from(n.wrapping_mul(2_654_435_761)).to_be_bytes());
    let pseudonym = Pseudonym::suggest(&mut UnwrapErr(SysRng));
    let (status, title) = (STATUSES[n as usize % STATUSES.len()], TITLES[n as usize % TITLES.len()]);
    let title = format!("{title} {n}");
    let at = UnixSeconds(now.0 - u64::from(n) * 60);
    tx.cases().put(&CaseFile {
        case,
        organisation,
        room: RoomId::from_bytes(u128::from(n).to_be_bytes()),
        side: Side::Handler,
        case_index: None,
        keys: None,
        channel: "general".into(),
        pseudonym: codec::to_vec(&pseudonym),
        title: title.clone(),
        status: status.into(),
        opened_at: at,
        updated_at: at,
        unread: u32::from(n.is_multiple_of(7)),
        head: [0; 32],
        sequence: 1,
        last_content: None,
        generation: 0,
        halted: None,
    })?;
    tx.messages().insert(&Message {
        message: MessageId::from_bytes(u128::from(n).to_be_bytes()),
        case,
        sequence: 1,
        kind: "report".into(),
        author_kind: "reporter".into(),
        author: Vec::new(),
        author_name: pseudonym.to_string(),
        at,
        body: WORDS.into(),
        content: Vec::new(),
        after_gap: false,
        head: [0; 32],
        via: None,
    })?;
    tx.readers().put(&Reader {
        case,
        device: DeviceId::from_bytes([1; 32]),
        handler,
        name: "Ilse Brandt".into(),
        title: "Compliance Officer".into(),
        verified: true,
    })?;
    tx.listings().put(&ListedCase {
        case,
        status: status.into(),
        mine: true,
        waits: false,
        due_at: (status != "feedback").then(|| at.plus(90 * DAY_SECONDS)),
        updated_at: at,
        words: format!("{title} {pseudonym}"),
    })?;
    tx.listings().add_words(case, WORDS)
}
