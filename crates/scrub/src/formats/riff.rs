//! RIFF: WebP and WAV. Chunks that are drawn or heard, in their order.

use super::{exif, icc, scan, xmp};
use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, length, text},
    job::Job,
};

/// In the flags of `VP8X`: a profile, Exif, XMP.
const HAS_PROFILE: u8 = 0x20;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(super) fn clean_webp(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut kept: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    let mut tail: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    let mut flags = 0;
    for (name, data) in chunks(file, job)? {
        match &name {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ANIM" | b"ALPH" => kept.push((name, data.to_vec())),
            b"ANMF" => kept.push((name, frame(data, job)?)),
            b"ICCP" => {
                if let Some(profile) = icc::clean(data, job) {
                    flags |= HAS_PROFILE;
                    kept.push((name, profile));
                }
            }
            b"EXIF" => {
                let turned = exif::look(data.strip_prefix(b"Exif\0\0").unwrap_or(data), job);
                if turned != 1 && tail.is_empty() {
                    flags |= HAS_EXIF;
                    tail.push((name, exif::turned(turned)));
                }
            }
            b"XMP " => xmp::look(data, job),
            other => job.found(FindingKind::Metadata, text(other)),
        }
    }
    if !kept.iter().any(|(name, _)| matches!(name, b"VP8 " | b"VP8L" | b"ANMF")) {
        return Err(NotChecked::Damaged);
    }
    for (_, data) in kept.iter_mut().filter(|(name, _)| name == b"VP8X") {
        let first = data.first_mut().ok_or(NotChecked::Damaged)?;
        *first = (*first & !(HAS_PROFILE | HAS_EXIF | HAS_XMP)) | flags;
        let side = |bytes: Option<&[u8]>| match bytes {
            Some([a, b, c]) => u32::from_le_bytes([*a, *b, *c, 0]) + 1,
            _ => 0,
        };
        if scan::is_sheet(side(data.get(4..7)), side(data.get(7..10))) {
            job.remains(FindingKind::PrinterDots, "");
        }
    }
    kept.extend(tail);
    written(b"WEBP", &kept)
}

/// One picture of a moving one, without chunks that are not drawn.
fn frame(data: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(data);
    let mut copy = bytes.take(16)?.to_vec();
    while !bytes.is_at_end() {
        let (name, data) = chunk(&mut bytes)?;
        match &name {
            b"VP8 " | b"VP8L" | b"ALPH" => push(&name, data, &mut copy)?,
            other => job.found(FindingKind::Metadata, text(other)),
        }
    }
    Ok(copy)
}

pub(super) fn clean_wav(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut kept: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for (name, data) in chunks(file, job)? {
        match &name {
            b"fmt " | b"fact" | b"data" => kept.push((name, data.to_vec())),
            b"LIST" if data.starts_with(b"INFO") => info(data.get(4..).unwrap_or_default(), job),
            b"bext" => {
                let part = |range| text(data.get(range).unwrap_or_default());
                job.found(FindingKind::Description, part(0..256));
                job.found(FindingKind::Author, part(256..288));
                job.found(FindingKind::Time, part(320..338));
            }
            b"id3 " | b"ID3 " => job.found(FindingKind::Metadata, "ID3"),
            b"JUNK" | b"PAD " | b"FLLR" => {}
            other => job.found(FindingKind::Metadata, text(other)),
        }
    }
    if !kept.iter().any(|(name, _)| name == b"data") || !kept.iter().any(|(name, _)| name == b"fmt ") {
        return Err(NotChecked::Damaged);
    }
    written(b"WAVE", &kept)
}

fn info(list: &[u8], job: &mut Job) {
    let mut bytes = Bytes::new(list);
    while let Ok((name, data)) = chunk(&mut bytes) {
        let kind = match &name {
            b"IART" | b"ICOP" | b"IENG" | b"ITCH" => FindingKind::Author,
            b"ISFT" => FindingKind::Software,
            b"ICRD" => FindingKind::Time,
            b"INAM" | b"ICMT" | b"ISBJ" | b"IKEY" | b"IPRD" => FindingKind::Description,
            _ => FindingKind::Metadata,
        };
        job.found(kind, text(data));
    }
}

type Chunk<'a> = ([u8; 4], &'a [u8]);

/// All chunks of a file.
fn chunks<'a>(file: &'a [u8], job: &mut Job) -> Result<Vec<Chunk<'a>>, NotChecked> {
    let mut bytes = Bytes::new(file);
    bytes.take(4)?;
    let len = length(bytes.le32()?)?;
    let all = bytes.take(len)?;
    // One zero may fill up to an even length.
    if !matches!(bytes.rest(), [] | [0]) {
        job.found(FindingKind::TrailingData, bytes.rest().len().to_string());
    }
    let mut inner = Bytes::new(all);
    inner.take(4)?;
    let mut chunks = Vec::new();
    while !inner.is_at_end() {
        chunks.push(chunk(&mut inner)?);
    }
    Ok(chunks)
}

fn chunk<'a>(bytes: &mut Bytes<'a>) -> Result<Chunk<'a>, NotChecked> {
    let name = bytes.array::<4>()?;
    let len = length(bytes.le32()?)?;
    let data = bytes.take(len)?;
    if len % 2 == 1 && !bytes.is_at_end() {
        bytes.take(1)?;
    }
    Ok((name, data))
}

fn push(name: &[u8; 4], data: &[u8], to: &mut Vec<u8>) -> Result<(), NotChecked> {
    to.extend_from_slice(name);
    to.extend_from_slice(&u32::try_from(data.len()).map_err(|_| NotChecked::TooMuch)?.to_le_bytes());
    to.extend_from_slice(data);
    if data.len() % 2 == 1 {
        to.push(0);
    }
    Ok(())
}

fn written(form: &[u8; 4], chunks: &[([u8; 4], Vec<u8>)]) -> Result<Vec<u8>, NotChecked> {
    let mut inner = form.to_vec();
    for (name, data) in chunks {
        push(name, data, &mut inner)?;
    }
    let mut file = Vec::with_capacity(inner.len() + 8);
    push(b"RIFF", &inner, &mut file)?;
    Ok(file)
}
