//! What stays, whatever ends the witness or fails under it.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use sotto_protocol::codec;
use sotto_tlog::{ForkEvidence, Refusal, TreeSize};

use crate::support::{Log, Running, program, refused, told};

#[test]
// rule: LOG-29
fn what_was_answered_is_there_after_a_kill() {
    let (mut witness, log) = (Running::start(), Log::usual());
    for (old, new) in [(0, 3), (3, 11), (11, 11), (11, 30)] {
        assert_eq!(witness.add(&log.request(old, new)).status, 200);
        witness.kill();
        let shown = witness.shown();
        assert_eq!((&shown["size"], &shown["root"]), (&new.into(), &log.head(new).root.to_string().into()));
        witness.run();
        let other = if new == 3 { 4 } else { 3 };
        assert_eq!(witness.add(&log.request(other, 30)).refusal(), Refusal::Conflict(TreeSize(new)));
    }
    witness.stop();
    assert_eq!(witness.shown()["size"], 30);
}

#[test]
// rule: LOG-30, LOG-34
fn a_fork_is_kept_once_and_for_good() {
    let (mut witness, log, fork) = (Running::start(), Log::usual(), Log::fork());
    let cosigned = witness.add(&log.request(0, 11));
    assert_eq!(witness.add(&fork.request(11, 11)).refusal(), Refusal::Inconsistent);
    let kept = witness.file("evidence");
    assert_eq!(witness.shown()["forks"], serde_json::json!([kept]));
    let read = |name: &str| fs::read(kept.join(name)).unwrap();
    let notes = || (read("cosigned"), read("other"));
    let before = notes();
    assert_eq!(before.0, [log.checkpoint(11).note(), &cosigned.body].concat());
    assert_eq!(before.1, fork.checkpoint(11).note());
    let evidence = minicbor::to_vec((
        minicbor::bytes::ByteVec::from(before.0.clone()),
        minicbor::bytes::ByteVec::from(before.1.clone()),
    ));
    let evidence: ForkEvidence = codec::from_slice(&evidence.unwrap()).unwrap();
    assert!(evidence.convicts(log.key.verifier()));

    // After a restart too, whatever else is wrong with the request, and however often it is signed anew.
    witness.kill();
    witness.run();
    let anew = fork.key.sign(Some(&fork.checkpoint(11)), fork.head(11), fork.checkpoint(11).time().plus(60)).unwrap();
    let proof = fork.growth(11, 11);
    let again = sotto_tlog::AddCheckpoint::new(TreeSize(7), proof, &anew).unwrap();
    assert_eq!(witness.add(&again.to_bytes()).refusal(), Refusal::Conflict(TreeSize(11)));
    assert_eq!((witness.file("evidence"), notes()), (kept, before));
    // The log as it was cosigned goes on.
    assert_eq!(witness.add(&log.request(11, 12)).status, 200);
    witness.kill();
    assert_eq!(witness.shown()["forks"].as_array().unwrap().len(), 1);
    witness.run();
}

#[test]
// rule: LOG-34
fn no_more_forks_are_kept_than_convict() {
    let (mut witness, log) = (Running::start(), Log::usual());
    assert_eq!(witness.add(&log.request(0, 30)).status, 200);
    let forks = |range: std::ops::Range<u8>, witness: &Running| {
        for number in range {
            // Each has another root of the same size.
            let head =
                sotto_tlog::TreeHead { size: TreeSize(30), root: sotto_tlog::RootHash::from_bytes([number; 32]) };
            let checkpoint = log.key.sign(None, head, log.checkpoint(30).time()).unwrap();
            let request = sotto_tlog::AddCheckpoint::new(TreeSize(30), log.growth(30, 30), &checkpoint).unwrap();
            assert_eq!(witness.add(&request.to_bytes()).refusal(), Refusal::Inconsistent);
        }
        witness.shown()["forks"].as_array().unwrap().len()
    };
    assert_eq!(forks(0..40, &witness), 40);
    witness.kill();
    witness.run();
    assert_eq!(forks(40..70, &witness), 64);
}

#[test]
// rule: LOG-29
fn what_cannot_be_stored_is_not_cosigned() {
    let (witness, log) = (Running::start(), Log::usual());
    assert_eq!(witness.add(&log.request(0, 3)).status, 200);
    // As root every folder can be written: a file in its place cannot.
    for folder in ["state", "evidence"] {
        let (there, away) = (witness.data.join(folder), witness.data.join("away"));
        fs::rename(&there, &away).unwrap();
        fs::write(&there, "").unwrap();
        let request = if folder == "state" {
            log.request(3, 11)
        } else {
            Log::forked_at(crate::support::ORIGIN, 7, 1).request(3, 3)
        };
        let answer = witness.add(&request);
        assert_eq!((answer.refusal(), answer.body.len()), (Refusal::Fault, 0));
        fs::remove_file(&there).unwrap();
        fs::rename(&away, &there).unwrap();
        assert_eq!(witness.shown()["size"], 3);
    }
    assert_eq!(witness.shown()["forks"], serde_json::json!([]));
    // Then it goes on where it was.
    assert_eq!(witness.add(&log.request(3, 11)).status, 200);
}

