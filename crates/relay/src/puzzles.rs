//! The client puzzle: seeds that change every ten minutes, and an effort that follows the load.
//!
//! A seed is derived from the relay's secret and the time, so it outlives a restart and needs no
//! storage; that a solution was spent is a row of the content store.

use std::sync::{Mutex, PoisonError};

use sotto_protocol::{
    kdf::derive,
    puzzle::{Puzzle, Runtime, Solution},
    time::UnixSeconds,
};
use sotto_relay_storage::{SpentSolution, Tenant};
use zeroize::Zeroizing;

const PERIOD_SECONDS: u64 = 600;
/// So many solutions a period are taken at the base effort; beyond, effort grows in proportion.
const CALM_PER_PERIOD: u32 = 120;
const MOST_RAISE: u32 = 64;

/// Asks for puzzles and checks what is brought.
pub(crate) struct Puzzles {
    secret: Zeroizing<[u8; 32]>,
    base_effort: u32,
    load: Mutex<Load>,
}

/// Load and the lowest effort that was asked, in this period and the one before.
#[derive(Clone, Copy, Default)]
struct Load {
    period: u64,
    taken: u32,
    effort: u32,
    effort_before: u32,
}

/// The solution does not solve a puzzle of this relay that is still taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the puzzle is not solved, or no longer taken")]
pub(crate) struct Unsolved;

impl Puzzles {
    pub(crate) fn new(secret: Zeroizing<[u8; 32]>, base_effort: u32) -> Self {
        Self { secret, base_effort: base_effort.max(1), load: Mutex::default() }
    }

    /// The puzzle of now. It is taken in this period and the next.
    pub(crate) fn current(&self, tenant: &Tenant, now: UnixSeconds) -> Puzzle {
        let period = now.0 / PERIOD_SECONDS;
        let effort = self.load(now, |load| load.effort);
        let expires_at = UnixSeconds((period + 2) * PERIOD_SECONDS);
        Puzzle { seed: (*self.seed(tenant, period)).into(), effort, expires_at }
    }

    /// What is spent by `solution`, if it solves a puzzle of now or of the period before.
    // enforces: PUZZ-02
    pub(crate) fn check(
        &self,
        tenant: &Tenant,
        solution: &Solution,
        now: UnixSeconds,
    ) -> Result<SpentSolution, Unsolved> {
        let period = now.0 / PERIOD_SECONDS;
        let load = self.load(now, |load| *load);
        let known = [(period, load.effort), (period.wrapping_sub(1), load.effort_before)];
        let (of, effort) =
            known.into_iter().find(|(of, _)| *self.seed(tenant, *of) == *solution.seed).ok_or(Unsolved)?;
        solution.verify(effort, Runtime::Interpreted).map_err(|_| Unsolved)?;
        self.load(now, |load| load.taken = load.taken.saturating_add(1));
        let expires_at = UnixSeconds((of + 2) * PERIOD_SECONDS);
        Ok(SpentSolution { seed: *solution.seed, nonce: *solution.nonce, expires_at })
    }

    fn seed(&self, tenant: &Tenant, period: u64) -> Zeroizing<[u8; 32]> {
        derive(self.secret.as_slice(), "sotto/puzzle-seed/1", &[tenant.as_bytes(), &period.to_be_bytes()])
    }

    // enforces: PUZZ-03
    fn load<T>(&self, now: UnixSeconds, with: impl FnOnce(&mut Load) -> T) -> T {
        let period = now.0 / PERIOD_SECONDS;
        let mut load = self.load.lock().unwrap_or_else(PoisonError::into_inner);
        if load.period != period {
            let followed = load.period + 1 == period;
            let raise = if followed { (load.taken / CALM_PER_PERIOD).saturating_add(1).min(MOST_RAISE) } else { 1 };
            *load = Load {
                period,
                taken: 0,
                effort: self.base_effort.saturating_mul(raise),
                effort_before: if followed { load.effort } else { self.base_effort },
            };
        }
        with(&mut load)
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
    use sotto_protocol::ids::OrganisationId;

    use super::*;

    const NOW: UnixSeconds = UnixSeconds(1_795_000_200);

    fn puzzles() -> (Puzzles, Tenant) {
        (Puzzles::new(Zeroizing::new([1; 32]), 1), Tenant::stored(OrganisationId::from_bytes([2; 32])))
    }

    // rule: PUZZ-02
    #[test]
    fn a_puzzle_is_taken_in_its_period_and_the_next() {
        let (puzzles, tenant) = puzzles();
        let puzzle = puzzles.current(&tenant, NOW);
        let solution = puzzle.solve(&mut ChaCha20Rng::seed_from_u64(1));
        let spent = puzzles.check(&tenant, &solution, NOW).unwrap();
        assert_eq!(spent.expires_at, puzzle.expires_at);
        assert_eq!(puzzles.check(&tenant, &solution, NOW.plus(PERIOD_SECONDS)), Ok(spent));
        assert_eq!(puzzles.check(&tenant, &solution, NOW.plus(2 * PERIOD_SECONDS)), Err(Unsolved));
        let other = Tenant::stored(OrganisationId::from_bytes([3; 32]));
        assert_eq!(puzzles.check(&other, &solution, NOW), Err(Unsolved));
    }

    // rule: PUZZ-03
    #[test]
    fn effort_follows_the_load_and_falls_again() {
        let (puzzles, tenant) = puzzles();
        assert_eq!(puzzles.current(&tenant, NOW).effort, 1);
        puzzles.load(NOW, |load| load.taken = 3 * CALM_PER_PERIOD);
        let later = NOW.plus(PERIOD_SECONDS);
        assert_eq!(puzzles.current(&tenant, later).effort, 4);
        // What was asked before the effort rose is still taken.
        let before =
            Puzzle { seed: (*puzzles.seed(&tenant, NOW.0 / PERIOD_SECONDS)).into(), effort: 1, expires_at: NOW };
        let solution = before.solve(&mut ChaCha20Rng::seed_from_u64(1));
        assert!(puzzles.check(&tenant, &solution, later).is_ok());
        assert_eq!(puzzles.current(&tenant, later.plus(PERIOD_SECONDS)).effort, 1);
    }
}
