//! Pictures with everything that cameras and programs write, as exiftool and mat2 find it before and after.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use common::{CANARY, Corpus, assert_gone, assert_only, assert_remain, has_canary, picture, pixels, summary};
use image::ImageFormat;
use sotto_scrub::{FindingKind, Kind, clean};

/// What a camera and a picture editor write about a person.
fn tags() -> Vec<String> {
    ["Artist", "Make", "Model", "SerialNumber", "OwnerName", "XMP:Creator", "XMP:Description", "XMP:CreatorTool"]
        .iter()
        .map(|tag| format!("-{tag}={CANARY}"))
        .chain(
            [
                "-GPSLatitude=52.5",
                "-GPSLatitudeRef=N",
                "-GPSLongitude=13.4",
                "-GPSLongitudeRef=E",
                "-Orientation#=6",
                "-DateTimeOriginal=2024:02:14 09:30:00",
            ]
            .map(str::to_owned),
        )
        .collect()
}

fn photographed(corpus: &Corpus, name: &str, format: ImageFormat, more: &[&str]) {
    picture().save_with_format(corpus.path(name), format).unwrap();
    let tags = tags();
    corpus.tag(name, &tags.iter().map(String::as_str).chain(more.iter().copied()).collect::<Vec<_>>());
    assert!(has_canary(&corpus.read(name)), "the tool wrote it");
}

const ALWAYS: [&str; 3] = ["IFD0:Orientation", "Orientation", "ExifByteOrder"];

fn assert_clean(corpus: &Corpus, name: &str, copy: &str, structure: &[&str]) {
    let allowed = [&ALWAYS[..], structure].concat();
    assert_only(corpus.exiftool(copy).into_keys(), &allowed);
    assert_only(corpus.mat2(copy).unwrap_or_default(), &allowed);
    assert!(pixels(&corpus.path(name)) == pixels(&corpus.path(copy)), "{name}: the pixels are the same");
}

// proves: PRIV-37, PRIV-38
#[test]
fn a_photograph_loses_place_camera_and_author_and_stays_turned() {
    let corpus = Corpus::new();
    let iptc = format!("-IPTC:By-line={CANARY}");
    let comment = format!("-Comment={CANARY}");
    photographed(&corpus, "photo.jpg", ImageFormat::Jpeg, &[&iptc, &comment]);
    let small = corpus.read("photo.jpg");
    corpus.write("small.jpg", &small);
    corpus.tag("photo.jpg", &["-ThumbnailImage<=small.jpg"]);
    let (cleaned, copy) = corpus.clean("photo.jpg");
    assert_eq!(cleaned.kind, Kind::Jpeg);
    use FindingKind::{Author, Description, Device, Metadata, Place, SerialNumber, Software, Thumbnail, Time};
    assert_gone(&cleaned, &[Author, Description, Device, Metadata, Place, SerialNumber, Software, Thumbnail, Time]);
    assert_eq!(summary(&cleaned, Place), "52 deg 30 min 0 sec N, 13 deg 24 min 0 sec E");
    assert_eq!(summary(&cleaned, SerialNumber), CANARY);
    assert_clean(&corpus, "photo.jpg", &copy, &["JFIF:"]);
    assert!(corpus.exiftool(&copy)["IFD0:Orientation"].contains("Rotate 90 CW"));
}

#[test]
fn a_colour_profile_keeps_its_colours_and_loses_its_names() {
    let corpus = Corpus::new();
    photographed(&corpus, "photo.jpg", ImageFormat::Jpeg, &[]);
    corpus.write("screen.icc", &profile());
    corpus.tag("photo.jpg", &["-ICC_Profile<=screen.icc"]);
    let (cleaned, copy) = corpus.clean("photo.jpg");
    assert_gone(&cleaned, &[FindingKind::ColourProfile]);
    assert_eq!(summary(&cleaned, FindingKind::ColourProfile), format!("{CANARY}'s screen"));
    let (before, after) = (corpus.exiftool("photo.jpg"), corpus.exiftool(&copy));
    for tag in ["MediaWhitePoint", "RedMatrixColumn"] {
        assert_eq!(before[&format!("ICC_Profile:{tag}")], after[&format!("ICC_Profile:{tag}")]);
    }
    assert_eq!(after["ICC-header:ProfileDateTime"], "\"0000:00:00 00:00:00\"");
    assert!(before["ICC-header:ProfileDateTime"].contains("2024"));
}

