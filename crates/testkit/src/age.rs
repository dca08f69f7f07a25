//! The program age, which opens a backup and makes one.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What age finds in the file `sealed`.
pub fn opened_by_age(sealed: &Path, passphrase: &str) -> Vec<u8> {
    let plain = sealed.with_extension("plain");
    age(&format!("--decrypt --output {} {}", plain.display(), sealed.display()), passphrase);
    fs::read(plain).unwrap()
}

/// The file in which age seals `content`: beside `name`, which has it in the clear.
pub fn sealed_by_age(name: &Path, content: &[u8], passphrase: &str) -> PathBuf {
    let sealed = name.with_extension("age");
    fs::write(name, content).unwrap();
    age(&format!("--encrypt --passphrase --output {} {}", sealed.display(), name.display()), passphrase);
    sealed
}

/// Runs age, which takes a passphrase from a terminal alone: `script` gives it one.
fn age(arguments: &str, passphrase: &str) {
    let typed = format!("{passphrase}\n{passphrase}\n");
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", &format!("age {arguments}"), "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script is part of util-linux");
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
}
