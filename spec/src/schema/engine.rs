//! How the `jsonschema` crate is set up: the same for validation and for the algebra.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Number, Value, json};

use super::keyword::Keyword;
use super::pointer;
use super::rewrite::{add_branch, rewrite};
use super::view::SchemaView;

/// Inclusive bounds of the numeric formats of OpenAPI's format registry.
const INTEGER_FORMATS: [(&str, i128, i128); 8] = [
    ("int8", i8::MIN as i128, i8::MAX as i128),
    ("int16", i16::MIN as i128, i16::MAX as i128),
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint8", 0, u8::MAX as i128),
    ("uint16", 0, u16::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
];

/// The formats of strings that JSON Schema 2020-12 and OpenAPI define and that are asserted here.
const STRING_FORMATS: [&str; 18] = [
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// The bounds that a numeric format sets, as keywords.
pub(super) fn numeric_format(format: &str) -> Option<Value> {
    let (_, minimum, maximum) = INTEGER_FORMATS.iter().find(|(name, ..)| *name == format)?;
    // Two bounds do not fit i64: they fit u64, as all others that are not negative do.
    let number = |bound: i128| match i64::try_from(bound) {
        Ok(bound) => json!(bound),
        Err(_) => json!(u64::try_from(bound).unwrap_or(u64::MAX)),
    };
    Some(json!({ "minimum": number(*minimum), "maximum": number(*maximum) }))
}

/// The inclusive bounds that a numeric format of OpenAPI sets: `int32` from -2147483648 to
/// 2147483647. None for other formats.
#[must_use]
pub fn format_bounds(format: &str) -> Option<(Number, Number)> {
    let bounds = numeric_format(format)?;
    let bounds = SchemaView::of(&bounds);
    let bound = |keyword| bounds.number(keyword).cloned();
    Some((bound(Keyword::Minimum)?, bound(Keyword::Maximum)?))
}

/// Whether a keyword of a schema object is a bound that its numeric `format` sets as well. It is then
/// no clause of its own.
#[must_use]
pub fn is_bound_of_format(schema: SchemaView<'_>, keyword: Keyword) -> bool {
    let bounds = schema.format().and_then(numeric_format);
    let bound = bounds.as_ref().and_then(|it| it.get(keyword.name()));
    bound.is_some() && bound == schema.get(keyword)
}

/// Whether `format` asserts something here; others are annotations that constrain no value.
#[must_use]
pub fn is_known_format(format: &str) -> bool {
    STRING_FORMATS.contains(&format) || numeric_format(format).is_some()
}

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
        if reached.insert(target) {
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

/// What a `$ref` of the form `#/POINTER` or `#` names in a schema: its pointer and the schema.
/// None for anchors, for other resources, and for what is not there.
#[must_use]
pub fn resolve<'v>(root: &'v Value, reference: &str) -> Option<(String, &'v Value)> {
    let target = pointer_of(reference)?;
    let value = root.pointer(&target)?;
    Some((target, value))
}

/// The JSON Pointer that a reference within the same resource has as its fragment (RFC 6901 section 6).
pub(super) fn pointer_of(reference: &str) -> Option<String> {
    let fragment = percent_decode_str(reference.strip_prefix('#')?);
    Some(fragment.decode_utf8().ok()?.into_owned())
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
