//! Locking ends in a new process: what was typed leaves copies in the memory of the toolkit that no `zeroize` reaches.

use std::{ffi::OsString, io, path::Path, process::Command};

/// Starts `program` in place of this process; returns only if that failed.
#[cfg(unix)]
pub(crate) fn replace(program: &Path, arguments: &[OsString]) -> io::Error {
    use std::os::unix::process::CommandExt as _;

    Command::new(program).args(arguments).exec()
}

/// Starts `program` anew and leaves; returns only if that failed.
#[cfg(not(unix))]
pub(crate) fn replace(program: &Path, arguments: &[OsString]) -> io::Error {
    match Command::new(program).args(arguments).spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error,
    }
}
