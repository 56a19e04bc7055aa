//! The numeric formats of OpenAPI.

use serde_json::{Number, Value, json};

/// Inclusive bounds of the numeric formats of OpenAPI's format registry.
const INTEGER_FORMATS: [(&str, i128, i128); 8] = [
    ("int8", i8::MIN as i128, i8::MAX as i128),
    ("int16", i16::MIN as i128, i16::MAX as i128),
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint8", 0, u8::MAX as i128),
    ("uint16", 0, u16::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
];

/// The bounds that a numeric format sets, as keywords. None for other formats.
#[must_use]
pub fn numeric_format(format: &str) -> Option<Value> {
    let (_, minimum, maximum) = INTEGER_FORMATS.iter().find(|(name, ..)| *name == format)?;
    // Two bounds do not fit i64: they fit u64, as all others that are not negative do.
    let number = |bound: i128| match i64::try_from(bound) {
        Ok(bound) => json!(bound),
        Err(_) => json!(u64::try_from(bound).unwrap_or(u64::MAX)),
    };
    Some(json!({ "minimum": number(*minimum), "maximum": number(*maximum) }))
}

/// The inclusive bounds that a numeric format of OpenAPI sets: `int32` from -2147483648 to
/// 2147483647. None for other formats.
#[must_use]
pub fn format_bounds(format: &str) -> Option<(Number, Number)> {
    let bounds = numeric_format(format)?;
    let bound = |keyword: &str| bounds.get(keyword).and_then(Value::as_number).cloned();
    Some((bound("minimum")?, bound("maximum")?))
}
