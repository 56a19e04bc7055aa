//! Branches of a union that a `discriminator` names, and what their values must have.

use serde_json::{Map, Value, json};

use super::discriminator::Discriminator;
use super::equality::equal;
use super::keyword::Keyword;
use super::view::SchemaView;

/// Adds to each branch of a union what its values must have to be understood as that branch: the
/// discriminating member with a name of the branch. A branch that has other values for the member
/// stays as it is.
pub(super) fn name_branches(root: &Value, union: &mut Map<String, Value>) {
    let Some(discriminator) = union.get(Keyword::Discriminator.name()).cloned() else {
        return;
    };
    let Some(discriminator) = Discriminator::of(&discriminator) else {
        return;
    };
    let property = discriminator.property();
    for keyword in [Keyword::OneOf, Keyword::AnyOf] {
        let Some(Value::Array(branches)) = union.get_mut(keyword.name()) else {
            continue;
        };
        for branch in branches {
            let view = SchemaView::within(root, branch);
            let names = view.reference().map(|it| discriminator.names(it));
            let names = possible(view, property, names.unwrap_or_default());
            let Value::Object(branch) = branch else {
                continue;
            };
            if !names.is_empty() && !branch.contains_key(Keyword::AllOf.name()) {
                let named = json!({
                    "required": [property],
                    "properties": { property: { "enum": names } },
                });
                branch.insert(Keyword::AllOf.name().to_owned(), json!([named]));
            }
        }
    }
}

/// The names that a schema accepts as values of the member, as far as `const` and `enum` say.
fn possible(schema: SchemaView<'_>, property: &str, names: Vec<String>) -> Vec<Value> {
    let mut names: Vec<Value> = names.into_iter().map(Value::String).collect();
    let members = schema.in_place().filter_map(|it| it.property(property));
    for values in members
        .flat_map(SchemaView::in_place)
        .filter_map(SchemaView::listed)
    {
        names.retain(|name| values.iter().any(|value| equal(value, name)));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

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
