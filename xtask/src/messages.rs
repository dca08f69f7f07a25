//! The message catalogues (`ui/messages/*.ftl`, Mozilla's Fluent): typed keys, and what keeps them whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use anyhow::{Result, bail};
use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use crate::{
    codegen::{Mode, place},
    workspace::{files_under, read, relative, root},
};

/// The catalogue that the others translate.
pub(crate) const SOURCE: &str = "ui/messages/en.ftl";
/// Messages for error codes, chosen at run time.
pub(crate) const ERRORS: &str = "error-";

const KEYS: &str = "ui/src/lib/i18n/keys.ts";

/// The messages of one language (an attribute is `message.attribute`), each with its variables.
pub(crate) type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// Writes or compares the keys; fails for catalogues that differ, and for messages missing or unused.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let source = catalogue(SOURCE)?;
    let mut wrong = Vec::new();
    for path in files_under(&root().join("ui/messages"), &["ftl"])? {
        let name = relative(&path);
        wrong.extend(differences(&source, &catalogue(&name)?).into_iter().map(|what| format!("{name}: {what}")));
    }
    wrong.extend(use_of(&source)?);
    place(mode, &root().join(KEYS), &keys(&source))?;
    if !wrong.is_empty() {
        bail!("messages:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

/// Parses a catalogue, given from the workspace's root.
pub(crate) fn catalogue(name: &str) -> Result<Catalogue> {
    let text = read(&root().join(Path::new(name)))?;
    match parse(&text) {
        Ok(catalogue) => Ok(catalogue),
        Err(problem) => bail!("{name}: {problem}"),
    }
}

/// The entries of a catalogue's text, or where it is no catalogue.
pub(crate) fn entries(text: &str) -> Result<Vec<Entry<&str>>, String> {
    let resource = parser::parse(text).map_err(|(_, errors)| {
        errors
            .iter()
            .map(|error| format!("line {}: {error}", line_of(text, error.pos.start)))
            .collect::<Vec<_>>()
            .join("; ")
    })?;
    Ok(resource.body)
}

fn parse(text: &str) -> Result<Catalogue, String> {
    let mut catalogue = Catalogue::new();
    for entry in &entries(text)? {
        let Entry::Message(message) = entry else { continue };
        let attributes = message.attributes.iter();
        let attributes = attributes.map(|part| (format!("{}.{}", message.id.name, part.id.name), &part.value));
        let value = message.value.iter().map(|value| (message.id.name.to_owned(), value));
        for (id, pattern) in value.chain(attributes) {
            let mut variables = BTreeSet::new();
            collect_pattern(pattern, &mut variables);
            if catalogue.insert(id.clone(), variables).is_some() {
                return Err(format!("{id} is there twice"));
            }
        }
    }
    Ok(catalogue)
}

fn line_of(text: &str, position: usize) -> usize {
    text.bytes().take(position).filter(|byte| *byte == b'\n').count() + 1
}

fn collect_pattern(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, into);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, into: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, into),
        Expression::Select { selector, variants } => {
            collect_inline(selector, into);
            variants.iter().for_each(|variant| collect_pattern(&variant.value, into));
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. }
        | InlineExpression::TermReference { arguments: Some(arguments), .. } => collect_arguments(arguments, into),
        InlineExpression::Placeable { expression } => collect_expression(expression, into),
        _ => {}
    }
}

fn collect_arguments(arguments: &CallArguments<&str>, into: &mut BTreeSet<String>) {
    arguments.positional.iter().for_each(|value| collect_inline(value, into));
    arguments.named.iter().for_each(|argument| collect_inline(&argument.value, into));
}

fn differences(source: &Catalogue, other: &Catalogue) -> Vec<String> {
    let mut found = Vec::new();
    for (id, variables) in source {
        match other.get(id) {
            None => found.push(format!("{id} is missing")),
            Some(others) if others != variables => found.push(format!("{id} has other variables than in {SOURCE}")),
            Some(_) => {}
        }
    }
    found.extend(other.keys().filter(|id| !source.contains_key(*id)).map(|id| format!("{id} is not in {SOURCE}")));
    found
}

/// Messages that no page uses, and uses of a message that isn't there.
fn use_of(source: &Catalogue) -> Result<Vec<String>> {
    let mut used = BTreeSet::new();
    let mut prefixes = BTreeSet::from([ERRORS.to_owned()]);
    let mut wrong = Vec::new();
    for path in files_under(&root().join("ui/src"), &["ts", "svelte"])? {
        if relative(&path) == KEYS {
            continue;
        }
        let text = read(&path)?;
        used.extend(quoted_ids(&text));
        prefixes.extend(template_prefixes(&text));
        let missing = called_ids(&text).into_iter().filter(|id| !source.contains_key(id));
        wrong.extend(missing.map(|id| format!("{} uses {id}, which is not in {SOURCE}", relative(&path))));
    }
    let is_used = |id: &str| used.contains(id) || prefixes.iter().any(|prefix| id.starts_with(prefix));
    wrong.extend(source.keys().filter(|id| !is_used(id)).map(|id| format!("no page uses {id}")));
    Ok(wrong)
}

