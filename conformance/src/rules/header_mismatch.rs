//! A response header breaks its schema.
//!
//! Fires when a declared header is there and its value breaks a clause of the schema, whichever way
//! it is read: as text, as a number or truth value, as a list of those.
//!
//! Silent when the header is missing (`missing_header`), when its schema describes an object, which
//! `style: simple` cannot always be read back from, and when it is described by `content`.
//!
//! OpenAPI, Header Object: `schema`, serialised as `style: simple`.

use serde_json::Value;
use tally_spec::clause::Part;
use tally_spec::contract::Content;
use tally_spec::schema::{JsonTypes, SchemaView};

use super::rule::{Rule, stands_in};
use super::schema_mismatch::{seen, speaks};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct HeaderMismatch;

impl Rule for HeaderMismatch {
    stands_in!(HeaderMismatch, "header_mismatch");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(answer), Some(response)) = (context.exchange.answer(), context.response) else {
            return;
        };
        for header in &response.headers {
            let name = header.name.to_ascii_lowercase();
            let lines: Vec<_> = answer.header(&name).collect();
            let Content::Styled { schema: id, .. } = header.content else {
                continue;
            };
            let Some(schema) = context.response_schemas.schema(id) else {
                continue;
            };
            if lines.is_empty() {
                continue;
            }
            let text = lines.join(", ");
            let part = Part::ResponseHeader {
                status: response.status,
                name: name.clone(),
            };
            let types = types(schema);
            if types.has(JsonTypes::OBJECT) {
                continue;
            }
            let judged = readings(types, &text).into_iter().map(|value| {
                let described = &context.response_schemas;
                let broken = described.mismatches(context.operation, &part, id, &value);
                (value, broken)
            });
            // What it is in one of the ways to read it, it is; else it is judged as the first.
            let mut judged: Vec<_> = judged.collect();
            let fits = judged.iter().position(|(_, broken)| broken.is_empty());
            let (value, broken) = judged.swap_remove(fits.unwrap_or(0));
            for (clause, tokens) in context.ledger.keywords(&part) {
                let is_broken = || broken.iter().any(|it| it.clause == clause.id);
                if speaks(clause, tokens, &value) && !is_broken() {
                    assessments.uphold(clause.id.clone());
                }
            }
            for mismatch in broken {
                if mismatch.violation.undecided {
                    assessments.undecided(mismatch.clause, mismatch.violation.message);
                    continue;
                }
                assessments.violate(ClauseViolation {
                    rule: self.id().into(),
                    expected: format!("a header `{name}` that its schema accepts"),
                    observed: seen(&mismatch, &value).into(),
                    why: format!("the document describes it for {}", response.status),
                    detail: Some(mismatch.violation.message),
                    clause: mismatch.clause,
                    also: Vec::new(),
                });
            }
        }
    }
}

/// The types that a schema names at its top, through references and branches.
fn types(schema: &Value) -> JsonTypes {
    let named = SchemaView::of(schema).with_alternatives();
    let named = named.filter_map(SchemaView::types);
    named.fold(JsonTypes::NONE, JsonTypes::with)
}

/// The values that a header line may stand for, the first that of the types that its schema names:
/// a text may also be a number or a truth value, and a list of any of them (OpenAPI, Parameter
/// Object, `style: simple`).
fn readings(types: JsonTypes, text: &str) -> Vec<Value> {
    let plain = |text: &str| Value::from(text);
    let parsed = |text: &str| match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => plain(text),
    };
    let items = |read: &dyn Fn(&str) -> Value| text.split(',').map(|it| read(it.trim())).collect();
    let lists = [items(&parsed), items(&plain)];
    let scalars = [parsed(text), plain(text)];
    let is_text = types.has(JsonTypes::STRING);
    match (types.has(JsonTypes::ARRAY), is_text) {
        (true, _) => lists.into_iter().chain(scalars).collect(),
        (false, true) => scalars.into_iter().rev().chain(lists).collect(),
        (false, false) => scalars.into_iter().chain(lists).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tally_spec::schema::Validator;

    use super::{readings, types};
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    const REVISION: &str = "response.200.header.x-revision";

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::HeaderMismatch, fixtures);
    }

    fn revision(value: &str) -> Fixture {
        Fixture::valid()
            .without_header("x-revision")
            .header("x-revision", value)
    }

    #[test]
    fn fires_when_the_value_breaks_the_schema() {
        check([
            revision("latest").says(
                "response.200.header.x-revision#/type: \
                 a header `x-revision` that its schema accepts → a string",
            ),
            revision("0").upholds(REVISION, &["/type"]).says(
                "response.200.header.x-revision#/minimum: \
                 a header `x-revision` that its schema accepts → a value that breaks `minimum`",
            ),
        ]);
    }

    #[test]
    fn upheld_when_it_fits_and_silent_when_it_is_missing() {
        check([
            revision("7").upholds(REVISION, &["/type", "/minimum"]),
            Fixture::valid().without_header("x-revision").says_nothing(),
        ]);
    }

    #[test]
    fn a_line_is_whatever_its_schema_lets_it_be() {
        let fits = [
            (json!({ "type": "integer" }), "5", "5"),
            (json!({ "allOf": [{ "type": "integer" }] }), "5", "5"),
            (
                json!({ "anyOf": [{ "type": "null" }, { "type": "integer" }] }),
                "5",
                "5",
            ),
            (json!({ "enum": [3] }), "3", "3"),
            (json!({ "enum": ["3"] }), "3", "3"),
            (
                json!({ "type": "array", "items": { "$ref": "#/$defs/N" } }),
                "1,2",
                "[1,2]",
            ),
            (
                json!({ "type": "array", "items": { "type": "string" } }),
                "1, 2",
                "[\"1\",\"2\"]",
            ),
            (json!({ "type": "boolean" }), "true", "true"),
        ];
        for (mut schema, text, expected) in fits {
            schema["$defs"] = json!({ "N": { "type": "integer" } });
            let validator = Validator::new(&schema).unwrap();
            let mut readings = readings(types(&schema), text).into_iter();
            let fitting = readings.find(|value| validator.is_valid(value)).unwrap();
            assert_eq!(fitting.to_string().trim_matches('"'), expected, "{schema}");
        }
    }

    #[test]
    fn open_when_a_pattern_takes_too_long() {
        let note = "response.200.header.x-note";
        check([Fixture::valid()
            .without_header("x-revision")
            .header("x-note", &format!("{}!", "a".repeat(32)))
            .upholds(note, &["/type"])
            .says(
                "response.200.header.x-note#/pattern: \
                 undecided: Error executing regex: Max limit for backtracking count exceeded",
            )]);
    }

    #[test]
    fn digits_in_a_header_that_is_text_stay_text() {
        check([Fixture::valid()
            .header("x-note", "12")
            .upholds(REVISION, &["/type", "/minimum"])
            .upholds("response.200.header.x-note", &["/type", "/pattern"])]);
    }
}
