//! JPEG (ITU-T T.81): tables, frames and scans are copied as they are; of the application segments only what colours are
//! shown by, and how the picture is turned.

use super::{exif, icc, scan, xmp};
use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, text},
    job::Job,
};

const EXIF: &[u8] = b"Exif\0\0";
const XMP: [&[u8]; 2] = [b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"];
const ICC: &[u8] = b"ICC_PROFILE\0";
/// The most of a profile that one segment holds.
const ICC_CHUNK_BYTES: usize = 65_519;

/// Segments that come first in the copy, by what they hold.
#[derive(Default)]
struct Head {
    jfif: Option<Vec<u8>>,
    adobe: Option<Vec<u8>>,
    orientation: Option<exif::Orientation>,
    profile: Vec<(u8, Vec<u8>)>,
}

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(file);
    bytes.take(2)?;
    let mut head = Head::default();
    let mut body = Vec::with_capacity(file.len());
    let (mut framed, mut scanned) = (false, false);
    loop {
        let marker = marker(&mut bytes)?;
        if marker == 0xd9 {
            break;
        }
        let len = usize::from(bytes.be16()?).checked_sub(2).ok_or(NotChecked::Damaged)?;
        let payload = bytes.take(len)?;
        match marker {
            0xe0..=0xef => application(marker, payload, &mut head, job),
            0xfe => job.found(FindingKind::Description, text(payload)),
            0xc0..=0xcf | 0xda..=0xdf => {
                segment(marker, payload, &mut body);
                match marker {
                    0xda => {
                        scanned = true;
                        let len = entropy_coded(bytes.rest()).ok_or(NotChecked::Damaged)?;
                        body.extend_from_slice(bytes.take(len)?);
                    }
                    0xc4 | 0xc8 | 0xcc => {}
                    0xc0..=0xcf => {
                        framed = true;
                        sheet(payload, job);
                    }
                    _ => {}
                }
            }
            _ => return Err(NotChecked::Damaged),
        }
    }
    if !framed || !scanned {
        return Err(NotChecked::Damaged);
    }
    if !bytes.is_at_end() {
        job.found(FindingKind::TrailingData, bytes.rest().len().to_string());
    }
    Ok(head.before(&body, job))
}

/// The next marker; bytes 0xff before it only fill.
fn marker(bytes: &mut Bytes<'_>) -> Result<u8, NotChecked> {
    if bytes.u8()? != 0xff {
        return Err(NotChecked::Damaged);
    }
    loop {
        match bytes.u8()? {
            0xff => {}
            // A restart has nothing of its own; outside of a scan it is not allowed.
            0x00 | 0xd0..=0xd8 => return Err(NotChecked::Damaged),
            marker => return Ok(marker),
        }
    }
}

/// How many bytes of a scan come before the next marker that ends it.
fn entropy_coded(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += rest.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match rest.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn segment(marker: u8, payload: &[u8], to: &mut Vec<u8>) {
    let len = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
    to.extend_from_slice(&[0xff, marker]);
    to.extend_from_slice(&len.to_be_bytes());
    to.extend_from_slice(payload);
}

fn sheet(frame: &[u8], job: &mut Job) {
    if let [_, h1, h0, w1, w0, ..] = frame
        && scan::is_sheet(u16::from_be_bytes([*w1, *w0]).into(), u16::from_be_bytes([*h1, *h0]).into())
    {
        job.remains(FindingKind::PrinterDots, "");
    }
}

fn application(marker: u8, payload: &[u8], head: &mut Head, job: &mut Job) {
    match (marker, payload) {
        (0xe0, [b'J', b'F', b'I', b'F', 0, ..]) if payload.len() >= 14 => {
            if payload.get(12..14) != Some(&[0, 0]) {
                job.found(FindingKind::Thumbnail, "");
            }
            let mut kept = payload.get(..12).unwrap_or_default().to_vec();
            kept.extend_from_slice(&[0, 0]);
            head.jfif.get_or_insert(kept);
        }
        (0xe0, [b'J', b'F', b'X', b'X', 0, ..]) => job.found(FindingKind::Thumbnail, ""),
        (0xe1, _) if payload.starts_with(EXIF) => {
            let turned = exif::look(payload.get(EXIF.len()..).unwrap_or_default(), job);
            head.orientation.get_or_insert(turned);
        }
        (0xe1, _) if payload.starts_with(b"http://ns.adobe.com/") => {
            let packet = XMP.iter().find_map(|name| payload.strip_prefix(*name));
            xmp::look(packet.unwrap_or_default(), job);
        }
        (0xe2, _) if payload.starts_with(ICC) => {
            if let Some([number, _, part @ ..]) = payload.strip_prefix(ICC) {
                head.profile.push((*number, part.to_vec()));
            }
        }
        // Says whether colours are stored as RGB, YCbCr, CMYK or YCCK.
        (0xee, [b'A', b'd', b'o', b'b', b'e', ..]) if payload.len() >= 12 => {
            head.adobe.get_or_insert(payload.get(..12).unwrap_or_default().to_vec());
        }
        (0xe2, [b'M', b'P', b'F', 0, ..]) => job.found(FindingKind::Thumbnail, "MPF"),
        (0xed, _) => job.found(FindingKind::Metadata, "IPTC"),
        _ => job.found(FindingKind::Metadata, format!("APP{}", marker & 0x0f)),
    }
}

impl Head {
    fn before(mut self, body: &[u8], job: &mut Job) -> Vec<u8> {
        let mut copy = Vec::with_capacity(body.len() + 4096);
        copy.extend_from_slice(&[0xff, 0xd8]);
        if let Some(jfif) = &self.jfif {
            segment(0xe0, jfif, &mut copy);
        }
        if let Some(turned) = self.orientation.filter(|turned| *turned != 1) {
            segment(0xe1, &[EXIF, &exif::turned(turned)].concat(), &mut copy);
        }
        self.profile.sort_by_key(|(number, _)| *number);
        let profile: Vec<u8> = self.profile.into_iter().flat_map(|(_, part)| part).collect();
        if let Some(profile) = (!profile.is_empty()).then(|| icc::clean(&profile, job)).flatten() {
            let parts: Vec<&[u8]> = profile.chunks(ICC_CHUNK_BYTES).collect();
            let count = u8::try_from(parts.len()).unwrap_or(u8::MAX);
            for (number, part) in (1..=count).zip(parts) {
                segment(0xe2, &[ICC, &[number, count], part].concat(), &mut copy);
            }
        }
        if let Some(adobe) = &self.adobe {
            segment(0xee, adobe, &mut copy);
        }
        copy.extend_from_slice(body);
        copy.extend_from_slice(&[0xff, 0xd9]);
        copy
    }
}
