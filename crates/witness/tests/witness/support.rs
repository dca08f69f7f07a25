//! A witness in a process of its own, and logs in memory that come to it.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use sotto_protocol::time::UnixSeconds;
use sotto_tlog::{
    AddCheckpoint, AddCheckpointAnswer, Checkpoint, Commitment, ConsistencyProof, LogKey, NodeHash, Origin, Refusal,
    StoredIndex, Tree, TreeHead, TreeSize, WitnessVerifier, Witnesses,
};
use tempfile::TempDir;

pub(crate) const NAME: &str = "witness.example/w1";
pub(crate) const ORIGIN: &str = "sotto/log/1/example";

/// A log and the key that signs it. Every smaller log is a part of it.
pub(crate) struct Log {
    pub(crate) key: LogKey,
    stored: HashMap<StoredIndex, NodeHash>,
}

impl Log {
    /// Thirty entries, of which those from `forked` on are others than usual.
    pub(crate) fn forked_at(origin: &str, seed: u8, forked: u8) -> Self {
        let key = LogKey::from_seed(Origin::new(origin).unwrap(), &[seed; 32]).unwrap();
        let entry = |n: u8| Commitment::from_bytes([if n < forked { n } else { 200 }; 32]);
        let entries: Vec<_> = (0..30).map(entry).collect();
        let mut stored = HashMap::new();
        let appended = Tree::EMPTY.append(&entries, &stored).unwrap();
        stored.extend(appended.stored.iter().map(|node| (node.index, node.hash)));
        Self { key, stored }
    }

    /// Thirty entries.
    pub(crate) fn of(origin: &str, seed: u8) -> Self {
        Self::forked_at(origin, seed, 30)
    }

    /// The log that the tests are about.
    pub(crate) fn usual() -> Self {
        Self::of(ORIGIN, 7)
    }

    /// The same log to its fifth entry, with other ones from there on.
    pub(crate) fn fork() -> Self {
        Self::forked_at(ORIGIN, 7, 5)
    }

    pub(crate) fn vkey(&self) -> String {
        self.key.verifier().vkey()
    }

    pub(crate) fn head(&self, size: u64) -> TreeHead {
        let tree = Tree::of_size(TreeSize(size)).unwrap();
        TreeHead { size: tree.size(), root: tree.root(&self.stored).unwrap() }
    }

    pub(crate) fn checkpoint(&self, size: u64) -> Checkpoint {
        self.key.sign(None, self.head(size), UnixSeconds(1_795_307_459)).unwrap()
    }

    pub(crate) fn growth(&self, older: u64, newer: u64) -> ConsistencyProof {
        Tree::of_size(TreeSize(newer)).unwrap().prove_consistency(TreeSize(older), &self.stored).unwrap()
    }

    /// The request for size `new` after `old`.
    pub(crate) fn request(&self, old: u64, new: u64) -> Vec<u8> {
        self.unproved(old, self.growth(old, new), new)
    }

    /// The same with another proof.
    pub(crate) fn unproved(&self, old: u64, proof: ConsistencyProof, new: u64) -> Vec<u8> {
        AddCheckpoint::new(TreeSize(old), proof, &self.checkpoint(new)).unwrap().to_bytes()
    }

    /// Who cosigned size `new` by `answer`, at what time.
    pub(crate) fn cosigned(&self, witness: &WitnessVerifier, new: u64, answer: &Answer) -> UnixSeconds {
        let AddCheckpointAnswer::Cosigned(lines) = answer.parsed() else { panic!("{answer:?}") };
        let witnesses = Witnesses::new(self.key.verifier(), vec![witness.clone()], 1).unwrap();
        let checkpoint = self.checkpoint(new).with_cosignatures(&witnesses, &lines).unwrap();
        witnesses.quorum(&checkpoint).unwrap()[0].at
    }
}

/// What came over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn parsed(&self) -> AddCheckpointAnswer {
        let content_type = self.headers.get("content-type").map(String::as_str);
        AddCheckpointAnswer::from_parts(self.status, content_type, &self.body).unwrap()
    }

    pub(crate) fn refusal(&self) -> Refusal {
        let AddCheckpointAnswer::Refused(refusal) = self.parsed() else { panic!("{self:?}") };
        refusal
    }
}

/// Sends one request of these bytes and reads until the end.
pub(crate) fn exchange(address: &str, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut bytes = Vec::new();
    // Who is refused before the body was read may find the connection reset after the answer.
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let (first, headers) = head.split_once("\r\n").unwrap();
    let headers = headers.lines().map(|line| line.split_once(": ").unwrap());
    Answer {
        status: first.split(' ').nth(1).unwrap().parse().unwrap(),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
        body: bytes[end + 4..].to_vec(),
    }
}

pub(crate) fn ask(address: &str, method: &str, path: &str, body: &[u8]) -> Answer {
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    exchange(address, &[head.as_bytes(), body].concat())
}

pub(crate) fn program(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sotto-witness"));
    command.args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// The answer of a command that succeeds.
pub(crate) fn told(arguments: &[&str], data: &Path) -> Value {
    let output = program(arguments, data).arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The code of a command that fails.
pub(crate) fn refused(arguments: &[&str], data: &Path) -> String {
    code(&program(arguments, data).arg("--json").output().unwrap())
}

pub(crate) fn code(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.is_empty());
    let error = serde_json::from_slice::<Value>(&output.stderr).unwrap()["error"].clone();
    assert!(!error["message"].as_str().unwrap().is_empty());
    error["code"].as_str().unwrap().to_owned()
}

/// A witness that knows [`Log::usual`] and runs until it is dropped.
pub(crate) struct Running {
    _folder: TempDir,
    pub(crate) data: PathBuf,
    pub(crate) verifier: WitnessVerifier,
    pub(crate) address: String,
    child: Option<Child>,
}

impl Running {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("witness");
        let made = told(&["init", "--name", NAME], &data);
        let verifier = made["vkey"].as_str().unwrap().parse().unwrap();
        told(&["trust", &Log::usual().vkey()], &data);
        let mut witness = Self { _folder: folder, data, verifier, address: String::new(), child: None };
        witness.run();
        witness
    }

    /// Starts it again, and waits until it is ready.
    pub(crate) fn run(&mut self) {
        let command = program(&["run", "--listen", "127.0.0.1:0", "--monitoring"], &self.data);
        self.run_as(command);
    }

    pub(crate) fn run_as(&mut self, mut command: Command) {
        self.kill();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.child = Some(child);
        line.trim_end().strip_prefix("ready ").expect("a line that begins with ready").clone_into(&mut self.address);
    }

    /// Ends it at once, as a power cut would.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Ends it as a service manager does.
    pub(crate) fn stop(&mut self) {
        let mut child = self.child.take().unwrap();
        assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
    }

    pub(crate) fn add(&self, request: &[u8]) -> Answer {
        ask(&self.address, "POST", "/add-checkpoint", request)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        ask(&self.address, "GET", path, &[])
    }

    /// What `show` says of the log.
    pub(crate) fn shown(&self) -> Value {
        told(&["show"], &self.data)["logs"][0].clone()
    }

    /// The only file of `folder`.
    pub(crate) fn file(&self, folder: &str) -> PathBuf {
        let entries: Vec<_> = std::fs::read_dir(self.data.join(folder)).unwrap().map(|entry| entry.unwrap()).collect();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries[0].path()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}
