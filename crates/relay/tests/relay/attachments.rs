//! Blobs in segments.

use sotto_protocol::{
    ids::{BlobId, RoomId},
    stream::SEALED_SEGMENT_BYTES,
};
use sotto_relay_api::{Act, ActBody, Answer, BlobState, Refusal, Request};

use crate::support::{Keys, World, refusal};

fn create(
    world: &World,
    blob: u8,
    room: u8,
    segments: u32,
    solution: Option<sotto_protocol::puzzle::Solution>,
) -> ActBody {
    let (blob, room) = (BlobId::from_bytes([blob; 16]), RoomId::from_bytes([room; 16]));
    world.body(70, Act::CreateBlob { blob, room, segments, solution })
}

fn put(blob: u8, index: u32, byte: u8) -> Request {
    Request::PutSegments {
        blob: BlobId::from_bytes([blob; 16]),
        first: index,
        bytes: vec![byte; SEALED_SEGMENT_BYTES].into(),
    }
}

fn fetch(blob: u8, index: u32) -> Request {
    Request::FetchSegments { blob: BlobId::from_bytes([blob; 16]), first: index, count: 1 }
}

// rule: BLOB-01, BLOB-02
#[tokio::test]
async fn an_attachment_arrives_before_its_case_and_resumes() {
    let mut world = World::founded().await;
    let reporter = Keys::of(40);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    assert_eq!(refusal(&mailbox.act(&create(&world, 1, 1, 3, None), &reporter).await.0), Some(Refusal::PuzzleRequired));
    let solution = mailbox.solve(200).await;
    let announced = create(&world, 1, 1, 3, Some(solution));
    for _ in 0..2 {
        assert_eq!(mailbox.act(&announced, &reporter).await.0, Answer::Done);
    }
    assert_eq!(mailbox.ask(put(1, 2, 2)).await.0, Answer::Done);
    assert_eq!(mailbox.ask(put(1, 0, 0)).await.0, Answer::Done);
    assert_eq!(mailbox.ask(put(1, 0, 0)).await.0, Answer::Done);
    assert_eq!(mailbox.refusal(put(1, 0, 9)).await, Some(Refusal::NotPermitted));
    assert_eq!(mailbox.refusal(put(1, 3, 3)).await, Some(Refusal::BadRequest));
    let short = Request::PutSegments { blob: BlobId::from_bytes([1; 16]), first: 1, bytes: vec![1; 9].into() };
    assert_eq!(mailbox.refusal(short).await, Some(Refusal::BadRequest));

    // A cut, also of the relay: what was acknowledged is there.
    world.stop().await;
    world.start(world.config()).await;
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let state = Request::FetchBlobState { blob: BlobId::from_bytes([1; 16]) };
    let missing = Answer::Blob(BlobState { segments: 3, missing: vec![(1, 2)] });
    assert_eq!(mailbox.ask(state).await.0, missing);
    assert_eq!(mailbox.ask(put(1, 1, 1)).await.0, Answer::Done);

    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    assert_eq!(owner.refusal(fetch(1, 0)).await, Some(Refusal::NotPermitted));
    drop(mailbox);
    let _case = world.open_case(&reporter, 1).await;
    for index in 0..3 {
        let (Answer::Segments(bytes), _) = owner.ask(fetch(1, index)).await else { panic!() };
        assert_eq!(bytes.to_vec(), vec![u8::try_from(index).unwrap(); SEALED_SEGMENT_BYTES]);
    }
    let all = Request::FetchSegments { blob: BlobId::from_bytes([1; 16]), first: 0, count: 3 };
    let (Answer::Segments(bytes), _) = owner.ask(all).await else { panic!() };
    assert_eq!(bytes.len(), 3 * SEALED_SEGMENT_BYTES);
    for (first, count) in [(0, 4), (3, 1), (0, 0), (u32::MAX, 2)] {
        let beyond = Request::FetchSegments { blob: BlobId::from_bytes([1; 16]), first, count };
        assert_eq!(owner.refusal(beyond).await, Some(Refusal::NotPermitted));
    }
    assert_eq!(owner.refusal(put(1, 0, 0)).await, Some(Refusal::NotPermitted));
}

// rule: BLOB-01
// proves: PRIV-06
#[tokio::test]
async fn an_attachment_belongs_to_those_who_read_its_room() {
    let world = World::founded().await;
    let (first, second) = (Keys::of(40), Keys::of(41));
    let (mut one, _) = world.open_case(&first, 1).await;
    let (mut two, _) = world.open_case(&second, 2).await;
    assert_eq!(one.act(&create(&world, 1, 1, 1, None), &first).await.0, Answer::Done);
    assert_eq!(one.ask(put(1, 0, 5)).await.0, Answer::Done);
    assert_eq!(two.refusal(fetch(1, 0)).await, Some(Refusal::NotPermitted));
    assert_eq!(two.refusal(put(1, 0, 5)).await, Some(Refusal::NotPermitted));
    for other in [create(&world, 1, 2, 1, None), create(&world, 3, 1, 1, None)] {
        assert_eq!(refusal(&two.act(&other, &second).await.0), Some(Refusal::NotPermitted));
    }
    let endless = create(&world, 4, 1, 65_537, None);
    assert_eq!(refusal(&one.act(&endless, &first).await.0), Some(Refusal::TooLarge));
    let empty = create(&world, 4, 1, 0, None);
    assert_eq!(refusal(&one.act(&empty, &first).await.0), Some(Refusal::BadRequest));
}
