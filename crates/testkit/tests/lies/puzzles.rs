//! Solutions that the relay does not take.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use sotto_engine::{Approval, CaseId, CasesWanted, Engine, FileCopy, Leave};
use sotto_protocol::puzzle::Solution;
use sotto_relay_api::{Act, Answer, Request};

use crate::world::{World, code};

/// What a report with a file pays for: the file, the KeyPackages, the case.
const PAID: u32 = 3;
/// When no puzzle of before is taken any more.
const STALE_AFTER_SECONDS: u64 = 1_200;

/// A report with a file, in the outbox.
fn queued(world: &World) -> (Engine, CaseId) {
    let (reporter, organisation) = world.reporter("reporter");
    let draft = reporter.new_draft(&organisation, None, "Valve contracts", "Two pumps.").unwrap().draft;
    let file = world.fresh.folder.path().join("evidence");
    fs::write(&file, b"evidence").unwrap();
    reporter.attach(draft, &file, FileCopy::Cleaned).unwrap();
    let queued = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, Leave::Soon).unwrap();
    (reporter, queued.case)
}

fn solution_in(request: &Request) -> Option<Solution> {
    match request {
        Request::FetchKeyPackages { solution, .. } => Some(*solution),
        Request::Act(signed) => match signed.stored_body().unwrap().act {
            Act::CreateBlob { solution, .. } => solution,
            Act::OpenCase { solution, .. } => Some(solution),
            _ => None,
        },
        _ => None,
    }
}

/// Spoils the n-th puzzle as `how` does; how many were fetched.
fn spoil(world: &World, n: u32, mut how: impl FnMut(&mut Answer) + Send + 'static) -> Arc<AtomicU32> {
    let fetched = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&fetched);
    world.liar().twists(move |_, answer| {
        if matches!(answer, Answer::Puzzle(_)) && counted.fetch_add(1, Ordering::SeqCst) + 1 == n {
            how(answer);
        }
    });
    fetched
}

/// The report leaves all the same, with one solution more, and is read once.
async fn leaves_at_once(world: &World, reporter: &Engine, case: CaseId, fetched: &AtomicU32) {
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    assert_eq!(fetched.load(Ordering::SeqCst), PAID + 1, "one more was solved");
    assert!(!reporter.case(case).unwrap().is_queued);
    assert_eq!(world.owner.sync().await.unwrap().received, 1, "exactly once");
    assert_eq!(world.owner.case_page(CasesWanted::default(), (0, 0)).unwrap().total, 1);
}

// rule: PUZZ-04
#[tokio::test]
async fn a_wrong_solution_is_followed_by_another() {
    for n in 1..=PAID {
        let world = World::new().await;
        let (reporter, case) = queued(&world);
        let fetched = spoil(&world, n, |answer| {
            // Not a puzzle of the relay's.
            let Answer::Puzzle(puzzle) = answer else { return };
            puzzle.seed[0] ^= 1;
        });
        leaves_at_once(&world, &reporter, case, &fetched).await;
    }
}

// rule: PUZZ-04
#[tokio::test]
async fn a_solution_that_came_too_late_is_followed_by_another() {
    for n in 1..=PAID {
        let world = World::new().await;
        let (reporter, case) = queued(&world);
        let clock = world.fresh.clock.clone();
        let fetched = spoil(&world, n, move |_| clock.advance(STALE_AFTER_SECONDS));
        leaves_at_once(&world, &reporter, case, &fetched).await;
    }
}

// rule: PUZZ-04
#[tokio::test]
async fn a_solution_that_was_spent_is_followed_by_another() {
    for n in 1..=PAID {
        let world = World::new().await;
        let (reporter, case) = queued(&world);
        let fetched = spoil(&world, 0, |_| {});
        let device = world.owner.me().unwrap().unwrap().device;
        let mut paid = 0;
        // The liar spends it first.
        world.liar().asks_first(move |request| {
            let solution = solution_in(request)?;
            paid += 1;
            (paid == n).then_some(Request::FetchKeyPackages { devices: vec![device], solution })
        });
        leaves_at_once(&world, &reporter, case, &fetched).await;
    }
}

// rule: PUZZ-04
#[tokio::test]
async fn a_relay_that_takes_no_solution_is_left_with_the_report_kept() {
    let world = World::new().await;
    let (reporter, case) = queued(&world);
    // The first puzzle of one contact, and twice the second: what was paid for is not paid for again.
    for from in [1, 2, 2] {
        let fetched = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&fetched);
        world.liar().twists(move |_, answer| {
            let Answer::Puzzle(puzzle) = answer else { return };
            if counted.fetch_add(1, Ordering::SeqCst) + 1 >= from {
                puzzle.seed[0] ^= 1;
            }
        });
        assert_eq!(code(reporter.sync().await), "puzzle_required");
        assert_eq!(fetched.load(Ordering::SeqCst), from + 3, "four were not taken");
        assert!(reporter.case(case).unwrap().is_queued);
    }
    world.leaves_once(&reporter, case).await;
}

// rule: PUZZ-04
#[tokio::test]
async fn a_puzzle_that_would_take_days_is_not_begun() {
    let world = World::new().await;
    let (reporter, case) = queued(&world);
    world.liar().twists(|_, answer| {
        if let Answer::Puzzle(puzzle) = answer {
            puzzle.effort = u32::MAX;
        }
    });
    assert_eq!(code(reporter.sync().await), "puzzle_required");
    world.leaves_once(&reporter, case).await;
}
