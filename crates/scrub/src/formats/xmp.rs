//! XMP, wherever it lies: what it says. None of it is kept.

use quick_xml::{Reader, events::Event};

use crate::{FindingKind, job::Job};

/// Tells what a packet says.
pub(super) fn look(packet: &[u8], job: &mut Job) {
    job.found(FindingKind::Metadata, "XMP");
    let packet = String::from_utf8_lossy(packet);
    let mut reader = Reader::from_str(&packet);
    let mut within: Vec<Option<FindingKind>> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                attributes(&element, job);
                let inherited = within.last().copied().flatten();
                within.push(kind_of(element.local_name().as_ref()).or(inherited));
            }
            Ok(Event::Empty(element)) => attributes(&element, job),
            Ok(Event::End(_)) => {
                within.pop();
            }
            Ok(Event::Text(text)) => {
                if let Some(Some(kind)) = within.last()
                    && !text.trim().is_empty()
                {
                    job.found(*kind, text.trim());
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attributes(element: &quick_xml::events::BytesStart<'_>, job: &mut Job) {
    for attribute in element.attributes().with_checks(false).flatten() {
        if let Some(kind) = kind_of(attribute.key.local_name().as_ref()) {
            job.found(kind, &attribute.value);
        }
    }
}

fn kind_of(name: &str) -> Option<FindingKind> {
    Some(match name {
        "GPSLatitude" | "GPSLongitude" | "City" | "Location" | "Country" => FindingKind::Place,
        "creator" | "Author" | "OwnerName" | "rights" | "CreatorContactInfo" => FindingKind::Author,
        "CreatorTool" | "Producer" | "softwareAgent" => FindingKind::Software,
        "SerialNumber" | "LensSerialNumber" => FindingKind::SerialNumber,
        "CreateDate" | "ModifyDate" | "DateTimeOriginal" | "MetadataDate" => FindingKind::Time,
        "title" | "description" | "subject" | "Keywords" => FindingKind::Description,
        "DocumentID" | "InstanceID" | "OriginalDocumentID" => FindingKind::RevisionIds,
        "History" | "DerivedFrom" => return Some(FindingKind::TrackedChanges),
        _ => return None,
    })
}
