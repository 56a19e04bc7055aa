//! Equality of JSON values (JSON Schema 2020-12, Core, section 4.2.2).

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Whether two values are the same: numbers by what they are, not by how they are written; members
/// in any order.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::equal;
///
/// assert!(equal(&json!({ "a": 1, "b": [2] }), &json!({ "b": [2.0], "a": 1.0 })));
/// assert!(!equal(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64)));
/// ```
#[must_use]
pub fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => compare(one, other).is_eq(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value)| other.get(name).is_some_and(|other| equal(value, other));
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other,
    }
}

/// Orders two numbers: exactly where both are integers, else as floating-point numbers.
#[must_use]
pub fn compare(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
    }
}

/// The integer that a number is, however it is written; none for a number with a fraction, and for
/// one that is too large.
#[must_use]
pub fn integer(number: &Number) -> Option<i128> {
    number.as_i128().or_else(|| match number.as_f64() {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
        Some(value) if value.fract() == 0.0 && value.abs() < 1e30 => Some(value as i128),
        _ => None,
    })
}
