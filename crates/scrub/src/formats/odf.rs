//! OpenDocument 1.3: text, sheets, slides, drawings.

use super::{
    clean_inner,
    package::{self, Part},
    xml::{self, Element, Fate},
};
use crate::{FindingKind, NotChecked, bytes::has, job::Job};

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let parts = package::unpack(file, job)?;
    clean_parts(parts, job)
}

pub(super) fn clean_parts(parts: Vec<Part>, job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let manifest = parts.iter().find(|part| part.name == "META-INF/manifest.xml").ok_or(NotChecked::Damaged)?;
    if has(&manifest.content, b"encryption-data") {
        return Err(NotChecked::Encrypted);
    }
    if !parts.iter().any(|part| part.name == "content.xml") {
        return Err(NotChecked::Damaged);
    }
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for part in parts {
        if goes(&part, job) { dropped.push(part.name) } else { kept.push(part) }
    }
    let mut cleaned = Vec::with_capacity(kept.len());
    for Part { name, content } in kept {
        let content = match name.rsplit('/').next().unwrap_or_default() {
            "manifest.xml" => {
                xml::rewrite(&content, |entry| {
                    let path = entry.value("full-path").unwrap_or_default();
                    let gone = dropped
                        .iter()
                        .any(|name| name == path || name.trim_end_matches('/') == path.trim_end_matches('/'));
                    Ok(if gone { Fate::Drop } else { Fate::Keep })
                })?
                .0
            }
            "settings.xml" => settings(&content, job)?,
            "content.xml" | "styles.xml" => document(&content, job)?,
            "mimetype" => content,
            _ if name.ends_with('/') || content.is_empty() => content,
            file if file.ends_with(".xml") => xml::rewrite(&content, |element| judge(element, job))?.0,
            _ => {
                if name.starts_with("Object ") && !name.contains('/') {
                    job.remains(FindingKind::EmbeddedFile, &name);
                }
                clean_inner(&name, &content, job)?
            }
        };
        cleaned.push(Part { name, content });
    }
    package::pack(&cleaned)
}

/// Whether a part goes; what it says is told.
fn goes(part: &Part, job: &mut Job) -> bool {
    let name = part.name.as_str();
    let folder = name.split('/').next().unwrap_or_default();
    match (folder, name.rsplit('/').next().unwrap_or_default()) {
        (_, "meta.xml") => meta(&part.content, job),
        ("Thumbnails", _) => job.found(FindingKind::Thumbnail, ""),
        ("META-INF", "documentsignatures.xml" | "macrosignatures.xml") => job.found(FindingKind::Signature, ""),
        ("Basic" | "Scripts" | "Dialogs", _) => {
            // Each document has these folders, with nothing in them.
            if !part.content.is_empty() && !name.ends_with("-lb.xml") && !name.ends_with("-lc.xml") {
                job.found(FindingKind::Macros, "");
            }
        }
        ("Versions", _) | (_, "VersionList.xml") => job.found(FindingKind::EarlierVersion, ""),
        ("Configurations2", _) | (_, "layout-cache" | "manifest.rdf") => {}
        _ => return false,
    }
    true
}

fn meta(content: &[u8], job: &mut Job) {
    const NAMES: [&str; 10] = [
        "creator",
        "initial-creator",
        "printed-by",
        "date",
        "creation-date",
        "generator",
        "title",
        "description",
        "subject",
        "keyword",
    ];
    for (name, words) in xml::texts(content, &NAMES) {
        let kind = match name.as_str() {
            "creator" | "initial-creator" | "printed-by" => FindingKind::Author,
            "date" | "creation-date" => FindingKind::Time,
            "generator" => FindingKind::Software,
            _ => FindingKind::Description,
        };
        job.found(kind, words);
    }
    job.found(FindingKind::Metadata, "meta.xml");
}

/// Views, and the printer.
fn settings(content: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    if let Some(printer) = printer(content) {
        job.found(FindingKind::Printer, printer);
    }
    let rewritten = xml::rewrite(content, |item| {
        let name = item.value("name").unwrap_or_default();
        let goes = matches!(name, "PrinterName" | "PrinterSetup" | "CurrentDatabaseDataSource")
            || name.contains("Rsid")
            || name.contains("PrinterPaper");
        Ok(if goes { Fate::Drop } else { Fate::Keep })
    })?;
    Ok(rewritten.0)
}

fn printer(content: &[u8]) -> Option<String> {
    let text = core::str::from_utf8(content).ok()?;
    let (_, rest) = text.split_once("config:name=\"PrinterName\"")?;
    let (_, rest) = rest.split_once('>')?;
    rest.split_once('<').map(|(name, _)| name.to_owned()).filter(|name| !name.is_empty())
}

fn document(content: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let has_changes = has(content, b"tracked-changes");
    for (_, who) in xml::texts(content, &["creator"]) {
        job.found(if has_changes { FindingKind::TrackedChanges } else { FindingKind::Comments }, who);
    }
    Ok(xml::rewrite(content, |element| judge(element, job))?.0)
}

fn judge(element: &mut Element, job: &mut Job) -> Result<Fate, NotChecked> {
    match element.name.as_str() {
        "text:tracked-changes" | "table:tracked-changes" => {
            job.found(FindingKind::TrackedChanges, "");
            return Ok(Fate::Drop);
        }
        "text:change" | "text:change-start" | "text:change-end" => return Ok(Fate::Drop),
        "office:annotation" | "office:annotation-end" => {
            job.found(FindingKind::Comments, "");
            return Ok(Fate::Drop);
        }
        "office:scripts" | "office:event-listeners" | "script:event-listener" => {
            if !element.is_empty && element.local() != "scripts" {
                job.found(FindingKind::Macros, "");
            }
            return Ok(Fate::Drop);
        }
        "presentation:notes" => job.remains(FindingKind::SpeakerNotes, ""),
        "text:hidden-text" | "text:hidden-paragraph" => job.remains(FindingKind::HiddenText, ""),
        "style:table-properties" if element.value("display") == Some("false") => {
            job.remains(FindingKind::HiddenSheet, "");
        }
        "style:text-properties" if element.value("display") == Some("none") => job.remains(FindingKind::HiddenText, ""),
        "style:drawing-page-properties" if element.value("visibility") == Some("hidden") => {
            job.remains(FindingKind::HiddenSlide, "");
        }
        "table:table-row" | "table:table-column"
            if matches!(element.value("visibility"), Some("collapse" | "filter")) =>
        {
            job.remains(FindingKind::HiddenText, "");
        }
        _ => {}
    }
    if element.retain(|key, _| !key.ends_with("rsid")) {
        job.found(FindingKind::RevisionIds, "");
    }
    if let Some(address) = element.value("href")
        && (address.starts_with("file:") || address.contains(":\\"))
    {
        job.remains(FindingKind::Path, address);
    }
    Ok(Fate::Keep)
}
