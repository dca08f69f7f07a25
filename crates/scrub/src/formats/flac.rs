//! FLAC (RFC 9639): the stream's parameters, its index, and the sound.

use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, length, text},
    job::Job,
};

const STREAMINFO: u8 = 0;
const PADDING: u8 = 1;
const SEEKTABLE: u8 = 3;
const COMMENT: u8 = 4;
const PICTURE: u8 = 6;

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(file);
    let mut kept: Vec<(u8, &[u8])> = Vec::new();
    bytes.take(4)?;
    loop {
        let [kind, a, b, c] = bytes.array::<4>()?;
        let data = bytes.take(length(u32::from_be_bytes([0, a, b, c]))?)?;
        match kind & 0x7f {
            STREAMINFO | SEEKTABLE => kept.push((kind & 0x7f, data)),
            COMMENT => comments(data, job)?,
            PICTURE => job.found(FindingKind::Thumbnail, ""),
            PADDING => {}
            _ => job.found(FindingKind::Metadata, text(data.get(..4).unwrap_or_default())),
        }
        if kind & 0x80 != 0 {
            break;
        }
    }
    let mut sound = bytes.rest();
    if let Some(at) = sound.len().checked_sub(128)
        && sound.get(at..).is_some_and(|tail| tail.starts_with(b"TAG"))
    {
        job.found(FindingKind::Metadata, "ID3");
        sound = sound.get(..at).unwrap_or_default();
    }
    // A frame begins with fourteen ones and a zero.
    if !matches!(sound, [0xff, 0xf8 | 0xf9, ..]) || kept.first().is_none_or(|(kind, _)| *kind != STREAMINFO) {
        return Err(NotChecked::Damaged);
    }
    let mut copy = b"fLaC".to_vec();
    for (at, (kind, data)) in kept.iter().enumerate() {
        copy.push(if at + 1 == kept.len() { kind | 0x80 } else { *kind });
        copy.extend_from_slice(
            u32::try_from(data.len()).unwrap_or_default().to_be_bytes().get(1..).unwrap_or_default(),
        );
        copy.extend_from_slice(data);
    }
    copy.extend_from_slice(sound);
    Ok(copy)
}

fn comments(data: &[u8], job: &mut Job) -> Result<(), NotChecked> {
    let mut bytes = Bytes::new(data);
    let vendor = length(bytes.le32()?)?;
    let vendor = bytes.take(vendor)?;
    job.found(FindingKind::Software, text(vendor));
    for _ in 0..bytes.le32()?.min(1000) {
        let len = length(bytes.le32()?)?;
        let line = text(bytes.take(len)?);
        let (name, value) = line.split_once('=').unwrap_or(("", &line));
        let kind = match name.to_uppercase().as_str() {
            "ARTIST" | "PERFORMER" | "COPYRIGHT" | "CONTACT" | "COMPOSER" | "ALBUMARTIST" => FindingKind::Author,
            "LOCATION" => FindingKind::Place,
            "DATE" => FindingKind::Time,
            "ENCODER" => FindingKind::Software,
            "METADATA_BLOCK_PICTURE" => FindingKind::Thumbnail,
            _ => FindingKind::Description,
        };
        job.found(kind, if kind == FindingKind::Thumbnail { "" } else { value });
    }
    Ok(())
}
