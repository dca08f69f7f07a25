//! The log in tiles: all of it, by whoever sees it grow.

use sotto_relay_api::{Answer, Refusal, Request};
use sotto_tlog::{Tree, UnverifiedTiles};

use crate::support::{Client, Keys, World};

async fn tile(client: &mut Client, path: &str) -> Result<Vec<u8>, Refusal> {
    match client.ask(Request::FetchTile { path: path.to_owned() }).await.0 {
        Answer::Tile(bytes) => Ok(bytes.to_vec()),
        Answer::Refused(refusal) => Err(refusal),
        other => panic!("{other:?}"),
    }
}

// rule: LOG-20, LOG-21, LOG-22, LOG-23
#[tokio::test]
async fn the_whole_log_is_served_in_tiles_and_proves_its_checkpoint() {
    let world = World::founded().await;
    let mut opened = Vec::new();
    for n in 40..50 {
        opened.push(world.open_case(&Keys::of(n), n).await);
    }
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let (_, log) = owner.ask(Request::FetchCheckpoint).await;
    let checkpoint = world.checkpoint(&log.unwrap());
    let tree = Tree::of_size(checkpoint.size()).unwrap();
    assert_eq!(tree.size().0, 12);

    // The log grows meanwhile; what was asked for stays what it was.
    world.open_case(&Keys::of(60), 60).await;
    let mut tiles = UnverifiedTiles::default();
    for part in tree.tiles() {
        tiles.insert(part, tile(&mut owner, &part.to_string()).await.unwrap()).unwrap();
    }
    let tiles = tiles.verify(&checkpoint).unwrap();
    let mut commitments = 0;
    for bundle in tree.tiles().filter_map(|part| part.entries()) {
        let bytes = tile(&mut owner, &bundle.to_string()).await.unwrap();
        commitments += bundle.verify(&bytes, &tiles).unwrap().len();
    }
    assert_eq!(commitments, 12);

    for (path, refusal) in [
        ("tile/0/000.p/14", Refusal::BadRequest),
        ("tile/0/000", Refusal::BadRequest),
        ("tile/entries/000.p/14", Refusal::BadRequest),
        ("tile/0/0", Refusal::BadRequest),
        ("../audit.db", Refusal::BadRequest),
    ] {
        assert_eq!(tile(&mut owner, path).await, Err(refusal), "{path}");
    }
    let (reporter, (mailbox, _)) = (Keys::of(40), &mut opened[0]);
    assert!(tile(mailbox, "tile/0/000.p/12").await.is_ok(), "{:?}", reporter.case());
    let stranger = Keys::of(70);
    let mut nobody = world.proven(&stranger, stranger.as_device()).await;
    assert_eq!(tile(&mut nobody, "tile/0/000.p/12").await, Err(Refusal::NotPermitted));
}
