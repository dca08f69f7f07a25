//! `cargo xtask rules`: which code enforces each numbered rule of the protocol, and which test shows it.
//!
//! A rule is a line `- **ROOM-01** …` in `docs/protocol.md` or `docs/protocol/`. Code that holds it says
//! `// enforces: ROOM-01` above or inside the function; a test says `// rule: ROOM-01, ROOM-02` above it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::PathBuf,
};

use anyhow::{Result, bail};

use crate::{
    codegen::{Mode, place},
    workspace::{files_under, read, relative, root},
};

/// The generated table.
const TABLE: &str = "docs/protocol/rules.md";

/// Where one rule is stated, enforced and tested. Places are `path` and, in code, the function's name.
#[derive(Default)]
struct Rule {
    stated: BTreeSet<String>,
    code: BTreeSet<String>,
    tests: BTreeSet<String>,
}

/// Writes or compares the table; fails for a rule without a test and for a mark that names no rule.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let mut rules = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in documents()? {
        for id in read(&path)?.lines().filter_map(stated_id) {
            let rule: &mut Rule = rules.entry(id.to_owned()).or_default();
            if !rule.stated.insert(relative(&path)) || rule.stated.len() > 1 {
                wrong.push(format!("{id} is stated twice"));
            }
        }
    }
    for path in sources()? {
        for mark in marks(&read(&path)?) {
            let Some(rule) = rules.get_mut(&mark.id) else {
                wrong.push(format!("{} names {}, which no document states", relative(&path), mark.id));
                continue;
            };
            let place = format!("{}|{}", relative(&path), mark.function);
            if mark.is_test {
                rule.tests.insert(place)
            } else {
                rule.code.insert(place)
            };
        }
    }
    wrong.extend(rules.iter().filter(|(_, rule)| rule.tests.is_empty()).map(|(id, _)| format!("{id} has no test")));
    if mode == Mode::Write || wrong.is_empty() {
        place(mode, &root().join(TABLE), &table(&rules))?;
    }
    if !wrong.is_empty() {
        bail!("rules of the protocol:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

fn documents() -> Result<Vec<PathBuf>> {
    let mut documents = files_under(&root().join("docs/protocol"), &["md"])?;
    documents.retain(|path| relative(path) != TABLE);
    let single = root().join("docs/protocol.md");
    if single.is_file() {
        documents.push(single);
    }
    Ok(documents)
}

fn sources() -> Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    for folder in ["crates", "src-tauri", "tests", "ui/src"] {
        sources.extend(files_under(&root().join(folder), &["rs", "ts", "svelte"])?);
    }
    Ok(sources)
}

/// The id in `- **ROOM-01** …`.
fn stated_id(line: &str) -> Option<&str> {
    let (id, _) = line.trim_start().strip_prefix("- **")?.split_once("**")?;
    is_id(id).then_some(id)
}

/// Capital letters, a hyphen, digits.
fn is_id(word: &str) -> bool {
    word.split_once('-').is_some_and(|(area, number)| {
        !area.is_empty()
            && area.bytes().all(|byte| byte.is_ascii_uppercase())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// One id named in a comment of code.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    id: String,
    is_test: bool,
    function: String,
}

fn marks(source: &str) -> Vec<Mark> {
    let lines: Vec<&str> = source.lines().collect();
    let mut marks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let comment = line.trim_start().trim_start_matches('/').trim_start();
        let (is_test, ids) = match (comment.strip_prefix("rule: "), comment.strip_prefix("enforces: ")) {
            (Some(ids), _) => (true, ids),
            (None, Some(ids)) => (false, ids),
            (None, None) => continue,
        };
        if !line.trim_start().starts_with("//") {
            continue;
        }
        let after = lines.iter().skip(index).take(12).find_map(|line| function_name(line));
        let before = lines.iter().take(index).rev().find_map(|line| function_name(line));
        // A mark inside a body is indented deeper than the function that follows it.
        let function = if is_test || is_before_item(&lines, index) { after.or(before) } else { before.or(after) };
        for id in ids.split(',').map(str::trim).filter(|id| is_id(id)) {
            marks.push(Mark { id: id.to_owned(), is_test, function: function.unwrap_or_default().to_owned() });
        }
    }
    marks
}

/// Whether only comments and attributes stand between line `index` and an item.
fn is_before_item(lines: &[&str], index: usize) -> bool {
    lines
        .iter()
        .skip(index)
        .map(|line| line.trim_start())
        .find(|line| !line.starts_with("//") && !line.starts_with("#["))
        .is_some_and(|line| function_name(line).is_some())
}

/// The name in `pub async fn name(…`, `pub(crate) fn name<…`.
fn function_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (before, after) = line.split_once("fn ")?;
    let is_signature = before
        .split_whitespace()
        .all(|word| word.starts_with("pub") || matches!(word, "async" | "const" | "unsafe" | "extern"));
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (is_signature && !line.starts_with("//")).then(|| after.get(..end)).flatten().filter(|name| !name.is_empty())
}

fn table(rules: &BTreeMap<String, Rule>) -> String {
    let mut text = String::from(
        "# Rules, the code that enforces them, and the tests that show it\n\n\
         Written by `cargo xtask rules`; do not edit. CI fails for a rule without a test.\n\n\
         | rule | enforced by | shown by |\n|---|---|---|\n",
    );
    for (id, rule) in rules {
        let stated = rule.stated.first().map_or("", String::as_str);
        let link = stated.strip_prefix("docs/protocol/").map_or_else(|| stated.replace("docs/", "../"), str::to_owned);
        let _ = writeln!(text, "| [{id}]({link}) | {} | {} |", cell(&rule.code), cell(&rule.tests));
    }
    text
}

fn cell(places: &BTreeSet<String>) -> String {
    let links = places.iter().filter_map(|place| {
        let (path, function) = place.split_once('|')?;
        // Where there is no function (a test in TypeScript), the file is named.
        let name = if function.is_empty() { path } else { function };
        Some(format!("[`{name}`](../../{path})"))
    });
    let links = links.collect::<Vec<_>>().join(", ");
    if links.is_empty() { "–".to_owned() } else { links }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, is_test: bool, function: &str) -> Mark {
        Mark { id: id.into(), is_test, function: function.into() }
    }

    #[test]
    fn rules_are_list_items_with_a_bold_id() {
        assert_eq!(stated_id("- **ROOM-01** Every append names the head."), Some("ROOM-01"));
        assert_eq!(stated_id("  - **LOG-12** x"), Some("LOG-12"));
        assert_eq!(stated_id("- **Note** not a rule"), None);
        assert_eq!(stated_id("see **ROOM-01**"), None);
    }

    #[test]
    fn a_mark_above_a_function_names_that_function() {
        let source = "fn other() {}\n\n// enforces: ROOM-01\n/// Docs.\n#[must_use]\npub(crate) fn append(\n";
        assert_eq!(marks(source), [mark("ROOM-01", false, "append")]);
    }

    #[test]
    fn a_mark_inside_a_function_names_the_one_around_it() {
        let source = "pub async fn append<T>() {\n    // enforces: ROOM-01\n    check();\n}\n\nfn next() {}\n";
        assert_eq!(marks(source), [mark("ROOM-01", false, "append")]);
    }

    #[test]
    fn a_test_may_name_several_rules() {
        let source = "// rule: ROOM-01, ROOM-02\n#[tokio::test]\nasync fn forks_are_refused() {}\n";
        assert_eq!(
            marks(source),
            [mark("ROOM-01", true, "forks_are_refused"), mark("ROOM-02", true, "forks_are_refused"),]
        );
    }

    #[test]
    fn the_table_links_to_files() {
        let mut rules = BTreeMap::new();
        let rule: &mut Rule = rules.entry("ROOM-01".to_owned()).or_default();
        rule.stated.insert("docs/protocol/rooms.md".into());
        rule.tests.insert("crates/rooms/src/lib.rs|it_holds".into());
        let row = "| [ROOM-01](rooms.md) | – | [`it_holds`](../../crates/rooms/src/lib.rs) |\n";
        assert!(table(&rules).ends_with(row));
    }
}
