//! Points in time as they travel: whole seconds since 1970-01-01 UTC.

use minicbor::{Decode, Encode};

/// Seconds since the Unix epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct UnixSeconds(#[n(0)] pub u64);

/// Seconds in a day.
pub const DAY_SECONDS: u64 = 86_400;

impl UnixSeconds {
    /// This moment plus `seconds`, at most the end of time.
    pub const fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; zero if it lies before.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
