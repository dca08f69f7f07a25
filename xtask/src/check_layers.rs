//! `cargo xtask check-layers`: imports point down only (docs/architecture.md).
//!
//! The table says which of our crates may name which; `deny.toml` says the same of foreign ones (Tauri, OpenMLS).

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{files_under, metadata, read, relative, root};

/// Each of our packages, with those it may depend on.
const ALLOWED: &[(&str, &[&str])] = &[
    // The window converts and delegates: it sees the engine and the commands, nothing below.
    ("sotto", &["sotto-engine", "sotto-rpc-schema"]),
    ("sotto-cli", &["sotto-engine", "sotto-rpc-schema", "sotto-protocol"]),
    (
        "sotto-engine",
        &[
            "sotto-vault",
            "sotto-rooms",
            "sotto-protocol",
            "sotto-relay-api",
            "sotto-rpc-schema",
            "sotto-scrub",
            "sotto-tlog",
        ],
    ),
    ("sotto-vault", &["sotto-rooms", "sotto-protocol"]),
    ("sotto-rooms", &["sotto-protocol"]),
    ("sotto-protocol", &[]),
    ("sotto-tlog", &["sotto-protocol"]),
    ("sotto-scrub", &[]),
    ("sotto-rpc-schema", &[]),
    ("sotto-relay-api", &["sotto-protocol"]),
    ("sotto-relay-storage", &["sotto-relay-api", "sotto-protocol", "sotto-tlog"]),
    ("sotto-relay-storage-sqlite", &["sotto-relay-storage", "sotto-relay-api", "sotto-protocol", "sotto-tlog"]),
    (
        "sotto-relay",
        &["sotto-relay-storage", "sotto-relay-storage-sqlite", "sotto-relay-api", "sotto-tlog", "sotto-protocol"],
    ),
    (WITNESS, &["sotto-tlog", "sotto-protocol"]),
    (
        TESTKIT,
        &[
            "sotto-engine",
            "sotto-vault",
            "sotto-rooms",
            "sotto-protocol",
            "sotto-relay",
            "sotto-relay-storage",
            "sotto-relay-storage-sqlite",
            "sotto-relay-api",
            "sotto-rpc-schema",
            "sotto-tlog",
        ],
    ),
    ("xtask", &[]),
];

const TESTKIT: &str = "sotto-testkit";

/// The relay never imports what knows content, not even in its tests: whoever audits it reads these crates alone.
const RELAY: &str = "sotto-relay";
/// Nor does the witness, which is run by people who don't trust us.
const WITNESS: &str = "sotto-witness";

/// Fails with every edge that the table doesn't allow.
pub(crate) fn run() -> Result<()> {
    let mut wrong = edges(&metadata()?)?.iter().filter_map(Edge::objection).collect::<Vec<_>>();
    wrong.extend(invoking_pages()?);
    if !wrong.is_empty() {
        bail!("imports that don't point down:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

/// One dependency between two of our packages.
struct Edge {
    from: String,
    to: String,
    only_for_tests: bool,
}

impl Edge {
    fn objection(&self) -> Option<String> {
        let Self { from, to, only_for_tests } = self;
        let Some(allowed) = allowed(from) else {
            return Some(format!("{from} is not in the table of xtask/src/check_layers.rs"));
        };
        let fine = if *only_for_tests {
            // A test may look at all that its package stands on, and use the kit; the relay's and the witness's may not.
            below(from).contains(to.as_str()) || (to == TESTKIT && !from.starts_with(RELAY) && from != WITNESS)
        } else {
            allowed.contains(&to.as_str())
        };
        let kind = if *only_for_tests { "tests of " } else { "" };
        (!fine).then(|| format!("{kind}{from} -> {to}"))
    }
}

fn allowed(package: &str) -> Option<&'static [&'static str]> {
    ALLOWED.iter().find(|(name, _)| *name == package).map(|(_, below)| *below)
}

/// All that `package` may reach, at any depth.
fn below(package: &str) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    let mut waiting = allowed(package).unwrap_or_default().to_vec();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(allowed(next).unwrap_or_default());
        }
    }
    reached
}

fn edges(metadata: &Value) -> Result<Vec<Edge>> {
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let name_of = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name_of).collect();
    let mut edges = Vec::new();
    for package in packages {
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let (from, to) = (name_of(package), name_of(dependency));
            // A package names itself to turn on features that only its tests have.
            if ours.contains(&to) && from != to {
                edges.push(Edge { from, to, only_for_tests: dependency["kind"] == "dev" });
            }
        }
    }
    Ok(edges)
}

/// Pages that call Tauri themselves instead of through `ui/src/lib/ipc`.
fn invoking_pages() -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for path in files_under(&root().join("ui/src"), &["ts", "svelte"])? {
        let name = relative(&path);
        if !name.starts_with("ui/src/lib/ipc/") && read(&path)?.contains("@tauri-apps/") {
            wrong.push(format!("{name} -> @tauri-apps (only ui/src/lib/ipc may)"));
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "the JSON macro's own index never panics")]

    use super::*;

    fn edge(from: &str, to: &str, only_for_tests: bool) -> Edge {
        Edge { from: from.into(), to: to.into(), only_for_tests }
    }

    #[test]
    fn the_table_has_no_cycle() {
        for (package, _) in ALLOWED {
            assert!(!below(package).contains(package), "{package} can reach itself");
        }
    }

    #[test]
    fn the_relay_reaches_nothing_that_knows_content() {
        for (package, _) in ALLOWED.iter().filter(|(name, _)| name.starts_with(RELAY)) {
            for forbidden in ["sotto-engine", "sotto-vault", "sotto-rooms"] {
                assert!(!below(package).contains(forbidden), "{package} reaches {forbidden}");
                assert!(edge(package, forbidden, true).objection().is_some());
            }
            assert!(edge(package, TESTKIT, true).objection().is_some());
        }
    }

    #[test]
    fn the_witness_reaches_the_log_alone() {
        assert_eq!(below(WITNESS), BTreeSet::from(["sotto-protocol", "sotto-tlog"]));
        assert!(edge(WITNESS, TESTKIT, true).objection().is_some());
    }

    #[test]
    fn tests_may_use_what_lies_below_and_the_kit() {
        assert!(edge("sotto", "sotto-protocol", true).objection().is_none());
        assert!(edge("sotto", "sotto-protocol", false).objection().is_some());
        assert!(edge("sotto-engine", TESTKIT, true).objection().is_none());
        assert!(edge("sotto-engine", TESTKIT, false).objection().is_some());
    }

    #[test]
    fn edges_are_read_from_cargo_metadata() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "sotto-protocol", "dependencies": [{ "name": "sha2", "kind": null }] },
            { "name": "sotto-rooms", "dependencies": [{ "name": "sotto-protocol", "kind": "dev" }] },
        ]});
        let edges = edges(&metadata).expect("well-formed");
        assert_eq!(edges.len(), 1);
        assert!(edges[0].only_for_tests && edges[0].from == "sotto-rooms" && edges[0].to == "sotto-protocol");
    }
}
