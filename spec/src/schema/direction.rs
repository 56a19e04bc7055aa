//! A schema as a request or as a response shows it: `readOnly`, `writeOnly`, `x-tally-accepted`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::discriminator;
use super::engine::resolve;
use super::keyword::{self, Shape};

/// How deep `$ref` and `allOf` are followed to find out whether a member is read-only.
const DEPTH: usize = 16;

/// The schema as requests see it: members that are `readOnly` are not `required`.
///
/// OpenAPI 3.0 says so; 3.1 leaves it open, where demanding a member that only the server can know
/// would make every request invalid. Nothing else changes, so that every pointer stays true.
#[must_use]
pub fn for_request(schema: &Value) -> Value {
    view(schema, &|root, member| {
        is_marked(root, member, "readOnly", DEPTH)
    })
}

/// The schema as responses see it: members that are `writeOnly` are not `required`.
#[must_use]
pub fn for_response(schema: &Value) -> Value {
    view(schema, &|root, member| {
        is_marked(root, member, "writeOnly", DEPTH)
    })
}

/// Whether a schema, or one that it refers to, says `readOnly: true`.
#[must_use]
pub fn is_read_only(root: &Value, schema: &Value) -> bool {
    is_marked(root, schema, "readOnly", DEPTH)
}

/// Whether a schema, or one that it refers to, says `writeOnly: true`.
#[must_use]
pub fn is_write_only(root: &Value, schema: &Value) -> bool {
    is_marked(root, schema, "writeOnly", DEPTH)
}

/// What is surely accepted, not all that is valid. Every `x-tally-accepted` is in force, as one more,
/// the last, branch of `allOf` where it is written; and where a `discriminator` names the branches
/// of a union, the values of each branch have its name.
#[must_use]
pub fn narrowed(schema: &Value) -> Value {
    let narrow = |members: &mut Map<String, Value>| {
        discriminator::name_branches(schema, members);
        if let Some(accepted) = members.get("x-tally-accepted").cloned() {
            match members.get_mut("allOf") {
                Some(Value::Array(branches)) => branches.push(accepted),
                _ => {
                    members.insert("allOf".to_owned(), json!([accepted]));
                }
            }
        }
    };
    rewrite(schema, &narrow)
}

fn is_marked(root: &Value, schema: &Value, mark: &str, depth: usize) -> bool {
    if schema.get(mark) == Some(&Value::Bool(true)) {
        return true;
    }
    if depth == 0 {
        return false;
    }
    let target = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|at| resolve(root, at));
    target.is_some_and(|(_, target)| is_marked(root, target, mark, depth - 1))
        || schema
            .get("allOf")
            .and_then(Value::as_array)
            .is_some_and(|branches| branches.iter().any(|b| is_marked(root, b, mark, depth - 1)))
}

/// The schema without the marked members in `required`.
fn view(root: &Value, marked: &dyn Fn(&Value, &Value) -> bool) -> Value {
    let drop = |members: &mut Map<String, Value>| {
        let mut names = BTreeSet::new();
        let object = Value::Object(members.clone());
        collect(root, &object, marked, DEPTH, &mut names);
        if !names.is_empty() {
            forget(members, &names);
        }
    };
    // Without a mark anywhere there is nothing to do, which is the common case.
    if !mentions(root, "readOnly") && !mentions(root, "writeOnly") {
        return root.clone();
    }
    let mut viewed = rewrite(root, &drop);
    // What `allOf` refers to demands them as well: there they are taken out for all who refer to it.
    for (target, names) in demanded(root, root, marked) {
        if let Some(Value::Object(members)) = viewed.pointer_mut(&target) {
            forget(members, &names);
        }
    }
    viewed
}

/// The schemas that others apply by reference beside a mark for a member, each with the names of the
/// marked members.
fn demanded(
    root: &Value,
    schema: &Value,
    marked: &dyn Fn(&Value, &Value) -> bool,
) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let Value::Object(members) = schema else {
            if let Value::Array(items) = schema {
                open.extend(items);
            }
            continue;
        };
        open.extend(members.values());
        let branches = members.get("allOf").and_then(Value::as_array);
        let branches = branches.into_iter().flatten();
        let references = branches.chain([schema]).filter_map(|it| it.get("$ref"));
        let targets = references.filter_map(|it| resolve(root, it.as_str()?));
        let targets: Vec<String> = targets.map(|(target, _)| target).collect();
        if targets.is_empty() {
            continue;
        }
        let mut names = BTreeSet::new();
        collect(root, schema, marked, DEPTH, &mut names);
        if !names.is_empty() {
            found.extend(targets.into_iter().map(|target| (target, names.clone())));
        }
    }
    found
}

/// Whether anything in a schema says `readOnly: true`: else [`is_read_only`] need not be asked.
#[must_use]
pub fn has_read_only(schema: &Value) -> bool {
    mentions(schema, "readOnly")
}

/// Whether anything in a schema says `writeOnly: true`: else [`is_write_only`] need not be asked.
#[must_use]
pub fn has_write_only(schema: &Value) -> bool {
    mentions(schema, "writeOnly")
}

fn mentions(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(members) => {
            members.get(name) == Some(&Value::Bool(true))
                || members.values().any(|value| mentions(value, name))
        }
        Value::Array(items) => items.iter().any(|value| mentions(value, name)),
        _ => false,
    }
}

/// The names of the marked members of one object schema, through `allOf` and `$ref`.
fn collect(
    root: &Value,
    schema: &Value,
    marked: &dyn Fn(&Value, &Value) -> bool,
    depth: usize,
    names: &mut BTreeSet<String>,
) {
    if depth == 0 {
        return;
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        for (name, member) in properties {
            if marked(root, member) {
                names.insert(name.clone());
            }
        }
    }
    for branch in schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        collect(root, branch, marked, depth - 1, names);
    }
    if let Some((_, target)) = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|at| resolve(root, at))
    {
        collect(root, target, marked, depth - 1, names);
    }
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

/// The schema with every schema object in it, the outermost last, changed.
fn rewrite(schema: &Value, change: &dyn Fn(&mut Map<String, Value>)) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let mut rewritten = Map::new();
    for (name, value) in members {
        let value = match (keyword::shape(name), value) {
            (Shape::Schema, value) => rewrite(value, change),
            (Shape::Map, Value::Object(map)) => Value::Object(
                map.iter()
                    .map(|(name, schema)| (name.clone(), rewrite(schema, change)))
                    .collect(),
            ),
            (Shape::Array, Value::Array(schemas)) => Value::Array(
                schemas
                    .iter()
                    .map(|schema| rewrite(schema, change))
                    .collect(),
            ),
            (_, value) => value.clone(),
        };
        rewritten.insert(name.clone(), value);
    }
    change(&mut rewritten);
    Value::Object(rewritten)
}
