//! `init`, `backup` and `wipe`.

use std::{path::Path, sync::Arc};

use serde_json::{Value, json};
use sotto_engine::{CaseId, Engine, KdfParams, Mode, NewProfile, OsKeyring, Profile, Route, SystemClock, Way};
use sotto_rpc_schema::ErrorCode;

use super::{ask_for, card::LINK_SCHEME, failed, id, keyring, open_with};
use crate::{
    arguments::{Backup, Init},
    failure::Failure,
    passphrase,
};

pub(super) fn init(profile: &Profile, init: &Init) -> Result<Value, Failure> {
    let passphrase = passphrase::choose()?;
    let new = new_profile(profile, init, &passphrase);
    let created = Engine::create(&new, keyring(init.keyring), Arc::new(SystemClock))?;
    Ok(match created.recovery_phrase {
        Some(phrase) => json!({ "recovery_phrase": *phrase }),
        None => json!({ "recovery_phrase": null }),
    })
}

/// Finds the cases of a phrase again, and takes them over one after another. What cannot be taken over now is so with the next
/// `sync`.
pub(super) async fn restore(profile: &Profile, init: &Init) -> Result<Value, Failure> {
    let phrase = passphrase::phrase()?;
    let passphrase = passphrase::choose()?;
    let cards = init.restore.iter().map(|card| card_bytes(card)).collect::<Result<Vec<_>, _>>()?;
    let route = match (init.own_tor, init.tor, init.proxy) {
        (true, ..) => Route::OwnTor,
        (false, Some(tor), _) => Route::Tor(tor),
        (false, None, Some(proxy)) => Route::Proxy(proxy),
        (false, None, None) => Route::Direct,
    };
    let way = Way { route, bridges: init.bridge.clone() };
    let new = new_profile(profile, init, &passphrase);
    let recovered = Engine::recover(&new, (&phrase, &cards), way, keyring(init.keyring), Arc::new(SystemClock)).await?;
    let engine = recovered.engine;
    let mut cases = Vec::new();
    for case in recovered.cases {
        let waits_for = engine.sync_one(case).await.err().map(|error| error.code().as_str());
        let state = if waits_for.is_none() { "restored" } else { "waiting" };
        cases.push(json!({ "case": case.to_string(), "state": state, "waits_for": waits_for }));
    }
    Ok(json!({ "cases": cases, "founded": recovered.founded }))
}

fn new_profile<'a>(profile: &'a Profile, init: &Init, passphrase: &'a str) -> NewProfile<'a> {
    NewProfile {
        profile,
        passphrase,
        mode: if init.keyring { Mode::PassphraseAndKeyring } else { Mode::Passphrase },
        params: KdfParams::default(),
        recovery: !init.no_recovery,
    }
}

/// A card as it was given: its link, or the path of its file.
fn card_bytes(card: &str) -> Result<Vec<u8>, Failure> {
    if card.trim_start().starts_with(LINK_SCHEME) {
        return Ok(card.as_bytes().to_vec());
    }
    std::fs::read(card).map_err(|error| failed(Path::new(card), &error))
}

pub(super) fn backup(profile: &Profile, backup: &Backup) -> Result<Value, Failure> {
    match backup {
        Backup::Create { file } => {
            let passphrase = ask_for(profile)?;
            let size_bytes = open_with(profile, &passphrase)?.back_up(&passphrase, &OsKeyring, file)?;
            Ok(json!({ "size_bytes": size_bytes }))
        }
        Backup::Restore { file, keyring: needed } => {
            if profile.holds_vault() {
                return Err(ErrorCode::VaultExists.into());
            }
            let passphrase = passphrase::ask()?;
            let new = NewProfile {
                profile,
                passphrase: &passphrase,
                mode: if *needed { Mode::PassphraseAndKeyring } else { Mode::Passphrase },
                params: KdfParams::default(),
                recovery: false,
            };
            let engine = Engine::restore_backup(&new, file, keyring(*needed), Arc::new(SystemClock))?;
            let held = engine.waiting()?.iter().filter(|waiting| waiting.paused.is_some()).count();
            Ok(json!({ "restored": true, "held": held }))
        }
    }
}

pub(super) fn wipe(profile: &Profile) -> Result<Value, Failure> {
    Engine::wipe(profile, &OsKeyring)?;
    Ok(json!({ "wiped": true }))
}

pub(super) fn wipe_case(engine: &Engine, case: &str) -> Result<Value, Failure> {
    engine.wipe_case(id::<CaseId>(case)?)?;
    Ok(json!({ "wiped": true }))
}
