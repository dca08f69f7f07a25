//! The answers to a report's questions, in one text.
//!
//! A report is one text until channels bring their own questionnaires. Each part after the first begins with an
//! invisible mark and a heading, so that it reads well anywhere and comes apart again here.

use sotto_rpc_schema::types::{Answer, Question};

/// INVISIBLE SEPARATOR; nobody types it.
const MARK: char = '\u{2063}';

const PARTS: [(Question, &str); 2] = [(Question::WhenWhere, "When and where"), (Question::People, "People involved")];

/// One text out of the answers.
pub(crate) fn join(answers: &[Answer]) -> String {
    let text = |question| {
        let answer = answers.iter().find(|answer| answer.question == question);
        answer.map(|answer| answer.text.replace(MARK, "")).unwrap_or_default()
    };
    let mut joined = text(Question::WhatHappened);
    for (question, heading) in PARTS {
        let text = text(question);
        if !text.trim().is_empty() {
            joined.push_str(&format!("\n\n{MARK}{heading}\n\n{text}"));
        }
    }
    joined
}

/// The answers in a text; all of it answers the first question if it came from elsewhere.
pub(crate) fn split(joined: &str) -> Vec<Answer> {
    let mut parts = joined.split(MARK);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let mut answers = vec![Answer { question: Question::WhatHappened, text: without_gap(first, !rest.is_empty()) }];
    for (index, part) in rest.iter().enumerate() {
        let Some((heading, text)) = part.split_once("\n\n") else { continue };
        if let Some((question, _)) = PARTS.into_iter().find(|(_, known)| *known == heading) {
            answers.push(Answer { question, text: without_gap(text, index + 1 < rest.len()) });
        }
    }
    answers.retain(|answer| !answer.text.is_empty());
    answers
}

fn without_gap(text: &str, followed: bool) -> String {
    let text = if followed { text.strip_suffix("\n\n").unwrap_or(text) } else { text };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(texts: [&str; 3]) -> Vec<Answer> {
        let questions = [Question::WhatHappened, Question::WhenWhere, Question::People];
        let both = questions.into_iter().zip(texts);
        both.filter(|(_, text)| !text.is_empty())
            .map(|(question, text)| Answer { question, text: text.into() })
            .collect()
    }

    #[test]
    fn answers_come_apart_as_they_were() {
        for texts in [
            ["", "", ""],
            ["one", "", ""],
            ["one\n\ntwo\n", "then", ""],
            ["one", "", "she"],
            ["", "then\n\nlater", "he, she"],
            ["People involved\n\nnobody", "x\n\n", "y\n"],
        ] {
            assert_eq!(split(&join(&answers(texts))), answers(texts), "{texts:?}");
        }
    }

    #[test]
    fn a_text_from_elsewhere_is_the_first_answer() {
        assert_eq!(split("all of it\n\nmore"), answers(["all of it\n\nmore", "", ""]));
    }

    #[test]
    fn the_mark_cannot_be_forged() {
        let joined = join(&answers(["a\u{2063}People involved\n\nb", "", ""]));
        assert_eq!(split(&joined), answers(["aPeople involved\n\nb", "", ""]));
    }
}
