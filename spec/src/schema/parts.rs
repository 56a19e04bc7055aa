//! Validation by any part of a schema, compiled once for all parts.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::engine;
use super::node::SchemaNode;
use super::validator::Validator;

/// The schemas at every place of one self-contained schema, compiled together.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::Parts;
///
/// let schema = json!({ "oneOf": [{ "type": "string" }, { "$ref": "#/$defs/Id" }],
///     "$defs": { "Id": { "minimum": 1 } } });
/// let parts = Parts::of(&schema);
/// assert_eq!(parts.is_valid("/oneOf/1", &json!(0)), Some(false));
/// assert_eq!(parts.is_valid("/$defs/Id", &json!(2)), Some(true));
/// assert_eq!(parts.is_valid("/oneOf/2", &json!(2)), None);
/// ```
#[derive(Debug)]
pub struct Parts {
    validator: Validator,
    /// The member under which each place is found.
    members: HashMap<String, String>,
}

impl Parts {
    /// Compiles the schemas at every place of a self-contained schema; keywords that the engine
    /// cannot use are left out, as [`Validator::usable`] does.
    #[must_use]
    pub fn of(root: &Value) -> Self {
        let usable = Validator::usable(root).0.into_source();
        let mut places = Vec::new();
        collect(&SchemaNode::of(&usable), &mut places);
        let (whole, id) = engine::named(usable);
        // One object with a member for each place: references share what they lead to.
        let mut members = HashMap::new();
        let mut properties = Map::new();
        for (number, place) in places.into_iter().enumerate() {
            let reference = json!({ "$ref": format!("{id}#{}", engine::fragment(&place)) });
            properties.insert(number.to_string(), reference);
            members.insert(place, number.to_string());
        }
        let all = json!({ "properties": properties, "$defs": { "whole": whole } });
        Self {
            validator: Validator::usable(&all).0,
            members,
        }
    }

    /// Whether the schema at a place accepts the value; none when no schema stands there.
    #[must_use]
    pub fn is_valid(&self, at: &str, value: &Value) -> Option<bool> {
        let member = self.members.get(at)?;
        let instance = Map::from_iter([(member.clone(), value.clone())]);
        Some(self.validator.is_valid(&Value::Object(instance)))
    }
}

/// The place of every schema in a schema.
fn collect(schema: &SchemaNode<'_>, into: &mut Vec<String>) {
    for step in schema.subschemas() {
        collect(&schema.enter(&step), into);
    }
    // Entered by no reference, the path is the place.
    into.push(schema.path.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_judged_as_it_would_be_alone() {
        let schema = json!({
            "type": "object",
            "properties": {
                "next": { "$ref": "#" },
                "a/b": { "not": { "format": "int32" } },
                "n": { "pattern": "(" },
            },
            "required": ["next"],
            "$defs": { "A b": { "$ref": "#/properties/a~1b" } },
        });
        let parts = Parts::of(&schema);
        let cases = [
            ("", json!({}), Some(false)),
            ("", json!(1), Some(false)),
            ("/properties/next", json!({ "next": {} }), Some(false)),
            ("/properties/a~1b", json!(1), Some(false)),
            ("/properties/a~1b/not", json!(1), Some(true)),
            ("/$defs/A b", json!(3_000_000_000_u64), Some(true)),
            ("/properties/n", json!("x"), Some(true)),
            ("/required", json!("x"), None),
        ];
        for (at, value, expected) in cases {
            assert_eq!(parts.is_valid(at, &value), expected, "{at}: {value}");
        }
    }
}
