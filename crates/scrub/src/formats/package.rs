//! ZIP (APPNOTE 6.3) as a package: its parts out and in, bounded, with no times, owners or remarks.

use std::io::{Cursor, ErrorKind, Read as _, Write as _};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{FindingKind, NotChecked, job::Job};

/// One part of a package.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

impl Part {
    fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }
}

/// The parts of a package, in their order.
pub(super) fn unpack(file: &[u8], job: &mut Job) -> Result<Vec<Part>, NotChecked> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| NotChecked::Damaged)?;
    // Two parts with one name, or that share their bytes, are read differently by different programs.
    if archive.has_duplicate_names() {
        return Err(NotChecked::Damaged);
    }
    if archive.offset() > 0 {
        job.found(FindingKind::TrailingData, archive.offset().to_string());
    }
    if !archive.comment().is_empty() {
        job.found(FindingKind::Description, String::from_utf8_lossy(archive.comment()));
    }
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        job.part()?;
        let raw = archive.by_index_raw(index).map_err(|_| NotChecked::Damaged)?;
        if raw.encrypted() {
            return Err(NotChecked::Encrypted);
        }
        if !matches!(raw.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(NotChecked::UnknownKind);
        }
        drop(raw);
        let entry = archive.by_index(index).map_err(|_| NotChecked::Damaged)?;
        let name = entry.name().map_err(|_| NotChecked::Damaged)?.into_owned();
        if entry.is_symlink()
            || name.contains('\\')
            || name.split('/').any(|part| part == "..")
            || name.starts_with('/')
        {
            return Err(NotChecked::Damaged);
        }
        if entry.last_modified().is_some_and(|time| time.year() > 1980) {
            job.found(FindingKind::Time, "");
        }
        if !entry.comment().is_empty() {
            job.found(FindingKind::Description, entry.comment());
        }
        let room = job.may_unpack_bytes();
        let mut content = Vec::new();
        entry.take(room + 1).read_to_end(&mut content).map_err(|error| match error.kind() {
            ErrorKind::OutOfMemory => NotChecked::TooMuch,
            _ => NotChecked::Damaged,
        })?;
        if content.len() as u64 > room {
            return Err(NotChecked::TooMuch);
        }
        job.unpacked(content.len() as u64);
        parts.push(Part { name, content });
    }
    Ok(parts)
}

/// A package of these parts.
pub(super) fn pack(parts: &[Part]) -> Result<Vec<u8>, NotChecked> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let stored = part.name == "mimetype" || is_packed(&part.content);
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        let written = if part.is_folder() {
            writer.add_directory(part.name.trim_end_matches('/'), options)
        } else {
            writer.start_file(part.name.as_str(), options).and_then(|()| Ok(writer.write_all(&part.content)?))
        };
        written.map_err(|_| NotChecked::Damaged)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| NotChecked::Damaged)
}

/// Whether packing it once more gains nothing.
fn is_packed(content: &[u8]) -> bool {
    matches!(content, [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] | [b'P', b'K', 3, 4, ..])
}
