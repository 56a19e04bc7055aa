//! Missing or wrong credentials were refused, but not with the declared status.
//!
//! Fires when a request without valid credentials gets a declared status that is for something
//! else: 400, 403 or 404 where the document declares 401.
//!
//! Silent when a 404 hides whether the resource of a path with parameters exists (RFC 9110 §15.5.4);
//! when a credential of `--reject` gets 403: it may be known, and not be enough (RFC 9110 §15.5.4);
//! when the document declares neither 401 nor 403; when the status is not declared at all
//! (`undocumented_status`); when the request was accepted (`credentials_not_enforced`) or the
//! server failed (`server_error`).
//!
//! OpenAPI, Responses Object; RFC 9110 §15.5.2: 401 is for missing or invalid credentials.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::{Credentials, Expectation, WrongCredential};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct WrongUnauthorizedStatus;

impl Rule for WrongUnauthorizedStatus {
    stands_in!(WrongUnauthorizedStatus, "wrong_unauthorized_status");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let case = &context.exchange.case;
        let (Expectation::Unauthorized { statuses }, Some(status)) =
            (&case.expectation, context.status())
        else {
            return;
        };
        let Some(clause) = context
            .ledger
            .promise(Promise::Unauthorized, &Part::Security)
        else {
            return;
        };
        if context.is_one_of(statuses) {
            return assessments.uphold(clause);
        }
        let hides = status == 404;
        let rejected = matches!(
            case.request.credentials,
            Credentials::Wrong {
                how: WrongCredential::Rejected,
                ..
            }
        );
        let known_but_not_enough = status == 403 && rejected;
        if context.busy() || status >= 500 || statuses.is_empty() || hides || known_but_not_enough {
            return assessments.undecided(clause, format!("answered with {status}"));
        }
        if context.exchange.accepted() || context.response.is_none() {
            return;
        }
        let declared: Vec<_> = statuses.iter().map(ToString::to_string).collect();
        let expected = declared.join(" or ");
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            why: format!("the document declares {expected} for missing or wrong credentials"),
            expected,
            observed: status.to_string().into(),
            detail: Some(format!("answered with {status}: {}", case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::Fixture;

    fn check(stage: Fixture, expected: &[&str]) {
        stage.check("wrong_unauthorized_status", expected);
    }

    #[test]
    fn fires_on_a_status_for_something_else() {
        check(
            Fixture::unauthorized().status(400),
            &["request.security#/unauthorized: 401 → 400"],
        );
        check(
            Fixture::unauthorized().status(403),
            &["request.security#/unauthorized: 401 → 403"],
        );
    }

    #[test]
    fn silent_where_it_may_hide_what_exists() {
        check(Fixture::unauthorized().status(404), &[]);
    }

    #[test]
    fn silent_on_the_declared_one_and_where_none_is_declared() {
        check(Fixture::unauthorized().status(401), &[]);
        check(Fixture::unauthorized().undeclared().status(404), &[]);
    }

    #[test]
    fn silent_where_another_rule_says_more() {
        check(Fixture::unauthorized().status(418), &[]);
        check(Fixture::unauthorized().status(200), &[]);
        check(Fixture::unauthorized().status(500), &[]);
    }
}
