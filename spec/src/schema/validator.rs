//! Validation, by the `jsonschema` crate.

use serde_json::Value;

use super::engine;
use super::violation::{self, Violation};
use crate::pointer;

/// A schema that the engine cannot use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the schema cannot be used at {pointer:?}: {message}")]
pub struct InvalidSchema {
    /// JSON Pointer into the schema.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

/// How many wrong keywords are left out before a schema is given up as a whole.
const MISTAKES: usize = 64;

/// Takes the keyword at a pointer away, or the one that it stands in: `/type/0` is `type`'s.
fn remove(schema: &mut Value, at: &str) -> bool {
    let mut at = at;
    while let Some((parent, last)) = at.rsplit_once('/') {
        if let Some(Value::Object(members)) = schema.pointer_mut(parent)
            && members.shift_remove(&*pointer::unescape(last)).is_some()
        {
            return true;
        }
        at = parent;
    }
    false
}

/// A compiled schema.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::Validator;
///
/// let schema = json!({ "properties": { "title": { "type": "string", "minLength": 1 } } });
/// let validator = Validator::new(&schema)?;
/// assert!(validator.is_valid(&json!({ "title": "Weekly" })));
///
/// let violations = validator.violations(&json!({ "title": "" }));
/// assert_eq!(violations[0].evaluation_path, "/properties/title/minLength");
/// assert_eq!(violations[0].instance, "/title");
/// # Ok::<(), tally_spec::schema::InvalidSchema>(())
/// ```
#[derive(Debug)]
pub struct Validator {
    source: Value,
    engine: jsonschema::Validator,
}

impl Validator {
    /// Compiles a self-contained schema.
    ///
    /// # Errors
    ///
    /// When the value is no schema of JSON Schema 2020-12, when one of its patterns is no regular
    /// expression, or when a reference leads nowhere.
    pub fn new(schema: &Value) -> Result<Self, InvalidSchema> {
        let engine = engine::options()
            .build(&engine::prepare(schema))
            .map_err(|error| InvalidSchema {
                pointer: error.instance_path().to_string(),
                message: error.to_string(),
            })?;
        Ok(Self {
            source: schema.clone(),
            engine,
        })
    }

    /// Compiles what can be used of a self-contained schema: keywords that the engine refuses (a
    /// pattern that is no regular expression, a reference that leads nowhere, a value of the wrong
    /// kind) are left out and named.
    #[must_use]
    pub fn usable(schema: &Value) -> (Self, Vec<InvalidSchema>) {
        let mut source = schema.clone();
        let mut left_out = Vec::new();
        while left_out.len() < MISTAKES {
            match Self::new(&source) {
                Ok(validator) => return (validator, left_out),
                Err(mistake) => {
                    let removed = remove(&mut source, &mistake.pointer);
                    left_out.push(mistake);
                    if !removed {
                        break;
                    }
                }
            }
        }
        let source = Value::Bool(true);
        (
            Self {
                source: source.clone(),
                engine: engine::anything(),
            },
            left_out,
        )
    }

    /// The schema that it was compiled from.
    pub(super) fn into_source(self) -> Value {
        self.source
    }

    /// Whether the schema accepts the value.
    #[must_use]
    pub fn is_valid(&self, value: &Value) -> bool {
        self.engine.is_valid(value)
    }

    /// Every clause of the schema that the value breaks, at each place where it does; empty for a
    /// valid value.
    #[must_use]
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        violation::collect(&self.source, self.engine.iter_errors(value))
    }

