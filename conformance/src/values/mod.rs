//! Values of a schema: our own enumerator.
//!
//! A [`ValueSpec`] says what a value must satisfy and what it must not. The schemas are split into
//! disjuncts (alternatives chosen, negations resolved, the keywords of each type merged), and each
//! disjunct makes values type by type: boundaries, formats, strings that match patterns, multiples,
//! arrays and objects of such values. Deterministic, bounded by a budget and not by a clock.
//!
//! What belongs here: making values. What never does: which values a plan wants, and proving them,
//! which is the validator's work.

mod array;
mod breaking;
mod disjunct;
mod draw;
mod enumerator;
mod honouring;
mod number;
mod object;
mod pattern;
mod string;
mod value_spec;

pub use draw::Shape;
pub use enumerator::Enumerator;
pub use value_spec::{Broken, PathStep, ValueSpec};

use serde_json::Value;

/// The part of a value that steps lead to.
#[must_use]
pub fn get<'v>(value: &'v Value, steps: &[PathStep]) -> Option<&'v Value> {
    steps.iter().try_fold(value, |value, step| match step {
        PathStep::Member(name) => value.as_object()?.get(name),
        PathStep::Item(index) => value.as_array()?.get(*index),
    })
}

/// As [`get`], to be changed.
pub fn get_mut<'v>(value: &'v mut Value, steps: &[PathStep]) -> Option<&'v mut Value> {
    steps.iter().try_fold(value, |value, step| match step {
        PathStep::Member(name) => value.as_object_mut()?.get_mut(name),
        PathStep::Item(index) => value.as_array_mut()?.get_mut(*index),
    })
}

/// JSON Pointer of steps.
#[must_use]
pub fn pointer(steps: &[PathStep]) -> String {
    steps
        .iter()
        .map(|step| match step {
            PathStep::Member(name) => tally_spec::schema::pointer::join("", name),
            PathStep::Item(index) => format!("/{index}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tally_spec::schema::Validator;

    /// Values are found, and each is valid.
    fn check(schema: &Value) -> Vec<Value> {
        let validator = Validator::new(schema).unwrap();
        let values = Enumerator::new(schema).make(&ValueSpec::of(schema), 6);
        assert!(!values.is_empty(), "no value for {schema}");
        for value in &values {
            assert!(validator.is_valid(value), "{value} is no value of {schema}");
        }
        values
    }

    #[test]
    fn every_type_has_values() {
        assert_eq!(check(&json!({ "type": "string" }))[0], "text");
        assert_eq!(
            check(&json!({ "type": "integer", "minimum": 4, "maximum": 4 })),
            [json!(4)]
        );
        assert_eq!(check(&json!({ "type": "null" })), [json!(null)]);
        check(&json!({ "type": "array", "items": { "type": "boolean" }, "uniqueItems": true }));
        check(&json!({}));
    }

    #[test]
    fn objects_have_what_they_must_have() {
        check(&json!({
            "type": "object",
            "required": ["b", "kind"],
            "properties": {
                "a": { "type": "integer" },
                "b": { "type": "string", "format": "uuid" },
                "kind": { "const": "x" },
            },
            "dependentRequired": { "b": ["a"] },
            "minProperties": 4,
            "propertyNames": { "pattern": "^[a-z]{1,5}$" },
            "additionalProperties": { "type": "array", "minItems": 2 },
        }));
        check(&json!({
            "patternProperties": { "^x-": { "type": "integer" } },
            "additionalProperties": false, "minProperties": 2, "type": "object",
        }));
    }

    #[test]
    fn alternatives_and_conditions_are_met() {
        check(&json!({
            "oneOf": [
                { "required": ["a"], "properties": { "a": { "const": 1 } } },
                { "required": ["b"], "properties": { "b": { "const": 2 } } },
            ],
            "type": "object",
        }));
        check(&json!({
            "type": "object", "required": ["kind"],
            "properties": { "kind": { "enum": ["card", "iban"] } },
            "if": { "properties": { "kind": { "const": "card" } } },
            "then": { "required": ["number"] }, "else": { "required": ["iban"] },
        }));
        check(&json!({ "not": { "type": ["string", "null", "boolean"] }, "minimum": 3 }));
        check(
            &json!({ "allOf": [{ "minLength": 3 }, { "not": { "const": "text" } }], "type": "string" }),
        );
        check(
            &json!({ "contains": { "const": 5 }, "minContains": 2, "type": "array", "maxItems": 2 }),
        );
    }

    #[test]
    fn recursion_ends() {
        let schema = json!({ "$ref": "#/$defs/Node", "$defs": { "Node": {
            "type": "object", "required": ["next"],
            "properties": { "next": { "anyOf": [{ "$ref": "#/$defs/Node" }, { "type": "null" }] } },
        } } });
        check(&schema);
        let endless = json!({ "$ref": "#/$defs/Node", "$defs": { "Node": {
            "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/$defs/Node" } },
        } } });
        assert!(
            Enumerator::new(&endless)
                .make(&ValueSpec::of(&endless), 1)
                .is_empty()
        );
    }

    #[test]
    fn parts_that_are_wanted_are_there() {
        let schema = json!({
            "type": "object",
            "properties": { "list": { "type": "array", "items": {
                "type": "object", "properties": { "name": { "type": "string" } },
            } } },
        });
        let part = [
            PathStep::Member("list".into()),
            PathStep::Item(1),
            PathStep::Member("name".into()),
        ];
        let values = Enumerator::new(&schema).make(&ValueSpec::of(&schema).with(&part), 1);
        assert!(get(&values[0], &part).is_some(), "{values:?}");
        assert_eq!(pointer(&part), "/list/1/name");
    }
}
