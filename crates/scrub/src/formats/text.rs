//! Text: what it says is seen, but for characters that show nothing.

use crate::{FindingKind, NotChecked, finding::is_unseen, job::Job};

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let text = core::str::from_utf8(file).map_err(|_| NotChecked::Damaged)?;
    let (text, marked) = text.strip_prefix('\u{feff}').map_or((text, false), |rest| (rest, true));
    let unseen = text.chars().filter(|c| is_unseen(*c)).count();
    let dropped = text.chars().filter(|c| means_nothing(*c)).count();
    if dropped > 0 {
        job.found(FindingKind::HiddenCharacters, dropped.to_string());
    }
    if unseen > dropped {
        job.remains(FindingKind::HiddenCharacters, (unseen - dropped).to_string());
    }
    if dropped == 0 && !marked {
        return Ok(file.to_vec());
    }
    Ok(text.chars().filter(|c| !means_nothing(*c)).collect::<String>().into_bytes())
}

/// Whether a character changes nothing of what is seen in any script. Joiners and marks of direction do.
fn means_nothing(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{180e}'
        | '\u{e0000}'..='\u{e001f}' | '\u{e0080}'..='\u{e0fff}')
}
