//! Processes that tests start, and those that these start, as `/proc` tells.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, ErrorKind},
    ops::Range,
    os::unix::fs::FileExt as _,
    path::Path,
    process::Command,
};

use memchr::memmem;

/// What WebKit calls the process of a page; the system keeps fifteen letters of it.
const WEB_PROCESS: &str = "WebKitWebProces";

const PAGE_BYTES: u64 = 4096;
/// As many pages as are asked about at once.
const PAGES_AT_ONCE: usize = 1 << 16;
/// In memory, or swapped: two bits of `/proc/PID/pagemap`.
const IS_KEPT: u64 = 0b11 << 62;

/// A process of ours.
pub(crate) struct Process {
    pub(crate) id: u32,
    /// Why its predecessor, which started it, locked the vault.
    pub(crate) locked_because: Option<String>,
}

/// The processes over `profile`, as `/proc` tells.
pub(crate) fn processes_of(profile: &Path) -> Vec<Process> {
    let of_profile = all().filter_map(|id| {
        let line = fs::read(format!("/proc/{id}/cmdline")).ok()?;
        let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
        let is_ours = words.first()?.ends_with(b"/sotto") && words.contains(&profile.as_os_str().as_encoded_bytes());
        let because = words.iter().skip_while(|word| **word != b"--locked").nth(1);
        let locked_because = because.map(|because| String::from_utf8_lossy(because).into_owned());
        is_ours.then_some(Process { id, locked_because })
    });
    of_profile.collect()
}

/// The process that draws the page of the application whose process `parent` is.
pub(crate) fn web_process_of(parent: u32) -> Option<u32> {
    all().find(|process| {
        has(*process, "Name:", WEB_PROCESS)
            && has(*process, "PPid:", &parent.to_string())
            && !has(*process, "State:", "Z (zombie)")
    })
}

/// A process and all that it started, and that these started.
pub(crate) fn family_of(process: u32) -> Vec<u32> {
    let children = all().filter(|child| has(*child, "PPid:", &process.to_string()));
    [process].into_iter().chain(children.flat_map(family_of)).collect()
}

/// Whether `text` is in the memory of a process, as UTF-8 or UTF-16.
pub(crate) fn remembers(process: u32, text: &str) -> bool {
    let narrow = text.as_bytes().to_vec();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let of = |name: &str| match File::open(format!("/proc/{process}/{name}")) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => panic!("{error}"),
        // It has ended.
        Err(_) => None,
        Ok(file) => Some(file),
    };
    let (Some(memory), Some(pages), Some(maps)) = (of("mem"), of("pagemap"), of("maps")) else { return false };
    let parts = BufReader::new(maps).lines().map_while(Result::ok).filter_map(|line| part(&line));
    parts.flat_map(|part| kept(&pages, part)).any(|part| {
        let mut bytes = vec![0; usize::try_from((part.end - part.start) * PAGE_BYTES).expect("memory")];
        memory.read_exact_at(&mut bytes, part.start * PAGE_BYTES).is_ok()
            && (memmem::find(&bytes, &narrow).is_some() || memmem::find(&bytes, &wide).is_some())
    })
}

/// The pages of a part of memory that can be written, as a line of `maps` says: what was typed is in no other.
fn part(line: &str) -> Option<Range<u64>> {
    let (range, rest) = line.split_once(' ')?;
    let (start, end) = range.split_once('-')?;
    let page = |text| u64::from_str_radix(text, 16).ok().map(|byte| byte / PAGE_BYTES);
    rest.starts_with("rw").then_some(page(start)?..page(end)?)
}

/// Those of these pages that there are, each run of them at once: far more are only reserved.
fn kept(pages: &File, part: Range<u64>) -> Vec<Range<u64>> {
    let mut runs: Vec<Range<u64>> = Vec::new();
    for start in part.clone().step_by(PAGES_AT_ONCE) {
        let end = part.end.min(start + PAGES_AT_ONCE as u64);
        let mut entries = vec![[0; 8]; usize::try_from(end - start).expect("pages")];
        if pages.read_exact_at(entries.as_flattened_mut(), start * 8).is_err() {
            continue;
        }
        for (page, _) in (start..end).zip(entries).filter(|(_, entry)| u64::from_ne_bytes(*entry) & IS_KEPT != 0) {
            match runs.last_mut() {
                Some(run) if run.end == page => run.end = page + 1,
                _ => runs.push(page..page + 1),
            }
        }
    }
    runs
}

/// Whether the system keeps nothing of a process that crashes.
pub(crate) fn leaves_no_core(process: u32) -> bool {
    let limits = fs::read_to_string(format!("/proc/{process}/limits")).expect("a process of ours");
    let cores = limits.lines().find_map(|line| line.strip_prefix("Max core file size")).expect("a limit");
    cores.split_whitespace().take(2).all(|limit| ["0", "1"].contains(&limit))
}

fn has(process: u32, key: &str, value: &str) -> bool {
    // One that is just ending has no such file.
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim() == value))
}

/// Asks a process that this test started to end.
pub(crate) fn end(process: u32) {
    let _ = Command::new("kill").arg(process.to_string()).status();
}

fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("processes").flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}
