//! A backup of a vault: made, opened by the program age, and put back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::{bodies, send, text};
use serde_json::Value;
use sotto_testkit::{Office, PASSPHRASE, Person, opened_by_age, sealed_by_age};

const BACKUP: &str = "backup.age";

fn create(person: &Person, file: &Path) {
    person.ask(&["backup", "create", file.to_str().unwrap()]);
}

fn restore(profile: &Path, file: &Path) -> Result<(Person, Value), String> {
    let person = Person::at(profile);
    let answer = person.run(&["backup", "restore", file.to_str().unwrap()], "").map_err(|refused| refused.code)?;
    Ok((person, answer))
}

fn holds(content: &[u8], text: &str) -> bool {
    content.windows(text.len()).any(|part| part == text.as_bytes())
}

fn reply(person: &Person, case: &str, body: &str) {
    person.ask_with(&["case", "reply", case, "--body-file", "-", "--wait"], body);
}

/// The one file of a case's `n`-th message.
fn fetched(person: &Person, case: &str, n: usize) -> Vec<u8> {
    let file = text(&person.ask(&["case", "show", case])["messages"][n]["attachments"][0]["attachment"]);
    let output = person.profile().with_extension("fetched");
    person.ask(&["case", "fetch", case, &file, "--output", output.to_str().unwrap()]);
    fs::read(output).unwrap()
}

// rule: BACK-01
// proves: PRIV-48
#[test]
fn the_program_age_opens_a_backup_and_makes_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    // A full-width letter, which age is not given.
    let person = Person::at(&path("person")).typing(&PASSPHRASE.replacen('f', "\u{ff46}", 1));
    person.ask(&["init"]);
    create(&person, &path(BACKUP));
    assert_eq!(person.refused(&["backup", "create", path(BACKUP).to_str().unwrap()]), "file_exists");

    let mut content = opened_by_age(&path(BACKUP), PASSPHRASE);
    assert!(holds(&content, "case-ratchet"));
    let (restored, _) = restore(&path("restored"), &sealed_by_age(&path("sealed"), &content, PASSPHRASE)).unwrap();
    restored.ask(&["case", "list"]);
    // The first record begins with its kind, and says the format first.
    assert_eq!(content[4..8], [0x82, 0, 0x83, 1]);
    content[7] = 2;
    let newer = sealed_by_age(&path("newer"), &content, PASSPHRASE);
    assert_eq!(restore(&path("second"), &newer).err().unwrap(), "backup_newer");
    assert!(!path("second").join("vault.keys").exists());
}

// rule: BACK-03
// proves: PRIV-48
#[test]
fn a_backup_that_cannot_be_restored_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    let person = Person::new(&path("person"));
    create(&person, &path(BACKUP));
    let whole = fs::read(path(BACKUP)).unwrap();
    let refused = |bytes: &[u8]| {
        fs::write(path("altered"), bytes).unwrap();
        let code = restore(&path("restored"), &path("altered")).err().unwrap();
        assert!(!path("restored").join("vault.keys").exists());
        code
    };
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        refused(&bytes)
    };
    assert_eq!(flipped(3), "backup_invalid", "the name of the format");
    assert_eq!(flipped(whole.len() / 2), "backup_invalid");
    assert_eq!(flipped(whole.len() - 1), "backup_invalid");
    for cut in [0, 10, whole.len() / 2, whole.len() - 1] {
        assert_eq!(refused(&whole[..cut]), "backup_invalid", "cut at {cut}");
    }
    assert_eq!(refused(b"another file, of no kind that is known"), "backup_invalid");
    // A work factor of 2^30 would take a tebibyte.
    let header = String::from_utf8_lossy(&whole[..100]).replacen(" 18\n", " 30\n", 1);
    assert_eq!(refused(&[header.as_bytes(), &whole[100..]].concat()), "backup_invalid");
    let another = Person::at(&path("restored")).typing("another passphrase");
    assert_eq!(another.refused(&["backup", "restore", path(BACKUP).to_str().unwrap()]), "wrong_passphrase");
    assert_eq!(restore(&path("person"), &path(BACKUP)).err().unwrap(), "vault_exists");
    assert_eq!(restore(&path("restored"), &path("missing")).err().unwrap(), "io_failed");
    restore(&path("restored"), &path(BACKUP)).unwrap();
}

