//! A relay that says that it was put back from a copy.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use sotto_engine::{OrganisationId, UnixSeconds};
use sotto_protocol::{
    codec,
    incarnation::{IncarnationBody, UnverifiedIncarnation},
    sign::SigningKey,
};
use sotto_relay_api::{Answer, LogUpdate, LoggedEntry, RelayFrame, Request};
use sotto_tlog::{
    Actor, Checkpoint, Commitment, Event, EventKind, InclusionProof, LogKey, Origin, RequestHash, Salt, Tree, TreeHead,
    UnverifiedCheckpoint,
};

use crate::{
    liar::{Says, log_seed},
    world::{World, code},
};

const NOW: UnixSeconds = UnixSeconds(1_795_000_200);

fn log_key(world: &World, organisation: &OrganisationId) -> LogKey {
    let seed = log_seed(&world.fresh.folder.path().join("relay"));
    LogKey::from_seed(Origin::of_organisation(organisation), &seed).unwrap()
}

/// The newest statement that the relay itself has.
async fn genuine(world: &World, engine: &sotto_engine::Engine) -> UnverifiedIncarnation {
    let heard = Arc::new(Mutex::new(None));
    let into = Arc::clone(&heard);
    world.liar().twists(move |_, answer| {
        if let Answer::Incarnation(Some((statement, _))) = answer {
            *into.lock().unwrap() = Some(statement.clone());
        }
    });
    engine.accept_restore(true).await.unwrap();
    world.liar().is_honest();
    heard.lock().unwrap().take().unwrap()
}

/// A log of one entry that goes on with `statement`, as the holder of the log's key can make one.
struct Fork {
    statement: UnverifiedIncarnation,
    entry: LoggedEntry,
    newest: Checkpoint,
}

impl Fork {
    fn new(
        key: &LogKey,
        organisation: &OrganisationId,
        statement: impl Fn(&Checkpoint) -> UnverifiedIncarnation,
    ) -> Self {
        let first = Tree::EMPTY.append(&[Commitment::from_bytes([7; 32])], &BTreeMap::new()).unwrap();
        let base = key.sign(None, TreeHead { size: first.tree.size(), root: first.head.root }, NOW).unwrap();
        let statement = statement(&base);
        let detail = [("sha256".to_owned(), data_encoding::HEXLOWER.encode(&statement.hash()))].into();
        let actor = Actor::Device("d".repeat(64));
        let request = Some(RequestHash::from_bytes([1; 32]));
        let event =
            Event::new(EventKind::RelayRestored, actor, organisation.to_string(), detail, request, NOW).unwrap();
        let (event, salt) = (event.to_canonical(), [3; 32]);
        let edge: BTreeMap<_, _> = first.stored.iter().map(|stored| (stored.index, stored.hash)).collect();
        let second = first.tree.append(&[Commitment::new(&Salt::from_bytes(salt), &event)], &edge).unwrap();
        let newest = key.sign(Some(&base), second.head, NOW).unwrap();
        // Of two entries, the other one's hash is the whole proof.
        let proof: InclusionProof = codec::from_slice(&codec::to_vec(&vec![minicbor::bytes::ByteArray::from(
            *Commitment::from_bytes([7; 32]).leaf_hash().as_bytes(),
        )]))
        .unwrap();
        let entry =
            LoggedEntry { index: 1, event: event.into(), salt: salt.into(), proof: codec::to_vec(&proof).into() };
        Self { statement, entry, newest }
    }

    /// Shows this log to whoever asks for anything.
    fn shown_by(self, world: &World) {
        let consistency = {
            // From one entry to two: the new leaf's hash.
            let leaf = Commitment::new(&Salt::from_bytes(*self.entry.salt), &self.entry.event).leaf_hash();
            codec::to_vec(&vec![minicbor::bytes::ByteArray::from(*leaf.as_bytes())])
        };
        world.liar().says(move |request, said| {
            let RelayFrame::Answer { id, mut answer, .. } = said else { return Says::Frame(said) };
            if matches!(request, Some(Request::FetchIncarnation)) {
                answer = Answer::Incarnation(Some((self.statement.clone(), self.entry.clone())));
            }
            let checkpoint = self.newest.note().to_vec().into();
            let log = Some(LogUpdate { checkpoint, consistency: consistency.clone().into() });
            Says::Frame(RelayFrame::Answer { id, answer, log })
        });
    }
}

fn about(organisation: OrganisationId, base: &Checkpoint) -> IncarnationBody {
    IncarnationBody { organisation, number: 9, base: base.note().to_vec().into(), seen: Vec::new(), stated_at: NOW }
}

async fn is_caught(world: &World, fork: Fork) {
    let (reporter, _) = world.sent_report("reporter", "Two pumps.").await;
    let lost = fork.newest.clone();
    fork.shown_by(world);
    for _ in 0..2 {
        assert_eq!(code(reporter.sync().await), "log_inconsistent");
    }
    // For good, with both checkpoints for others to see.
    world.liar().is_honest();
    assert_eq!(code(reporter.sync().await), "log_inconsistent");
    let evidence = reporter.log_evidence().unwrap();
    assert_eq!(evidence.len(), 1);
    assert_eq!(UnverifiedCheckpoint::from_bytes(evidence[0].offered.clone()).as_bytes(), lost.note());
}

// rule: LOG-44
#[tokio::test]
async fn a_statement_that_is_not_the_offices_excuses_nothing() {
    let world = World::new().await;
    let organisation = world.owner.office().unwrap().unwrap();
    let key = log_key(&world, &organisation);
    let by_the_relay = |base: &Checkpoint| about(organisation, base).sign(&SigningKey::from_bytes(&[8; 32]));
    is_caught(&world, Fork::new(&key, &organisation, by_the_relay)).await;
}

// rule: LOG-44
#[tokio::test]
async fn a_statement_of_another_office_excuses_nothing() {
    let (world, other) = (World::new().await, World::new().await);
    let organisation = world.owner.office().unwrap().unwrap();
    let theirs = genuine(&other, &other.owner).await;
    let key = log_key(&world, &organisation);
    is_caught(&world, Fork::new(&key, &organisation, |_| theirs.clone())).await;
}

// rule: LOG-44
#[tokio::test]
async fn a_statement_about_another_copy_excuses_nothing() {
    let world = World::new().await;
    let organisation = world.owner.office().unwrap().unwrap();
    let ours = genuine(&world, &world.owner).await;
    let key = log_key(&world, &organisation);
    is_caught(&world, Fork::new(&key, &organisation, |_| ours.clone())).await;
}
