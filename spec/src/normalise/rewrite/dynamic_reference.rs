//! `$dynamicRef` beside `$ref`: both apply, so one of them moves into `allOf`.

use super::Written;
use crate::normalise::draft::{Draft, DraftHolds};
use crate::resolve::Document;
use crate::tree::View;

pub(super) fn rewrite(_: &Document, _: View<'_>, draft: &mut Draft, _: Written) {
    let Some(mut reference) = draft.take("$dynamicRef") else {
        return;
    };
    let Some(members) = draft.members_mut() else {
        return;
    };
    let DraftHolds::Schemas(references) = &mut reference.holds else {
        return;
    };
    let all_of = members.iter_mut().find(|member| member.name == "allOf");
    if let Some(DraftHolds::Schemas(all)) = all_of.map(|member| &mut member.holds) {
        all.append(references);
        return;
    }
    reference.name = "allOf".into();
    members.push(reference);
}
