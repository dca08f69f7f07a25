//! A vault as a stream, and from one: all of it, or nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::{
    io,
    process::{Command, Stdio},
    sync::Arc,
};

use common::*;
use sotto_protocol::ids::{AttachmentId, BlobId};
use sotto_vault::{
    BackUpError, CreateError, KdfParams, Mode, NewVault, NoKeyring, Profile, RestoreError, Step, StoreError,
    StoredName, Transaction, Vault,
    tables::{Attachment, AttachmentState},
};

fn restore(profile: &Profile, mut stream: &[u8]) -> Result<Vault, RestoreError> {
    let params = KdfParams::for_tests();
    let new = NewVault { profile, passphrase: PASSPHRASE, mode: Mode::Passphrase, params, now: NOW };
    Vault::restore(new, &NoKeyring, &mut rng(), &mut stream, |_: &Transaction<'_>| Ok::<_, StoreError>(()))
}

fn attachment() -> Attachment {
    Attachment {
        attachment: AttachmentId::from_bytes([1; 16]),
        draft: Some(draft().draft),
        case: None,
        message: None,
        position: 0,
        name: "evidence.pdf".into(),
        size_bytes: 199_000,
        sha256: [2; 32],
        original_sha256: None,
        file_key: vec![3; 32].into(),
        stored: Some(StoredName::try_from("0".repeat(32)).unwrap()),
        blob: BlobId::from_bytes([4; 16]),
        state: AttachmentState::Stored,
        looked: None,
        other: None,
    }
}

fn stream(vault: &Vault) -> Vec<u8> {
    let mut stream = Vec::new();
    vault.back_up(NOW, &mut stream).unwrap();
    stream
}

/// A vault with rows in several tables, and a sealed file of more than one piece.
fn filled(folder: &Folder) -> Vault {
    let vault = create(&folder.profile()).unwrap();
    vault
        .write(|tx| {
            tx.secrets().put("phrase", &[9; 16])?;
            tx.settings().put("theme", b"dark")?;
            tx.organisations().put(&organisation())?;
            tx.drafts().put(&draft())?;
            tx.attachments().put(&attachment())
        })
        .unwrap();
    let name = attachment().stored.unwrap();
    std::fs::write(folder.profile().stored_file(&name), vec![7; 200_000]).unwrap();
    vault
}

/// The records of a stream: where each begins.
fn records(stream: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    while let Some(len) = stream[*starts.last().unwrap()..].first_chunk::<4>() {
        starts.push(starts.last().unwrap() + 4 + u32::from_be_bytes(*len) as usize);
    }
    starts
}

fn record(cbor: &[u8]) -> Vec<u8> {
    [&u32::try_from(cbor.len()).unwrap().to_be_bytes(), cbor].concat()
}

// rule: BACK-01, BACK-02, BACK-03
// proves: PRIV-48
#[test]
fn a_restored_vault_holds_what_the_backup_held() {
    let (first, second) = (Folder::new(), Folder::new());
    let vault = filled(&first);
    let backup = stream(&vault);
    let restored = restore(&second.profile(), &backup).unwrap();
    assert_eq!(stream(&restored), backup);
    restored.check().unwrap();
    drop(restored);
    let name = attachment().stored.unwrap();
    assert_eq!(std::fs::read(second.profile().stored_file(&name)).unwrap(), vec![7; 200_000]);
    let again = unlock(&second.profile()).unwrap();
    assert!(again.read(|tx| tx.drafts().get(draft().draft)).unwrap() == Some(draft()));
    assert!(matches!(restore(&first.profile(), &backup), Err(RestoreError::Create(CreateError::Exists))));
}

// rule: BACK-03, BACK-04
#[test]
fn a_stream_that_is_cut_or_is_none_makes_no_vault() {
    let (first, second) = (Folder::new(), Folder::new());
    let backup = stream(&filled(&first));
    let starts = records(&backup);
    let within = starts.iter().map(|start| start + 2).chain(starts.iter().map(|start| start + 6));
    for end in starts.iter().copied().chain(within).filter(|end| *end < backup.len()) {
        assert!(matches!(restore(&second.profile(), &backup[..end]), Err(RestoreError::Invalid)), "cut at {end}");
        assert!(!second.profile().holds_vault());
        assert_eq!(std::fs::read_dir(second.profile().files()).unwrap().count(), 0);
    }
    let longer = [backup.as_slice(), &[0]].concat();
    for other in [longer.as_slice(), &vec![0xff; 100_000], b"PK\x03\x04 another file", &[]] {
        assert!(matches!(restore(&second.profile(), other), Err(RestoreError::Invalid)));
    }
    restore(&second.profile(), &backup).unwrap();
}

// rule: BACK-04
#[test]
fn a_stream_with_what_no_backup_holds_makes_no_vault() {
    let (first, second) = (Folder::new(), Folder::new());
    let backup = stream(&filled(&first));
    let starts = records(&backup);
    let begin = &backup[..starts[1]];
    let end = record(&[0x82, 5, 0x82, 0, 0]);
    let text = |text: &str| [&[0x60 + text.len() as u8], text.as_bytes()].concat();
    let table = |name: &str, column: &str| {
        record(&[&[0x82, 1, 0x82], text(name).as_slice(), &[0x81], text(column).as_slice()].concat())
    };
    let row = |values: &[u8]| record(&[&[0x82, 2, 0x81, 0x80 + values.len() as u8], values].concat());
    let file = |name: &str| record(&[&[0x82, 3, 0x81, 0x78, name.len() as u8], name.as_bytes()].concat());
    let whole = |parts: &[Vec<u8>]| [&[begin.to_vec()], parts, std::slice::from_ref(&end)].concat().concat();
    assert!(restore(&Folder::new().profile(), &whole(&[])).is_ok());
    for parts in [
        vec![table("vault", "one")],
        vec![table("envelope", "room")],
        vec![table("sqlite_schema", "sql")],
        vec![table("setting", "name)--")],
        vec![table("setting", "name"), table("setting", "name")],
        vec![row(&[1])],
        vec![table("setting", "name"), row(&[1, 1])],
        vec![file(&"a".repeat(24))],
        vec![file("../../../../../../tmp/another.fi")],
        vec![record(&[0x82, 4, 0x81, 0x40])],
        vec![begin.to_vec()],
    ] {
        assert!(matches!(restore(&second.profile(), &whole(&parts)), Err(RestoreError::Invalid)), "{parts:?}");
    }
    // A row that its table does not take, counted right.
    let row_in_all = record(&[0x82, 5, 0x82, 1, 0]);
    let refused = [begin, &table("setting", "name"), &row(&[0xf6]), &row_in_all].concat();
    assert!(matches!(restore(&second.profile(), &refused), Err(RestoreError::Invalid)));
    assert!(!second.profile().holds_vault());
}

// rule: BACK-04
#[test]
fn a_stream_of_a_newer_version_says_so() {
    let (first, second) = (Folder::new(), Folder::new());
    let backup = stream(&filled(&first));
    // [0, [format, database, made at]], in one byte each but the last.
    assert_eq!(&backup[4..8], &[0x82, 0, 0x83, 1]);
    for place in [7, 8] {
        let mut newer = backup.clone();
        newer[place] = 23;
        assert!(matches!(restore(&second.profile(), &newer), Err(RestoreError::Newer)));
        newer[place] = 0;
        assert!(matches!(restore(&second.profile(), &newer), Err(RestoreError::Invalid)));
    }
}

const STEPS: [Step; 5] = [
    Step::CreateKeysPrepared,
    Step::BeforeCommit,
    Step::CreateDatabasePrepared,
    Step::CreateDatabaseInPlace,
    Step::CreateKeysInPlace,
];

// rule: BACK-03
#[test]
fn a_disk_that_is_full_while_restoring_leaves_nothing_in_the_way() {
    let first = Folder::new();
    let backup = stream(&filled(&first));
    for step in STEPS {
        let folder = Folder::new();
        let full = FullAt::new(step);
        match restore(&folder.profile().with_faults(full.clone()), &backup) {
            Err(RestoreError::Create(CreateError::DiskFull)) => {}
            other => panic!("{step:?}: {other:?}"),
        }
        assert!(full.met() && !folder.profile().holds_vault(), "{step:?}");
        assert_eq!(std::fs::read_dir(folder.profile().files()).unwrap().count(), 0, "{step:?}");
        restore(&folder.profile(), &backup).unwrap();
    }
}

const CHILD: &str = "SOTTO_VAULT_KILL";

/// Not a test by itself: what the killed processes run.
#[test]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let [step, backup, folder] = task.splitn(3, ':').collect::<Vec<_>>().try_into().unwrap();
    let step = STEPS[step.parse::<usize>().unwrap()];
    let backup = std::fs::read(backup).unwrap();
    drop(restore(&Profile::new(folder).with_faults(Arc::new(KillAt(step))), &backup));
}

