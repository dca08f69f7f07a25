//! What the relay's own log lines may say: counts, durations, and words that are in the code.
//!
//! A field must be a [`LogField`], so a name, an identifier or an address doesn't compile:
//!
//! ```
//! sotto_relay::log_event!(info, "a connection ended", requests = 3_u64, reason = "idle");
//! ```
//!
//! ```compile_fail
//! let address = String::from("192.0.2.1");
//! sotto_relay::log_event!(info, "a connection ended", address = address);
//! ```
//!
//! ```compile_fail
//! let case = sotto_protocol::ids::CaseId::from_bytes([1; 16]);
//! sotto_relay::log_event!(info, "a case was opened", case = case);
//! ```

use core::time::Duration;

use sotto_relay_api::Refusal;

/// A value that a log line may hold.
pub trait LogField {
    /// What is written.
    type Written: tracing::Value;

    /// It.
    fn written(&self) -> Self::Written;
}

macro_rules! as_they_are {
    ($($name:ty),*) => {$(
        impl LogField for $name {
            type Written = $name;

            fn written(&self) -> $name {
                *self
            }
        }
    )*};
}

// `&'static str` alone: text that is in the program, not text that came to it.
as_they_are!(u16, u32, u64, usize, bool, &'static str);

impl LogField for Duration {
    type Written = u64;

    /// In milliseconds.
    fn written(&self) -> u64 {
        u64::try_from(self.as_millis()).unwrap_or(u64::MAX)
    }
}

impl LogField for Refusal {
    type Written = &'static str;

    fn written(&self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::NotPermitted => "not_permitted",
            Self::VersionUnsupported => "version_unsupported",
            Self::OrganisationUnknown => "organisation_unknown",
            Self::ProofInvalid => "proof_invalid",
            Self::PuzzleRequired => "puzzle_required",
            Self::TokenInvalid => "token_invalid",
            Self::CaseExists => "case_exists",
            Self::RosterInvalid => "roster_invalid",
            Self::ReaderNotCertified => "reader_not_certified",
            Self::TooLarge => "too_large",
            Self::QuotaExceeded => "quota_exceeded",
            Self::StorageFull => "storage_full",
            Self::SlowDown => "slow_down",
            _ => "internal",
        }
    }
}

/// Writes a log line whose fields are [`LogField`]s.
#[macro_export]
macro_rules! log_event {
    ($level:ident, $message:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::tracing::$level!($($name = $crate::log_fields::LogField::written(&$value),)* $message)
    };
}
