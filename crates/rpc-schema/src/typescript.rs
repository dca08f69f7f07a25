//! The window's side of this crate, as TypeScript.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::{ALL_COMMANDS, ALL_EVENTS, ErrorCode, RpcError};

/// One generated file.
#[derive(Debug)]
pub struct TypeScriptFile {
    /// Without a folder.
    pub name: &'static str,
    /// Complete.
    pub text: String,
}

/// Declarations of every type reached so far, by name.
pub(crate) struct Collector<'a> {
    config: &'a Config,
    declarations: BTreeMap<String, String>,
}

impl Collector<'_> {
    /// The TypeScript name of `T`; its declaration and those that it needs are kept.
    pub(crate) fn name<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(self.config)
    }
}

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.declarations.insert(name, format!("{docs}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

const HEADER: &str = "// Generated from crates/rpc-schema by `cargo xtask codegen`. Do not edit.\n\n";

/// All files, in the order of writing.
pub fn typescript() -> Vec<TypeScriptFile> {
    let config = Config::new();
    let mut types = Collector { config: &config, declarations: BTreeMap::new() };
    types.visit::<ErrorCode>();
    types.visit::<RpcError>();

    let mut commands = String::from("export interface Commands {\n");
    for command in ALL_COMMANDS {
        let (request, response) = (command.describe)(&mut types);
        write_docs(&mut commands, command.docs);
        let (request, response) = (qualify(&request), qualify(&response));
        let _ = writeln!(commands, "  {}: {{ request: {request}; response: {response} }};", command.name);
    }
    commands.push_str("}\n");

    let mut events = String::from("export interface Events {\n");
    for event in ALL_EVENTS {
        let payload = qualify(&(event.describe)(&mut types));
        write_docs(&mut events, event.docs);
        let _ = writeln!(events, "  {}: {payload};", event.name);
    }
    events.push_str("}\n");

    let declarations: Vec<String> = types.declarations.into_values().collect();
    let import = "import type * as types from './types';\n\n";
    vec![
        TypeScriptFile { name: "types.ts", text: format!("{HEADER}{}", declarations.join("\n")) },
        TypeScriptFile { name: "commands.ts", text: format!("{HEADER}{import}{commands}") },
        TypeScriptFile { name: "events.ts", text: format!("{HEADER}{import}{events}") },
    ]
}

fn write_docs(out: &mut String, docs: &str) {
    for line in docs.lines() {
        let _ = writeln!(out, "  /** {} */", line.trim());
    }
}

/// Puts the module before every type of ours in a TypeScript type such as `Organisation | null`.
fn qualify(name: &str) -> String {
    let words = name.split(' ').map(|word| match word.chars().next() {
        Some(first) if first.is_ascii_uppercase() => format!("types.{word}"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
