//! The server failed: it answered with a 5xx.
//!
//! Fires when any request is answered with a status from 500 on, documented or not: a documented
//! 500 says what a failure looks like, not that failing is an answer.
//!
//! Silent when the server says that it is overloaded (503 with `Retry-After`, RFC 9110 §15.6.4),
//! and when it says that it does not know the method (501, §15.6.2) or the version of HTTP (505,
//! §15.6.6) of a request that no clause of the document covers.
//!
//! RFC 9110 §15.6: the 5xx class indicates that the server is aware that it has erred.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::{Expectation, Intent};
use crate::judge::{Assessments, CheckContext, ClauseViolation};
use crate::observed::{Observed, When};

/// The rule.
#[derive(Debug)]
pub(super) struct ServerError;

impl Rule for ServerError {
    stands_in!(ServerError, "server_error");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let clause = context.ledger.promise(Promise::NoServerError, &Part::Http);
        let (Some(clause), Some(status)) = (clause, context.status()) else {
            return;
        };
        if status < 500 {
            return assessments.uphold(clause);
        }
        let case = &context.exchange.case;
        let unknown = matches!(status, 501 | 505) && case.expectation == Expectation::Survived;
        if context.busy() || unknown {
            return assessments
                .undecided(clause, format!("a {status} that a lawful server may give"));
        }
        let member = match (&case.intent, &case.difference) {
            (Intent::Breaks { at, .. }, _) => Some(at.as_str()),
            (_, Some(difference)) => Some(difference.pointer.as_str()),
            (_, None) => None,
        };
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: context.ledger.probed(case).into_iter().collect(),
            expected: "no server error".to_owned(),
            observed: match member {
                Some(member) => {
                    let when = When::BecauseOf(vec![member.to_owned()]);
                    Observed::outcome(status.to_string(), when)
                }
                None => status.to_string().into(),
            },
            why: "a 5xx says that the server erred, whatever the request was".to_owned(),
            detail: Some(format!("answered with {status}: {}", case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::ServerError, fixtures);
    }

    const UPHELD: &str = "http#/no-server-error: upheld";

    #[test]
    fn fires_on_every_5xx_even_a_documented_one() {
        check([
            Fixture::invalid("/body/title").status(500).says(
                "http#/no-server-error: no server error → 500 because of `/body/title`, \
                 also request.body#/$ref/properties/title/type",
            ),
            Fixture::valid()
                .status(502)
                .says("http#/no-server-error: no server error → 502, also request.body#/$ref/type"),
            Fixture::survived()
                .status(500)
                .says("http#/no-server-error: no server error → 500"),
        ]);
    }

    #[test]
    fn open_when_the_server_is_busy_or_does_not_know_the_method() {
        let lawful = |status| {
            format!("http#/no-server-error: undecided: a {status} that a lawful server may give")
        };
        check([
            Fixture::valid()
                .status(503)
                .header("retry-after", "1")
                .says(&lawful(503)),
            Fixture::survived().status(501).says(&lawful(501)),
            Fixture::survived().status(505).says(&lawful(505)),
            Fixture::unauthorized()
                .status(501)
                .says("http#/no-server-error: no server error → 501"),
        ]);
    }

    #[test]
    fn an_overload_without_a_promise_is_an_error() {
        check([Fixture::survived()
            .status(503)
            .says("http#/no-server-error: no server error → 503")]);
    }

    #[test]
    fn upheld_by_every_other_class() {
        check([200, 302, 429, 499].map(|status| Fixture::valid().status(status).says(UPHELD)));
    }
}
