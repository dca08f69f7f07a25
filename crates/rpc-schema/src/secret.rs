//! Text that must not outlive its use.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A passphrase or recovery phrase on its way across the window's border.
///
/// Zeroized on drop and printed as `[redacted]`. Copies inside the web process are out of reach: that is why
/// locking destroys it.
#[derive(Clone, Deserialize, Serialize, TS, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Secret(String);

impl Secret {
    /// The text itself. Callers keep it no longer than the call that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}
