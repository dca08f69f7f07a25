//! Colour profiles (ICC.1): the numbers that colours are shown by stay, names, times and private tags go.

use crate::{
    FindingKind,
    bytes::{Bytes, length, text},
    job::Job,
};

/// Tags that say how colours are shown.
const COLOUR: [&[u8; 4]; 26] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"A2B0", b"A2B1",
    b"A2B2", b"A2B3", b"B2A0", b"B2A1", b"B2A2", b"B2A3", b"D2B0", b"D2B1", b"D2B2", b"D2B3", b"gamt", b"cicp",
    b"chrm", b"lumi",
];
/// The parts of the header that say who made it, when, and for what device.
const NAMING: [core::ops::Range<usize>; 5] = [4..8, 24..36, 40..44, 48..56, 80..100];
const HEADER_BYTES: usize = 128;
/// Profiles that everyone has.
const COMMON: [&str; 8] =
    ["sRGB", "Display P3", "Adobe RGB", "c2", "GIMP built-in", "Dot Gain", "Gray Gamma", "Artifex"];
const MAX_PROFILE_BYTES: usize = 16 * 1024 * 1024;

/// The profile without names; `None` if it is none.
pub(super) fn clean(profile: &[u8], job: &mut Job) -> Option<Vec<u8>> {
    let cleaned = rebuilt(profile, job);
    if cleaned.is_none() {
        job.found(FindingKind::ColourProfile, "");
    }
    cleaned
}

fn rebuilt(profile: &[u8], job: &mut Job) -> Option<Vec<u8>> {
    let mut bytes = Bytes::new(profile);
    let mut header = bytes.take(HEADER_BYTES).ok()?.to_vec();
    if header.get(36..40)? != b"acsp" || profile.len() > MAX_PROFILE_BYTES {
        return None;
    }
    for naming in NAMING {
        header.get_mut(naming)?.fill(0);
    }
    let is_v4 = header.get(8).is_some_and(|major| *major >= 4);
    let mut parts: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    let count = bytes.be32().ok()?;
    for _ in 0..count.min(100) {
        let signature = bytes.array::<4>().ok()?;
        let (from, len) = (length(bytes.be32().ok()?).ok()?, length(bytes.be32().ok()?).ok()?);
        let data = profile.get(from..from.checked_add(len)?)?;
        if COLOUR.contains(&&signature) {
            parts.push((signature, data.to_vec()));
        } else if &signature == b"desc" {
            let name = described(data);
            if !COMMON.iter().any(|common| name.starts_with(common)) && name != NAME {
                job.found(FindingKind::ColourProfile, &name);
            }
        }
    }
    parts.push((*b"desc", name_tag(is_v4, b"desc")));
    parts.push((*b"cprt", name_tag(is_v4, b"text")));
    Some(written(header, &parts))
}

/// What every cleaned profile is called.
const NAME: &str = "Profile";

fn described(data: &[u8]) -> String {
    match data.get(..4) {
        Some(b"desc") => text(data.get(12..).unwrap_or_default()),
        Some(b"mluc") => {
            let utf16: Vec<u16> = data
                .get(28..)
                .unwrap_or_default()
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair))
                .collect();
            String::from_utf16_lossy(&utf16).trim_end_matches('\0').to_owned()
        }
        _ => String::new(),
    }
}

fn name_tag(is_v4: bool, kind: &[u8; 4]) -> Vec<u8> {
    let mut tag = Vec::new();
    if is_v4 {
        tag.extend_from_slice(b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x0e\0\0\0\x1c");
        tag.extend(NAME.encode_utf16().flat_map(u16::to_be_bytes));
    } else if kind == b"desc" {
        tag.extend_from_slice(b"desc\0\0\0\0\0\0\0\x08Profile\0");
        // No Unicode, and no Macintosh script.
        tag.extend_from_slice(&[0; 4 + 4 + 2 + 1 + 67]);
    } else {
        tag.extend_from_slice(b"text\0\0\0\0Profile\0");
    }
    tag
}

fn written(mut header: Vec<u8>, parts: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let start = HEADER_BYTES + 4 + parts.len() * 12;
    for (signature, part) in parts {
        table.extend_from_slice(signature);
        table.extend_from_slice(&((start + data.len()) as u32).to_be_bytes());
        table.extend_from_slice(&(part.len() as u32).to_be_bytes());
        data.extend_from_slice(part);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    if let Some(size) = header.get_mut(..4) {
        size.copy_from_slice(&((start + data.len()) as u32).to_be_bytes());
    }
    header.extend_from_slice(&(parts.len() as u32).to_be_bytes());
    header.extend_from_slice(&table);
    header.extend_from_slice(&data);
    header
}
