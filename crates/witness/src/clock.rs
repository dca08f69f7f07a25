//! Time, as an argument of the witness.

use sotto_protocol::time::UnixSeconds;

/// What the witness asks for the time.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> UnixSeconds;
}

/// The machine's clock, for the program alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the witness reads the machine's clock")]
    fn now(&self) -> UnixSeconds {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // Zero is no time: nothing is cosigned by a clock that stands before 1970.
        UnixSeconds(since.map_or(0, |since| since.as_secs()))
    }
}
