//! Witnesses watch the office's log: real ones, asked by a real relay, and what each device makes of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use common::{send, text};
use serde_json::{Value, json};
use sotto_testkit::{Office, RelayProcess, program, until};

/// A witness that serves until it is dropped.
struct Witness {
    vkey: String,
    prefix: String,
    child: Child,
}

impl Witness {
    /// Makes a witness that trusts `logs`.
    fn start(data: &Path, name: &str, logs: &[String]) -> Self {
        let made =
            answer(Command::new(program("sotto-witness")).args(["--json", "init", "--name", name, "--data"]).arg(data));
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
        Self { vkey: text(&made["vkey"]), prefix: format!("http://{address}"), child }
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn answer(command: &mut Command) -> Value {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

/// `sotto-relay` over the relay's folder; it does not run meanwhile.
fn relay(command: &[&str], relay: &RelayProcess, rest: &[&str]) -> Result<Value, String> {
    let mut relay_command = Command::new(program("sotto-relay"));
    let done = relay_command.arg("--json").args(command).arg("--data").arg(relay.data()).args(rest).output().unwrap();
    let out = if done.status.success() { &done.stdout } else { &done.stderr };
    let said: Value = serde_json::from_slice(out).unwrap();
    if done.status.success() { Ok(said) } else { Err(text(&said["error"]["code"])) }
}

/// How often the relay wrote that its witnesses cosigned.
fn cosigned(log: &PathBuf) -> usize {
    fs::read_to_string(log).unwrap_or_default().matches("witnesses cosigned").count()
}

/// Starts the relay again, which asks its witnesses at once.
async fn witnessed_anew(relay: &mut RelayProcess) {
    relay.stop();
    let (log, before) = (relay.log(), cosigned(&relay.log()));
    relay.run();
    until("the witnesses cosign", || cosigned(&log) > before).await;
}

// rule: LOG-39, LOG-40, LOG-41
#[tokio::test]
async fn witnesses_cosign_what_every_device_sees() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "Two pumps.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    office.relay.stop();

    // The relay says how its log is known; who trusts it cosigns it.
    let logs = relay(&["log-keys"], &office.relay, &[]).unwrap();
    let logs: Vec<String> = logs["vkeys"].as_array().unwrap().iter().map(text).collect();
    let folder = office.folder().to_owned();
    let [first, second] =
        ["one", "two"].map(|name| Witness::start(&folder.join(name), &format!("{name}.example"), &logs));
    for witness in [&first, &second] {
        relay(&["witness", "add"], &office.relay, &["--prefix", &witness.prefix, &witness.vkey]).unwrap();
    }
    let asked = relay(&["witness", "list"], &office.relay, &[]).unwrap();
    assert_eq!(asked["witnesses"].as_array().unwrap().len(), 2);
    let again = ["--prefix", first.prefix.as_str(), &first.vkey];
    assert_eq!(relay(&["witness", "add"], &office.relay, &again).unwrap_err(), "witness_known");
    let plain = ["--prefix", "http://witness.example", &first.vkey];
    assert_eq!(relay(&["witness", "add"], &office.relay, &plain).unwrap_err(), "prefix_invalid");
    assert_eq!(relay(&["witness", "remove"], &office.relay, &[&logs[0]]).unwrap_err(), "witness_unknown");

    // Nobody looks at them before the office names them, in its signed roster.
    office.relay.run();
    let log = office.relay.log();
    until("the witnesses cosign", || cosigned(&log) > 0).await;
    assert_eq!(office.owner.ask(&["verify"])["witnesses"], Value::Null);
    let both = format!("{},{}", first.vkey, second.vkey);
    let named = office.owner.ask(&["org", "policy", "set", "log.witnesses", &both]);
    assert_eq!(named["log"], json!({ "witnesses": [first.vkey, second.vkey], "threshold": 2 }));
    assert_eq!(office.owner.refused(&["org", "policy", "set", "log.threshold", "3"]), "bad_request");
    assert_eq!(office.owner.refused(&["org", "policy", "set", "log.witnesses", &logs[0]]), "bad_request");
    for (person, asked) in [(&office.owner, ["verify"].as_slice()), (&reporter, &["verify", &case])] {
        let found = person.ask(asked);
        let witnesses = &found["witnesses"];
        assert_eq!((&witnesses["enough"], &witnesses["threshold"]), (&json!(true), &json!(2)));
        assert_eq!(witnesses["named"], json!(["one.example", "two.example"]));
        // They saw the log before this very roster came into it.
        assert!(witnesses["size"].as_u64() < found["checkpoint"]["size"].as_u64());
    }

    // A stranger with the card's file checks who cosigned the tree that an entry is in, without a network.
    witnessed_anew(&mut office.relay).await;
    let late = office.person("late");
    let card = text(&office.card["card_file"]);
    late.ask(&["card", "add", &card]);
    let fresh = office.folder().join("fresh");
    let (newcomer, organisation) = office.reporter("newcomer");
    let case = text(&send(&newcomer, &organisation, "A third pump.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    witnessed_anew(&mut office.relay).await;
    newcomer.ask(&["verify", &case, "--save", &fresh.display().to_string()]);
    let proof = fs::read_dir(&fresh).unwrap().next().unwrap().unwrap().path();
    let proven = late.ask(&["verify", "--bundle", &proof.display().to_string(), "--card", &card]);
    assert_eq!(proven["witnesses"]["cosigned"].as_array().unwrap().len(), 2);
    assert_eq!(proven["witnesses"]["enough"], json!(true));

    // A witness that is gone holds nothing up, and is missed.
    drop(second);
    witnessed_anew(&mut office.relay).await;
    let (third, organisation) = office.reporter("third");
    let case = text(&send(&third, &organisation, "A fourth pump.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    let found = third.ask(&["verify", &case]);
    assert_eq!(found["witnesses"]["enough"], json!(false));
    assert_eq!(found["witnesses"]["cosigned"][0]["name"], "one.example");
    office.owner.ask(&["org", "policy", "set", "log.witnesses", "none"]);
    assert_eq!(office.owner.ask(&["verify"])["witnesses"], Value::Null);
}
