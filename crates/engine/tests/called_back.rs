//! What waits is held, let go on, and called back, with nothing lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::{path::PathBuf, sync::Arc};

use sotto_engine::{
    Approval, CalledBack, Engine, FileCopy, Leave, NoKeyring, OrganisationId, Profile, Sent, Status, SystemClock,
};
use sotto_testkit::{Office, PASSPHRASE, Person};

fn unlock(person: &Person) -> Engine {
    Engine::unlock(&Profile::new(person.profile()), PASSPHRASE, &NoKeyring, Arc::new(SystemClock)).unwrap()
}

fn file(office: &Office, name: &str) -> PathBuf {
    let path = office.folder().join(name);
    std::fs::write(&path, name).unwrap();
    path
}

fn code<T: std::fmt::Debug>(refused: Result<T, sotto_engine::Error>) -> &'static str {
    refused.unwrap_err().code().as_str()
}

// rule: SEND-05
#[tokio::test]
async fn a_report_is_a_draft_again_with_what_was_added_to_it() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let organisation: OrganisationId = organisation.parse().unwrap();
    let engine = unlock(&reporter);
    let draft = engine.new_draft(&organisation, None, "Valve contracts", "Each is just under 25,000.").unwrap().draft;
    engine.attach(draft, &file(&office, "first"), FileCopy::Cleaned).unwrap();
    let queued = engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    engine
        .queue_message_with(
            queued.case,
            "I counted eleven.",
            &[file(&office, "second")],
            FileCopy::Cleaned,
            Leave::Soon,
        )
        .unwrap();
    engine.attach_to_reply(queued.case, &file(&office, "third"), FileCopy::Cleaned).unwrap();
    engine.save_reply(queued.case, "And").unwrap();

    let CalledBack::Draft(draft) = engine.call_back(queued.message).unwrap() else { panic!("a report is a draft") };
    let words = engine.draft(draft).unwrap();
    assert_eq!(words.title, "Valve contracts");
    assert_eq!(words.body, "Each is just under 25,000.\n\nI counted eleven.\n\nAnd");
    let names: Vec<String> = engine.files_of_draft(draft).unwrap().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["first", "second", "third"]);
    assert!(engine.waiting().unwrap().is_empty());
    assert_eq!(code(engine.case(queued.case)), "not_found");
    assert_eq!(code(engine.call_back(queued.message)), "not_found");

    let queued = engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    engine.sync_one(queued.case).await.unwrap();
    assert_eq!(engine.sent(queued.message).unwrap(), Sent::Sent);
    assert_eq!(code(engine.call_back(queued.message)), "not_found");
    assert_eq!(office.owner.ask(&["sync"])["received"], 1);
}

// rule: SEND-05
#[tokio::test]
async fn a_message_is_the_reply_again_and_a_change_is_not_made() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = {
        let engine = unlock(&reporter);
        let draft = engine.new_draft(&organisation.parse().unwrap(), None, "T", "A report.").unwrap().draft;
        let queued = engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
        engine.sync_one(queued.case).await.unwrap();
        queued.case
    };
    office.owner.ask(&["sync"]);
    let handler = unlock(&office.owner);
    let status = handler.queue_status(case, Status::Acknowledged).unwrap();
    let message = handler
        .queue_message_with(case, "Who keeps the notes?", &[file(&office, "form")], FileCopy::Cleaned, Leave::Soon)
        .unwrap();
    handler.save_reply(case, "And since when?").unwrap();
    handler.attach_to_reply(case, &file(&office, "map"), FileCopy::Cleaned).unwrap();

    assert_eq!(handler.call_back(message).unwrap(), CalledBack::Reply(case));
    assert_eq!(handler.reply(case).unwrap(), "Who keeps the notes?\n\nAnd since when?");
    let names: Vec<String> = handler.files_of_reply(case).unwrap().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["map", "form"]);
    assert_eq!(handler.call_back(status).unwrap(), CalledBack::Nothing(case));
    handler.sync_one(case).await.unwrap();
    assert_eq!(handler.case(case).unwrap().status, Status::New);
    assert_eq!(reporter.ask(&["sync"])["received"], 0);
}

// rule: SEND-05
#[tokio::test]
async fn what_is_held_waits_with_what_comes_after_it() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let engine = unlock(&reporter);
    let draft = engine.new_draft(&organisation.parse().unwrap(), None, "T", "A report.").unwrap().draft;
    let queued = engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    engine.queue_message(queued.case, "More.", Leave::Soon).unwrap();
    engine.hold(queued.message).unwrap();
    engine.sync_one(queued.case).await.unwrap();
    assert!(matches!(engine.sent(queued.message).unwrap(), Sent::Paused(why) if why.as_str() == "held"));
    assert_eq!(engine.waiting().unwrap().len(), 2);
    assert_eq!(office.owner.ask(&["sync"])["received"], 0);

    engine.resume(queued.message).unwrap();
    engine.sync_one(queued.case).await.unwrap();
    assert!(engine.waiting().unwrap().is_empty());
    assert_eq!(code(engine.hold(queued.message)), "not_found");
    assert_eq!(office.owner.ask(&["sync"])["received"], 2);
}
