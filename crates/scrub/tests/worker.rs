//! The process that looks at files: what it cannot do, and what becomes of those that break it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    fs::File,
    path::PathBuf,
    process::{Command, Output},
};

use common::{CANARY, Corpus, office, picture};
use image::ImageFormat;
use sotto_scrub::{NotChecked, worker};

/// The example that looks as `sottoctl` does; cargo builds it with the tests.
fn look(arguments: &[&str]) -> Output {
    let tests = std::env::current_exe().unwrap();
    let look: PathBuf = tests.parent().and_then(|deps| deps.parent()).unwrap().join("examples/look");
    Command::new(look).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

// proves: PRIV-37
#[test]
fn it_can_open_nothing_reach_nothing_and_start_nothing() {
    let said = said(&look(&["--probe"]));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "before open=true create=true list=true socket=true connect=true exec=true");
    assert_eq!(lines[1], "confined true");
    assert_eq!(lines[2], "after open=false create=false list=false socket=false connect=false exec=false");
}

#[test]
fn it_cleans_as_the_library_does() {
    let corpus = Corpus::new();
    picture().save_with_format(corpus.path("a.jpg"), ImageFormat::Jpeg).unwrap();
    corpus.tag("a.jpg", &[&format!("-Artist={CANARY}")]);
    let (original, copy) = (corpus.path("a.jpg"), corpus.path("copy.jpg"));
    let looked = look(&[original.to_str().unwrap(), copy.to_str().unwrap()]);
    assert!(looked.status.success());
    assert!(said(&looked).contains(&format!("gone author {CANARY}")));
    assert!(corpus.read("copy.jpg") == corpus.clean("a.jpg").0.bytes);
    let pdf = corpus.write("a.pdf", &common::pdf::bytes(common::pdf::pages(3, &corpus.read("a.jpg"))));
    assert!(said(&look(&[pdf.to_str().unwrap()])).starts_with("pdf\n"));
    let docx = corpus.write("a.docx", &office::docx(&corpus.read("a.jpg")));
    assert!(said(&look(&[docx.to_str().unwrap()])).starts_with("office_open_xml\n"));
}

#[test]
fn what_is_not_known_or_whole_is_not_checked() {
    let corpus = Corpus::new();
    let program = corpus.write("a.exe", b"MZ\0");
    assert_eq!(said(&look(&[program.to_str().unwrap()])), "not checked: unknown_kind\n");
    let cut = corpus.write("a.png", b"\x89PNG\r\n\x1a\n\0\0");
    assert_eq!(said(&look(&[cut.to_str().unwrap()])), "not checked: damaged\n");
}

#[test]
fn a_file_that_breaks_it_or_stalls_it_breaks_nothing_else() {
    let corpus = Corpus::new();
    let zeros = vec![0; 64 * 1024 * 1024];
    let bomb = corpus.write("bomb.zip", &office::package(&[("zeros", &zeros)]));
    let bomb = bomb.to_str().unwrap();
    assert_eq!(said(&look(&[bomb, "--memory", "48000000"])), "not checked: too_much\n");
    let large = corpus.write("large.txt", &vec![b'a'; 64 * 1024 * 1024]);
    assert_eq!(said(&look(&[large.to_str().unwrap(), "--memory", "48000000"])), "not checked: unsafe\n");
    assert_eq!(said(&look(&[bomb, "--wait-ms", "0"])), "not checked: unsafe\n");
}

#[test]
fn a_file_too_large_is_not_read() {
    let corpus = Corpus::new();
    let large = File::create(corpus.path("large.jpg")).unwrap();
    large.set_len(worker::MAX_FILE_BYTES + 1).unwrap();
    assert_eq!(said(&look(&[corpus.path("large.jpg").to_str().unwrap()])), "not checked: too_much\n");
}

#[test]
fn a_program_that_never_asked_starts_none() {
    let file = tempfile::tempfile().unwrap();
    assert_eq!(worker::look(&file, worker::Bounds::default()).unwrap_err(), NotChecked::NoWorker);
}
