//! An answer that has no body by its status has one, or announces it.
//!
//! Fires when a 204 says that it has a body (`Content-Length` above 0, `Transfer-Encoding`), and when
//! bytes come behind the head of a 204 or 205. For the latter, one such answer of each operation that
//! declares them is looked at byte by byte, on a connection of its own.
//!
//! Silent on `Content-Length: 0`, which some servers say of a 204; on answers to HEAD and on 304, which
//! may say how long the body would be; over TLS on what comes unannounced.
//!
//! RFC 9110 §15.3.5 and §15.3.6: a 204 and a 205 have no content; §8.6: a 204 has no `Content-Length`.
//! What comes all the same is taken for the answer to the next request.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct UnexpectedBody;

impl Rule for UnexpectedBody {
    stands_in!(UnexpectedBody, "unexpected_body");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let clause = context.ledger.promise(Promise::Framing, &Part::Http);
        let (Some(clause), Some(answer)) = (clause, context.exchange.answer()) else {
            return;
        };
        if context.exchange.request.method == "HEAD" || !answer.has_surplus() {
            return;
        }
        let length = answer.header("content-length").next();
        let came = answer.surplus.len() + answer.body.len();
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "no body".to_owned(),
            observed: format!("a {} with a body", answer.status).into(),
            why: format!("HTTP gives a {} no body", answer.status),
            detail: Some(match (length, came) {
                (Some(length), 0) => format!("the head says Content-Length: {length}"),
                (None, 0) => "the head says Transfer-Encoding".to_owned(),
                (_, came) => format!("{came} bytes came behind the head"),
            }),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::UnexpectedBody, fixtures);
    }

    const FIRES: &str = "http#/framing: no body → a 204 with a body";

    fn bare(status: u16) -> Fixture {
        Fixture::valid().status(status).body("")
    }

    #[test]
    fn fires_when_a_204_announces_or_has_a_body() {
        check([
            bare(204).header("content-length", "13").says(FIRES),
            bare(204).header("transfer-encoding", "chunked").says(FIRES),
            bare(204).surplus("{}").says(FIRES),
            bare(205)
                .surplus("{}")
                .says("http#/framing: no body → a 205 with a body"),
        ]);
    }

    #[test]
    fn silent_where_none_comes_or_one_may_be_announced() {
        let announced = |status| bare(status).header("content-length", "13");
        check([
            bare(204).says_nothing(),
            bare(204).header("content-length", "0").says_nothing(),
            announced(304).says_nothing(),
            announced(204).method("HEAD").says_nothing(),
            Fixture::valid().says_nothing(),
            announced(204).says(FIRES),
        ]);
    }
}
