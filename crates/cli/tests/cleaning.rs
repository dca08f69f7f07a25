//! What files hide, found and removed before they are sent, by the real programs; exiftool is the judge.
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
    process::Command,
};

use common::{draft, text};
use serde_json::Value;
use sotto_testkit::{Office, PHOTOGRAPHER, Person, files_with, photograph};

fn photo(office: &Office) -> PathBuf {
    let path = office.folder().join("pump.jpg");
    fs::write(&path, photograph()).unwrap();
    path
}

fn exiftool(path: &Path) -> String {
    String::from_utf8(Command::new("exiftool").args(["-a", "-G1"]).arg(path).output().unwrap().stdout).unwrap()
}

fn sha256(path: &Path) -> String {
    let ran = Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8(ran.stdout).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn attach(person: &Person, draft: &str, path: &Path, more: &[&str]) -> Value {
    person.ask(&[&["draft", "attach", draft, path.to_str().unwrap()], more].concat())
}

fn kinds(file: &Value) -> Vec<String> {
    file["findings"].as_array().unwrap().iter().map(|finding| text(&finding["kind"])).collect()
}

fn sealed(person: &Person) -> usize {
    fs::read_dir(person.profile().join("files")).unwrap().count()
}

/// What a handler saves of the first message's `n`-th file.
fn saved(office: &Office, case: &str, n: usize, name: &str) -> (Value, PathBuf) {
    let file = office.owner.ask(&["case", "show", case])["messages"][0]["attachments"][n].clone();
    let output = office.folder().join(name);
    let fetch = ["case", "fetch", case, &text(&file["attachment"]), "--output", output.to_str().unwrap()];
    assert_eq!(office.owner.ask(&fetch)["sha256"], file["sha256"]);
    (file, output)
}

// rule: FILE-08, FILE-09
// proves: PRIV-37, PRIV-38
#[test]
fn what_a_photograph_says_is_found_and_does_not_leave() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let photo = photo(&office);
    let original = fs::read(&photo).unwrap();
    let written = draft(&reporter, &organisation, "See the photograph.");
    let taken = attach(&reporter, &written, &photo, &[]);
    assert_eq!((&taken["inspected"], &taken["cleaned"]), (&true.into(), &true.into()));
    assert_eq!(text(&taken["original_sha256"]), sha256(&photo));
    assert!(kinds(&taken).contains(&"place".to_owned()) && kinds(&taken).contains(&"author".to_owned()));
    let author = taken["findings"].as_array().unwrap().iter().find(|finding| finding["kind"] == "author").unwrap();
    assert_eq!((text(&author["summary"]), &author["remains"]), (PHOTOGRAPHER.to_owned(), &false.into()));
    assert!(fs::read(&photo).unwrap() == original, "it is as it was");
    assert_eq!(sealed(&reporter), 2, "the cleaned copy, and the original until it is sent");
    assert_eq!(files_with(reporter.profile(), PHOTOGRAPHER.as_bytes()), Vec::<PathBuf>::new());
    let shown = reporter.ask(&["draft", "show", &written]);
    assert_eq!(shown["attachments"][0], taken);

    let case = text(&reporter.ask(&["send", &written, "--wait"])["case"]);
    assert_eq!(sealed(&reporter), 0, "both copies are gone");
    office.owner.ask(&["sync"]);
    let (file, output) = saved(&office, &case, 0, "saved.jpg");
    assert_eq!(text(&file["original_sha256"]), sha256(&photo));
    assert!(file.get("findings").is_none(), "what was found is nobody else's to know");
    let found = exiftool(&output);
    assert!(!found.contains(PHOTOGRAPHER) && !found.contains("GPS"), "{found}");
    let pixels = |path: &Path| image::open(path).unwrap().into_rgb8();
    assert!(pixels(&photo) == pixels(&output), "it looks the same");
}

