//! A node as a plain JSON value.

use serde_json::{Map, Number, Value};

use super::{Kind, NodeId, Tree};

impl Tree {
    /// The node and all below it as a JSON value.
    ///
    /// Numbers are what `serde_json` makes of their literal: integers beyond 64 bits become the
    /// nearest double, and those beyond the doubles the largest one.
    #[must_use]
    pub fn value(&self, id: NodeId) -> Value {
        match self.kind(id) {
            Kind::Null => Value::Null,
            Kind::Bool => Value::Bool(self.bool(id).unwrap_or_default()),
            Kind::Number => self.number(id).map_or(Value::Null, number),
            Kind::String => Value::String(self.str(id).unwrap_or_default().to_owned()),
            Kind::Array => self
                .items(id)
                .iter()
                .map(|&item| self.value(item))
                .collect(),
            Kind::Object => {
                let entries = self.entries(id);
                let mut object = Map::with_capacity(entries.len());
                for entry in entries {
                    object.insert(self.key(entry.key).to_owned(), self.value(entry.value));
                }
                Value::Object(object)
            }
        }
    }
}

/// The number that a JSON literal stands for.
fn number(literal: &str) -> Value {
    if let Ok(number) = serde_json::from_str::<Number>(literal) {
        return Value::Number(number);
    }
    let limit = if literal.starts_with('-') {
        f64::MIN
    } else {
        f64::MAX
    };
    Number::from_f64(limit).map_or(Value::Null, Value::Number)
}
