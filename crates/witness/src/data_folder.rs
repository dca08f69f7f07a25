//! The files of a witness's data folder. The folder is of mode 0700, each file of mode 0600.
//!
//! | file | what |
//! |---|---|
//! | `witness.key` | its key: CBOR `[verifier key, seed]` |
//! | `lock` | empty; locked by the process that may change the folder |
//! | `logs/LOG` | the verifier keys by which a log is known, one a line |
//! | `state/LOG` | what was cosigned of it last: CBOR `[origin, state or null]`, there from the moment it is known |
//! | `evidence/LOG-FORK/cosigned`, `…/other` | the two notes of a fork |
//!
//! LOG is SHA-256 of the log's origin and FORK SHA-256 of the other note's text, both hexadecimal. A name that ends
//! in `.new` was not finished and is nothing.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

pub(crate) const KEY: &str = "witness.key";
pub(crate) const LOCK: &str = "lock";
pub(crate) const LOGS: &str = "logs";
pub(crate) const STATE: &str = "state";
pub(crate) const EVIDENCE: &str = "evidence";
const UNFINISHED: &str = ".new";

/// A data folder.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder(PathBuf);

/// That no other process changes the folder, as long as this lives.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "closing it ends the lock")] File);

impl DataFolder {
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes it with its folders; `AlreadyExists` if something is there. An empty folder is nothing: a service
    /// manager makes one before the witness is.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(above)?;
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !path.is_dir() || fs::read_dir(path)?.next().is_some() {
                    return Err(error);
                }
                fs::set_permissions(path, Permissions::from_mode(0o700))?;
            }
            made => made?,
        }
        for folder in [LOGS, STATE, EVIDENCE] {
            DirBuilder::new().mode(0o700).create(path.join(folder))?;
        }
        sync(above)?;
        Ok(Self::at(path))
    }

    /// The path of the file `name` in the folder `folder`.
    pub(crate) fn path(&self, folder: &str, name: &str) -> PathBuf {
        self.0.join(folder).join(name)
    }

    /// Reads a file of the folder itself.
    pub(crate) fn read_own(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }

    /// Reads a file, or nothing if there is none.
    pub(crate) fn read(&self, folder: &str, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path(folder, name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    /// What is finished in `folder`, in order.
    pub(crate) fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.0.join(folder))? {
            // A name that is not UTF-8 is none of ours; as text it is refused by whoever looks for ours.
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.ends_with(UNFINISHED) {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Writes a new file of the folder itself; it is on disk when this returns.
    pub(crate) fn write_own(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        write_synced(OpenOptions::new().create_new(true), &self.0.join(name), bytes)?;
        sync(&self.0)
    }

    /// Writes a file, in place of the one that is there; it is on disk when this returns. After an error it is
    /// either of the two.
    // enforces: LOG-29
    pub(crate) fn replace(&self, folder: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(folder, name);
        let unfinished = self.path(folder, &format!("{name}{UNFINISHED}"));
        let written = write_synced(OpenOptions::new().create(true).truncate(true), &unfinished, bytes)
            .and_then(|()| fs::rename(&unfinished, &path));
        if written.is_err() {
            // On a full disk even this may be wanted elsewhere; left behind, it is nothing.
            let _ = fs::remove_file(&unfinished);
        }
        written?;
        sync(&self.0.join(folder))
    }

    /// Makes the folder `name` of `files` below `folder`, whole and on disk when this returns. Nothing is replaced: one
    /// that is there is an error.
    // enforces: LOG-34
    pub(crate) fn add_folder(&self, folder: &str, name: &str, files: &[(&str, &[u8])]) -> io::Result<()> {
        let unfinished = self.path(folder, &format!("{name}{UNFINISHED}"));
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        DirBuilder::new().mode(0o700).create(&unfinished)?;
        for (file, bytes) in files {
            write_synced(OpenOptions::new().create_new(true), &unfinished.join(file), bytes)?;
        }
        sync(&unfinished)?;
        // The system renames a folder over an empty one only, which is none of ours.
        fs::rename(&unfinished, self.path(folder, name))?;
        sync(&self.0.join(folder))
    }

    /// Keeps every other process from changing the folder; `None` if another one has it.
    pub(crate) fn lock(&self) -> io::Result<Option<Lock>> {
        let file = OpenOptions::new().write(true).open(self.0.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

fn write_synced(options: &mut OpenOptions, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = options.write(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    // rule: LOG-34
    fn what_is_kept_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let folder = DataFolder::create(&folder.path().join("witness")).unwrap();
        folder.add_folder(EVIDENCE, "fork", &[("cosigned", b"one"), ("other", b"two")]).unwrap();
        assert!(folder.add_folder(EVIDENCE, "fork", &[("cosigned", b"three")]).is_err());
        assert_eq!(fs::read(folder.path(EVIDENCE, "fork").join("cosigned")).unwrap(), b"one");
        assert_eq!(fs::read(folder.path(EVIDENCE, "fork").join("other")).unwrap(), b"two");
        assert_eq!(folder.names(EVIDENCE).unwrap(), ["fork"]);
    }

    #[test]
    fn what_was_not_finished_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let folder = DataFolder::create(&folder.path().join("witness")).unwrap();
        fs::write(folder.path(STATE, "log.new"), "half").unwrap();
        fs::create_dir(folder.path(EVIDENCE, "fork.new")).unwrap();
        assert!(folder.names(STATE).unwrap().is_empty() && folder.names(EVIDENCE).unwrap().is_empty());
        folder.replace(STATE, "log", b"whole").unwrap();
        folder.add_folder(EVIDENCE, "fork", &[("cosigned", b"one")]).unwrap();
        assert_eq!(folder.read(STATE, "log").unwrap().unwrap(), b"whole");
        assert_eq!((folder.names(STATE).unwrap().len(), folder.names(EVIDENCE).unwrap().len()), (1, 1));
    }
}