/// A small colour profile of somebody's screen.
fn profile() -> Vec<u8> {
    let name = format!("{CANARY}'s screen\0");
    let mut desc = b"desc\0\0\0\0".to_vec();
    desc.extend_from_slice(&(name.len() as u32).to_be_bytes());
    desc.extend_from_slice(name.as_bytes());
    desc.extend_from_slice(&[0; 78]);
    let xyz = b"XYZ \0\0\0\0\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d".to_vec();
    let vendor = [b"text\0\0\0\0", CANARY.as_bytes(), b"\0"].concat();
    let parts: [(&[u8; 4], Vec<u8>); 4] = [(b"desc", desc), (b"wtpt", xyz.clone()), (b"rXYZ", xyz), (b"vndr", vendor)];
    let (mut table, mut data) = ((parts.len() as u32).to_be_bytes().to_vec(), Vec::new());
    for (name, part) in parts {
        table.extend_from_slice(name);
        table.extend_from_slice(&(132 + 48 + data.len() as u32).to_be_bytes());
        table.extend_from_slice(&(part.len() as u32).to_be_bytes());
        data.extend_from_slice(&part);
    }
    let mut header = vec![0; 128];
    header[..4].copy_from_slice(&((132 + 48 + data.len()) as u32).to_be_bytes());
    header[8] = 2;
    header[12..24].copy_from_slice(b"mntrRGB XYZ ");
    header[24..36].copy_from_slice(&[7, 0xe8, 0, 2, 0, 14, 0, 9, 0, 30, 0, 0]);
    header[36..40].copy_from_slice(b"acsp");
    [header, table, data].concat()
}

