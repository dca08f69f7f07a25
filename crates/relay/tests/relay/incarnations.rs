//! A relay that was put back from an older copy, and what its office states of it.

use std::{fs, path::Path};

use sotto_protocol::{
    incarnation::{IncarnationBody, UnverifiedIncarnation},
    roster::Role,
};
use sotto_relay::mark_restored;
use sotto_relay_api::{Act, Answer, KeyPackageUpload, Refusal, Request};
use sotto_tlog::{Checkpoint, EventKind};

use crate::support::{Client, Keys, NOW, World, person, refusal};

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

async fn newest(world: &World, client: &mut Client) -> Checkpoint {
    let (_, log) = client.ask(Request::FetchCheckpoint).await;
    world.checkpoint(&log.unwrap())
}

fn stated(world: &World, number: u32, base: &Checkpoint) -> UnverifiedIncarnation {
    let (organisation, base, seen) = (world.organisation(), base.note().to_vec().into(), Vec::new());
    IncarnationBody { organisation, number, base, seen, stated_at: NOW }.sign(&world.owner.signing)
}

async fn states(world: &World, client: &mut Client, id: u8, statement: UnverifiedIncarnation) -> Answer {
    client.act(&world.body(id, Act::StateRestored { statement }), &world.owner).await.0
}

// rule: LOG-43
#[tokio::test]
async fn a_statement_is_taken_from_a_signer_about_this_log_and_never_a_lower_one() {
    let mut world = World::founded().await;
    let member = Keys::of(2);
    world.certify(person(2, Role::Owner, &member)).await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    assert_eq!(owner.ask(Request::FetchIncarnation).await.0, Answer::Incarnation(None));
    let base = newest(&world, &mut owner).await;
    let mut package = KeyPackageUpload {
        reference: [1; 32].into(),
        package: vec![1; 300].into(),
        last_resort: false,
        expires_at: NOW.plus(86_400),
    };
    let one_time = Act::PublishKeyPackages { packages: vec![package.clone()], replaces: false };
    assert_eq!(owner.act(&world.body(1, one_time), &world.owner).await.0, Answer::Done);
    (package.reference, package.last_resort) = ([2; 32].into(), true);
    let last = Act::PublishKeyPackages { packages: vec![package], replaces: false };
    assert_eq!(owner.act(&world.body(2, last), &world.owner).await.0, Answer::Done);

    // An OWNER whose device the card does not name, on their own channel and under the signer's statement.
    let mut other = world.proven(&member, member.as_device()).await;
    let act = world.body(3, Act::StateRestored { statement: stated(&world, 2, &base) });
    assert_eq!(refusal(&other.act(&act, &member).await.0), Some(Refusal::NotPermitted));
    assert_eq!(refusal(&other.act(&act, &world.owner).await.0), Some(Refusal::NotPermitted));

    let IncarnationBody { organisation, .. } = stated(&world, 2, &base).verify(&world.root).unwrap().body().clone();
    let of_nothing = IncarnationBody {
        organisation,
        number: 2,
        base: b"no checkpoint".to_vec().into(),
        seen: Vec::new(),
        stated_at: NOW,
    };
    let another = World::founded().await;
    let mut theirs = another.proven(&another.owner, another.owner.as_device()).await;
    let foreign = newest(&another, &mut theirs).await;
    for (id, bad) in (10..).zip([
        of_nothing.sign(&world.owner.signing),
        of_nothing.sign(&member.signing),
        stated(&world, 1, &base),
        stated(&world, 2, &foreign),
    ]) {
        assert_eq!(refusal(&states(&world, &mut owner, id, bad).await), Some(Refusal::BadRequest), "{id}");
    }

    let good = stated(&world, 2, &base);
    let Answer::Logged(entry) = states(&world, &mut owner, 20, good.clone()).await else { panic!("not taken") };
    assert!(entry.index >= base.size().0);
    // The same act again is done once.
    let Answer::Logged(again) = states(&world, &mut owner, 20, good.clone()).await else { panic!("not taken") };
    assert_eq!(entry.index, again.index);
    // Whoever asks is told, without having proved anything.
    let mut stranger = world.connect().await;
    stranger.hello(Some(world.organisation())).await.unwrap();
    let (Answer::Incarnation(Some((statement, entry))), log) = stranger.ask(Request::FetchIncarnation).await else {
        panic!("there is a statement")
    };
    assert_eq!(statement, good);
    let hash = data_encoding::HEXLOWER.encode(&statement.verify(&world.root).unwrap().hash());
    let event = world.event(&entry, log.as_ref());
    assert_eq!((event.kind(), event.detail()["sha256"].as_str()), (EventKind::RelayRestored, hash.as_str()));
    assert_eq!(event.detail()["size"], base.size().0.to_string());
    // What may have been handed out after the copy is not handed out again.
    let counted = owner.ask(Request::CountKeyPackages).await.0;
    assert_eq!(counted, Answer::KeyPackageCount { one_time: 0, last_resort: true });

    for (id, number) in [(30, 2), (31, 1)] {
        let older = states(&world, &mut owner, id, stated(&world, number, &base)).await;
        assert_eq!(refusal(&older), Some(Refusal::BadRequest));
    }
    let later = newest(&world, &mut owner).await;
    assert!(matches!(states(&world, &mut owner, 32, stated(&world, 7, &later)).await, Answer::Logged(_)));
    world.stop().await;
    assert_eq!(sotto_relay::verify_log(&world.data()).await.unwrap()[0].pending, 0);
}

// rule: LOG-45
#[tokio::test]
async fn a_relay_that_was_marked_serves_nobody_before_its_office_has_spoken() {
    let mut world = World::founded().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let at_copy = newest(&world, &mut owner).await;
    world.stop().await;
    let older = world.dir.path().join("older");
    copy(&world.data(), &older);
    world.start(world.config()).await;
    world.open_case(&Keys::of(40), 1).await;
    world.stop().await;
    fs::remove_dir_all(world.data()).unwrap();
    copy(&older, &world.data());
    mark_restored(&world.data()).await.unwrap();

    // Not after another start either.
    for _ in 0..2 {
        world.start(world.config()).await;
        let reporter = Keys::of(41);
        let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
        for request in [Request::FetchPuzzle, Request::FetchRoster { newer_than: 0 }, Request::FetchCheckpoint] {
            assert_eq!(mailbox.refusal(request).await, Some(Refusal::Restoring));
        }
        assert!(matches!(mailbox.ask(Request::FetchCard).await.0, Answer::Card { .. }));
        assert_eq!(mailbox.ask(Request::FetchIncarnation).await.0, Answer::Incarnation(None));
        let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
        assert_eq!(owner.refusal(Request::ListRooms).await, Some(Refusal::Restoring));
        assert_eq!(newest(&world, &mut owner).await.head(), at_copy.head());
        world.stop().await;
    }
    world.start(world.config()).await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let base = newest(&world, &mut owner).await;
    let Answer::Logged(entry) = states(&world, &mut owner, 1, stated(&world, 2, &base)).await else { panic!() };
    assert_eq!(entry.index, base.size().0, "it is the first entry after the copy");
    world.open_case(&Keys::of(41), 2).await;
    world.stop().await;
    // The mark is gone with the statement.
    world.start(world.config()).await;
    world.open_case(&Keys::of(42), 3).await;
}
