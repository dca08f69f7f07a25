//! Each error code that a window can get has words in the catalogue and a line in `docs/errors.md`.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    messages,
    workspace::{read, root},
};

/// Fails for a code without words or without documentation. `bindings` is the folder of the window's types.
pub(crate) fn check(bindings: &Path) -> Result<()> {
    let codes = codes(&read(&bindings.join("types.ts"))?);
    if codes.is_empty() {
        bail!("no error code found in {}/types.ts", bindings.display());
    }
    let words = messages::catalogue(messages::SOURCE)?;
    let documents = read(&root().join("docs/errors.md")).context("each error code needs a line there")?;
    let mut wrong = Vec::new();
    for code in &codes {
        if !words.contains_key(&message_of(code)) {
            wrong.push(format!("{code} has no message {} in {}", message_of(code), messages::SOURCE));
        }
        if !documents.contains(&format!("`{code}`")) {
            wrong.push(format!("{code} has no line in docs/errors.md"));
        }
    }
    for id in words.keys().filter(|id| id.starts_with(messages::ERRORS)) {
        if !codes.iter().any(|code| message_of(code) == *id || id.starts_with(&format!("{}.", message_of(code)))) {
            wrong.push(format!("message {id} belongs to no error code"));
        }
    }
    if !wrong.is_empty() {
        bail!("error codes:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

fn message_of(code: &str) -> String {
    format!("{}{code}", messages::ERRORS)
}

/// The members of `export type ErrorCode = "a" | "b";`.
fn codes(binding: &str) -> BTreeSet<String> {
    let union = binding.split_once("export type ErrorCode =").map_or("", |(_, union)| union);
    let union = union.split_once(';').map_or(union, |(union, _)| union);
    union.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_members_of_the_union() {
        let binding = "// generated \"x\"\nexport type ErrorCode = \"wrong_passphrase\" | \"profile_in_use\";\n\nexport type Role = \"OWNER\";\n";
        assert_eq!(codes(binding), ["profile_in_use", "wrong_passphrase"].map(String::from).into());
    }
}
