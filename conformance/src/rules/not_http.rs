//! What came back is not an HTTP message.
//!
//! Fires when the HTTP library cannot parse the head of the answer or the framing of its body: a
//! malformed status line or header line, a chunk size that is none.
//!
//! Silent when the message parses, however unusual it is, and when it is cut off
//! (`broken_answer`).
//!
//! RFC 9112 §2.1 and §7.1: the grammar of messages and of the chunked transfer coding.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::exchange::{FailureKind, Outcome};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct NotHttp;

impl Rule for NotHttp {
    stands_in!(NotHttp, "not_http");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let Some(clause) = context.ledger.promise(Promise::Framing, &Part::Http) else {
            return;
        };
        match &context.exchange.outcome {
            Outcome::Failed(failure) if failure.kind == FailureKind::NotHttp => {
                let probed = context.ledger.probed(&context.exchange.case);
                assessments.undecided(probed, "the answer is no HTTP message");
                assessments.violate(ClauseViolation {
                    rule: self.id().into(),
                    clause,
                    also: Vec::new(),
                    expected: "an HTTP message".to_owned(),
                    observed: failure.kind.to_string().into(),
                    why: "the grammar of RFC 9112 is what every client reads by".to_owned(),
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
        fixture::check(RuleId::NotHttp, fixtures);
    }

    #[test]
    fn fires_when_the_message_does_not_parse() {
        check([Fixture::valid()
            .failed(FailureKind::NotHttp)
            .says("request.body#/$ref/type: undecided: the answer is no HTTP message")
            .says("http#/framing: an HTTP message → something that is not HTTP")]);
    }

    #[test]
    fn upheld_when_it_parses_and_silent_when_it_is_cut() {
        check([
            Fixture::valid().says("http#/framing: upheld"),
            Fixture::valid()
                .failed(FailureKind::ClosedEarly)
                .says_nothing(),
        ]);
    }
}
