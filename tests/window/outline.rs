//! What assistive technology gets of a page, written down: one line a part, in reading order.

use std::fmt::Write;

use bip39::Language;

use crate::{
    assistive::{Part, State},
    words,
};

/// Of these a person asks what they are called.
const NAMED: &[&str] = &[
    "button",
    "checkbox",
    "combobox",
    "dialog",
    "image",
    "img",
    "link",
    "listbox",
    "menu",
    "menuitem",
    "meter",
    "option",
    "password",
    "progressbar",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
];
/// These can be refused to a person.
const WORKED: &[&str] = &[
    "button",
    "checkbox",
    "combobox",
    "link",
    "menuitem",
    "option",
    "password",
    "radio",
    "searchbox",
    "tab",
    "textbox",
];
/// These are called what they contain, which is then said once.
const CALLED_BY_CONTENT: &[&str] = &["button", "heading", "link", "menuitem", "option", "tab"];
/// These hold what a person types.
const FIELDS: &[&str] = &["combobox", "password", "searchbox", "textbox"];
/// Signs that only give text its direction.
const DIRECTION: [char; 6] = ['\u{61c}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}'];
const EMBEDDED: &str = "\u{fffc}";

/// What differs from run to run, by its form, and what stands for it.
pub(crate) const VARYING: &[(&str, &str)] = &[
    (r"\b127\.0\.0\.1:\d+\b", "‹address›"),
    (r"\d{1,2}:\d\d", "‹time›"),
    (r"‹time› · \S+ [kM]B", "‹time› · ‹size›"),
    (r"\d{4}-\d\d-\d\d", "‹date›"),
    (r"Leaves by itself · .{1,30}?‹time›", "Leaves by itself · ‹day›, ‹time›"),
    (r"Saving…|Saved \w+, ‹time›\.", "‹saved›"),
    (
        r"\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?",
        "‹day›",
    ),
    (r"\b\d{2,3} days\b", "‹number› days"),
    (r"\b(?:[0-9a-f]{4} ){3,}(?:…|[0-9a-f]{4}\b)", "‹hash›"),
    (r"\b[0-9a-f]{64}\b", "‹hash›"),
    (r"\bCase [0-9a-f]{8}\b", "Case ‹number›"),
    (r"\b[A-Z][a-z]+ [A-Z][a-z]+ \d{1,2}\b", "‹pseudonym›"),
    (r"“[a-z]+ [a-z]+ \d{1,2}”", "“‹pseudonym, in small letters›”"),
    (r"\b(?:sotto:|https?://)[^\s”\]]+", "‹link›"),
];

/// A page as text. Parts that a person could not tell apart for want of a name come second.
pub(crate) fn of(page: &Part) -> (String, Vec<String>) {
    let mut outline = Outline::default();
    for child in &page.children {
        outline.part(child, 0, "");
    }
    (outline.text, outline.nameless)
}

/// What is `seen` on a page and said nowhere: WebKit keeps some words to itself, such as a `span` that is laid out by a flex box
/// around it. What tells of the connection may have changed between the two.
pub(crate) fn unsaid(page: &Part, seen: Vec<String>) -> Vec<String> {
    let mut heard = String::new();
    hear(page, &mut heard);
    let lasts = |text: &String| !words::are_of_connection(&said(text));
    seen.into_iter().filter(lasts).filter(|text| !heard.contains(&letters(text))).collect()
}

fn hear(part: &Part, heard: &mut String) {
    for text in [&part.name, &part.description, &part.text] {
        heard.push_str(&letters(text));
        heard.push('\n');
    }
    part.children.iter().for_each(|child| hear(child, heard));
}

fn letters(text: &str) -> String {
    text.replace(DIRECTION, "").split_whitespace().collect()
}

/// So many letters do not stand in two places by chance.
const LONG: usize = 40;

#[derive(Default)]
struct Outline {
    text: String,
    nameless: Vec<String>,
}

/// What a part contains, in its order.
enum Piece<'a> {
    Text(String),
    Part(&'a Part),
}

