//! Boxes of ISO/IEC 14496-12: MP4, MOV, HEIC, AVIF. Places in these files are counted from their beginning, so nothing is
//! moved: what goes is written over where it lies.

use super::{exif, icc, xmp};
use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, has, length, text},
    job::Job,
};

const MAX_DEPTH: u32 = 12;

/// A box: where its content lies.
#[derive(Clone, Copy)]
struct Found {
    name: [u8; 4],
    start: usize,
    content: usize,
    end: usize,
}

/// The boxes in a part of a file.
fn boxes(file: &[u8], start: usize, end: usize) -> Result<Vec<Found>, NotChecked> {
    let part = file.get(start..end).ok_or(NotChecked::Damaged)?;
    let mut bytes = Bytes::new(part);
    let mut found = Vec::new();
    while !bytes.is_at_end() {
        // QuickTime ends a list of boxes with four zeros.
        if bytes.rest().iter().all(|byte| *byte == 0) {
            break;
        }
        let from = bytes.at();
        let short = bytes.be32()?;
        let name = bytes.array::<4>()?;
        let size = match short {
            0 => part.len() - from,
            1 => length(bytes.be64()?)?,
            _ => length(short)?,
        };
        let content = bytes.at();
        let len = size.checked_sub(content - from).ok_or(NotChecked::Damaged)?;
        bytes.take(len)?;
        found.push(Found { name, start: start + from, content: start + content, end: start + bytes.at() });
    }
    Ok(found)
}

/// A file that is written over.
struct Copy(Vec<u8>);

impl Copy {
    fn fill(&mut self, from: usize, to: usize, with: u8) {
        if let Some(part) = self.0.get_mut(from..to) {
            part.fill(with);
        }
    }

    /// Writes `with` at the beginning of a part, if it fits there.
    fn put(&mut self, from: usize, to: usize, with: &[u8]) {
        if let Some(place) = self.0.get_mut(from..to).and_then(|place| place.get_mut(..with.len())) {
            place.copy_from_slice(with);
        }
    }

    /// Makes a box of nothing out of one.
    fn free(&mut self, found: Found) {
        if let Some(name) = self.0.get_mut(found.start + 4..found.start + 8) {
            name.copy_from_slice(b"free");
        }
        self.fill(found.content, found.end, 0);
    }
}

pub(super) fn clean_mp4(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut copy = Copy(file.to_vec());
    let top = boxes(file, 0, file.len())?;
    let has_sound_or_pictures = top.iter().any(|found| &found.name == b"moov");
    if !has_sound_or_pictures {
        return Err(NotChecked::Damaged);
    }
    for found in top {
        match &found.name {
            b"ftyp" | b"mdat" | b"styp" | b"sidx" | b"mfra" => {}
            b"moov" | b"moof" => movie(file, found, &mut copy, job, 0)?,
            _ => drop_box(file, found, &mut copy, job),
        }
    }
    Ok(copy.0)
}

fn drop_box(file: &[u8], found: Found, copy: &mut Copy, job: &mut Job) {
    let content = file.get(found.content..found.end).unwrap_or_default();
    match &found.name {
        b"free" | b"skip" | b"wide" => {}
        b"udta" | b"meta" => user_data(content, job),
        b"uuid" if has(content, b"<x:xmpmeta") || has(content, b"<rdf:RDF") => {
            xmp::look(content.get(16..).unwrap_or_default(), job);
        }
        name => job.found(FindingKind::Metadata, text(name)),
    }
    copy.free(found);
}

