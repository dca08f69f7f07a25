//! Processes that tests start, and those that these start, as `/proc` tells.

use std::{fs, path::Path, process::Command};

/// What WebKit calls the process of a page; the system keeps fifteen letters of it.
const WEB_PROCESS: &str = "WebKitWebProces";

/// A process of ours.
pub(crate) struct Process {
    pub(crate) id: u32,
    /// It was started by its predecessor, which locked the vault.
    pub(crate) is_successor: bool,
}

/// The processes over `profile`, as `/proc` tells.
pub(crate) fn processes_of(profile: &Path) -> Vec<Process> {
    let of_profile = all().filter_map(|id| {
        let line = fs::read(format!("/proc/{id}/cmdline")).ok()?;
        let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
        let is_ours = words.first()?.ends_with(b"/sotto") && words.contains(&profile.as_os_str().as_encoded_bytes());
        is_ours.then(|| Process { id, is_successor: words.contains(&b"--locked".as_slice()) })
    });
    of_profile.collect()
}

/// The process that draws the page of the application whose process `parent` is.
pub(crate) fn web_process_of(parent: u32) -> Option<u32> {
    all().find(|process| {
        // One that is just ending has no such file.
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let has = |key: &str, value: &str| {
            status.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim() == value))
        };
        has("Name:", WEB_PROCESS) && has("PPid:", &parent.to_string()) && !status.contains("State:\tZ")
    })
}

/// Asks a process that this test started to end.
pub(crate) fn end(process: u32) {
    let _ = Command::new("kill").arg(process.to_string()).status();
}

fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("processes").flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}
