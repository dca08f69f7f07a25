//! Documents of Office and OpenDocument, made by hand: what their programs would write, with little around it.

use std::io::{Cursor, Write as _};

use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use super::CANARY;

/// A package of these parts, written at a time.
pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let time = DateTime::from_date_and_time(2024, 2, 14, 9, 30, 0).unwrap();
    for (name, content) in parts {
        let method =
            if *name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer
            .start_file(*name, SimpleFileOptions::default().compression_method(method).last_modified_time(time))
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(all: &[(&str, &str, &str)]) -> String {
    let each = |(id, kind, target): &(&str, &str, &str)| {
        let mode = if target.contains(':') { r#" TargetMode="External""# } else { "" };
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>"#)
    };
    let all: String = all.iter().map(each).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

fn types(overrides: &[(&str, &str)]) -> String {
    let each =
        |(part, kind): &(&str, &str)| format!(r#"<Override PartName="/{part}" ContentType="application/{kind}"/>"#);
    let all: String = overrides.iter().map(each).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>{all}</Types>"#
    )
}

fn core() -> String {
    format!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>{CANARY}</dc:creator><cp:lastModifiedBy>{CANARY}</cp:lastModifiedBy><dcterms:created>2024-02-14T09:30:00Z</dcterms:created></cp:coreProperties>"#
    )
}

/// A letter with tracked changes, remarks, a photograph, a program, and everything about its author.
pub(crate) fn docx(photo: &[u8]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATIONS}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body><w:p w:rsidR="00A77B3E" w14:paraId="1A2B3C4D"><w:r w:rsidRPr="00A77B3E"><w:t xml:space="preserve">Two pumps were paid </w:t></w:r><w:del w:id="1" w:author="{CANARY}" w:date="2024-02-14T09:30:00Z"><w:r><w:delText>once, said {CANARY}</w:delText></w:r></w:del><w:ins w:id="2" w:author="{CANARY}" w:date="2024-02-14T09:30:00Z"><w:r><w:t>twice</w:t></w:r></w:ins><w:commentRangeStart w:id="0"/><w:r><w:t>.</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p><w:drawing><wp:docPr id="1" name="Picture 1" descr="C:\Users\{CANARY}\pump.jpeg"/></w:drawing></w:body></w:document>"#
    );
    let comments = format!(
        r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="{CANARY}" w:initials="C"><w:p><w:r><w:t>Are you sure?</w:t></w:r></w:p></w:comment></w:comments>"#
    );
    let settings = format!(
        r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATIONS}"><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="00A77B3E"/></w:rsids></w:settings>"#
    );
    let template = format!("file:///C:/Users/{CANARY}/Normal.dotm");
    package(&[
        (
            "[Content_Types].xml",
            types(&[
                ("word/document.xml", "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
                ("word/settings.xml", "vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"),
                ("word/comments.xml", "vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"),
                ("docProps/core.xml", "vnd.openxmlformats-package.core-properties+xml"),
            ])
            .as_bytes(),
        ),
        (
            "_rels/.rels",
            relations(&[
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", "metadata/core-properties", "docProps/core.xml"),
            ])
            .as_bytes(),
        ),
        ("docProps/core.xml", core().as_bytes()),
        ("docProps/app.xml", format!("<Properties><Company>{CANARY}</Company></Properties>").as_bytes()),
        ("docProps/thumbnail.jpeg", photo),
        ("word/document.xml", document.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("rId1", "comments", "comments.xml"),
                ("rId2", "settings", "settings.xml"),
                ("rId3", "vbaProject", "vbaProject.bin"),
            ])
            .as_bytes(),
        ),
        ("word/settings.xml", settings.as_bytes()),
        ("word/_rels/settings.xml.rels", relations(&[("rId1", "attachedTemplate", &template)]).as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("word/vbaProject.bin", CANARY.as_bytes()),
        ("word/media/image1.jpeg", photo),
        ("customXml/item1.xml", format!("<a>{CANARY}</a>").as_bytes()),
    ])
}

