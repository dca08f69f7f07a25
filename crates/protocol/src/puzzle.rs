//! The client puzzle: Equi-X with an effort, as Tor's proof of work v1 (proposal 327 §3) has it.
//!
//! Opening a case and fetching KeyPackages costs one, never an address.

use blake2::{Blake2b, Digest, digest::consts::U4};
use equix::{EquiXBuilder, RuntimeOption, SolverMemory};
use minicbor::{Decode, Encode, bytes::ByteArray};
use rand_core::CryptoRng;

use crate::time::UnixSeconds;

const PERSONALISATION: &[u8] = b"sotto/puzzle/1";

/// What a relay asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Puzzle {
    /// The relay's, changed regularly.
    #[n(0)]
    pub seed: ByteArray<32>,
    /// How many Equi-X solutions it takes on average; at least 1.
    #[n(1)]
    pub effort: u32,
    /// Solutions are taken until then.
    #[n(2)]
    pub expires_at: UnixSeconds,
}

/// What a client answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Solution {
    /// The seed that was used.
    #[n(0)]
    pub seed: ByteArray<32>,
    /// The effort that it satisfies.
    #[n(1)]
    pub effort: u32,
    /// The client's own choice; a pair of seed and nonce is good once.
    #[n(2)]
    pub nonce: ByteArray<16>,
    /// The Equi-X solution.
    #[n(3)]
    pub solution: ByteArray<16>,
}

/// The solution does not satisfy the puzzle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the puzzle is not solved")]
pub struct NotSolved;

impl Puzzle {
    /// Solves it: about 9 ms of one core for each unit of effort, with a long tail.
    pub fn solve(&self, rng: &mut (impl CryptoRng + ?Sized)) -> Solution {
        let mut memory = SolverMemory::new();
        let mut nonce = [0; 16];
        rng.fill_bytes(&mut nonce);
        let mut counter = u128::from_le_bytes(nonce);
        loop {
            let nonce = counter.to_le_bytes();
            let challenge = challenge(&self.seed, &nonce, self.effort);
            // About one program in a hundred is not usable; the next nonce gives another.
            if let Ok(equix) = equix::EquiX::new(&challenge) {
                for found in equix.solve_with_memory(&mut memory) {
                    let solution = found.to_bytes();
                    if satisfies_effort(&challenge, &solution, self.effort) {
                        return Solution {
                            seed: self.seed,
                            effort: self.effort,
                            nonce: nonce.into(),
                            solution: solution.into(),
                        };
                    }
                }
            }
            counter = counter.wrapping_add(1);
        }
    }
}

impl Solution {
    /// Checks effort first, which costs one hash, then the solution.
    ///
    /// That the seed is current and the nonce new is for the caller to check.
    ///
    /// # Errors
    /// [`NotSolved`].
    // enforces: PUZZ-01
    pub fn verify(&self, effort: u32, runtime: Runtime) -> Result<(), NotSolved> {
        let challenge = challenge(&self.seed, &self.nonce, self.effort);
        if self.effort < effort || !satisfies_effort(&challenge, &self.solution, self.effort) {
            return Err(NotSolved);
        }
        let option = match runtime {
            Runtime::Compiled => RuntimeOption::TryCompile,
            Runtime::Interpreted => RuntimeOption::InterpretOnly,
        };
        EquiXBuilder::new().runtime(option).verify_bytes(&challenge, &self.solution).map_err(|_| NotSolved)
    }
}

/// How the relay runs Equi-X's generated programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// As machine code where the processor allows.
    Compiled,
    /// Interpreted: no page is both writable and executable.
    Interpreted,
}

fn challenge(seed: &[u8; 32], nonce: &[u8; 16], effort: u32) -> Vec<u8> {
    [PERSONALISATION, seed, nonce, &effort.to_be_bytes()].concat()
}

fn satisfies_effort(challenge: &[u8], solution: &[u8; 16], effort: u32) -> bool {
    let digest: [u8; 4] = Blake2b::<U4>::new().chain_update(challenge).chain_update(solution).finalize().into();
    u32::from_be_bytes(digest).checked_mul(effort.max(1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

    // rule: PUZZ-01
    #[test]
    fn a_solution_is_for_its_seed_nonce_and_effort() {
        let puzzle = Puzzle { seed: [1; 32].into(), effort: 2, expires_at: UnixSeconds(0) };
        let solution = puzzle.solve(&mut ChaCha20Rng::seed_from_u64(1));
        assert_eq!(solution.verify(2, Runtime::Compiled), Ok(()));
        assert_eq!(solution.verify(2, Runtime::Interpreted), Ok(()));
        assert_eq!(solution.verify(3, Runtime::Compiled), Err(NotSolved));
        let other_seed = Solution { seed: [2; 32].into(), ..solution };
        assert_eq!(other_seed.verify(2, Runtime::Compiled), Err(NotSolved));
        let claimed = Solution { effort: 1_000_000, ..solution };
        assert_eq!(claimed.verify(2, Runtime::Compiled), Err(NotSolved));
        let altered = Solution { solution: [9; 16].into(), ..solution };
        assert_eq!(altered.verify(2, Runtime::Compiled), Err(NotSolved));
    }
}
