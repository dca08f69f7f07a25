//! `cargo xtask privacy`: what the window says about privacy, the property that it states, and the tests that show it.
//!
//! A property is a [statement](crate::statements) in `docs/privacy.md`; a test says `// proves: PRIV-01` above it. A message
//! of [`SOURCE`] that says who can or cannot learn, read, link, keep or recover something has the comment
//! `# privacy: PRIV-01` directly above it; one that only sounds like it has `# privacy: none,` and the reason.

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::{Result, bail};
use fluent_syntax::ast::{Comment, Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::{
    codegen::Mode,
    messages::{SOURCE, entries},
    statements::{Statements, Tie, collect, is_id, settle},
    workspace::{read, root},
};

/// Where the properties are stated.
const PROPERTIES: &str = "docs/privacy.md";
/// The generated table.
const TABLE: &str = "docs/privacy/sentences.md";
/// What a comment of a message begins with.
const MARK: &str = "privacy:";

/// Words by which a message gives away that it may be about privacy. Whole words, in small letters.
const TELLTALES: &[&str] = &[
    // Who learns or reads.
    "never",
    "no one",
    "nobody at",
    "nobody can",
    "nobody else at",
    "nobody else can",
    "neither can we",
    "learns",
    "not told",
    "told it",
    "can read",
    "cannot read",
    "able to read",
    "they read",
    "can see",
    "see this",
    "see it",
    "can open",
    "cannot open",
    "know you by",
    "network address",
    // What is stored, and how.
    "sealed",
    "encrypted",
    "encrypts",
    "locked on",
    "locked copy",
    "secret",
    "anonymous",
    "confidential",
    "private",
    "on this device",
    "removed from this device",
    "gone from this device",
    "leaves this device",
    "kept",
    "is safe",
    "are safe",
    "was saved",
    // What was sent.
    "sends nothing",
    "been sent",
    "was sent",
    "sent nothing",
    "stopped sending",
    "sent as it is",
    // What was checked.
    "verified",
    "certified by",
    "certified reader",
    "certified readers",
    "not certified",
    "checked against",
    "checked on",
    "not checked",
    // What locking and destroying do.
    "locks itself",
    "locked itself",
    "you locked",
    "nothing was lost",
    "destroy",
    "destroys",
    "destroyed",
];

/// What a message's comment says of it.
#[derive(Debug, PartialEq, Eq)]
enum Says {
    /// It states these properties.
    Properties(Vec<String>),
    /// It states none, for a reason.
    None,
}

/// A message of the catalogue with its words.
#[derive(Debug, PartialEq, Eq)]
struct Message {
    id: String,
    words: String,
    says: Option<Says>,
}

/// Writes or compares the table; fails for a sentence without a property, for a property without a test or a sentence, and
/// for a message that sounds like a sentence about privacy and says nothing of it.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let mut wrong = BTreeSet::new();
    let properties = collect(&[root().join(PROPERTIES)], &[Tie::Proves], &mut wrong)?;
    let messages = match messages(&read(&root().join(SOURCE))?) {
        Ok(messages) => messages,
        Err(problem) => bail!("{SOURCE}: {problem}"),
    };
    wrong.extend(differences(&messages, &properties));
    settle(mode, TABLE, &table(&messages, &properties), "sentences about privacy", wrong)
}

fn messages(text: &str) -> Result<Vec<Message>, String> {
    let mut messages = Vec::new();
    for entry in entries(text)? {
        match entry {
            Entry::Message(message) => {
                let says = message.comment.as_ref().and_then(mark).map(says).transpose();
                let parts = message.value.iter().chain(message.attributes.iter().map(|part| &part.value));
                let words = parts.map(words).collect::<Vec<_>>().join(" ");
                let id = message.id.name.to_owned();
                let says = says.map_err(|mark| format!("{id}: {mark:?} names neither a property nor a reason"))?;
                messages.push(Message { id, words, says });
            }
            Entry::Comment(comment) | Entry::GroupComment(comment) | Entry::ResourceComment(comment) => {
                if let Some(mark) = mark(&comment) {
                    return Err(format!("{MARK} {mark} stands directly above no message"));
                }
            }
            _ => {}
        }
    }
    Ok(messages)
}

/// What a comment says after `privacy:`.
fn mark<'t>(comment: &Comment<&'t str>) -> Option<&'t str> {
    comment.content.iter().find_map(|line| line.trim().strip_prefix(MARK)).map(str::trim)
}

fn says(mark: &str) -> Result<Says, String> {
    if let Some(reason) = mark.strip_prefix("none,") {
        return if reason.trim().is_empty() { Err(mark.to_owned()) } else { Ok(Says::None) };
    }
    let ids: Vec<String> = mark.split(',').map(|id| id.trim().to_owned()).collect();
    if ids.iter().all(|id| is_id(id)) { Ok(Says::Properties(ids)) } else { Err(mark.to_owned()) }
}

