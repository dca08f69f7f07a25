//! GIF (89a): pictures, their timing, and whether they repeat.

use crate::{
    FindingKind, NotChecked,
    bytes::{Bytes, text},
    job::Job,
};

pub(super) fn clean(file: &[u8], job: &mut Job) -> Result<Vec<u8>, NotChecked> {
    let mut bytes = Bytes::new(file);
    let mut copy = Vec::with_capacity(file.len());
    let header = bytes.take(13)?;
    copy.extend_from_slice(header);
    copy.extend_from_slice(bytes.take(colours(header.get(10)))?);
    let mut drawn = false;
    loop {
        match bytes.u8()? {
            0x3b => break,
            0x2c => {
                drawn = true;
                let descriptor = bytes.take(9)?;
                copy.push(0x2c);
                copy.extend_from_slice(descriptor);
                copy.extend_from_slice(bytes.take(colours(descriptor.get(8)))?);
                copy.push(bytes.u8()?);
                copy.extend_from_slice(blocks(&mut bytes)?);
            }
            0x21 => extension(&mut bytes, &mut copy, job)?,
            _ => return Err(NotChecked::Damaged),
        }
    }
    if !drawn {
        return Err(NotChecked::Damaged);
    }
    copy.push(0x3b);
    if !bytes.is_at_end() {
        job.found(FindingKind::TrailingData, bytes.rest().len().to_string());
    }
    Ok(copy)
}

/// The size of a colour table.
fn colours(packed: Option<&u8>) -> usize {
    packed.filter(|packed| *packed & 0x80 != 0).map_or(0, |packed| 3 << ((packed & 7) + 1))
}

/// Blocks up to the empty one, with that.
fn blocks<'a>(bytes: &mut Bytes<'a>) -> Result<&'a [u8], NotChecked> {
    let start = *bytes;
    loop {
        let len = bytes.u8()?;
        bytes.take(len.into())?;
        if len == 0 {
            let len = bytes.at() - start.at();
            return start.clone().take(len);
        }
    }
}

fn extension(bytes: &mut Bytes<'_>, copy: &mut Vec<u8>, job: &mut Job) -> Result<(), NotChecked> {
    let label = bytes.u8()?;
    let data = blocks(bytes)?;
    let name = data.get(1..12).unwrap_or_default();
    match label {
        0xf9 => {}
        0xff if matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0") && data.len() == 17 => {}
        0xff => {
            job.found(FindingKind::Metadata, text(name));
            return Ok(());
        }
        _ => {
            job.found(FindingKind::Description, text(data.get(1..).unwrap_or_default()));
            return Ok(());
        }
    }
    copy.extend_from_slice(&[0x21, label]);
    copy.extend_from_slice(data);
    Ok(())
}