// rule: FILE-09
#[test]
fn a_person_decides_for_each_file_until_it_is_sent() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let photo = photo(&office);
    let written = draft(&reporter, &organisation, "See the photographs.");
    let kept = attach(&reporter, &written, &photo, &["--keep-original"]);
    assert_eq!(
        (&kept["inspected"], &kept["cleaned"], &kept["original_sha256"]),
        (&true.into(), &false.into(), &Value::Null)
    );
    assert_eq!(text(&kept["sha256"]), sha256(&photo));
    let second = attach(&reporter, &written, &photo, &[]);
    let choose =
        |file: &Value, copy: &str| reporter.ask(&["draft", "choose", &written, &text(&file["attachment"]), copy]);
    assert_eq!(choose(&second, "original")["sha256"], kept["sha256"]);
    assert_eq!(choose(&second, "original")["cleaned"], false, "twice is once");
    assert_eq!(choose(&second, "cleaned"), second);
    let third = attach(&reporter, &written, &photo, &[]);
    assert_eq!(sealed(&reporter), 6);
    reporter.ask(&["draft", "detach", &written, &text(&third["attachment"])]);
    assert_eq!(sealed(&reporter), 4, "both copies are gone");

    let case = text(&reporter.ask(&["send", &written, "--wait"])["case"]);
    office.owner.ask(&["sync"]);
    let (file, output) = saved(&office, &case, 0, "kept.jpg");
    assert!(file["original_sha256"].is_null() && fs::read(&output).unwrap() == fs::read(&photo).unwrap());
    let (file, output) = saved(&office, &case, 1, "cleaned.jpg");
    assert!(!file["original_sha256"].is_null() && !exiftool(&output).contains(PHOTOGRAPHER));
    let refused = ["draft", "choose", &written, &text(&second["attachment"]), "original"];
    assert_eq!(reporter.refused(&refused), "not_found", "it was sent");

    // A reply's files are looked at too.
    let body = office.folder().join("body");
    fs::write(&body, "And this.").unwrap();
    let (body, path) = (body.to_str().unwrap(), photo.to_str().unwrap());
    office.owner.ask(&["case", "reply", &case, "--body-file", body, "--attach", path, "--wait"]);
    office.owner.ask(&["case", "reply", &case, "--body-file", body, "--attach", path, "--keep-original", "--wait"]);
    reporter.ask(&["sync"]);
    let messages = reporter.ask(&["case", "show", &case])["messages"].as_array().unwrap().clone();
    let originals: Vec<bool> =
        messages.iter().skip(1).map(|message| message["attachments"][0]["original_sha256"].is_null()).collect();
    assert_eq!(originals, [false, true]);
}

// rule: FILE-08
#[test]
fn what_cannot_be_looked_at_is_not_checked_and_goes_as_it_is() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let written = draft(&reporter, &organisation, "See the files.");
    for (name, content, why) in [
        ("a.exe", &b"MZ\x90\0"[..], "unknown_kind"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "damaged"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", "damaged"),
    ] {
        let path = office.folder().join(name);
        fs::write(&path, content).unwrap();
        let taken = attach(&reporter, &written, &path, &[]);
        assert_eq!((&taken["inspected"], text(&taken["not_checked"])), (&false.into(), why.to_owned()), "{name}");
        assert!(taken["findings"].is_null() && taken["cleaned"].is_null() && taken["original_sha256"].is_null());
        assert_eq!(text(&taken["sha256"]), sha256(&path));
        let choose = ["draft", "choose", &written, &text(&taken["attachment"]), "cleaned"];
        assert_eq!(reporter.refused(&choose), "not_found");
    }
    let plain = office.folder().join("notes.txt");
    fs::write(&plain, "Nothing is hidden here.").unwrap();
    let taken = attach(&reporter, &written, &plain, &[]);
    assert_eq!((&taken["inspected"], &taken["cleaned"]), (&true.into(), &false.into()));
    assert_eq!(taken["findings"], serde_json::json!([]));
    assert_eq!(sealed(&reporter), 4, "there is one copy of each");
}
