//! What stands nowhere: plaintext on disk, names and identifiers in the relay's own log.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::{Arc, Mutex},
};

use sha2::{Digest, Sha256};
use sotto_protocol::roster::Role;
use sotto_relay_api::{Act, Answer, Request};
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter};

use crate::support::{Keys, World};

const CANARY: &str = "canary-7f3a";

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// Somebody is set up, invited and joins, each with the canary wherever text goes.
async fn session(world: &World) {
    let mut fresh = world.connect().await;
    fresh.hello(None).await.unwrap();
    let setup = world.setup_act(&format!("{CANARY}@example.org"));
    assert!(matches!(fresh.act(&setup, &world.owner).await.0, Answer::Logged(_)));
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let token_hash: [u8; 32] = Sha256::digest([1; 32]).into();
    let email = format!("{CANARY}@example.org");
    let invite = world.body(1, Act::Invite { token_hash: token_hash.into(), email, role: Role::Member });
    assert!(matches!(owner.act(&invite, &world.owner).await.0, Answer::Logged(_)));
    let ines = Keys::of(2);
    let mut device = world.proven(&ines, ines.as_device()).await;
    let (keys, name) = (ines.device_keys(), format!("{CANARY} Halvorsen"));
    let join = world.body(2, Act::Join { token: [1; 32].into(), keys, name, title: CANARY.into() });
    assert!(matches!(device.act(&join, &ines).await.0, Answer::Logged(_)));
    let reporter = Keys::of(40);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(1).await;
    let mut act = world.opening(&reporter, 1, vec![world.owner.device()], solution);
    let Act::OpenCase { first, .. } = &mut act.act else { panic!() };
    first.envelope = CANARY.repeat(100).into_bytes().into();
    assert!(matches!(mailbox.act(&act, &reporter).await.0, Answer::Appended(_)));
    // Some refusals too, which are the talkative part.
    assert!(mailbox.refusal(Request::FetchWaiting).await.is_some());
    let mut stranger = world.connect().await;
    stranger.hello(Some(world.organisation())).await.unwrap();
    let _ = stranger.prove(world, &Keys::of(3), world.owner.as_device()).await;
}

// rule: REST-01
// proves: PRIV-11
#[tokio::test]
async fn what_is_sealed_at_rest_stands_in_no_byte_of_the_folder() {
    let mut world = World::empty().await;
    session(&world).await;
    for pass in ["running", "stopped"] {
        let all = files(&world.data());
        assert!(all.len() >= 8);
        for path in all {
            let bytes = fs::read(&path).unwrap();
            let found = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
            assert!(!found, "{pass}: {}", path.display());
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", path.display());
        }
        if pass == "running" {
            world.stop().await;
        }
    }
    assert_eq!(fs::metadata(world.data()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

// rule: REST-02
#[tokio::test]
async fn the_log_lines_of_a_session_name_nobody() {
    let captured = Captured::default();
    let subscriber =
        tracing_subscriber::fmt().json().with_max_level(LevelFilter::DEBUG).with_writer(captured.clone()).finish();
    // The runtime of a test has one thread: all of the relay's tasks are under it.
    let _guard = tracing::subscriber::set_default(subscriber);
    let mut world = World::empty().await;
    session(&world).await;
    let mut half = world.connect().await;
    half.send_raw(vec![1; 10]).await;
    let _ = half.receive().await;
    world.stop().await;

    let bytes = captured.0.lock().unwrap().clone();
    let lines: Vec<serde_json::Value> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &serde_json::Value| line["target"].as_str().unwrap().starts_with("sotto"))
        .collect();
    assert!(lines.iter().any(|line| line["fields"]["refusal"] == "not_permitted"));
    let reporter = Keys::of(40);
    let secrets = [
        CANARY.to_owned(),
        "127.0.0.1".to_owned(),
        world.address.port().to_string(),
        world.organisation().to_string(),
        reporter.case().to_string(),
        world.owner.device().to_string(),
        world.data().display().to_string(),
    ];
    for line in &lines {
        let text = line["fields"].to_string();
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{text}");
        }
        // No long word at all: an identifier would be one.
        assert!(text.split(|c: char| !c.is_ascii_alphanumeric()).all(|word| word.len() <= 20), "{text}");
    }
}
