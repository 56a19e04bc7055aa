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
    use crate::rules::fixture::Fixture;

    fn check(stage: Fixture, expected: &[&str]) {
        stage.check("undocumented_content_type", expected);
    }

    #[test]
    fn fires_on_another_type_none_and_several() {
        check(
            Fixture::valid().content_type("text/html; charset=utf-8"),
            &["response.200.content#/media-type: application/json → text/html"],
        );
        check(
            Fixture::valid().without_header("content-type"),
            &["response.200.content#/media-type: application/json → no content type"],
        );
        check(
            Fixture::valid().header("content-type", "text/plain"),
            &["response.200.content#/media-type: application/json → several content types"],
        );
        check(
            Fixture::valid().content_type("application/jsonl"),
            &["response.200.content#/media-type: application/json → application/jsonl"],
        );
    }

    #[test]
    fn silent_on_parameters_case_and_white_space() {
        check(
            Fixture::valid().content_type("application/json;charset=UTF-8"),
            &[],
        );
        check(
            Fixture::valid().content_type("Application/JSON ; charset=utf-8"),
            &[],
        );
    }

    #[test]
    fn silent_without_a_body_or_a_declared_status() {
        check(
            Fixture::valid().body("").without_header("content-type"),
            &[],
        );
        check(Fixture::valid().status(418).content_type("text/html"), &[]);
    }
}
