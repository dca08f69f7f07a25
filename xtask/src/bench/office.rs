//! An office of one person on a release relay, and reporters who use the release `sottoctl`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::{Context, Result, bail};
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
    _relay: Running,
    /// Reads every report.
    pub(super) owner: Person,
    card_file: String,
}

/// Somebody with a vault, at the cost that vaults have.
pub(super) struct Person(PathBuf);

/// A new relay in `folder`, and its setup link. It asks for puzzles of the least effort: solving is the reporters' work, checking
/// costs the same.
pub(super) fn relay_for_measuring(folder: &Path) -> Result<(Running, String)> {
    build("sotto-relay", &[])?;
    let site = site_in(folder);
    let setup_link = site.init()?;
    let log = File::create(&site.log).with_context(|| format!("cannot write {}", site.log.display()))?;
    let mut serve = command(&site.program);
    serve.args(["run", "--puzzle-effort", "1", "--data"]).arg(&site.data).stderr(log);
    let mut relay = Running::start(&mut serve)?;
    relay.wait_for("ready ")?;
    Ok((relay, setup_link))
}

fn site_in(folder: &Path) -> Site {
    Site { program: program("sotto-relay"), data: folder.join("relay"), log: folder.join("relay.log") }
}

impl Office {
    /// Builds the programs, starts a relay and founds an organisation on it.
    pub(super) fn found(name: &str) -> Result<Self> {
        build("sotto-cli", &[])?;
        let folder = empty_folder(name)?;
        let (relay, setup_link) = relay_for_measuring(&folder)?;
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
        Ok(Self { folder, _relay: relay, owner, card_file })
    }

    /// Stops its relay; gives what starts it again.
    pub(super) fn stop(self) -> Site {
        site_in(&self.folder)
    }

    /// New reporters, each with a vault, the office's card and a draft of 4 KiB, which is named; made on all cores.
    pub(super) fn reporters(&self, count: usize) -> Result<Vec<(Person, String)>> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let prepared: Vec<Result<Vec<_>>> = thread::scope(|scope| {
            let working: Vec<_> = (0..threads)
                .map(|thread| {
                    let numbers = (0..count).skip(thread).step_by(threads);
                    scope.spawn(move || numbers.map(|number| self.reporter(number)).collect::<Result<Vec<_>>>())
                })
                .collect();
            working.into_iter().map(|thread| thread.join().unwrap_or_else(|_| bail!("a thread panicked"))).collect()
        });
        prepared.into_iter().try_fold(Vec::new(), |mut all, some| {
            all.extend(some?);
            Ok(all)
        })
    }

    fn reporter(&self, number: usize) -> Result<(Person, String)> {
        let reporter = Person::new(&self.folder, &format!("reporter-{number}"))?;
        let organisation = text_of(&reporter.ask(&["card", "add", &self.card_file])?, "organisation")?;
        let body = self.folder.join("report").display().to_string();
        let draft = reporter.ask(&["draft", "new", "--to", &organisation, "--title", "Pumps", "--body-file", &body])?;
        Ok((reporter, text_of(&draft, "draft")?))
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