/// What user data says, as far as it is told; all of it goes.
fn user_data(content: &[u8], job: &mut Job) {
    job.found(FindingKind::Metadata, "udta");
    // ISO 6709, such as +52.5200+013.4050/, after its name: ©xyz, or QuickTime's key.
    for name in [&b"\xa9xyz"[..], b"com.apple.quicktime.location.ISO6709", b"loci"] {
        if has(content, name) {
            let mut coordinates = content.split(|byte| !matches!(byte, b'+' | b'-' | b'.' | b'/' | b'0'..=b'9'));
            let place = coordinates.find(|part| part.len() >= 10 && matches!(part.first(), Some(b'+' | b'-')));
            job.found(FindingKind::Place, text(place.unwrap_or_default()));
        }
    }
    for (name, kind) in [
        (&b"\xa9ART"[..], FindingKind::Author),
        (b"\xa9aut", FindingKind::Author),
        (b"\xa9mak", FindingKind::Device),
        (b"\xa9mod", FindingKind::Device),
        (b"com.apple.quicktime.model", FindingKind::Device),
        (b"\xa9too", FindingKind::Software),
        (b"\xa9swr", FindingKind::Software),
        (b"\xa9nam", FindingKind::Description),
        (b"\xa9cmt", FindingKind::Description),
        (b"\xa9des", FindingKind::Description),
        (b"\xa9day", FindingKind::Time),
        (b"covr", FindingKind::Thumbnail),
    ] {
        if has(content, name) {
            job.found(kind, item(content, name).unwrap_or_default());
        }
    }
}

/// The text of an item in the list of iTunes: name, then a box `data` with eight bytes before the text.
fn item(content: &[u8], name: &[u8]) -> Option<String> {
    let at = content.windows(name.len()).position(|window| window == name)?;
    let mut bytes = Bytes::new(content.get(at + name.len()..)?);
    let len = length(bytes.be32().ok()?).ok()?;
    if bytes.take(4).ok()? != b"data" {
        return None;
    }
    bytes.take(8).ok()?;
    Some(text(bytes.take(len.checked_sub(16)?).ok()?))
}

/// What is needed to play.
const PLAYED: [&[u8; 4]; 31] = [
    b"stts", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh", b"sdtp", b"sbgp", b"sgpd",
    b"subs", b"saiz", b"saio", b"cslg", b"vmhd", b"smhd", b"nmhd", b"gmhd", b"dref", b"elst", b"mehd", b"trex",
    b"mfhd", b"tfhd", b"tfdt", b"trun", b"tref", b"padb", b"tapt",
];

fn movie(file: &[u8], parent: Found, copy: &mut Copy, job: &mut Job, depth: u32) -> Result<(), NotChecked> {
    if depth > MAX_DEPTH {
        return Err(NotChecked::TooMuch);
    }
    for found in boxes(file, parent.content, parent.end)? {
        match &found.name {
            // Keys to what only a player with a licence opens.
            b"pssh" => return Err(NotChecked::Encrypted),
            b"stbl" => movie(file, found, copy, job, depth + 1)?,
            b"stsd" => encoders(file, found, copy, job)?,
            b"trak" | b"mdia" | b"minf" | b"edts" | b"dinf" | b"mvex" | b"traf" => {
                movie(file, found, copy, job, depth + 1)?;
            }
            b"mvhd" | b"tkhd" | b"mdhd" => times(file, found, copy, job),
            b"hdlr" => handler(file, found, copy, job),
            name if PLAYED.contains(&name) => {}
            _ => drop_box(file, found, copy, job),
        }
    }
    Ok(())
}

/// Creation and modification, in seconds since 1904.
fn times(file: &[u8], found: Found, copy: &mut Copy, job: &mut Job) {
    let width = if file.get(found.content) == Some(&1) { 8 } else { 4 };
    let (from, to) = (found.content + 4, found.content + 4 + 2 * width);
    if file.get(from..to).is_some_and(|times| times.iter().any(|byte| *byte != 0)) {
        job.found(FindingKind::Time, "");
    }
    copy.fill(from, to, 0);
}

