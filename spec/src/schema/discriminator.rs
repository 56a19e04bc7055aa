//! `discriminator`: which branch of a union a value names (OpenAPI section "Discriminator Object").

use serde_json::{Map, Value, json};

use super::engine::resolve;
use super::pointer;

/// How deep `$ref` and `allOf` are followed to find out what a member can be.
const DEPTH: usize = 16;

/// The names that a branch has: those that `mapping` gives it, else that of its schema. None for a
/// branch that is not a reference.
pub(crate) fn names(discriminator: &Value, branch: &Value) -> Vec<String> {
    let Some(reference) = branch.get("$ref").and_then(Value::as_str) else {
        return Vec::new();
    };
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapped = mapping.into_iter().flatten();
    let mapped = mapped.filter(|(_, target)| target.as_str() == Some(reference));
    let names: Vec<String> = mapped.map(|(name, _)| name.clone()).collect();
    if !names.is_empty() {
        return names;
    }
    let last = reference.rsplit('/').next().unwrap_or_default();
    vec![pointer::unescape(last)]
}

/// Adds to each branch of a union what its values must have to be understood as that branch: the
/// discriminating member with a name of the branch. A branch that has other values for the member
/// stays as it is.
pub(super) fn name_branches(root: &Value, union: &mut Map<String, Value>) {
    let Some(discriminator) = union.get("discriminator").cloned() else {
        return;
    };
    let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else {
        return;
    };
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = union.get_mut(keyword) else {
            continue;
        };
        for branch in branches {
            let mut names: Vec<Value> = names(&discriminator, branch)
                .into_iter()
                .map(Value::String)
                .collect();
            retain_possible(root, branch, property, &mut names, DEPTH);
            let Value::Object(branch) = branch else {
                continue;
            };
            if !names.is_empty() && !branch.contains_key("allOf") {
                let named = json!({
                    "required": [property],
                    "properties": { property: { "enum": names } },
                });
                branch.insert("allOf".to_owned(), json!([named]));
            }
        }
    }
}

/// Keeps the names that a schema accepts as values of the member, as far as `const` and `enum` say.
fn retain_possible(
    root: &Value,
    schema: &Value,
    property: &str,
    names: &mut Vec<Value>,
    depth: usize,
) {
    if depth == 0 || names.is_empty() {
        return;
    }
    let own = schema.get("properties").and_then(|all| all.get(property));
    let mut open: Vec<(&Value, usize)> = own.map(|member| (member, depth)).into_iter().collect();
    while let Some((member, depth)) = open.pop() {
        if let Some(value) = member.get("const") {
            names.retain(|name| name == value);
        }
        if let Some(Value::Array(values)) = member.get("enum") {
            names.retain(|name| values.contains(name));
        }
        if depth > 0 {
            open.extend(composed(root, member).map(|part| (part, depth - 1)));
        }
    }
    for part in composed(root, schema) {
        retain_possible(root, part, property, names, depth - 1);
    }
}

/// What a schema refers to and its branches of `allOf`.
fn composed<'s>(root: &'s Value, schema: &'s Value) -> impl Iterator<Item = &'s Value> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(|at| resolve(root, at));
    let branches = schema.get("allOf").and_then(Value::as_array);
    let target = target.map(|(_, target)| target);
    target.into_iter().chain(branches.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_named_by_the_mapping_or_by_its_schema() {
        let mapped = json!({ "propertyName": "kind", "mapping": { "c": "#/$defs/Cat" } });
        assert_eq!(names(&mapped, &json!({ "$ref": "#/$defs/Cat" })), ["c"]);
        assert_eq!(names(&mapped, &json!({ "$ref": "#/$defs/Dog" })), ["Dog"]);
        assert!(names(&mapped, &json!({ "type": "object" })).is_empty());
    }

    #[test]
    fn branches_demand_names_that_they_accept() {
        let root = json!({
            "discriminator": { "propertyName": "kind" },
            "oneOf": [
                { "$ref": "#/$defs/Cat" },
                { "$ref": "#/$defs/Dog" },
                { "$ref": "#/$defs/Cow" },
            ],
            "$defs": {
                "Cat": { "allOf": [{ "$ref": "#/$defs/Pet" }] },
                "Dog": { "properties": { "kind": { "$ref": "#/$defs/Barks" } } },
                "Cow": {},
                "Pet": { "properties": { "kind": { "enum": ["Cat", "Dog"] } } },
                "Barks": { "const": "barks" },
            },
        });
        let mut union = root.as_object().cloned().unwrap_or_default();
        name_branches(&root, &mut union);
        let named = |name: &str| {
            let named = json!({
                "required": ["kind"],
                "properties": { "kind": { "enum": [name] } },
            });
            json!({ "$ref": format!("#/$defs/{name}"), "allOf": [named] })
        };
        let expected = json!([named("Cat"), { "$ref": "#/$defs/Dog" }, named("Cow")]);
        assert_eq!(union["oneOf"], expected);
    }
}