fn is_id(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Every string literal that could be an id.
fn quoted_ids(text: &str) -> BTreeSet<String> {
    let words = ['\'', '"', '`'].into_iter().flat_map(|quote| text.split(quote));
    words.filter(|word| is_id(word)).map(str::to_owned).collect()
}

/// `status-` in `` `status-${status}` ``.
fn template_prefixes(text: &str) -> BTreeSet<String> {
    let before = text.split("${").filter_map(|part| part.rsplit_once('`'));
    before
        .map(|(_, prefix)| prefix)
        .filter(|prefix| is_id(prefix) && prefix.ends_with('-'))
        .map(str::to_owned)
        .collect()
}

/// `id` in `t('id'`.
fn called_ids(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut last = ' ';
    for (position, c) in text.char_indices() {
        let starts_word = !last.is_alphanumeric() && last != '_' && last != '.';
        last = c;
        let Some(argument) = text.get(position..).and_then(|rest| rest.strip_prefix("t(")) else { continue };
        let argument = argument.trim_start();
        let Some(quote) = argument.chars().next().filter(|c| matches!(c, '\'' | '"')) else { continue };
        let Some((id, _)) = argument.get(1..).and_then(|rest| rest.split_once(quote)) else { continue };
        if starts_word && is_id(id) {
            ids.insert(id.to_owned());
        }
    }
    ids
}

/// The TypeScript type that makes a wrong key or a forgotten variable a compile error.
fn keys(source: &Catalogue) -> String {
    let mut text = format!(
        "// Written by `cargo xtask codegen` from {SOURCE}; do not edit.\n\n\
         /** What a message shows in place of a variable. */\n\
         export type MessageValue = string | number;\n\n\
         /** Every message, with the variables that it needs. */\n\
         export interface Messages {{\n"
    );
    for (id, variables) in source {
        let variables = variables.iter().map(|name| format!("{name}: MessageValue")).collect::<Vec<_>>().join("; ");
        let variables =
            if variables.is_empty() { "Record<string, never>".to_owned() } else { format!("{{ {variables} }}") };
        let _ = writeln!(text, "  '{id}': {variables};");
    }
    text.push_str("}\n\n/** The name of a message. */\nexport type MessageKey = keyof Messages;\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().copied().map(String::from).collect()
    }

    #[test]
    fn variables_are_found_wherever_they_stand() {
        let catalogue = parse(
            "-brand = Sotto\n\
             plain = Hello { -brand }\n\
             files = { $count ->\n    [one] One file for { $name }\n   *[other] { NUMBER($count) } files\n }\n\
             field = Name\n    .hint = At most { $limit } letters\n",
        )
        .expect("valid");
        assert_eq!(catalogue.get("plain"), Some(&set(&[])));
        assert_eq!(catalogue.get("files"), Some(&set(&["count", "name"])));
        assert_eq!(catalogue.get("field.hint"), Some(&set(&["limit"])));
        assert!(!catalogue.contains_key("-brand"));
    }

    #[test]
    fn a_catalogue_with_junk_or_twins_is_refused() {
        assert!(parse("good = x\n= bad\n").expect_err("junk").starts_with("line 2"));
        assert!(parse("a = x\na = y\n").is_err());
    }

    #[test]
    fn catalogues_must_agree() {
        let english = parse("a = { $x }\nb = y\n").expect("valid");
        let german = parse("a = { $z }\nc = y\n").expect("valid");
        assert_eq!(
            differences(&english, &german),
            ["a has other variables than in ui/messages/en.ftl", "b is missing", "c is not in ui/messages/en.ftl",]
        );
    }

    #[test]
    fn uses_are_found_in_pages() {
        let page =
            "<h1>{t('case-title', { name })}</h1> {format('x')} {at('no')} {t(`status-${status}`)} {t( \"two\" )}";
        assert_eq!(called_ids(page), set(&["case-title", "two"]));
        assert_eq!(template_prefixes(page), set(&["status-"]));
        assert!(quoted_ids("const label: MessageKey = 'queue-new';").contains("queue-new"));
    }

    #[test]
    fn keys_name_the_variables() {
        let text = keys(&parse("a = x\nb = { $n } { $m }\n").expect("valid"));
        assert!(text.contains("  'a': Record<string, never>;\n  'b': { m: MessageValue; n: MessageValue };\n"));
    }
}
