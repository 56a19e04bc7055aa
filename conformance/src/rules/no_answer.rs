//! The server did not answer in time.
//!
//! Fires when no head of an answer arrives within the time limit of the run; when the server was
//! there, and takes no connection any more: the finding names the last request that was answered, or
//! to which the connection was closed.
//!
//! Silent when the answer is slow but arrives in time; when no connection could be made from the
//! start. A limit that is too short for the server is the user's to raise (`--timeout`).
//!
//! HTTP sets no limit, but a client cannot wait for ever: RFC 9110 §15.6.5 knows 504 for a server
//! that waits in vain, and RFC 9110 §9.3 expects a response to every request.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::exchange::{FailureKind, Outcome};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct NoAnswer;

impl Rule for NoAnswer {
    stands_in!(NoAnswer, "no_answer");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let Some(clause) = context.ledger.promise(Promise::Answered, &Part::Http) else {
            return;
        };
        match &context.exchange.outcome {
            Outcome::Failed(failure) if failure.kind == FailureKind::TimedOut => {
                assessments.undecided(
                    context.ledger.probed(&context.exchange.case),
                    "no answer in time",
                );
                assessments.violate(ClauseViolation {
                    rule: self.id().into(),
                    clause,
                    also: Vec::new(),
                    expected: "an answer in time".to_owned(),
                    observed: failure.kind.to_string().into(),
                    why: "a request that is never answered blocks its client".to_owned(),
                    detail: Some(failure.detail.clone()),
                });
            }
            Outcome::Answered(_) => assessments.uphold(clause),
            Outcome::Failed(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::FailureKind;
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::NoAnswer, fixtures);
    }

    #[test]
    fn fires_when_nothing_comes() {
        check([
            Fixture::valid()
                .failed(FailureKind::TimedOut)
                .says("request.body#/$ref/type: undecided: no answer in time")
                .says("http#/answered: an answer in time → no answer in time"),
            Fixture::survived()
                .failed(FailureKind::TimedOut)
                .says("http#/answered: an answer in time → no answer in time"),
        ]);
    }

    #[test]
    fn upheld_by_any_answer_and_silent_when_it_breaks_in_another_way() {
        check([
            Fixture::valid().says("http#/answered: upheld"),
            Fixture::valid().status(500).says("http#/answered: upheld"),
            Fixture::valid()
                .failed(FailureKind::Truncated)
                .says_nothing(),
            Fixture::valid().failed(FailureKind::Refused).says_nothing(),
        ]);
    }
}
