//! Words that people compare, and words that reporters go by.

use serde_json::{Value, json};
use sotto_protocol::{codec, key_words::KeyWords, pseudonym::Pseudonym};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

pub(crate) fn key_words() -> Value {
    let subjects: [&[u8]; 2] = [b"a subject", &[6; 52]];
    let vector = |subject: &[u8]| json!({ "subject": hex(subject), "words": KeyWords::of(subject).to_string() });
    json!({ "vectors": subjects.map(vector) })
}

pub(crate) fn pseudonyms() -> Value {
    let at = |index: u8| Pseudonym::Suggested { quality: index, thing: 127 - index, number: index % 99 + 1 };
    let suggested =
        (0..128).map(at).map(|name| json!({ "name": name.to_string(), "encoding": hex(codec::to_vec(&name)) }));
    let chosen = Pseudonym::choose("  The  Night Shift ").unwrap();
    json!({
        "suggested": suggested.collect::<Vec<_>>(),
        "chosen": { "typed": "  The  Night Shift ", "name": chosen.to_string(), "encoding": hex(codec::to_vec(&chosen)) },
    })
}

#[test]
fn key_words_are_bits_of_argon2id() {
    for vector in read("key-words")["vectors"].as_array().unwrap() {
        assert_eq!(by_hand::key_words(&bytes(&vector["subject"])), vector["words"]);
    }
}

#[test]
fn pseudonyms_are_indices() {
    let vectors = read("pseudonyms");
    for (index, vector) in vectors["suggested"].as_array().unwrap().iter().enumerate() {
        let structure = json!([0, [index, 127 - index, index % 99 + 1]]);
        assert_eq!(by_hand::cbor(&structure), bytes(&vector["encoding"]));
        assert!(vector["name"].as_str().unwrap().ends_with(&format!(" {:02}", index % 99 + 1)));
    }
    let chosen = &vectors["chosen"];
    assert_eq!(by_hand::cbor(&json!([1, [chosen["name"]]])), bytes(&chosen["encoding"]));
}
