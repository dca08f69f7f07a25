//! Processes that are measured: CPU time and memory as Linux's `/proc` tells them.

use std::{
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::workspace::{command, output, read, run};

/// A process that says on stdout how far it is. It is asked to stop when this is dropped.
pub(super) struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Running {
    /// Starts `command`.
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", Path::new(command.get_program()).display()))?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().context("the process has no stdout")?;
        Ok(Self { child, stdin, stdout: BufReader::new(stdout) })
    }

    /// Waits for the line that begins with `word`.
    pub(super) fn wait_for(&mut self, word: &str) -> Result<()> {
        self.line_of(word).map(drop)
    }

    /// Waits for the line that begins with `word`; gives the rest of it.
    pub(super) fn line_of(&mut self, word: &str) -> Result<String> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.stdout.read_line(&mut line)? == 0 {
                bail!("the process ended before it said {word}");
            }
            if let Some(rest) = line.strip_prefix(word) {
                return Ok(rest.to_owned());
            }
        }
    }

    /// All that it says until it ends.
    pub(super) fn lines(&mut self) -> Result<Vec<String>> {
        self.stdout.by_ref().lines().collect::<Result<_, _>>().context("what the process says is no text")
    }

    /// Gives it a line, for which it waits.
    pub(super) fn go_on(&mut self) -> Result<()> {
        self.type_line("")
    }

    /// Gives it this line.
    pub(super) fn type_line(&mut self, line: &str) -> Result<()> {
        writeln!(self.stdin.as_mut().context("the process has no stdin")?, "{line}").context("the process has ended")
    }

    /// Ends its input, and waits until it has ended by itself.
    pub(super) fn end(mut self) -> Result<()> {
        self.stdin = None;
        self.child.wait()?;
        Ok(())
    }

    /// CPU time of all its threads since it started.
    pub(super) fn cpu_seconds(&self) -> Result<f64> {
        let [user, system, ..] = stat_times(&format!("/proc/{}/stat", self.child.id()))?;
        Ok(user + system)
    }

    /// The most resident memory that it had so far.
    pub(super) fn peak_mib(&self) -> Result<f64> {
        peak_mib(self.child.id())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        // Asked first, so that it finishes what it has begun.
        if run(command("kill").arg(self.child.id().to_string())).is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The most resident memory that the process `id`, which runs, had so far.
pub(super) fn peak_mib(id: u32) -> Result<f64> {
    let path = PathBuf::from(format!("/proc/{id}/status"));
    let text = read(&path)?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    Ok(kib.with_context(|| format!("{} has no VmHWM", path.display()))? / 1024.0)
}

/// Resident memory of the process `id`, shared pages counted in proportion.
pub(super) fn pss_mib(id: u32) -> Result<f64> {
    let path = PathBuf::from(format!("/proc/{id}/smaps_rollup"));
    let text = read(&path)?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    Ok(kib.with_context(|| format!("{} has no Pss", path.display()))? / 1024.0)
}

/// The same of a process and all that it started.
pub(super) fn pss_mib_of_tree(id: u32) -> Result<f64> {
    let children = output(command("ps").args(["-o", "pid=", "--ppid", &id.to_string()])).unwrap_or_default();
    let ids = children.split_whitespace().filter_map(|word| word.parse().ok());
    ids.map(pss_mib_of_tree).sum::<Result<f64>>().and_then(|rest| Ok(rest + pss_mib(id)?))
}

/// CPU time of all processes that this one started and waited for.
pub(super) fn cpu_seconds_of_children() -> Result<f64> {
    let [.., user, system] = stat_times("/proc/self/stat")?;
    Ok(user + system)
}

/// User and system time of a process, then of its children, in seconds (proc(5), fields 14 to 17).
fn stat_times(path: &str) -> Result<[f64; 4]> {
    let ticks_a_second: f64 = output(command("getconf").arg("CLK_TCK"))?.trim().parse().context("no CLK_TCK")?;
    let text = read(Path::new(path))?;
    // The second field is a name in parentheses, which may hold spaces.
    let (_, fields) = text.rsplit_once(')').with_context(|| format!("{path} is no stat file"))?;
    let times: Vec<f64> = fields.split_whitespace().skip(11).take(4).filter_map(|field| field.parse().ok()).collect();
    let times: [f64; 4] = times.try_into().ok().with_context(|| format!("{path} has no times"))?;
    Ok(times.map(|ticks| ticks / ticks_a_second))
}
