//! The answer has a status that the document does not declare.
//!
//! Fires when the status of the answer is under none of the keys of `responses`, neither as a code
//! nor in a range nor by `default`.
//!
//! Silent when the document leaves the answer to HTTP: for a request that no clause covers; for
//! a refusal (4xx) for which the document declares no status at all; for 429 and 503 with
//! `Retry-After`, which any server may need. Also silent when another rule says more: a valid
//! request that is refused (`valid_refused`), a server error (`server_error`).
//!
//! OpenAPI, Responses Object: "documentation is expected to cover a successful operation response
//! and any known errors".

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::Expectation;
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct UndocumentedStatus;

impl Rule for UndocumentedStatus {
    stands_in!(UndocumentedStatus, "undocumented_status");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let clause = context.ledger.promise(Promise::Status, &Part::Responses);
        let (Some(clause), Some(status)) = (clause, context.status()) else {
            return;
        };
        if context.response.is_some() {
            return assessments.uphold(clause);
        }
        if context.busy() || status >= 500 {
            return assessments.undecided(clause, format!("{status} may always happen"));
        }
        let refusal = (400..500).contains(&status);
        let left_to_http = match &context.exchange.case.expectation {
            Expectation::Survived => true,
            Expectation::Accepted { .. } => refusal,
            Expectation::Refused { statuses }
            | Expectation::Unauthorized { statuses }
            | Expectation::Answered { statuses } => refusal && statuses.is_empty(),
        };
        if left_to_http {
            return;
        }
        let declared: Vec<_> = context
            .operation
            .responses
            .iter()
            .map(|it| it.status.to_string())
            .collect();
        let probed = match context.exchange.case.expectation {
            Expectation::Accepted { .. } => None,
            _ => context.ledger.probed(&context.exchange.case),
        };
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: probed.into_iter().collect(),
            expected: "a declared status".to_owned(),
            observed: status.to_string().into(),
            why: format!("the document declares {}", declared.join(", ")),
            detail: Some(format!(
                "answered with {status}: {}",
                context.exchange.case.about
            )),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::UndocumentedStatus, fixtures);
    }

    const UPHELD: &str = "responses#/status: upheld";

    #[test]
    fn fires_on_a_status_that_is_not_declared() {
        check([
            Fixture::invalid("/body/title").status(422).says(
                "responses#/status: a declared status → 422, \
                 also request.body#/$ref/properties/title/type",
            ),
            Fixture::unauthorized()
                .status(422)
                .says("responses#/status: a declared status → 422"),
            Fixture::valid()
                .status(201)
                .says("responses#/status: a declared status → 201"),
        ]);
    }

    #[test]
    fn upheld_by_every_declared_one() {
        check([
            Fixture::invalid("/body/title").status(400).says(UPHELD),
            Fixture::valid().status(200).says(UPHELD),
            Fixture::valid().status(404).says(UPHELD),
            Fixture::survived().status(403).says(UPHELD),
        ]);
    }

    #[test]
    fn silent_where_the_document_leaves_it_to_http() {
        check([
            Fixture::survived().status(415).says_nothing(),
            Fixture::survived().status(405).says_nothing(),
            Fixture::invalid("/body/title")
                .undeclared()
                .status(422)
                .says_nothing(),
            Fixture::unauthorized()
                .undeclared()
                .status(422)
                .says_nothing(),
            Fixture::unauthorized()
                .status(422)
                .says("responses#/status: a declared status → 422"),
        ]);
    }

    #[test]
    fn open_where_the_server_is_busy_or_failed_and_silent_on_a_refusal_of_what_is_valid() {
        check([
            Fixture::valid()
                .status(429)
                .says("responses#/status: undecided: 429 may always happen"),
            Fixture::valid()
                .status(500)
                .says("responses#/status: undecided: 500 may always happen"),
            Fixture::valid().status(422).says_nothing(),
        ]);
    }

    #[test]
    fn a_redirect_is_no_refusal_that_could_be_left_to_http() {
        check([Fixture::unauthorized()
            .undeclared()
            .status(302)
            .says("responses#/status: a declared status → 302")]);
    }
}
