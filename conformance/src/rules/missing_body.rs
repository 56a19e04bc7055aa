//! The answer has no body where the document describes a JSON one.
//!
//! Fires when the response of the answer's status declares JSON and nothing else, and the body is
//! empty: an empty text is no JSON value.
//!
//! Silent when HTTP gives the answer no body (HEAD, 204, 304), when the response declares no
//! content or also one that may be empty.
//!
//! OpenAPI, Response Object, `content`; RFC 8259 §2: a JSON text is a serialised value.

use tally_spec::promise::{Promise, is_json, response_part};

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct MissingBody;

impl Rule for MissingBody {
    stands_in!(MissingBody, "missing_body");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(answer), Some(response)) = (context.exchange.answer(), context.response) else {
            return;
        };
        if !answer.body.is_empty() || context.bodiless() {
            return;
        }
        let Some(media) = response.content.first() else {
            return;
        };
        if !response.content.iter().all(|media| is_json(&media.name)) {
            return;
        }
        let part = response_part(response, media);
        let Some(clause) = context.ledger.promise(Promise::WellFormed, &part) else {
            return;
        };
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "a JSON body".to_owned(),
            observed: "an empty body".into(),
            why: format!("the document describes the body of {}", response.status),
            detail: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::MissingBody, fixtures);
    }

    const FIRES: &str = "response.200.body#/well-formed: a JSON body → an empty body";

    #[test]
    fn fires_on_an_empty_body() {
        check([Fixture::valid().body("").says(FIRES)]);
    }

    #[test]
    fn silent_when_http_or_the_document_gives_none() {
        let empty = || Fixture::survived().body("");
        check([
            empty().status(204).says_nothing(),
            empty().status(404).says_nothing(),
            empty().method("HEAD").says_nothing(),
            empty().says(FIRES),
        ]);
    }

    #[test]
    fn silent_on_any_text() {
        check([
            Fixture::valid().body(" ").says_nothing(),
            Fixture::valid().body("").says(FIRES),
        ]);
    }
}
