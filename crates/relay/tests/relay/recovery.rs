//! The list of recovery tags, by which a phrase finds its cases.

use sotto_relay_api::{Answer, Refusal, Request};

use crate::support::{Client, Keys, World, refusal, tag_of};

const DAY_SECONDS: u64 = 86_400;

/// What the relay answers to anybody.
async fn listed(world: &World, seed: u64, after: Option<[u8; 8]>) -> Vec<[u8; 8]> {
    let mut stranger = stranger(world).await;
    let solution = stranger.solve(seed).await;
    let after = after.map(Into::into);
    match stranger.ask(Request::FetchRecoveryTags { after, solution }).await {
        (Answer::RecoveryTags(tags), None) => tags.as_chunks().0.to_vec(),
        other => panic!("{other:?}"),
    }
}

async fn stranger(world: &World) -> Client {
    let mut client = world.connect().await;
    client.hello(Some(world.organisation())).await.unwrap();
    client
}

// rule: CASE-15
// proves: PRIV-46
#[tokio::test]
async fn a_list_of_tags_has_the_cases_of_days_that_are_over() {
    let mut world = World::founded().await;
    let reporters = [41, 42, 43].map(Keys::of);
    world.open_case(&reporters[0], 1).await;
    assert!(listed(&world, 11, None).await.is_empty());
    world.clock.advance(DAY_SECONDS);
    world.open_case(&reporters[1], 2).await;
    let yesterdays = listed(&world, 12, None).await;
    assert_eq!(yesterdays, [tag_of(&reporters[0])]);
    // Neither a case nor a restart changes the list of a day.
    world.open_case(&reporters[2], 3).await;
    world.stop().await;
    world.start(world.config()).await;
    assert_eq!(listed(&world, 13, None).await, yesterdays);

    world.clock.advance(DAY_SECONDS);
    let mut all = reporters.each_ref().map(tag_of).to_vec();
    all.sort_unstable();
    assert_eq!(listed(&world, 14, None).await, all, "in the order of their bytes, which says nothing");
    assert_eq!(listed(&world, 15, Some(all[0])).await, all[1..]);
    assert!(listed(&world, 16, Some(all[2])).await.is_empty());
}

// rule: CASE-14
#[tokio::test]
async fn a_page_of_tags_costs_a_solution() {
    let world = World::founded().await;
    let mut stranger = stranger(&world).await;
    let solution = stranger.solve(1).await;
    let asked = Request::FetchRecoveryTags { after: None, solution };
    assert_eq!(stranger.ask(asked.clone()).await.0, Answer::RecoveryTags(Vec::new().into()));
    assert_eq!(refusal(&stranger.ask(asked).await.0), Some(Refusal::PuzzleRequired));
    let unsolved = Request::FetchRecoveryTags {
        after: None,
        solution: sotto_protocol::puzzle::Solution { nonce: [0; 16].into(), ..solution },
    };
    assert_eq!(refusal(&stranger.ask(unsolved).await.0), Some(Refusal::PuzzleRequired));
}
