//! Labels: words that a handler puts on cases, for themselves. They are kept in this vault and told to nobody.

use std::str::FromStr;

use sotto_rpc_schema::ErrorCode;

use crate::{CaseId, Engine, Error, Event, outbox::handled_case};

/// The longest label.
const MAX_LABEL_CHARS: usize = 40;
/// How many a case may have.
const MAX_LABELS: usize = 20;

/// A label, without spaces around it. Two are the same if they differ in capitals alone.
#[derive(Clone, Debug)]
pub struct Label(String);

/// A label that is in use.
#[derive(Clone, Debug)]
pub struct UsedLabel {
    /// As it was written.
    pub label: Label,
    /// How many cases have it.
    pub cases: u32,
}

impl Label {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl Eq for Label {}

impl FromStr for Label {
    type Err = Error;

    /// Takes any text of 1 to 40 characters that is one line and sets no direction; several spaces count as one.
    fn from_str(text: &str) -> Result<Self, Error> {
        let label = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_hidden = |c: char| {
            c.is_control()
                || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        };
        if label.is_empty() || label.chars().count() > MAX_LABEL_CHARS || label.contains(is_hidden) {
            return Err(Error::Refused(ErrorCode::LabelInvalid));
        }
        Ok(Self(label))
    }
}

impl Engine {
    /// Gives a case these labels and no others; one that is named twice counts once.
    ///
    /// # Errors
    /// `not_found`, `not_permitted` on the reporter's side, `too_many_labels`, `disk_full`.
    pub fn label_case(&self, case: CaseId, labels: &[Label]) -> Result<(), Error> {
        let mut wanted: Vec<&Label> = Vec::with_capacity(labels.len());
        for label in labels {
            if !wanted.contains(&label) {
                wanted.push(label);
            }
        }
        if wanted.len() > MAX_LABELS {
            return Err(Error::Refused(ErrorCode::TooManyLabels));
        }
        let texts: Vec<String> = wanted.into_iter().map(|label| label.0.clone()).collect();
        self.write(|tx| {
            handled_case(tx, case)?;
            Ok(tx.labels().replace(case, &texts)?)
        })?;
        self.tell(Event::CaseChanged(case));
        Ok(())
    }

    /// The labels that cases have.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn used_labels(&self) -> Result<Vec<UsedLabel>, Error> {
        let used = self.read(|tx| Ok(tx.labels().used()?))?;
        Ok(used.into_iter().map(|used| UsedLabel { label: Label(used.label), cases: used.cases }).collect())
    }
}

/// Labels as the vault keeps them.
pub(crate) fn kept(labels: Vec<String>) -> Vec<Label> {
    labels.into_iter().map(Label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_short_line_that_hides_nothing() {
        let parsed = |text: &str| text.parse::<Label>().ok().map(|label| label.0);
        assert_eq!(parsed("  Station   6\t"), Some("Station 6".to_owned()));
        assert_eq!(parsed(&"ü".repeat(40)), Some("ü".repeat(40)));
        for text in ["", "  \n", &"ü".repeat(41), "a\u{202e}b", "a\u{7}b", "a\u{200b}b"] {
            assert_eq!(parsed(text), None, "{text:?}");
        }
    }

    #[test]
    fn labels_that_differ_in_capitals_are_the_same() {
        let label = |text: &str| text.parse::<Label>().ok();
        assert_eq!(label("BRIBERY"), label("Bribery"));
        assert_ne!(label("Bribery"), label("Briberi"));
    }
}
