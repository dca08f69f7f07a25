//! Hidden details in files: where a photo was taken, who wrote a document, what was changed in it.
//!
//! [`inspect`] says what there is, [`clean`] gives a copy without it that looks and sounds the same: pictures, sound and
//! pages are never encoded anew. What a file is, its content says, not its name. A kind that is not known here, and a file
//! that cannot be read to its end, are [`NotChecked`], never clean. Both functions are pure; the caller's files are read by
//! strangers' rules, so programs call them through [`worker`], in a process that can do nothing else.
//!
//! ```
//! use sotto_scrub::{FindingKind, clean};
//!
//! let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><!-- by Dana --><path d="M0 0h9v9"/></svg>"#;
//! let cleaned = clean(svg)?;
//! assert_eq!(cleaned.findings[0].kind, FindingKind::Description);
//! assert_eq!(cleaned.bytes, br#"<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9"/></svg>"#);
//! # Ok::<(), sotto_scrub::NotChecked>(())
//! ```

mod bytes;
mod finding;
mod formats;
mod job;
mod kind;
pub mod worker;

pub use finding::{Finding, FindingKind};
pub use kind::Kind;

use job::Job;
use minicbor::{Decode, Encode};

/// Why nothing can be said about a file. It is "not checked" then, never "clean".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, thiserror::Error)]
#[cbor(index_only)]
pub enum NotChecked {
    /// Of a kind, or in a variant of a kind, that is not known here.
    #[n(0)]
    #[error("the kind of the file is not known here")]
    UnknownKind,
    /// It does not keep to the rules of its kind, or ends too early.
    #[n(1)]
    #[error("the file is damaged")]
    Damaged,
    /// Only a password opens it.
    #[n(2)]
    #[error("the file is locked with a password")]
    Encrypted,
    /// It is larger, deeper or has more parts than is looked through.
    #[n(3)]
    #[error("the file is larger or deeper than is looked through")]
    TooMuch,
    /// Looking at it took too long, too much memory, or ended the process that did.
    #[n(4)]
    #[error("the file could not be read safely")]
    Unsafe,
    /// This system or program has no process to look at files in.
    #[n(5)]
    #[error("this program cannot look into files here")]
    NoWorker,
}

impl NotChecked {
    /// The stable word for scripts and catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownKind => "unknown_kind",
            Self::Damaged => "damaged",
            Self::Encrypted => "encrypted",
            Self::TooMuch => "too_much",
            Self::Unsafe => "unsafe",
            Self::NoWorker => "no_worker",
        }
    }
}

/// What a file is and hides.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Inspection {
    /// What it is.
    #[n(0)]
    pub kind: Kind,
    /// What was found; what a cleaned copy still has comes first.
    #[n(1)]
    pub findings: Vec<Finding>,
}

/// A copy without what was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// What it is.
    pub kind: Kind,
    /// What was found in the original; [`Finding::remains`] says what the copy still has, and those come first.
    pub findings: Vec<Finding>,
    /// The copy. The same bytes as the original's if there was nothing to remove.
    pub bytes: Vec<u8>,
}

/// What `file` hides.
///
/// # Errors
/// [`NotChecked`].
pub fn inspect(file: &[u8]) -> Result<Inspection, NotChecked> {
    clean(file).map(|cleaned| Inspection { kind: cleaned.kind, findings: cleaned.findings })
}

/// A copy of `file` without what it hides.
///
/// # Errors
/// [`NotChecked`].
pub fn clean(file: &[u8]) -> Result<Cleaned, NotChecked> {
    let kind = Kind::of(file).ok_or_else(|| kind::why_unknown(file))?;
    let mut job = Job::new();
    let bytes = formats::clean(kind, file, &mut job)?;
    Ok(Cleaned { kind, findings: job.into_findings(), bytes })
}

impl core::fmt::Debug for Cleaned {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Cleaned({}, [redacted])", self.kind.code())
    }
}
