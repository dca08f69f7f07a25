//! The surface between window and application changes only on purpose.

use std::collections::BTreeSet;

use sotto_rpc_schema::{
    ALL_COMMANDS, ALL_ERROR_CODES, ALL_EVENTS, RpcError, Secret,
    types::{Disclose, OpenedDocument, OpenedIdentity},
    typescript,
};

#[test]
fn the_generated_typescript_is_reviewed() {
    for file in typescript() {
        insta::assert_snapshot!(file.name, file.text);
    }
}

// proves: PRIV-17
#[test]
fn only_making_a_vault_answers_a_recovery_phrase() {
    let text = |name: &str| typescript().into_iter().find(|file| file.name == name).unwrap().text;
    assert_eq!(text("types.ts").matches("recovery_phrase").count(), 1, "in what is answered");
    let commands = text("commands.ts");
    let answering: Vec<&str> = commands.lines().filter(|line| line.contains("CreatedVault")).map(str::trim).collect();
    assert_eq!(answering, ["vault_create: { request: types.NewVault; response: types.CreatedVault };"]);
    assert!(!text("events.ts").contains("CreatedVault"));
}

// proves: PRIV-33
#[test]
fn only_opening_answers_an_identity() {
    let text = |name: &str| typescript().into_iter().find(|file| file.name == name).unwrap().text;
    let commands = text("commands.ts");
    let answering: Vec<&str> = commands.lines().filter(|line| line.contains("OpenedIdentity")).map(str::trim).collect();
    assert_eq!(answering, ["identity_open: { request: types.OpenIdentity; response: types.OpenedIdentity };"]);
    assert!(!text("events.ts").contains("OpenedIdentity"));
}

#[test]
fn names_are_unique() {
    let commands: BTreeSet<_> = ALL_COMMANDS.iter().map(|command| command.name).collect();
    let events: BTreeSet<_> = ALL_EVENTS.iter().map(|event| event.name).collect();
    let codes: BTreeSet<_> = ALL_ERROR_CODES.iter().map(|code| code.as_str()).collect();
    assert_eq!(
        (commands.len(), events.len(), codes.len()),
        (ALL_COMMANDS.len(), ALL_EVENTS.len(), ALL_ERROR_CODES.len())
    );
}

#[test]
fn error_codes_are_stable() {
    let codes: Vec<_> = ALL_ERROR_CODES
        .iter()
        .map(|code| format!("{code}{}", if code.retryable() { " (retryable)" } else { "" }))
        .collect();
    insta::assert_snapshot!(codes.join("\n"));
}

#[test]
fn a_code_reads_the_same_in_json_and_in_text() {
    for code in ALL_ERROR_CODES {
        assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{code}\""));
    }
}

#[test]
fn an_error_has_one_shape() {
    let error = RpcError::from(sotto_rpc_schema::ErrorCode::DiskFull).with("name", "plan.pdf");
    insta::assert_json_snapshot!(error);
}

#[test]
fn who_somebody_is_prints_as_redacted() {
    let said = |text: &str| Some(Secret::from(text.to_owned()));
    let document = OpenedDocument { name: Secret::from("dana-veldt.jpg".to_owned()), size_bytes: 1 };
    let opened = OpenedIdentity {
        name: said("Dana Veldt"),
        contact: said("+47 555 0100"),
        role: said("Stores"),
        document: Some(document),
    };
    let told = Disclose {
        case: "case".into(),
        name: said("Dana Veldt"),
        contact: None,
        role: said("Stores"),
        document: false,
        readers: Vec::new(),
        typed: "Quiet Heron 41".into(),
    };
    insta::assert_snapshot!(format!("{opened:#?}\n{told:#?}"));
}

#[test]
fn secrets_print_as_redacted() {
    let secret = Secret::from(String::from("ferry pepper quilt ladder moss"));
    assert_eq!(format!("{secret:?}"), "[redacted]");
}
