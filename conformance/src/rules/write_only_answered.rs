//! The answer shows a member that is for requests only.
//!
//! Fires when the body of an answer has a value at a member whose schema says `writeOnly: true`: a
//! password, a token.
//!
//! Silent when the member is absent or null; within `oneOf`, `anyOf`, `not` and `if`, of which it is
//! not told whether they apply; on bodies of another status or media type.
//!
//! OpenAPI 3.0, Schema Object, `writeOnly`: the property may be sent as part of a request but should
//! not be sent as part of the response; JSON Schema Validation 2020-12 §9.4.

use serde_json::Value;
use tally_spec::clause::{ClauseId, path_of};
use tally_spec::promise::Promise;
use tally_spec::schema::{is_write_only, pointer, resolve};

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// How deep a schema is followed.
const DEPTH: usize = 64;

/// The rule.
#[derive(Debug)]
pub(super) struct WriteOnlyAnswered;

impl Rule for WriteOnlyAnswered {
    stands_in!(WriteOnlyAnswered, "write_only_answered");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(part), Some(value)) = (context.body_part(), context.value()) else {
            return;
        };
        let id = context.media.and_then(|media| media.schema);
        let Some(schema) = id.and_then(|id| context.response_schemas.with_write_only(id)) else {
            return;
        };
        let mut search = Search {
            root: schema,
            found: Vec::new(),
        };
        search.within(schema, value, "", "", DEPTH);
        let mut told: Vec<ClauseId> = Vec::new();
        for (path, at) in search.found {
            // `writeOnly` constrains no value by itself: what is found stands at another keyword of
            // the member, else at the body.
            let member = format!("{}/", path_of(schema, &path));
            let mut keywords = context.ledger.keywords(&part).map(|(clause, _)| clause);
            let clause = keywords
                .find(|it| it.path.starts_with(&member))
                .map(|it| it.id.clone())
                .or_else(|| context.ledger.promise(Promise::WellFormed, &part));
            let Some(clause) = clause.filter(|it| !told.contains(it)) else {
                continue;
            };
            told.push(clause.clone());
            assessments.violate(ClauseViolation {
                rule: self.id().into(),
                clause,
                also: Vec::new(),
                expected: "absent".to_owned(),
                observed: "answered".into(),
                why: "the document says `writeOnly` of it: it is for requests only".to_owned(),
                detail: Some(format!("a value stands at `{at}`")),
            });
        }
    }
}

/// A search for values of members that are for requests only.
struct Search<'a> {
    root: &'a Value,
    /// Evaluation path of the member's schema, and where its value stands.
    found: Vec<(String, String)>,
}

impl Search<'_> {
    fn within(&mut self, schema: &Value, value: &Value, path: &str, at: &str, depth: usize) {
        if depth == 0 {
            return;
        }
        let target = schema.get("$ref").and_then(Value::as_str);
        if let Some((_, target)) = target.and_then(|to| resolve(self.root, to)) {
            self.within(target, value, &format!("{path}/$ref"), at, depth - 1);
        }
        let branches = schema.get("allOf").and_then(Value::as_array);
        for (index, branch) in branches.into_iter().flatten().enumerate() {
            self.within(
                branch,
                value,
                &format!("{path}/allOf/{index}"),
                at,
                depth - 1,
            );
        }
        match value {
            Value::Object(members) => {
                let properties = schema.get("properties").and_then(Value::as_object);
                for (name, property) in properties.into_iter().flatten() {
                    let Some(member) = members.get(name).filter(|it| !it.is_null()) else {
                        continue;
                    };
                    let path = pointer::join(&format!("{path}/properties"), name);
                    let at = pointer::join(at, name);
                    match is_write_only(self.root, property) {
                        true => self.found.push((path, at)),
                        false => self.within(property, member, &path, &at, depth - 1),
                    }
                }
                let Some(others) = schema.get("additionalProperties") else {
                    return;
                };
                let is_other = |name: &String| properties.is_none_or(|it| !it.contains_key(name));
                for (name, member) in members.iter().filter(|(name, _)| is_other(name)) {
                    let path = format!("{path}/additionalProperties");
                    let at = pointer::join(at, name);
                    match is_write_only(self.root, others) {
                        true => self.found.push((path, at)),
                        false => self.within(others, member, &path, &at, depth - 1),
                    }
                }
            }
            Value::Array(items) => {
                let fixed = schema.get("prefixItems").and_then(Value::as_array);
                for (index, value) in items.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    let own = fixed.and_then(|it| it.get(index));
                    match (own, schema.get("items")) {
                        (Some(item), _) => {
                            let path = format!("{path}/prefixItems/{index}");
                            self.within(item, value, &path, &at, depth - 1);
                        }
                        (None, Some(item)) => {
                            let path = format!("{path}/items");
                            self.within(item, value, &path, &at, depth - 1);
                        }
                        (None, None) => {}
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::found_by::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::WriteOnlyAnswered, fixtures);
    }

    const FIRES: &str = "response.200.body#/$ref/properties/secret/type: absent → answered";

    #[test]
    fn fires_when_what_is_for_requests_is_answered() {
        check([Fixture::valid()
            .body(r#"{"id":"1","secret":"x"}"#)
            .says(FIRES)]);
    }

    #[test]
    fn silent_when_it_is_absent_null_or_of_another_status() {
        let error = r#"{"error":"x","secret":"x"}"#;
        check([
            Fixture::valid().body(r#"{"id":"1"}"#).says_nothing(),
            Fixture::valid()
                .body(r#"{"id":"1","secret":null}"#)
                .says_nothing(),
            Fixture::valid().status(400).body(error).says_nothing(),
            Fixture::valid().body(error).says(FIRES),
        ]);
    }
}
