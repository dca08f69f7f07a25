//! `cargo xtask codegen`: writes what is generated, or with `--check` compares it with what is committed.
//!
//! Generated are the window's bindings (from `sotto-rpc-schema`), the message keys (from `ui/messages/en.ftl`), the table of
//! rules and that of the window's sentences about privacy. Each error code must have words and a line in the documents.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    error_codes, messages, privacy, rules,
    workspace::{cargo, files_under, read, relative, root, run as run_process, target},
};

/// The folder of the window's bindings.
const BINDINGS: &str = "ui/src/lib/ipc/generated";

/// What to do with generated text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write it.
    Write,
    /// Fail if the committed file differs.
    Check,
}

/// Runs every generator.
pub(crate) fn run(mode: Mode) -> Result<()> {
    bindings(mode)?;
    messages::run(mode)?;
    error_codes::check(&root().join(BINDINGS))?;
    rules::run(mode)?;
    privacy::run(mode)
}

/// Writes `text` to `path`, or fails if the file there says something else.
pub(crate) fn place(mode: Mode, path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if mode == Mode::Check {
        bail!("{} is out of date: run `cargo xtask codegen` and commit what it changes", relative(path));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("wrote {}", relative(path));
    Ok(())
}

/// TypeScript of every window command, event and error code.
fn bindings(mode: Mode) -> Result<()> {
    let fresh = target().join("codegen");
    if fresh.exists() {
        fs::remove_dir_all(&fresh).with_context(|| format!("cannot clear {}", fresh.display()))?;
    }
    fs::create_dir_all(&fresh).with_context(|| format!("cannot make {}", fresh.display()))?;
    run_process(
        cargo().args(["run", "--quiet", "--locked", "-p", "sotto-rpc-schema", "--example", "export", "--"]).arg(&fresh),
    )?;
    let written = contents(&fresh)?;
    if written.is_empty() {
        bail!("sotto-rpc-schema exported nothing");
    }
    let folder = root().join(BINDINGS);
    for (name, text) in &written {
        place(mode, &folder.join(name), text)?;
    }
    for name in contents(&folder)?.into_keys().filter(|name| !written.contains_key(name)) {
        let stale = folder.join(&name);
        if mode == Mode::Check {
            bail!("{} belongs to nothing in sotto-rpc-schema: run `cargo xtask codegen`", relative(&stale));
        }
        fs::remove_file(&stale).with_context(|| format!("cannot remove {}", stale.display()))?;
        eprintln!("removed {}", relative(&stale));
    }
    Ok(())
}

/// The TypeScript files of `folder`, by their path in it.
fn contents(folder: &Path) -> Result<BTreeMap<String, String>> {
    files_under(folder, &["ts"])?
        .iter()
        .map(|path| {
            let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            Ok((name, read(path)?))
        })
        .collect()
}
