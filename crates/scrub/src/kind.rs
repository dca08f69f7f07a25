//! What a file is, by its content.

use minicbor::{Decode, Encode};

use crate::{NotChecked, bytes::has};

/// A kind of file that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Kind {
    /// JPEG.
    #[n(0)]
    Jpeg,
    /// PNG, also moving.
    #[n(1)]
    Png,
    /// GIF.
    #[n(2)]
    Gif,
    /// WebP.
    #[n(3)]
    WebP,
    /// TIFF; raw photographs are not.
    #[n(4)]
    Tiff,
    /// HEIC, AVIF.
    #[n(5)]
    Heif,
    /// SVG.
    #[n(6)]
    Svg,
    /// PDF.
    #[n(7)]
    Pdf,
    /// DOCX, XLSX, PPTX and their templates and variants with macros.
    #[n(8)]
    OfficeOpenXml,
    /// ODT, ODS, ODP, ODG.
    #[n(9)]
    OpenDocument,
    /// MP4, MOV, M4A.
    #[n(10)]
    Mp4,
    /// MP3.
    #[n(11)]
    Mp3,
    /// FLAC.
    #[n(12)]
    Flac,
    /// WAV.
    #[n(13)]
    Wav,
    /// ZIP.
    #[n(14)]
    Zip,
    /// Text in UTF-8.
    #[n(15)]
    Text,
}

impl Kind {
    /// The stable word for scripts and catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Tiff => "tiff",
            Self::Heif => "heif",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::OfficeOpenXml => "office_open_xml",
            Self::OpenDocument => "open_document",
            Self::Mp4 => "mp4",
            Self::Mp3 => "mp3",
            Self::Flac => "flac",
            Self::Wav => "wav",
            Self::Zip => "zip",
            Self::Text => "text",
        }
    }

    /// What `file` is; `None` if nothing here knows.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        let head = file.get(..12.min(file.len()))?;
        match head {
            [0xff, 0xd8, 0xff, ..] => return Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => return Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => return Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => return Some(Self::WebP),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E'] => return Some(Self::Wav),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => return Some(Self::Tiff),
            [b'f', b'L', b'a', b'C', ..] => return Some(Self::Flac),
            [b'I', b'D', b'3', ..] => return Some(Self::Mp3),
            [0xff, b, ..] if b & 0xe6 == 0xe2 => return Some(Self::Mp3),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Some(package(file)),
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => return Some(boxes(file, brand)),
            [_, _, _, _, b'm', b'o', b'o', b'v', ..] | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => {
                return Some(Self::Mp4);
            }
            _ => {}
        }
        // Readers of PDF look for its mark in the first 1,024 bytes.
        if has(file.get(..1024.min(file.len()))?, b"%PDF-") {
            return Some(Self::Pdf);
        }
        written(file)
    }
}

/// Why [`Kind::of`] does not know: documents of Office with a password lie in another container.
pub(crate) fn why_unknown(file: &[u8]) -> NotChecked {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_container = file.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    if is_container && has(file, &locked) { NotChecked::Encrypted } else { NotChecked::UnknownKind }
}

fn package(file: &[u8]) -> Kind {
    // Both put what they are first, and not compressed; an odd order is told apart again when the parts are known.
    let head = file.get(..4096.min(file.len())).unwrap_or_default();
    let tail = file.get(file.len().saturating_sub(1 << 20)..).unwrap_or_default();
    if has(head, b"mimetypeapplication/vnd.oasis.opendocument") {
        Kind::OpenDocument
    } else if has(tail, b"[Content_Types].xml") {
        Kind::OfficeOpenXml
    } else {
        Kind::Zip
    }
}

fn boxes(file: &[u8], brand: &[u8]) -> Kind {
    const PICTURES: [&[u8]; 10] =
        [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"miaf"];
    let compatible = file.get(16..64.min(file.len())).unwrap_or_default();
    let still = PICTURES.contains(&brand) && has(file.get(..4096.min(file.len())).unwrap_or_default(), b"meta");
    let named = compatible.as_chunks::<4>().0.iter().any(|brand| PICTURES.contains(&brand.as_slice()));
    if still || (named && brand == b"mif1") { Kind::Heif } else { Kind::Mp4 }
}

/// SVG, or text, or neither.
fn written(file: &[u8]) -> Option<Kind> {
    if file.contains(&0) {
        return None;
    }
    let text = core::str::from_utf8(file).ok()?;
    if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}')) {
        return None;
    }
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    // PostScript and RTF say things in words that no page shows.
    if start.starts_with("%!") || start.starts_with("{\\rtf") {
        return None;
    }
    if !start.starts_with('<') {
        return Some(Kind::Text);
    }
    let head: String = start.chars().take(4096).collect();
    if head.contains("<svg") || head.contains(":svg") {
        return Some(Kind::Svg);
    }
    // Other markup has its own places to hide things in, which nothing here knows.
    None
}
