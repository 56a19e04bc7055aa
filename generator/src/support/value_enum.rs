//! Enumerations of values that are not all strings.

use serde_json::Value;

use super::equality::equal;
use super::issue::{At, IssueKind, IssueSink};

/// Decodes a value that must be one of those that are written as `write` writes `known`.
pub fn one_of_values<T: Copy>(
    value: &Value,
    at: At<'_>,
    sink: &mut IssueSink,
    known: &[T],
    write: impl Fn(T) -> Value,
) -> Option<T> {
    let found = known
        .iter()
        .copied()
        .find(|known| equal(&write(*known), value));
    if found.is_none() {
        sink.add(at, IssueKind::NoAlternative);
    }
    found
}
