//! A request without valid credentials was accepted.
//!
//! Fires when a request with no credentials, or with wrong ones, is answered with a 2xx, though
//! every alternative of `security` asks for some.
//!
//! Silent when one alternative is anonymous (`{}`), and on wrong credentials for which the document
//! does not say that they are wrong.
//!
//! OpenAPI, Security Requirement Object: "lists the required security schemes to execute this
//! operation"; RFC 9110 §11.6.1, §15.5.2.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::{Credentials, Expectation, WrongCredential};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct CredentialsNotEnforced;

impl Rule for CredentialsNotEnforced {
    stands_in!(CredentialsNotEnforced, "credentials_not_enforced");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let case = &context.exchange.case;
        let Expectation::Unauthorized { .. } = case.expectation else {
            return;
        };
        let clause = context.ledger.promise(Promise::Enforced, &Part::Security);
        let (Some(clause), Some(status)) = (clause, context.status()) else {
            return;
        };
        if !context.exchange.accepted() {
            return match context.busy() || status >= 500 {
                true => assessments.undecided(clause, format!("answered with {status}")),
                false => assessments.uphold(clause),
            };
        }
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "a refusal".to_owned(),
            observed: format!("accepted with {}", kind(&case.request.credentials)).into(),
            why: "every alternative of `security` asks for credentials".to_owned(),
            detail: Some(format!("accepted: {}", case.about)),
        });
    }
}

/// Which credentials were accepted.
fn kind(credentials: &Credentials) -> String {
    let (scheme, how) = match credentials {
        Credentials::Wrong { scheme, how } => (scheme, how),
        Credentials::None => return "no credentials".to_owned(),
        Credentials::Given | Credentials::Schemes { .. } | Credentials::Alternative { .. } => {
            return "credentials".to_owned();
        }
    };
    let how = match how {
        WrongCredential::Empty => "an empty value",
        WrongCredential::Garbled => "any value",
        WrongCredential::Prefix => "a prefix of the right value",
        WrongCredential::Extended => "the right value and more",
        WrongCredential::OtherCase => "the right value in other case",
        WrongCredential::WrongScheme => "another authentication scheme",
        WrongCredential::WrongPlace => "the right value in another place",
        WrongCredential::Rejected => "a value that should be refused",
    };
    format!("{how} for `{scheme}`")
}

#[cfg(test)]
mod tests {
    use crate::case::{Credentials, WrongCredential};
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::CredentialsNotEnforced, fixtures);
    }

    #[test]
    fn fires_when_missing_or_wrong_ones_are_accepted() {
        let wrong = Credentials::Wrong {
            scheme: "key".to_owned(),
            how: WrongCredential::Prefix,
        };
        check([
            Fixture::unauthorized()
                .status(200)
                .says("request.security#/enforced: a refusal → accepted with no credentials"),
            Fixture::unauthorized().credentials(wrong).status(200).says(
                "request.security#/enforced: \
                 a refusal → accepted with a prefix of the right value for `key`",
            ),
        ]);
    }

    #[test]
    fn upheld_when_they_are_refused_with_any_status() {
        check([401, 404, 302].map(|status| {
            Fixture::unauthorized()
                .status(status)
                .says("request.security#/enforced: upheld")
        }));
    }

    #[test]
    fn open_when_the_server_failed_or_is_busy() {
        check([
            Fixture::unauthorized()
                .status(500)
                .says("request.security#/enforced: undecided: answered with 500"),
            Fixture::unauthorized()
                .status(429)
                .says("request.security#/enforced: undecided: answered with 429"),
        ]);
    }

    #[test]
    fn silent_about_right_ones() {
        check([
            Fixture::alternative(0).status(200).says_nothing(),
            Fixture::alternative(0).status(401).says_nothing(),
            Fixture::unauthorized().says("request.security#/enforced: upheld"),
        ]);
    }
}
