//! One file being looked at, with all that lies inside of it: what was found, and how much may still be spent.

use crate::{Finding, FindingKind, NotChecked};

/// How deep files may lie in files.
const MAX_DEPTH: u32 = 5;
/// How many parts the packages in a file may have together.
const MAX_PARTS: u64 = 20_000;
/// How many bytes may come out of compressed parts together.
const MAX_UNPACKED_BYTES: u64 = 768 * 1024 * 1024;
/// How many findings are told; a file with more is hostile or absurd, and the kinds are known by then.
const MAX_FINDINGS: usize = 200;

pub(crate) struct Job {
    findings: Vec<Finding>,
    depth: u32,
    parts: u64,
    unpacked_bytes: u64,
}

impl Job {
    pub(crate) fn new() -> Self {
        Self { findings: Vec::new(), depth: 0, parts: 0, unpacked_bytes: 0 }
    }

    /// Something that the cleaned copy does not have.
    pub(crate) fn found(&mut self, kind: FindingKind, summary: impl AsRef<str>) {
        self.add(Finding::new(kind, summary.as_ref(), false));
    }

    /// Something that the cleaned copy still has.
    pub(crate) fn remains(&mut self, kind: FindingKind, summary: impl AsRef<str>) {
        self.add(Finding::new(kind, summary.as_ref(), true));
    }

    fn add(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS && !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Looks at what lies one level deeper.
    pub(crate) fn deeper<T>(&mut self, look: impl FnOnce(&mut Self) -> Result<T, NotChecked>) -> Result<T, NotChecked> {
        if self.depth >= MAX_DEPTH {
            return Err(NotChecked::TooMuch);
        }
        self.depth += 1;
        let looked = look(self);
        self.depth -= 1;
        looked
    }

    /// One more part of a package.
    pub(crate) fn part(&mut self) -> Result<(), NotChecked> {
        self.parts += 1;
        if self.parts > MAX_PARTS { Err(NotChecked::TooMuch) } else { Ok(()) }
    }

    /// How much may still come out of compressed parts.
    pub(crate) fn may_unpack_bytes(&self) -> u64 {
        MAX_UNPACKED_BYTES.saturating_sub(self.unpacked_bytes)
    }

    /// So much came out.
    pub(crate) fn unpacked(&mut self, bytes: u64) {
        self.unpacked_bytes = self.unpacked_bytes.saturating_add(bytes);
    }

    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by(|a, b| b.remains.cmp(&a.remains).then(a.kind.cmp(&b.kind)));
        self.findings
    }
}
