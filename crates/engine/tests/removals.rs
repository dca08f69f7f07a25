//! What is removed comes back whole, or goes for good.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use sotto_engine::{
    Approval, DraftId, Engine, FileCopy, Leave, NoKeyring, OrganisationId, Profile, Removed, SystemClock,
};
use sotto_testkit::{Office, PASSPHRASE, Person};

const BODY: &str = "Each order is just under 25,000.";

fn unlock(person: &Person) -> Engine {
    Engine::unlock(&Profile::new(person.profile()), PASSPHRASE, &NoKeyring, Arc::new(SystemClock)).unwrap()
}

fn sealed_files(person: &Person) -> usize {
    std::fs::read_dir(person.profile().join("files")).unwrap().count()
}

fn file(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, name).unwrap();
    path
}

fn names(engine: &Engine, draft: DraftId) -> Vec<String> {
    engine.files_of_draft(draft).unwrap().into_iter().map(|file| file.name).collect()
}

fn code<T: std::fmt::Debug>(refused: Result<T, sotto_engine::Error>) -> &'static str {
    refused.unwrap_err().code().as_str()
}

/// Somebody with a draft that has three files.
struct World {
    office: Office,
    reporter: Person,
    organisation: OrganisationId,
}

impl World {
    fn new() -> Self {
        let office = Office::new();
        let (reporter, organisation) = office.reporter("reporter");
        Self { office, reporter, organisation: organisation.parse().unwrap() }
    }

    fn draft(&self, engine: &Engine) -> DraftId {
        let draft = engine.new_draft(&self.organisation, None, "Valve contracts", BODY).unwrap().draft;
        for name in ["first", "second", "third"] {
            engine.attach(draft, &file(self.office.folder(), name), FileCopy::Cleaned).unwrap();
        }
        draft
    }
}

// rule: VAULT-26
// proves: PRIV-05
#[test]
fn a_draft_comes_back_whole_or_goes_for_good() {
    let world = World::new();
    let engine = unlock(&world.reporter);
    let draft = world.draft(&engine);
    let before = engine.draft(draft).unwrap();
    engine.remove(Removed::Draft(draft)).unwrap();
    assert!(engine.drafts().unwrap().is_empty());
    assert_eq!(code(engine.draft(draft)), "not_found");
    assert_eq!(code(engine.save_draft(draft, None, Some(""))), "not_found");
    assert_eq!(code(engine.attach(draft, &file(world.office.folder(), "late"), FileCopy::Cleaned)), "not_found");
    assert_eq!(
        code(engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon)),
        "not_found"
    );
    assert_eq!(code(engine.remove(Removed::Draft(draft))), "not_found");
    engine.restore(Removed::Draft(draft)).unwrap();
    let after = engine.draft(draft).unwrap();
    assert_eq!((after.title, after.body, after.updated_at), (before.title, before.body, before.updated_at));
    assert_eq!(names(&engine, draft), ["first", "second", "third"]);

    // What was brought back is not deleted by the end of its moment.
    engine.delete_removed(Removed::Draft(draft)).unwrap();
    assert_eq!(names(&engine, draft), ["first", "second", "third"]);
    engine.remove(Removed::Draft(draft)).unwrap();
    engine.delete_removed(Removed::Draft(draft)).unwrap();
    assert_eq!(code(engine.restore(Removed::Draft(draft))), "not_found");
    assert_eq!(sealed_files(&world.reporter), 0);
}

// rule: VAULT-26
// proves: PRIV-05
#[test]
fn a_file_comes_back_to_its_place_or_goes_for_good() {
    let world = World::new();
    let engine = unlock(&world.reporter);
    let draft = world.draft(&engine);
    let files = engine.files_of_draft(draft).unwrap();
    let last = Removed::File(files[2].attachment);
    engine.remove(Removed::File(files[0].attachment)).unwrap();
    engine.remove(last).unwrap();
    assert_eq!(names(&engine, draft), ["second"]);
    engine.attach(draft, &file(world.office.folder(), "fourth"), FileCopy::Cleaned).unwrap();
    engine.restore(Removed::File(files[0].attachment)).unwrap();
    engine.restore(last).unwrap();
    assert_eq!(names(&engine, draft), ["first", "second", "third", "fourth"]);

    engine.remove(last).unwrap();
    engine.delete_removed(last).unwrap();
    assert_eq!(code(engine.restore(last)), "not_found");
    assert_eq!(sealed_files(&world.reporter), 3);

    // What was removed is not sent, and goes with the sending.
    engine.remove(Removed::File(files[1].attachment)).unwrap();
    engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    assert_eq!(code(engine.restore(Removed::File(files[1].attachment))), "not_found");
    assert_eq!(code(engine.remove(Removed::File(files[0].attachment))), "not_found");
    assert_eq!(sealed_files(&world.reporter), 2);
}

// rule: VAULT-26
// proves: PRIV-05
#[test]
fn what_was_removed_is_gone_at_the_next_opening() {
    let world = World::new();
    let engine = unlock(&world.reporter);
    let (draft, other) = (world.draft(&engine), world.draft(&engine));
    let file_of_other = Removed::File(engine.files_of_draft(other).unwrap()[1].attachment);
    engine.remove(Removed::Draft(draft)).unwrap();
    engine.remove(file_of_other).unwrap();
    assert_eq!(sealed_files(&world.reporter), 6);
    drop(engine);

    let engine = unlock(&world.reporter);
    assert_eq!(code(engine.restore(Removed::Draft(draft))), "not_found");
    assert_eq!(code(engine.restore(file_of_other)), "not_found");
    assert_eq!(names(&engine, other), ["first", "third"]);
    assert_eq!(sealed_files(&world.reporter), 2);

    engine.remove(Removed::Draft(other)).unwrap();
    engine.delete_all_removed().unwrap();
    assert_eq!(sealed_files(&world.reporter), 0);
}

// rule: VAULT-26
#[test]
fn a_file_that_was_removed_from_a_reply_is_not_sent_with_it() {
    let world = World::new();
    let engine = unlock(&world.reporter);
    let draft = world.draft(&engine);
    let case = engine.queue_report(draft, engine.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap().case;
    let kept = engine.attach_to_reply(case, &file(world.office.folder(), "kept"), FileCopy::Cleaned).unwrap();
    let removed = engine.attach_to_reply(case, &file(world.office.folder(), "removed"), FileCopy::Cleaned).unwrap();
    engine.remove(Removed::File(removed.attachment)).unwrap();
    let message = engine.queue_message(case, "An answer.", Leave::Soon).unwrap();
    let lines = engine.conversation(case).unwrap();
    let line = lines.iter().find(|line| line.message == message).unwrap();
    assert_eq!(line.files, [kept]);
    assert_eq!(code(engine.restore(Removed::File(removed.attachment))), "not_found");
    assert_eq!(sealed_files(&world.reporter), 4);
}
