//! A schema as a request or as a response shows it: `readOnly`, `writeOnly`, `x-tally-accepted`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::keyword::Keyword;
use super::named_branches::name_branches;
use super::rewrite::{add_branch, rewrite};
use super::view::SchemaView;

/// The extension that says which values are surely accepted.
const ACCEPTED: &str = "x-tally-accepted";

/// The schema as requests see it: members that are `readOnly` are not `required`.
///
/// OpenAPI 3.0 says so; 3.1 leaves it open, where demanding a member that only the server can know
/// would make every request invalid. Nothing else changes, so that every pointer stays true.
#[must_use]
pub fn for_request(schema: &Value) -> Value {
    without_demands(schema, Keyword::ReadOnly)
}

/// The schema as responses see it: members that are `writeOnly` are not `required`.
#[must_use]
pub fn for_response(schema: &Value) -> Value {
    without_demands(schema, Keyword::WriteOnly)
}

/// What is surely accepted, not all that is valid. Every `x-tally-accepted` is in force, as one more,
/// the last, branch of `allOf` where it is written; and where a `discriminator` names the branches
/// of a union, the values of each branch have its name.
#[must_use]
pub fn narrowed(schema: &Value) -> Value {
    let narrow = |members: &mut Map<String, Value>| {
        name_branches(schema, members);
        if let Some(accepted) = members.get(ACCEPTED).cloned() {
            add_branch(members, accepted);
        }
    };
    rewrite(schema, &narrow)
}

/// The schema without the marked members in `required`.
fn without_demands(root: &Value, mark: Keyword) -> Value {
    // Without a mark anywhere there is nothing to do, which is the common case.
    if !mentions(root, mark) {
        return root.clone();
    }
    let drop = |members: &mut Map<String, Value>| {
        let object = Value::Object(members.clone());
        let names = marked(SchemaView::within(root, &object), mark);
        if !names.is_empty() {
            forget(members, &names);
        }
    };
    let mut viewed = rewrite(root, &drop);
    // What `allOf` refers to demands them as well: there they are taken out for all who refer to it.
    let mut demanded = Vec::new();
    collect(SchemaView::of(root), mark, &mut demanded);
    for (target, names) in demanded {
        if let Some(Value::Object(members)) = viewed.pointer_mut(&target) {
            forget(members, &names);
        }
    }
    viewed
}

/// The schemas that others apply by reference beside a mark for a member, each with the names of the
/// marked members.
fn collect(schema: SchemaView<'_>, mark: Keyword, into: &mut Vec<(String, BTreeSet<String>)>) {
    let referring = schema.all_of().chain([schema]);
    let targets: Vec<String> = referring
        .filter_map(|it| Some(it.located_target()?.0.into_owned()))
        .collect();
    if !targets.is_empty() {
        let names = marked(schema, mark);
        if !names.is_empty() {
            into.extend(targets.into_iter().map(|target| (target, names.clone())));
        }
    }
    schema.visit(&mut |_, schema| collect(schema, mark, into));
}

/// Whether anything in a schema says `readOnly: true`: else [`is_read_only`] need not be asked.
#[must_use]
pub fn has_read_only(schema: &Value) -> bool {
    mentions(schema, Keyword::ReadOnly)
}

/// Whether anything in a schema says `writeOnly: true`: else [`is_write_only`] need not be asked.
#[must_use]
pub fn has_write_only(schema: &Value) -> bool {
    mentions(schema, Keyword::WriteOnly)
}

fn mentions(value: &Value, mark: Keyword) -> bool {
    match value {
        Value::Object(members) => {
            members.get(mark.name()) == Some(&Value::Bool(true))
                || members.values().any(|value| mentions(value, mark))
        }
        Value::Array(items) => items.iter().any(|value| mentions(value, mark)),
        _ => false,
    }
}

/// The names of the marked members of one object schema, through `allOf` and `$ref`.
fn marked(schema: SchemaView<'_>, mark: Keyword) -> BTreeSet<String> {
    let properties = schema.in_place().flat_map(SchemaView::properties);
    let marked = properties.filter(|(_, member)| member.is_marked(mark));
    marked.map(|(name, _)| name.to_owned()).collect()
}

/// Takes the names out of `required`, here and in the branches of `allOf`.
fn forget(members: &mut Map<String, Value>, names: &BTreeSet<String>) {
    if let Some(Value::Array(required)) = members.get_mut("required") {
        required.retain(|name| !name.as_str().is_some_and(|name| names.contains(name)));
    }
    if let Some(Value::Array(branches)) = members.get_mut("allOf") {
        for branch in branches {
            if let Value::Object(branch) = branch {
                forget(branch, names);
            }
        }
    }
}
