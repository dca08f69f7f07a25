//! A device that is killed, or whose disk is full, at every durable step of sending: what was acknowledged is sent, once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::{
    io,
    path::Path,
    process::{Command, Stdio, abort},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use serde_json::Value;
use sotto_engine::{Approval, CaseId, Engine, FileCopy, Leave, NoKeyring, Profile, SystemClock};
use sotto_testkit::{Office, PASSPHRASE, Person};
use sotto_vault::{Faults, Step};

const JOB: &str = "SOTTO_TEST_JOB";
const PROFILE: &str = "SOTTO_TEST_PROFILE";
const WHERE: &str = "SOTTO_TEST_WHERE";
const FILE: &str = "SOTTO_TEST_FILE";
const FAULT: &str = "SOTTO_TEST_FAULT";
const AT: &str = "SOTTO_TEST_AT";
/// More steps than any job has: a loop that does not end is a fault.
const MOST_STEPS: u32 = 200;

/// What happens at the n-th durable step.
struct FaultAt {
    left: AtomicU32,
    kills: bool,
}

impl Faults for FaultAt {
    fn at(&self, step: Step) -> io::Result<()> {
        // What is committed does not fail any more.
        if (step == Step::AfterCommit && !self.kills) || self.left.fetch_sub(1, Ordering::SeqCst) != 1 {
            return Ok(());
        }
        if self.kills {
            // No destructor runs, and nothing is flushed.
            abort();
        }
        Err(io::ErrorKind::StorageFull.into())
    }
}

const ANSWER: &str = "An answer.";

/// What became of a job in a process of its own.
struct Ended {
    /// It said that what was typed is saved.
    is_saved: bool,
    /// It said that what was written is kept.
    is_kept: bool,
    /// It came to its end.
    is_done: bool,
    /// The code that it stopped with.
    code: Option<String>,
}

/// Runs in a process of its own, as [`run`] says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(job) = std::env::var(JOB) else { return };
    let var = |name| std::env::var(name).unwrap();
    let faults = FaultAt { left: AtomicU32::new(var(AT).parse().unwrap()), kills: var(FAULT) == "kill" };
    let profile = Profile::new(var(PROFILE)).with_faults(Arc::new(faults));
    let engine = Engine::unlock(&profile, PASSPHRASE, &NoKeyring, Arc::new(SystemClock)).unwrap();
    let done = match job.as_str() {
        "report" => report(&engine, &var(WHERE)).await,
        _ => reply(&engine, var(WHERE).parse().unwrap(), Path::new(&var(FILE))).await,
    };
    match done {
        Ok(()) => println!("done"),
        Err(error) => println!("code {}", error.code()),
    }
}

async fn report(engine: &Engine, draft: &str) -> Result<(), sotto_engine::Error> {
    let queued =
        engine.queue_report(draft.parse().unwrap(), engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon)?;
    println!("kept");
    engine.sync_one(queued.case).await.map(drop)
}

async fn reply(engine: &Engine, case: CaseId, file: &Path) -> Result<(), sotto_engine::Error> {
    engine.save_reply(case, ANSWER)?;
    println!("saved");
    engine.attach_to_reply(case, file, FileCopy::Cleaned)?;
    engine.queue_message(case, ANSWER, Leave::Soon)?;
    println!("kept");
    engine.sync_one(case).await.map(drop)
}

