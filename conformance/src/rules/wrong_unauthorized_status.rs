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
    use crate::case::{Credentials, WrongCredential};
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::WrongUnauthorizedStatus, fixtures);
    }

    const UPHELD: &str = "request.security#/unauthorized: upheld";

    fn open(fixture: Fixture, status: u16) -> Fixture {
        fixture.status(status).says(&format!(
            "request.security#/unauthorized: undecided: answered with {status}"
        ))
    }

    #[test]
    fn fires_on_a_status_for_something_else() {
        check([400, 403].map(|status| {
            Fixture::unauthorized()
                .status(status)
                .says(&format!("request.security#/unauthorized: 401 → {status}"))
        }));
    }

    #[test]
    fn upheld_by_the_declared_one() {
        check([Fixture::unauthorized().says(UPHELD)]);
    }

    #[test]
    fn open_where_it_may_hide_what_exists_or_the_credential_may_be_known() {
        let rejected = Credentials::Wrong {
            scheme: "key".to_owned(),
            how: WrongCredential::Rejected,
        };
        check([
            open(Fixture::unauthorized(), 404),
            open(Fixture::unauthorized().credentials(rejected), 403),
        ]);
    }

    #[test]
    fn open_where_none_is_declared_and_where_the_server_is_busy_or_failed() {
        check([
            open(Fixture::unauthorized().undeclared(), 400),
            open(Fixture::unauthorized(), 429),
            open(Fixture::unauthorized(), 500),
        ]);
    }

    #[test]
    fn silent_where_another_rule_says_more() {
        check([
            Fixture::unauthorized().status(418).says_nothing(),
            Fixture::unauthorized().status(200).says_nothing(),
            Fixture::alternative(0).status(401).says_nothing(),
            Fixture::unauthorized().says(UPHELD),
        ]);
    }
}