    /// The instance locations at fault, each once: those of missing and of unexpected members are
    /// where they are missing or stand.
    #[must_use]
    pub fn locations(violations: &[Violation]) -> Vec<String> {
        let mut locations: Vec<String> = Vec::new();
        for violation in violations {
            let at: &[String] = match violation.culprits.as_slice() {
                [] => std::slice::from_ref(&violation.instance),
                culprits => culprits,
            };
            for location in at {
                if !locations.contains(location) {
                    locations.push(location.clone());
                }
            }
        }
        locations.sort_by_key(|location| pointer::tokens(location));
        locations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The violations of a value, written `EVALUATION PATH @ INSTANCE`.
    fn check(schema: &Value, value: &Value, expected: &[&str]) {
        let violations = Validator::new(schema).unwrap().violations(value);
        let seen: Vec<String> = violations
            .iter()
            .map(|violation| format!("{} @ {}", violation.evaluation_path, violation.instance))
            .collect();
        assert_eq!(seen, expected, "{schema} on {value}: {violations:#?}");
    }

    #[test]
    fn paths_go_through_references() {
        let schema = json!({
            "properties": { "owner": { "$ref": "#/$defs/Owner" } },
            "$defs": { "Owner": { "type": "object", "required": ["a/b", "c"] } },
        });
        check(
            &schema,
            &json!({ "owner": {} }),
            &[
                "/properties/owner/$ref/required/a~1b @ /owner",
                "/properties/owner/$ref/required/c @ /owner",
            ],
        );
        check(
            &schema,
            &json!({ "owner": 1 }),
            &["/properties/owner/$ref/type @ /owner"],
        );
    }

    #[test]
    fn an_applicator_is_one_violation_with_its_leaves_as_evidence() {
        let schema = json!({ "oneOf": [{ "type": "string", "minLength": 2 }, { "type": "null" }] });
        check(&schema, &json!("a"), &["/oneOf @ "]);
        let violations = Validator::new(&schema).unwrap().violations(&json!("a"));
        let evidence: Vec<_> = violations[0]
            .evidence
            .iter()
            .map(|leaf| leaf.evaluation_path.as_str())
            .collect();
        assert_eq!(evidence, ["/oneOf/0/minLength", "/oneOf/1/type"]);
    }

    #[test]
    fn conditions_are_one_violation_at_the_instance_that_they_apply_to() {
        let schema = json!({
            "properties": { "card": {
                "if": { "properties": { "kind": { "const": "credit" } } },
                "then": { "properties": { "number": { "minLength": 2, "pattern": "^[0-9]+$" } } },
                "else": { "required": ["iban", "bic"] },
            } },
        });
        let credit = json!({ "card": { "kind": "credit", "number": "x" } });
        check(&schema, &credit, &["/properties/card/then @ /card"]);
        check(
            &schema,
            &json!({ "card": { "kind": "x" } }),
            &["/properties/card/else @ /card"],
        );
    }

    #[test]
    fn families_of_keywords_are_reported_under_one_name() {
        let schema = json!({ "contains": { "const": 1 }, "minContains": 2, "maxContains": 3 });
        check(&schema, &json!([1]), &["/contains @ "]);
        check(&schema, &json!([1, 1, 1, 1]), &["/contains @ "]);
        let schema = json!({ "contains": { "const": 1 } });
        check(&schema, &json!([]), &["/contains @ "]);
        let schema = json!({ "propertyNames": { "maxLength": 2, "pattern": "^a" } });
        check(
            &schema,
            &json!({ "bbb": 1, "a": 2 }),
            &["/propertyNames @ "],
        );
        check(
            &json!({ "propertyNames": false }),
            &json!({ "b": 1 }),
            &["/propertyNames @ "],
        );
        let schema = json!({ "dependentSchemas": { "a": { "required": ["b", "c"] } } });
        check(&schema, &json!({ "a": 1 }), &["/dependentSchemas/a @ "]);
    }

    #[test]
    fn demands_of_members_name_the_member() {
        let schema = json!({ "dependentRequired": { "a": ["b"] } });
        check(&schema, &json!({ "a": 1 }), &["/dependentRequired/a/b @ "]);
        let schema = json!({ "properties": { "a": false }, "additionalProperties": false });
        check(
            &schema,
            &json!({ "a": 1, "b": 1 }),
            &["/properties/a @ /a", "/additionalProperties @ "],
        );
        let schema = json!({ "unevaluatedProperties": { "type": "string" } });
        check(
            &schema,
            &json!({ "a": 1, "b": 1 }),
            &["/unevaluatedProperties @ "],
        );
        let schema = json!({ "prefixItems": [true], "unevaluatedItems": false });
        check(&schema, &json!([1, 2]), &["/unevaluatedItems @ "]);
        let schema = json!({ "prefixItems": [true], "items": false });
        check(&schema, &json!([1, 2, 3]), &["/items @ /1", "/items @ /2"]);
    }

    #[test]
    fn culprits_are_members_and_not_their_object() {
        let schema = json!({ "required": ["a"], "additionalProperties": false, "properties": { "a": true } });
        let violations = Validator::new(&schema)
            .unwrap()
            .violations(&json!({ "b": 1 }));
        assert_eq!(Validator::locations(&violations), ["/a", "/b"]);
    }

    #[test]
    fn numeric_formats_are_clauses_named_format() {
        let schema = json!({ "items": { "$ref": "#/$defs/Id" }, "$defs": { "Id": {
            "type": "integer", "format": "int32", "minimum": 0, "allOf": [{ "maximum": 9e9 }],
        } } });
        check(
            &schema,
            &json!([2_147_483_648_i64]),
            &["/items/$ref/format @ /0"],
        );
        check(&schema, &json!([-1]), &["/items/$ref/minimum @ /0"]);
    }

    #[test]
    fn formats_are_asserted() {
        let formats = [
            (
                "uuid",
                "AADE2BCE-55c7-468e-a606-c4e76fb2ea2a",
                "aade2bce55c7468ea606c4e76fb2ea2a",
            ),
            (
                "date-time",
                "2026-01-31T23:59:60.5+00:00",
                "2026-01-31 10:00:00Z",
            ),
            ("date", "2024-02-29", "2023-02-29"),
            ("email", "a@b.example", "a"),
            ("uri", "https://a.example/", "//a.example"),
            ("ipv4", "127.0.0.1", "127.0.0.256"),
            ("byte", "aGk=", "a!"),
        ];
        for (format, good, bad) in formats {
            let schema = json!({ "format": format });
            check(&schema, &json!(bad), &["/format @ "]);
            if format != "date-time" {
                check(&schema, &json!(good), &[]);
            }
        }
    }

    #[test]
    fn patterns_are_those_of_ecma_262() {
        check(
            &json!({ "pattern": "^\\d$" }),
            &json!("٣"),
            &["/pattern @ "],
        );
        check(&json!({ "pattern": "^(?!a).$" }), &json!("b"), &[]);
    }

    #[test]
    fn a_schema_that_is_none_is_refused_with_its_place() {
        let error =
            Validator::new(&json!({ "properties": { "a": { "type": "any" } } })).unwrap_err();
        assert_eq!(error.pointer, "/properties/a/type");
        let (validator, left_out) = Validator::usable(&json!({
            "properties": { "a": { "type": "any", "minLength": 1 }, "b": { "pattern": "(" } },
        }));
        assert_eq!(left_out.len(), 2);
        assert!(validator.is_valid(&json!({ "a": 1, "b": "" })));
        assert!(!validator.is_valid(&json!({ "a": "" })));
        let error = Validator::new(&json!({ "$ref": "https://example.com/a.json" })).unwrap_err();
        assert!(error.message.contains("example.com"), "{error}");
    }

    #[test]
    fn a_long_list_of_wrong_items_is_cut_off_and_so_is_a_long_message() {
        let validator = Validator::new(&json!({ "items": { "type": "integer" } })).unwrap();
        let wrong = Value::Array(vec![json!("x"); 60_000]);
        assert_eq!(validator.violations(&wrong).len(), 10_000);
        let violations = validator.violations(&json!(["x".repeat(100_000)]));
        assert!(violations[0].message.chars().count() < 1_100);
    }
}
