//! What lies on the disk: nothing in the clear, and lengths in steps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::*;
use sotto_vault::{StoreError, tables::Draft};

const CANARY: &str = "canary-4f1c9a-grey-heron";
const STEP_LEN_BYTES: u64 = 1024 * 1024;

fn assert_nothing_in_the_clear(folder: &Folder) {
    for file in files_below(&folder.path()) {
        let bytes = fs::read(&file).unwrap();
        for needle in [CANARY, "CREATE TABLE", "SQLite format", PASSPHRASE] {
            assert!(!bytes.windows(needle.len()).any(|part| part == needle.as_bytes()), "{needle} in {file:?}");
        }
    }
}

// rule: VAULT-10
// proves: PRIV-15
#[test]
fn nothing_lies_in_the_clear_open_or_closed() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault
        .write(|tx| {
            tx.organisations().put(&organisation())?;
            tx.drafts().put(&Draft { title: CANARY.into(), body: CANARY.repeat(5000), ..draft() })?;
            tx.secrets().put(CANARY, CANARY.as_bytes())
        })
        .unwrap();
    assert!(files_below(&folder.path()).iter().any(|file| file.ends_with("vault.db-wal")));
    assert_nothing_in_the_clear(&folder);
    // Long enough that a sort would need room outside of memory.
    vault.read(|tx| tx.drafts().list()).unwrap();
    drop(vault);
    assert_nothing_in_the_clear(&folder);
}

// rule: VAULT-12
#[test]
fn database_and_log_grow_in_steps() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault.write(|tx| tx.organisations().put(&organisation())).unwrap();
    let lengths = || {
        ["vault.db", "vault.db-wal"].map(|name| fs::metadata(folder.file(name)).map_or(0, |metadata| metadata.len()))
    };
    let mut seen = std::collections::BTreeSet::new();
    // Lengths around those of a page and of its overflow pages.
    for len in (0..40).map(|n| n * 1_003).chain([3_900, 4_012, 4_016, 8_024, 300_000, 700_000, 2_500_000, 5]) {
        let row = Draft { body: "y".repeat(len), ..draft() };
        vault.write(|tx| tx.drafts().put(&row)).unwrap();
        for length in lengths() {
            assert_eq!(length % STEP_LEN_BYTES, 0, "after {len} bytes");
        }
        seen.insert(lengths());
    }
    assert!(seen.len() < 8, "few lengths are ever seen: {seen:?}");
    drop(vault);
    assert_eq!(fs::metadata(folder.file("vault.db")).unwrap().len() % STEP_LEN_BYTES, 0);
    unlock(&folder.profile()).unwrap().check().unwrap();
}

// rule: VAULT-12
#[test]
fn a_log_with_zeros_behind_it_is_recovered() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault.write(|tx| tx.organisations().put(&organisation())).unwrap();
    vault.write(|tx| tx.drafts().put(&draft())).unwrap();
    // As a kill would leave them: copied while open.
    let copy = Folder::new();
    copy_folder(&folder.path(), &copy.path());
    assert_eq!(fs::metadata(copy.file("vault.db-wal")).unwrap().len() % STEP_LEN_BYTES, 0);
    let copied = unlock(&copy.profile()).unwrap();
    assert!(copied.read(|tx| tx.drafts().get(draft().draft)).unwrap() == Some(draft()));
    copied.check().unwrap();
}

#[test]
fn a_reading_transaction_cant_write() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    assert!(matches!(vault.read(|tx| tx.settings().put("theme", b"dark")), Err(StoreError::ReadOnly)));
    vault.write(|tx| tx.settings().put("theme", b"dark")).unwrap();
}

#[test]
fn threads_take_turns() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    let before = vault.generation().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4_u8 {
            let vault = &vault;
            scope.spawn(move || {
                for _ in 0..5 {
                    vault.write(|tx| tx.settings().put("thread", &[thread])).unwrap();
                    vault.read(|tx| tx.settings().get("thread")).unwrap().unwrap();
                }
            });
        }
    });
    assert_eq!(vault.generation().unwrap(), before + 20);
}