#[test]
fn png_webp_gif_and_tiff_lose_what_is_written_about_people() {
    let corpus = Corpus::new();
    let author = format!("-PNG:Author={CANARY}");
    let comment = format!("-Comment={CANARY}");
    photographed(&corpus, "shot.png", ImageFormat::Png, &[&author]);
    let (cleaned, copy) = corpus.clean("shot.png");
    assert_eq!(cleaned.kind, Kind::Png);
    assert_gone(&cleaned, &[FindingKind::Place, FindingKind::Author]);
    assert_clean(&corpus, "shot.png", &copy, &["PNG:"]);

    photographed(&corpus, "shot.webp", ImageFormat::WebP, &[]);
    let (cleaned, copy) = corpus.clean("shot.webp");
    assert_eq!(cleaned.kind, Kind::WebP);
    assert_gone(&cleaned, &[FindingKind::Place, FindingKind::Author]);
    assert_clean(&corpus, "shot.webp", &copy, &["RIFF:"]);

    picture().save_with_format(corpus.path("shot.gif"), ImageFormat::Gif).unwrap();
    let xmp = format!("-XMP:Creator={CANARY}");
    corpus.tag("shot.gif", &[&comment, &xmp]);
    let (cleaned, copy) = corpus.clean("shot.gif");
    assert_eq!(cleaned.kind, Kind::Gif);
    assert_gone(&cleaned, &[FindingKind::Description, FindingKind::Metadata]);
    assert_clean(&corpus, "shot.gif", &copy, &["GIF:"]);

    photographed(&corpus, "shot.tiff", ImageFormat::Tiff, &[]);
    let (cleaned, copy) = corpus.clean("shot.tiff");
    assert_eq!(cleaned.kind, Kind::Tiff);
    assert_gone(&cleaned, &[FindingKind::Place, FindingKind::Author]);
    let drawn = [
        "Width",
        "Height",
        "BitsPerSample",
        "Compression",
        "Photometric",
        "StripOffsets",
        "SamplesPerPixel",
        "RowsPerStrip",
        "StripByteCounts",
        "PlanarConfig",
        "Predictor",
        "SampleFormat",
        "XResolution",
        "YResolution",
        "ResolutionUnit",
    ];
    let drawn: Vec<String> =
        drawn.iter().flat_map(|tag| [format!("IFD0:{tag}"), format!("IFD0:Image{tag}"), (*tag).to_owned()]).collect();
    assert_clean(&corpus, "shot.tiff", &copy, &drawn.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn avif_loses_exif_and_xmp_and_is_drawn_from_the_same_bytes() {
    let corpus = Corpus::new();
    let encode = [
        "-loglevel",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc=s=96x64",
        "-frames:v",
        "1",
        "-c:v",
        "libaom-av1",
        "-cpu-used",
        "8",
        "-still-picture",
        "1",
        "shot.avif",
    ];
    corpus.run("ffmpeg", &encode);
    let tags = tags();
    corpus.tag("shot.avif", &tags.iter().map(String::as_str).collect::<Vec<_>>());
    let (cleaned, copy) = corpus.clean("shot.avif");
    assert_eq!(cleaned.kind, Kind::Heif);
    assert_gone(&cleaned, &[FindingKind::Place, FindingKind::Author]);
    assert_only(corpus.exiftool(&copy).into_keys(), &["QuickTime:", "Meta:", "XMP-x:XMPToolkit"]);
    let frames = |name| corpus.run("ffmpeg", &["-loglevel", "error", "-i", name, "-f", "framemd5", "-"]);
    assert_eq!(frames("shot.avif"), frames(&copy));
}

#[test]
fn what_follows_the_end_of_a_picture_goes() {
    let corpus = Corpus::new();
    for (name, format) in [("a.jpg", ImageFormat::Jpeg), ("a.png", ImageFormat::Png), ("a.gif", ImageFormat::Gif)] {
        picture().save_with_format(corpus.path(name), format).unwrap();
        // A polyglot: an archive that a picture begins.
        let hidden = common::office::package(&[("secret.txt", CANARY.as_bytes())]);
        corpus.write(name, &[corpus.read(name), hidden, CANARY.into()].concat());
        let (cleaned, copy) = corpus.clean(name);
        assert_gone(&cleaned, &[FindingKind::TrailingData]);
        assert!(pixels(&corpus.path(name)) == pixels(&corpus.path(&copy)));
    }
}

#[test]
fn a_scan_of_a_page_may_have_printers_dots_and_says_so() {
    let sheet = image::GrayImage::new(1240, 1754);
    let mut file = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut file, ImageFormat::Png).unwrap();
    assert_remain(&clean(file.get_ref()).unwrap(), &[FindingKind::PrinterDots]);
}

#[test]
fn a_drawing_loses_remarks_programs_and_folders() {
    let corpus = Corpus::new();
    picture().save_with_format(corpus.path("in.jpg"), ImageFormat::Jpeg).unwrap();
    corpus.tag("in.jpg", &[&format!("-Artist={CANARY}")]);
    let inner = data_encoding::BASE64.encode(&corpus.read("in.jpg"));
    let svg = format!(
        r##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" sodipodi:docname="{CANARY}.svg" inkscape:export-filename="/home/{CANARY}/a.png" onload="alert('{CANARY}')"><!-- {CANARY} --><metadata><dc:creator xmlns:dc="urn:dc">{CANARY}</dc:creator></metadata><script>"{CANARY}"</script><title>{CANARY}</title><path d="M0 0h9v9z" fill="#fff"/><image href="data:image/jpeg;base64,{inner}"/></svg>"##
    );
    corpus.write("a.svg", svg.as_bytes());
    let (cleaned, copy) = corpus.clean("a.svg");
    use FindingKind::{Author, Description, Macros, Metadata, Path};
    assert_gone(&cleaned, &[Author, Description, Macros, Metadata, Path]);
    assert!(String::from_utf8(corpus.read(&copy)).unwrap().contains(r##"<path d="M0 0h9v9z" fill="#fff"/>"##));
    assert_only(corpus.exiftool(&copy).into_keys(), &["SVG:Xmlns", "SVG:ImageHref", "SVG:Path"]);
}
