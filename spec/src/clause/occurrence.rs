//! Where the keywords of a schema occur, by evaluation path.

use std::collections::VecDeque;

use serde_json::Value;

use crate::schema::keyword::{self, Applies, Shape};
use crate::schema::{is_bound_of_format, is_known_format, pointer, resolve};

/// One keyword at one evaluation path: what becomes one clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Evaluation path, as [`crate::clause::Clause::path`].
    pub path: String,
    /// The keyword; `false` for a `false` schema.
    pub keyword: String,
    /// The instance locations that it constrains, as [`crate::clause::Clause::instance`].
    pub instance: String,
    /// JSON Pointer of the schema object that holds the keyword, references resolved; of the schema
    /// itself for a `false` schema.
    pub location: String,
}

/// The keywords of a schema that promise something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrences {
    /// Those found, the shallow ones first.
    pub found: Vec<Occurrence>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// A schema object still to be looked at.
struct Visit {
    path: String,
    instance: String,
    location: String,
    /// The references on the way here: they are not entered again.
    entered: Vec<String>,
}

/// The keywords of a self-contained schema that promise something, at most `limit` of them, the
/// shallow ones first. References are followed, until they come back to where they were.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::clause::occurrences;
///
/// let schema = json!({ "required": ["id"], "properties": { "id": { "minLength": 1 } } });
/// let paths: Vec<_> = occurrences(&schema, 100).found.into_iter().map(|found| found.path).collect();
/// assert_eq!(paths, ["/required/id", "/properties/id/minLength"]);
/// ```
#[must_use]
pub fn occurrences(schema: &Value, limit: usize) -> Occurrences {
    let mut occurrences = Occurrences::default();
    let root = Visit {
        path: String::new(),
        instance: String::new(),
        location: String::new(),
        entered: vec![String::new()],
    };
    let mut queue = VecDeque::from([root]);
    while let Some(visit) = queue.pop_front() {
        if occurrences.found.len() >= limit {
            occurrences.more = true;
            return occurrences;
        }
        match schema.pointer(&visit.location) {
            Some(Value::Bool(false)) => occurrences.found.push(Occurrence {
                path: visit.path,
                keyword: "false".to_owned(),
                instance: visit.instance,
                location: visit.location,
            }),
            Some(Value::Object(members)) => {
                for (keyword, value) in members {
                    assertions(&visit, keyword, value, members, &mut occurrences.found);
                    children(schema, &visit, keyword, value, &mut queue);
                }
            }
            _ => {}
        }
    }
    occurrences
}

/// What one keyword promises by itself.
fn assertions(
    visit: &Visit,
    keyword: &str,
    value: &Value,
    members: &serde_json::Map<String, Value>,
    found: &mut Vec<Occurrence>,
) {
    let mut push = |suffix: String| {
        found.push(Occurrence {
            path: format!("{}{suffix}", visit.path),
            keyword: keyword.to_owned(),
            instance: visit.instance.clone(),
            location: visit.location.clone(),
        });
    };
    let own = format!("/{}", pointer::escape(keyword));
    match (keyword, value) {
        ("required", Value::Array(names)) => {
            for name in names.iter().filter_map(Value::as_str) {
                push(pointer::join(&own, name));
            }
        }
        ("dependentRequired", Value::Object(demands)) => {
            for (trigger, names) in demands {
                for name in names
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                {
                    push(pointer::join(&pointer::join(&own, trigger), name));
                }
            }
        }
        ("dependentSchemas", Value::Object(schemas)) => {
            for trigger in schemas.keys() {
                push(pointer::join(&own, trigger));
            }
        }
        ("then" | "else", _) if members.contains_key("if") && !accepts_all(value) => push(own),
        _ if is_bound_of_format(members, keyword) => {}
        _ if promises(keyword, value) => push(own),
        _ => {}
    }
}