#[test]
// rule: LOG-29
fn on_a_full_disk_nothing_is_cosigned() {
    let (mut witness, log) = (Running::start(), Log::usual());
    assert_eq!(witness.add(&log.request(0, 3)).status, 200);
    // No file may grow beyond nothing; the signal that would end the program for it is ignored.
    let run = program(&["run", "--listen", "127.0.0.1:0"], &witness.data);
    let mut limited = Command::new("sh");
    limited.arg("-c").arg("trap '' XFSZ; ulimit -f 0; exec \"$@\"").arg("sh").arg(run.get_program());
    limited.args(run.get_args());
    witness.run_as(limited);
    assert_eq!(witness.add(&log.request(3, 11)).refusal(), Refusal::Fault);
    assert_eq!(witness.add(&Log::forked_at(crate::support::ORIGIN, 7, 1).request(3, 3)).refusal(), Refusal::Fault);
    assert_eq!(witness.shown()["size"], 3);
    witness.run();
    assert_eq!(witness.shown()["forks"], serde_json::json!([]));
    assert_eq!(witness.add(&log.request(3, 11)).status, 200);
}

#[test]
fn a_second_process_is_refused() {
    let mut witness = Running::start();
    assert_eq!(refused(&["run", "--listen", "127.0.0.1:0"], &witness.data), "in_use");
    assert_eq!(refused(&["trust", &Log::of("other.example/log", 9).vkey()], &witness.data), "in_use");
    // Looking changes nothing.
    told(&["show"], &witness.data);
    // A kill leaves no lock behind.
    witness.kill();
    witness.run();
}

#[test]
// rule: LOG-33
fn a_state_that_is_damaged_or_gone_is_never_begun_anew() {
    let (mut witness, log) = (Running::start(), Log::usual());
    let run = ["run", "--listen", "127.0.0.1:0"];
    let never = fs::read(witness.file("state")).unwrap();
    assert_eq!(witness.add(&log.request(0, 11)).status, 200);
    let behind = fs::read(witness.file("state")).unwrap();
    assert_eq!(witness.add(&log.request(11, 12)).status, 200);
    assert_eq!(witness.add(&Log::fork().request(12, 12)).refusal(), Refusal::Inconsistent);
    witness.kill();
    let file = witness.file("state");
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[100] ^= 1;
    let longer = [&whole[..], b"\0"].concat();
    for damaged in [&whole[..0], &whole[..1], &whole[..whole.len() / 2], &whole[..whole.len() - 1], &flipped, &longer] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(refused(&run, &witness.data), "state_damaged");
        assert_eq!(refused(&["show"], &witness.data), "state_damaged");
    }
    // A file that says truly what was true once, as a restored backup does; the fork that was kept tells.
    for before in [&never, &behind] {
        fs::write(&file, before).unwrap();
        assert_eq!(refused(&run, &witness.data), "state_behind");
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(refused(&run, &witness.data), "state_missing");
    // Trusting the log once more is no way around.
    assert_eq!(refused(&["trust", &log.vkey()], &witness.data), "state_missing");
    let known = witness.file("logs");
    let keys = fs::read(&known).unwrap();
    fs::remove_file(&known).unwrap();
    assert_eq!(refused(&run, &witness.data), "log_missing");
    assert_eq!(refused(&["trust", &log.vkey()], &witness.data), "state_missing");
    // Only with all as it was.
    fs::write(&file, &whole).unwrap();
    assert_eq!(refused(&run, &witness.data), "log_missing");
    told(&["trust", &log.vkey()], &witness.data);
    assert_eq!(fs::read(&known).unwrap(), keys);
    witness.run();
    assert_eq!(witness.add(&log.request(12, 13)).status, 200);
}

#[test]
// rule: LOG-33
fn whatever_else_is_damaged_has_its_code() {
    let (mut witness, log) = (Running::start(), Log::usual());
    assert_eq!(witness.add(&log.request(0, 11)).status, 200);
    assert_eq!(witness.add(&Log::fork().request(11, 11)).refusal(), Refusal::Inconsistent);
    witness.kill();
    let fork = witness.file("evidence");
    for (file, code) in [
        (witness.data.join("witness.key"), "key_damaged"),
        (witness.file("logs"), "log_damaged"),
        (fork.join("cosigned"), "evidence_damaged"),
        (fork.join("other"), "evidence_damaged"),
    ] {
        let whole = fs::read(&file).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
        fs::write(&file, &whole[..whole.len() - 1]).unwrap();
        assert_eq!(refused(&["run", "--listen", "127.0.0.1:0"], &witness.data), code);
        fs::write(&file, whole).unwrap();
    }
    // A name that says another log or another fork.
    fs::rename(&fork, fork.with_file_name("fork")).unwrap();
    assert_eq!(refused(&["show"], &witness.data), "evidence_damaged");
    fs::rename(fork.with_file_name("fork"), &fork).unwrap();
    let keys = witness.file("logs");
    fs::rename(&keys, keys.with_file_name("0".repeat(64))).unwrap();
    assert_eq!(refused(&["show"], &witness.data), "log_damaged");
    fs::rename(keys.with_file_name("0".repeat(64)), &keys).unwrap();
    // What was being written when the power went is nothing.
    fs::write(witness.file("state").with_extension("new"), "half").unwrap();
    fs::create_dir(fork.with_extension("new")).unwrap();
    witness.run();
    assert_eq!(witness.add(&log.request(11, 12)).status, 200);
}
