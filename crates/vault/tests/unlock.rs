//! Each way in which a vault doesn't open has its own answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{fs, sync::atomic::Ordering};

use common::*;
use sotto_vault::{
    ChangePassphraseError, CreateError, KdfParams, Mode, NoKeyring, Part, Profile, StoreError, UnlockError, Vault,
};

// rule: VAULT-05
// proves: PRIV-19
#[test]
fn a_vault_opens_with_its_passphrase_and_keeps_its_rows() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault.write(|tx| tx.settings().put("theme", b"dark")).unwrap();
    drop(vault);
    let vault = unlock(&folder.profile()).unwrap();
    assert_eq!(vault.read(|tx| tx.settings().get("theme")).unwrap().unwrap(), b"dark");
    vault.check().unwrap();
}

// proves: PRIV-16
#[test]
fn a_wrong_passphrase_is_that() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    let refused = Vault::unlock(&folder.profile(), "nine quiet heron", &NoKeyring).unwrap_err();
    assert!(matches!(refused, UnlockError::WrongPassphrase), "{refused:?}");
    assert!(unlock(&folder.profile()).is_ok());
}

#[test]
fn an_empty_profile_is_absent_and_stays_untouched() {
    let folder = Folder::new();
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Absent)));
    assert!(!folder.path().exists());
}

#[test]
fn a_second_vault_is_refused() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    assert!(matches!(create(&folder.profile()), Err(CreateError::Exists)));
    assert!(unlock(&folder.profile()).is_ok());
}

#[test]
fn an_empty_passphrase_is_refused() {
    let folder = Folder::new();
    let params = KdfParams::for_tests();
    let refused = Vault::create(&folder.profile(), "", Mode::Passphrase, params, &NoKeyring, &mut rng(), NOW);
    assert!(matches!(refused, Err(CreateError::EmptyPassphrase)));
}

// rule: VAULT-03
#[test]
fn a_second_opener_is_told() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::ProfileInUse)));
    drop(vault);
    let vault = unlock(&folder.profile()).unwrap();
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::ProfileInUse)));
    drop(vault);
    assert!(unlock(&folder.profile()).is_ok());
}

// rule: VAULT-09
#[test]
fn a_damaged_header_is_that() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    folder.alter("vault.keys", 12);
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Damaged(Part::Header))));
}

// rule: VAULT-09
#[test]
fn a_damaged_slot_is_that_and_not_a_wrong_passphrase() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    folder.alter("vault.keys", 64 + 70);
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Damaged(Part::Slots))));
}

// rule: VAULT-09
#[test]
fn cut_slots_are_damage() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    let bytes = fs::read(folder.file("vault.keys")).unwrap();
    for (len, part) in [(0, Part::Header), (63, Part::Header), (64, Part::Slots), (575, Part::Slots)] {
        fs::write(folder.file("vault.keys"), bytes.get(..len).unwrap()).unwrap();
        match unlock(&folder.profile()) {
            Err(UnlockError::Damaged(found)) => assert_eq!(found, part, "{len} bytes"),
            other => panic!("{len} bytes: {other:?}"),
        }
    }
}

#[test]
fn a_damaged_database_is_that() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault.write(|tx| tx.organisations().put(&organisation())).unwrap();
    drop(vault);
    let whole = fs::read(folder.file("vault.db")).unwrap();

    folder.alter("vault.db", 100);
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Damaged(Part::Database))), "the first page");

    fs::write(folder.file("vault.db"), whole.get(..2048).unwrap()).unwrap();
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Damaged(Part::Database))), "cut");

    fs::remove_file(folder.file("vault.db")).unwrap();
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::Damaged(Part::Database))), "gone");

    // A page that no opening reads is found by whoever reads it, and by a check.
    for page in 1..whole.len() / 4096 {
        fs::write(folder.file("vault.db"), &whole).unwrap();
        folder.alter("vault.db", page * 4096 + 2000);
        match unlock(&folder.profile()) {
            Err(UnlockError::Damaged(Part::Database)) => {}
            Ok(vault) => assert!(matches!(vault.check(), Err(StoreError::Damaged)), "page {page}"),
            Err(other) => panic!("page {page}: {other:?}"),
        }
    }
}

// rule: VAULT-11
#[test]
fn a_newer_database_is_refused_whole() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault.set_version(99).unwrap();
    drop(vault);
    match unlock(&folder.profile()) {
        Err(UnlockError::Newer { found: 99, supported: 11 }) => {}
        other => panic!("{other:?}"),
    }
}

// rule: VAULT-14
#[test]
fn a_copied_back_vault_opens_and_counts_less() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    let early = vault.generation().unwrap();
    drop(vault);
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&folder.path(), copy.path());

    let vault = unlock(&folder.profile()).unwrap();
    for _ in 0..3 {
        vault.write(|tx| tx.settings().put("theme", b"dark")).unwrap();
    }
    assert_eq!(vault.generation().unwrap(), early + 3);
    assert_eq!(vault.read(|tx| tx.generation()).unwrap(), early + 3, "reading doesn't count");
    drop(vault);

    copy_folder(copy.path(), &folder.path());
    assert_eq!(unlock(&folder.profile()).unwrap().generation().unwrap(), early);
}

