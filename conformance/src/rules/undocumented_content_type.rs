//! The answer has a media type that the document does not declare for its status.
//!
//! Fires when an answer with a body has no `Content-Type`, several of them, or one that is an
//! instance of no key of the response's `content`.
//!
//! Silent when only parameters differ (`charset=utf-8`), when the declared key is a range that the
//! type falls into, when the body is empty (`missing_body`), when the status is not declared
//! (`undocumented_status`), and when the response declares no `content` at all: then the document
//! says nothing of a body.
//!
//! OpenAPI, Response Object, `content`: the keys are media types or ranges; RFC 9110 §8.3: a sender
//! of content should say its type.

use tally_spec::MediaType;
use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct UndocumentedContentType;

impl Rule for UndocumentedContentType {
    stands_in!(UndocumentedContentType, "undocumented_content_type");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(answer), Some(response)) = (context.exchange.answer(), context.response) else {
            return;
        };
        let part = Part::ResponseContent {
            status: response.status,
        };
        let Some(clause) = context.ledger.promise(Promise::MediaType, &part) else {
            return;
        };
        if answer.body.is_empty() || context.bodiless() {
            return;
        }
        if context.media.is_some() {
            return assessments.uphold(clause);
        }
        let types: Vec<_> = answer.header("content-type").collect();
        let declared: Vec<_> = response.content.iter().map(|it| it.name.as_str()).collect();
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: declared.join(" or "),
            observed: match types.as_slice() {
                [] => "no content type".into(),
                [one] => MediaType::of(one).essence().into(),
                _ => "several content types".into(),
            },
            why: format!("the document declares it for {}", response.status),
            detail: (!types.is_empty()).then(|| format!("content-type: {}", types.join(", "))),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::UndocumentedContentType, fixtures);
    }

    const UPHELD: &str = "response.200.content#/media-type: upheld";
    const HTML: &str = "response.200.content#/media-type: application/json → text/html";

    #[test]
    fn fires_on_another_type_none_and_several() {
        check([
            Fixture::valid()
                .content_type("text/html; charset=utf-8")
                .says(HTML),
            Fixture::valid()
                .without_header("content-type")
                .says("response.200.content#/media-type: application/json → no content type"),
            Fixture::valid()
                .header("content-type", "text/plain")
                .says("response.200.content#/media-type: application/json → several content types"),
            Fixture::valid()
                .content_type("application/jsonl")
                .says("response.200.content#/media-type: application/json → application/jsonl"),
        ]);
    }

    #[test]
    fn upheld_whatever_parameters_case_and_white_space() {
        check([
            Fixture::valid().says(UPHELD),
            Fixture::valid()
                .content_type("application/json;charset=UTF-8")
                .says(UPHELD),
            Fixture::valid()
                .content_type("Application/JSON ; charset=utf-8")
                .says(UPHELD),
        ]);
    }

    #[test]
    fn silent_without_a_body_or_a_declared_status() {
        let html = || Fixture::valid().content_type("text/html");
        check([
            html().body("").says_nothing(),
            html().status(418).says_nothing(),
            html().status(404).says_nothing(),
            html().says(HTML),
        ]);
    }
}
