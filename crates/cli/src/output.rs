//! What a command says.

use serde_json::{Value, json};

use crate::failure::Failure;

/// JSON documents, or text for people.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// A command's one answer.
    pub(crate) fn answer(&self, answer: &Value) {
        if self.json {
            println!("{answer}");
        } else {
            print_lines(answer, 0);
        }
    }

    /// One line of a stream.
    pub(crate) fn line(&self, line: &Value) {
        println!("{line}");
    }

    pub(crate) fn failure(&self, failure: &Failure) {
        if self.json {
            eprintln!("{}", json!({ "error": { "code": failure.code.as_str(), "message": failure.message } }));
        } else {
            eprintln!("sottoctl: {} ({})", failure.message, failure.code);
        }
    }
}

/// Keys and values, a line each, lists indented.
fn print_lines(value: &Value, indent: usize) {
    let space = " ".repeat(indent);
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::Object(_) | Value::Array(_) => {
                        println!("{space}{key}:");
                        print_lines(value, indent + 2);
                    }
                    plain => println!("{space}{key}: {}", plain_text(plain)),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::Object(_) => {
                        println!("{space}-");
                        print_lines(item, indent + 2);
                    }
                    plain => println!("{space}- {}", plain_text(plain)),
                }
            }
        }
        plain => println!("{space}{}", plain_text(plain)),
    }
}

/// Control characters, which could rewrite what a terminal shows, are made visible.
fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => {
            text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{FFFD}' } else { c }).collect()
        }
        other => other.to_string(),
    }
}
