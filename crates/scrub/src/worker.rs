//! Looking at files in a process that can do nothing else: the same program, started again.
//!
//! It gets three open descriptors and nothing besides: the file on standard input, a place in memory for the copy on standard
//! output, and a pipe for its answer on standard error. Before it reads a byte it gives up the file system (Landlock), and
//! every system call but those that read, write and manage its memory (seccomp): it cannot open a file, reach a network, or
//! start a program. Its memory and its processor time are bounded, and so is the time that is waited for it. A file that
//! breaks it, breaks nothing else.
//!
//! A program calls [`run_if_asked`] first of all in `main`; [`look`] then has what to start. Linux alone has this so far:
//! elsewhere, and in a program that did not, files are not checked.

#[cfg(target_os = "linux")]
mod confined;
#[cfg(target_os = "linux")]
mod started;

use std::fs::File;
#[cfg(target_os = "linux")]
use std::process::ExitCode;

use minicbor::{Decode, Encode};

use crate::{Inspection, NotChecked};

#[cfg(target_os = "linux")]
pub use confined::confine;

/// The hidden argument, alone, that makes a program look at one file and end.
pub const ARGUMENT: &str = "--look-at-one-file";

/// The largest file that is looked at, in bytes: it, its parts and its copy lie in memory.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// What may be spent on one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Address space of the process.
    pub memory_bytes: u64,
    /// Processor time.
    pub cpu_seconds: u64,
    /// How long its answer is waited for.
    pub wait: std::time::Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { memory_bytes: 2 << 30, cpu_seconds: 30, wait: std::time::Duration::from_secs(90) }
    }
}

/// What a process found, and the copy that it made.
#[derive(Debug)]
pub struct Looked {
    /// What the file is and hides.
    pub inspection: Inspection,
    /// A copy without it, in memory alone, to be read from its beginning.
    pub copy: File,
    /// How long the copy is.
    pub copy_bytes: u64,
    /// Whether the copy differs from the file.
    pub differs: bool,
}

/// What goes over the pipe.
#[derive(Debug, Encode, Decode)]
enum Answer {
    #[n(0)]
    Looked(#[n(0)] Inspection, #[n(1)] u64, #[n(2)] bool),
    #[n(1)]
    NotChecked(#[n(0)] NotChecked),
}

/// Looks at the file on standard input and answers with the exit code to end with, if the program was started for that. Else
/// remembers that this program can be.
///
/// The first thing in `main`, before any thread.
#[cfg(target_os = "linux")]
#[must_use]
pub fn run_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == ARGUMENT) && arguments.next().is_none() {
        return Some(confined::run());
    }
    started::remember();
    None
}

/// Does nothing: there is no such process on this system yet.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn run_if_asked() -> Option<std::process::ExitCode> {
    None
}

/// Looks at `file`, from its beginning, in a process of its own.
///
/// # Errors
/// [`NotChecked`]; [`NotChecked::NoWorker`] on systems other than Linux, and if the program never called [`run_if_asked`].
pub fn look(file: &File, bounds: Bounds) -> Result<Looked, NotChecked> {
    #[cfg(target_os = "linux")]
    {
        started::look(file, bounds)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (file, bounds);
        Err(NotChecked::NoWorker)
    }
}

/// A nameless file in memory, for a copy that must not lie on a disk.
///
/// # Errors
/// What the system answers; [`std::io::ErrorKind::Unsupported`] on systems other than Linux.
pub fn file_in_memory() -> std::io::Result<File> {
    #[cfg(target_os = "linux")]
    {
        Ok(File::from(rustix::fs::memfd_create("sotto", rustix::fs::MemfdFlags::CLOEXEC)?))
    }
    #[cfg(not(target_os = "linux"))]
    {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}
