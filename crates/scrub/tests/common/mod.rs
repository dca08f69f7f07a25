//! Files with hidden details, made by the tools that people have; and what those tools still find in cleaned ones.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

pub(crate) mod office;
pub(crate) mod pdf;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use sotto_scrub::{Cleaned, FindingKind, Kind, clean};
use tempfile::TempDir;

/// Stands for a person in every detail that the tests hide; a cleaned file has it nowhere.
pub(crate) const CANARY: &str = "Canary-4f1d";

/// A folder with files.
pub(crate) struct Corpus(TempDir);

impl Corpus {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Runs a tool in the folder; it is an error if it is not installed (`xtask/src/install.rs`).
    pub(crate) fn run(&self, program: &str, arguments: &[&str]) -> String {
        let ran = Command::new(program).args(arguments).current_dir(self.0.path()).output();
        let ran = ran.unwrap_or_else(|error| panic!("{program}: {error}"));
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(ran.status.success(), "{program} {arguments:?}: {out}{err}");
        out.into_owned()
    }

    /// Writes tags into a file with exiftool.
    pub(crate) fn tag(&self, name: &str, tags: &[&str]) {
        self.run("exiftool", &[&["-q", "-overwrite_original", "-m"], tags, &[name]].concat());
    }

    /// Cleans a file of the folder into another one there.
    pub(crate) fn clean(&self, name: &str) -> (Cleaned, String) {
        let original = self.read(name);
        let cleaned = clean(&original).unwrap_or_else(|why| panic!("{name}: {why}"));
        let copy = format!("cleaned-{name}");
        self.write(&copy, &cleaned.bytes);
        assert!(!has_canary(&cleaned.bytes), "{name}: the copy has what it should not");
        // Nothing more is found in what is clean, and nothing changes any more.
        let again = clean(&cleaned.bytes).unwrap();
        // Objects of a PDF are numbered by how they are written.
        let is_same = again.bytes == cleaned.bytes || again.kind == Kind::Pdf;
        assert!(is_same, "{name}: cleaning twice is cleaning once");
        let gone: Vec<_> = again.findings.iter().filter(|finding| !finding.remains).collect();
        assert!(gone.is_empty(), "{name}: {gone:?}");
        (cleaned, copy)
    }

    /// What exiftool finds, by group and tag, without what it knows of the file system and counts together itself.
    pub(crate) fn exiftool(&self, name: &str) -> BTreeMap<String, String> {
        let found = self.run("exiftool", &["-a", "-G1", "-json", "-U", "-ee", "-api", "largefilesupport=1", name]);
        let found: Vec<BTreeMap<String, serde_json::Value>> = serde_json::from_str(&found).unwrap();
        let ours = |tag: &String| {
            !["SourceFile", "ExifTool:", "System:", "File:", "Composite:"].iter().any(|own| tag.starts_with(own))
        };
        found[0].iter().filter(|(tag, _)| ours(tag)).map(|(tag, value)| (tag.clone(), value.to_string())).collect()
    }

    /// What mat2 finds: names of what it calls metadata. `None` for a kind that it does not know.
    pub(crate) fn mat2(&self, name: &str) -> Option<Vec<String>> {
        let ran = Command::new("mat2").args(["--show", name]).current_dir(self.0.path()).output().expect("mat2");
        let out = String::from_utf8_lossy(&ran.stdout).into_owned();
        if out.contains("is not supported") {
            return None;
        }
        assert!(out.contains("No metadata found") || out.contains("[+]"), "{out}");
        let lines = out.lines().filter(|line| line.starts_with("    "));
        Some(lines.filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name.to_owned()).collect())
    }
}

/// Whether bytes have the canary, as UTF-8 or UTF-16.
pub(crate) fn has_canary(bytes: &[u8]) -> bool {
    let wide = |to: fn(u16) -> [u8; 2]| CANARY.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    [CANARY.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)]
        .iter()
        .any(|wanted| bytes.windows(wanted.len()).any(|window| window == wanted))
}

/// Asserts that findings of these kinds are among those that went.
pub(crate) fn assert_gone(cleaned: &Cleaned, kinds: &[FindingKind]) {
    assert_found(cleaned, kinds, false);
}

/// Asserts that findings of these kinds are among those that the copy still has.
pub(crate) fn assert_remain(cleaned: &Cleaned, kinds: &[FindingKind]) {
    assert_found(cleaned, kinds, true);
}

fn assert_found(cleaned: &Cleaned, kinds: &[FindingKind], remains: bool) {
    for kind in kinds {
        let found = cleaned.findings.iter().any(|finding| finding.kind == *kind && finding.remains == remains);
        assert!(found, "{kind:?} ({remains}) is not in {:?}", cleaned.findings);
    }
}

/// The summary of the first finding of a kind.
pub(crate) fn summary(cleaned: &Cleaned, kind: FindingKind) -> &str {
    &cleaned.findings.iter().find(|finding| finding.kind == kind).unwrap().summary
}

/// Asserts that a tool finds nothing but what these beginnings allow.
pub(crate) fn assert_only(found: impl IntoIterator<Item = String>, allowed: &[&str]) {
    for name in found {
        assert!(allowed.iter().any(|allowed| name.starts_with(allowed)), "{name} remains");
    }
}

/// The pixels of a picture, decoded.
pub(crate) fn pixels(path: &Path) -> image::DynamicImage {
    image::ImageReader::open(path).unwrap().with_guessed_format().unwrap().decode().unwrap()
}

/// A picture that no format finds easy.
pub(crate) fn picture() -> image::RgbImage {
    image::RgbImage::from_fn(96, 64, |x, y| {
        image::Rgb([(x * 7 % 256) as u8, (y * 11 % 256) as u8, ((x * y) % 256) as u8])
    })
}
