//! PDF files, made by hand.

use lopdf::{Document, Object, Stream, dictionary};

use super::CANARY;

/// Pages with a line of text each, a picture, and what this maker of PDF adds about itself.
pub(crate) fn pages(count: u32, picture: &[u8]) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let image = document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 96, "Height" => 64, "ColorSpace" => "DeviceRGB",
            "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        },
        picture.to_vec(),
    ));
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "Im1" => image },
    });
    let kids: Vec<Object> = (1..=count)
        .map(|page| {
            let text = format!("q 96 0 0 64 50 50 cm /Im1 Do Q BT /F1 24 Tf 50 700 Td (This is page {page}) Tj ET");
            let content = document.add_object(Stream::new(dictionary! {}, text.into_bytes()));
            document.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into()
        })
        .collect();
    let pages = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    };
    document.objects.insert(tree, pages.into());
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalogue);
    document
}

/// What hides in a PDF: a file, a program, a remark with its author, a thumbnail, a private part of a program.
pub(crate) fn hide(document: &mut Document) {
    let file = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, CANARY.into()));
    let spec = document.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal(CANARY), "EF" => dictionary! { "F" => file },
    });
    let script = document.add_object(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal(CANARY) });
    let thumbnail = document.add_object(Stream::new(dictionary! { "Width" => 1, "Height" => 1 }, CANARY.into()));
    let private = document.add_object(dictionary! { "Private" => Object::string_literal(CANARY) });
    let remark = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "T" => Object::string_literal(CANARY), "M" => Object::string_literal("D:20240101"),
        "Contents" => Object::string_literal("Look at this"),
    });
    let page = document.get_pages()[&1];
    let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Thumb", thumbnail);
    page.set("PieceInfo", private);
    page.set("Annots", vec![remark.into()]);
    let names = dictionary! {
        "EmbeddedFiles" => dictionary! { "Names" => vec![Object::string_literal(CANARY), spec.into()] },
        "JavaScript" => dictionary! { "Names" => vec![Object::string_literal("a"), script.into()] },
    };
    let catalogue = document.catalog_mut().unwrap();
    catalogue.set("Names", names);
    catalogue.set("OpenAction", script);
}

pub(crate) fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
