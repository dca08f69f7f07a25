//! Numbered statements of the documents, and the marks that tie code and tests to them.
//!
//! A statement is a line `- **ROOM-01** …`. A comment above an item, or inside it, names statements after the word of its
//! [`Tie`]: `// enforces: ROOM-01`, `// rule: ROOM-01, ROOM-02`, `// proves: PRIV-01`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::{
    codegen::{Mode, place},
    workspace::{files_under, read, relative, root},
};

/// What an item does for the statements that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// Code that holds a rule of the protocol.
    Enforces,
    /// A test that shows a rule of the protocol.
    Rule,
    /// A test that shows a property of privacy.
    Proves,
}

impl Tie {
    const ALL: [Self; 3] = [Self::Enforces, Self::Rule, Self::Proves];

    const fn word(self) -> &'static str {
        match self {
            Self::Enforces => "enforces: ",
            Self::Rule => "rule: ",
            Self::Proves => "proves: ",
        }
    }

    const fn is_test(self) -> bool {
        matches!(self, Self::Rule | Self::Proves)
    }
}

/// One statement. Places are `path` and, in code, the item's name.
#[derive(Default)]
pub(crate) struct Statement {
    /// The document.
    pub(crate) stated: String,
    places: BTreeMap<Tie, BTreeSet<String>>,
}

impl Statement {
    #[cfg(test)]
    pub(crate) fn of(stated: &str, tie: Tie, place: &str) -> Self {
        let places = BTreeMap::from([(tie, BTreeSet::from([place.to_owned()]))]);
        Self { stated: stated.to_owned(), places }
    }

    /// Links to the items that are tied to it so, for a table two folders below the root.
    pub(crate) fn links(&self, tie: Tie) -> String {
        let places = self.places.get(&tie).into_iter().flatten();
        let links = places.filter_map(|place| {
            let (path, item) = place.split_once('|')?;
            // Where there is no item (a test in TypeScript), the file is named.
            let name = if item.is_empty() { path } else { item };
            Some(format!("[`{name}`](../../{path})"))
        });
        let links = links.collect::<Vec<_>>().join(", ");
        if links.is_empty() { "–".to_owned() } else { links }
    }
}

/// Statements by their ids.
pub(crate) type Statements = BTreeMap<String, Statement>;

/// Reads `documents`, and all marks that stand for one of `ties`. What is wrong is added to `wrong`: a statement without a
/// test or made twice, and a mark that names none or stands above no test that runs.
pub(crate) fn collect(documents: &[PathBuf], ties: &[Tie], wrong: &mut BTreeSet<String>) -> Result<Statements> {
    let mut statements = Statements::new();
    for path in documents {
        for id in read(path)?.lines().filter_map(stated_id) {
            let statement = Statement { stated: relative(path), ..Statement::default() };
            if statements.insert(id.to_owned(), statement).is_some() {
                wrong.insert(format!("{id} is stated twice"));
            }
        }
    }
    for path in sources()? {
        let file = relative(&path);
        for mark in marks(&read(&path)?) {
            if !ties.contains(&mark.tie) {
                continue;
            }
            if mark.tie.is_test() && !mark.runs && is_rust(&path) {
                wrong.insert(format!("{file} names {} above {:?}, which is no test that runs", mark.id, mark.item));
            }
            match statements.get_mut(&mark.id) {
                Some(statement) => {
                    statement.places.entry(mark.tie).or_default().insert(format!("{file}|{}", mark.item));
                }
                None => {
                    wrong.insert(format!("{file} names {}, which no document states", mark.id));
                }
            }
        }
    }
    let untested = |statement: &Statement| !statement.places.keys().any(|tie| tie.is_test());
    let without_test = statements.iter().filter(|(_, statement)| untested(statement));
    wrong.extend(without_test.map(|(id, _)| format!("{id} has no test")));
    Ok(statements)
}

/// Writes or compares a table; fails for what is wrong.
pub(crate) fn settle(mode: Mode, path: &str, text: &str, what: &str, wrong: BTreeSet<String>) -> Result<()> {
    if mode == Mode::Write || wrong.is_empty() {
        place(mode, &root().join(path), text)?;
    }
    if !wrong.is_empty() {
        bail!("{what}:\n  {}", wrong.into_iter().collect::<Vec<_>>().join("\n  "));
    }
    Ok(())
}

fn sources() -> Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    for folder in ["crates", "src-tauri", "tests", "ui/src"] {
        sources.extend(files_under(&root().join(folder), &["rs", "ts", "svelte"])?);
    }
    Ok(sources)
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

/// The id in `- **ROOM-01** …`.
fn stated_id(line: &str) -> Option<&str> {
    let (id, _) = line.trim_start().strip_prefix("- **")?.split_once("**")?;
    is_id(id).then_some(id)
}

/// Capital letters, a hyphen, digits.
pub(crate) fn is_id(word: &str) -> bool {
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
    tie: Tie,
    item: String,
    /// It stands above a test that is not ignored.
    runs: bool,
}

