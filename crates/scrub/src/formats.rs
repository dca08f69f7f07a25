//! One module a format. Each keeps what is known to be seen or heard, and nothing else: a part that is not known goes.

mod archive;
mod exif;
mod flac;
mod gif;
mod icc;
mod isobmff;
mod jpeg;
mod mp3;
mod odf;
mod ooxml;
mod package;
mod pdf;
mod png;
mod riff;
mod scan;
mod svg;
mod text;
mod tiff;
mod xml;
mod xmp;

use crate::{Kind, NotChecked, job::Job};

/// A copy of `file`, which is of this kind, without what it hides.
pub(crate) fn clean(kind: Kind, file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    match kind {
        Kind::Jpeg => jpeg::clean(file, job),
        Kind::Png => png::clean(file, job),
        Kind::Gif => gif::clean(file, job),
        Kind::WebP => riff::clean_webp(file, job),
        Kind::Tiff => tiff::clean(file, job),
        Kind::Heif => isobmff::clean_heif(file, job),
        Kind::Svg => svg::clean(file, job),
        Kind::Pdf => pdf::clean(file, job),
        Kind::OfficeOpenXml => ooxml::clean(file, job),
        Kind::OpenDocument => odf::clean(file, job),
        Kind::Mp4 => isobmff::clean_mp4(file, job),
        Kind::Mp3 => mp3::clean(file, job),
        Kind::Flac => flac::clean(file, job),
        Kind::Wav => riff::clean_wav(file, job),
        Kind::Zip => archive::clean(file, job),
        Kind::Text => text::clean(file, job),
    }
}

/// A copy of a file that lies in another one; as it is, and said so, if nothing can be said about it.
///
/// What makes too much work of the whole file makes the whole not checked.
pub(crate) fn clean_inner(name: &str, file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let Some(kind) = Kind::of(file) else {
        job.remains(crate::FindingKind::UncheckedPart, name);
        return Ok(file.to_vec());
    };
    match job.deeper(|job| clean(kind, file, job)) {
        Ok(cleaned) => Ok(cleaned),
        Err(NotChecked::TooMuch) => Err(NotChecked::TooMuch),
        Err(_) => {
            job.remains(crate::FindingKind::UncheckedPart, name);
            Ok(file.to_vec())
        }
    }
}
