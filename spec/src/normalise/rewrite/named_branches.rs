//! Branches of `oneOf` that a `discriminator` names, each by another name, and that overlap: the name
//! says which branch is meant, so a value that others accept too is not ambiguous, and the union is
//! judged as `anyOf`.
//!
//! Branches that are surely disjoint mean the same either way, and stay as they are written.

use super::Written;
use crate::contract::SchemaId;
use crate::normalise::draft::{Draft, DraftHolds};
use crate::normalise::outline::Outline;
use crate::normalise::rewrite::covered_branch::judge_as_any_of;
use crate::resolve::Document;
use crate::schema::Discriminator;
use crate::tree::View;

pub(super) fn rewrite(document: &Document, view: View<'_>, draft: &mut Draft, written: Written) {
    let Some(one_of) = view.get("oneOf") else {
        return;
    };
    if overlap_by_other_names(document, one_of, draft, written) {
        judge_as_any_of(draft);
    }
}

fn overlap_by_other_names(
    document: &Document,
    one_of: View<'_>,
    draft: &Draft,
    written: Written,
) -> bool {
    let Some(discriminator) = draft.data("discriminator").and_then(Discriminator::of) else {
        return false;
    };
    let Some(DraftHolds::Schemas(branches)) = draft.find("oneOf").map(|member| &member.holds)
    else {
        return false;
    };
    let named: Vec<Vec<String>> = branches
        .iter()
        .map(
            |branch| match branch.find("$ref").map(|member| &member.holds) {
                Some(DraftHolds::Reference(target)) => {
                    let reference = document.definition(*target);
                    let names = reference.map(|it| discriminator.names(&it));
                    names.unwrap_or_default()
                }
                _ => Vec::new(),
            },
        )
        .collect();
    let outlines: Vec<Outline> = branches
        .iter()
        .map(|branch| Outline::of(&written(document, SchemaId(branch.at.0))))
        .collect();
    let mut overlap = false;
    for (index, (one, its)) in outlines.iter().zip(&named).enumerate() {
        for (other, others) in outlines.iter().zip(&named).skip(index + 1) {
            if one.is_disjoint(other) {
                continue;
            }
            let apart = !its.is_empty() && !others.is_empty();
            if !apart || its.iter().any(|name| others.contains(name)) {
                return false;
            }
            overlap = true;
        }
    }
    overlap && one_of.items().len() > 1
}
