//! `init` and `wipe`.

use std::sync::Arc;

use serde_json::{Value, json};
use sotto_engine::{CaseId, Engine, KdfParams, Mode, NewProfile, OsKeyring, Profile, SystemClock};

use super::{id, keyring};
use crate::{arguments::Init, failure::Failure, passphrase};

pub(super) fn init(profile: &Profile, init: &Init) -> Result<Value, Failure> {
    let passphrase = passphrase::choose()?;
    let new = NewProfile {
        profile,
        passphrase: &passphrase,
        mode: if init.keyring { Mode::PassphraseAndKeyring } else { Mode::Passphrase },
        params: KdfParams::default(),
        recovery: !init.no_recovery,
    };
    let created = Engine::create(&new, keyring(init.keyring), Arc::new(SystemClock))?;
    Ok(match created.recovery_phrase {
        Some(phrase) => json!({ "recovery_phrase": *phrase }),
        None => json!({ "recovery_phrase": null }),
    })
}

pub(super) fn wipe(profile: &Profile) -> Result<Value, Failure> {
    Engine::wipe(profile, &OsKeyring)?;
    Ok(json!({ "wiped": true }))
}

pub(super) fn wipe_case(engine: &Engine, case: &str) -> Result<Value, Failure> {
    engine.wipe_case(id::<CaseId>(case)?)?;
    Ok(json!({ "wiped": true }))
}
