//! How the `jsonschema` crate is set up: the same for validation and for the algebra.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::keyword::Keyword;
use super::reference::resolve;
use super::rewrite::{add_branch, rewrite};
use super::view::SchemaView;
use crate::format::numeric_format;
use crate::pointer;

/// A copy for the engine: numeric formats as bounds in one more branch of `allOf`, the vocabulary
/// left out.
///
/// The branch is the last one and stands where the source has none, by which
/// [`super::Violation`] knows it again.
pub(super) fn prepare(schema: &Value) -> Value {
    rewrite(schema, &|members| {
        let format = members.get(Keyword::Format.name()).and_then(Value::as_str);
        if let Some(bounds) = format.and_then(numeric_format) {
            add_branch(members, bounds);
        }
    })
}

/// Options of a validator: 2020-12, formats asserted, nothing fetched.
pub(super) fn options<'i>() -> jsonschema::ValidationOptions<'i> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_format("byte", is_base64)
        .offline()
}

/// The validator that accepts everything.
pub(super) fn anything() -> jsonschema::Validator {
    match options().build(&Value::Bool(true)) {
        Ok(validator) => validator,
        Err(error) => unreachable!("`true` is a schema: {error}"),
    }
}

/// `byte`: base64 (RFC 4648 §4 or §5), with or without padding.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len() - digits.len() <= 2
        && digits.len() % 4 != 1
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'))
}

/// The schema at a pointer of a self-contained schema, itself self-contained: with those `$defs`
/// that it can reach, and no others. None when nothing stands at the pointer.
#[must_use]
pub fn part(root: &Value, at: &str) -> Option<Value> {
    let schema = root.pointer(at)?;
    let Some(reached) = reached(root, schema) else {
        return Some(whole(root, at));
    };
    let Value::Object(members) = schema else {
        return Some(schema.clone());
    };
    let own = members.iter().filter(|(name, _)| *name != "$defs");
    let own = own.map(|(name, value)| (name.clone(), value.clone()));
    Some(Value::Object(with_definitions(
        root,
        own.collect(),
        &reached,
    )))
}

/// A schema that was made of parts of a root, self-contained: with those of the root's `$defs` that
/// it can reach, and no others. None when it refers to anything else.
#[must_use]
pub fn closed(root: &Value, schema: Value) -> Option<Value> {
    let reached = reached(root, &schema)?;
    match schema {
        Value::Object(mut members) => {
            members.remove("$defs");
            Some(Value::Object(with_definitions(root, members, &reached)))
        }
        schema => Some(schema),
    }
}

/// Pointers to the `$defs` of the root that a schema can reach; none when it refers to some other
/// place, an anchor or another resource.
fn reached(root: &Value, schema: &Value) -> Option<BTreeSet<String>> {
    let mut reached = BTreeSet::new();
    let mut queue = Vec::new();
    references(SchemaView::of(schema), &mut queue);
    while let Some(reference) = queue.pop() {
        let (target, value) = resolve(root, &reference)?;
        if !is_definition(&target) {
            return None;
        }
        if reached.insert(target.into_owned()) {
            references(SchemaView::of(value), &mut queue);
        }
    }
    Some(reached)
}

fn with_definitions(
    root: &Value,
    mut members: Map<String, Value>,
    reached: &BTreeSet<String>,
) -> Map<String, Value> {
    let definitions: Map<String, Value> = reached
        .iter()
        .filter_map(|target| {
            let (_, name) = pointer::split_last(target)?;
            Some((name, root.pointer(target)?.clone()))
        })
        .collect();
    if !definitions.is_empty() {
        members.insert("$defs".to_owned(), Value::Object(definitions));
    }
    members
}

/// Whether a pointer names an entry of the root's `$defs`.
fn is_definition(target: &str) -> bool {
    target
        .strip_prefix("/$defs/")
        .is_some_and(|name| !name.contains('/'))
}

/// The whole of a schema, entered at a pointer.
fn whole(root: &Value, at: &str) -> Value {
    if at.is_empty() {
        return root.clone();
    }
    let (root, id) = named(root.clone());
    json!({ "$ref": format!("{id}#{}", fragment(at)), "$defs": { "whole": root } })
}

/// A schema with an identity by which others can refer to it, and that identity.
pub(super) fn named(mut root: Value) -> (Value, String) {
    if let Some(id) = SchemaView::of(&root).text(Keyword::Id) {
        let id = id.to_owned();
        return (root, id);
    }
    let id = "urn:tally:whole".to_owned();
    if let Value::Object(members) = &mut root {
        members.insert("$id".to_owned(), json!(id));
    }
    (root, id)
}

/// A pointer as it stands in a URI fragment.
pub(super) fn fragment(pointer: &str) -> String {
    utf8_percent_encode(pointer, FRAGMENT).to_string()
}

/// What a URI fragment may not hold as it is (RFC 3986 §3.5).
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Every `$ref` in a schema, not following them and not looking into its `$defs`.
fn references(schema: SchemaView<'_>, into: &mut Vec<String>) {
    let own = [Keyword::Ref, Keyword::DynamicRef].map(|keyword| schema.text(keyword));
    into.extend(own.into_iter().flatten().map(str::to_owned));
    schema.visit(&mut |keyword, schema| {
        if keyword != Keyword::Defs {
            self::references(schema, into);
        }
    });
}