/// Whether a keyword with this value can be broken at all.
fn promises(keyword: &str, value: &Value) -> bool {
    match keyword {
        "enum" | "const" | "multipleOf" | "maximum" | "exclusiveMaximum" | "minimum"
        | "exclusiveMinimum" | "maxLength" | "pattern" | "maxItems" | "maxProperties" => true,
        "type" => true,
        "minLength" | "minItems" | "minProperties" => value.as_f64() != Some(0.0),
        "format" => value.as_str().is_some_and(is_known_format),
        "uniqueItems" => value == &Value::Bool(true),
        "additionalProperties" => value == &Value::Bool(false),
        "unevaluatedItems" | "unevaluatedProperties" | "propertyNames" => !accepts_all(value),
        "contains" => true,
        "not" => value != &Value::Bool(false),
        "anyOf" | "oneOf" => value
            .as_array()
            .is_some_and(|branches| !branches.is_empty()),
        _ => false,
    }
}

fn accepts_all(schema: &Value) -> bool {
    schema == &Value::Bool(true) || schema.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The schemas that a keyword applies, unless it owns them.
fn children(
    root: &Value,
    visit: &Visit,
    keyword: &str,
    value: &Value,
    queue: &mut VecDeque<Visit>,
) {
    if keyword::owns(keyword).is_some() || keyword::applies(keyword) == Applies::Nowhere {
        return;
    }
    let mut push = |tokens: &[&str], step: &str| {
        let suffix = pointer::of(tokens);
        queue.push_back(Visit {
            path: format!("{}{suffix}", visit.path),
            instance: format!("{}{step}", visit.instance),
            location: format!("{}{suffix}", visit.location),
            entered: visit.entered.clone(),
        });
    };
    match (keyword::shape(keyword), value) {
        (Shape::Data, Value::String(reference)) if keyword == "$ref" => {
            if let Some((target, _)) = resolve(root, reference)
                && !visit.entered.contains(&target)
            {
                let mut entered = visit.entered.clone();
                entered.push(target.clone());
                queue.push_back(Visit {
                    path: format!("{}/$ref", visit.path),
                    instance: visit.instance.clone(),
                    location: target,
                    entered,
                });
            }
        }
        // `additionalProperties: false` is a clause of its object, not of the member.
        (Shape::Schema, Value::Bool(false)) if keyword == "additionalProperties" => {}
        (Shape::Schema, _) => {
            let step = if keyword == "items" { "/*" } else { "/{}" };
            push(&[keyword], step);
        }
        (Shape::Map, Value::Object(schemas)) => {
            for name in schemas.keys() {
                let step = match keyword {
                    "properties" => pointer::join("", name),
                    _ => "/{}".to_owned(),
                };
                push(&[keyword, name], &step);
            }
        }
        (Shape::Array, Value::Array(schemas)) => {
            for index in 0..schemas.len() {
                let index = index.to_string();
                let step = match keyword {
                    "prefixItems" => format!("/{index}"),
                    _ => String::new(),
                };
                push(&[keyword, &index], &step);
            }
        }
        _ => {}
    }
}

/// The path of the clause that an evaluation path belongs to: the same, with every way round a
/// recursive reference left out.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::clause::path_of;
///
/// let schema = json!({ "$ref": "#/$defs/Node", "$defs": { "Node": {
///     "properties": { "name": { "minLength": 1 }, "next": { "$ref": "#/$defs/Node" } },
/// } } });
/// let deep = "/$ref/properties/next/$ref/properties/next/$ref/properties/name/minLength";
/// assert_eq!(path_of(&schema, deep), "/$ref/properties/name/minLength");
/// ```
#[must_use]
pub fn path_of(schema: &Value, evaluation_path: &str) -> String {
    let tokens = pointer::tokens(evaluation_path);
    // What was entered, and how much of the path led there.
    let mut entered = vec![(String::new(), 0)];
    let mut path: Vec<&str> = Vec::new();
    let mut location = String::new();
    let mut at = 0;
    while at < tokens.len() {
        let keyword = tokens[at].as_str();
        let length = match keyword::shape(keyword) {
            Shape::Map | Shape::Array => 2,
            Shape::Schema => 1,
            Shape::Data if keyword == "$ref" => 1,
            Shape::Data => tokens.len() - at,
        };
        let end = (at + length).min(tokens.len());
        path.extend(tokens[at..end].iter().map(String::as_str));
        let reference = schema
            .pointer(&pointer::join(&location, keyword))
            .and_then(Value::as_str);
        match reference
            .filter(|_| keyword == "$ref")
            .and_then(|to| resolve(schema, to))
        {
            Some((target, _)) => {
                if let Some(known) = entered.iter().position(|(entered, _)| entered == &target) {
                    path.truncate(entered[known].1);
                    entered.truncate(known + 1);
                } else {
                    entered.push((target.clone(), path.len()));
                }
                location = target;
            }
            None => location.push_str(&pointer::of(&tokens[at..end])),
        }
        at = end;
    }
    pointer::of(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The clauses of a schema, written `PATH @ INSTANCE`.
    fn check(schema: &Value, expected: &[&str]) {
        let seen: Vec<String> = occurrences(schema, 100)
            .found
            .into_iter()
            .map(|found| format!("{} @ {}", found.path, found.instance))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn the_same_schema_used_twice_gives_two_clauses() {
        check(
            &json!({
                "properties": { "bill": { "$ref": "#/$defs/A" }, "ship": { "$ref": "#/$defs/A" } },
                "$defs": { "A": { "type": "object" } },
            }),
            &[
                "/properties/bill/$ref/type @ /bill",
                "/properties/ship/$ref/type @ /ship",
            ],
        );
    }

    #[test]
    fn items_and_members_without_a_name_are_written_as_such() {
        check(
            &json!({
                "prefixItems": [{ "const": 1 }],
                "items": { "type": "string" },
                "additionalProperties": { "minimum": 1 },
                "patternProperties": { "^a/": { "maximum": 1 } },
            }),
            &[
                "/prefixItems/0/const @ /0",
                "/items/type @ /*",
                "/additionalProperties/minimum @ /{}",
                "/patternProperties/^a~1/maximum @ /{}",
            ],
        );
    }

    #[test]
    fn recursion_is_cut_where_it_comes_back() {
        check(
            &json!({ "type": "object", "properties": { "next": { "$ref": "#" }, "a": { "const": 1 } } }),
            &["/type @ ", "/properties/a/const @ /a"],
        );
    }

    #[test]
    fn what_stands_inside_an_applicator_belongs_to_it() {
        check(
            &json!({
                "oneOf": [{ "type": "string" }],
                "not": { "const": 1 },
                "if": { "minimum": 1 },
                "then": { "maximum": 2 },
                "else": {},
                "contains": { "const": 1 },
                "allOf": [{ "enum": [1] }],
            }),
            &[
                "/oneOf @ ",
                "/not @ ",
                "/then @ ",
                "/contains @ ",
                "/allOf/0/enum @ ",
            ],
        );
    }

    #[test]
    fn what_promises_nothing_is_no_clause() {
        check(
            &json!({
                "minLength": 0, "uniqueItems": false, "additionalProperties": true,
                "format": "of-my-own", "description": "x", "required": [], "properties": {},
                "then": { "const": 1 }, "unevaluatedProperties": {},
            }),
            &[],
        );
    }

    #[test]
    fn a_bound_that_the_format_sets_is_the_format() {
        check(
            &json!({ "format": "int32", "minimum": -2_147_483_648, "maximum": 9 }),
            &["/format @ ", "/maximum @ "],
        );
    }

    #[test]
    fn no_more_are_listed_than_asked_for() {
        let schema = json!({ "items": { "items": { "const": 1 } }, "minItems": 1 });
        let occurrences = occurrences(&schema, 1);
        assert!(occurrences.more);
        assert_eq!(occurrences.found.len(), 1);
    }
}
