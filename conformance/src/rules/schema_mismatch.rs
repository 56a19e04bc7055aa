//! The body of the answer breaks the schema of its status.
//!
//! Fires once for each clause of the schema that the body breaks: a missing member, a wrong type,
//! a value outside an enumeration, a text that is no valid `format`.
//!
//! Silent on what the schema leaves open: members that it does not describe (unless it forbids
//! them), optional members that are missing, `format`s that nobody defines; on bodies of another
//! status or media type; where the document contradicts itself.
//!
//! OpenAPI, Media Type Object, `schema`; JSON Schema Validation 2020-12 §6.

use serde_json::Value;
use tally_spec::clause::Clause;

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation, Mismatch};

/// The rule.
#[derive(Debug)]
pub(super) struct SchemaMismatch;

impl Rule for SchemaMismatch {
    stands_in!(SchemaMismatch, "schema_mismatch");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(part), Some(value)) = (context.body_part(), context.value()) else {
            return;
        };
        let Some(schema) = context.media.and_then(|media| media.schema) else {
            return;
        };
        let broken = context
            .response_schemas
            .mismatches(context.operation, &part, schema, value);
        for (clause, tokens) in context.ledger.keywords(&part) {
            let is_broken = || broken.iter().any(|it| it.clause == clause.id);
            if speaks(clause, tokens, value) && !is_broken() {
                assessments.uphold(clause.id.clone());
            }
        }
        for mismatch in broken {
            if mismatch.violation.undecided {
                assessments.undecided(mismatch.clause, mismatch.violation.message);
                continue;
            }
            let promise = context
                .ledger
                .clause(&mismatch.clause)
                .map(|it| it.promise.clone());
            assessments.violate(ClauseViolation {
                rule: self.id().into(),
                expected: promise.unwrap_or_else(|| mismatch.violation.keyword.clone()),
                observed: seen(&mismatch, value).into(),
                why: format!("the document says so of `{part}`"),
                detail: Some(format!(
                    "at `{}`: {}",
                    mismatch.violation.instance, mismatch.violation.message
                )),
                clause: mismatch.clause,
                also: Vec::new(),
            });
        }
    }
}

/// What a value shows at the place of a mismatch, without the value itself.
pub(super) fn seen(mismatch: &Mismatch, value: &Value) -> String {
    let at = value.pointer(&mismatch.violation.instance);
    match (mismatch.violation.keyword.as_str(), at) {
        ("required" | "dependentRequired", _) => "absent".to_owned(),
        ("type", Some(at)) => match at {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(number) if number.is_f64() => "a number",
            Value::Number(_) => "an integer",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
        .to_owned(),
        (keyword, _) => format!("a value that breaks `{keyword}`"),
    }
}

/// Whether a value has anything that a clause concerns: something at its instance location, of
/// the type that its keyword constrains.
pub(super) fn speaks(clause: &Clause, tokens: &[String], value: &Value) -> bool {
    any(value, tokens, &|at| match clause.keyword.as_str() {
        "minLength" | "maxLength" | "pattern" => at.is_string(),
        "format" => at.is_string() || at.is_number(),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            at.is_number()
        }
        "minItems" | "maxItems" | "uniqueItems" | "contains" | "unevaluatedItems" => at.is_array(),
        "required"
        | "dependentRequired"
        | "dependentSchemas"
        | "minProperties"
        | "maxProperties"
        | "propertyNames"
        | "additionalProperties"
        | "unevaluatedProperties" => at.is_object(),
        _ => true,
    })
}

fn any(value: &Value, tokens: &[String], test: &dyn Fn(&Value) -> bool) -> bool {
    let Some((token, rest)) = tokens.split_first() else {
        return test(value);
    };
    match (token.as_str(), value) {
        ("*", Value::Array(items)) => items.iter().any(|item| any(item, rest, test)),
        ("{}", Value::Object(members)) => members.values().any(|member| any(member, rest, test)),
        (name, Value::Object(members)) => members
            .get(name)
            .is_some_and(|member| any(member, rest, test)),
        (index, Value::Array(items)) => {
            let item = index
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index));
            item.is_some_and(|item| any(item, rest, test))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::SchemaMismatch, fixtures);
    }

    const BODY: &str = "response.200.body";
    /// What any id upholds.
    const ID: [&str; 3] = [
        "/$ref/type",
        "/$ref/required/id",
        "/$ref/properties/id/type",
    ];

    #[test]
    fn fires_once_for_each_clause() {
        check([
            Fixture::valid()
                .body(r#"{"title":""}"#)
                .upholds(BODY, &["/$ref/type", "/$ref/properties/title/type"])
                .says("response.200.body#/$ref/required/id: `id` is present → absent")
                .says(
                    "response.200.body#/$ref/properties/title/minLength: \
                     `title` has at least 1 character → a value that breaks `minLength`",
                ),
            Fixture::valid()
                .body(r#"{"id":1}"#)
                .upholds(BODY, &["/$ref/type", "/$ref/required/id"])
                .says("response.200.body#/$ref/properties/id/type: `id` is a string → an integer"),
        ]);
    }

    #[test]
    fn a_body_is_judged_by_the_schema_of_its_own_status() {
        check([
            Fixture::invalid("/body/title")
                .body(r#"{"id":"1"}"#)
                .upholds("response.400.body", &["/type"])
                .says("response.400.body#/required/error: `error` is present → absent"),
            Fixture::valid()
                .status(400)
                .body(r#"{"error":"x","field":"title"}"#)
                .upholds("response.400.body", &["/type", "/required/error"]),
        ]);
    }

    #[test]
    fn a_clause_is_upheld_only_where_the_body_has_what_it_speaks_of() {
        let items = [
            "/$ref/properties/tags/type",
            "/$ref/properties/tags/items/type",
        ];
        check([
            Fixture::valid()
                .body(r#"{"id":"1","more":[{"x":null}]}"#)
                .upholds(BODY, &ID),
            Fixture::valid()
                .body(r#"{"id":"1","tags":[]}"#)
                .upholds(BODY, &ID)
                .upholds(BODY, &items[..1]),
            Fixture::valid()
                .body(r#"{"id":"1","tags":["x"]}"#)
                .upholds(BODY, &ID)
                .upholds(BODY, &items),
        ]);
    }

    #[test]
    fn silent_on_other_statuses_and_types() {
        check([
            Fixture::valid().status(418).body("{}").says_nothing(),
            Fixture::valid()
                .content_type("text/html")
                .body("{}")
                .says_nothing(),
            Fixture::valid()
                .body("{}")
                .upholds(BODY, &["/$ref/type"])
                .says("response.200.body#/$ref/required/id: `id` is present → absent"),
        ]);
    }

    #[test]
    fn open_when_a_pattern_takes_too_long() {
        let slow = format!(r#"{{"id":"1","slow":"{}!"}}"#, "a".repeat(32));
        check([Fixture::valid()
            .body(slow)
            .upholds(BODY, &ID)
            .upholds(BODY, &["/$ref/properties/slow/type"])
            .says(
                "response.200.body#/$ref/properties/slow/pattern: \
                 undecided: Error executing regex: Max limit for backtracking count exceeded",
            )]);
    }

    #[test]
    fn a_duplicate_member_does_not_hide_the_rest() {
        check([Fixture::valid()
            .body(r#"{"more":1,"more":2}"#)
            .upholds(BODY, &["/$ref/type"])
            .says("response.200.body#/$ref/required/id: `id` is present → absent")]);
    }
}
