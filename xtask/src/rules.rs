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

/// Where one rule is stated, enforced and tested. Places are `path` and, in code, the item's name.
#[derive(Default)]
struct Rule {
    stated: BTreeSet<String>,
    code: BTreeSet<String>,
    tests: BTreeSet<String>,
}

/// Writes or compares the table; fails for a rule without a test and for a mark that names no rule.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let mut rules = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    for path in documents()? {
        for id in read(&path)?.lines().filter_map(stated_id) {
            let rule: &mut Rule = rules.entry(id.to_owned()).or_default();
            if !rule.stated.insert(relative(&path)) || rule.stated.len() > 1 {
                wrong.insert(format!("{id} is stated twice"));
            }
        }
    }
    for path in sources()? {
        for mark in marks(&read(&path)?) {
            let Some(rule) = rules.get_mut(&mark.id) else {
                wrong.insert(format!("{} names {}, which no document states", relative(&path), mark.id));
                continue;
            };
            let place = format!("{}|{}", relative(&path), mark.item);
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
        bail!("rules of the protocol:\n  {}", wrong.into_iter().collect::<Vec<_>>().join("\n  "));
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
    item: String,
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
        // Above an item it names that item; inside a body, the item around it.
        let after =
            lines.iter().skip(index).find(|line| !is_comment_or_attribute(line)).and_then(|line| item_name(line));
        let around = || lines.iter().take(index).rev().find_map(|line| item_name(line));
        let item = after.or_else(around).unwrap_or_default();
        for id in ids.split(',').map(str::trim).filter(|id| is_id(id)) {
            marks.push(Mark { id: id.to_owned(), is_test, item: item.to_owned() });
        }
    }
    marks
}

fn is_comment_or_attribute(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with("//") || line.starts_with("#[") || line.ends_with(")]")
}

/// The name in `pub async fn name(…`, `struct Name<…`, `pub(crate) const NAME: …`.
fn item_name(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().peekable();
    while words.next_if(|word| word.starts_with("pub") || matches!(*word, "async" | "unsafe" | "extern")).is_some() {}
    let mut kind = words.next()?;
    if kind == "const" && words.next_if_eq(&"fn").is_some() {
        kind = "fn";
    }
    let is_item = matches!(kind, "fn" | "struct" | "enum" | "trait" | "const" | "static" | "type" | "mod");
    let name = words.next().filter(|_| is_item)?;
    name.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
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
        let (path, item) = place.split_once('|')?;
        // Where there is no item (a test in TypeScript), the file is named.
        let name = if item.is_empty() { path } else { item };
        Some(format!("[`{name}`](../../{path})"))
    });
    let links = links.collect::<Vec<_>>().join(", ");
    if links.is_empty() { "–".to_owned() } else { links }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, is_test: bool, item: &str) -> Mark {
        Mark { id: id.into(), is_test, item: item.into() }
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
    fn a_mark_may_stand_above_any_item() {
        let source = "fn other() {}\n// enforces: LOG-02\n#[derive(Debug)]\npub(crate) struct Event<T> {\n";
        assert_eq!(marks(source), [mark("LOG-02", false, "Event")]);
        let source = "// enforces: LOG-02\npub const fn limit() {}\n// enforces: LOG-03\nconst MAX: usize = 3;\n";
        assert_eq!(marks(source), [mark("LOG-02", false, "limit"), mark("LOG-03", false, "MAX")]);
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
