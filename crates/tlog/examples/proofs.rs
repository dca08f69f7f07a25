//! CPU of proofs over a log of 1,000,000 entries.
//!
//! ```sh
//! cargo run --release -p sotto-tlog --example proofs
//! ```
//!
//! Prints one line `what<TAB>microseconds<TAB>bound` for each figure, and fails if one is above its bound. CPU time is
//! user and system time from `/proc/self/stat`, which is 10 ms exact: each thing is done until half a second is over.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a measurement, not a program")]

use std::{collections::HashMap, fs, hint::black_box, process::ExitCode};

use sotto_protocol::{codec, time::UnixSeconds};
use sotto_tlog::{
    AddCheckpoint, Checkpoint, Commitment, LeafIndex, LogKey, NodeHash, Origin, StoredIndex, Tree, TreeSize,
    UnverifiedCheckpoint, UnverifiedTiles, Witness, WitnessKey, WitnessName, verify_consistency, verify_inclusion,
};

const ENTRIES: u64 = 1_000_000;
const TICKS_A_SECOND: u64 = 100;
const ENOUGH_TICKS: u64 = TICKS_A_SECOND / 2;
const NOW: UnixSeconds = UnixSeconds(1_700_000_000);

fn commitment(number: u64) -> Commitment {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    Commitment::from_bytes(bytes)
}

/// User and system time of this process, in ticks.
fn cpu_ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // The name before the last `)` may hold anything.
    let fields: Vec<_> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

/// Microseconds of CPU for `work`, on average over entries spread over the log; `true` if that is at most `bound`.
fn measure(what: &str, bound: Option<f64>, mut work: impl FnMut(u64)) -> bool {
    let start = cpu_ticks();
    let mut count = 0_u64;
    while cpu_ticks() - start < ENOUGH_TICKS {
        for _ in 0..100 {
            // A prime step visits entries all over the log.
            work(count * 7_368_787 % ENTRIES);
            count += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure of three digits")]
    let micros = (cpu_ticks() - start) as f64 * 1e6 / TICKS_A_SECOND as f64 / count as f64;
    let at_most = bound.map_or_else(String::new, |bound| bound.to_string());
    println!("{what}\t{micros:.1}\t{at_most}");
    bound.is_none_or(|bound| micros <= bound)
}

fn main() -> ExitCode {
    let start = cpu_ticks();
    let mut stored: HashMap<StoredIndex, NodeHash> = HashMap::new();
    let mut checkpoints: Vec<Checkpoint> = Vec::new();
    let key = LogKey::from_seed(Origin::new("example.org/log").unwrap(), &[7; 32]).unwrap();
    let mut tree = Tree::EMPTY;
    while tree.size().0 < ENTRIES {
        let batch: Vec<_> = (tree.size().0..tree.size().0 + 500).map(commitment).collect();
        let appended = tree.append(&batch, &stored).unwrap();
        stored.extend(appended.stored.iter().map(|s| (s.index, s.hash)));
        tree = appended.tree;
        checkpoints.push(key.sign(checkpoints.last(), appended.head, NOW).unwrap());
    }
    println!("seconds to append {ENTRIES} and sign {}\t{}", checkpoints.len(), (cpu_ticks() - start) / TICKS_A_SECOND);

    let newest = checkpoints.last().unwrap();
    let older = |entry: u64| &checkpoints[usize::try_from(entry / 500).unwrap()];
    let inclusion: HashMap<_, _> =
        (0..ENTRIES).step_by(997).map(|n| (n, tree.prove_inclusion(LeafIndex(n), &stored).unwrap())).collect();
    let some = |entry: u64| entry - entry % 997;

    let mut within = measure("prove inclusion", Some(50.0), |entry| {
        black_box(tree.prove_inclusion(LeafIndex(entry), &stored).unwrap());
    });
    within &= measure("verify inclusion", Some(100.0), |entry| {
        let entry = some(entry);
        verify_inclusion(newest, LeafIndex(entry), &commitment(entry), &inclusion[&entry]).unwrap();
    });
    measure("prove and verify consistency", None, |entry| {
        let proof = tree.prove_consistency(older(entry).size(), &stored).unwrap();
        verify_consistency(older(entry), newest, &proof).unwrap();
    });
    // What comes with the first answer of a connection, and what a device does with it.
    let seen = &checkpoints[checkpoints.len() - 2];
    let grown = tree.prove_consistency(seen.size(), &stored).unwrap();
    let verified = || UnverifiedCheckpoint::from_bytes(newest.note().to_vec()).verify(key.verifier()).unwrap();
    within &= measure("check at contact, nothing new", Some(5000.0), |_| {
        let again = verified();
        assert!(again.head() == newest.head());
    });
    measure("check at contact, grown", None, |_| verify_consistency(seen, &verified(), &grown).unwrap());
    println!("bytes, nothing new\t{}\t4096", newest.note().len());
    println!("bytes, grown\t{}\t", newest.note().len() + codec::to_vec(&grown).len());
    measure("cut one tile from stored hashes", None, |entry| {
        let leaf = StoredIndex(tree_index(entry));
        let tile = *tree.tiles_for(&[leaf]).unwrap().last().unwrap();
        black_box(tile.to_bytes(&stored).unwrap());
    });
    measure("verify tiles and prove inclusion from them", None, |entry| {
        let mut fetched = UnverifiedTiles::default();
        for tile in tree.tiles_for(&tree.inclusion_reads(LeafIndex(entry)).unwrap()).unwrap() {
            fetched.insert(tile, tile.to_bytes(&stored).unwrap()).unwrap();
        }
        black_box(tree.prove_inclusion(LeafIndex(entry), &fetched.verify(newest).unwrap()).unwrap());
    });
    let name = WitnessName::new("witness.example/w1").unwrap();
    let witness = Witness::new(WitnessKey::from_seed(name, &[9; 32]).unwrap(), vec![key.verifier().clone()]);
    let first = AddCheckpoint::new(TreeSize(0), Default::default(), &checkpoints[0]).unwrap();
    let last = witness.judge(&first, None, NOW).unwrap().state().clone();
    let proof = tree.prove_consistency(last.size(), &stored).unwrap();
    let request = AddCheckpoint::new(last.size(), proof, newest).unwrap();
    measure("witness: judge and cosign", None, |_| {
        black_box(witness.judge(&request, Some(&last), NOW).unwrap());
    });
    if within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Where the leaf hash of `entry` is stored.
fn tree_index(entry: u64) -> u64 {
    Tree::of_size(TreeSize(entry)).unwrap().stored_len()
}