fn marks(source: &str) -> Vec<Mark> {
    let lines: Vec<&str> = source.lines().collect();
    let mut marks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((tie, ids)) = mark_in(line) else { continue };
        // Above an item it names that item; inside a body, the item around it.
        let after =
            lines.iter().skip(index).find(|line| !is_comment_or_attribute(line)).and_then(|line| item_name(line));
        let around = || lines.iter().take(index).rev().find_map(|line| item_name(line));
        let item = after.or_else(around).unwrap_or_default();
        let runs = runs(&lines, index);
        for id in ids.split(',').map(str::trim).filter(|id| is_id(id)) {
            marks.push(Mark { id: id.to_owned(), tie, item: item.to_owned(), runs });
        }
    }
    marks
}

fn mark_in(line: &str) -> Option<(Tie, &str)> {
    let comment = line.trim_start().strip_prefix("//")?.trim_start_matches('/').trim_start();
    Tie::ALL.into_iter().find_map(|tie| Some((tie, comment.strip_prefix(tie.word())?)))
}

/// Whether the comments and attributes around this line are those of a test that is not ignored.
fn runs(lines: &[&str], index: usize) -> bool {
    let belongs = |line: &&&str| !line.trim().is_empty() && is_comment_or_attribute(line);
    let before = lines.iter().take(index).rev().take_while(belongs);
    let after = lines.iter().skip(index).take_while(belongs);
    let attributes: Vec<&str> =
        before.chain(after).map(|line| line.trim_start()).filter(|line| line.starts_with("#[")).collect();
    let is_test = |line: &&str| line.starts_with("#[test]") || line.contains("::test");
    attributes.iter().any(is_test) && !attributes.iter().any(|line| line.starts_with("#[ignore"))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, tie: Tie, item: &str) -> Mark {
        Mark { id: id.into(), tie, item: item.into(), runs: tie.is_test() }
    }

    #[test]
    fn statements_are_list_items_with_a_bold_id() {
        assert_eq!(stated_id("- **ROOM-01** Every append names the head."), Some("ROOM-01"));
        assert_eq!(stated_id("  - **LOG-12** x"), Some("LOG-12"));
        assert_eq!(stated_id("- **Note** not a rule"), None);
        assert_eq!(stated_id("see **ROOM-01**"), None);
    }

    #[test]
    fn a_mark_above_a_function_names_that_function() {
        let source = "fn other() {}\n\n// enforces: ROOM-01\n/// Docs.\n#[must_use]\npub(crate) fn append(\n";
        assert_eq!(marks(source), [mark("ROOM-01", Tie::Enforces, "append")]);
    }

    #[test]
    fn a_mark_inside_a_function_names_the_one_around_it() {
        let source = "pub async fn append<T>() {\n    // enforces: ROOM-01\n    check();\n}\n\nfn next() {}\n";
        assert_eq!(marks(source), [mark("ROOM-01", Tie::Enforces, "append")]);
    }

    #[test]
    fn a_mark_may_stand_above_any_item() {
        let source = "fn other() {}\n// enforces: LOG-02\n#[derive(Debug)]\npub(crate) struct Event<T> {\n";
        assert_eq!(marks(source), [mark("LOG-02", Tie::Enforces, "Event")]);
        let source = "// enforces: LOG-02\npub const fn limit() {}\n// enforces: LOG-03\nconst MAX: usize = 3;\n";
        assert_eq!(marks(source), [mark("LOG-02", Tie::Enforces, "limit"), mark("LOG-03", Tie::Enforces, "MAX")]);
    }

    #[test]
    fn a_test_may_name_several_statements() {
        let source = "// rule: ROOM-01, ROOM-02\n// proves: PRIV-07\n#[tokio::test]\nasync fn forks_are_refused() {}\n";
        assert_eq!(
            marks(source),
            [
                mark("ROOM-01", Tie::Rule, "forks_are_refused"),
                mark("ROOM-02", Tie::Rule, "forks_are_refused"),
                mark("PRIV-07", Tie::Proves, "forks_are_refused"),
            ]
        );
    }

    #[test]
    fn a_test_runs_if_it_is_one_and_is_not_ignored() {
        let runs = |source| marks(source).iter().all(|mark| mark.runs);
        assert!(runs("// proves: PRIV-01\n#[test]\nfn it_holds() {}\n"));
        assert!(runs("#[test]\n#[cfg(unix)]\n// proves: PRIV-01\nfn it_holds() {}\n"));
        assert!(!runs("// proves: PRIV-01\nfn it_helps() {}\n"));
        assert!(!runs("#[test]\nfn other() {}\n\n// proves: PRIV-01\nfn it_helps() {}\n"));
        assert!(!runs("// proves: PRIV-01\n#[cfg(test)]\nmod tests {\n"));
        assert!(!runs("// proves: PRIV-01\n#[test]\n#[ignore = \"slow\"]\nfn it_holds() {}\n"));
    }
}
