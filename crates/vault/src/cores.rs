//! A process that crashes leaves no copy of its memory behind.

use std::io;

/// Keeps this process, and those that it starts, from leaving a core.
///
/// # Errors
/// The system refuses.
// enforces: VAULT-27
#[cfg(unix)]
pub fn leave_no_core() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // Linux pipes a core into a program whatever the limit, zero included; one byte is the limit at which it does not.
    let most = getrlimit(Resource::Core).maximum.map_or(1, |most| most.min(1));
    Ok(setrlimit(Resource::Core, Rlimit { current: Some(most), maximum: Some(most) })?)
}

/// Elsewhere the system asks its user, or keeps none.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn leave_no_core() -> io::Result<()> {
    Ok(())
}
