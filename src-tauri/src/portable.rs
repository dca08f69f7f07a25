//! A profile that goes with the program, on a stick.

use std::{
    env,
    path::{Path, PathBuf},
};

const FOLDER: &str = "sotto-profile";

/// The profile beside the program, if somebody put a folder of that name there.
// enforces: VAULT-28
pub(crate) fn profile() -> Option<PathBuf> {
    // What runs of an AppImage is in a folder that is gone afterwards.
    let program = env::var_os("APPIMAGE").map(PathBuf::from).or_else(|| env::current_exe().ok())?;
    beside(&program)
}

fn beside(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?.join(FOLDER);
    folder.is_dir().then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_is_a_profile() {
        let stick = tempfile::tempdir().unwrap();
        let (program, folder) = (stick.path().join("sotto"), stick.path().join(FOLDER));
        assert_eq!(beside(&program), None);
        std::fs::write(&folder, "").unwrap();
        assert_eq!(beside(&program), None);
        std::fs::remove_file(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(beside(&program), Some(folder));
    }
}
