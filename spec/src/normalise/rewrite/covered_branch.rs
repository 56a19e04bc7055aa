//! A branch of `oneOf` that another branch covers: it can never be the only match, so the union is
//! judged as `anyOf`.
//!
//! Branches that overlap only in part mean what they say.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::contract::SchemaId;
use crate::normalise::draft::{Draft, Holds, Member};
use crate::normalise::emit;
use crate::resolve::Document;
use crate::schema::{Answer, Set};
use crate::tree::{NodeId, View};

/// A branch that another one covers, both by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Covered {
    pub(crate) branch: usize,
    pub(crate) by: usize,
}

pub(super) fn rewrite(document: &Document, view: View<'_>, draft: &mut Draft) {
    let Some(one_of) = view.get("oneOf") else {
        return;
    };
    if covered(document, one_of).is_none() {
        return;
    }
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
        Some(Holds::Schemas(branches)) => branches.push(branch),
        _ => members.push(Member {
            name: "allOf".into(),
            at,
            holds: Holds::Schemas(vec![branch]),
        }),
    }
}

/// The first branch of a `oneOf` that another one covers, decided by the algebra of schemas. What
/// the algebra cannot decide is not covered.
pub(crate) fn covered(document: &Document, one_of: View<'_>) -> Option<Covered> {
    let known = document
        .covered
        .lock()
        .ok()
        .and_then(|known| known.get(&one_of.id()).copied());
    known.unwrap_or_else(|| {
        let found = find(document, one_of);
        if let Ok(mut known) = document.covered.lock() {
            known.insert(one_of.id(), found);
        }
        found
    })
}

fn find(document: &Document, one_of: View<'_>) -> Option<Covered> {
    let branches: Vec<NodeId> = one_of.items().map(View::id).collect();
    let values: Vec<Value> = branches
        .iter()
        .map(|branch| emit::written(document, SchemaId(branch.0)).value)
        .collect();
    let types: Vec<_> = values.iter().map(types).collect();
    let mut sets: Vec<Option<Set>> = vec![None; values.len()];
    for (branch, by) in pairs(values.len()) {
        if let (Some(one), Some(other)) = (&types[branch], &types[by])
            && one.is_disjoint(other)
        {
            continue;
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

/// The types that a schema accepts at most, `integer` as `number`. None: not said in one place.
fn types(schema: &Value) -> Option<BTreeSet<String>> {
    let schema = follow(schema, schema.as_object()?)?;
    let name = |value: &Value| match value.as_str() {
        Some("integer") => Some("number".to_owned()),
        name => name.map(str::to_owned),
    };
    match schema.get("type")? {
        Value::Array(names) => names.iter().map(name).collect(),
        one => Some([name(one)?].into_iter().collect()),
    }
}

/// The schema behind a chain of references, or the first one in it that says a type.
fn follow<'s>(root: &'s Value, schema: &'s Map<String, Value>) -> Option<&'s Map<String, Value>> {
    let mut schema = schema;
    for _ in 0..16 {
        if schema.contains_key("type") {
            return Some(schema);
        }
        let reference = schema.get("$ref")?.as_str()?;
        let (_, target) = crate::schema::resolve(root, reference)?;
        schema = target.as_object()?;
    }
    None
}
