//! `sotto [--profile DIR] [--half left|right]`.

use std::{ffi::OsString, path::PathBuf};

use sotto_rpc_schema::types::LockReason;

use crate::place::Half;

/// How the program was started.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Where vault and window keep their files; if absent, the folder `sotto-profile` beside the program,
    /// or else the platform's one for `org.sotto.Sotto`.
    pub(crate) profile: Option<PathBuf>,
    /// Where the window opens, for two side by side; the middle of the screen if absent.
    pub(crate) half: Option<Half>,
    /// Set when the program replaced itself to lock the vault; not for people.
    pub(crate) locked_because: Option<LockReason>,
}

/// What to print on standard error before leaving with exit code 2.
pub(crate) const USAGE: &str = "usage: sotto [--profile DIR] [--half left|right]";

impl Arguments {
    /// `None` for anything else than the usage above.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut parsed = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let value = arguments.next()?;
            match name.to_str()? {
                "--profile" if !value.is_empty() => parsed.profile = Some(PathBuf::from(value)),
                "--half" if value == "left" => parsed.half = Some(Half::Left),
                "--half" if value == "right" => parsed.half = Some(Half::Right),
                "--locked" if value == "asked" => parsed.locked_because = Some(LockReason::Asked),
                "--locked" if value == "idle" => parsed.locked_because = Some(LockReason::Idle),
                "--locked" if value == "away" => parsed.locked_because = Some(LockReason::Away),
                "--locked" if value == "removed" => parsed.locked_because = Some(LockReason::Removed),
                _ => return None,
            }
        }
        Some(parsed)
    }

    /// The arguments that lead to the same profile's first page.
    pub(crate) fn of_successor(profile: &std::path::Path, because: LockReason) -> [OsString; 4] {
        let because = match because {
            LockReason::Asked => "asked",
            LockReason::Idle => "idle",
            LockReason::Away => "away",
            LockReason::Removed => "removed",
        };
        ["--profile".into(), profile.into(), "--locked".into(), because.into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Option<Arguments> {
        Arguments::parse(words.iter().map(OsString::from))
    }

    #[test]
    fn a_profile_may_be_named() {
        assert_eq!(parse(&[]), Some(Arguments::default()));
        assert_eq!(
            parse(&["--profile", "/tmp/a"]),
            Some(Arguments { profile: Some("/tmp/a".into()), ..Arguments::default() })
        );
        assert_eq!(parse(&["--half", "right"]), Some(Arguments { half: Some(Half::Right), ..Arguments::default() }));
    }

    #[test]
    fn anything_else_is_bad_usage() {
        for words in [
            &["--profile"][..],
            &["--profile", ""],
            &["--locked", "x"],
            &["--half", "upper"],
            &["file.pdf"],
            &["--help", "x"],
        ] {
            assert_eq!(parse(words), None, "{words:?}");
        }
    }

    #[test]
    fn a_successor_finds_the_profile_and_the_reason() {
        let words = Arguments::of_successor("/tmp/a".as_ref(), LockReason::Idle);
        let expected = Arguments {
            profile: Some("/tmp/a".into()),
            locked_because: Some(LockReason::Idle),
            ..Arguments::default()
        };
        assert_eq!(Arguments::parse(words), Some(expected));
    }
}
