//! TIFF 6.0: pictures and what they are drawn by, written anew page by page; their pixels are copied as they are.

use super::{exif, icc, scan, xmp};
use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, length},
    job::Job,
};

const MAX_PAGES: usize = 10_000;
const NEW_SUBFILE_TYPE: u16 = 254;
const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const COMPRESSION: u16 = 259;
const STRIP_OFFSETS: u16 = 273;
const STRIP_BYTES: u16 = 279;
const TILE_OFFSETS: u16 = 324;
const TILE_BYTES: u16 = 325;
const XMP: u16 = 700;
const ICC: u16 = 34675;
/// What raw photographs and other kinds built on TIFF have.
const NOT_PLAIN: [u16; 4] = [50706, 330, 513, 0xc4a5];
/// What pixels are drawn by.
const DRAWN: [u16; 34] = [
    254, 255, 256, 257, 258, 259, 262, 263, 266, 274, 277, 278, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 297,
    301, 317, 318, 319, 320, 321, 322, 323, 332, 338, 339,
];
const DRAWN_TOO: [u16; 7] = [334, 340, 341, 347, 529, 530, 532];

/// One entry of a directory: its kind, how many values, and their bytes in the file's order.
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    value: Vec<u8>,
}

struct Page {
    entries: Vec<Entry>,
    /// The tag that names them, and the pixels' pieces.
    pieces: (u16, Vec<Vec<u8>>),
}

#[derive(Clone, Copy)]
struct Order(bool);

