//! Names that people gave: kept for people as they are, made safe for disks.

use unicode_normalization::UnicodeNormalization;

/// The longest name that a statement or a content object may carry, in bytes.
pub const MAX_NAME_BYTES: usize = 64 * 1024;
/// The longest file name that this makes, in bytes: what common file systems take.
const MAX_FILE_NAME_BYTES: usize = 200;
const FALLBACK: &str = "attachment";

/// A file name that is safe on the three platforms, made from one that a stranger chose.
///
/// Path separators, control characters and characters that change the direction of text are
/// dropped, reserved device names get a prefix, and the ending is kept when the name is cut.
// enforces: FILE-04
pub fn safe_file_name(name: &str) -> String {
    let kept: String = name.nfc().map(|c| if is_unsafe(c) { '_' } else { c }).filter(|&c| !is_invisible(c)).collect();
    let trimmed = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match trimmed.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 16 && !stem.is_empty() => (stem, Some(ending)),
        _ => (trimmed, None),
    };
    let room = MAX_FILE_NAME_BYTES - ending.map_or(0, |ending| ending.len() + 1);
    let mut safe = cut(stem, room).trim_end().to_owned();
    if safe.is_empty() {
        safe.push_str(FALLBACK);
    }
    if is_reserved(&safe) {
        safe.insert(0, '_');
    }
    if let Some(ending) = ending {
        safe.push('.');
        safe.push_str(ending);
    }
    safe
}

fn is_unsafe(c: char) -> bool {
    matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{2215}' | '\u{29F8}') || c.is_control()
}

/// Marks that reorder or hide text (UAX #9 and zero-width characters).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || ["COM", "LPT"].iter().any(|port| {
            first.strip_prefix(port).is_some_and(|digit| digit.len() == 1 && digit.chars().all(|c| c.is_ascii_digit()))
        })
}

fn cut(text: &str, max_bytes: usize) -> &str {
    let end = (0..=max_bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // rule: FILE-04
    #[test]
    fn hostile_names_become_safe() {
        let cases = [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("photo.jpg", "photo.jpg"),
            ("invoice\u{202E}gpj.exe", "invoicegpj.exe"),
            ("CON", "_CON"),
            ("com1.txt", "_com1.txt"),
            ("", "attachment"),
            ("...", "attachment"),
            ("a\0b\nc", "a_b_c"),
            ("C:\\x", "C__x"),
        ];
        for (name, safe) in cases {
            assert_eq!(safe_file_name(name), safe, "{name:?}");
        }
    }

    proptest! {
        // rule: FILE-04
        #[test]
        fn any_name_is_one_component_of_bounded_length(name in ".{0,400}") {
            let safe = safe_file_name(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= MAX_FILE_NAME_BYTES + 16);
            prop_assert!(!safe.contains(['/', '\\', '\0']));
            prop_assert_ne!(safe.as_str(), "..");
        }
    }
}
