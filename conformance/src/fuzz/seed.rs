//! Where randomness comes from.

use proptest::test_runner::{
    Config, RngAlgorithm, RngSeed, TestRng, TestRunner, noop_result_cache,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How deep to go after the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fuzzing {
    /// About how many requests are drawn for each operation; zero: none.
    pub requests: usize,
    /// What they are drawn from.
    pub seed: u64,
}

impl Fuzzing {
    /// No fuzzing.
    pub const OFF: Self = Self {
        requests: 0,
        seed: Self::SEED,
    };

    /// The seed that is taken when none is given.
    pub const SEED: u64 = 1;
}

impl Default for Fuzzing {
    /// A hundred requests from the seed 1.
    fn default() -> Self {
        Self {
            requests: 100,
            seed: Self::SEED,
        }
    }
}

/// A runner of proptest for one draw: by the seed of the run, the operation, what is drawn, and its
/// number. Neither the environment nor a file has any part in it.
#[must_use]
pub fn runner(seed: u64, operation: &str, what: &str, number: usize) -> TestRunner {
    let digest = Sha256::digest(format!("{seed}\n{operation}\n{what}\n{number}"));
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &digest);
    TestRunner::new_with_rng(
        Config {
            cases: 1,
            max_local_rejects: 64,
            max_global_rejects: 64,
            max_flat_map_regens: 64,
            failure_persistence: None,
            source_file: None,
            test_name: None,
            max_shrink_time: 0,
            max_shrink_iters: 0,
            max_default_size_range: 100,
            result_cache: noop_result_cache,
            verbose: 0,
            rng_algorithm: RngAlgorithm::ChaCha,
            rng_seed: RngSeed::Fixed(seed),
            _non_exhaustive: (),
        },
        rng,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::RngExt;

    use super::runner;

    #[test]
    fn what_is_drawn_depends_on_seed_operation_what_and_number_alone() {
        let draw = |seed, operation, what, number| {
            let mut runner = runner(seed, operation, what, number);
            runner.rng().random::<u64>()
        };
        let first = draw(1, "GET /", "calls", 0);
        assert_eq!(first, draw(1, "GET /", "calls", 0));
        let others = [
            draw(2, "GET /", "calls", 0),
            draw(1, "PUT /", "calls", 0),
            draw(1, "GET /", "broken", 0),
            draw(1, "GET /", "calls", 1),
        ];
        assert!(!others.contains(&first));
    }

    #[test]
    fn a_seed_gives_the_same_on_every_machine() {
        let mut runner = runner(1, "GET /", "calls", 0);
        assert_eq!(runner.rng().random::<u32>(), 3_460_276_831);
    }
}
