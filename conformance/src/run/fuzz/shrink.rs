//! Makes what failed smaller, against the server.

use std::collections::HashSet;

use proptest::strategy::ValueTree;

use super::fuzz_run::{FuzzRun, is_of_law};
use super::model::Model;
use super::send_sequence::{Reads, Trouble};
use crate::event::Purpose;
use crate::fuzz::{GeneratedRequest, Sequence};
use crate::judge::{ClauseViolation, Position};
use crate::run::engine::Halt;
use crate::run::suspect::Suspect;

/// How many requests making one failure smaller may take.
const MOST_REQUESTS: usize = 200;

/// How many steps it may take, most of which cost no request.
const MOST_STEPS: usize = 4_000;

impl FuzzRun<'_> {
    /// Looks into what a sequence showed: sees it again, makes it smaller, and reports it.
    pub(super) async fn look_into(&mut self, trouble: Trouble) -> Result<(), Halt> {
        for violation in &trouble.violations {
            if !self.is_fresh(violation) || self.gives_up() {
                continue;
            }
            if self.is_explained(violation, &trouble) {
                continue;
            }
            let (calls, from) = (&trouble.calls, &trouble.from);
            let reported = self.again(calls, from, violation).await? && {
                let smallest = self.smallest(calls, from, violation).await?;
                self.report(&smallest, from, &trouble.stem, violation)
                    .await?
            };
            if !reported {
                self.not_again(violation, &trouble);
            }
        }
        Ok(())
    }

    /// Whether a value that is known to be refused, or to make the server fail, is in the request.
    fn is_explained(&mut self, violation: &ClauseViolation, trouble: &Trouble) -> bool {
        let suspect = Suspect {
            position: Position::Drawn,
            exchange: trouble.main.clone(),
            violation: violation.clone(),
            resource: self.resource.index,
        };
        let explained =
            violation.blames_values() && self.resource_run().explained(&suspect).is_some();
        if explained {
            self.reported.insert(violation.fingerprint());
        }
        explained
    }

    /// The smallest sequence that still shows it.
    async fn smallest(
        &mut self,
        calls: &[GeneratedRequest],
        from: &Model,
        violation: &ClauseViolation,
    ) -> Result<Vec<GeneratedRequest>, Halt> {
        let source = self.depth.source;
        let mut tree = Sequence::new(source, calls.to_vec());
        let mut smallest = calls.to_vec();
        let mut silent: HashSet<String> = HashSet::new();
        let (mut requests, mut steps) = (0, 0);
        while requests < MOST_REQUESTS && steps < MOST_STEPS && tree.simplify() {
            steps += 1;
            let trial: Option<Vec<GeneratedRequest>> =
                tree.current().iter().map(|it| source.proven(it)).collect();
            let fails = match trial {
                Some(trial) => {
                    let key: String = trial.iter().map(|it| it.whole.to_string()).collect();
                    let fails = !silent.contains(&key) && {
                        requests += trial.len();
                        self.again(&trial, from, violation).await?
                    };
                    match fails {
                        true => smallest = trial,
                        false => drop(silent.insert(key)),
                    }
                    fails
                }
                None => false,
            };
            if !fails {
                tree.complicate();
            }
        }
        Ok(smallest)
    }

    /// Whether a sequence shows the same from the same state.
    async fn again(
        &mut self,
        calls: &[GeneratedRequest],
        from: &Model,
        violation: &ClauseViolation,
    ) -> Result<bool, Halt> {
        if self.gives_up() {
            return Ok(false);
        }
        if self.reader.is_some() {
            self.back_to(from).await?;
        }
        let reads = match is_of_law(violation) {
            true => Reads::AtLast,
            false => Reads::Never,
        };
        let cases: Vec<_> = calls
            .iter()
            .map(|drawn| self.case(drawn, "derived/smaller".to_owned()))
            .collect();
        let played = self.play(&cases, Purpose::Shrink, reads).await?;
        Ok(played.failed.is_some_and(|failed| {
            failed
                .violations
                .iter()
                .any(|seen| is_like(seen, violation))
        }))
    }
}

/// Whether two violations are of one defect, as far as is known before it is made smaller.
pub(super) fn is_like(one: &ClauseViolation, other: &ClauseViolation) -> bool {
    if one.rule != other.rule || one.expected != other.expected {
        return false;
    }
    if one.blames_values() {
        // `500 because of …`: the status is the same.
        return one.observed.what() == other.observed.what();
    }
    let of_clause = one.rule.is_of_forbidden();
    one.observed == other.observed && (of_clause || one.clause == other.clause)
}
