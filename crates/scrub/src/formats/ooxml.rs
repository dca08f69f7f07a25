//! Office Open XML (ECMA-376): DOCX, XLSX, PPTX. Parts that no page shows go, with all that names them; in the others, tracked
//! changes are accepted and what ties passages to people and sessions goes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clean_inner,
    package::{self, Part},
    xml::{self, Element, Fate},
};
use crate::{FindingKind, NotChecked, bytes::has, job::Job};

const NO_ID: &str = "{00000000-0000-0000-0000-000000000000}";

/// For each part, the relationships of it that go.
type Gone = BTreeMap<String, BTreeSet<String>>;

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let parts = package::unpack(file, job)?;
    clean_parts(parts, job)
}

pub(super) fn clean_parts(parts: Vec<Part>, job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let (mut kept, mut dropped) = (Vec::new(), BTreeSet::new());
    for part in parts {
        let relations_of = source_of(&part.name);
        if goes(&part, job) || relations_of.is_some_and(|source| dropped.contains(&source)) {
            dropped.insert(part.name);
        } else {
            kept.push(part);
        }
    }
    // Relations of a part that goes may lie before it.
    kept.retain(|part| source_of(&part.name).is_none_or(|source| !dropped.contains(&source)));
    if !kept.iter().any(|part| part.name == "[Content_Types].xml") {
        return Err(NotChecked::Damaged);
    }
    let mut gone = Gone::new();
    for part in kept.iter_mut() {
        if let Some(source) = source_of(&part.name) {
            let ids = gone.entry(source.clone()).or_default();
            part.content = relations(&part.content, &source, &dropped, ids, job)?;
        }
    }
    for part in kept.iter_mut() {
        clean_part(part, &dropped, gone.get(&part.name), job)?;
    }
    package::pack(&kept)
}

/// The part whose relations `name` holds; the empty name for those of the package.
fn source_of(name: &str) -> Option<String> {
    let (folder, file) = name.strip_suffix(".rels")?.rsplit_once("_rels/")?;
    Some(format!("{folder}{file}"))
}

/// Whether a part goes; what it says is told.
fn goes(part: &Part, job: &mut Job) -> bool {
    let name = part.name.to_lowercase();
    let file = name.rsplit('/').next().unwrap_or_default();
    let within = |folder: &str| name.contains(folder);
    if file == "core.xml" && within("docprops/") {
        core(&part.content, job);
    } else if within("docprops/thumbnail") {
        job.found(FindingKind::Thumbnail, "");
    } else if within("docprops/") {
        properties(&part.content, job);
    } else if file.starts_with("vbaproject") || file == "vbadata.xml" || within("/activex/") || within("/macrosheets/")
    {
        job.found(FindingKind::Macros, "");
    } else if file.starts_with("comments")
        || within("/comments/")
        || within("/threadedcomments/")
        || within("/persons/")
        || matches!(file, "people.xml" | "commentauthors.xml" | "authors.xml")
    {
        job.found(FindingKind::Comments, "");
        people(&part.content, job);
    } else if within("printersettings") {
        job.found(FindingKind::Printer, printer(&part.content));
    } else if name.starts_with("customxml/") || name.starts_with("docmetadata/") {
        job.found(FindingKind::Metadata, &part.name);
    } else if name.starts_with("_xmlsignatures/") {
        job.found(FindingKind::Signature, "");
    } else if within("/revisions/") || within("/changesinfos/") || file == "revisioninfo.xml" {
        job.found(FindingKind::TrackedChanges, "");
    } else {
        // The boxes of the remarks that went; a drawing with anything else stays.
        return file.ends_with(".vml")
            && has(&part.content, b"ObjectType=\"Note\"")
            && part
                .content
                .split(|byte| *byte == b'<')
                .filter(|tag| tag.starts_with(b"x:ClientData"))
                .all(|tag| has(tag, b"\"Note\""));
    }
    true
}

fn core(content: &[u8], job: &mut Job) {
    const NAMES: [&str; 9] = [
        "creator",
        "lastModifiedBy",
        "created",
        "modified",
        "lastPrinted",
        "title",
        "subject",
        "description",
        "keywords",
    ];
    for (name, words) in xml::texts(content, &NAMES) {
        let kind = match name.as_str() {
            "creator" | "lastModifiedBy" => FindingKind::Author,
            "created" | "modified" | "lastPrinted" => FindingKind::Time,
            _ => FindingKind::Description,
        };
        job.found(kind, words);
    }
}