// rule: BACK-02, BACK-05
// proves: PRIV-48
#[test]
fn a_restored_reporter_goes_on_with_words_files_and_drafts() {
    let office = Office::new();
    let path = |name: &str| -> PathBuf { office.folder().join(name) };
    let (first, organisation) = office.reporter("reporter");
    let case = text(&send(&first, &organisation, "One.", &["--wait"]).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    let before = path("before").display().to_string();
    fs::write(&before, "a file from before").unwrap();
    let with_file = ["case", "reply", &case, "--body-file", "-", "--attach", &before, "--wait"];
    office.owner.ask_with(&with_file, "An answer.");
    first.ask(&["sync"]);
    let new = ["draft", "new", "--to", &organisation, "--title", "T", "--body-file", "-"];
    let draft = text(&first.ask_with(&new, "A draft.")["draft"]);
    let evidence: Vec<u8> = (0..200_000_u32).map(|n| n as u8).collect();
    fs::write(path("evidence"), &evidence).unwrap();
    first.ask(&["draft", "attach", &draft, path("evidence").to_str().unwrap()]);
    first.ask_with(&["case", "reply", &case, "--body-file", "-"], "It waits.");
    create(&first, &path(BACKUP));
    let content = opened_by_age(&path(BACKUP), PASSPHRASE);
    assert!(["One.", "An answer.", "A draft.", "It waits."].iter().all(|words| holds(&content, words)));
    assert!(!holds(&content, "openmls"), "the tables of MLS state");
    reply(&office.owner, &case, "After the backup.");
    fs::remove_dir_all(first.profile()).unwrap();

    let (restored, answer) = restore(&path("second"), &path(BACKUP)).unwrap();
    assert_eq!(answer, serde_json::json!({ "restored": true, "held": 1 }));
    restored.ask(&["sync"]);
    let shown = restored.ask(&["case", "show", &case]);
    assert_eq!((&shown["halted"], &shown["title"]), (&Value::Null, &"Valve contracts".into()));
    let waiting = restored.ask(&["outbox", "list"])["waiting"][0].clone();
    assert_eq!((&waiting["code"], &waiting["kind"]), (&"held".into(), &"message".into()));
    restored.ask(&["outbox", "resume", &text(&waiting["message"])]);
    restored.ask(&["sync"]);
    office.owner.ask(&["sync"]);
    reply(&office.owner, &case, "Good.");
    restored.ask(&["sync"]);
    assert_eq!(bodies(&office.owner, &case), ["One.", "An answer.", "After the backup.", "It waits.", "Good."]);
    assert_eq!(bodies(&restored, &case), ["One.", "An answer.", "It waits.", "Good."], "what the copy lacks is lost");
    assert_eq!(fetched(&restored, &case, 1), b"a file from before");
    let sent = restored.ask(&["send", &draft, "--wait"]);
    office.owner.ask(&["sync"]);
    assert_eq!(fetched(&office.owner, &text(&sent["case"]), 0), evidence);
}

// rule: BACK-05, BACK-06, ROOM-22
#[test]
fn of_a_vault_and_its_backup_the_last_one_goes_on() {
    let office = Office::new();
    let (first, organisation) = office.reporter("reporter");
    let case = text(&send(&first, &organisation, "One.", &["--wait"]).unwrap()["case"]);
    create(&first, &office.folder().join(BACKUP));
    let (second, _) = restore(&office.folder().join("second"), &office.folder().join(BACKUP)).unwrap();
    second.ask(&["sync"]);
    assert_eq!(first.refused(&["sync"]), "case_elsewhere");
    // A device that was told so stays told in its backup.
    create(&first, &office.folder().join("told.age"));
    let (third, _) = restore(&office.folder().join("third"), &office.folder().join("told.age")).unwrap();
    assert_eq!(third.ask(&["case", "show", &case])["halted"], "case_elsewhere");
}

// rule: BACK-05, BACK-06
#[test]
fn a_restored_handler_is_let_into_successors_and_new_cases() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "One.", &["--wait"]).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    create(&office.owner, &office.folder().join(BACKUP));
    fs::remove_dir_all(office.owner.profile()).unwrap();
    // Opened with a KeyPackage whose private half is gone.
    let lost = text(&send(&reporter, &organisation, "Two.", &["--wait"]).unwrap()["case"]);

    let (restored, _) = restore(&office.folder().join("again"), &office.folder().join(BACKUP)).unwrap();
    restored.ask(&["sync"]);
    assert_eq!(restored.ask(&["case", "show", &case])["halted"], "vault_rolled_back");
    reporter.ask(&["sync"]);
    restored.ask(&["sync"]);
    assert_eq!(restored.ask(&["case", "show", &case])["halted"], Value::Null);
    reply(&restored, &case, "Here again.");
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case), ["One.", "Here again."]);
    let third = send(&reporter, &organisation, "Three.", &["--wait"]).unwrap();
    restored.ask(&["sync"]);
    assert_eq!(bodies(&restored, &text(&third["case"])), ["Three."]);
    // Its report is read by nobody any more, but it is not unknown.
    let shown = restored.ask(&["case", "show", &lost]);
    assert_eq!((&shown["halted"], &shown["title"]), (&Value::Null, &"Valve contracts".into()));
}
