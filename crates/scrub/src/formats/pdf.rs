//! PDF (ISO 32000-2): the newest version of it, written anew, with what pages show and nothing about them.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions};

use super::{jpeg, xmp};
use crate::{FindingKind, NotChecked, bytes::text, job::Job};

/// Entries that no page shows, wherever they stand.
const ABOUT: [(&[u8], FindingKind); 6] = [
    (b"Metadata", FindingKind::Metadata),
    (b"PieceInfo", FindingKind::Metadata),
    (b"LastModified", FindingKind::Metadata),
    (b"SpiderInfo", FindingKind::Metadata),
    (b"AF", FindingKind::EmbeddedFile),
    (b"Thumb", FindingKind::Thumbnail),
];
/// What programs do by themselves.
const ACTIONS: [&[u8]; 4] = [b"JS", b"AA", b"JavaScript", b"Launch"];
/// Annotations that are remarks of somebody.
const REMARKS: [&[u8]; 16] = [
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Popup",
    b"Redact",
];

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut document = Document::load_mem(file).map_err(|error| match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => NotChecked::Encrypted,
        _ => NotChecked::Damaged,
    })?;
    if document.trailer.has(b"Encrypt") || document.encryption_state.is_some() {
        return Err(NotChecked::Encrypted);
    }
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err(NotChecked::Damaged);
    }
    let revisions = document.revision_count();
    if revisions > 1 {
        job.found(FindingKind::EarlierVersion, (revisions - 1).to_string());
    }
    about(&mut document, job);
    catalogue(&mut document, job)?;
    let thumbnails =
        document.objects.values().any(|object| dictionary(object).is_some_and(|entries| entries.has(b"Thumb")));
    if thumbnails {
        job.found(FindingKind::Thumbnail, "");
    }
    for object in document.objects.values_mut() {
        object_itself(object, job, 0);
    }
    images(&mut document, job);
    document.prune_objects();
    let mut copy = Vec::with_capacity(file.len());
    // Streams of objects came with 1.5; without them the copy of an older file could be longer than the file.
    if document.version.as_str() < "1.5" {
        "1.5".clone_into(&mut document.version);
    }
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    document.save_with_options(&mut copy, options).map_err(|_| NotChecked::Damaged)?;
    Ok(copy)
}

/// What the trailer says: who, when, with what; and the number of this very file.
fn about(document: &mut Document, job: &mut Job) {
    let info =
        document.trailer.remove(b"Info").and_then(|info| document.dereference(&info).ok().map(|(_, o)| o.clone()));
    if let Some(Object::Dictionary(info)) = &info {
        for (key, value) in info.iter() {
            let kind = match key.as_slice() {
                b"Author" => FindingKind::Author,
                b"Creator" | b"Producer" => FindingKind::Software,
                b"CreationDate" | b"ModDate" => FindingKind::Time,
                b"Title" | b"Subject" | b"Keywords" => FindingKind::Description,
                b"Trapped" => continue,
                _ => FindingKind::Metadata,
            };
            let value = document.dereference(value).map(|(_, value)| words(value)).unwrap_or_default();
            if !value.is_empty() {
                job.found(kind, value);
            }
        }
    }
    if document.trailer.remove(b"ID").is_some() {
        job.found(FindingKind::RevisionIds, "");
    }
    let packets = document.objects.values().filter_map(|object| object.as_stream().ok());
    for packet in packets.filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|kind| is_name(kind, b"XML"))) {
        let content = packet.get_plain_content().unwrap_or_default();
        xmp::look(&content, job);
    }
}

/// What the catalogue names: files inside, programs, signatures, layers.
fn catalogue(document: &mut Document, job: &mut Job) -> Result<(), NotChecked> {
    let names =
        document.catalog().ok().and_then(|root| resolved(document, root, b"Names")).and_then(dictionary).cloned();
    if let Some(names) = names {
        if names.has(b"EmbeddedFiles") {
            job.found(FindingKind::EmbeddedFile, "");
        }
        if names.has(b"JavaScript") {
            job.found(FindingKind::Macros, "");
        }
    }
    if document.catalog().is_ok_and(|root| root.has(b"OCProperties")) {
        job.remains(FindingKind::HiddenText, "");
    }
    let opens = document.catalog().ok().and_then(|root| resolved(document, root, b"OpenAction"));
    let acts = opens.is_some_and(|action| matches!(action, Object::Dictionary(_)));
    let names = document.catalog().ok().and_then(|root| root.get(b"Names").ok()).cloned();
    if let Some(Object::Reference(id)) = names
        && let Ok(Object::Dictionary(names)) = document.get_object_mut(id)
    {
        names.remove(b"EmbeddedFiles");
        names.remove(b"JavaScript");
    }
    let root = document.catalog_mut().map_err(|_| NotChecked::Damaged)?;
    if acts {
        root.remove(b"OpenAction");
    }
    for key in [&b"Collection"[..], b"Perms", b"Legal"] {
        root.remove(key);
    }
    if let Ok(Object::Dictionary(names)) = root.get_mut(b"Names") {
        names.remove(b"EmbeddedFiles");
        names.remove(b"JavaScript");
    }
    Ok(())
}

