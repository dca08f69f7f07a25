//! `verify`.

use std::{fs, io, path::Path};

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sotto_engine::{Engine, Profile, ProvenEntry, Verified, verify_bundle};
use sotto_rpc_schema::ErrorCode;

use super::{id, open};
use crate::failure::Failure;

pub(super) async fn run(engine: &Engine, case: Option<&str>, save: Option<&Path>) -> Result<Value, Failure> {
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
pub(super) async fn whole(engine: &Engine) -> Result<Value, Failure> {
    let found = engine.verify_whole().await?;
    Ok(json!({ "ok": true, "checkpoint": checkpoint(found.size, &found.root) }))
}

/// Checks a proof against a card, or against those that the vault has.
pub(super) fn bundle(profile: &Profile, file: &Path, card: Option<&str>) -> Result<Value, Failure> {
    let bundle = read(file)?;
    let proven = match card {
        None => open(profile)?.verify_bundle(&bundle)?,
        Some(link) if link.trim_start().starts_with("sotto:") => verify_bundle(link.as_bytes(), &bundle)?,
        Some(file) => verify_bundle(&read(Path::new(file))?, &bundle)?,
    };
    let ProvenEntry { organisation, organisation_name, size, root, index, kind, at, event } = proven;
    Ok(json!({
        "ok": true,
        "organisation": organisation.to_string(),
        "name": organisation_name,
        "checkpoint": checkpoint(size, &root),
        "entries": [{ "index": index, "kind": kind, "at": at, "verified": true, "event": event }],
    }))
}

/// One file an entry. What is there already is never overwritten.
fn save_bundles(found: &Verified, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    for entry in &found.entries {
        let path = folder.join(format!("{}.tlog-proof", entry.index));
        let made = fs::OpenOptions::new().write(true).create_new(true).open(&path);
        made.and_then(|mut file| io::Write::write_all(&mut file, &entry.bundle))
            .map_err(|error| failed(&path, &error))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    let code = if error.kind() == io::ErrorKind::AlreadyExists { ErrorCode::FileExists } else { ErrorCode::IoFailed };
    Failure::new(code, format!("{}: {error}", path.display()))
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
    })
}
