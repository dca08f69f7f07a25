//! Where time and chance come from.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_protocol::time::UnixSeconds;

/// What the engine asks for the time. Log times come from checkpoints, not from here.
pub trait Clock: Send + Sync {
    /// The present.
    fn now(&self) -> UnixSeconds;
}

/// This machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixSeconds {
        #[expect(clippy::disallowed_methods, reason = "the one place where a device reads its clock")]
        let now = std::time::SystemTime::now();
        UnixSeconds(now.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }
}

/// The operating system's randomness. It ends the process rather than give anything less.
pub(crate) fn chance() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}