/// A table with a hidden sheet, remarks, a printer, and the folder where it lay.
pub(crate) fn xlsx() -> Vec<u8> {
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"><fileSharing userName="{CANARY}"/><x15ac:absPath url="C:\Users\{CANARY}\"/><xr:revisionPtr documentId="8_{{{CANARY}}}"/><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/><sheet name="Prices" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>"#
    );
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATIONS}" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{{{CANARY}}}"><sheetData><row r="1"><c r="A1"><v>42</v></c></row></sheetData><pageSetup orientation="portrait" r:id="rId3"/><legacyDrawing r:id="rId2"/></worksheet>"#
    );
    let printer: Vec<u8> = format!("{CANARY} LaserJet\0").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let notes = r#"<xml xmlns:x="urn:x"><x:ClientData ObjectType="Note"/></xml>"#;
    package(&[
        (
            "[Content_Types].xml",
            types(&[
                ("xl/workbook.xml", "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
                ("xl/worksheets/sheet1.xml", "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"),
                ("xl/worksheets/sheet2.xml", "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"),
                ("xl/comments1.xml", "vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
            ])
            .as_bytes(),
        ),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "xl/workbook.xml")]).as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ])
            .as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        (
            "xl/worksheets/sheet2.xml",
            br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#,
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[
                ("rId1", "comments", "../comments1.xml"),
                ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("rId3", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ])
            .as_bytes(),
        ),
        ("xl/comments1.xml", format!("<comments><authors><author>{CANARY}</author></authors></comments>").as_bytes()),
        ("xl/drawings/vmlDrawing1.vml", notes.as_bytes()),
        ("xl/printerSettings/printerSettings1.bin", &printer),
    ])
}

/// A slide, a hidden one, notes, and who remarked.
pub(crate) fn pptx() -> Vec<u8> {
    let slide = |show: &str| {
        format!(
            r#"<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"{show}><p:cSld><p:extLst><p:ext uri="{{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}}"><p14:creationId val="314159"/></p:ext></p:extLst></p:cSld></p:sld>"#
        )
    };
    package(&[
        (
            "[Content_Types].xml",
            types(&[(
                "ppt/presentation.xml",
                "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            )])
            .as_bytes(),
        ),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "ppt/presentation.xml")]).as_bytes()),
        (
            "ppt/presentation.xml",
            br#"<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>"#,
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[
                ("rId1", "slide", "slides/slide1.xml"),
                ("rId2", "slide", "slides/slide2.xml"),
                ("rId3", "commentAuthors", "commentAuthors.xml"),
            ])
            .as_bytes(),
        ),
        ("ppt/slides/slide1.xml", slide("").as_bytes()),
        ("ppt/slides/slide2.xml", slide(r#" show="0""#).as_bytes()),
        (
            "ppt/notesSlides/notesSlide1.xml",
            br#"<p:notes xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>"#,
        ),
        (
            "ppt/commentAuthors.xml",
            format!(r#"<p:cmAuthorLst xmlns:p="urn:p"><p:cmAuthor id="1" name="{CANARY}"/></p:cmAuthorLst>"#)
                .as_bytes(),
        ),
    ])
}

/// A text with tracked changes, remarks, a printer, a photograph, and everything about its author.
pub(crate) fn odt(photo: &[u8]) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:officeooo="http://openoffice.org/2009/office" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3"><office:automatic-styles><style:style style:name="P1" style:family="paragraph"><style:text-properties officeooo:rsid="001a2b3c"/></style:style></office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>{CANARY}</dc:creator></office:change-info><text:p>said {CANARY}</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p text:style-name="P1">Two pumps were paid <text:change text:change-id="c1"/>twice.<office:annotation><dc:creator>{CANARY}</dc:creator><text:p>Sure?</text:p></office:annotation></text:p></office:text></office:body></office:document-content>"#
    );
    let meta = format!(
        r#"<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><meta:initial-creator>{CANARY}</meta:initial-creator><dc:creator>{CANARY}</dc:creator><meta:generator>LibreOffice</meta:generator></office:meta></office:document-meta>"#
    );
    let settings = format!(
        r#"<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><office:settings><config:config-item config:name="PrinterName" config:type="string">{CANARY}</config:config-item><config:config-item config:name="Rsid" config:type="int">1715004</config:config-item></office:settings></office:document-settings>"#
    );
    let manifest = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="Pictures/1.jpg" manifest:media-type="image/jpeg"/><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/></manifest:manifest>"#;
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("settings.xml", settings.as_bytes()),
        ("Pictures/1.jpg", photo),
        ("Thumbnails/thumbnail.png", CANARY.as_bytes()),
        ("Basic/Standard/Module1.xml", CANARY.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}
