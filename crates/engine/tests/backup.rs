//! A backup that is being written when its vault is put away.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{fs, sync::Arc};

use sotto_engine::{Engine, NoKeyring, Profile, SystemClock};
use sotto_testkit::{PASSPHRASE, Person};

// rule: BACK-01
#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::new(&folder.path().join("person"));
    let engine =
        Engine::unlock(&Profile::new(person.profile()), PASSPHRASE, &NoKeyring, Arc::new(SystemClock)).unwrap();
    let place = folder.path().join("place");
    fs::create_dir(&place).unwrap();
    engine.stop_backup();
    let refused = engine.back_up(PASSPHRASE, &NoKeyring, &place.join("backup.age")).unwrap_err();
    assert_eq!(refused.code().as_str(), "io_failed");
    assert_eq!(fs::read_dir(place).unwrap().count(), 0);
}
