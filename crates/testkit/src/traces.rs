//! Looking for words where there should be none.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

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
    let holds = |file: &PathBuf| read(file).windows(needle.len()).any(|part| part == needle);
    files_under(folder).into_iter().filter(holds).map(|file| file.display().to_string()).collect()
}

/// All files under `folder`.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files_under(&entry.path()));
        } else if kind.is_file() {
            found.push(entry.path());
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
