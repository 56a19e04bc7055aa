//! The answer shows a member that is for requests only.
//!
//! Fires when the body of an answer has a value at a member whose schema says `writeOnly: true`: a
//! password, a token.
//!
//! Silent when the member is absent or null; within `oneOf`, `anyOf`, `not` and `if`, of which it is
//! not known whether they apply; on bodies of another status or media type.
//!
//! OpenAPI 3.0, Schema Object, `writeOnly`: the property may be sent as part of a request but should
//! not be sent as part of the response; JSON Schema Validation 2020-12 §9.4.

use serde_json::Value;
use tally_spec::clause::{ClauseId, path_of};
use tally_spec::promise::Promise;
use tally_spec::schema::{Follow, SchemaNode, matches, pointer};

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
        let mut found = Vec::new();
        search(&SchemaNode::of(schema), value, "", DEPTH, &mut found);
        let mut reported: Vec<ClauseId> = Vec::new();
        for (path, at) in found {
            // `writeOnly` constrains no value by itself: what is found stands at another keyword of
            // the member, else at the body.
            let member = format!("{}/", path_of(schema, &path));
            let mut keywords = context.ledger.keywords(&part).map(|(clause, _)| clause);
            let clause = keywords
                .find(|it| it.path.starts_with(&member))
                .map(|it| it.id.clone())
                .or_else(|| context.ledger.promise(Promise::WellFormed, &part));
            let Some(clause) = clause.filter(|it| !reported.contains(it)) else {
                continue;
            };
            reported.push(clause.clone());
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

/// Finds values of members that are for requests only: the evaluation path of the member's schema,
/// and where its value stands.
fn search(
    schema: &SchemaNode<'_>,
    value: &Value,
    at: &str,
    depth: usize,
    found: &mut Vec<(String, String)>,
) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    for schema in SchemaNode::in_place(vec![schema.clone()], Follow::Certain) {
        match value {
            Value::Object(members) => {
                // What is null is as good as absent.
                for (name, member) in members.iter().filter(|(_, it)| !it.is_null()) {
                    let at = pointer::join(at, name);
                    for described in schema.to_member(name, &matches).0 {
                        match described.is_write_only() {
                            true => found.push((described.path.to_string(), at.clone())),
                            false => search(&described, member, &at, depth, found),
                        }
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(described) = schema.to_item(index) {
                        search(&described, item, &format!("{at}/{index}"), depth, found);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
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
