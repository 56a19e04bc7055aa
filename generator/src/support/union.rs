//! Values of several types.

use serde_json::Value;

use super::decode::Decode;
use super::issue::{At, IssueKind, IssueSink};

/// Whether a value is one that `T` accepts.
#[must_use]
pub fn accepts<T: Decode>(value: &Value) -> bool {
    T::from_value(value.clone()).is_ok()
}

/// Gives the value back if at least one alternative has accepted it (`anyOf`).
pub fn any_of(value: Value, accepted: &[bool], at: At<'_>, sink: &mut IssueSink) -> Option<Value> {
    if accepted.contains(&true) {
        Some(value)
    } else {
        sink.add(at, IssueKind::NoAlternative);
        None
    }
}
