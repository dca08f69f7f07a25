//! Checks that run nothing of Sotto: format, lints, licences, documentation.

use anyhow::Result;

use crate::{
    install,
    workspace::{cargo, command, run},
};

/// Every Rust file is as `cargo fmt` writes it.
pub(crate) fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

/// Licences, bans and sources of every dependency (`deny.toml`).
pub(crate) fn dependencies() -> Result<()> {
    // Advisories need a database from the network: the hosted workflow checks those.
    run(command(install::DENY.path()?).args(["--workspace", "--locked", "check", "bans", "licenses", "sources"]))
}

/// Clippy, any warning refused.
pub(crate) fn lints() -> Result<()> {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

/// The documentation of our own crates, any warning refused.
pub(crate) fn documentation() -> Result<()> {
    // `--examples` makes cargo choose features as for tests, so what clippy has checked is used again.
    run(cargo()
        .args(["doc", "--workspace", "--no-deps", "--lib", "--examples", "--document-private-items", "--locked"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}
