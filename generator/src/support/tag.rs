//! Unions of objects with a member that tells them apart.

use serde_json::Value;

use super::decode::wrong_type;
use super::issue::{At, IssueKind, IssueSink};
use super::json_type::JsonType;

/// Reads the member that tells the alternatives of a union apart.
pub fn tag(value: &Value, name: &str, at: At<'_>, sink: &mut IssueSink) -> Option<String> {
    let Some(members) = value.as_object() else {
        return wrong_type(value, &[JsonType::Object], at, sink);
    };
    let at = At::Member(&at, name);
    match members.get(name) {
        Some(Value::String(tag)) => Some(tag.clone()),
        Some(other) => wrong_type(other, &[JsonType::String], at, sink),
        None => {
            sink.add(at, IssueKind::Missing);
            None
        }
    }
}

/// Adds that the member names none of the alternatives.
pub fn unknown_tag<T>(
    name: &str,
    expected: &[&'static str],
    at: At<'_>,
    sink: &mut IssueSink,
) -> Option<T> {
    let expected = expected.to_vec();
    sink.add(At::Member(&at, name), IssueKind::UnknownValue { expected });
    None
}