/// How pictures are encoded; with what program, in letters for people.
fn encoders(file: &[u8], found: Found, copy: &mut Copy, job: &mut Job) -> Result<(), NotChecked> {
    const PICTURES: [&[u8; 4]; 12] =
        [b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp08", b"vp09", b"mp4v", b"apcn", b"apch", b"jpeg", b"encv"];
    for entry in boxes(file, found.content.saturating_add(8), found.end)? {
        if PICTURES.contains(&&entry.name) && entry.end - entry.content >= 78 {
            let name = file.get(entry.content + 42..entry.content + 74).unwrap_or_default();
            if let Some(name) = name.get(1..).map(text).filter(|name| !name.is_empty()) {
                job.found(FindingKind::Software, name);
            }
            copy.fill(entry.content + 12, entry.content + 16, 0);
            copy.fill(entry.content + 42, entry.content + 74, 0);
        }
    }
    Ok(())
}

fn handler(file: &[u8], found: Found, copy: &mut Copy, job: &mut Job) {
    let kind = file.get(found.content + 8..found.content + 12).unwrap_or_default();
    if !matches!(kind, b"vide" | b"soun" | b"subt" | b"sbtl" | b"text" | b"tmcd" | b"url " | b"alis" | b"hint") {
        // Places, movements and the like, written down while it was taken, lie among the sound and the pictures.
        job.remains(FindingKind::UncheckedPart, text(kind));
    }
    // Its maker's four letters, and its name for people.
    let name = found.content + 24;
    if file.get(name..found.end).is_some_and(|name| name.iter().any(|byte| *byte != 0)) {
        job.found(FindingKind::Software, text(file.get(name..found.end).unwrap_or_default()));
    }
    copy.fill(found.content + 12, found.end, 0);
}

pub(super) fn clean_heif(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut copy = Copy(file.to_vec());
    let mut pictured = false;
    for found in boxes(file, 0, file.len())? {
        match &found.name {
            b"ftyp" | b"mdat" => {}
            b"meta" => {
                pictured = true;
                items(file, found, &mut copy, job)?;
            }
            b"moov" => movie(file, found, &mut copy, job, 0)?,
            _ => drop_box(file, found, &mut copy, job),
        }
    }
    if pictured { Ok(copy.0) } else { Err(NotChecked::Damaged) }
}

fn items(file: &[u8], meta: Found, copy: &mut Copy, job: &mut Job) -> Result<(), NotChecked> {
    let parts = boxes(file, meta.content.saturating_add(4), meta.end)?;
    let part = |name: &[u8; 4]| parts.iter().copied().find(|found| found.name == *name);
    let data = part(b"idat").map(|found| found.content);
    let places = match part(b"iloc") {
        Some(found) => locations(file, found, data)?,
        None => Vec::new(),
    };
    if let Some(found) = part(b"iinf") {
        let version = file.get(found.content).copied().unwrap_or_default();
        for entry in boxes(file, found.content + if version == 0 { 6 } else { 8 }, found.end)? {
            let mut bytes = Bytes::new(file.get(entry.content..entry.end).unwrap_or_default());
            let version = bytes.u8()?;
            bytes.take(3)?;
            let id = if version >= 3 { bytes.be32()? } else { bytes.be16()?.into() };
            bytes.take(2)?;
            let kind = bytes.array::<4>()?;
            let named = bytes.rest();
            let extents = places.iter().filter(|(item, ..)| *item == id).map(|(_, from, to)| (*from, *to));
            match &kind {
                b"Exif" => extents.for_each(|(from, to)| blank_exif(file, from, to, copy, job)),
                b"mime" => extents.for_each(|(from, to)| blank_xmp(file, from, to, copy, job)),
                b"hvc1" | b"av01" | b"grid" | b"iden" | b"iovl" | b"tmap" | b"jpeg" => {}
                other => job.remains(FindingKind::UncheckedPart, text(other)),
            }
            // A name for people, with what ends it.
            if named.first().is_some_and(|byte| !matches!(byte, 0 | b' ')) && &kind != b"mime" {
                let from = entry.content + bytes.at();
                let len = named.iter().position(|byte| *byte == 0).unwrap_or(named.len());
                job.found(FindingKind::Description, text(named));
                copy.fill(from, from + len, b' ');
            }
        }
    }
    if let Some(found) = part(b"iprp") {
        properties(file, found, copy, job)?;
    }
    for found in parts {
        if matches!(&found.name, b"udta" | b"uuid" | b"free" | b"skip" | b"xml " | b"bxml") {
            drop_box(file, found, copy, job);
        }
    }
    Ok(())
}

/// The colour profiles: cleaned where they lie, and filled up.
fn properties(file: &[u8], parent: Found, copy: &mut Copy, job: &mut Job) -> Result<(), NotChecked> {
    for container in boxes(file, parent.content, parent.end)?.into_iter().filter(|found| &found.name == b"ipco") {
        for found in boxes(file, container.content, container.end)? {
            let content = file.get(found.content..found.end).unwrap_or_default();
            let profile = match (&found.name, content.get(..4)) {
                (b"colr", Some(b"prof" | b"rICC")) => content.get(4..).unwrap_or_default(),
                (b"udes" | b"uuid" | b"crtt" | b"altt", _) => {
                    job.found(FindingKind::Description, text(content.get(4..).unwrap_or_default()));
                    copy.free(found);
                    continue;
                }
                _ => continue,
            };
            let Some(cleaned) = icc::clean(profile, job).filter(|cleaned| cleaned.len() <= profile.len()) else {
                job.remains(FindingKind::ColourProfile, "");
                continue;
            };
            let from = found.content + 4;
            copy.fill(from, found.end, 0);
            if let Some(place) = copy.0.get_mut(from..from + cleaned.len()) {
                place.copy_from_slice(&cleaned);
            }
        }
    }
    Ok(())
}

fn blank_xmp(file: &[u8], from: usize, to: usize, copy: &mut Copy, job: &mut Job) {
    const EMPTY: &[u8] = b"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>";
    let packet = file.get(from..to).unwrap_or_default();
    if packet.trim_ascii() != EMPTY {
        xmp::look(packet, job);
    }
    copy.fill(from, to, b' ');
    copy.put(from, to, EMPTY);
}

fn blank_exif(file: &[u8], from: usize, to: usize, copy: &mut Copy, job: &mut Job) {
    let content = file.get(from..to).unwrap_or_default();
    let skip = Bytes::new(content).be32().ok().and_then(|skip| length(skip).ok()).unwrap_or_default();
    // The picture says itself how it is turned.
    exif::look(content.get(4_usize.saturating_add(skip)..).unwrap_or_default(), job);
    copy.fill(from, to, 0);
    copy.put(from, to, b"\0\0\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0");
}

/// Where items lie: their number, from, to.
type Places = Vec<(u32, usize, usize)>;

fn locations(file: &[u8], found: Found, data: Option<usize>) -> Result<Places, NotChecked> {
    let mut bytes = Bytes::new(file.get(found.content..found.end).ok_or(NotChecked::Damaged)?);
    let version = bytes.u8()?;
    bytes.take(3)?;
    let (sizes, more) = (bytes.u8()?, bytes.u8()?);
    let (offset, len, base, index) = (sizes >> 4, sizes & 15, more >> 4, if version > 0 { more & 15 } else { 0 });
    let count = if version < 2 { bytes.be16()?.into() } else { bytes.be32()? };
    let mut places = Vec::new();
    for _ in 0..count {
        let id = if version < 2 { bytes.be16()?.into() } else { bytes.be32()? };
        let method = if version > 0 { bytes.be16()? & 15 } else { 0 };
        bytes.take(2)?;
        let base = number(&mut bytes, base)?;
        for _ in 0..bytes.be16()? {
            number(&mut bytes, index)?;
            let (start, len) = (number(&mut bytes, offset)?, number(&mut bytes, len)?);
            let within = match method {
                0 => 0,
                1 => data.ok_or(NotChecked::Damaged)?,
                _ => return Err(NotChecked::UnknownKind),
            };
            let start =
                base.checked_add(start).and_then(|start| start.checked_add(within)).ok_or(NotChecked::Damaged)?;
            let end = if len == 0 { file.len() } else { start.checked_add(len).ok_or(NotChecked::Damaged)? };
            file.get(start..end).ok_or(NotChecked::Damaged)?;
            places.push((id, start, end));
        }
    }
    Ok(places)
}

fn number(bytes: &mut Bytes<'_>, size: u8) -> Result<usize, NotChecked> {
    match size {
        0 => Ok(0),
        4 => length(bytes.be32()?),
        8 => length(bytes.be64()?),
        _ => Err(NotChecked::Damaged),
    }
}
