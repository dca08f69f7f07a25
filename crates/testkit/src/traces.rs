//! Looking for words where there should be none.

use std::{fs, io::ErrorKind, path::Path};

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};

/// `text`, and the forms in which it might hide.
pub fn forms(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let coded = [BASE64.encode(bytes), BASE64URL_NOPAD.encode(bytes), HEXLOWER.encode(bytes)];
    [bytes.to_vec(), wide].into_iter().chain(coded.map(String::into_bytes)).collect()
}

/// The files under `folder` that hold `needle`.
pub fn files_with(folder: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files_with(&entry.path(), needle));
        } else if kind.is_file() && read(&entry.path()).windows(needle.len()).any(|part| part == needle) {
            found.push(entry.path().display().to_string());
        }
    }
    found
}

/// A file that has just gone holds nothing.
fn read(path: &Path) -> Vec<u8> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        read => read.unwrap(),
    }
}
