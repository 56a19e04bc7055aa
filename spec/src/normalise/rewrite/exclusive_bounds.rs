//! Boolean `exclusiveMinimum` and `exclusiveMaximum`, which 3.0 has (OpenAPI 3.0 section "Schema
//! Object", JSON Schema Wright 00 section 5.3) and whose authors mean the same in 3.1.

use serde_json::Value;

use super::Written;
use crate::normalise::draft::{Draft, DraftHolds};
use crate::resolve::Document;
use crate::tree::View;

pub(super) fn rewrite(_: &Document, _: View<'_>, draft: &mut Draft, _: Written) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let Some(&Value::Bool(applies)) = draft.data(exclusive) else {
            continue;
        };
        let Some(mut member) = draft.take(exclusive) else {
            continue;
        };
        let limit = draft.data(bound).cloned();
        if let (true, Some(limit)) = (applies, limit)
            && let Some(members) = draft.members_mut()
            && let Some(index) = members.iter().position(|member| member.name == bound)
        {
            member.holds = DraftHolds::Data(limit, Vec::new());
            members[index] = member;
        }
    }
}
