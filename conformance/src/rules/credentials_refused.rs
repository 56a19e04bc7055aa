//! An alternative of `security` does not suffice alone.
//!
//! Fires when a valid request with the given credentials of one alternative, and nothing else, is
//! answered with 401 or 403.
//!
//! Silent when the run has no credentials for the alternative (then it is not exercised), and when
//! the answer concerns something that the request names (403 with a value that may be foreign, or
//! with bytes for which the document does not say what they must be).
//!
//! OpenAPI, Security Requirement Object: "only one of the Security Requirement Objects in the list
//! needs to be satisfied to authorize the request".

use tally_spec::promise::alternative;

use super::rule::{Rule, stands_in};
use crate::case::{Credentials, Expectation, Family};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct CredentialsRefused;

impl Rule for CredentialsRefused {
    stands_in!(CredentialsRefused, "credentials_refused");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let case = &context.exchange.case;
        let Credentials::Alternative { index } = case.request.credentials else {
            return;
        };
        let accepted = matches!(case.expectation, Expectation::Accepted { .. });
        let (true, Some(status)) = (
            accepted && case.family == Family::Security,
            context.status(),
        ) else {
            return;
        };
        let clause = alternative(&context.operation.key, index);
        let open = !context.open_names.is_empty() || !case.request.body.is_described();
        let foreign = status == 403 && open;
        if (200..300).contains(&status) {
            return assessments.uphold(clause);
        }
        if context.busy() || foreign || !matches!(status, 401 | 403) {
            return assessments.undecided(clause, format!("answered with {status}"));
        }
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "accepted".to_owned(),
            observed: status.to_string().into(),
            why: "the document says that each alternative suffices alone".to_owned(),
            detail: Some(format!("answered with {status}: {}", case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::CredentialsRefused, fixtures);
    }

    #[test]
    fn fires_when_one_alternative_alone_is_refused() {
        check([
            Fixture::alternative(1)
                .status(401)
                .says("request.security#/alternative/1: accepted → 401"),
            Fixture::alternative(0)
                .status(403)
                .says("request.security#/alternative/0: accepted → 403"),
        ]);
    }

    #[test]
    fn upheld_when_it_suffices() {
        check([Fixture::alternative(1).says("request.security#/alternative/1: upheld")]);
    }

    #[test]
    fn open_on_403_when_nothing_says_what_the_body_must_be() {
        check([
            Fixture::alternative(1)
                .text(false)
                .status(403)
                .says("request.security#/alternative/1: undecided: answered with 403"),
            Fixture::alternative(1)
                .text(false)
                .status(401)
                .says("request.security#/alternative/1: accepted → 401"),
        ]);
    }

    #[test]
    fn open_on_403_to_a_value_that_may_be_foreign_and_on_what_speaks_of_something_else() {
        check([
            Fixture::alternative(0)
                .names("/body/id")
                .status(403)
                .says("request.security#/alternative/0: undecided: answered with 403"),
            Fixture::alternative(0)
                .status(400)
                .says("request.security#/alternative/0: undecided: answered with 400"),
        ]);
    }

    #[test]
    fn silent_about_wrong_credentials() {
        check([
            Fixture::unauthorized().status(401).says_nothing(),
            Fixture::unauthorized().status(200).says_nothing(),
            Fixture::alternative(0).says("request.security#/alternative/0: upheld"),
        ]);
    }
}
