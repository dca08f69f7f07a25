//! ZIP: each file in it by its own kind.

use super::{clean_inner, odf, ooxml, package};
use crate::{FindingKind, NotChecked, job::Job};

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut parts = package::unpack(file, job)?;
    // A document whose parts lie in an odd order.
    if parts.iter().any(|part| part.name == "[Content_Types].xml") {
        return ooxml::clean_parts(parts, job);
    }
    if parts.iter().any(|part| part.name == "META-INF/manifest.xml")
        && parts.iter().any(|part| part.name == "content.xml")
    {
        return odf::clean_parts(parts, job);
    }
    parts.retain(|part| {
        let litter =
            part.name.starts_with("__MACOSX/") || part.name.ends_with(".DS_Store") || part.name.ends_with("Thumbs.db");
        if litter {
            job.found(FindingKind::Metadata, &part.name);
        }
        !litter
    });
    for part in parts.iter_mut().filter(|part| !part.name.ends_with('/') && !part.content.is_empty()) {
        part.content = clean_inner(&part.name, &part.content, job)?;
    }
    package::pack(&parts)
}
