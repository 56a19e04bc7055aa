//! When two values are the same.

use jiff::Timestamp;
use serde_json::Value;
use tally_spec::schema::compare;
use uuid::Uuid;

/// Whether two values are the same: by JSON Schema (2020-12 Core §4.2.2: numbers by value, objects
/// without order), and strings of a `format` by what they denote: a `uuid` in any case (RFC 9562
/// §4), a `date-time` by its instant (RFC 3339 §5.1), a `date` or `time` as text. Within objects and
/// arrays, whose formats are not known, any string that is one may be so; and a member that is null
/// is the same as one that is absent, as it is of the resource.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_conformance::state::equal;
///
/// assert!(equal(&json!({"a": 1, "b": [2]}), &json!({"b": [2.0], "a": 1.0}), None));
/// let (z, offset) = (json!("2026-01-31T10:00:00Z"), json!("2026-01-31T11:00:00.000+01:00"));
/// assert!(equal(&z, &offset, Some("date-time")));
/// assert!(!equal(&z, &offset, None));
/// ```
#[must_use]
pub fn equal(a: &Value, b: &Value, format: Option<&str>) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compare(a, b).is_eq(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_within(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(name, one): (&String, &Value)| {
                equal_within(one, b.get(name).unwrap_or(&Value::Null))
            };
            let absent = |(name, other): (&String, &Value)| other.is_null() || a.contains_key(name);
            a.iter().all(same) && b.iter().all(absent)
        }
        (Value::String(a), Value::String(b)) => a == b || same_text(a, b, format),
        (a, b) => a == b,
    }
}

fn equal_within(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => {
            let mut formats = ["uuid", "date-time"].into_iter();
            a == b || formats.any(|format| same_text(a, b, Some(format)))
        }
        (a, b) => equal(a, b, None),
    }
}

fn same_text(a: &str, b: &str, format: Option<&str>) -> bool {
    match format {
        Some("uuid") => match (Uuid::parse_str(a), Uuid::parse_str(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        },
        Some("date-time") => match (a.parse::<Timestamp>(), b.parse::<Timestamp>()) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(a: Value, b: Value, format: Option<&str>, expected: bool) {
        assert_eq!(equal(&a, &b, format), expected, "{a} and {b}");
        assert_eq!(equal(&b, &a, format), expected, "{b} and {a}");
    }

    #[test]
    fn numbers_are_compared_by_value() {
        check(json!(1), json!(1.0), None, true);
        check(json!(1), json!(1.5), None, false);
        check(json!(u64::MAX), json!(u64::MAX - 1), None, false);
        check(json!(1), json!("1"), None, false);
        check(json!(0), json!(false), None, false);
    }

    #[test]
    fn members_have_no_order_and_items_have() {
        check(json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), None, true);
        check(json!({"a": 1}), json!({"a": 1, "b": null}), None, true);
        check(json!({"a": 1}), json!({"a": 1, "b": 2}), None, false);
        let (z, offset) = ("2026-01-31T10:00:00Z", "2026-01-31T11:00:00+01:00");
        check(json!([{"a": z}]), json!([{"a": offset}]), None, true);
        check(json!([1, 2]), json!([2, 1]), None, false);
    }

    #[test]
    fn a_uuid_has_no_case() {
        let (lower, upper) = (
            json!("aade2bce-55c7-468e-a606-c4e76fb2ea2a"),
            json!("AADE2BCE-55C7-468E-A606-C4E76FB2EA2A"),
        );
        check(lower.clone(), upper.clone(), Some("uuid"), true);
        check(lower, upper, None, false);
    }

    #[test]
    fn an_instant_has_many_spellings() {
        let instant = json!("2026-01-31T10:00:00.500Z");
        check(
            instant.clone(),
            json!("2026-01-31T12:00:00.500000000+02:00"),
            Some("date-time"),
            true,
        );
        check(
            instant.clone(),
            json!("2026-01-31t10:00:00.5z"),
            Some("date-time"),
            true,
        );
        check(
            instant,
            json!("2026-01-31T10:00:00Z"),
            Some("date-time"),
            false,
        );
    }

    #[test]
    fn text_is_compared_exactly() {
        check(json!("a"), json!("A"), None, false);
        check(json!("a"), json!("a "), None, false);
        check(json!("é"), json!("e\u{301}"), None, false);
    }
}
