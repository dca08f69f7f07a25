//! A relay process, for the sample office and for measuring.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Stdio},
    thread,
};

use anyhow::{Context, Result, bail};

use crate::workspace::{command, json_output, run, text_of};

/// The program and the folder of one relay.
pub(crate) struct Site {
    /// `sotto-relay`.
    pub(crate) program: PathBuf,
    /// `--data`.
    pub(crate) data: PathBuf,
    /// Where its log goes.
    pub(crate) log: PathBuf,
}

impl Site {
    /// `sotto-relay init`; gives the setup link.
    pub(crate) fn init(&self) -> Result<String> {
        let mut init = command(&self.program);
        init.arg("init").arg("--data").arg(&self.data).args(["--listen", &free_address()?, "--json"]);
        text_of(&json_output(&mut init)?, "setup_link")
    }

    /// `sotto-relay run`; comes back when it is ready.
    pub(crate) fn start(&self) -> Result<Relay> {
        let log = File::create(&self.log).with_context(|| format!("cannot write {}", self.log.display()))?;
        let mut child = command(&self.program)
            .arg("run")
            .arg("--data")
            .arg(&self.data)
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
                bail!("the relay ended before it was ready: see {}", self.log.display());
            }
        }
        // Whatever else it prints must not fill the pipe and stop it.
        thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Ok(relay)
    }
}

/// A running relay; it is asked to stop when this is dropped.
pub(crate) struct Relay(Child);

impl Relay {
    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

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

/// 8443, or any free port if something else serves there. The card names it, so it stays.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:8443").or_else(|_| TcpListener::bind("127.0.0.1:0"))?;
    Ok(listener.local_addr()?.to_string())
}
