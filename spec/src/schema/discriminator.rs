//! `discriminator`: which branch of a union a value names (OpenAPI section "Discriminator Object").

use serde_json::{Map, Value, json};

use super::equal;
use super::keyword::Keyword;
use super::view::SchemaView;

/// A discriminator: the member whose value names a branch, and the names that are written out.
#[derive(Clone, Copy, Debug)]
pub struct Discriminator<'s> {
    property: &'s str,
    mapping: Option<&'s Map<String, Value>>,
}

impl<'s> Discriminator<'s> {
    /// What `discriminator` holds; none if it names no member.
    pub(crate) fn of(value: &'s Value) -> Option<Self> {
        Some(Self {
            property: value.get("propertyName")?.as_str()?,
            mapping: value.get("mapping").and_then(Value::as_object),
        })
    }

    /// The member whose value names a branch.
    #[must_use]
    pub fn property(self) -> &'s str {
        self.property
    }

    /// Whether a name stands for a branch: by `mapping`, else as the name of the branch's schema.
    #[must_use]
    pub fn chooses(self, name: &str, branch: SchemaView<'_>) -> bool {
        match self.mapping.and_then(|mapping| mapping.get(name)) {
            Some(target) => branch.reference() == target.as_str(),
            None => branch.reference_name().is_some_and(|it| it == name),
        }
    }

    /// The names that `mapping` gives to a schema of that name.
    #[must_use]
    pub fn mapped_to(self, schema: &str) -> Vec<String> {
        let last = |target: &Value| {
            let last = target.as_str()?.rsplit('/').next()?;
            Some(super::pointer::unescape(last).into_owned())
        };
        let mapping = self.mapping.into_iter().flatten();
        let mapped = mapping.filter(|(_, target)| last(target).as_deref() == Some(schema));
        mapped.map(|(name, _)| name.clone()).collect()
    }

    /// The names of a branch: those that `mapping` gives it, else that of its schema. None for a
    /// branch that is not a reference.
    #[must_use]
    pub fn names(self, branch: SchemaView<'_>) -> Vec<String> {
        let Some(reference) = branch.reference() else {
            return Vec::new();
        };
        let mapping = self.mapping.into_iter().flatten();
        let mapped = mapping.filter(|(_, target)| target.as_str() == Some(reference));
        let names: Vec<String> = mapped.map(|(name, _)| name.clone()).collect();
        match names.is_empty() {
            true => branch.reference_name().into_iter().collect(),
            false => names,
        }
    }
}

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
            let names = possible(view, property, discriminator.names(view));
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
    fn a_branch_is_named_by_the_mapping_or_by_its_schema() {
        let mapped = json!({ "propertyName": "kind", "mapping": { "c": "#/$defs/Cat" } });
        let discriminator = Discriminator::of(&mapped).unwrap();
        let names = |branch: Value| discriminator.names(SchemaView::of(&branch));
        assert_eq!(names(json!({ "$ref": "#/$defs/Cat" })), ["c"]);
        assert_eq!(names(json!({ "$ref": "#/$defs/Dog" })), ["Dog"]);
        assert!(names(json!({ "type": "object" })).is_empty());
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
