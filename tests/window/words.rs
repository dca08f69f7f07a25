//! The words of a window in its language. Tests name what is on a page in English.

use std::{collections::HashMap, fs, path::Path, sync::LazyLock};

/// The languages of the window.
const LANGUAGES: [&str; 3] = ["en", "de", "ar"];
/// What tells how the relay is reached right now.
const OF_CONNECTION: [&str; 7] = [
    "connection-offline",
    "connection-connecting",
    "connection-direct",
    "desk-synced",
    "now-offline",
    "now-connecting",
    "now-direct",
];

/// What an English text of the catalogue is called in another language. Two messages may say the same in English and not
/// there, so each text may have several.
#[derive(Debug, Default)]
pub(crate) struct Words(HashMap<String, Vec<String>>);

impl Words {
    /// Of the catalogue of `language`; English has nothing to look up.
    pub(crate) fn of(language: &str) -> Self {
        if language == "en" {
            return Self::default();
        }
        let mut there = catalogue(language);
        let mut words: HashMap<String, Vec<String>> = HashMap::new();
        for (key, english) in catalogue("en") {
            if let Some(text) = there.remove(&key) {
                words.entry(english).or_default().push(text);
            }
        }
        Self(words)
    }

    /// What may stand on the page for `text`; itself, if a person wrote it.
    pub(crate) fn said(&self, text: &str) -> Vec<String> {
        self.0.get(text).cloned().unwrap_or_else(|| vec![text.to_owned()])
    }
}

/// Whether a text tells how the relay is reached right now.
pub(crate) fn are_of_connection(text: &str) -> bool {
    static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let catalogues = LANGUAGES.map(catalogue);
        let texts = catalogues.iter().flat_map(|there| OF_CONNECTION.iter().filter_map(|key| there.get(*key)));
        texts.cloned().collect()
    });
    // A way and a time stand where the message has variables.
    TEXTS.iter().any(|message| match message.split(['{', '}']).nth(2) {
        Some(between) => text.contains(between),
        None => text == message,
    })
}

/// The messages that take a line each.
fn catalogue(language: &str) -> HashMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("ui/messages/{language}.ftl"));
    let text = fs::read_to_string(path).expect("a catalogue");
    let messages = text.lines().filter_map(|line| line.split_once(" = "));
    messages
        .filter(|(key, _)| !key.starts_with([' ', '#']))
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect()
}
