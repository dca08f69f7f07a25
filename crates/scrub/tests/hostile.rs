//! Files that are cut off, altered, nested, locked, mixed or swollen: each gets an answer of its type, and none a panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::io::Cursor;

use common::{office, pdf, picture};
use image::ImageFormat;
use sotto_scrub::{Kind, NotChecked, clean};

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes(), name.as_slice(), content].concat()
}

fn mp4() -> Vec<u8> {
    let handler = boxed(b"hdlr", &[&[0; 8][..], b"vide", &[0; 12], b"Core Media\0"].concat());
    let track = boxed(b"trak", &[boxed(b"tkhd", &[1; 84]), boxed(b"mdia", &handler)].concat());
    let movie = boxed(b"moov", &[boxed(b"mvhd", &[0; 100]), track, boxed(b"udta", b"\0\0\0\x08name")].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0isom"), movie, boxed(b"mdat", &[7; 64])].concat()
}

fn wav() -> Vec<u8> {
    let chunks = [
        b"WAVEfmt ".as_slice(),
        &16_u32.to_le_bytes(),
        &[1; 16],
        b"LIST",
        &12_u32.to_le_bytes(),
        b"INFOIART",
        &0_u32.to_le_bytes(),
        b"data",
        &4_u32.to_le_bytes(),
        &[1; 4],
    ]
    .concat();
    [b"RIFF".as_slice(), &(chunks.len() as u32).to_le_bytes(), &chunks].concat()
}

fn mp3() -> Vec<u8> {
    let frame = [&[0xff, 0xfb, 0x90, 0x00][..], &[0; 413]].concat();
    [b"ID3\x04\0\0\0\0\0\x0eTPE1\0\0\0\x04\0\0\x03Dan".as_slice(), &frame.repeat(4)].concat()
}

fn flac() -> Vec<u8> {
    [b"fLaC\0\0\0\x22".as_slice(), &[0; 34], b"\x84\0\0\x08\0\0\0\0\0\0\0\0", &[0xff, 0xf8, 0, 0]].concat()
}

/// One of each kind, small.
fn one_of_each() -> Vec<(Kind, Vec<u8>)> {
    let photo = encoded(ImageFormat::Jpeg);
    let mut document = pdf::pages(2, &photo);
    pdf::hide(&mut document);
    vec![
        (Kind::Png, encoded(ImageFormat::Png)),
        (Kind::Gif, encoded(ImageFormat::Gif)),
        (Kind::WebP, encoded(ImageFormat::WebP)),
        (Kind::Tiff, encoded(ImageFormat::Tiff)),
        (Kind::Pdf, pdf::bytes(document)),
        (Kind::OfficeOpenXml, office::docx(&photo)),
        (Kind::OpenDocument, office::odt(&photo)),
        (Kind::Zip, office::package(&[("a.jpg", &photo), ("b.txt", b"words")])),
        (Kind::Jpeg, photo),
        (
            Kind::Svg,
            br#"<svg xmlns="http://www.w3.org/2000/svg"><metadata>x</metadata><g><path d="M0 0"/></g></svg>"#.to_vec(),
        ),
        (Kind::Mp4, mp4()),
        (Kind::Mp3, mp3()),
        (Kind::Flac, flac()),
        (Kind::Wav, wav()),
        (Kind::Text, "words and \u{200b} more".into()),
    ]
}

#[test]
fn each_is_known_by_what_it_holds() {
    for (kind, file) in one_of_each() {
        assert_eq!(clean(&file).unwrap_or_else(|why| panic!("{kind:?}: {why}")).kind, kind);
    }
}

#[test]
fn a_file_that_is_cut_off_is_damaged_or_cleaned_and_never_more() {
    for (kind, file) in one_of_each() {
        for part in 0..64 {
            let cut = &file[..file.len() * part / 64];
            match clean(cut) {
                // Words are whole wherever they end, and sound plays as far as there is any.
                Ok(cleaned) => assert!(
                    matches!(cleaned.kind, Kind::Text | Kind::Mp3 | Kind::Flac | Kind::Pdf) || kind == Kind::Mp4,
                    "{kind:?} {part}"
                ),
                Err(why) => {
                    assert!(matches!(why, NotChecked::Damaged | NotChecked::UnknownKind), "{kind:?} {part}: {why}")
                }
            }
        }
    }
}

/// Altered at places that a fixed sequence gives: each byte may become any other, and parts may be doubled or lost.
#[test]
fn altered_bytes_get_an_answer() {
    let mut state = 0x4f1d_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below.max(1)
    };
    for (_, file) in one_of_each() {
        for _ in 0..120 {
            let mut altered = file.clone();
            for _ in 0..=next(4) {
                let at = next(altered.len());
                match next(4) {
                    0 => altered[at] = [0, 0xff, 0x7f, 0x80][next(4)],
                    1 => altered[at] = next(256) as u8,
                    2 => {
                        let part = altered[at..altered.len().min(at + 1 + next(64))].to_vec();
                        altered.splice(at..at, part);
                    }
                    _ => {
                        altered.drain(at..altered.len().min(at + 1 + next(64)));
                    }
                }
                if altered.is_empty() {
                    break;
                }
            }
            // What cannot be altered to anything that is no file of a kind, is cleaned or refused; neither panics.
            let _ = clean(&altered);
        }
    }
}

