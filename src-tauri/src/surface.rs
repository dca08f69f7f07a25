//! What the window may ask for, held to its declaration.

use std::collections::BTreeSet;

use sotto_rpc_schema::COMMAND_NAMES;

const CAPABILITY: &str = include_str!("../capabilities/window.json");
const CONFIGURATION: &str = include_str!("../../tauri.conf.json");

fn permissions() -> Vec<String> {
    let capability: serde_json::Value = serde_json::from_str(CAPABILITY).expect("JSON");
    let permissions = capability["permissions"].as_array().expect("a list");
    permissions.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}

#[test]
fn the_window_may_invoke_the_declared_commands_and_nothing_else() {
    let own: BTreeSet<String> = COMMAND_NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    let (core, allowed): (Vec<_>, BTreeSet<_>) = {
        let (core, own): (Vec<_>, Vec<_>) = permissions().into_iter().partition(|name| name.starts_with("core:"));
        (core, own.into_iter().collect())
    };
    assert_eq!(core, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    assert_eq!(allowed, own);
}

#[test]
fn permissions_change_only_on_purpose() {
    insta::assert_snapshot!(permissions().join("\n"));
}

#[test]
fn the_pages_may_load_nothing_from_elsewhere() {
    let configuration: serde_json::Value = serde_json::from_str(CONFIGURATION).expect("JSON");
    let policy = configuration["app"]["security"]["csp"].as_str().expect("a policy");
    insta::assert_snapshot!(policy.replace("; ", "\n"));
}
