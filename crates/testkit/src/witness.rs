//! An independent party that watches a log, and the relay's own commands about it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::{RelayProcess, program};

/// A witness that serves until it is dropped.
pub struct Witness {
    /// Its verifier key.
    pub vkey: String,
    /// Where it is asked.
    pub prefix: String,
    child: Child,
}

impl Witness {
    /// Makes a witness that trusts `logs`.
    pub fn start(data: &Path, name: &str, logs: &[String]) -> Self {
        let vkey = Self::made(data, name);
        answer(Command::new(program("sotto-witness")).args(["--json", "trust", "--data"]).arg(data).args(logs));
        let mut child = Command::new(program("sotto-witness"))
            .args(["run", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("ready ").expect("it is ready").to_owned();
        Self { vkey, prefix: format!("http://{address}"), child }
    }

    /// Makes a witness that never runs; its verifier key.
    pub fn made(data: &Path, name: &str) -> String {
        let made =
            answer(Command::new(program("sotto-witness")).args(["--json", "init", "--name", name, "--data"]).arg(data));
        made["vkey"].as_str().expect("a key").to_owned()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl RelayProcess {
    /// `sotto-relay` over the relay's folder; it does not run meanwhile. The code, if it refuses.
    ///
    /// # Errors
    /// The stable code.
    pub fn administer(&self, command: &[&str], rest: &[&str]) -> Result<Value, String> {
        let mut relay = Command::new(program("sotto-relay"));
        let done = relay.arg("--json").args(command).arg("--data").arg(self.data()).args(rest).output().unwrap();
        let out = if done.status.success() { &done.stdout } else { &done.stderr };
        let said: Value = serde_json::from_slice(out).unwrap();
        if done.status.success() { Ok(said) } else { Err(said["error"]["code"].as_str().unwrap().to_owned()) }
    }

    /// How the relay's log is known to witnesses.
    pub fn log_keys(&self) -> Vec<String> {
        let logs = self.administer(&["log-keys"], &[]).unwrap();
        logs["vkeys"].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect()
    }

    /// How often the relay wrote that its witnesses cosigned.
    pub fn cosigned(&self) -> usize {
        fs::read_to_string(self.log()).unwrap_or_default().matches("witnesses cosigned").count()
    }
}

fn answer(command: &mut Command) -> Value {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}