// proves: PRIV-37
#[test]
fn a_kind_that_nobody_knows_is_not_checked() {
    for file in [
        &b"MZ\x90\0"[..],
        b"\x7fELF",
        b"%!PS-Adobe",
        b"\0\x01\x02",
        b"<html><body>words</body></html>",
        b"{\\rtf1{\\info{\\author D. Veldt}}}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ] {
        assert_eq!(clean(file).unwrap_err(), NotChecked::UnknownKind, "{file:?}");
    }
}

#[test]
fn locked_files_are_told_apart() {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let office = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 64], &locked].concat();
    assert_eq!(clean(&office).unwrap_err(), NotChecked::Encrypted);
    // The first bit of the flags, in the entry and in the directory.
    let mut zip = office::package(&[("a.txt", b"words")]);
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[6] |= 1;
    zip[directory + 8] |= 1;
    assert_eq!(clean(&zip).unwrap_err(), NotChecked::Encrypted);
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let odt = office::package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"\x12\x34"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(clean(&odt).unwrap_err(), NotChecked::Encrypted);
}

#[test]
fn nesting_ends_somewhere() {
    let archive = (0..9).fold(b"words".to_vec(), |inner, _| office::package(&[("inner.zip", &inner)]));
    assert_eq!(clean(&archive).unwrap_err(), NotChecked::TooMuch);
    let svg = format!("<svg>{}{}</svg>", "<g>".repeat(100_000), "</g>".repeat(100_000));
    assert_eq!(clean(svg.as_bytes()).unwrap_err(), NotChecked::TooMuch);
    let boxes = (0..200).fold(Vec::new(), |inner, _| boxed(b"trak", &inner));
    let mp4 = [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &boxes)].concat();
    assert_eq!(clean(&mp4).unwrap_err(), NotChecked::TooMuch);
    let array =
        format!("%PDF-1.4\n1 0 obj\n{}{}\nendobj\ntrailer<</Root 1 0 R>>", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(clean(array.as_bytes()).unwrap_err(), NotChecked::Damaged);
    // A directory that names itself as the next one.
    let tiff = b"II\x2a\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\x01\0\0\0\x08\0\0\0";
    assert_eq!(clean(tiff).unwrap_err(), NotChecked::Damaged);
}

#[test]
fn entities_are_not_expanded() {
    let laughs = r#"<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><svg><text>&b;</text></svg>"#;
    assert_eq!(clean(laughs.as_bytes()).unwrap_err(), NotChecked::UnknownKind);
    let outside = r#"<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><text>&a;</text></svg>"#;
    assert_eq!(clean(outside.as_bytes()).unwrap_err(), NotChecked::UnknownKind);
}

#[test]
fn a_swollen_archive_is_too_much() {
    let zeros = vec![0; 100 * 1024 * 1024];
    let inner = office::package(&[("zeros", &zeros)]);
    let names: Vec<String> = (0..12).map(|n| format!("{n}.zip")).collect();
    let outer: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), inner.as_slice())).collect();
    assert_eq!(clean(&office::package(&outer)).unwrap_err(), NotChecked::TooMuch);
}

#[test]
fn parts_with_one_name_or_outside_of_their_folder_are_refused() {
    for name in ["../up.txt", "/root.txt", "a\\b.txt"] {
        assert_eq!(clean(&office::package(&[(name, b"words")])).unwrap_err(), NotChecked::Damaged, "{name}");
    }
}

#[test]
fn a_hundred_thousand_pages_are_looked_through() {
    use std::fmt::Write as _;
    let count = 100_000;
    let (mut file, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
    let mut object = |file: &mut String, number: usize, content: &str| {
        places.push(file.len());
        writeln!(file, "{number} 0 obj\n{content}\nendobj").unwrap();
    };
    object(&mut file, 1, "<</Type/Catalog/Pages 2 0 R>>");
    let kids: String = (0..count).map(|page| format!("{} 0 R ", page + 3)).collect();
    object(&mut file, 2, &format!("<</Type/Pages/Count {count}/MediaBox[0 0 9 9]/Kids[{kids}]>>"));
    for page in 0..count {
        object(&mut file, page + 3, "<</Type/Page/Parent 2 0 R>>");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", places.len() + 1).unwrap();
    let cleaned = clean(file.as_bytes()).unwrap();
    assert_eq!(cleaned.kind, Kind::Pdf);
    assert!(cleaned.bytes.len() <= file.len());
}
