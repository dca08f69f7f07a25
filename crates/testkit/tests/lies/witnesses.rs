//! What a relay says that witnesses cosigned.

use sotto_engine::{UnixSeconds, WitnessPolicy};
use sotto_relay_api::{Answer, Request};
use sotto_tlog::{
    AddCheckpoint, AddCheckpointAnswer, Checkpoint, ConsistencyProof, LogKey, Origin, RootHash, TreeHead, TreeSize,
    Witness, WitnessKey, WitnessName, Witnesses,
};

use crate::{
    liar::log_seed,
    world::{World, code},
};

const NOW: UnixSeconds = UnixSeconds(1_795_000_200);

/// A tree of this size that the office's log never was, signed by its key and cosigned by the witness with this seed.
fn cosigned_fork(world: &World, seed: [u8; 32]) -> Checkpoint {
    let organisation = world.owner.office().unwrap().unwrap();
    let seed_of_log = log_seed(&world.fresh.folder.path().join("relay"));
    let log = LogKey::from_seed(Origin::of_organisation(&organisation), &seed_of_log).unwrap();
    let head = TreeHead { size: TreeSize(2), root: RootHash::from_bytes([7; 32]) };
    let fork = log.sign(None, head, NOW).unwrap();
    let key = witness(seed);
    let verifier = key.verifier().clone();
    let request = AddCheckpoint::new(TreeSize(0), ConsistencyProof::default(), &fork).unwrap();
    let accepted = Witness::new(key, vec![log.verifier().clone()]).judge(&request, None, NOW).unwrap();
    let AddCheckpointAnswer::Cosigned(lines) = accepted.into_answer_once_stored() else { panic!("it cosigned") };
    let witnesses = Witnesses::new(log.verifier(), vec![verifier], 1).unwrap();
    fork.with_cosignatures(&witnesses, &lines).unwrap()
}

fn witness(seed: [u8; 32]) -> WitnessKey {
    WitnessKey::from_seed(WitnessName::new("witness.example").unwrap(), &seed).unwrap()
}

async fn watched() -> World {
    let world = World::new().await;
    let vkeys = vec![witness([9; 32]).verifier().to_string()];
    world.owner.set_witness_policy(Some(WitnessPolicy { vkeys, threshold: 1 })).await.unwrap();
    world
}

fn says(world: &World, note: Option<Vec<u8>>) {
    world.liar().twists(move |request, answer| {
        if matches!(request, Request::FetchWitnessed) {
            *answer = Answer::Witnessed(note.clone().map(Into::into));
        }
    });
}

// rule: LOG-40
#[tokio::test]
async fn another_log_than_the_witnesses_saw_is_not_believed() {
    let world = watched().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    says(&world, Some(cosigned_fork(&world, [9; 32]).note().to_vec()));
    assert_eq!(code(reporter.sync().await), "log_inconsistent");
    assert_eq!(code(world.owner.verify(None).await), "log_inconsistent");
    // For good, with both checkpoints for others to see.
    world.liar().is_honest();
    assert_eq!(code(reporter.sync().await), "log_inconsistent");
    assert_eq!(reporter.log_evidence().unwrap().len(), 1);
    assert_eq!(reporter.conversation(case).unwrap().len(), 1);
}

// rule: LOG-39, LOG-40, LOG-41
#[tokio::test]
async fn nobody_counts_whom_the_roster_does_not_name_and_nothing_waits_for_those_whom_it_does() {
    let world = watched().await;
    let organisation = world.owner.office().unwrap().unwrap();
    says(&world, None);
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    let found = reporter.verify(Some(case)).await.unwrap().remove(0).witnessed;
    assert_eq!((found.named.len(), found.cosigned.len(), found.is_quorum()), (1, 0, false));
    // The right name with another key is a line of somebody unknown, and the checkpoint one that this device compares.
    says(&world, Some(cosigned_fork(&world, [8; 32]).note().to_vec()));
    assert_eq!(code(reporter.verify(Some(case)).await), "log_inconsistent");
    assert!(reporter.witnessed(&organisation).unwrap().cosigned.is_empty());

    // A flipped bit in the witness's line, and nothing of the answer is taken.
    let world = watched().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    let mut note = cosigned_fork(&world, [9; 32]).note().to_vec();
    let at = note.len() - 8;
    note[at] = if note[at] == b'A' { b'B' } else { b'A' };
    says(&world, Some(note));
    assert_eq!(code(reporter.verify(Some(case)).await), "relay_unreachable");
    world.liar().is_honest();
    assert!(reporter.verify(Some(case)).await.is_ok());
}
