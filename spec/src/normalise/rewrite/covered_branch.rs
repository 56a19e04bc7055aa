//! A branch of `oneOf` that another branch covers: it can never be the only match, so the union is
//! judged as `anyOf`.
//!
//! Branches that overlap only in part mean what they say.

use serde_json::Value;

use super::Written;
use crate::contract::SchemaId;
use crate::normalise::draft::{Draft, DraftHolds, DraftMember};
use crate::normalise::outline::Outline;
use crate::resolve::{Covered, Document};
use crate::schema::{Answer, Set, nodes};
use crate::tree::View;

pub(super) fn rewrite(document: &Document, view: View<'_>, draft: &mut Draft, written: Written) {
    let Some(one_of) = view.get("oneOf") else {
        return;
    };
    if covered(document, one_of, written).is_some() {
        judge_as_any_of(draft);
    }
}

/// Makes `oneOf` an `anyOf`.
pub(super) fn judge_as_any_of(draft: &mut Draft) {
    let Some(mut member) = draft.take("oneOf") else {
        return;
    };
    member.name = "anyOf".into();
    let has_any_of = draft.find("anyOf").is_some();
    let Some(members) = draft.members_mut() else {
        return;
    };
    if !has_any_of {
        members.push(member);
        return;
    }
    let at = member.at;
    let branch = Draft::new(at, vec![member]);
    let all_of = members.iter_mut().find(|member| member.name == "allOf");
    match all_of.map(|member| &mut member.holds) {
        Some(DraftHolds::Schemas(branches)) => branches.push(branch),
        _ => members.push(DraftMember {
            name: "allOf".into(),
            at,
            holds: DraftHolds::Schemas(vec![branch]),
        }),
    }
}

/// The first branch of a `oneOf` that another one covers, decided by the algebra of schemas. What
/// the algebra cannot decide is not covered.
pub(crate) fn covered(document: &Document, one_of: View<'_>, written: Written) -> Option<Covered> {
    let known = document
        .covered
        .lock()
        .ok()
        .and_then(|known| known.get(&one_of.id()).copied());
    known.unwrap_or_else(|| {
        let found = find(document, one_of, written);
        if let Ok(mut known) = document.covered.lock() {
            known.insert(one_of.id(), found);
        }
        found
    })
}

/// How much is compared before a union is left undecided, in nodes of both sides. A size, not a
/// time, so that the same document is always understood in the same way.
const WORK: usize = 500_000;

fn find(document: &Document, one_of: View<'_>, written: Written) -> Option<Covered> {
    let branches = one_of.items();
    let values: Vec<Value> = branches
        .map(|it| written(document, SchemaId(it.id().0)))
        .collect();
    let outlines: Vec<Outline> = values.iter().map(Outline::of).collect();
    let sizes: Vec<usize> = values.iter().map(nodes).collect();
    let mut sets: Vec<Option<Set>> = vec![None; values.len()];
    let mut work = 0;
    for (branch, by) in pairs(values.len()) {
        let (one, other) = (&outlines[branch], &outlines[by]);
        if one.is_disjoint(other) || one.lacks_what_is_required_by(other) {
            continue;
        }
        work += sizes[branch] + sizes[by];
        if work > WORK {
            return None;
        }
        for index in [branch, by] {
            sets[index].get_or_insert_with(|| Set::of(&values[index]));
        }
        if let (Some(one), Some(other)) = (&sets[branch], &sets[by])
            && other.covers(one) == Answer::Yes
            && one.satisfiable() == Answer::Yes
        {
            return Some(Covered { branch, by });
        }
    }
    None
}

/// All ordered pairs of two different indices.
fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count)
        .flat_map(move |one| (0..count).map(move |other| (one, other)))
        .filter(|(one, other)| one != other)
}