// rule: BACK-03
#[test]
fn a_kill_while_restoring_leaves_nothing_in_the_way() {
    let first = Folder::new();
    let backup = stream(&filled(&first));
    std::fs::write(first.file("backup"), &backup).unwrap();
    for (index, step) in STEPS.into_iter().enumerate() {
        let folder = Folder::new();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child"])
            .env(CHILD, format!("{index}:{}:{}", first.file("backup").display(), folder.path().display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(!status.success(), "killed at {step:?}");
        let restored = if step == Step::CreateKeysInPlace {
            unlock(&folder.profile()).unwrap()
        } else {
            assert!(!folder.profile().holds_vault(), "{step:?}");
            restore(&folder.profile(), &backup).unwrap()
        };
        assert_eq!(stream(&restored), backup, "{step:?}");
    }
}

// rule: BACK-01
#[test]
fn a_backup_onto_a_full_disk_is_none() {
    struct Full(usize);
    impl io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let folder = Folder::new();
    let vault = filled(&folder);
    let refused = vault.back_up(NOW, &mut Full(100_000));
    assert!(matches!(refused, Err(BackUpError::DiskFull)));
    // A sealed file that is gone keeps nobody from a backup of the rest.
    let name = attachment().stored.unwrap();
    vault.remove_file(&name).unwrap();
    restore(&Folder::new().profile(), &stream(&vault)).unwrap();
}
