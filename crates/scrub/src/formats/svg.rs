//! SVG 2: what is drawn.

use data_encoding::BASE64;

use super::{
    clean_inner,
    xml::{self, Element, Fate},
};
use crate::{FindingKind, NotChecked, job::Job};

/// What programs that draw keep for themselves.
const PROGRAMS: [&str; 7] = ["inkscape", "sodipodi", "rdf", "cc", "dc", "sketch", "i"];

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    for (name, words) in xml::texts(file, &["title", "desc", "creator", "date"]) {
        job.found(
            match name.as_str() {
                "creator" => FindingKind::Author,
                "date" => FindingKind::Time,
                _ => FindingKind::Description,
            },
            words,
        );
    }
    let (copy, left_out) = xml::rewrite(file, |element| judge(element, job))?;
    if let Some(remark) = left_out.remark {
        job.found(FindingKind::Description, remark);
    }
    Ok(copy)
}

fn judge(element: &mut Element, job: &mut Job) -> Result<Fate, NotChecked> {
    let prefix = element.name.split_once(':').map_or("", |(prefix, _)| prefix).to_owned();
    match element.local() {
        "metadata" => {
            job.found(FindingKind::Metadata, "metadata");
            return Ok(Fate::Drop);
        }
        "script" | "handler" => {
            job.found(FindingKind::Macros, "");
            return Ok(Fate::Drop);
        }
        "title" | "desc" => return Ok(Fate::Drop),
        _ if PROGRAMS.contains(&prefix.as_str()) => {
            job.found(FindingKind::Software, prefix);
            return Ok(Fate::Drop);
        }
        _ => {}
    }
    element.retain(|key, value| {
        let name = key.split_once(':').map_or((key, ""), |(prefix, name)| (prefix, name));
        let kind = match name {
            ("sodipodi", "absref" | "docname") | ("inkscape", "export-filename") => FindingKind::Path,
            (prefix, "") if prefix.starts_with("on") => FindingKind::Macros,
            (prefix, "") if prefix.starts_with("data-") => FindingKind::Metadata,
            (prefix, name) if !name.is_empty() && PROGRAMS.contains(&prefix) => FindingKind::Software,
            _ => return true,
        };
        job.found(kind, if kind == FindingKind::Software { name.0 } else { value });
        false
    });
    if let Some(address) = element.value("href").map(str::to_owned) {
        reference(element, &address, job)?;
    }
    Ok(Fate::Keep)
}

fn reference(element: &mut Element, address: &str, job: &mut Job) -> Result<(), NotChecked> {
    if let Some((head, data)) = address.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
        let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let data = BASE64.decode(data.as_bytes()).map_err(|_| NotChecked::Damaged)?;
        let cleaned = clean_inner(head, &data, job)?;
        element.set("href", &format!("data:{head};base64,{}", BASE64.encode(&cleaned)));
    } else if address.starts_with("file:") || address.contains(":\\") || address.starts_with('/') {
        job.remains(FindingKind::Path, address);
    } else if address.contains("://") && element.local() != "a" {
        job.remains(FindingKind::ExternalLink, address);
    }
    Ok(())
}
