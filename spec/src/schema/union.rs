//! Unions that contradict themselves: a branch of `oneOf` that another branch covers can never be
//! the only match.

use serde_json::{Map, Value};

use super::keyword::{self, Shape};
use super::{Answer, Set, pointer};

/// The schema with every `oneOf` judged as what it can mean: a branch that another branch covers is
/// replaced by `false`, so that what it describes matches once, by the branch that covers it.
/// Branches that overlap only partly, and those of which nothing is known, stay as they are. Every
/// pointer stays true.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::without_covered_branches;
///
/// let schema = json!({ "oneOf": [{ "type": "object", "required": ["a"] }, { "type": "object" }] });
/// let judged = without_covered_branches(&schema);
/// assert_eq!(judged, json!({ "oneOf": [false, { "type": "object" }] }));
/// ```
#[must_use]
pub fn without_covered_branches(schema: &Value) -> Value {
    rewrite(schema, schema, "")
}

fn rewrite(root: &Value, schema: &Value, at: &str) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let mut rewritten = Map::new();
    for (name, value) in members {
        let here = pointer::join(at, name);
        let value = match (keyword::shape(name), value) {
            (Shape::Schema, value) => rewrite(root, value, &here),
            (Shape::Map, Value::Object(map)) => {
                let inner = |(name, schema): (&String, &Value)| {
                    (
                        name.clone(),
                        rewrite(root, schema, &pointer::join(&here, name)),
                    )
                };
                Value::Object(map.iter().map(inner).collect())
            }
            (Shape::Array, Value::Array(schemas)) => {
                let covered = match name.as_str() {
                    "oneOf" => covered(root, &here, schemas.len()),
                    _ => vec![false; schemas.len()],
                };
                let inner = schemas.iter().zip(covered).enumerate();
                let inner = inner.map(|(index, (schema, covered))| match covered {
                    true => Value::Bool(false),
                    false => rewrite(root, schema, &format!("{here}/{index}")),
                });
                inner.collect()
            }
            (_, value) => value.clone(),
        };
        rewritten.insert(name.clone(), value);
    }
    Value::Object(rewritten)
}

/// Which of the branches at a pointer another branch covers that is not itself covered by one
/// before it.
fn covered(root: &Value, at: &str, branches: usize) -> Vec<bool> {
    let sets: Vec<Set> = (0..branches)
        .map(|index| Set::at(root, &format!("{at}/{index}")))
        .collect();
    let mut covered = vec![false; branches];
    for branch in 0..branches {
        covered[branch] = (0..branches).any(|other| {
            other != branch
                && !covered[other]
                && sets[other].covers(&sets[branch]) == Answer::Yes
                && sets[branch].satisfiable() != Answer::No
        });
    }
    covered
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::Validator;

    fn check(branches: Value, value: Value, expected: bool) {
        let schema = json!({ "properties": { "a": { "oneOf": branches } } });
        let judged = without_covered_branches(&schema);
        let valid = Validator::new(&judged)
            .unwrap()
            .is_valid(&json!({ "a": value }));
        assert_eq!(valid, expected, "{judged} on {value}");
    }

    #[test]
    fn what_a_covered_branch_describes_matches_once() {
        let branches = json!([{ "type": "object", "required": ["x"] }, { "type": "object" }]);
        check(branches.clone(), json!({ "x": 1 }), true);
        check(branches.clone(), json!({}), true);
        check(branches, json!(1), false);
    }

    #[test]
    fn of_two_equal_branches_one_stays() {
        let branches = json!([{ "type": "string" }, { "type": "string" }]);
        check(branches.clone(), json!("a"), true);
        check(branches, json!(1), false);
    }

    #[test]
    fn branches_that_overlap_partly_mean_what_they_say() {
        let branches =
            json!([{ "type": "integer", "minimum": 0 }, { "type": "integer", "maximum": 9 }]);
        check(branches.clone(), json!(5), false);
        check(branches, json!(10), true);
    }

    #[test]
    fn branches_are_compared_through_references() {
        let schema = json!({
            "oneOf": [{ "$ref": "#/$defs/A" }, { "type": "object" }],
            "$defs": { "A": { "type": "object", "required": ["x"] } }
        });
        let judged = without_covered_branches(&schema);
        assert_eq!(judged["oneOf"][0], json!(false));
        assert_eq!(judged["$defs"], schema["$defs"]);
    }
}
