//! A full disk and a kill at every durable step: either all is there afterwards, or nothing is in the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::{fs, process::Command, sync::Arc};

use common::*;
use sotto_vault::{
    ChangePassphraseError, CreateError, KdfParams, Mode, NewVault, NoKeyring, Profile, Step, StoreError, UnlockError,
    Vault, WipeError, tables::Draft, wipe,
};

const CREATE: [Step; 6] = [
    Step::CreateKeysPrepared,
    Step::CreateKeyringWritten,
    Step::BeforeCommit,
    Step::CreateDatabasePrepared,
    Step::CreateDatabaseInPlace,
    Step::CreateKeysInPlace,
];

fn create_in_keyring_mode(profile: &Profile, keyring: &MemoryKeyring) -> Result<Vault, CreateError> {
    let params = KdfParams::for_tests();
    let new = NewVault { profile, passphrase: PASSPHRASE, mode: Mode::PassphraseAndKeyring, params, now: NOW };
    Vault::create_with(new, keyring, &mut rng(), |tx| tx.secrets().put("phrase", &[9; 16]))
}

// rule: VAULT-15
#[test]
fn a_disk_that_is_full_while_creating_leaves_nothing_in_the_way() {
    for step in CREATE {
        let folder = Folder::new();
        let keyring = MemoryKeyring::default();
        let full = FullAt::new(step);
        match create_in_keyring_mode(&folder.profile().with_faults(full.clone()), &keyring) {
            Err(CreateError::DiskFull) => {}
            other => panic!("{step:?}: {other:?}"),
        }
        assert!(full.met(), "{step:?} happens");
        assert!(!folder.profile().holds_vault(), "{step:?}");
        if step != Step::CreateKeysInPlace {
            assert_eq!(keyring.len(), 0, "{step:?}: the keyring is clean");
        }
        create_in_keyring_mode(&folder.profile(), &keyring).unwrap();
    }
}

// rule: VAULT-13
// proves: PRIV-19
#[test]
fn a_disk_that_is_full_while_writing_keeps_what_was_there() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    let full = FullAt::new(Step::BeforeCommit);
    let vault = unlock(&folder.profile().with_faults(full)).unwrap();
    assert!(matches!(vault.write(|tx| tx.settings().put("theme", b"dark")), Err(StoreError::DiskFull)));
    assert_eq!(vault.read(|tx| tx.settings().get("theme")).unwrap(), None);
}

fn long_draft(len: usize) -> Draft {
    Draft { body: "x".repeat(len), ..draft() }
}

// rule: VAULT-13
#[test]
fn sqlites_own_full_is_the_disks() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault
        .write(|tx| {
            tx.organisations().put(&organisation())?;
            tx.drafts().put(&draft())
        })
        .unwrap();
    vault.limit_pages(256).unwrap();
    let refused = vault.write(|tx| tx.drafts().put(&long_draft(3 << 20)));
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    assert!(vault.read(|tx| tx.drafts().get(draft().draft)).unwrap() == Some(draft()), "the text as it was");
    vault.limit_pages(1 << 20).unwrap();
    vault.write(|tx| tx.drafts().put(&long_draft(3 << 20))).unwrap();
    vault.check().unwrap();
}

// rule: VAULT-16
#[test]
fn a_disk_that_is_full_while_changing_the_passphrase_keeps_the_old_one() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    let change = |step| {
        let vault = unlock(&folder.profile().with_faults(FullAt::new(step))).unwrap();
        vault.change_passphrase(PASSPHRASE, "new", KdfParams::for_tests(), &NoKeyring, &mut rng())
    };
    assert!(matches!(change(Step::PassphrasePrepared), Err(ChangePassphraseError::DiskFull)));
    assert!(unlock(&folder.profile()).is_ok());
    change(Step::PassphraseInPlace).expect("it is done by then");
    assert!(Vault::unlock(&folder.profile(), "new", &NoKeyring).is_ok());
}

// rule: VAULT-17
// proves: PRIV-39
#[test]
fn wiping_needs_no_passphrase_and_leaves_nothing() {
    let folder = Folder::new();
    let keyring = MemoryKeyring::default();
    let vault = create_in_keyring_mode(&folder.profile(), &keyring).unwrap();
    fs::write(folder.file("files/sealed"), b"sealed").unwrap();
    assert!(matches!(wipe(&folder.profile(), &keyring, &mut rng()), Err(WipeError::ProfileInUse)));
    drop(vault);

    assert!(!wipe(&folder.profile(), &keyring, &mut rng()).unwrap().keyring_entry_remains);
    assert!(!folder.path().exists());
    assert_eq!(keyring.len(), 0);
    assert!(!wipe(&folder.profile(), &keyring, &mut rng()).unwrap().keyring_entry_remains, "again");
    drop(create_in_keyring_mode(&folder.profile(), &keyring).unwrap());

    fs::write(folder.file("of someone else"), b"").unwrap();
    keyring.locked.store(true, std::sync::atomic::Ordering::SeqCst);
    assert!(wipe(&folder.profile(), &keyring, &mut rng()).unwrap().keyring_entry_remains);
    assert_eq!(files_below(&folder.path()).len(), 1, "only what isn't the vault's");
}

