//! Cards as pictures: a QR code that holds a card's link.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};
use qrcode::{EcLevel, QrCode, render::svg};
use sotto_protocol::card::Card;
use sotto_rpc_schema::ErrorCode;

use crate::Error;

const LINK_SCHEME: &str = "sotto:";

/// The largest picture that is looked at, in pixels a side.
const MAX_SIDE: u32 = 8192;
/// What decoding one may take, in bytes.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// The card that a link says.
pub(crate) fn card_in_link(link: &str) -> Result<Card, Error> {
    Card::from_link(link).map_err(|_| Error::Refused(ErrorCode::CardInvalid))
}

/// The card in a file: its own form, its link as text, or a picture of the QR code that holds the link.
pub(crate) fn card_in_file(bytes: &[u8]) -> Result<Card, Error> {
    if is_picture(bytes) {
        return card_in_link(&text_in(bytes).ok_or(Error::Refused(ErrorCode::CardPictureUnreadable))?);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim_start().starts_with(LINK_SCHEME) => card_in_link(text),
        _ => Card::from_file(bytes).map_err(|_| Error::Refused(ErrorCode::CardInvalid)),
    }
}

/// Whether `file` begins as a picture does.
pub(crate) fn is_picture(file: &[u8]) -> bool {
    format(file).is_some()
}

/// The first text of a QR code in a picture.
pub(crate) fn text_in(picture: &[u8]) -> Option<String> {
    let mut reader = ImageReader::with_format(Cursor::new(picture), format(picture)?);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let pixels = reader.decode().ok()?.into_luma8();
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let at = |x: usize, y: usize| pixels.as_raw().get(y * width + x).copied().unwrap_or(u8::MAX);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
    prepared.detect_grids().into_iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// `text` as a QR code, black on white; none if it is too long for one.
pub(crate) fn svg_of(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    Some(code.render::<svg::Color<'_>>().min_dimensions(240, 240).build())
}

fn format(file: &[u8]) -> Option<ImageFormat> {
    image::guess_format(file).ok().filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg))
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageBuffer, Luma};

    use super::*;

    /// A photograph of a code, in effect: larger, with a margin, as a file of that format.
    fn picture(text: &str, format: ImageFormat) -> Vec<u8> {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).unwrap();
        let (width, dark) = (code.width(), code.to_colors());
        let side = u32::try_from((width + 8) * 4).unwrap();
        let pixels = ImageBuffer::from_fn(side, side, |x, y| {
            let place = |at: u32| (at as usize / 4).checked_sub(4).filter(|at| *at < width);
            let is_dark = place(x).zip(place(y)).is_some_and(|(x, y)| dark[y * width + x] == qrcode::Color::Dark);
            Luma([if is_dark { 0_u8 } else { 255 }])
        });
        let mut file = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(pixels).write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn a_link_comes_back_from_its_picture() {
        let link = format!("sotto:card/1/{}", "AbC-_19z".repeat(90));
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let file = picture(&link, format);
            assert!(is_picture(&file));
            assert_eq!(text_in(&file).as_deref(), Some(link.as_str()), "{format:?}");
        }
    }

    #[test]
    fn what_holds_no_code_gives_no_link() {
        let blank = {
            let mut file = Cursor::new(Vec::new());
            DynamicImage::new_luma8(64, 64).write_to(&mut file, ImageFormat::Png).unwrap();
            file.into_inner()
        };
        assert_eq!(text_in(&blank), None);
        assert_eq!(text_in(&blank[..40]), None, "cut off");
        assert_eq!(text_in(b"GIF89a"), None);
        assert!(!is_picture(b"sotto"));
        // A width of four thousand million pixels, as a hostile file may say.
        let mut huge = blank;
        huge[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(text_in(&huge), None);
    }

    #[test]
    fn too_long_a_link_is_no_picture() {
        assert!(svg_of(&"a".repeat(2953)).is_some_and(|svg| svg.contains("<svg")));
        assert_eq!(svg_of(&"a".repeat(2954)), None);
    }
}