/// A pattern's words as one line. Variants say the same, so the default one stands for all.
fn words(pattern: &Pattern<&str>) -> String {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => text.push_str(&words_of(expression)),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words_of(expression: &Expression<&str>) -> String {
    match expression {
        Expression::Select { variants, .. } => {
            variants.iter().find(|variant| variant.default).map(|variant| words(&variant.value)).unwrap_or_default()
        }
        Expression::Inline(InlineExpression::VariableReference { id }) => format!("{{ ${} }}", id.name),
        Expression::Inline(InlineExpression::Placeable { expression }) => words_of(expression),
        Expression::Inline(_) => "…".to_owned(),
    }
}

fn differences(messages: &[Message], properties: &Statements) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    let mut used = BTreeSet::new();
    for Message { id, words, says } in messages {
        match says {
            Some(Says::Properties(ids)) => {
                used.extend(ids.iter().map(String::as_str));
                let unknown = ids.iter().filter(|property| !properties.contains_key(*property));
                wrong.extend(
                    unknown.map(|property| format!("{id} names {property}, which {PROPERTIES} does not state")),
                );
            }
            Some(Says::None) => {}
            None => {
                wrong.extend(telltale(words).map(|word| {
                    format!("{id} says “{word}”: name its property (`# {MARK} PRIV-01`), or why it has none")
                }));
            }
        }
    }
    let unused = properties.keys().filter(|property| !used.contains(property.as_str()));
    wrong.extend(unused.map(|property| format!("no sentence states {property}")));
    wrong
}

/// The first telltale among these words.
fn telltale(words: &str) -> Option<&'static str> {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = words.to_lowercase().chars().map(plain).collect();
    let words = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    TELLTALES.iter().copied().find(|telltale| words.contains(&format!(" {telltale} ")))
}

fn table(messages: &[Message], properties: &Statements) -> String {
    let mut text = String::from(
        "# What the window says about privacy, and the tests that show it\n\n\
         Written by `cargo xtask privacy`; do not edit. CI fails for a sentence without a property, and for a property \
         without a test or a sentence.\n\n\
         | sentence | property | shown by |\n|---|---|---|\n",
    );
    for Message { id, words, says } in messages {
        let Some(Says::Properties(ids)) = says else { continue };
        let known = || ids.iter().filter_map(|id| Some((id, properties.get(id)?)));
        let names = known().map(|(id, _)| format!("[{id}](../privacy.md)")).collect::<Vec<_>>().join(", ");
        let tests: BTreeSet<String> = known().map(|(_, property)| property.links(Tie::Proves)).collect();
        let tests = tests.into_iter().collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "| {} (`{id}`) | {names} | {tests} |", words.replace('|', "\\|"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::Statement;

    fn properties(ids: &[&str]) -> Statements {
        let property = || Statement::of(PROPERTIES, Tie::Proves, "crates/a/tests/a.rs|it_holds");
        ids.iter().map(|id| ((*id).to_owned(), property())).collect()
    }

    fn wrong(text: &str, ids: &[&str]) -> Vec<String> {
        differences(&messages(text).expect("a catalogue"), &properties(ids)).into_iter().collect()
    }

    #[test]
    fn a_comment_directly_above_a_message_is_its_mark() {
        let found = messages("# Why.\n# privacy: PRIV-01, PRIV-02\na = x\n# privacy: none, a name\nb = y\nc = z\n");
        let says: Vec<_> = found.expect("a catalogue").into_iter().map(|message| message.says).collect();
        let both = Says::Properties(vec!["PRIV-01".into(), "PRIV-02".into()]);
        assert_eq!(says, [Some(both), Some(Says::None), None]);
    }

    #[test]
    fn a_mark_that_marks_nothing_is_refused() {
        for text in ["# privacy: PRIV-01\n\na = x\n", "## privacy: PRIV-01\n\na = x\n", "a = x\n# privacy: none, y\n"] {
            assert!(messages(text).is_err(), "{text}");
        }
        for mark in ["", "none", "none,", "priv-01", "PRIV-01 PRIV-02", "PRIV-01,"] {
            assert!(messages(&format!("# privacy: {mark}\na = x\n")).is_err(), "{mark}");
        }
    }

    #[test]
    fn sentences_and_properties_need_each_other() {
        assert_eq!(wrong("# privacy: PRIV-01\na = x\n", &["PRIV-01"]), Vec::<String>::new());
        assert_eq!(wrong("a = x\n", &["PRIV-01"]), ["no sentence states PRIV-01"]);
        assert_eq!(
            wrong("# privacy: PRIV-01\na = x\n", &[]),
            ["a names PRIV-01, which docs/privacy.md does not state"]
        );
    }

    #[test]
    fn a_message_that_sounds_like_one_must_say_so() {
        let told = |text| wrong(text, &[]).len();
        assert_eq!(told("a = Nobody else can open it.\n"), 1);
        assert_eq!(told("a = { $n ->\n    [one] One\n   *[other] Sealed for { $n } readers\n }\n"), 1);
        assert_eq!(told("a = File\n    .hint = On this\n        device only\n"), 1);
        assert_eq!(told("# privacy: none, a name of a page\na = What it never learns\n"), 0);
        assert_eq!(told("a = Nevertheless, write.\n"), 0);
    }

    #[test]
    fn the_table_has_a_row_for_each_sentence() {
        let messages = messages("# privacy: PRIV-01\na = Sealed for\n    { $n } readers\nb = Close\n");
        let table = table(&messages.expect("a catalogue"), &properties(&["PRIV-01"]));
        let row = "| Sealed for { $n } readers (`a`) | [PRIV-01](../privacy.md) \
                   | [`it_holds`](../../crates/a/tests/a.rs) |\n";
        assert!(table.ends_with(&format!("|---|---|---|\n{row}")), "{table}");
    }
}