// rule: VAULT-17
#[test]
fn the_slots_are_destroyed_before_anything_else() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    let before = fs::read(folder.file("vault.keys")).unwrap();
    let stopped = folder.profile().with_faults(FullAt::new(Step::WipeSlotsDestroyed));
    assert!(matches!(wipe(&stopped, &NoKeyring, &mut rng()), Err(WipeError::FilesRemain(_))));
    let after = fs::read(folder.file("vault.keys")).unwrap();
    assert_eq!(after.len(), before.len());
    assert!(after.iter().zip(&before).filter(|(now, then)| now == then).count() < 32);
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Damaged(_))));
    wipe(&folder.profile(), &NoKeyring, &mut rng()).unwrap();
    assert!(!folder.path().exists());
}

const CHILD: &str = "SOTTO_VAULT_KILL";

/// Not a test by itself: what the killed processes run.
#[test]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (step, folder) = task.split_once(':').unwrap();
    let step = Step::ALL[step.parse::<usize>().unwrap()];
    let profile = Profile::new(folder);
    let killing = profile.clone().with_faults(Arc::new(KillAt(step)));
    if !profile.holds_vault() {
        drop(create(&killing));
        return;
    }
    match step {
        Step::PassphrasePrepared | Step::PassphraseInPlace => {
            let vault = unlock(&killing).unwrap();
            drop(vault.change_passphrase(PASSPHRASE, "new", KdfParams::for_tests(), &NoKeyring, &mut rng()));
        }
        Step::WipeSlotsDestroyed | Step::WipeKeysRemoved => drop(wipe(&killing, &NoKeyring, &mut rng())),
        _ => {
            let vault = unlock(&killing).unwrap();
            drop(vault.write(|tx| tx.settings().put("theme", b"dark")));
        }
    }
}

fn kill_at(step: Step, folder: &Folder) {
    let index = Step::ALL.iter().position(|other| *other == step).unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child"])
        .env(CHILD, format!("{index}:{}", folder.path().display()))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success(), "killed at {step:?}");
}

// rule: VAULT-15
#[test]
fn a_kill_while_creating_leaves_nothing_in_the_way() {
    for step in CREATE {
        if step == Step::CreateKeyringWritten {
            continue; // The keyring's own; a full disk stands for it above.
        }
        let folder = Folder::new();
        kill_at(step, &folder);
        if step == Step::CreateKeysInPlace {
            assert!(unlock(&folder.profile()).is_ok(), "it exists from here on");
        } else {
            assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Absent)), "{step:?}");
            drop(create(&folder.profile()).unwrap());
            assert!(unlock(&folder.profile()).is_ok(), "{step:?}");
        }
    }
}

// rule: VAULT-13
// proves: PRIV-19
#[test]
fn a_kill_while_writing_keeps_all_or_nothing() {
    for (step, kept) in [(Step::BeforeCommit, None), (Step::AfterCommit, Some(b"dark".to_vec()))] {
        let folder = Folder::new();
        drop(create(&folder.profile()).unwrap());
        kill_at(step, &folder);
        let vault = unlock(&folder.profile()).unwrap();
        assert_eq!(vault.read(|tx| tx.settings().get("theme")).unwrap(), kept, "{step:?}");
        vault.check().unwrap();
    }
}

// rule: VAULT-16
#[test]
fn a_kill_while_changing_the_passphrase_leaves_one_that_opens() {
    for (step, passphrase) in [(Step::PassphrasePrepared, PASSPHRASE), (Step::PassphraseInPlace, "new")] {
        let folder = Folder::new();
        drop(create(&folder.profile()).unwrap());
        kill_at(step, &folder);
        let vault = Vault::unlock(&folder.profile(), passphrase, &NoKeyring).unwrap();
        let params = KdfParams::for_tests();
        vault.change_passphrase(passphrase, "third", params, &NoKeyring, &mut rng()).unwrap();
    }
}

// rule: VAULT-17
#[test]
fn a_kill_while_wiping_leaves_nothing_that_opens() {
    for step in [Step::WipeSlotsDestroyed, Step::WipeKeysRemoved] {
        let folder = Folder::new();
        drop(create(&folder.profile()).unwrap());
        kill_at(step, &folder);
        let refused = unlock(&folder.profile()).unwrap_err();
        assert!(matches!(refused, UnlockError::Damaged(_) | UnlockError::Absent), "{refused:?}");
        wipe(&folder.profile(), &NoKeyring, &mut rng()).unwrap();
        drop(create(&folder.profile()).unwrap());
    }
}
