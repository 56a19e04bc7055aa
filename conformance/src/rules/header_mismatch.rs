//! A response header breaks its schema.
//!
//! Fires when a declared header is there and its value, read as the schema's type, breaks a clause
//! of the schema.
//!
//! Silent when the header is missing (`missing_header`), when its schema describes an object, which
//! `style: simple` cannot always be read back from, and when it is described by `content`.
//!
//! OpenAPI, Header Object: `schema`, serialised as `style: simple`.

use serde_json::Value;
use tally_spec::clause::Part;
use tally_spec::contract::Content;
use tally_spec::schema::resolve;

use super::rule::{Rule, stands_in};
use super::schema_mismatch::seen;
use crate::judge::{Breach, Opinions, Scene};

/// The rule.
#[derive(Debug)]
pub(super) struct HeaderMismatch;

impl Rule for HeaderMismatch {
    stands_in!("header_mismatch");

    fn judge(&self, scene: &Scene<'_>, opinions: &mut Opinions) {
        let (Some(answer), Some(response)) = (scene.exchange.answer(), scene.response) else {
            return;
        };
        for header in &response.headers {
            let name = header.name.to_ascii_lowercase();
            let lines: Vec<_> = answer.header(&name).collect();
            let Content::Styled { schema: id, .. } = header.content else {
                continue;
            };
            let Some(schema) = scene.described.schema(id) else {
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
            let Some(value) = read(schema, &text) else {
                continue;
            };
            let broken = scene
                .described
                .mismatches(scene.operation, &part, id, &value);
            let of_part = scene
                .ledger
                .clauses()
                .filter(|it| it.part == part && it.path != "/present");
            for clause in of_part.filter(|it| !broken.iter().any(|broken| broken.clause == it.id)) {
                opinions.uphold(clause.id.clone());
            }
            for mismatch in broken.into_iter().filter(|it| !it.violation.undecided) {
                opinions.violate(Breach {
                    rule: self.id(),
                    expected: format!("a header `{name}` that its schema accepts"),
                    observed: seen(&mismatch, &value),
                    why: format!("the document describes it for {}", response.status),
                    detail: Some(mismatch.violation.message),
                    clause: mismatch.clause,
                    also: Vec::new(),
                });
            }
        }
    }
}

/// The value that a header line stands for, by the types that its schema permits; text that is
/// none of them stays text, which the schema then refuses.
fn read(schema: &Value, text: &str) -> Option<Value> {
    let mut at = schema;
    while let Some((_, target)) = at
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|to| resolve(schema, to))
    {
        at = target;
    }
    let types = match at.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if types.contains(&"object") {
        return None;
    }
    if types.contains(&"array") {
        let item = at.get("items").unwrap_or(&Value::Bool(true));
        return text
            .split(',')
            .map(|part| read(item, part.trim()))
            .collect();
    }
    let parsed = serde_json::from_str::<Value>(text).ok();
    let parsed = parsed.filter(|value| match value {
        Value::Number(_) => types.contains(&"number") || types.contains(&"integer"),
        Value::Bool(_) => types.contains(&"boolean"),
        _ => false,
    });
    Some(parsed.unwrap_or_else(|| Value::from(text)))
}

#[cfg(test)]
mod tests {
    use crate::rules::stage::Stage;

    fn check(stage: Stage, expected: &[&str]) {
        stage.check("header_mismatch", expected);
    }

    #[test]
    fn fires_when_the_value_breaks_the_schema() {
        check(
            Stage::valid()
                .without_header("x-revision")
                .header("x-revision", "latest"),
            &["response.200.header.x-revision#/type: \
               a header `x-revision` that its schema accepts → a string"],
        );
        check(
            Stage::valid()
                .without_header("x-revision")
                .header("x-revision", "0"),
            &["response.200.header.x-revision#/minimum: \
               a header `x-revision` that its schema accepts → a value that breaks `minimum`"],
        );
    }

    #[test]
    fn silent_when_it_fits_or_is_missing() {
        check(Stage::valid(), &[]);
        check(Stage::valid().without_header("x-revision"), &[]);
    }

    #[test]
    fn digits_in_a_header_that_is_text_stay_text() {
        check(Stage::valid().header("x-note", "12"), &[]);
    }
}