impl Order {
    fn u16(self, bytes: [u8; 2]) -> u16 {
        if self.0 { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) }
    }

    fn u32(self, bytes: [u8; 4]) -> u32 {
        if self.0 { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
    }

    fn put16(self, value: u16) -> [u8; 2] {
        if self.0 { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn put32(self, value: u32) -> [u8; 4] {
        if self.0 { value.to_le_bytes() } else { value.to_be_bytes() }
    }
}

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(file);
    let order = Order(bytes.take(4)?.starts_with(b"II"));
    let mut next = order.u32(bytes.array()?);
    let (mut pages, mut seen) = (Vec::new(), std::collections::HashSet::new());
    while next != 0 {
        if !seen.insert(next) || pages.len() >= MAX_PAGES {
            return Err(NotChecked::Damaged);
        }
        let (page, after) = directory(file, next, order, job)?;
        pages.extend(page);
        next = after;
    }
    if pages.is_empty() {
        return Err(NotChecked::Damaged);
    }
    // What the first page says in Exif and GPS directories; none of it is kept.
    exif::look_at_tiff(file, job);
    written(order, &pages)
}

fn directory(file: &[u8], at: u32, order: Order, job: &mut Job) -> Result<(Option<Page>, u32), NotChecked> {
    let mut bytes = Bytes::new(file);
    bytes.take(length(at)?)?;
    let count = order.u16(bytes.array()?);
    let mut entries = Vec::new();
    for _ in 0..count {
        let (tag, kind) = (order.u16(bytes.array()?), order.u16(bytes.array()?));
        let count = order.u32(bytes.array()?);
        let inline = bytes.array::<4>()?;
        if NOT_PLAIN.contains(&tag) {
            return Err(NotChecked::UnknownKind);
        }
        let size = match kind {
            1 | 2 | 6 | 7 => 1_usize,
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => continue,
        };
        let len = size.checked_mul(length(count)?).ok_or(NotChecked::Damaged)?;
        let value = if len <= 4 {
            inline.get(..len).unwrap_or_default()
        } else {
            let from = length(order.u32(inline))?;
            file.get(from..from.checked_add(len).ok_or(NotChecked::Damaged)?).ok_or(NotChecked::Damaged)?
        };
        entries.push(Entry { tag, kind, count, value: value.to_vec() });
    }
    let next = order.u32(bytes.array()?);
    if numbers(&entries, NEW_SUBFILE_TYPE, order).first().is_some_and(|kind| kind & 1 == 1) {
        job.found(FindingKind::Thumbnail, "");
        return Ok((None, next));
    }
    page(file, entries, order, job).map(|page| (Some(page), next))
}

fn page(file: &[u8], entries: Vec<Entry>, order: Order, job: &mut Job) -> Result<Page, NotChecked> {
    let first = |tag| numbers(&entries, tag, order).first().copied();
    let (width, height) = (first(WIDTH).ok_or(NotChecked::Damaged)?, first(HEIGHT).ok_or(NotChecked::Damaged)?);
    // The old way to put JPEG into TIFF has its bytes wherever it likes.
    if first(COMPRESSION) == Some(6) {
        return Err(NotChecked::UnknownKind);
    }
    if scan::is_sheet(width, height) {
        job.remains(FindingKind::PrinterDots, "");
    }
    let (offsets, lengths) =
        if first(TILE_OFFSETS).is_some() { (TILE_OFFSETS, TILE_BYTES) } else { (STRIP_OFFSETS, STRIP_BYTES) };
    let (starts, sizes) = (numbers(&entries, offsets, order), numbers(&entries, lengths, order));
    if starts.is_empty() || starts.len() != sizes.len() {
        return Err(NotChecked::Damaged);
    }
    let mut pieces = Vec::with_capacity(starts.len());
    for (start, size) in starts.into_iter().zip(sizes) {
        let (start, size) = (length(start)?, length(size)?);
        let end = start.checked_add(size).ok_or(NotChecked::Damaged)?;
        pieces.push(file.get(start..end).ok_or(NotChecked::Damaged)?.to_vec());
    }
    let mut kept = Vec::new();
    for entry in entries {
        match entry.tag {
            tag if tag == offsets || tag == lengths || DRAWN.contains(&tag) || DRAWN_TOO.contains(&tag) => {
                kept.push(entry)
            }
            STRIP_OFFSETS | STRIP_BYTES => {}
            ICC => {
                if let Some(profile) = icc::clean(&entry.value, job) {
                    kept.push(Entry {
                        count: u32::try_from(profile.len()).unwrap_or_default(),
                        value: profile,
                        ..entry
                    });
                }
            }
            XMP => xmp::look(&entry.value, job),
            33723 | 34377 => job.found(FindingKind::Metadata, "IPTC"),
            _ => job.found(FindingKind::Metadata, "TIFF"),
        }
    }
    kept.sort_by_key(|entry| entry.tag);
    kept.dedup_by_key(|entry| entry.tag);
    Ok(Page { entries: kept, pieces: (offsets, pieces) })
}

/// The values of an entry, if it holds numbers.
fn numbers(entries: &[Entry], tag: u16, order: Order) -> Vec<u32> {
    let Some(entry) = entries.iter().find(|entry| entry.tag == tag) else { return Vec::new() };
    match entry.kind {
        3 => entry.value.as_chunks::<2>().0.iter().map(|value| order.u16(*value).into()).collect(),
        4 => entry.value.as_chunks::<4>().0.iter().map(|value| order.u32(*value)).collect(),
        _ => Vec::new(),
    }
}

fn written(order: Order, pages: &[Page]) -> Result<Vec<u8>, NotChecked> {
    let mut file = if order.0 { b"II\x2a\0".to_vec() } else { b"MM\0\x2a".to_vec() };
    let mut link = file.len();
    file.extend_from_slice(&[0; 4]);
    for page in pages {
        let mut offsets = Vec::new();
        let (named_by, pieces) = &page.pieces;
        for piece in pieces {
            offsets.extend_from_slice(&order.put32(here(&mut file)?));
            file.extend_from_slice(piece);
        }
        let mut entries = Vec::new();
        for entry in &page.entries {
            let (kind, value) = if entry.tag == *named_by { (4, &offsets) } else { (entry.kind, &entry.value) };
            entries.extend_from_slice(&order.put16(entry.tag));
            entries.extend_from_slice(&order.put16(kind));
            entries.extend_from_slice(&order.put32(entry.count));
            if value.len() <= 4 {
                let mut inline = value.clone();
                inline.resize(4, 0);
                entries.extend_from_slice(&inline);
            } else {
                entries.extend_from_slice(&order.put32(here(&mut file)?));
                file.extend_from_slice(value);
            }
        }
        let at = order.put32(here(&mut file)?);
        file.get_mut(link..link + 4).ok_or(NotChecked::Damaged)?.copy_from_slice(&at);
        file.extend_from_slice(&order.put16(u16::try_from(page.entries.len()).map_err(|_| NotChecked::Damaged)?));
        file.extend_from_slice(&entries);
        link = file.len();
        file.extend_from_slice(&[0; 4]);
    }
    Ok(file)
}

/// The place of what is written next, on an even byte.
fn here(file: &mut Vec<u8>) -> Result<u32, NotChecked> {
    file.resize(file.len().next_multiple_of(2), 0);
    u32::try_from(file.len()).map_err(|_| NotChecked::TooMuch)
}
