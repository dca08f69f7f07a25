//! Where the programs are.

use std::{env, path::PathBuf};

/// The path of a program that this build made.
pub fn program(name: &str) -> PathBuf {
    let test = env::current_exe().expect("a test has a path");
    // …/target/debug/deps/a_test-0123 and …/target/debug/sottoctl
    let folder = test.parent().and_then(|deps| deps.parent()).expect("a test lies in the target folder");
    let path = folder.join(name).with_extension(env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not built; run `cargo xtask test`", path.display());
    path
}
