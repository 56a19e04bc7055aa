//! `example`, which 3.1 deprecates in favour of `examples` (OpenAPI 3.1 section 4.8.24.1).

use serde_json::Value;

use super::Written;
use crate::normalise::draft::{Draft, DraftHolds};
use crate::resolve::Document;
use crate::tree::View;

pub(super) fn rewrite(_: &Document, _: View<'_>, draft: &mut Draft, _: Written) {
    let known = draft.find("examples").is_some();
    let Some(members) = draft.members_mut() else {
        return;
    };
    if known {
        members.retain(|member| member.name != "example");
        return;
    }
    for member in members.iter_mut().filter(|member| member.name == "example") {
        if let DraftHolds::Data(value, elements) = &mut member.holds {
            member.name = "examples".into();
            elements.clear();
            *value = Value::Array(vec![value.take()]);
        }
    }
}
