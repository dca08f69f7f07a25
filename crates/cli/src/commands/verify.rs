//! `verify`.

use serde_json::{Value, json};
use sotto_engine::{Engine, Verified};

use super::id;
use crate::failure::Failure;

pub(super) async fn run(engine: &Engine, case: Option<&str>) -> Result<Value, Failure> {
    let found = engine.verify(case.map(id).transpose()?).await?;
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

fn view(found: &Verified) -> Value {
    let root: String = found.root.iter().map(|byte| format!("{byte:02x}")).collect();
    let entries = found
        .entries
        .iter()
        .map(|entry| json!({ "index": entry.index, "kind": entry.kind, "at": entry.at, "verified": true }));
    json!({
        "checkpoint": { "size": found.size, "root": root },
        "entries": entries.collect::<Vec<_>>(),
    })
}
