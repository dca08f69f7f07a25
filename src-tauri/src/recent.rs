//! The desktop's list of recent files, where every program sees what was chosen, and by which program.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use webkit2gtk::glib;

const DATA: &str = "XDG_DATA_HOME";
const MORE_DATA: &str = "XDG_DATA_DIRS";
/// Where the desktop's programs look besides, unless told otherwise (XDG Base Directory Specification).
const USUAL_DATA: &str = "/usr/local/share:/usr/share";
/// There is no such folder, and nobody can make one.
const NOWHERE: &str = "/dev/null/data";

/// Lets the list lead nowhere, as long as no thread has begun: GTK writes it into the person's data folder whenever its dialog
/// has chosen a file, and cannot be asked not to. Themes and icons of that folder are found on. The folder, as it was.
// enforces: VAULT-28
pub(crate) fn keep_no_list() -> Option<PathBuf> {
    let told = env::var_os(DATA).map(PathBuf::from).filter(|folder| folder.is_absolute());
    if told.as_deref() == Some(Path::new(NOWHERE)) {
        return None;
    }
    let data = told.or_else(|| Some(env::home_dir()?.join(".local/share")))?;
    let mut places: OsString = data.clone().into();
    places.push(":");
    places.push(env::var_os(MORE_DATA).filter(|more| !more.is_empty()).unwrap_or_else(|| USUAL_DATA.into()));
    // Without them the dialog works as before, and so does its list.
    let _ = glib::setenv(MORE_DATA, places, true);
    let _ = glib::setenv(DATA, NOWHERE, true);
    Some(data)
}
