//! The body of the answer is not well-formed JSON, though its media type says so.
//!
//! Fires on text that no JSON reader accepts, and on text that readers differ on: bytes that are
//! not UTF-8, a byte order mark, text after the value, a member name twice in one object.
//!
//! Silent on everything that the grammar permits: white space, escapes, any order of members, any
//! number; on numbers, depths and surrogates that our own reader cannot represent; on an empty body
//! (`missing_body`).
//!
//! RFC 8259 §2, §4 (names "SHOULD be unique"), §8.1 (UTF-8, no byte order mark).

use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::json::Reading;
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct MalformedJson;

impl Rule for MalformedJson {
    stands_in!(MalformedJson, "malformed_json");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let part = context.body_part();
        let clause = part.and_then(|part| context.ledger.promise(Promise::WellFormed, &part));
        let (Some(clause), Some(reading)) = (clause, context.json) else {
            return;
        };
        match reading {
            Reading::Value(_) => assessments.uphold(clause),
            Reading::Beyond { detail } => assessments.undecided(clause, detail.clone()),
            Reading::Malformed { fault, detail, .. } => assessments.violate(ClauseViolation {
                rule: self.id().into(),
                clause,
                also: Vec::new(),
                expected: "well-formed JSON".to_owned(),
                observed: fault.to_string().into(),
                why: "the content type says that the body is JSON (RFC 8259)".to_owned(),
                detail: Some(detail.clone()),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::MalformedJson, fixtures);
    }

    #[test]
    fn fires_on_text_that_is_no_json() {
        check([
            Fixture::valid()
                .body("{\"id\":")
                .says("response.200.body#/well-formed: well-formed JSON → JSON that is cut off"),
            Fixture::invalid("/body/title")
                .body("oops")
                .says("response.400.body#/well-formed: well-formed JSON → text that is not JSON"),
        ]);
    }

    #[test]
    fn fires_on_text_that_readers_differ_on() {
        check([Fixture::valid().body(r#"{"id":"1","id":"1"}"#).says(
            "response.200.body#/well-formed: \
             well-formed JSON → a member name twice in one object",
        )]);
    }

    #[test]
    fn upheld_by_unusual_json() {
        check(
            [" {\r\n\t\"i\\u0064\" : \"1\" } ", "7", "null"].map(|body| {
                Fixture::valid()
                    .body(body)
                    .says("response.200.body#/well-formed: upheld")
            }),
        );
    }

    #[test]
    fn open_on_what_our_reader_cannot_represent() {
        check([Fixture::valid().body("1e999").says(
            "response.200.body#/well-formed: undecided: number out of range at line 1 column 5",
        )]);
    }

    #[test]
    fn silent_on_other_types_and_empty_bodies() {
        check([
            Fixture::valid()
                .body("<p>")
                .content_type("text/html")
                .says_nothing(),
            Fixture::valid().body("").says_nothing(),
            Fixture::valid().says("response.200.body#/well-formed: upheld"),
        ]);
    }
}