fn properties(content: &[u8], job: &mut Job) {
    for (name, words) in xml::texts(content, &["Company", "Manager", "Application", "Template", "lpwstr"]) {
        let kind = match name.as_str() {
            "Company" | "Manager" => FindingKind::Author,
            "Application" => FindingKind::Software,
            "Template" => FindingKind::Path,
            _ => FindingKind::Description,
        };
        job.found(kind, words);
    }
}

fn people(content: &[u8], job: &mut Job) {
    let authors = xml::texts(content, &["author"]).into_iter().map(|(_, who)| who);
    let mut names: BTreeSet<String> = authors.collect();
    // A part that is no XML has no names that could be told.
    let _ = xml::rewrite(content, |element| {
        for attribute in ["author", "displayName"] {
            names.extend(element.value(attribute).map(str::to_owned));
        }
        if matches!(element.local(), "cmAuthor" | "author") {
            names.extend(element.value("name").map(str::to_owned));
        }
        Ok(Fate::Keep)
    });
    for name in names {
        job.found(FindingKind::Comments, name);
    }
}

/// The device's name, in UTF-16, begins a DEVMODE.
fn printer(content: &[u8]) -> String {
    let wide = content.as_chunks::<2>().0.iter().take(32).map(|pair| u16::from_le_bytes(*pair));
    String::from_utf16_lossy(&wide.take_while(|unit| *unit != 0).collect::<Vec<_>>())
}

