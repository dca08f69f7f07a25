//! How a person wants the window to be.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language of the window, by its tag (BCP 47).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
    /// Arabic.
    Ar,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Whether what a reporter sends waits for a moment by chance, so that its arrival does not say when they wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RandomWait {
    /// Unless it goes through Tor.
    #[default]
    WithoutTor,
    /// On every connection.
    Always,
    /// On none.
    Never,
}

/// How strongly lines and words stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Contrast {
    /// As the system has it.
    #[default]
    System,
    /// More than usual.
    More,
}

/// How large words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// A fifth larger.
    Large,
    /// Half as large again.
    Larger,
}

/// Kept in the vault. Before it is open, the system's choices hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// The system's, if absent and known; English otherwise.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// How strongly lines and words stand out.
    pub contrast: Contrast,
    /// How large words are.
    pub text_size: TextSize,
    /// Minutes without use after which the vault locks, 1 to 60.
    pub lock_after_minutes: u8,
    /// Whether single letters are shortcuts at the desk.
    pub letter_keys: bool,
    /// Whether the desktop says that something came while nobody looks at the window.
    pub tell_news: bool,
    /// When what is sent leaves.
    pub random_wait: RandomWait,
}

/// The fewest and the most minutes without use that can be chosen.
pub const LOCK_AFTER_MINUTES: std::ops::RangeInclusive<u8> = 1..=60;

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            contrast: Contrast::default(),
            text_size: TextSize::default(),
            lock_after_minutes: 5,
            letter_keys: true,
            tell_news: false,
            random_wait: RandomWait::default(),
        }
    }
}

/// What comes with `idle_warning`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LocksSoon {
    /// Seconds until the vault locks, unless somebody uses the window.
    pub seconds: u8,
}