impl Outline {
    /// `around` is the name of what this part is in: what it says is not written a second time.
    fn part(&mut self, part: &Part, depth: usize, around: &str) {
        let (role, name) = (role(part), said(&part.name));
        if NAMED.contains(&role) && name.is_empty() {
            let inside = if around.is_empty() { "the page" } else { around };
            self.nameless
                .push(format!("{role} in {inside}: {}", part.attribute("id").unwrap_or("it has no id either")));
        }
        let states = states(part, role);
        if role.is_empty() && states.is_empty() {
            return self.content(part, depth, around);
        }
        let contained = content(part);
        let is_leaf = !part.children.iter().any(says_role);
        let is_field = FIELDS.contains(&role);
        let shown = match () {
            () if is_field || CALLED_BY_CONTENT.contains(&role) || contained.is_empty() => name.clone(),
            () if is_leaf && (name.is_empty() || name == contained) => contained.clone(),
            () if name == contained => String::new(),
            () => name.clone(),
        };
        let mut line = if role.is_empty() { "generic".to_owned() } else { role.to_owned() };
        if !shown.is_empty() {
            let _ = write!(line, " “{}”", told(&shown, role == "listitem"));
        }
        if let Some(value) = value(part, role) {
            let _ = write!(line, " = “{value}”");
        }
        if !states.is_empty() {
            let _ = write!(line, " [{}]", states.join(", "));
        }
        let description = said(&part.description);
        if !description.is_empty() && description != name {
            let _ = write!(line, " (described: “{}”)", told(&description, false));
        }
        self.line(depth, &line);
        let within = if shown.is_empty() || shown != name { "" } else { &name };
        if shown == contained && is_leaf || is_field || CALLED_BY_CONTENT.contains(&role) && is_leaf {
            return;
        }
        self.content(part, depth + 1, within);
    }

    fn content(&mut self, part: &Part, depth: usize, around: &str) {
        for piece in pieces(part) {
            match piece {
                Piece::Part(child) => self.part(child, depth, around),
                Piece::Text(text) if is_said_elsewhere(&text, part, around) => {}
                Piece::Text(text) => self.line(depth, &format!("“{}”", told(&text, false))),
            }
        }
    }

    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:indent$}{line}", "", indent = depth * 2);
    }
}

/// What ARIA calls it, or HTML where ARIA has no word; empty for what is only a box.
fn role(part: &Part) -> &str {
    match (part.role.as_str(), part.attribute("computed-role"), part.attribute("tag")) {
        ("password text", ..) => "password",
        (.., Some("select")) => "combobox",
        (_, Some("generic" | "sectionheader" | "sectionfooter"), _) => "",
        (_, Some(role), _) => role,
        (_, None, Some(tag @ ("label" | "legend" | "time"))) => tag,
        _ => "",
    }
}

fn says_role(part: &Part) -> bool {
    !role(part).is_empty() || part.children.iter().any(says_role)
}

fn states(part: &Part, role: &str) -> Vec<String> {
    let mut states: Vec<String> = Vec::new();
    let mut say = |when: bool, state: &str| states.extend(when.then(|| state.to_owned()));
    say(WORKED.contains(&role) && !part.is(State::Enabled), "disabled");
    say(part.is(State::Busy), "busy");
    say(part.is(State::Checked), "checked");
    say(part.is(State::Checkable) && !part.is(State::Checked), "not checked");
    say(part.is(State::Pressed), "pressed");
    say(part.is(State::Selected), "selected");
    say(part.is(State::Expandable) && part.is(State::Expanded), "expanded");
    say(part.is(State::Expandable) && !part.is(State::Expanded), "collapsed");
    say(part.is(State::HasPopup), "has popup");
    say(part.is(State::Modal), "modal");
    say(part.is(State::MultiLine), "several lines");
    say(part.is(State::Required), "required");
    say(part.is(State::Invalid), "invalid");
    say(part.is(State::ReadOnly) && FIELDS.contains(&role), "read-only");
    let attributes =
        ["level", "current", "live", "sort", "valuetext", "placeholder-text", "keyshortcuts", "roledescription"];
    let told = attributes.into_iter().filter_map(|name| Some((name, said(part.attribute(name)?))));
    let told = told.filter(|(_, value)| !["off", "false", "", &said(&part.name)].contains(&value.as_str()));
    states.extend(told.map(|(name, value)| format!("{name} {value}")));
    states
}

