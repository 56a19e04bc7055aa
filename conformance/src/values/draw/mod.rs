//! Shapes: how values of a schema are drawn at random.
//!
//! A shape is made once of the worlds of a schema and owns all that it needs; a value is drawn from
//! it as often as one likes. As everything that is made here, a drawn value is a guess until the
//! validator proves it: what is intricate (patterns, `contains`, names that are constrained) is
//! drawn from the values that the enumerator makes.

mod build;
mod object;
mod text;

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use serde_json::{Number, Value};

pub(super) use object::{DrawnMember, Objects};
pub(super) use text::Texts;

/// Longer arrays than this are not drawn, unless the schema demands them.
const LONGEST_ARRAY: usize = 12;

/// How values of one place are drawn.
#[derive(Clone, Debug)]
pub struct Shape(Kind);

/// What is drawn.
#[derive(Clone, Debug)]
enum Kind {
    /// One of these.
    Listed(Vec<Value>),
    /// A boolean.
    Boolean,
    /// A string.
    Text(Texts),
    /// A random UUID.
    Uuid,
    /// An integer between these, both included.
    Integer { least: i64, most: i64 },
    /// A number with at most two decimal places between these.
    Fraction { least: f64, most: f64 },
    /// An array of as many items.
    Array {
        least: usize,
        most: usize,
        item: Box<Shape>,
    },
    /// An object.
    Object(Objects),
    /// One of these, each as likely.
    Either(Vec<Shape>),
}

impl Shape {
    /// Draws a value.
    #[must_use]
    pub fn draw(&self, rng: &mut TestRng) -> Value {
        match &self.0 {
            Kind::Listed(values) => pick(values, rng).cloned().unwrap_or(Value::Null),
            Kind::Boolean => Value::Bool(rng.random_bool(0.5)),
            Kind::Text(texts) => Value::String(texts.draw(rng)),
            Kind::Uuid => {
                let bytes = rng.random::<[u8; 16]>();
                let uuid = uuid::Builder::from_random_bytes(bytes).into_uuid();
                Value::String(uuid.to_string())
            }
            Kind::Integer { least, most } => integer(*least, *most, rng).into(),
            Kind::Fraction { least, most } => fraction(*least, *most, rng),
            Kind::Array { least, most, item } => {
                let most = (*most).min(least.saturating_add(LONGEST_ARRAY));
                // Mostly short ones: the smaller of two draws.
                let length = rng
                    .random_range(*least..=most)
                    .min(rng.random_range(*least..=most));
                (0..length).map(|_| item.draw(rng)).collect()
            }
            Kind::Object(objects) => objects.draw(rng),
            Kind::Either(shapes) => match pick(shapes, rng) {
                Some(shape) => shape.draw(rng),
                None => Value::Null,
            },
        }
    }
}

/// One of some.
fn pick<'t, T>(all: &'t [T], rng: &mut TestRng) -> Option<&'t T> {
    match all.len() {
        0 => None,
        count => all.get(rng.random_range(0..count)),
    }
}

/// An integer: mostly near zero, where it may be, or near a bound.
fn integer(least: i64, most: i64, rng: &mut TestRng) -> i64 {
    let spans: [i64; 4] = [10, 1_000, 1_000_000, i64::MAX];
    let span = spans[rng.random_range(0..spans.len())];
    let center = 0_i64.clamp(least, most);
    let from = center.saturating_sub(span).max(least);
    let to = center.saturating_add(span).min(most);
    rng.random_range(from..=to)
}

/// A number with at most two decimal places.
fn fraction(least: f64, most: f64, rng: &mut TestRng) -> Value {
    let span = [1.0, 100.0, 1e6][rng.random_range(0..3)];
    let center = 0.0_f64.clamp(least, most);
    let (from, to) = ((center - span).max(least), (center + span).min(most));
    let drawn = from + (to - from) * rng.random_range(0.0..=1.0);
    let short = (drawn * 100.0).round() / 100.0;
    let number = if (least..=most).contains(&short) {
        short
    } else {
        drawn
    };
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tally_spec::schema::Validator;

    use super::*;
    use crate::values::{Goal, Maker};

    /// Values are drawn, most of them are valid, and they are not all the same.
    fn check(schema: &Value) -> Vec<Value> {
        let validator = Validator::new(schema).unwrap();
        let shape = Maker::new(schema).shape(&Goal::of(schema)).unwrap();
        let mut runner = crate::fuzz::runner(7, "test", "values", 0);
        let drawn: Vec<Value> = (0..200).map(|_| shape.draw(runner.rng())).collect();
        let valid: Vec<Value> = drawn
            .into_iter()
            .filter(|value| validator.is_valid(value))
            .collect();
        assert!(valid.len() > 100, "{} of 200 for {schema}", valid.len());
        valid
    }

    #[test]
    fn every_type_is_drawn() {
        check(&json!({ "type": ["string", "null", "boolean"] }));
        check(&json!({ "type": "integer", "minimum": -3, "exclusiveMaximum": 7 }));
        check(&json!({ "type": "number", "minimum": 0, "maximum": 1 }));
        check(&json!({ "type": "number", "multipleOf": 0.25 }));
        check(&json!({ "type": "string", "minLength": 3, "maxLength": 9 }));
        check(&json!({ "type": "string", "format": "uuid" }));
        check(&json!({ "type": "string", "pattern": "^[a-z]{2,4}-[0-9]+$" }));
        check(&json!({ "type": "array", "items": { "type": "integer" }, "minItems": 2 }));
        check(&json!({ "enum": [1, "two", null] }));
        check(&json!({}));
    }

    #[test]
    fn optional_members_come_and_go() {
        let drawn = check(&json!({
            "type": "object", "required": ["id"],
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "title": { "type": "string", "minLength": 1 },
                "nested": { "type": "object", "properties": { "deep": { "type": "boolean" } } },
            },
            "dependentRequired": { "nested": ["title"] },
        }));
        let sizes = |count: usize| {
            let mut sizes = drawn.iter().filter_map(Value::as_object);
            sizes.any(|members| members.len() == count)
        };
        assert!(sizes(1) && sizes(2) && sizes(3));
    }

    #[test]
    fn alternatives_and_maps_are_drawn() {
        let drawn = check(&json!({ "oneOf": [
            { "type": "object", "required": ["a"], "properties": { "a": { "const": 1 } } },
            { "type": "string" },
        ] }));
        assert!(drawn.iter().any(Value::is_object) && drawn.iter().any(Value::is_string));
        let maps = check(&json!({
            "type": "object", "additionalProperties": { "type": "integer" },
        }));
        assert!(maps.iter().any(|map| !map.as_object().unwrap().is_empty()));
    }

    #[test]
    fn recursion_ends() {
        check(&json!({ "$ref": "#/$defs/Node", "$defs": { "Node": {
            "type": "object", "required": ["next"], "properties": {
                "next": { "anyOf": [{ "$ref": "#/$defs/Node" }, { "type": "null" }] },
                "also": { "$ref": "#/$defs/Node" },
            },
        } } }));
    }
}
