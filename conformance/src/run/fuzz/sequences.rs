//! Sequences of calls on one resource.

use std::ops::Range;

use proptest::prelude::RngExt;

use super::fuzz_run::FuzzRun;
use super::send_sequence::{Failed, Played, Reads, Trouble};
use crate::event::Purpose;
use crate::fuzz::{GeneratedRequest, runner};
use crate::run::engine::Halt;

/// The longest sequence.
const LONGEST: usize = 6;

/// How likely a call of a sequence is to be refused, where that can be drawn.
const REFUSED: f64 = 0.25;

/// How many sequences have about so many calls together: lengths from one to the longest are as
/// likely.
pub(super) fn count(calls: usize) -> usize {
    (calls * 2).div_ceil(LONGEST + 1)
}

/// Sends the sequences of these numbers that are the resource's, and gives what is to be looked into
/// when nothing else is sent: where that is so already (`alone`), it is done at once.
pub(super) async fn sequences(
    fuzz_run: &mut FuzzRun<'_>,
    numbers: Range<usize>,
    resource: usize,
    resources: usize,
    alone: bool,
) -> Result<Vec<Trouble>, Halt> {
    let mut troubles = Vec::new();
    let own = |number: &usize| number % resources.max(1) == resource;
    if !numbers.clone().any(|number| own(&number)) {
        return Ok(troubles);
    }
    fuzz_run.read().await?;
    for number in numbers.filter(own) {
        if fuzz_run.gives_up() {
            break;
        }
        let calls = draw(fuzz_run, number);
        match fuzz_run.sequence(&calls, "calls", number).await? {
            Some(trouble) if alone => {
                fuzz_run.look_into(trouble).await?;
                fuzz_run.read().await?;
            }
            trouble => troubles.extend(trouble),
        }
    }
    Ok(troubles)
}

fn draw(fuzz_run: &FuzzRun<'_>, number: usize) -> Vec<GeneratedRequest> {
    let depth = &fuzz_run.depth;
    let operation = depth.run.operation.key.to_string();
    let mut runner = runner(depth.fuzzing.seed, &operation, "calls", number);
    let rng = runner.rng();
    let length = rng.random_range(1..=LONGEST);
    (0..length)
        .filter_map(|_| {
            let broken = depth.source.can_break() && rng.random_bool(REFUSED);
            depth.source.draw(usize::from(broken), rng)
        })
        .collect()
}

impl FuzzRun<'_> {
    /// Sends one sequence from the state that is known; gives what is to be looked into.
    pub(super) async fn sequence(
        &mut self,
        calls: &[GeneratedRequest],
        what: &str,
        number: usize,
    ) -> Result<Option<Trouble>, Halt> {
        let stem = format!("{what}-{number}");
        let cases: Vec<_> = calls
            .iter()
            .enumerate()
            .map(|(place, drawn)| self.case(drawn, format!("drawn/{stem}/{}", place + 1)))
            .collect();
        let from = self.model.clone();
        let played = self.play(&cases, Purpose::Fuzz, Reads::AtLast).await?;
        if self.model.state.is_none() || played.failed.is_some() {
            self.read().await?;
        }
        let Played {
            failed: Some(failed),
            exchanges,
            ..
        } = played
        else {
            return Ok(None);
        };
        let Failed {
            place,
            main,
            violations,
        } = failed;
        let violations: Vec<_> = violations
            .into_iter()
            .filter(|violation| self.is_worth_it(violation))
            .collect();
        Ok((!violations.is_empty()).then(|| Trouble {
            calls: calls[..=place].to_vec(),
            from,
            stem,
            violations,
            exchanges,
            main,
        }))
    }
}
