//! The commands, as those who run a witness and their scripts see them.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use sotto_tlog::WitnessVerifier;

use crate::support::{Log, NAME, ORIGIN, Running, code, program, refused, told};

#[test]
fn a_witness_is_made_once_and_its_key_is_its_own() {
    let folder = tempfile::tempdir().unwrap();
    // A service manager makes the folder before the witness is.
    let data = folder.path().join("witness");
    fs::create_dir(&data).unwrap();
    let made = told(&["init", "--name", NAME], &data);
    let verifier: WitnessVerifier = made["vkey"].as_str().unwrap().parse().unwrap();
    assert_eq!(verifier.name().as_str(), NAME);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&data), mode(&data.join("witness.key"))), (0o700, 0o600));
    let key = fs::read(data.join("witness.key")).unwrap();
    assert_eq!(refused(&["init", "--name", NAME], &data), "exists");
    assert_eq!(fs::read(data.join("witness.key")).unwrap(), key);
    let other = folder.path().join("other");
    let output = program(&["init", "--name", NAME], &other).output().unwrap();
    let other: WitnessVerifier = std::str::from_utf8(&output.stdout).unwrap().trim_end().parse().unwrap();
    assert_ne!(other.public_key(), verifier.public_key());
    for name in ["", "two words", "a+b"] {
        let nowhere = folder.path().join("nowhere");
        assert_eq!(refused(&["init", "--name", name], &nowhere), "name_invalid");
        assert!(!nowhere.exists());
    }
}

#[test]
fn logs_are_known_by_what_they_print() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("witness");
    assert_eq!(refused(&["trust", &Log::usual().vkey()], &data), "not_initialised");
    let own = told(&["init", "--name", NAME], &data)["vkey"].as_str().unwrap().to_owned();
    let (log, second, other) = (Log::usual().vkey(), Log::of(ORIGIN, 8).vkey(), Log::of("other.example/log", 9).vkey());
    assert_eq!(told(&["trust", &log, &other], &data), serde_json::json!({ "origins": [ORIGIN, "other.example/log"] }));
    // Once more is no change; a further key of the same log is one.
    told(&["trust", &second, &log], &data);
    let shown = told(&["show"], &data);
    assert_eq!((&shown["name"], &shown["vkey"]), (&NAME.into(), &own.as_str().into()));
    let logs = shown["logs"].as_array().unwrap();
    let of = |origin: &str| logs.iter().find(|shown| shown["origin"] == origin).unwrap();
    assert_eq!(of(ORIGIN)["vkeys"], serde_json::json!([log, second]));
    let never = serde_json::json!({
        "origin": "other.example/log", "vkeys": [other], "size": 0, "root": null, "cosigned_at": null, "forks": [],
    });
    assert_eq!(of("other.example/log"), &never);
    // All of them or none: what is no log's key, and a log that would be cosigned by itself.
    let third = Log::of("third.example/log", 9).vkey();
    assert_eq!(refused(&["trust", &third, &own], &data), "vkey_invalid");
    assert_eq!(refused(&["trust", &third, &Log::of(NAME, 10).vkey()], &data), "log_is_witness");
    assert_eq!(told(&["show"], &data), shown);
}

#[test]
fn what_was_cosigned_is_shown() {
    let (mut witness, log) = (Running::start(), Log::usual());
    let at = log.cosigned(&witness.verifier, 11, &witness.add(&log.request(0, 11)));
    let shown = witness.shown();
    assert_eq!((&shown["size"], &shown["root"]), (&11.into(), &log.head(11).root.to_string().into()));
    let moment: jiff::Timestamp = shown["cosigned_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(moment.as_second(), i64::try_from(at.0).unwrap());
    witness.add(&Log::fork().request(11, 11));
    let text = String::from_utf8(program(&["show"], &witness.data).output().unwrap().stdout).unwrap();
    for part in [NAME, ORIGIN, "size 11, root ", &format!("cosigned {moment}"), "FORKED: "] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
    witness.stop();
}

#[test]
fn what_is_wrong_has_a_code() {
    let witness = Running::start();
    let nothing = witness.data.with_file_name("nothing");
    assert_eq!(refused(&["run", "--listen", "127.0.0.1:0"], &nothing), "not_initialised");
    assert_eq!(refused(&["show"], &nothing), "not_initialised");
    told(&["init", "--name", NAME], &nothing);
    assert_eq!(refused(&["run", "--listen", &witness.address], &nothing), "address_in_use");
    let output = program(&["show"], &nothing.join("deeper")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("sotto-witness: the data folder is not"));
    let in_place = witness.data.with_file_name("file");
    fs::write(&in_place, "").unwrap();
    assert_eq!(code(&program(&["init", "--name", NAME, "--json"], &in_place).output().unwrap()), "exists");
    for usage in [&["serve"][..], &["run", "--listen", "nowhere"], &["trust"], &["init"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_sotto-witness")).args(usage).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{usage:?}");
    }
}
