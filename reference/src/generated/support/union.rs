//! Unions whose alternatives cannot be told apart by looking at the value.

use serde::Serialize;
use serde_json::Value;

use super::decode::Decode;
use super::issue::{At, Issue, IssueKind, IssueSink, Issues, Part};

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

/// Writes a value as JSON.
///
/// # Errors
///
/// If its `Serialize` fails, which that of a generated type never does.
pub fn encode<T: Serialize>(value: &T) -> Result<Value, Issues> {
    serde_json::to_value(value).map_err(|_| {
        let (part, path) = (Part::Body, Vec::new());
        let kind = IssueKind::Refused {
            reason: "cannot be written as JSON",
        };
        Issue { part, path, kind }.into()
    })
}