/// The place that `target` names from `source`.
fn resolve(source: &str, target: &str) -> String {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn relations(
    content: &[u8],
    source: &str,
    dropped: &BTreeSet<String>,
    ids: &mut BTreeSet<String>,
    job: &mut Job,
) -> Result<Vec<u8>, NotChecked> {
    let rewritten = xml::rewrite(content, |relation| {
        if relation.local() != "Relationship" {
            return Ok(Fate::Keep);
        }
        let target = relation.value("Target").unwrap_or_default();
        let is_outside = relation.value("TargetMode") == Some("External");
        let is_template = relation.value("Type").is_some_and(|kind| kind.ends_with("/attachedTemplate"));
        let goes = if is_outside {
            if is_template {
                job.found(FindingKind::Path, target);
            } else if is_path(target) {
                job.remains(FindingKind::Path, target);
            } else if relation.value("Type").is_some_and(|kind| !kind.ends_with("/hyperlink")) {
                job.remains(FindingKind::ExternalLink, target);
            }
            is_template
        } else {
            dropped.contains(&resolve(source, target))
        };
        if goes {
            ids.extend(relation.value("Id").map(str::to_owned));
        }
        Ok(if goes { Fate::Drop } else { Fate::Keep })
    })?;
    Ok(rewritten.0)
}

fn is_path(text: &str) -> bool {
    text.starts_with("file:")
        || text.contains(":\\")
        || text.starts_with("\\\\")
        || text.starts_with("/home/")
        || text.starts_with("/Users/")
}

fn clean_part(
    part: &mut Part,
    dropped: &BTreeSet<String>,
    gone: Option<&BTreeSet<String>>,
    job: &mut Job,
) -> Result<(), NotChecked> {
    let name = part.name.to_lowercase();
    if name == "[content_types].xml" {
        let rewritten = xml::rewrite(&part.content, |entry| {
            let part = entry.value("PartName").unwrap_or_default().trim_start_matches('/');
            Ok(if dropped.contains(part) { Fate::Drop } else { Fate::Keep })
        })?;
        part.content = rewritten.0;
    } else if name.ends_with(".rels") || name.ends_with('/') {
        // Relations were cleaned before; folders hold nothing.
    } else if name.ends_with(".xml") || name.ends_with(".vml") {
        if name.contains("/notesslides/") {
            job.remains(FindingKind::SpeakerNotes, "");
        }
        let rewritten = xml::rewrite(&part.content, |element| judge(element, gone, job))?;
        part.content = rewritten.0;
    } else if !name.ends_with(".odttf") {
        if name.contains("/embeddings/") {
            job.remains(FindingKind::EmbeddedFile, &part.name);
        }
        part.content = clean_inner(&part.name, &part.content, job)?;
    }
    Ok(())
}

fn judge(element: &mut Element, gone: Option<&BTreeSet<String>>, job: &mut Job) -> Result<Fate, NotChecked> {
    let who = element.value("author").unwrap_or_default().to_owned();
    let is_word = element.name.starts_with("w:");
    match element.local() {
        "del" | "ins" | "moveFrom" | "moveTo" if is_word => return Ok(tracked(element, &who, job)),
        "rPrChange"
        | "pPrChange"
        | "sectPrChange"
        | "tblPrChange"
        | "tblPrExChange"
        | "trPrChange"
        | "tcPrChange"
        | "tblGridChange"
        | "numberingChange"
        | "cellIns"
        | "moveFromRangeStart"
        | "moveFromRangeEnd"
        | "moveToRangeStart"
        | "moveToRangeEnd"
        | "customXmlInsRangeStart"
        | "customXmlInsRangeEnd" => {
            job.found(FindingKind::TrackedChanges, who);
            return Ok(Fate::Drop);
        }
        "cellDel" | "cellMerge" => job.remains(FindingKind::TrackedChanges, who),
        "commentRangeStart" | "commentRangeEnd" | "commentReference" => return Ok(Fate::Drop),
        "rsids" | "docId" | "docVars" | "revisionPtr" | "removePersonalInformation" => {
            job.found(FindingKind::RevisionIds, "");
            return Ok(Fate::Drop);
        }
        "absPath" => {
            job.found(FindingKind::Path, element.value("url").unwrap_or_default());
            return Ok(Fate::Drop);
        }
        "creationId" | "rowId" | "colId" => {
            element.set("id", NO_ID);
            element.set("val", "0");
        }
        "fileSharing" => {
            if let Some(user) = element.value("userName") {
                job.found(FindingKind::Author, user);
            }
            element.retain(|key, _| key != "userName");
        }
        "vanish" if is_word && !matches!(element.value("val"), Some("0" | "false")) => {
            job.remains(FindingKind::HiddenText, "");
        }
        "sheet" if matches!(element.value("state"), Some("hidden" | "veryHidden")) => {
            job.remains(FindingKind::HiddenSheet, element.value("name").unwrap_or_default());
        }
        "sld" if matches!(element.value("show"), Some("0" | "false")) => job.remains(FindingKind::HiddenSlide, ""),
        "row" | "col" if matches!(element.value("hidden"), Some("1" | "true")) => {
            job.remains(FindingKind::HiddenText, "")
        }
        _ => {}
    }
    let named = |key: &str, value: &str| {
        key.contains(':') && gone.is_some_and(|gone| gone.contains(value)) && !key.starts_with("xmlns")
    };
    let loses_its_part = element.attributes().any(|(key, value)| named(key, value));
    if loses_its_part
        && matches!(
            element.local(),
            "attachedTemplate" | "legacyDrawing" | "legacyDrawingHF" | "control" | "tags" | "smartTags"
        )
    {
        return Ok(Fate::Drop);
    }
    let mut sessions = false;
    element.retain(|key, value| {
        let local = key.rsplit_once(':').map_or(key, |(_, local)| local);
        let is_session = local.starts_with("rsid")
            || matches!(local, "paraId" | "textId" | "dateUtc")
            || (local == "uid" && key.starts_with("xr"));
        sessions |= is_session;
        let is_place = matches!(local, "descr" | "title" | "name") && is_path(value);
        if is_place {
            job.found(FindingKind::Path, value);
        }
        !(is_session || named(key, value) || is_place && local != "name")
    });
    if sessions {
        job.found(FindingKind::RevisionIds, "");
    }
    if element.value("name").is_some_and(is_path) {
        element.set("name", "Picture");
    }
    Ok(Fate::Keep)
}

/// A tracked change is accepted, as the page without marks shows it.
fn tracked(element: &mut Element, who: &str, job: &mut Job) -> Fate {
    let deletes = matches!(element.local(), "del" | "moveFrom");
    if deletes && element.is_empty {
        // The end of a paragraph, or a row of a table, that was deleted: the page without marks does not show it, and taking
        // the mark away would bring it back.
        job.remains(FindingKind::TrackedChanges, "");
        element.set("author", "");
        element.retain(|key, _| !key.ends_with("date"));
        job.found(FindingKind::TrackedChanges, who);
        return Fate::Keep;
    }
    job.found(FindingKind::TrackedChanges, who);
    if deletes || element.is_empty { Fate::Drop } else { Fate::Unwrap }
}
