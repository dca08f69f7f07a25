//! MP3: frames of sound, and nothing between, before or after them.

use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, length, text},
    job::Job,
};

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(file);
    let mut copy = Vec::with_capacity(file.len());
    let (mut frames, mut skipped) = (0_u64, 0_usize);
    while !bytes.is_at_end() {
        let rest = bytes.rest();
        if let Some(len) = frame_bytes(rest) {
            // The last one may be cut; players play what is there.
            let frame = bytes.take(len.min(rest.len()))?;
            copy.extend_from_slice(frame);
            frames += 1;
        } else if rest.starts_with(b"ID3") {
            id3(&mut bytes, job)?;
        } else if rest.starts_with(b"TAG") && rest.len() == 128 {
            let part = |range| text(rest.get(range).unwrap_or_default());
            job.found(FindingKind::Description, part(3..33));
            job.found(FindingKind::Author, part(33..63));
            job.found(FindingKind::Metadata, "ID3");
            bytes.take(128)?;
        } else {
            if rest.starts_with(b"APETAGEX") {
                job.found(FindingKind::Metadata, "APE");
            }
            bytes.take(1)?;
            skipped += 1;
        }
    }
    // A few frames in a row are no accident; three bytes that look like one are.
    if frames < 3 {
        return Err(NotChecked::Damaged);
    }
    if skipped > 0 {
        job.found(FindingKind::TrailingData, skipped.to_string());
    }
    Ok(copy)
}

/// The length of the frame that `rest` begins with (ISO 11172-3, layer III).
fn frame_bytes(rest: &[u8]) -> Option<usize> {
    const MPEG1: [u32; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const MPEG2: [u32; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let [0xff, second, third, ..] = rest else { return None };
    if second & 0xe6 != 0xe2 {
        return None;
    }
    let version = (second >> 3) & 3;
    let rate: u32 = match (third >> 2) & 3 {
        0 => 44_100,
        1 => 48_000,
        2 => 32_000,
        _ => return None,
    };
    let (table, rate, samples) = match version {
        3 => (&MPEG1, rate, 144),
        2 => (&MPEG2, rate / 2, 72),
        0 => (&MPEG2, rate / 4, 72),
        _ => return None,
    };
    let kilobits = table.get(usize::from(third >> 4)).copied().filter(|kilobits| *kilobits > 0)?;
    let padding = u32::from((third >> 1) & 1);
    length(samples * kilobits * 1000 / rate + padding).ok()
}

fn id3(bytes: &mut Bytes<'_>, job: &mut Job) -> Result<(), NotChecked> {
    let [_, _, _, major, _, flags, sizes @ ..] = bytes.array::<10>()?;
    let size = sizes.iter().fold(0_u32, |size, byte| (size << 7) | u32::from(byte & 0x7f));
    let tag = bytes.take(length(size)?)?;
    if flags & 0x10 != 0 {
        bytes.take(10)?;
    }
    job.found(FindingKind::Metadata, "ID3");
    let mut inner = Bytes::new(tag);
    while major >= 3 && !inner.is_at_end() {
        let Ok(name) = inner.array::<4>() else { break };
        let Ok(size) = inner.array::<4>() else { break };
        let len = if major == 4 {
            size.iter().fold(0_u32, |len, byte| (len << 7) | u32::from(byte & 0x7f))
        } else {
            u32::from_be_bytes(size)
        };
        let Ok(data) = inner.take(2).and_then(|_| inner.take(length(len)?)) else { break };
        let kind = match &name {
            b"TPE1" | b"TPE2" | b"TCOM" | b"TCOP" | b"TOWN" | b"TENC" => FindingKind::Author,
            b"TSSE" => FindingKind::Software,
            b"TDRC" | b"TYER" | b"TDEN" => FindingKind::Time,
            b"APIC" => FindingKind::Thumbnail,
            b"PRIV" | b"UFID" => FindingKind::SerialNumber,
            b"TIT2" | b"TALB" | b"COMM" | b"USLT" => FindingKind::Description,
            _ => continue,
        };
        job.found(
            kind,
            if data.first() == Some(&3) || data.first() == Some(&0) {
                text(data.get(1..).unwrap_or_default())
            } else {
                String::new()
            },
        );
    }
    Ok(())
}
