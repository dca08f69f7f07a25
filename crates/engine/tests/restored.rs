//! A relay whose data was put back to an older copy.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use sotto_engine::{Approval, Engine, FileCopy, Leave, NoKeyring, OrganisationId, Profile, Sent, SystemClock};
use sotto_testkit::{Office, PASSPHRASE};

// rule: LOG-17
// proves: PRIV-19, PRIV-23
#[tokio::test]
async fn a_reply_to_a_case_that_a_restored_relay_lost_waits_and_the_loss_is_named() {
    let mut office = Office::new();
    office.relay.kill();
    let older = office.folder().join("older");
    copy(office.relay.data(), &older);
    office.relay.run();
    let file = office.folder().join("notes.txt");
    fs::write(&file, "Eleven orders.").unwrap();

    let mut waiting = Vec::new();
    for (name, files) in [("words", Vec::new()), ("files", vec![file])] {
        let (reporter, organisation) = office.reporter(name);
        let profile = Profile::new(reporter.profile());
        let reporter = Engine::unlock(&profile, PASSPHRASE, &NoKeyring, Arc::new(SystemClock)).unwrap();
        let reply = reply_to_a_report(&reporter, organisation.parse().unwrap(), &files).await;
        waiting.push((name, reporter, reply));
    }
    office.relay.kill();
    fs::remove_dir_all(office.relay.data()).unwrap();
    copy(&older, office.relay.data());
    office.relay.run();

    for (name, reporter, reply) in waiting {
        // The first contact finds it; there is no other after that.
        for _ in 0..2 {
            assert_eq!(reporter.sync().await.unwrap_err().code().as_str(), "log_inconsistent", "{name}");
            assert_eq!(reporter.sent(reply).unwrap(), Sent::Queued, "{name}");
        }
    }
}

/// A reply that waits, to a report that was sent.
async fn reply_to_a_report(
    reporter: &Engine,
    organisation: OrganisationId,
    files: &[PathBuf],
) -> sotto_engine::MessageId {
    let draft = reporter.new_draft(&organisation, None, "Valve contracts", "First.").unwrap().draft;
    let report = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    reporter.queue_message_with(report.case, "Second.", files, FileCopy::Cleaned, Leave::Soon).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
