//! What a file says besides what people see in it.

use minicbor::{Decode, Encode};

/// The longest summary, in characters: it is a word or two of somebody else's, for people to recognise.
const MAX_SUMMARY_CHARS: usize = 120;

macro_rules! finding_kinds {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $code:literal;)*) => {
        /// A kind of hidden detail. The code is stable; people read it in their own language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
        #[cbor(index_only)]
        pub enum FindingKind {
            $($(#[$doc])* #[n($number)] $variant,)*
        }

        impl FindingKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable word for scripts and catalogues.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The kind with this word.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

finding_kinds! {
    /// Where it was taken; summary: coordinates, if they could be read.
    Place = 0, "place";
    /// When it was made or changed; summary: the time as written there.
    Time = 1, "time";
    /// With what it was taken; summary: maker and model.
    Device = 2, "device";
    /// The number of one device; summary: that.
    SerialNumber = 3, "serial_number";
    /// Who wrote, owns or last changed it; summary: the name.
    Author = 4, "author";
    /// What wrote it; summary: the program.
    Software = 5, "software";
    /// Titles, descriptions, keywords and remarks that no page shows; summary: the first words.
    Description = 6, "description";
    /// A small copy of an earlier state; no summary.
    Thumbnail = 7, "thumbnail";
    /// Changes that somebody tracked; summary: who, if it says so.
    TrackedChanges = 8, "tracked_changes";
    /// Remarks in the margin; summary: who.
    Comments = 9, "comments";
    /// A sheet that is not shown; summary: its name.
    HiddenSheet = 10, "hidden_sheet";
    /// A slide that is not shown; no summary.
    HiddenSlide = 11, "hidden_slide";
    /// Text, rows, columns or layers that are not shown; no summary.
    HiddenText = 12, "hidden_text";
    /// What only the speaker sees; no summary.
    SpeakerNotes = 13, "speaker_notes";
    /// Numbers that tie passages or copies to one editing session; no summary.
    RevisionIds = 14, "revision_ids";
    /// Programs in it; no summary.
    Macros = 15, "macros";
    /// A file inside; summary: its name.
    EmbeddedFile = 16, "embedded_file";
    /// An earlier version that was only covered over; summary: how many.
    EarlierVersion = 17, "earlier_version";
    /// Which printer it was set up for; summary: its name.
    Printer = 18, "printer";
    /// Where it lay on somebody's disk; summary: the path.
    Path = 19, "path";
    /// Bytes after its end, where another file may hide; summary: how many.
    TrailingData = 20, "trailing_data";
    /// Characters that nobody sees; summary: how many.
    HiddenCharacters = 21, "hidden_characters";
    /// Somebody's digital signature; summary: the name.
    Signature = 22, "signature";
    /// An address outside that is asked for when it is opened; summary: that.
    ExternalLink = 23, "external_link";
    /// A colour profile of somebody's screen or scanner; summary: its name.
    ColourProfile = 24, "colour_profile";
    /// Other details in a form that is known by name; summary: that name.
    Metadata = 25, "metadata";
    /// It may be a scan: colour printers print fine yellow dots that name the printer, which no cleaning removes; no summary.
    PrinterDots = 26, "printer_dots";
    /// A part that nothing looked into; summary: its name.
    UncheckedPart = 27, "unchecked_part";
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Finding {
    /// What.
    #[n(0)]
    pub kind: FindingKind,
    /// A datum of the file's own, such as a name or a place; empty where there is none. Never a sentence: somebody else
    /// wrote it, so it is shown isolated.
    #[n(1)]
    pub summary: String,
    /// Whether it is still there in the cleaned copy.
    #[n(2)]
    pub remains: bool,
}

impl Finding {
    pub(crate) fn new(kind: FindingKind, summary: &str, remains: bool) -> Self {
        let plain = |c: char| if c.is_control() || is_unseen(c) { ' ' } else { c };
        let words: String = summary.chars().take(MAX_SUMMARY_CHARS * 4).map(plain).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { kind, summary: words.chars().take(MAX_SUMMARY_CHARS).collect(), remains }
    }
}

/// Whether a character shows nothing, or reorders what others show.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_snake_case_and_unique() {
        let codes: std::collections::BTreeSet<_> = FindingKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), FindingKind::ALL.len());
        for kind in FindingKind::ALL {
            assert!(kind.code().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
            assert_eq!(FindingKind::from_code(kind.code()), Some(*kind));
        }
    }

    #[test]
    fn a_summary_is_one_short_line_that_reorders_nothing() {
        let finding = Finding::new(FindingKind::Author, &format!(" Dana\n\u{202e}Veldt {}", "x".repeat(500)), false);
        assert!(finding.summary.starts_with("Dana Veldt x") && finding.summary.chars().count() == MAX_SUMMARY_CHARS);
    }
}
