//! Files, by the real programs: added, sent, fetched, and everything that can be wrong with one.
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
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::Child,
};

use common::{bodies, draft, text};
use serde_json::Value;
use sotto_testkit::{Office, Person, files_with};

/// A file in the office's folder.
fn file(office: &Office, name: &str, content: &[u8]) -> PathBuf {
    let path = office.folder().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn attach(person: &Person, draft: &str, path: &Path) -> Value {
    person.ask(&["draft", "attach", draft, path.to_str().unwrap()])
}

fn send_with(person: &Person, organisation: &str, files: &[&Path]) -> Result<String, String> {
    let draft = draft(person, organisation, "See the files.");
    for file in files {
        attach(person, &draft, file);
    }
    let sent = person.run(&["send", &draft, "--wait"], "").map_err(|refused| refused.code)?;
    Ok(text(&sent["case"]))
}

/// The files of a case's `n`-th message.
fn files_of(person: &Person, case: &str, n: usize) -> Vec<Value> {
    person.ask(&["case", "show", case])["messages"][n]["attachments"].as_array().unwrap().clone()
}

fn fetch(person: &Person, case: &str, file: &Value, output: &Path) -> Value {
    person.ask(&["case", "fetch", case, &text(&file["attachment"]), "--output", output.to_str().unwrap()])
}

/// How many files a profile keeps sealed.
fn sealed(person: &Person) -> Vec<PathBuf> {
    fs::read_dir(person.profile().join("files")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

// rule: FILE-05, FILE-07
// proves: PRIV-03, PRIV-04
#[test]
fn files_go_both_ways_and_nothing_is_overwritten() {
    let canary = "CANARY-77d0c1";
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let empty = file(&office, "empty.txt", b"");
    let hostile = file(&office, "photo\u{202e}gpj.exe", b"MZ");
    let named = file(&office, &format!("{canary}.txt"), canary.repeat(30_000).as_bytes());

    let written = draft(&reporter, &organisation, "See the files.");
    let first = attach(&reporter, &written, &empty);
    assert_eq!((&first["size_bytes"], &first["inspected"]), (&0.into(), &true.into()));
    attach(&reporter, &written, &hostile);
    let removed = attach(&reporter, &written, &hostile);
    attach(&reporter, &written, &named);
    reporter.ask(&["draft", "detach", &written, &text(&removed["attachment"])]);
    assert_eq!(reporter.refused(&["draft", "detach", &written, &text(&removed["attachment"])]), "not_found");
    assert_eq!(sealed(&reporter).len(), 3);
    // What becomes of the originals changes nothing.
    let content = fs::read(&named).unwrap();
    assert!(content == canary.repeat(30_000).as_bytes(), "they are as they were");
    fs::remove_file(&named).unwrap();
    let case = text(&reporter.ask(&["send", &written, "--wait"])["case"]);
    assert_eq!(sealed(&reporter).len(), 0, "the relay has them");

    assert_eq!(office.owner.ask(&["sync"])["received"], 1);
    let files = files_of(&office.owner, &case, 0);
    let names: Vec<String> = files.iter().map(|file| text(&file["name"])).collect();
    assert_eq!(names, ["empty.txt", "photo\u{202e}gpj.exe", &format!("{canary}.txt")]);
    let output = office.folder().join("saved");
    let saved = fetch(&office.owner, &case, &files[2], &output);
    assert_eq!(saved["sha256"], files[2]["sha256"]);
    assert!(fs::read(&output).unwrap() == content);
    let again = ["case", "fetch", &case, &text(&files[0]["attachment"]), "--output", output.to_str().unwrap()];
    assert_eq!(office.owner.refused(&again), "file_exists");
    assert!(fs::read(&output).unwrap() == content, "it was not touched");
    fs::remove_file(&output).unwrap();
    fetch(&office.owner, &case, &files[0], &output);
    assert_eq!(fs::read(&output).unwrap(), b"");

    let answer = file(&office, "receipt.pdf", b"%PDF-");
    let reply = ["case", "reply", &case, "--body-file", "-", "--wait", "--attach", answer.to_str().unwrap()];
    office.owner.ask_with(&reply, "Here is the receipt.");
    reporter.ask(&["sync"]);
    let receipt = office.folder().join("receipt");
    fetch(&reporter, &case, &files_of(&reporter, &case, 1)[0], &receipt);
    assert_eq!(fs::read(&receipt).unwrap(), b"%PDF-");
    fetch(&reporter, &case, &files_of(&reporter, &case, 0)[2], &office.folder().join("own"));
    fs::remove_file(office.folder().join("own")).unwrap();

    office.relay.kill();
    assert_eq!(files_with(office.folder(), canary.as_bytes()), Vec::<String>::new());
}

// proves: PRIV-05
#[test]
fn what_is_no_readable_file_is_refused_and_the_draft_stays() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let draft = draft(&reporter, &organisation, "Words.");
    let refused = |path: &Path| reporter.refused(&["draft", "attach", &draft, path.to_str().unwrap()]);
    assert_eq!(refused(&office.folder().join("nothing")), "attachment_missing");
    assert_eq!(refused(office.folder()), "attachment_unreadable");
    assert_eq!(refused(Path::new("/dev/zero")), "attachment_unreadable");
    let huge = office.folder().join("huge");
    fs::File::create(&huge).unwrap().set_len((4 << 30) + 1).unwrap();
    assert_eq!(refused(&huge), "attachment_too_large");
    let small = file(&office, "small", b"x");
    attach(&reporter, &draft, &small);
    assert_eq!(reporter.ask(&["draft", "show", &draft])["body"], "Words.");
    assert_eq!(sealed(&reporter).len(), 1);
    reporter.ask(&["draft", "delete", &draft]);
    assert_eq!(sealed(&reporter).len(), 0);
    assert_eq!(reporter.refused(&["draft", "show", &draft]), "not_found");
}

#[test]
fn a_message_takes_no_more_files_than_it_may() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let small = file(&office, "small", b"x");
    let case = send_with(&reporter, &organisation, &[]).unwrap();
    let attach = ["--attach", small.to_str().unwrap()].repeat(65);
    let reply = [&["case", "reply", &case, "--body-file", "-"][..], &attach].concat();
    assert_eq!(reporter.run(&reply, "Too much.").unwrap_err().code, "too_many_attachments");
    assert_eq!(bodies(&reporter, &case), ["See the files."], "nothing was queued");
    assert_eq!(sealed(&reporter).len(), 0, "and nothing is left");
}

/// What somebody does to a sealed copy.
type Harm = fn(&Path);

// rule: FILE-06
// proves: PRIV-19
#[test]
fn a_sealed_copy_that_is_gone_or_damaged_is_not_sent() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let evidence = file(&office, "evidence", &[7; 100_000]);
    let damage: [(&str, Harm); 3] = [
        ("attachment_unreadable", |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes[70_000] ^= 1;
            fs::write(path, bytes).unwrap();
        }),
        ("attachment_unreadable", |path| fs::File::options().write(true).open(path).unwrap().set_len(65_552).unwrap()),
        ("attachment_missing", |path| fs::remove_file(path).unwrap()),
    ];
    for (code, harm) in damage {
        let before = sealed(&reporter);
        let draft = draft(&reporter, &organisation, "See the file.");
        attach(&reporter, &draft, &evidence);
        harm(sealed(&reporter).iter().find(|path| !before.contains(path)).unwrap());
        assert_eq!(reporter.refused(&["send", &draft, "--wait"]), code);
    }
    assert_eq!(office.owner.ask(&["sync"])["received"], 0);
    assert_eq!(reporter.ask(&["case", "list"])["cases"].as_array().unwrap().len(), 3, "what was written is kept");
}

