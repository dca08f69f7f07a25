//! Sealed attachment files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::{fs, fs::File, io::Write, sync::Arc};

use common::{Folder, FullAt, create, rng, unlock};
use sotto_protocol::{
    ids::AttachmentId,
    stream::{FileKey, SEGMENT_BYTES, Segments, segment_count},
};
use sotto_vault::{SealFileError, Step, StoredName};

fn source(content: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file
}

fn content(len: usize) -> Vec<u8> {
    b"Not every part of it is the same. ".iter().copied().cycle().take(len).collect()
}

fn segments(size_bytes: usize) -> Segments {
    let key = FileKey::try_from([1; 32].as_slice()).unwrap();
    Segments::new(&key, &AttachmentId::from_bytes([2; 16]), size_bytes as u64)
}

fn files(folder: &Folder) -> usize {
    fs::read_dir(folder.file("files")).unwrap().count()
}

// rule: VAULT-23
#[test]
fn a_file_is_sealed_whole_whatever_its_length() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    for len in [0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 40 * SEGMENT_BYTES + 7, 1 << 22] {
        let (content, segments, name) = (content(len), segments(len), StoredName::random(&mut rng()));
        let mut seen = Vec::new();
        let source = source(&content);
        vault.seal_file(&source, len as u64, &segments, &name, &mut |part| seen.extend_from_slice(part)).unwrap();
        assert!(seen == content, "{len} bytes come in order");

        let stored = vault.stored_file(&name).unwrap();
        let mut opened = Vec::new();
        for index in 0..segment_count(len as u64) {
            opened.extend(segments.open(index, &stored.segment(index).unwrap()).unwrap());
        }
        assert!(opened[..len] == content && opened[len..].iter().all(|byte| *byte == 0), "{len} bytes open");
        assert!(stored.segment(segments.count()).is_err());
    }
}

// rule: VAULT-23
#[test]
fn a_file_that_changes_while_it_is_read_is_not_sealed() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    for (len, told) in [(100, 99), (100, 101), (3 * SEGMENT_BYTES, 200 * SEGMENT_BYTES)] {
        let name = StoredName::random(&mut rng());
        let sealed = vault.seal_file(&source(&content(len)), told as u64, &segments(told), &name, &mut |_| ());
        assert!(matches!(sealed, Err(SealFileError::Changed | SealFileError::Stopped)), "{len} of {told}: {sealed:?}");
        assert_eq!(files(&folder), 0);
    }
}

// rule: VAULT-23
#[test]
fn a_full_disk_leaves_nothing() {
    let folder = Folder::new();
    drop(create(&folder.profile()).unwrap());
    let fault = FullAt::new(Step::FileSealed);
    let vault = unlock(&folder.profile().with_faults(Arc::clone(&fault) as _)).unwrap();
    let name = StoredName::random(&mut rng());
    let sealed = vault.seal_file(&source(b"x"), 1, &segments(1), &name, &mut |_| ());
    assert!(matches!(sealed, Err(SealFileError::DiskFull)));
    assert!(fault.met());
    assert_eq!(files(&folder), 0);
}

// rule: VAULT-24
#[test]
fn a_file_that_no_row_names_is_swept() {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    let name = StoredName::random(&mut rng());
    vault.seal_file(&source(b"x"), 1, &segments(1), &name, &mut |_| ()).unwrap();
    assert_eq!(files(&folder), 1);
    vault.sweep_files().unwrap();
    assert_eq!(files(&folder), 0);
    assert!(vault.stored_file(&name).is_err());
    vault.remove_file(&name).unwrap();
}
