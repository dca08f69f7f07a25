//! Exif, wherever it lies: what it says, and the one thing of it that is seen, how the picture is turned.

use exif::{Exif, Field, In, Reader, Tag};

use super::scan;
use crate::{FindingKind, job::Job};

/// How a picture is turned: 1 is upright.
pub(super) type Orientation = u16;

/// Tells what a block of Exif (from its TIFF header on) says, and how the picture is turned.
pub(super) fn look(block: &[u8], job: &mut Job) -> Orientation {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_raw(block.to_vec()).or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(exif) = read else {
        job.found(FindingKind::Metadata, "Exif");
        return 1;
    };
    if tell(&exif, job) {
        job.found(FindingKind::Metadata, "Exif");
    }
    let turned = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    turned.and_then(|turned| u16::try_from(turned).ok()).filter(|turned| (1..=8).contains(turned)).unwrap_or(1)
}

/// Tells what a whole TIFF says, whose own tags are of the same kind.
pub(super) fn look_at_tiff(file: &[u8], job: &mut Job) {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    if let Ok(exif) = reader.read_raw(file.to_vec()).or_else(|error| error.distill_partial_result(|_| {})) {
        tell(&exif, job);
    }
}

/// Whether there was more than is told one by one.
fn tell(exif: &Exif, job: &mut Job) -> bool {
    let said = |tag| exif.get_field(tag, In::PRIMARY).map(shown).unwrap_or_default();
    if let (Some(latitude), Some(longitude)) =
        (exif.get_field(Tag::GPSLatitude, In::PRIMARY), exif.get_field(Tag::GPSLongitude, In::PRIMARY))
    {
        let (north, east) = (said(Tag::GPSLatitudeRef), said(Tag::GPSLongitudeRef));
        job.found(FindingKind::Place, format!("{} {north}, {} {east}", shown(latitude), shown(longitude)));
    }
    let device = format!("{} {}", said(Tag::Make), said(Tag::Model));
    if !device.trim().is_empty() {
        job.found(FindingKind::Device, &device);
    }
    if scan::is_scanner(&device) {
        job.remains(FindingKind::PrinterDots, "");
    }
    let mut rest = false;
    for field in exif.fields() {
        let kind = match field.tag {
            Tag::BodySerialNumber | Tag::LensSerialNumber | Tag::ImageUniqueID => FindingKind::SerialNumber,
            Tag::Artist | Tag::Copyright | Tag::CameraOwnerName => FindingKind::Author,
            Tag::Software => FindingKind::Software,
            Tag::DateTime | Tag::DateTimeOriginal | Tag::DateTimeDigitized => FindingKind::Time,
            Tag::ImageDescription | Tag::UserComment => FindingKind::Description,
            Tag::JPEGInterchangeFormat => FindingKind::Thumbnail,
            Tag::Orientation | Tag::Make | Tag::Model => continue,
            _ => {
                rest = true;
                continue;
            }
        };
        let summary = if kind == FindingKind::Thumbnail { String::new() } else { shown(field) };
        job.found(kind, summary);
    }
    rest
}

fn shown(field: &Field) -> String {
    match &field.value {
        exif::Value::Ascii(lines) => {
            lines.iter().map(|line| crate::bytes::text(line)).collect::<Vec<_>>().join(" ").trim().to_owned()
        }
        _ => field.display_value().to_string(),
    }
}

/// A block of Exif that says nothing but how the picture is turned.
pub(super) fn turned(orientation: Orientation) -> Vec<u8> {
    let mut block = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend_from_slice(&orientation.to_be_bytes());
    block.extend_from_slice(&[0; 6]);
    block
}
