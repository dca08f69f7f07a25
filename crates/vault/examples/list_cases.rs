//! Reads lists of cases, for `cargo xtask bench lists`.
//!
//! `list_cases FOLDER CASES RUNS`: makes a vault with so many cases, each with a message, says `ready`, and for each line that
//! comes does the next of these things `RUNS` times and says `done`: a list's first page, its last page, the numbers of six
//! queues, a search that finds one case in a hundred, a change of one case.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what measures may stop at the first surprise"
)]

use std::{
    env,
    io::{self, BufRead},
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_protocol::{
    ids::{CaseId, OrganisationId, RoomId},
    time::UnixSeconds,
};
use sotto_vault::{
    KdfParams, Mode, NoKeyring, Profile, StoreError, Transaction, Vault,
    tables::{CaseFile, CaseFilter, CaseOrder, ListedCase, Organisation, Role, Side},
};

const PAGE: u32 = 50;
const STATUSES: [&str; 5] = ["new", "acknowledged", "in_review", "feedback", "closed"];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, cases, runs] = arguments.as_slice() else { panic!("usage: list_cases FOLDER CASES RUNS") };
    let (cases, runs): (u32, u32) = (cases.parse().unwrap(), runs.parse().unwrap());
    let mut rng = UnwrapErr(SysRng);
    let (profile, params) = (Profile::new(folder), KdfParams::for_tests());
    let vault =
        Vault::create(&profile, "it protects nothing", Mode::Passphrase, params, &NoKeyring, &mut rng, UnixSeconds(0))
            .unwrap();
    vault.write(|tx| fill(tx, cases)).unwrap();

    let all = CaseFilter::default();
    let open = CaseFilter { not_status: Some("closed"), ..all };
    let search = CaseFilter { search: "needle", ..all };
    let read = |work: &dyn Fn(&Transaction<'_>) -> Result<(), StoreError>| vault.read(|tx| work(tx)).unwrap();
    let page = |filter: CaseFilter<'static>, skip| {
        read(&|tx| tx.listings().page(&filter, CaseOrder::Due, (skip, PAGE)).map(drop));
    };
    let steps: [&dyn Fn(); 5] = [
        &|| page(open, 0),
        &|| page(all, cases - PAGE),
        &|| read(&|tx| tx.listings().count(&[all, open, open, open, open, open]).map(drop)),
        &|| page(search, 0),
        &|| vault.write(|tx| tx.listings().put(&listed(7))).unwrap(),
    ];
    let mut lines = io::stdin().lock().lines();
    println!("ready");
    for step in steps {
        lines.next().transpose().unwrap();
        (0..runs).for_each(|_| step());
        println!("done");
    }
    lines.next().transpose().unwrap();
}

fn fill(tx: &Transaction<'_>, cases: u32) -> Result<(), StoreError> {
    let organisation = OrganisationId::from_bytes([1; 32]);
    tx.organisations().put(&Organisation {
        organisation,
        name: "Bench Office".into(),
        card: Vec::new(),
        roster: Vec::new(),
        roster_version: 1,
        checkpoint: None,
        compared: false,
        role: Role::Handler,
        handler: None,
        added_at: UnixSeconds(0),
    })?;
    for n in 0..cases {
        tx.cases().put(&CaseFile {
            case: case(n),
            organisation,
            room: RoomId::from_bytes(u128::from(n).to_be_bytes()),
            side: Side::Handler,
            case_index: None,
            keys: None,
            channel: "general".into(),
            pseudonym: vec![0x82, 1, 2],
            title: format!("Case {n}"),
            status: status(n).into(),
            opened_at: UnixSeconds(u64::from(n)),
            updated_at: UnixSeconds(u64::from(n)),
            unread: 0,
            head: [0; 32],
            sequence: 1,
            last_content: None,
            generation: 0,
            halted: None,
        })?;
        tx.listings().put(&listed(n))?;
        let word = if n.is_multiple_of(100) { "needle" } else { "hay" };
        tx.listings().add_words(case(n), &format!("The orders were just under the limit, {word}, each of them."))?;
    }
    tx.listings().take_changed().map(drop)
}

fn case(n: u32) -> CaseId {
    CaseId::from_bytes(u128::from(n.wrapping_mul(2_654_435_761)).to_be_bytes())
}

fn status(n: u32) -> &'static str {
    STATUSES[n as usize % STATUSES.len()]
}

fn listed(n: u32) -> ListedCase {
    ListedCase {
        case: case(n),
        status: status(n).into(),
        mine: true,
        waits: n.is_multiple_of(3),
        due_at: (n % 5 < 3).then(|| UnixSeconds(u64::from(n.wrapping_mul(40_503) % 1_000_000))),
        updated_at: UnixSeconds(u64::from(n)),
        words: format!("Case {n} Quiet Heron 41"),
    }
}