/// Does a job in a process of its own, with a fault at its n-th durable step.
fn run(job: &str, person: &Person, wher: &str, file: &Path, fault: &str, at: u32) -> Ended {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(JOB, job)
        .env(PROFILE, person.profile())
        .env(WHERE, wher)
        .env(FILE, file)
        .env(FAULT, fault)
        .env(AT, at.to_string())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let code = said.lines().find_map(|line| line.strip_prefix("code ")).map(str::to_owned);
    let has_said = |word| said.lines().any(|line| line == word);
    Ended { is_saved: has_said("saved"), is_kept: has_said("kept"), is_done: has_said("done"), code }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn write_draft(reporter: &Person, organisation: &str, file: &Path) -> String {
    let new = ["draft", "new", "--to", organisation, "--title", "T", "--body-file", "-"];
    let draft = text(&reporter.ask_with(&new, "A report.")["draft"]);
    reporter.ask(&["draft", "attach", &draft, file.to_str().unwrap()]);
    draft
}

fn drafts(person: &Person) -> usize {
    person.ask(&["draft", "list"])["drafts"].as_array().unwrap().len()
}

fn sealed_files(person: &Person) -> usize {
    std::fs::read_dir(person.profile().join("files")).unwrap().count()
}

fn reports_survive(fault: &str) {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let file = office.folder().join("evidence");
    std::fs::write(&file, vec![7; 200_000]).unwrap();
    for at in 1..MOST_STEPS {
        let draft = write_draft(&reporter, &organisation, &file);
        let ended = run("report", &reporter, &draft, &file, fault, at);
        if fault == "full" && !ended.is_done {
            assert_eq!(ended.code.as_deref(), Some("disk_full"), "at step {at}");
        }
        if ended.is_done {
            assert!(at > 6, "the job has more steps than {at}");
            assert_eq!(office.owner.ask(&["sync"])["received"], 1);
            return;
        }
        // Nothing is lost, neither before it was acknowledged nor after.
        if drafts(&reporter) == 1 {
            assert!(!ended.is_kept, "at step {at}");
            reporter.ask(&["send", &draft, "--wait"]);
        } else {
            assert_eq!(reporter.ask(&["sync"])["pending"], 0, "at step {at}");
        }
        assert_eq!(office.owner.ask(&["sync"])["received"], 1, "sent once, killed at step {at}");
        assert_eq!(sealed_files(&reporter), 0, "at step {at}");
    }
    panic!("it never came to its end");
}

fn replies_survive(fault: &str) {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let file = office.folder().join("evidence");
    std::fs::write(&file, b"an answer's file").unwrap();
    let draft = write_draft(&reporter, &organisation, &file);
    let case = text(&reporter.ask(&["send", &draft, "--wait"])["case"]);
    office.owner.ask(&["sync"]);
    for at in 1..MOST_STEPS {
        let ended = run("reply", &office.owner, &case, &file, fault, at);
        if fault == "full" && !ended.is_done {
            assert_eq!(ended.code.as_deref(), Some("disk_full"), "at step {at}");
        }
        if !ended.is_done {
            let shown = office.owner.ask(&["case", "show", &case]);
            let answers = shown["messages"].as_array().unwrap().len() - at as usize;
            assert!(answers <= 1 && (answers == 1 || !ended.is_kept), "at step {at}");
            finish(&office.owner, case.parse().unwrap(), &file, answers == 0, ended.is_saved, at);
            assert_eq!(office.owner.ask(&["sync"])["pending"], 0, "at step {at}");
        }
        assert_eq!(reporter.ask(&["sync"])["received"], 1, "sent once, stopped at step {at}");
        assert_eq!(sealed_files(&office.owner), 0, "at step {at}");
        if ended.is_done {
            assert!(at > 4, "the job has more steps than {at}");
            return;
        }
    }
    panic!("it never came to its end");
}

/// Goes on with a reply where it stopped: what was saved is there, and ended if it waits to be sent.
fn finish(person: &Person, case: CaseId, file: &Path, is_unsent: bool, is_saved: bool, at: u32) {
    let engine =
        Engine::unlock(&Profile::new(person.profile()), PASSPHRASE, &NoKeyring, Arc::new(SystemClock)).unwrap();
    let (typed, files) = (engine.reply(case).unwrap(), engine.files_of_reply(case).unwrap());
    if is_unsent {
        assert!(typed == ANSWER || (typed.is_empty() && !is_saved), "at step {at}");
        if files.is_empty() {
            engine.attach_to_reply(case, file, FileCopy::Cleaned).unwrap();
        }
        engine.queue_message(case, ANSWER, Leave::Soon).unwrap();
    } else {
        assert_eq!((typed.as_str(), files.len()), ("", 0), "at step {at}");
    }
}

/// What is called back after a kill never arrives, and is whole; what cannot be called back arrives.
// rule: SEND-05
// proves: PRIV-19
#[test]
fn a_report_is_called_back_or_sent_wherever_its_device_is_killed() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let file = office.folder().join("evidence");
    std::fs::write(&file, vec![7; 200_000]).unwrap();
    let (mut called_back, mut left) = (0, 0);
    for at in 1..MOST_STEPS {
        let draft = write_draft(&reporter, &organisation, &file);
        let before = reporter.ask(&["draft", "show", &draft]);
        if run("report", &reporter, &draft, &file, "kill", at).is_done {
            assert!(called_back > 1 && left > 1, "{called_back} called back, {left} not");
            return;
        }
        if drafts(&reporter) == 1 {
            reporter.ask(&["draft", "delete", &draft]);
            continue;
        }
        let waiting = reporter.ask(&["outbox", "list"])["waiting"].clone();
        let Some(waiting) = waiting.as_array().unwrap().first() else {
            assert_eq!(office.owner.ask(&["sync"])["received"], 1, "at step {at}");
            continue;
        };
        match reporter.run(&["outbox", "call-back", &text(&waiting["message"])], "") {
            Ok(answer) => {
                assert_eq!(waiting["can_be_called_back"], true);
                let after = reporter.ask(&["draft", "show", &text(&answer["draft"])]);
                for field in ["organisation", "channel", "title", "body", "attachments"] {
                    assert_eq!(after[field], before[field], "{field} at step {at}");
                }
                assert_eq!(reporter.ask(&["case", "list"])["cases"].as_array().unwrap().len() as u32, left);
                reporter.ask(&["draft", "delete", &text(&answer["draft"])]);
                assert_eq!(reporter.ask(&["sync"])["sent"], 0);
                assert_eq!(office.owner.ask(&["sync"])["received"], 0, "at step {at}");
                called_back += 1;
            }
            Err(refused) => {
                assert_eq!((refused.code.as_str(), &waiting["can_be_called_back"]), ("may_have_left", &false.into()));
                assert_eq!(reporter.ask(&["sync"])["pending"], 0, "at step {at}");
                assert_eq!(office.owner.ask(&["sync"])["received"], 1, "at step {at}");
                left += 1;
            }
        }
        assert_eq!(sealed_files(&reporter), 0, "at step {at}");
    }
    panic!("it never came to its end");
}

// rule: SEND-02, SEND-03
// proves: PRIV-19
#[test]
fn a_report_is_sent_once_wherever_its_device_is_killed() {
    reports_survive("kill");
}

// rule: SEND-02, SEND-03
// proves: PRIV-19
#[test]
fn a_reply_is_sent_once_wherever_its_device_is_killed() {
    replies_survive("kill");
}

// proves: PRIV-19
#[test]
fn a_report_survives_a_full_disk_at_every_step() {
    reports_survive("full");
}

// proves: PRIV-19
#[test]
fn a_reply_survives_a_full_disk_at_every_step() {
    replies_survive("full");
}
