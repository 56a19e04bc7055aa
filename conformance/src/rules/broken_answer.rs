//! The answer did not arrive whole.
//!
//! Fires when the connection is closed before an answer or in the middle of its body, when the
//! body is not whole within the time limit of the run, or when it is larger than the size limit.
//!
//! Silent when a connection that may have been open from an earlier request is closed before the
//! answer: a server may close idle connections at any time (RFC 9112 §9.5), so the request is sent
//! again on a new one. A server that says `Connection: close` each time leaves none open. Also silent when the connection is closed on a request of 64 KiB or more that no
//! clause of the document covers: a server may close it instead of reading on (RFC 9110
//! §15.5.14).
//!
//! RFC 9112 §8: a message body that is shorter than its announced length is incomplete.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::Expectation;
use crate::exchange::{FailureKind, Outcome};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// Bodies from this size on need not be read.
const LARGE: usize = 64 * 1024;

/// The rule.
#[derive(Debug)]
pub(super) struct BrokenAnswer;

impl Rule for BrokenAnswer {
    stands_in!(BrokenAnswer, "broken_answer");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let Some(clause) = context.ledger.promise(Promise::Whole, &Part::Http) else {
            return;
        };
        let failure = match &context.exchange.outcome {
            Outcome::Failed(failure) => failure,
            Outcome::Answered(_) => return assessments.uphold(clause),
        };
        let broken = [
            FailureKind::ClosedEarly,
            FailureKind::Truncated,
            FailureKind::Dripped,
            FailureKind::TooLarge,
        ];
        if !broken.contains(&failure.kind) {
            return;
        }
        let probed = context.ledger.probed(&context.exchange.case);
        assessments.undecided(probed, "the answer did not arrive whole");
        let size = context
            .exchange
            .request
            .body
            .as_ref()
            .map_or(0, bytes::Bytes::len);
        let survived = context.exchange.case.expectation == Expectation::Survived;
        if failure.kind == FailureKind::ClosedEarly && survived && size >= LARGE {
            return assessments.undecided(clause, "a large request was not read to its end");
        }
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "a whole answer".to_owned(),
            observed: failure.kind.to_string().into(),
            why: "a client cannot use an answer that does not arrive whole".to_owned(),
            detail: Some(failure.detail.clone()),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::FailureKind;
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::BrokenAnswer, fixtures);
    }

    #[test]
    fn fires_when_the_answer_breaks_off() {
        let open = "request.body#/$ref/type: undecided: the answer did not arrive whole";
        check([
            Fixture::valid()
                .failed(FailureKind::Truncated)
                .says(open)
                .says("http#/whole: a whole answer → connection closed in the middle of the body"),
            Fixture::valid()
                .failed(FailureKind::Dripped)
                .says(open)
                .says("http#/whole: a whole answer → no whole body in time"),
            Fixture::valid()
                .failed(FailureKind::TooLarge)
                .says(open)
                .says("http#/whole: a whole answer → a body beyond the size limit"),
            Fixture::survived()
                .failed(FailureKind::ClosedEarly)
                .says("http#/whole: a whole answer → connection closed before an answer"),
        ]);
    }

    #[test]
    fn open_when_a_large_request_that_no_clause_speaks_of_is_not_read_on() {
        let closed = |fixture: Fixture, size: usize| {
            fixture
                .sent(&vec![b'x'; size])
                .failed(FailureKind::ClosedEarly)
        };
        check([
            closed(Fixture::survived(), 65_536)
                .says("http#/whole: undecided: a large request was not read to its end"),
            closed(Fixture::survived(), 65_535)
                .says("http#/whole: a whole answer → connection closed before an answer"),
            closed(Fixture::valid(), 65_536)
                .says("request.body#/$ref/type: undecided: the answer did not arrive whole")
                .says("http#/whole: a whole answer → connection closed before an answer"),
        ]);
    }

    #[test]
    fn upheld_when_it_is_whole_and_silent_when_it_never_came() {
        check([
            Fixture::valid().says("http#/whole: upheld"),
            Fixture::valid()
                .failed(FailureKind::TimedOut)
                .says_nothing(),
        ]);
    }
}