fn object_itself(object: &mut Object, job: &mut Job, depth: u32) {
    // The parser of lopdf stops at a depth of its own.
    if depth > 100 {
        return;
    }
    match object {
        Object::Dictionary(entries) => entries_of(entries, job, depth),
        Object::Stream(stream) => entries_of(&mut stream.dict, job, depth),
        Object::Array(items) => items.iter_mut().for_each(|item| object_itself(item, job, depth + 1)),
        _ => {}
    }
}

fn entries_of(entries: &mut Dictionary, job: &mut Job, depth: u32) {
    for (key, kind) in ABOUT {
        // What XMP says, and whose thumbnails these are, was told before.
        if entries.remove(key).is_some() && kind != FindingKind::Thumbnail {
            job.found(kind, text(key));
        }
    }
    for key in ACTIONS {
        if entries.remove(key).is_some() {
            job.found(FindingKind::Macros, "");
        }
    }
    let subtype = entries.get(b"Subtype").and_then(Object::as_name).unwrap_or_default().to_vec();
    let is = |entries: &Dictionary, key: &[u8], name: &[u8]| entries.get(key).is_ok_and(|value| is_name(value, name));
    if is(entries, b"Type", b"Filespec") || entries.has(b"EF") {
        let name = entries.get(b"UF").or_else(|_| entries.get(b"F")).map(words).unwrap_or_default();
        job.found(FindingKind::EmbeddedFile, name);
        entries.remove(b"EF");
    }
    if is(entries, b"S", b"URI")
        && let Ok(address) = entries.get(b"URI")
    {
        // It is seen, and asked for only when somebody follows it.
        if words(address).starts_with("file:") {
            job.remains(FindingKind::Path, words(address));
        }
    }
    if REMARKS.contains(&subtype.as_slice()) && (entries.has(b"Rect") || entries.has(b"Contents")) {
        let who = entries.remove(b"T").as_ref().map(words).unwrap_or_default();
        for key in [&b"M"[..], b"CreationDate", b"NM"] {
            entries.remove(key);
        }
        if !who.is_empty() {
            job.found(FindingKind::Author, who);
        }
        job.remains(FindingKind::Comments, "");
    }
    if subtype == b"FileAttachment" {
        entries.remove(b"FS");
        entries.remove(b"T");
        entries.remove(b"Contents");
    }
    if is(entries, b"Type", b"Sig") || entries.has(b"ByteRange") {
        let who = entries.get(b"Name").map(words).unwrap_or_default();
        job.found(FindingKind::Signature, who);
        for key in [
            &b"Contents"[..],
            b"ByteRange",
            b"Name",
            b"M",
            b"Location",
            b"Reason",
            b"ContactInfo",
            b"Cert",
            b"Reference",
            b"Prop_Build",
        ] {
            entries.remove(key);
        }
    }
    if entries.has(b"XFA") {
        job.found(FindingKind::Metadata, "XFA");
        entries.remove(b"XFA");
    }
    for (_, value) in entries.iter_mut() {
        object_itself(value, job, depth + 1);
    }
}

/// Pictures in it that are whole JPEG files.
fn images(document: &mut Document, job: &mut Job) {
    let ids: BTreeSet<ObjectId> = document.objects.keys().copied().collect();
    for id in ids {
        let Some(Object::Stream(stream)) = document.objects.get_mut(&id) else { continue };
        let filter = stream.dict.get(b"Filter").cloned();
        let only = |name: &[u8]| match &filter {
            Ok(Object::Array(filters)) => matches!(filters.as_slice(), [filter] if is_name(filter, name)),
            Ok(filter) => is_name(filter, name),
            Err(_) => false,
        };
        if only(b"DCTDecode") {
            match job.deeper(|job| jpeg::clean(&stream.content, job)) {
                Ok(cleaned) => stream.set_content(cleaned),
                Err(_) => job.remains(FindingKind::UncheckedPart, "DCTDecode"),
            }
        } else if only(b"JPXDecode") {
            job.remains(FindingKind::UncheckedPart, "JPXDecode");
        }
    }
}

fn resolved<'a>(document: &'a Document, entries: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    document.dereference(entries.get(key).ok()?).ok().map(|(_, object)| object)
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(entries) => Some(entries),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

fn is_name(object: &Object, name: &[u8]) -> bool {
    object.as_name().is_ok_and(|found| found == name)
}

/// A string of PDF for people: UTF-16 if it says so.
fn words(object: &Object) -> String {
    match object {
        Object::String(bytes, _) => match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(wide) => {
                let wide: Vec<u16> = wide.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
                String::from_utf16_lossy(&wide)
            }
            None => text(bytes),
        },
        _ => String::new(),
    }
}
