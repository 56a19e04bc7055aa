//! `format: int32` and `int64`, which are bounds (OpenAPI format registry).

use serde_json::Value;

use super::Written;
use crate::normalise::draft::{Draft, DraftHolds, DraftMember};
use crate::resolve::Document;
use crate::tree::View;

pub(super) fn rewrite(_: &Document, _: View<'_>, draft: &mut Draft, _: Written) {
    let (low, high) = match draft.data("format").and_then(Value::as_str) {
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some("int64") => (i64::MIN, i64::MAX),
        _ => return,
    };
    let numeric = match draft.data("type") {
        Some(Value::String(name)) => is_numeric(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_numeric),
        _ => false,
    };
    let Some(format) = draft
        .find("format")
        .map(|member| member.at)
        .filter(|_| numeric)
    else {
        return;
    };
    let tighter_low = |bound: &Value| bound.as_f64() >= Some(as_double(low));
    let tighter_high = |bound: &Value| bound.as_f64() <= Some(as_double(high));
    let low_stands = ["minimum", "exclusiveMinimum"]
        .iter()
        .any(|name| draft.data(name).is_some_and(tighter_low));
    let high_stands = ["maximum", "exclusiveMaximum"]
        .iter()
        .any(|name| draft.data(name).is_some_and(tighter_high));
    if !low_stands {
        bound(
            draft,
            "minimum",
            DraftMember::data("minimum", format, low.into()),
        );
    }
    if !high_stands {
        bound(
            draft,
            "maximum",
            DraftMember::data("maximum", format, high.into()),
        );
    }
}

fn is_numeric(name: &str) -> bool {
    matches!(name, "integer" | "number")
}

fn as_double(bound: i64) -> f64 {
    Value::from(bound).as_f64().unwrap_or_default()
}

/// Puts a bound behind `format`, in place of one that says less.
fn bound(draft: &mut Draft, name: &str, member: DraftMember) {
    draft.take(name);
    let Some(members) = draft.members_mut() else {
        return;
    };
    let is_format = |member: &DraftMember| {
        member.name == "format" && matches!(member.holds, DraftHolds::Data(..))
    };
    let after = members
        .iter()
        .position(is_format)
        .map_or(members.len(), |index| index + 1);
    let after = after
        + members[after..]
            .iter()
            .take_while(|member| member.name == "minimum")
            .count();
    members.insert(after, member);
}
