//! A schema changed everywhere in it.

use serde_json::{Map, Value};

use super::keyword::{self, Shape};

/// The schema with every schema object in it, the outermost last, changed.
pub(super) fn rewrite(schema: &Value, change: &dyn Fn(&mut Map<String, Value>)) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let mut rewritten = Map::new();
    for (name, value) in members {
        let value = match (keyword::shape(name), value) {
            (Shape::Schema, value) => rewrite(value, change),
            (Shape::Map, Value::Object(map)) => Value::Object(
                map.iter()
                    .map(|(name, schema)| (name.clone(), rewrite(schema, change)))
                    .collect(),
            ),
            (Shape::Array, Value::Array(schemas)) => Value::Array(
                schemas
                    .iter()
                    .map(|schema| rewrite(schema, change))
                    .collect(),
            ),
            (_, value) => value.clone(),
        };
        rewritten.insert(name.clone(), value);
    }
    change(&mut rewritten);
    Value::Object(rewritten)
}

/// Adds one more branch, the last, to `allOf`.
pub(super) fn add_branch(members: &mut Map<String, Value>, branch: Value) {
    match members.get_mut("allOf") {
        Some(Value::Array(branches)) => branches.push(branch),
        _ => drop(members.insert("allOf".to_owned(), Value::Array(vec![branch]))),
    }
}
