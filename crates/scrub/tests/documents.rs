//! Documents with everything that programs write, as exiftool and mat2 find it before and after.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::io::{Cursor, Read as _};

use common::{CANARY, Corpus, assert_gone, assert_only, assert_remain, office, pdf, picture, summary};
use image::ImageFormat;
use sotto_scrub::{FindingKind, Kind, NotChecked, clean};
use zip::ZipArchive;

/// A photograph that says who took it.
fn photo(corpus: &Corpus) -> Vec<u8> {
    picture().save_with_format(corpus.path("photo.jpg"), ImageFormat::Jpeg).unwrap();
    corpus.tag("photo.jpg", &[&format!("-Artist={CANARY}")]);
    corpus.read("photo.jpg")
}

/// One part of a package.
fn part(package: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(package)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn names(package: &[u8]) -> Vec<String> {
    ZipArchive::new(Cursor::new(package)).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect()
}

// proves: PRIV-38
#[test]
fn a_pdf_loses_author_history_files_and_programs_and_shows_the_same() {
    let corpus = Corpus::new();
    let mut document = pdf::pages(5, &photo(&corpus));
    pdf::hide(&mut document);
    corpus.write("report.pdf", &pdf::bytes(document));
    // exiftool appends a version, and writes over its own one: what was there before stays in the file.
    for tag in ["Author", "Title", "XMP:Creator"] {
        corpus.tag("report.pdf", &[&format!("-{tag}={CANARY}")]);
    }
    let (cleaned, copy) = corpus.clean("report.pdf");
    assert_eq!(cleaned.kind, Kind::Pdf);
    use FindingKind::{Author, Comments, Description, EarlierVersion, EmbeddedFile, Macros, Thumbnail};
    assert_gone(&cleaned, &[Author, Description, EarlierVersion, EmbeddedFile, Macros, Thumbnail]);
    assert_eq!(summary(&cleaned, EarlierVersion), "1");
    assert_remain(&cleaned, &[Comments]);
    assert_only(corpus.exiftool(&copy).into_keys(), &["PDF:PDFVersion", "PDF:Linearized", "PDF:PageCount"]);
    // What mat2 calls these is absent: it prints -1 for a time that is not there.
    assert_only(corpus.mat2(&copy).unwrap(), &["format", "creation-date", "mod-date"]);
    corpus.run("qpdf", &["--check", &copy]);
    let text = |name: &str| corpus.run("pdftotext", &["-layout", name, "-"]);
    assert!(text(&copy).contains("This is page 5"));
    assert_eq!(text("report.pdf"), text(&copy));
    let drawn = |name: &str, to: &str| {
        corpus.run("pdftoppm", &["-r", "50", "-png", name, to]);
        (1..=5).map(|page| corpus.read(&format!("{to}-{page}.png"))).collect::<Vec<_>>()
    };
    assert!(drawn("report.pdf", "before") == drawn(&copy, "after"), "the pages are drawn the same");
    let (before, after) = (corpus.read("report.pdf").len(), cleaned.bytes.len());
    assert!(after < before, "{after} of {before} bytes");
}

#[test]
fn a_locked_pdf_is_not_checked() {
    let corpus = Corpus::new();
    corpus.write("open.pdf", &pdf::bytes(pdf::pages(1, &photo(&corpus))));
    corpus.run("qpdf", &["--encrypt", "secret", "owner", "256", "--", "open.pdf", "locked.pdf"]);
    assert_eq!(clean(&corpus.read("locked.pdf")).unwrap_err(), NotChecked::Encrypted);
    // Everybody may open it, and not everybody print: what it says of itself is locked all the same.
    corpus.run("qpdf", &["--encrypt", "", "owner", "256", "--", "open.pdf", "print.pdf"]);
    assert_eq!(clean(&corpus.read("print.pdf")).unwrap_err(), NotChecked::Encrypted);
}

#[test]
fn a_letter_loses_changes_remarks_and_authors() {
    let corpus = Corpus::new();
    corpus.write("letter.docx", &office::docx(&photo(&corpus)));
    let (cleaned, copy) = corpus.clean("letter.docx");
    assert_eq!(cleaned.kind, Kind::OfficeOpenXml);
    use FindingKind::{Author, Comments, HiddenText, Macros, Path, RevisionIds, Thumbnail, Time, TrackedChanges};
    assert_gone(&cleaned, &[Author, Comments, Macros, Path, RevisionIds, Thumbnail, Time, TrackedChanges]);
    assert_remain(&cleaned, &[HiddenText]);
    assert_eq!(summary(&cleaned, TrackedChanges), CANARY);
    assert_eq!(corpus.mat2(&copy).unwrap(), Vec::<String>::new());
    let document = part(&cleaned.bytes, "word/document.xml");
    let seen: String =
        document.split('<').filter(|tag| tag.starts_with("w:t")).map(|tag| tag.split_once('>').unwrap().1).collect();
    assert_eq!(seen, "Two pumps were paid twice.unseen", "as it reads with every change accepted");
    // Nothing names a part that is not there.
    assert!(!document.contains("comment") && !part(&cleaned.bytes, "word/settings.xml").contains("attachedTemplate"));
    let relations = part(&cleaned.bytes, "word/_rels/document.xml.rels");
    assert!(
        relations.contains("settings.xml") && !relations.contains("comments.xml") && !relations.contains("vbaProject")
    );
    assert!(!part(&cleaned.bytes, "[Content_Types].xml").contains("comments"));
    let photo = ZipArchive::new(Cursor::new(&cleaned.bytes)).unwrap().by_name("word/media/image1.jpeg").unwrap().size();
    assert!(photo > 0 && !names(&cleaned.bytes).iter().any(|name| name.starts_with("docProps")));
}

#[test]
fn a_table_loses_its_printer_and_says_which_sheet_is_hidden() {
    let corpus = Corpus::new();
    corpus.write("orders.xlsx", &office::xlsx());
    let (cleaned, copy) = corpus.clean("orders.xlsx");
    use FindingKind::{Author, Comments, HiddenSheet, Path, Printer, RevisionIds};
    assert_gone(&cleaned, &[Author, Comments, Path, Printer, RevisionIds]);
    assert_remain(&cleaned, &[HiddenSheet]);
    assert_eq!(summary(&cleaned, HiddenSheet), "Prices");
    assert_eq!(summary(&cleaned, Printer), format!("{CANARY} LaserJet"));
    assert_eq!(corpus.mat2(&copy).unwrap(), Vec::<String>::new());
    let sheet = part(&cleaned.bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<pageSetup orientation="portrait"/>"#) && !sheet.contains("legacyDrawing"));
    assert!(sheet.contains("<v>42</v>"));
}

#[test]
fn slides_say_which_are_hidden_and_that_there_are_notes() {
    let corpus = Corpus::new();
    corpus.write("talk.pptx", &office::pptx());
    let (cleaned, copy) = corpus.clean("talk.pptx");
    assert_gone(&cleaned, &[FindingKind::Comments]);
    assert_remain(&cleaned, &[FindingKind::HiddenSlide, FindingKind::SpeakerNotes]);
    assert!(!part(&cleaned.bytes, "ppt/slides/slide1.xml").contains("314159"));
    assert_eq!(corpus.mat2(&copy).unwrap(), Vec::<String>::new());
}

#[test]
fn an_open_document_loses_changes_remarks_and_authors() {
    let corpus = Corpus::new();
    corpus.write("letter.odt", &office::odt(&photo(&corpus)));
    let (cleaned, copy) = corpus.clean("letter.odt");
    assert_eq!(cleaned.kind, Kind::OpenDocument);
    use FindingKind::{Author, Comments, Macros, Printer, RevisionIds, Software, Thumbnail, TrackedChanges};
    assert_gone(&cleaned, &[Author, Comments, Macros, Printer, RevisionIds, Software, Thumbnail, TrackedChanges]);
    assert_eq!(corpus.mat2(&copy).unwrap(), Vec::<String>::new());
    assert!(part(&cleaned.bytes, "content.xml").contains(">Two pumps were paid twice.</text:p>"));
    assert_eq!(names(&cleaned.bytes)[0], "mimetype");
    let manifest = part(&cleaned.bytes, "META-INF/manifest.xml");
    assert!(manifest.contains("Pictures/1.jpg") && !manifest.contains("meta.xml") && !manifest.contains("Thumbnails"));
}

#[test]
fn an_archive_is_cleaned_file_by_file_and_says_what_nobody_looked_into() {
    let corpus = Corpus::new();
    let photo = photo(&corpus);
    let inner = office::package(&[("photo.jpg", &photo)]);
    let archive =
        office::package(&[("inner.zip", &inner), ("photo.jpg", &photo), ("game.exe", b"MZ\0\0"), ("a.txt", b"words")]);
    corpus.write("all.zip", &archive);
    let (cleaned, copy) = corpus.clean("all.zip");
    assert_eq!(cleaned.kind, Kind::Zip);
    assert_gone(&cleaned, &[FindingKind::Author, FindingKind::Time]);
    assert_remain(&cleaned, &[FindingKind::UncheckedPart]);
    assert_eq!(summary(&cleaned, FindingKind::UncheckedPart), "game.exe");
    let times = corpus.exiftool(&copy);
    assert!(
        times
            .iter()
            .filter(|(tag, _)| tag.contains("ModifyDate"))
            .all(|(_, time)| time.contains("1980:01:01 00:00:00"))
    );
}

#[test]
fn text_says_which_characters_nobody_sees() {
    let cleaned = clean("Two\u{200b} pumps\u{feff}".as_bytes()).unwrap();
    assert_eq!((cleaned.kind, cleaned.bytes.as_slice()), (Kind::Text, &b"Two pumps"[..]));
    assert_eq!(summary(&cleaned, FindingKind::HiddenCharacters), "2");
    // Persian needs its joiners, and a family its own.
    for words in ["می‌خواهم", "👩‍👧"] {
        let cleaned = clean(words.as_bytes()).unwrap();
        assert_eq!(cleaned.bytes, words.as_bytes());
        assert_remain(&cleaned, &[FindingKind::HiddenCharacters]);
    }
    assert_eq!(clean(b"plain words\r\n").unwrap().findings, []);
}
