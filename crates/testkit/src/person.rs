//! Somebody with a profile, who uses `sottoctl`.

use std::{
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;

use crate::program;

/// The passphrase of everyone here.
pub const PASSPHRASE: &str = "ferry pepper quilt ladder moss";

/// Somebody with a vault.
pub struct Person {
    profile: PathBuf,
    passphrase: String,
    env: Vec<(String, PathBuf)>,
}

/// What a command answered instead of doing it.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// The stable code.
    pub code: String,
}

impl Person {
    /// Makes a vault in `profile`.
    pub fn new(profile: &Path) -> Self {
        let person = Self::at(profile);
        person.ask(&["init"]);
        person
    }

    /// Makes a vault that needs the system's keyring besides the passphrase.
    pub fn with_keyring(profile: &Path) -> Self {
        let person = Self::at(profile);
        person.ask(&["init", "--keyring"]);
        person
    }

    /// Restores a vault in `profile` from a recovery phrase and an organisation's card; the person, and what was answered.
    ///
    /// # Errors
    /// The code of what was refused.
    pub fn restore(profile: &Path, phrase: &str, card: &str) -> Result<(Self, Value), Refused> {
        let person = Self::at(profile).with_env("SOTTO_PHRASE", Path::new(phrase));
        let answer = person.run(&["init", "--restore", card], "")?;
        Ok((person, answer))
    }

    /// Whoever uses `profile`, where there may be a vault already.
    pub fn at(profile: &Path) -> Self {
        Self { profile: profile.to_owned(), passphrase: PASSPHRASE.to_owned(), env: Vec::new() }
    }

    /// The same person, typing something else.
    pub fn typing(&self, passphrase: &str) -> Self {
        Self { profile: self.profile.clone(), passphrase: passphrase.to_owned(), env: self.env.clone() }
    }

    /// The same person, on a machine that is set up differently.
    pub fn with_env(&self, name: &str, value: &Path) -> Self {
        let env = [self.env.as_slice(), &[(name.to_owned(), value.to_owned())]].concat();
        Self { profile: self.profile.clone(), passphrase: self.passphrase.clone(), env }
    }

    /// The profile's folder.
    pub fn profile(&self) -> &Path {
        &self.profile
    }

    /// Runs a command that must do what it says; its answer.
    pub fn ask(&self, arguments: &[&str]) -> Value {
        match self.run(arguments, "") {
            Ok(answer) => answer,
            Err(refused) => panic!("{arguments:?} answered {refused:?}"),
        }
    }

    /// Runs a command with text on its standard input; its answer.
    pub fn ask_with(&self, arguments: &[&str], text: &str) -> Value {
        match self.run(arguments, text) {
            Ok(answer) => answer,
            Err(refused) => panic!("{arguments:?} answered {refused:?}"),
        }
    }

    /// Runs a command that must not succeed; its code.
    pub fn refused(&self, arguments: &[&str]) -> String {
        match self.run(arguments, "") {
            Ok(answer) => panic!("{arguments:?} answered {answer}"),
            Err(refused) => refused.code,
        }
    }

    /// Runs a command.
    pub fn run(&self, arguments: &[&str], text: &str) -> Result<Value, Refused> {
        let output = self.output(arguments, text);
        if output.status.success() {
            return Ok(serde_json::from_slice(&output.stdout).expect("an answer is JSON"));
        }
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let error: Value = serde_json::from_slice(&output.stderr)
            .unwrap_or_else(|_| panic!("not an error: {}", String::from_utf8_lossy(&output.stderr)));
        Err(Refused { code: error["error"]["code"].as_str().expect("a code").to_owned() })
    }

    /// Runs a command; all that it said.
    pub fn output(&self, arguments: &[&str], text: &str) -> Output {
        let mut child = self.start(arguments);
        let mut stdin = child.stdin.take().expect("its input");
        // A command that fails early may have closed it.
        let _ = stdin.write_all(text.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("sottoctl ends")
    }

    /// Starts a command, for the caller to watch and to end.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.start_as(&mut Command::new(program("sottoctl")), arguments)
    }

    /// Runs a command that must do what it says; its answer, and every address that it tried to reach.
    pub fn ask_captured(&self, arguments: &[&str]) -> (Value, Vec<SocketAddr>) {
        let capture = self.profile.with_extension("capture");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o"]).arg(&capture);
        let child = self.start_as(strace.arg(program("sottoctl")), arguments);
        let output = child.wait_with_output().expect("sottoctl ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let calls = std::fs::read_to_string(capture).expect("what was captured");
        (serde_json::from_slice(&output.stdout).expect("an answer is JSON"), reached(&calls))
    }

    fn start_as(&self, program: &mut Command, arguments: &[&str]) -> Child {
        program
            .arg("--json")
            .arg("--profile")
            .arg(&self.profile)
            .args(arguments)
            .env("SOTTO_PASSPHRASE", &self.passphrase)
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("sottoctl runs")
    }
}

/// The addresses of a network in calls that strace wrote down.
fn reached(calls: &str) -> Vec<SocketAddr> {
    let after = |call: &str, mark: &str| Some(call.split_once(mark)?.1.split(['"', ')']).next()?.to_owned());
    let address = |call: &str| {
        let port = after(call, "port=htons(").expect("a port").parse().expect("a number");
        let ip = after(call, "inet_addr(\"").or_else(|| after(call, "inet_pton(AF_INET6, \"")).expect("an address");
        SocketAddr::new(ip.parse().expect("numbers"), port)
    };
    calls.lines().filter(|call| call.contains("AF_INET") && call.contains("htons")).map(address).collect()
}
