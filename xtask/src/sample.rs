//! The sample organisation of `cargo xtask run`, set up by the same commands that a person would type.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    relay::{Relay, Site},
    workspace::{binary, command, json_output, target, text_of},
};

/// Somebody of the sample. The passphrases protect nothing: they are printed and the same on every machine.
pub(crate) struct Person {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    email: &'static str,
    /// What opens the profile.
    pub(crate) passphrase: &'static str,
}

/// Owns the organisation.
const OWNER: Person = Person {
    profile: "owner",
    name: "Ilse Brandt",
    title: "Compliance Officer",
    email: "ilse@office.example",
    passphrase: "owner of the sample office",
};

/// Answers reports.
pub(crate) const HANDLER: Person = Person {
    profile: "handler",
    name: "Mara Lindqvist",
    title: "Head of Integrity",
    email: "mara@office.example",
    passphrase: "handler in the sample office",
};

/// Writes reports; the organisation learns no name.
pub(crate) const REPORTER: Person =
    Person { profile: "reporter", name: "", title: "", email: "", passphrase: "reporter with a sample story" };

impl Person {
    /// The folder of this person's profile.
    pub(crate) fn folder(&self) -> PathBuf {
        folder().join(self.profile)
    }

    /// Runs `sottoctl` as this person; gives its answer.
    fn sottoctl(&self, arguments: &[&str]) -> Result<Value> {
        let mut sottoctl = command(binary("sottoctl"));
        sottoctl.args(arguments).arg("--profile").arg(self.folder()).arg("--json");
        sottoctl.env("SOTTO_PASSPHRASE", self.passphrase).env("SOTTO_PASSWORD", self.passphrase);
        json_output(&mut sottoctl)
    }
}

/// Starts the relay of the sample; sets everything up if that was not done before.
pub(crate) fn start() -> Result<Relay> {
    let complete = folder().join("complete");
    let site = Site { program: binary("sotto-relay"), data: folder().join("relay"), log: folder().join("relay.log") };
    if complete.is_file() {
        eprintln!("using the sample in {}; delete it to start afresh", folder().display());
        return site.start();
    }
    if folder().exists() {
        fs::remove_dir_all(folder()).with_context(|| format!("cannot clear {}", folder().display()))?;
    }
    fs::create_dir_all(folder()).with_context(|| format!("cannot make {}", folder().display()))?;
    let setup_link = site.init()?;
    let relay = site.start()?;
    set_up(&setup_link)?;
    fs::write(&complete, "").with_context(|| format!("cannot write {}", complete.display()))?;
    Ok(relay)
}

fn folder() -> PathBuf {
    target().join("sample")
}

/// From an empty relay to a reporter who holds the office's card (docs/architecture.md, "One report").
fn set_up(setup_link: &str) -> Result<()> {
    eprintln!("setting up the sample office");
    OWNER.sottoctl(&["init"])?;
    let office = OWNER.sottoctl(&[
        "org",
        "setup",
        setup_link,
        "--name",
        "Sample Office",
        "--person",
        OWNER.name,
        "--title",
        OWNER.title,
        "--email",
        OWNER.email,
    ])?;

    let invitation = OWNER.sottoctl(&["org", "invite", "--email", HANDLER.email, "--role", "MEMBER"])?;
    HANDLER.sottoctl(&["init"])?;
    let joined = HANDLER.sottoctl(&[
        "handler",
        "join",
        &text_of(&invitation, "invite")?,
        "--person",
        HANDLER.name,
        "--title",
        HANDLER.title,
    ])?;
    // In an office the two would read the words to each other; here both sit in this program.
    OWNER.sottoctl(&["org", "certify", &text_of(&joined, "handler")?, "--key-words", &key_words(&joined)?])?;
    HANDLER.sottoctl(&["sync"])?;

    REPORTER.sottoctl(&["init"])?;
    REPORTER.sottoctl(&["card", "add", &text_of(&office, "card_file")?])?;
    Ok(())
}

/// Opens a window of `person` on the `half` of the screen, `left` or `right`.
pub(crate) fn window(person: &Person, half: &str) -> Result<Child> {
    let mut window = Command::new(binary("sotto"));
    window.arg("--profile").arg(person.folder()).args(["--half", half]).spawn().context("cannot open a window")
}

/// The six words, joined by spaces; they come as a list or as one text.
fn key_words(answer: &Value) -> Result<String> {
    match answer.get("key_words") {
        Some(Value::Array(words)) => Ok(words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")),
        _ => text_of(answer, "key_words"),
    }
}
