//! A request that the document forbids was accepted.
//!
//! Fires when a request that breaks exactly one clause, or that is no well-formed JSON, is answered
//! with a 2xx.
//!
//! Silent when the request breaks nothing, however unusual it is, and when the document leaves open
//! what becomes of it (another content type, duplicate members, unknown members).
//!
//! OpenAPI, Media Type Object and Parameter Object, `schema`: the definition of the request content;
//! JSON Schema Core 2020-12 §7.1: an instance is valid or not.

use super::rule::{Rule, stands_in};
use crate::case::{Expectation, Grade, Intent};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct InvalidAccepted;

impl Rule for InvalidAccepted {
    stands_in!(InvalidAccepted, "invalid_accepted");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let case = &context.exchange.case;
        if !matches!(case.expectation, Expectation::Refused { .. }) || !context.exchange.accepted()
        {
            return;
        }
        let Some(clause) = context.ledger.probed(case).or_else(|| case.clause.clone()) else {
            return;
        };
        let promise = context.ledger.clause(&clause).map(|it| it.promise.clone());
        let mut detail = format!("accepted: {}", case.about);
        if let Intent::Breaks {
            grade: Grade::Entangled { with, .. },
            ..
        } = &case.intent
        {
            detail = format!("{detail}; it breaks {} as well", with.join(" and "));
        }
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "a refusal".to_owned(),
            observed: "accepted".into(),
            why: match promise {
                Some(promise) => format!("the document says: {promise}"),
                None => "the document forbids it".to_owned(),
            },
            detail: Some(detail),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::InvalidAccepted, fixtures);
    }

    const FIRES: &str = "request.body#/$ref/properties/title/type: a refusal → accepted";

    #[test]
    fn fires_on_any_2xx_to_an_invalid_request() {
        let invalid = |status| Fixture::invalid("/body/title").status(status);
        check([200, 202].map(|status| invalid(status).says(FIRES)));
    }

    #[test]
    fn silent_on_refusals_and_on_valid_requests() {
        check([
            Fixture::invalid("/body/title").status(400).says_nothing(),
            Fixture::invalid("/body/title").status(500).says_nothing(),
            Fixture::valid().status(200).says_nothing(),
            Fixture::invalid("/body/title").status(200).says(FIRES),
        ]);
    }

    #[test]
    fn silent_where_the_document_leaves_it_open() {
        check([
            Fixture::survived().status(200).says_nothing(),
            Fixture::invalid("/body/title")
                .undeclared()
                .status(200)
                .says(FIRES),
        ]);
    }
}
