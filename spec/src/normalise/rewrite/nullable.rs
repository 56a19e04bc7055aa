//! `nullable: true`, which adds null to everything that stands beside it (OpenAPI 3.0 section
//! "Schema Object"). In 3.1 it is not a keyword, but authors mean it.
//!
//! 3.0.3 says that it only acts on a `type` in the same schema; authors also write it beside
//! `enum`, `oneOf`, `anyOf`, `allOf` and `$ref`, and mean the same.

use serde_json::Value;

use super::Written;
use crate::normalise::draft::{Draft, DraftHolds, DraftMember};
use crate::resolve::{Document, Target};
use crate::tree::{Kind, NodeId, View};
use crate::version::Version;

pub(super) fn rewrite(document: &Document, view: View<'_>, draft: &mut Draft, _: Written) {
    let Some(at) = view
        .get("nullable")
        .filter(|nullable| nullable.bool() == Some(true))
    else {
        return;
    };
    let at = at.id();
    let Some(members) = draft.members_mut() else {
        return;
    };
    for member in members.iter_mut() {
        add_null(member, at);
    }
    if let Some(any_of) = members.iter_mut().find(|member| member.name == "anyOf")
        && let DraftHolds::Schemas(branches) = &mut any_of.holds
    {
        branches.push(null(at));
    }
    let mut wrapped = Vec::new();
    let mut first = None;
    let mut index = 0;
    while index < members.len() {
        if needs_wrap(document, &mut members[index], at) {
            first.get_or_insert(index);
            wrapped.push(or_null(members.remove(index), at));
        } else {
            index += 1;
        }
    }
    let Some(first) = first else { return };
    let has_any_of = members.iter().any(|member| member.name == "anyOf");
    let member = match wrapped.pop() {
        Some(only) if wrapped.is_empty() && !has_any_of => only,
        Some(last) => {
            wrapped.push(last);
            let all = wrapped
                .into_iter()
                .map(|member| Draft::new(member.at, vec![member]));
            DraftMember {
                name: "allOf".into(),
                at,
                holds: DraftHolds::Schemas(all.collect()),
            }
        }
        None => return,
    };
    members.insert(first, member);
}

/// Adds null to what `type`, `enum` and `const` accept.
fn add_null(member: &mut DraftMember, at: NodeId) {
    let DraftHolds::Data(value, elements) = &mut member.holds else {
        return;
    };
    match member.name.as_str() {
        "type" => {
            let mut types = match value.take() {
                Value::Array(types) => types,
                one => vec![one],
            };
            if elements.is_empty() {
                elements.push(member.at);
            }
            if !types.iter().any(|name| name == "null") {
                types.push("null".into());
                elements.push(at);
            }
            *value = Value::Array(types);
        }
        "enum" => {
            if let Value::Array(values) = value
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
                elements.push(at);
            }
        }
        "const" if !value.is_null() => {
            member.name = "enum".into();
            *elements = vec![member.at, at];
            *value = Value::Array(vec![value.take(), Value::Null]);
        }
        _ => {}
    }
}

fn null(at: NodeId) -> Draft {
    Draft::new(at, vec![DraftMember::data("type", at, "null".into())])
}

/// Whether null can only be added around a member. A `oneOf` of which no branch accepts null
/// takes a branch that does.
fn needs_wrap(document: &Document, member: &mut DraftMember, at: NodeId) -> bool {
    match (member.name.as_str(), &mut member.holds) {
        ("$ref", DraftHolds::Reference(_) | DraftHolds::Base(_))
        | ("allOf", DraftHolds::Schemas(_)) => true,
        ("oneOf", DraftHolds::Schemas(branches)) => {
            let mut work = WORK;
            let mut open =
                |branch: &Draft| may_accept_null(document, document.view(branch.at), &mut work);
            if branches.iter().any(&mut open) {
                return true;
            }
            branches.push(null(at));
            false
        }
        _ => false,
    }
}

/// `anyOf` of the member and null.
fn or_null(member: DraftMember, at: NodeId) -> DraftMember {
    let keyword = member.at;
    let branch = match member.holds {
        DraftHolds::Schemas(mut all) if member.name == "allOf" && all.len() == 1 => all.remove(0),
        _ => Draft::new(keyword, vec![member]),
    };
    DraftMember {
        name: "anyOf".into(),
        at: keyword,
        holds: DraftHolds::Schemas(vec![branch, null(at)]),
    }
}

/// Schemas that are looked at before nothing more is claimed.
const WORK: usize = 10_000;

/// Whether a schema, as it is written, may accept null; false is certain.
fn may_accept_null(document: &Document, view: View<'_>, work: &mut usize) -> bool {
    if let Some(value) = view.bool() {
        return value;
    }
    if view.kind() != Kind::Object || view.flag("nullable") || *work == 0 {
        return true;
    }
    *work -= 1;
    if document.cuts.cuts.contains_key(&view.id()) {
        return true;
    }
    let mut below = |view: View<'_>| may_accept_null(document, view, work);
    if let Some(Target::Node(target)) = document.targets.get(&view.id()) {
        if !below(document.view(*target)) {
            return false;
        }
        if document.version == Version::V3_0 {
            return true;
        }
    }
    let names_null = |view: View<'_>| view.kind() == Kind::Null || view.str() == Some("null");
    if let Some(kind) = view.get("type")
        && !names_null(kind)
        && !kind.items().any(names_null)
    {
        return false;
    }
    if let Some(values) = view.get("enum")
        && !values.items().any(|value| value.kind() == Kind::Null)
    {
        return false;
    }
    if view
        .get("const")
        .is_some_and(|value| value.kind() != Kind::Null)
    {
        return false;
    }
    if view
        .get("allOf")
        .is_some_and(|all| !all.items().all(&mut below))
    {
        return false;
    }
    let mut refuses = |name| {
        view.get(name)
            .is_some_and(|any| any.items().len() > 0 && !any.items().any(&mut below))
    };
    !refuses("anyOf") && !refuses("oneOf")
}