/// A `sync --follow` that is killed when it is dropped.
struct Following(Child);

impl Following {
    /// Follows until so many bytes of a file have been sent.
    fn until(person: &Person, bytes: u64) -> Self {
        let mut following = Self(person.start(&["sync", "--follow"]));
        let mut lines = BufReader::new(following.0.stdout.take().unwrap()).lines();
        loop {
            let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
            if line["step"] == "sending" && line["done_bytes"].as_u64().unwrap() >= bytes {
                return following;
            }
        }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

// rule: SEND-03
// proves: PRIV-19
#[test]
fn a_large_file_goes_on_where_it_was_cut_on_either_side() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let content: Vec<u8> = (0..24 * 1024 * 1024_u32).map(|n| n.to_le_bytes()[n as usize % 3]).collect();
    let large = file(&office, "large", &content);
    let draft = draft(&reporter, &organisation, "A large one.");
    attach(&reporter, &draft, &large);
    let case = text(&reporter.ask(&["send", &draft])["case"]);

    drop(Following::until(&reporter, 5 << 20));
    let cut_there = Following::until(&reporter, 13 << 20);
    office.relay.kill();
    drop(cut_there);
    assert_eq!(reporter.refused(&["sync"]), "relay_unreachable");
    office.relay.run();
    let synced = reporter.ask(&["sync"]);
    assert_eq!((&synced["sent"], &synced["pending"]), (&1.into(), &0.into()));

    assert_eq!(office.owner.ask(&["sync"])["received"], 1);
    assert_eq!(bodies(&office.owner, &case), ["A large one."]);
    let output = office.folder().join("output");
    fetch(&office.owner, &case, &files_of(&office.owner, &case, 0)[0], &output);
    assert!(fs::read(&output).unwrap() == content);
}

#[test]
fn a_file_of_two_gibibytes_is_sent() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let huge = office.folder().join("huge");
    fs::File::create(&huge).unwrap().set_len(2 << 30).unwrap();
    let case = send_with(&reporter, &organisation, &[&huge]).unwrap();
    office.owner.ask(&["sync"]);
    assert_eq!(files_of(&office.owner, &case, 0)[0]["size_bytes"], 2_u64 << 30);
}
