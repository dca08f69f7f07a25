//! An office of one person on a release relay, and reporters who use the release `sottoctl`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{build, empty_folder, process::Running, program};
use crate::{
    relay::Site,
    workspace::{command, json_output, text_of},
};

const REPORT_BYTES: usize = 4096;

/// Everything is in one folder.
pub(super) struct Office {
    folder: PathBuf,
    /// Asks for puzzles of the least effort: solving is the reporters' work, checking costs the same.
    pub(super) relay: Running,
    /// Reads every report.
    pub(super) owner: Person,
    card_file: String,
}

/// Somebody with a vault, at the cost that vaults have.
pub(super) struct Person(PathBuf);

impl Office {
    /// Builds the programs, starts a relay and founds an organisation on it.
    pub(super) fn found(name: &str) -> Result<Self> {
        build("sotto-relay", &[])?;
        build("sotto-cli", &[])?;
        let folder = empty_folder(name)?;
        let site = Site { program: program("sotto-relay"), data: folder.join("relay"), log: folder.join("relay.log") };
        let setup_link = site.init()?;
        let log = File::create(&site.log).with_context(|| format!("cannot write {}", site.log.display()))?;
        let mut serve = command(&site.program);
        serve.args(["run", "--puzzle-effort", "1", "--data"]).arg(&site.data).stderr(log);
        let mut relay = Running::start(&mut serve)?;
        relay.wait_for("ready ")?;
        let owner = Person::new(&folder, "owner")?;
        let office = owner.ask(&[
            "org",
            "setup",
            &setup_link,
            "--name",
            "Bench Office",
            "--person",
            "Ilse Brandt",
            "--title",
            "Compliance Officer",
            "--email",
            "ilse@office.example",
        ])?;
        let card_file = text_of(&office, "card_file")?;
        fs::write(folder.join("report"), "a".repeat(REPORT_BYTES)).context("cannot write the report")?;
        Ok(Self { folder, relay, owner, card_file })
    }

    /// Somebody new who holds the office's card; gives the organisation's id too.
    pub(super) fn reporter(&self, name: &str) -> Result<(Person, String)> {
        let reporter = Person::new(&self.folder, name)?;
        let card = reporter.ask(&["card", "add", &self.card_file])?;
        let organisation = text_of(&card, "organisation")?;
        Ok((reporter, organisation))
    }

    /// A report of 4 KiB, not yet sent.
    pub(super) fn draft(&self, reporter: &Person, organisation: &str) -> Result<String> {
        let body = self.folder.join("report").display().to_string();
        let draft = reporter.ask(&["draft", "new", "--to", organisation, "--title", "Pumps", "--body-file", &body])?;
        text_of(&draft, "draft")
    }
}

impl Person {
    fn new(folder: &Path, name: &str) -> Result<Self> {
        let person = Self(folder.join(name));
        person.ask(&["init"])?;
        Ok(person)
    }

    /// `sottoctl` as this person.
    pub(super) fn sottoctl(&self, arguments: &[&str]) -> Command {
        let mut sottoctl = command(program("sottoctl"));
        sottoctl.args(arguments).arg("--profile").arg(&self.0).arg("--json");
        sottoctl.env("SOTTO_PASSPHRASE", "it protects nothing");
        sottoctl
    }

    /// Runs a command to its end; gives its answer.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Value> {
        json_output(&mut self.sottoctl(arguments))
    }
}
