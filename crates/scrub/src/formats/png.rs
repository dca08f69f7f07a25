//! PNG (W3C): chunks that are drawn, and how.

use std::io::{Read as _, Write as _};

use flate2::{Compression, Crc, read::ZlibDecoder, write::ZlibEncoder};

use super::{exif, icc, scan, xmp};
use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, length, text},
    job::Job,
};

const SIGNATURE_BYTES: usize = 8;
const MAX_PROFILE_BYTES: u64 = 16 * 1024 * 1024;
/// What is drawn, moves, or says how colours and sizes are meant.
const SEEN: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL",
    b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI",
];

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(file);
    let mut copy = Vec::with_capacity(file.len());
    copy.extend_from_slice(bytes.take(SIGNATURE_BYTES)?);
    let mut drawn = false;
    loop {
        let len = length(bytes.be32()?)?;
        let name = bytes.array::<4>()?;
        let data = bytes.take(len)?;
        bytes.take(4)?;
        match &name {
            name if SEEN.contains(&name) => {
                drawn |= name == b"IDAT";
                if name == b"IHDR" {
                    header(data, job)?;
                }
                chunk(name, data, &mut copy);
            }
            b"iCCP" => {
                if let Some(profile) = profile(data, job) {
                    chunk(b"iCCP", &profile, &mut copy);
                }
            }
            b"eXIf" => {
                let turned = exif::look(data, job);
                if turned != 1 {
                    chunk(b"eXIf", &exif::turned(turned), &mut copy);
                }
            }
            b"tEXt" | b"zTXt" | b"iTXt" => written(&name, data, job),
            b"tIME" => job.found(FindingKind::Time, ""),
            other => job.found(FindingKind::Metadata, text(other)),
        }
        if &name == b"IEND" {
            break;
        }
    }
    if !drawn {
        return Err(NotChecked::Damaged);
    }
    if !bytes.is_at_end() {
        job.found(FindingKind::TrailingData, bytes.rest().len().to_string());
    }
    Ok(copy)
}

fn chunk(name: &[u8; 4], data: &[u8], to: &mut Vec<u8>) {
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    to.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend_from_slice(name);
    to.extend_from_slice(data);
    to.extend_from_slice(&crc.sum().to_be_bytes());
}

fn header(data: &[u8], job: &mut Job) -> Result<(), NotChecked> {
    let mut bytes = Bytes::new(data);
    if scan::is_sheet(bytes.be32()?, bytes.be32()?) {
        job.remains(FindingKind::PrinterDots, "");
    }
    Ok(())
}

fn written(name: &[u8; 4], data: &[u8], job: &mut Job) {
    let end = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    let (keyword, rest) = (text(data), data.get(end + 1..).unwrap_or_default());
    if keyword == "XML:com.adobe.xmp" {
        let packet = rest.iter().position(|byte| *byte == b'<').and_then(|at| rest.get(at..));
        xmp::look(packet.unwrap_or_default(), job);
        return;
    }
    let kind = match keyword.as_str() {
        "Author" | "Copyright" => FindingKind::Author,
        "Software" => FindingKind::Software,
        "Source" => FindingKind::Device,
        "Creation Time" | "date:create" | "date:modify" | "date:timestamp" => FindingKind::Time,
        "Title" | "Description" | "Comment" => FindingKind::Description,
        _ => FindingKind::Metadata,
    };
    match (kind, name) {
        (FindingKind::Metadata, _) => job.found(kind, keyword),
        (_, b"tEXt") => job.found(kind, text(rest)),
        (_, b"iTXt") => {
            // Two flags, then a language and the keyword in it, each up to a zero.
            let value = rest.get(2..).unwrap_or_default().splitn(3, |byte| *byte == 0).nth(2);
            job.found(kind, text(value.unwrap_or_default()));
        }
        _ => job.found(kind, ""),
    }
}

fn profile(data: &[u8], job: &mut Job) -> Option<Vec<u8>> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let packed = data.get(end + 2..)?;
    let mut profile = Vec::new();
    ZlibDecoder::new(packed).take(MAX_PROFILE_BYTES).read_to_end(&mut profile).ok()?;
    let profile = icc::clean(&profile, job)?;
    let mut encoder = ZlibEncoder::new(b"Profile\0\0".to_vec(), Compression::default());
    encoder.write_all(&profile).ok()?;
    encoder.finish().ok()
}
