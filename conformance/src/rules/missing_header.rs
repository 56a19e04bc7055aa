//! A required response header is missing.
//!
//! Fires when the response declares a header with `required: true` and the answer has none of that
//! name, whatever its case.
//!
//! Silent when the header is optional, there but empty, or when the status is not declared.
//!
//! OpenAPI, Header Object, `required`; RFC 9110 §5.1: field names are case-insensitive.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct MissingHeader;

impl Rule for MissingHeader {
    stands_in!(MissingHeader, "missing_header");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(answer), Some(response)) = (context.exchange.answer(), context.response) else {
            return;
        };
        for header in response.headers.iter().filter(|header| header.required) {
            let name = header.name.to_ascii_lowercase();
            let part = Part::ResponseHeader {
                status: response.status,
                name: name.clone(),
            };
            let Some(clause) = context.ledger.promise(Promise::Present, &part) else {
                continue;
            };
            if answer.header(&name).next().is_some() {
                assessments.uphold(clause);
                continue;
            }
            assessments.violate(ClauseViolation {
                rule: self.id().into(),
                clause,
                also: Vec::new(),
                expected: format!("the header `{name}`"),
                observed: "no such header".into(),
                why: format!("the document requires it of {}", response.status),
                detail: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::MissingHeader, fixtures);
    }

    const UPHELD: &str = "response.200.header.x-revision#/present: upheld";

    #[test]
    fn fires_when_a_required_header_is_not_there() {
        check([Fixture::valid().without_header("x-revision").says(
            "response.200.header.x-revision#/present: the header `x-revision` → no such header",
        )]);
    }

    #[test]
    fn upheld_when_it_is_there_even_empty() {
        check([
            Fixture::valid().says(UPHELD),
            Fixture::valid()
                .without_header("x-revision")
                .header("x-revision", "")
                .says(UPHELD),
        ]);
    }

    #[test]
    fn silent_about_other_statuses_and_optional_headers() {
        check([
            Fixture::invalid("/body/title")
                .without_header("x-revision")
                .says_nothing(),
            Fixture::valid().without_header("x-note").says(UPHELD),
        ]);
    }
}
