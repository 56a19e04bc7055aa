//! Equality of JSON values (JSON Schema 2020-12, Core, section 4.2.2).

use serde_json::Value;

use super::decimal::Decimal;

/// Whether two values are the same: numbers by what they are, not by how they are written; members
/// in any order.
#[must_use]
pub fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => {
            let decimal = |number: &serde_json::Number| number.to_string().parse::<Decimal>();
            a == b || matches!((decimal(a), decimal(b)), (Ok(a), Ok(b)) if a.compare(&b).is_eq())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(name, value)| b.get(name).is_some_and(|other| equal(value, other));
            a.len() == b.len() && a.iter().all(same)
        }
        _ => one == other,
    }
}
