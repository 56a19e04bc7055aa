//! Drafts a schema from its node.

use serde_json::Value;

use super::draft::{Body, Draft, DraftHolds, DraftMember};
use super::rewrite::{Rewrite, Written};
use crate::resolve::{Cut, Document, Target};
use crate::schema::Keyword;
use crate::schema::keyword::Holds;
use crate::tree::{Kind, NodeId, View};
use crate::version::Version;

/// Rewrites, and what those that ask the algebra ask it about.
#[derive(Clone, Copy)]
pub(super) struct Rewrites<'a> {
    pub(super) all: &'a [Rewrite],
    pub(super) written: Written,
}

/// The draft of a schema, with these rewrites done, in it and in its subschemas.
pub(super) fn read(document: &Document, view: View<'_>, rewrites: Rewrites<'_>) -> Draft {
    let mut draft = members(document, view, rewrites);
    for rewrite in rewrites.all {
        rewrite(document, view, &mut draft, rewrites.written);
    }
    draft
}

/// The draft of a schema without the unions of which a reference to it is a branch. It stands where
/// the first of them does, for the schema itself stands at its own place.
pub(super) fn base(document: &Document, view: View<'_>, rewrites: Rewrites<'_>) -> Draft {
    let mut draft = members(document, view, rewrites);
    let unions = document.cuts.bases.get(&view.id());
    for union in unions.into_iter().flatten() {
        if let Some(union) = draft.take(union) {
            draft.at = union.at;
        }
    }
    draft.take("discriminator");
    for rewrite in rewrites.all {
        rewrite(document, view, &mut draft, rewrites.written);
    }
    draft
}

fn members(document: &Document, view: View<'_>, rewrites: Rewrites<'_>) -> Draft {
    let at = view.id();
    if document.cuts.cuts.get(&at) == Some(&Cut::Nothing) {
        let body = Body::Bool(false);
        return Draft { at, body };
    }
    if let Some(value) = view.bool() {
        return Draft {
            at,
            body: Body::Bool(value),
        };
    }
    let mut members = Vec::new();
    let alone = document.version == Version::V3_0 && view.get("$ref").is_some();
    for (name, value) in view.members() {
        if alone && name != "$ref" {
            continue;
        }
        if let Some(member) = member(document, view, name, value, rewrites) {
            members.push(member);
        }
    }
    Draft::new(at, members)
}

fn member(
    document: &Document,
    schema: View<'_>,
    name: &str,
    view: View<'_>,
    rewrites: Rewrites<'_>,
) -> Option<DraftMember> {
    let at = view.id();
    let make = |name: &str, holds| {
        Some(DraftMember {
            name: name.to_owned(),
            at,
            holds,
        })
    };
    match name {
        "$ref" => return make("$ref", reference(document, schema.id())?),
        "$dynamicRef" if schema.get("$ref").is_none() => {
            return make("$ref", reference(document, at)?);
        }
        "$dynamicRef" => {
            let reference = DraftMember {
                name: "$ref".into(),
                at,
                holds: reference(document, at)?,
            };
            return make(
                "$dynamicRef",
                DraftHolds::Schemas(vec![Draft::new(at, vec![reference])]),
            );
        }
        "discriminator" => {
            return make(
                name,
                DraftHolds::Data(discriminator(document, view), Vec::new()),
            );
        }
        _ => {}
    }
    let Some(keyword) = Keyword::named(name) else {
        return make(name, DraftHolds::Data(view.value(), Vec::new()));
    };
    if keyword.is_structural() {
        return None;
    }
    let kind = keyword.holds();
    let subschema = |view: View<'_>| {
        let schema = matches!(view.kind(), Kind::Object | Kind::Bool);
        schema.then(|| read(document, view, rewrites))
    };
    // What is not a schema where one should be says nothing.
    let anything = |view: View<'_>| {
        subschema(view).unwrap_or_else(|| Draft {
            at: view.id(),
            body: Body::Bool(true),
        })
    };
    let holds = match kind {
        Holds::Schema => DraftHolds::Schema(Box::new(subschema(view)?)),
        Holds::Schemas if kind.problem(view).is_none() => {
            let kept = |branch: &View<'_>| match keyword {
                Keyword::AnyOf | Keyword::OneOf => !adds_nothing(document, *branch),
                _ => true,
            };
            let mut branches: Vec<Draft> = view.items().filter(kept).map(anything).collect();
            if branches.is_empty() {
                branches.extend(view.items().map(anything));
            }
            DraftHolds::Schemas(branches)
        }
        Holds::NamedSchemas | Holds::PatternSchemas if kind.problem(view).is_none() => {
            let named = view
                .members()
                .map(|(name, view)| (name.to_owned(), anything(view)));
            DraftHolds::Named(named.collect())
        }
        Holds::Schemas | Holds::NamedSchemas | Holds::PatternSchemas => {
            return None;
        }
        // Before 2020-12, this was a boolean: a rewrite knows what it means.
        Holds::Number if view.kind() == Kind::Bool => DraftHolds::Data(view.value(), Vec::new()),
        _ => {
            let value = kind.sound(view)?;
            let same = value
                .as_array()
                .is_some_and(|list| list.len() == view.items().len());
            let elements = if same {
                view.items().map(View::id).collect()
            } else {
                Vec::new()
            };
            DraftHolds::Data(value, elements)
        }
    };
    make(name, holds)
}

/// Whether a branch of a union is only a reference to that union.
fn adds_nothing(document: &Document, branch: View<'_>) -> bool {
    document.cuts.cuts.get(&branch.id()) == Some(&Cut::Nothing)
}

fn reference(document: &Document, holder: NodeId) -> Option<DraftHolds> {
    match document.cuts.cuts.get(&holder) {
        None => {}
        Some(Cut::Base(target)) => return Some(DraftHolds::Base(*target)),
        Some(Cut::Anything | Cut::Nothing | Cut::TooMuch) => return None,
    }
    match document.targets.get(&holder)? {
        Target::Node(target) => Some(DraftHolds::Reference(*target)),
        Target::Missing(_) => None,
    }
}

/// A discriminator whose references lead into `$defs`.
fn discriminator(document: &Document, view: View<'_>) -> Value {
    let rewritten = |value: View<'_>| match document.targets.get(&value.id()) {
        Some(Target::Node(target)) => document.definition(*target).map(Value::String),
        _ => None,
    };
    let mut discriminator = view.value();
    if let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") {
        for (name, value) in view.get("mapping").into_iter().flat_map(View::members) {
            if let Some(reference) = rewritten(value) {
                mapping.insert(name.to_owned(), reference);
            }
        }
    }
    if let Some(reference) = view.get("defaultMapping").and_then(rewritten) {
        discriminator["defaultMapping"] = reference;
    }
    discriminator
}
