//! `verify`.

use std::{fs, path::Path};

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sotto_engine::{Engine, Evidence, Profile, ProvenEntry, Verified, Witnessed, verify_bundle};

use super::{card::LINK_SCHEME, failed, id, open, rfc3339, write_new};
use crate::{arguments::Verify, failure::Failure};

pub(super) async fn run(profile: &Profile, asked: &Verify) -> Result<Value, Failure> {
    if let Some(file) = &asked.bundle {
        return bundle(profile, file, asked.card.as_deref());
    }
    let engine = open(profile)?;
    match &asked.evidence {
        Some(folder) => evidence(&engine, folder),
        None if asked.whole => whole(&engine).await,
        None => entries(&engine, asked.case.as_deref(), asked.save.as_deref()).await,
    }
}

async fn entries(engine: &Engine, case: Option<&str>, save: Option<&Path>) -> Result<Value, Failure> {
    let found = engine.verify(case.map(id).transpose()?).await?;
    if let (Some(folder), [one]) = (save, found.as_slice()) {
        save_bundles(one, folder)?;
    }
    match found.as_slice() {
        [one] => {
            let mut answer = view(one);
            if let Some(fields) = answer.as_object_mut() {
                fields.insert("ok".to_owned(), true.into());
            }
            Ok(answer)
        }
        several => Ok(json!({ "ok": true, "logs": several.iter().map(view).collect::<Vec<_>>() })),
    }
}

/// Checks the whole log of the office.
async fn whole(engine: &Engine) -> Result<Value, Failure> {
    let found = engine.verify_whole().await?;
    let witnesses = witnesses(&found.witnessed);
    Ok(json!({ "ok": true, "checkpoint": checkpoint(found.size, &found.root), "witnesses": witnesses }))
}

/// Checks a proof against a card, or against those that the vault has.
fn bundle(profile: &Profile, file: &Path, card: Option<&str>) -> Result<Value, Failure> {
    let bundle = read(file)?;
    let proven = match card {
        None => open(profile)?.verify_bundle(&bundle)?,
        Some(link) if link.trim_start().starts_with(LINK_SCHEME) => verify_bundle(link.as_bytes(), &bundle)?,
        Some(file) => verify_bundle(&read(Path::new(file))?, &bundle)?,
    };
    let ProvenEntry { organisation, organisation_name, size, root, index, kind, at, event, witnessed } = proven;
    Ok(json!({
        "ok": true,
        "organisation": organisation.to_string(),
        "name": organisation_name,
        "checkpoint": checkpoint(size, &root),
        "witnesses": witnesses(&witnessed),
        "entries": [{ "index": index, "kind": kind, "at": at, "verified": true, "event": event }],
    }))
}

/// Writes what is kept of logs that contradicted themselves.
fn evidence(engine: &Engine, folder: &Path) -> Result<Value, Failure> {
    let found = engine.log_evidence()?;
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let mut logs = Vec::with_capacity(found.len());
    for Evidence { organisation, seen, offered } in &found {
        let [seen_file, offered_file] =
            ["seen", "offered"].map(|which| folder.join(format!("{organisation}.{which}.checkpoint")));
        write_new(&seen_file, seen)?;
        write_new(&offered_file, offered)?;
        logs.push(json!({ "organisation": organisation.to_string(), "seen": seen_file, "offered": offered_file }));
    }
    Ok(json!({ "logs": logs }))
}

/// One file an entry.
fn save_bundles(found: &Verified, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    for entry in &found.entries {
        write_new(&folder.join(format!("{}.tlog-proof", entry.index)), &entry.bundle)?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| failed(path, &error))
}

fn checkpoint(size: u64, root: &[u8; 32]) -> Value {
    json!({ "size": size, "root": HEXLOWER.encode(root) })
}

fn view(found: &Verified) -> Value {
    let entries = found
        .entries
        .iter()
        .map(|entry| json!({ "index": entry.index, "kind": entry.kind, "at": entry.at, "verified": true }));
    json!({
        "checkpoint": checkpoint(found.size, &found.root),
        "entries": entries.collect::<Vec<_>>(),
        "witnesses": witnesses(&found.witnessed),
    })
}

/// Who watches the log, how many of them must agree, and who did; nothing where nobody is named.
pub(super) fn witnesses(witnessed: &Witnessed) -> Value {
    if witnessed.named.is_empty() {
        return Value::Null;
    }
    let cosigned = witnessed.cosigned.iter().map(|(name, at)| json!({ "name": name, "at": rfc3339(*at) }));
    json!({
        "named": witnessed.named,
        "threshold": witnessed.threshold,
        "cosigned": cosigned.collect::<Vec<_>>(),
        "enough": witnessed.is_quorum(),
        "size": witnessed.size,
    })
}