// rule: VAULT-06
#[test]
fn in_keyring_mode_neither_half_opens_alone() {
    let folder = Folder::new();
    let keyring = MemoryKeyring::default();
    let params = KdfParams::for_tests();
    let mode = Mode::PassphraseAndKeyring;
    drop(Vault::create(&folder.profile(), PASSPHRASE, mode, params, &keyring, &mut rng(), NOW).unwrap());

    let open = |passphrase| Vault::unlock(&folder.profile(), passphrase, &keyring);
    assert!(open(PASSPHRASE).is_ok());
    assert!(matches!(open("wrong"), Err(UnlockError::WrongPassphrase)));
    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::KeyringUnavailable)));

    keyring.locked.store(true, Ordering::SeqCst);
    assert!(matches!(open(PASSPHRASE), Err(UnlockError::KeyringLocked)));
    keyring.locked.store(false, Ordering::SeqCst);

    let kept = std::mem::take(&mut *keyring.secrets.lock().unwrap());
    assert!(matches!(open(PASSPHRASE), Err(UnlockError::KeyringSecretMissing)));
    *keyring.secrets.lock().unwrap() = kept.into_keys().map(|account| (account, vec![0; 32])).collect();
    assert!(matches!(open(PASSPHRASE), Err(UnlockError::WrongPassphrase)), "another secret");
}

#[test]
fn a_keyring_that_refuses_leaves_no_vault() {
    let folder = Folder::new();
    let keyring = MemoryKeyring::default();
    let create = || {
        let params = KdfParams::for_tests();
        let mode = Mode::PassphraseAndKeyring;
        Vault::create(&folder.profile(), PASSPHRASE, mode, params, &keyring, &mut rng(), NOW)
    };
    keyring.gone.store(true, Ordering::SeqCst);
    assert!(matches!(create(), Err(CreateError::KeyringUnavailable)));
    keyring.gone.store(false, Ordering::SeqCst);
    keyring.locked.store(true, Ordering::SeqCst);
    assert!(matches!(create(), Err(CreateError::KeyringLocked)));
    assert!(!folder.profile().holds_vault());
    keyring.locked.store(false, Ordering::SeqCst);
    assert!(create().is_ok());
}

// rule: VAULT-16
#[test]
fn a_changed_passphrase_replaces_the_old_one() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    let params = KdfParams::for_tests();
    let before = fs::read(folder.file("vault.keys")).unwrap();
    assert!(vault.check_passphrase(PASSPHRASE, &NoKeyring).is_ok());
    assert!(matches!(vault.check_passphrase("wrong", &NoKeyring), Err(UnlockError::WrongPassphrase)));
    let wrong = vault.change_passphrase("wrong", "new", params, &NoKeyring, &mut rng());
    assert!(matches!(wrong, Err(ChangePassphraseError::WrongPassphrase)));
    let empty = vault.change_passphrase(PASSPHRASE, "", params, &NoKeyring, &mut rng());
    assert!(matches!(empty, Err(ChangePassphraseError::EmptyPassphrase)));
    assert_eq!(fs::read(folder.file("vault.keys")).unwrap(), before);

    // A second name for the old file shows what becomes of its bytes.
    fs::hard_link(folder.file("vault.keys"), folder.file("linked")).unwrap();
    vault.change_passphrase(PASSPHRASE, "new", params, &NoKeyring, &mut rng()).unwrap();
    let replaced = fs::read(folder.file("linked")).unwrap();
    let kept = replaced.iter().zip(&before).filter(|(now, then)| now == then).count();
    assert!(kept < 32, "the old slots are overwritten");
    drop(vault);

    assert!(matches!(unlock(&folder.profile()), Err(UnlockError::WrongPassphrase)));
    assert!(Vault::unlock(&folder.profile(), "new", &NoKeyring).is_ok());
}

// rule: VAULT-02
#[cfg(unix)]
#[test]
fn everything_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault.write(|tx| tx.settings().put("theme", b"dark")).unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    assert_eq!(mode(folder.file("files")), 0o700);
    let files = files_below(&folder.path());
    assert_eq!(files.len(), 4, "keys, database, log, lock: {files:?}");
    for file in files {
        assert_eq!(mode(file.clone()), 0o600, "{file:?}");
    }
}

#[test]
fn production_parameters_work_too() {
    let folder = Folder::new();
    let params = KdfParams::default();
    drop(Vault::create(&folder.profile(), PASSPHRASE, Mode::Passphrase, params, &NoKeyring, &mut rng(), NOW).unwrap());
    assert!(unlock(&folder.profile()).is_ok());
}

// rule: VAULT-20
#[test]
fn nothing_prints_what_it_guards() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    let transaction = vault.read(|tx| Ok::<_, StoreError>(format!("{tx:?}\n{:?}", tx.mls()))).unwrap();
    insta::assert_snapshot!(
        format!("{vault:?}\n{:?}\n{transaction}\n{:?}\n{:?}\n{:?}",
            Profile::new("/home/ida"), organisation(), draft(), case_file()),
        @r"
    Vault([redacted])
    Profile([redacted])
    Transaction([redacted])
    MlsProvider([redacted])
    Organisation([redacted])
    Draft([redacted])
    CaseFile([redacted])
    "
    );
}
