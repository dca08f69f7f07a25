//! The sample organisation of `cargo xtask run`, set up by the same commands that a person would type.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{binary, command, output, run, target};

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
        parse(&output(&mut sottoctl)?)
    }
}

/// The running relay; it stops when this is dropped.
pub(crate) struct Relay(Child);

impl Drop for Relay {
    fn drop(&mut self) {
        // Asked first, so that it finishes what it has begun.
        let asked = cfg!(unix) && run(command("kill").arg(self.0.id().to_string())).is_ok();
        if !asked {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}

/// Starts the relay of the sample; sets everything up if that was not done before.
pub(crate) fn start() -> Result<Relay> {
    let complete = folder().join("complete");
    if complete.is_file() {
        eprintln!("using the sample in {}; delete it to start afresh", folder().display());
        return serve();
    }
    if folder().exists() {
        fs::remove_dir_all(folder()).with_context(|| format!("cannot clear {}", folder().display()))?;
    }
    fs::create_dir_all(folder()).with_context(|| format!("cannot make {}", folder().display()))?;
    let setup_link = init_relay()?;
    let relay = serve()?;
    set_up(&setup_link)?;
    fs::write(&complete, "").with_context(|| format!("cannot write {}", complete.display()))?;
    Ok(relay)
}

fn folder() -> PathBuf {
    target().join("sample")
}

fn relay_data() -> PathBuf {
    folder().join("relay")
}

fn init_relay() -> Result<String> {
    let mut init = command(binary("sotto-relay"));
    init.arg("init").arg("--data").arg(relay_data()).args(["--listen", &free_address()?, "--json"]);
    text_of(&parse(&output(&mut init)?)?, "setup_link")
}

/// 8443, or any free port if something else serves there. The card names it, so it stays.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:8443").or_else(|_| TcpListener::bind("127.0.0.1:0"))?;
    Ok(listener.local_addr()?.to_string())
}

fn serve() -> Result<Relay> {
    let log = fs::File::create(folder().join("relay.log")).context("cannot write the relay's log")?;
    let mut child = command(binary("sotto-relay"))
        .arg("run")
        .arg("--data")
        .arg(relay_data())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .context("cannot start sotto-relay")?;
    let stdout = child.stdout.take();
    let relay = Relay(child);
    let mut lines = BufReader::new(stdout.context("the relay has no stdout")?);
    let mut line = String::new();
    while !line.starts_with("ready ") {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            bail!("the relay ended before it was ready: see {}", folder().join("relay.log").display());
        }
    }
    eprint!("relay: {line}");
    // Whatever else it prints must not fill the pipe and stop it.
    thread::spawn(move || lines.read_to_end(&mut Vec::new()));
    Ok(relay)
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

/// Opens a window of `person`.
pub(crate) fn window(person: &Person) -> Result<Child> {
    let mut window = Command::new(binary("sotto"));
    window.arg("--profile").arg(person.folder()).spawn().context("cannot open a window")
}

/// The text at `key` of an answer.
fn text_of(answer: &Value, key: &str) -> Result<String> {
    let text = answer.get(key).and_then(Value::as_str);
    Ok(text.with_context(|| format!("the answer has no {key}: {answer}"))?.to_owned())
}

/// The six words, joined by spaces; they come as a list or as one text.
fn key_words(answer: &Value) -> Result<String> {
    match answer.get("key_words") {
        Some(Value::Array(words)) => Ok(words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")),
        _ => text_of(answer, "key_words"),
    }
}

fn parse(text: &str) -> Result<Value> {
    serde_json::from_str(text).with_context(|| format!("not JSON: {text}"))
}
