//! Values without what only the server sets.
//!
//! OpenAPI 3.0, Schema Object, `readOnly`: such a member "SHOULD NOT be sent as part of the request";
//! JSON Schema 2020-12 §9.4: a server may ignore or refuse it. So no request that is sent as valid has
//! one, wherever its value comes from.

use serde_json::Value;
use tally_spec::schema::{has_read_only, is_read_only, resolve};

/// The value without the members that only the server sets; none when it has none of them. `root` is
/// the self-contained schema of the value.
pub(super) fn without_read_only(root: &Value, value: &Value) -> Option<Value> {
    if !has_read_only(root) {
        return None;
    }
    let mut stripped = value.clone();
    strip(root, &[root], &mut stripped);
    (stripped != *value).then_some(stripped)
}

fn strip(root: &Value, schemas: &[&Value], value: &mut Value) {
    let mut all = Vec::new();
    for schema in schemas {
        expand(root, schema, &mut all);
    }
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                let of_member: Vec<&Value> = all.iter().flat_map(|it| member(it, &name)).collect();
                let read_only = |it: &&Value| is_read_only(root, it);
                // Branches of a union may disagree: then one that can be written will do.
                if !of_member.is_empty() && of_member.iter().all(read_only)
                    || surely_read_only(root, schemas, &name)
                {
                    members.shift_remove(&name);
                } else if let Some(value) = members.get_mut(&name) {
                    strip(root, &of_member, value);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let of_item: Vec<&Value> = all.iter().filter_map(|it| of_item(it, index)).collect();
                strip(root, &of_item, item);
            }
        }
        _ => {}
    }
}

/// Whether a schema that surely applies (itself, by reference or by `allOf`) marks a member.
fn surely_read_only(root: &Value, schemas: &[&Value], name: &str) -> bool {
    let mut sure = Vec::new();
    for schema in schemas {
        follow(root, schema, &["allOf"], &mut sure);
    }
    let mut marked = sure.iter().flat_map(|it| member(it, name));
    marked.any(|it| is_read_only(root, it))
}

/// A schema and all that may apply at the same place.
fn expand<'s>(root: &'s Value, schema: &'s Value, all: &mut Vec<&'s Value>) {
    let applicators = ["allOf", "anyOf", "oneOf"];
    follow(root, schema, &applicators, all);
}

fn follow<'s>(root: &'s Value, schema: &'s Value, applicators: &[&str], all: &mut Vec<&'s Value>) {
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        if all.iter().any(|known| std::ptr::eq(*known, schema)) {
            continue;
        }
        all.push(schema);
        let target = schema.get("$ref").and_then(Value::as_str);
        open.extend(target.and_then(|it| resolve(root, it)).map(|(_, it)| it));
        for name in applicators {
            let branches = schema.get(name).and_then(Value::as_array);
            open.extend(branches.into_iter().flatten());
        }
    }
}

/// What one schema says of a member: its property, else what it says of all others.
fn member<'s>(schema: &&'s Value, name: &str) -> Vec<&'s Value> {
    let schema: &'s Value = schema;
    let own = schema.get("properties").and_then(|it| it.get(name));
    let other = || schema.get("additionalProperties");
    own.or_else(other).into_iter().collect()
}

/// What one schema says of an item.
fn of_item(schema: &Value, index: usize) -> Option<&Value> {
    let fixed = schema.get("prefixItems").and_then(|all| all.get(index));
    fixed.or_else(|| schema.get("items"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(schema: &Value, value: &Value, expected: &Value) {
        let stripped = without_read_only(schema, value).unwrap_or_else(|| value.clone());
        assert_eq!(stripped, *expected);
    }

    #[test]
    fn members_are_taken_away_wherever_they_are_marked() {
        let schema = json!({
            "allOf": [
                { "$ref": "#/$defs/Entity" },
                { "properties": {
                    "stamp": { "$ref": "#/$defs/Stamp" },
                    "tags": { "items": { "$ref": "#/$defs/Entity" } },
                    "more": { "additionalProperties": { "$ref": "#/$defs/Entity" } },
                } },
            ],
            "$defs": {
                "Entity": { "properties": { "id": { "readOnly": true }, "name": {} } },
                "Stamp": { "readOnly": true },
            },
        });
        check(
            &schema,
            &json!({
                "id": 1, "name": "n", "stamp": "s", "own": 1,
                "tags": [{ "id": 1, "name": "t" }], "more": { "a": { "id": 1 } },
            }),
            &json!({ "name": "n", "own": 1, "tags": [{ "name": "t" }], "more": { "a": {} } }),
        );
    }

    #[test]
    fn a_member_that_a_branch_of_a_union_can_write_stays() {
        let schema = json!({ "oneOf": [
            { "properties": { "id": { "readOnly": true }, "at": { "readOnly": true } } },
            { "properties": { "id": { "type": "string" } } },
        ] });
        check(
            &schema,
            &json!({ "id": "x", "at": 1 }),
            &json!({ "id": "x" }),
        );
    }

    #[test]
    fn recursive_schemas_come_to_an_end() {
        let schema = json!({ "allOf": [{ "$ref": "#" }], "properties": {
            "id": { "readOnly": true }, "next": { "$ref": "#" },
        } });
        check(
            &schema,
            &json!({ "id": 1, "next": { "id": 2, "next": {} } }),
            &json!({ "next": { "next": {} } }),
        );
    }
}