/// What stands in a field, or is chosen there; of a passphrase only that there is something.
fn value(part: &Part, role: &str) -> Option<String> {
    let text = said(chosen(part).map_or(&part.text, |option| &option.name));
    match role {
        _ if !FIELDS.contains(&role) || text.is_empty() => None,
        "password" => Some("‹hidden›".into()),
        _ => Some(told(&text, false)),
    }
}

fn chosen(part: &Part) -> Option<&Part> {
    part.children.iter().find_map(|child| {
        if role(child) == "option" && child.is(State::Selected) { Some(child) } else { chosen(child) }
    })
}

/// What is in a part, once: a part's text holds the text of what is in it as well.
fn pieces(part: &Part) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = part.text.as_str();
    for child in &part.children {
        let stands_for = if child.is_embedded { EMBEDDED } else { child.text.trim() };
        let around = rest.split_once(stands_for).filter(|_| !stands_for.is_empty());
        if let Some((before, after)) = around {
            pieces.extend(texts(before));
            rest = after;
        }
        pieces.push(Piece::Part(child));
    }
    pieces.extend(texts(rest));
    pieces
}

fn texts<'a>(text: &str) -> Vec<Piece<'a>> {
    text.split(EMBEDDED).map(said).filter(|text| !text.is_empty()).map(Piece::Text).collect()
}

/// All that a part contains, as one text.
fn content(part: &Part) -> String {
    let words = pieces(part).into_iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Part(child) if child.is_embedded => said(&child.name),
        Piece::Part(child) => content(child),
    });
    words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the name of what is around a text, or of what is beside it, says it already; or several parts beside it one after
/// the other, which WebKit sometimes tells as the text of what holds them too, with other spaces.
fn is_said_elsewhere(text: &str, part: &Part, around: &str) -> bool {
    let beside: String = part.children.iter().map(content).collect();
    let (text_letters, beside_letters) = (letters(text), letters(&beside));
    around.contains(text)
        || text_letters == beside_letters
        || (text_letters.len() >= LONG && beside_letters.contains(&text_letters))
        || part.children.iter().any(|child| is_in_a_name(text, child))
}

fn is_in_a_name(text: &str, part: &Part) -> bool {
    said(&part.name).contains(text) || part.children.iter().any(|child| is_in_a_name(text, child))
}

/// Text as it is spoken: in one line.
fn said(text: &str) -> String {
    text.replace(DIRECTION, "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, less the words of a key or a passphrase, which chance chose: if they are all of it, or with dots between them.
/// Those of the connection come and go when they will.
fn told(text: &str, is_item: bool) -> String {
    const A_FEW: usize = 5;
    if words::are_of_connection(text) {
        return "‹connection›".into();
    }
    let is_chosen = |word: &str| Language::English.word_list().contains(&word);
    let is_between = |word: &str| word == "·" || word.parse::<u32>().is_ok();
    let words: Vec<&str> = text.split(' ').collect();
    let runs = words.chunk_by(|one, next| [one, next].iter().all(|word| is_chosen(word) || is_between(word)));
    let told = runs.flat_map(|run| {
        let is_few = run.iter().filter(|word| is_chosen(word)).count() < A_FEW;
        let is_alone = run.len() == words.len() && (is_item || !is_few);
        let is_key = is_alone || !is_few && run.contains(&"·");
        run.iter().map(move |word| if is_key && is_chosen(word) { "‹word›" } else { *word })
    });
    told.collect::<Vec<_>>().join(" ")
}
