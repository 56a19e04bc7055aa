//! `discriminator`: which branch of a union a value names (OpenAPI section "Discriminator Object").

use serde_json::{Map, Value};

use super::reference::name_of;
use crate::pointer;

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

    /// Whether a name stands for the branch that is this reference: by `mapping`, else as the name
    /// of the schema.
    #[must_use]
    pub fn chooses(self, name: &str, reference: &str) -> bool {
        match self.mapping.and_then(|mapping| mapping.get(name)) {
            Some(target) => target == reference,
            None => name_of(reference).is_some_and(|it| it == name),
        }
    }

    /// The names that `mapping` gives to a schema of that name.
    #[must_use]
    pub fn mapped_to(self, schema: &str) -> Vec<String> {
        let last = |target: &Value| {
            let last = target.as_str()?.rsplit('/').next()?;
            Some(pointer::unescape(last).into_owned())
        };
        let mapping = self.mapping.into_iter().flatten();
        let mapped = mapping.filter(|(_, target)| last(target).as_deref() == Some(schema));
        mapped.map(|(name, _)| name.clone()).collect()
    }

    /// The names of the branch that is this reference: those that `mapping` gives it, else that of
    /// the schema.
    #[must_use]
    pub fn names(self, reference: &str) -> Vec<String> {
        let mapping = self.mapping.into_iter().flatten();
        let mapped = mapping.filter(|(_, target)| target.as_str() == Some(reference));
        let names: Vec<String> = mapped.map(|(name, _)| name.clone()).collect();
        match names.is_empty() {
            true => name_of(reference).into_iter().collect(),
            false => names,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_branch_is_named_by_the_mapping_or_by_its_schema() {
        let mapped = json!({ "propertyName": "kind", "mapping": { "c": "#/$defs/Cat" } });
        let discriminator = Discriminator::of(&mapped).unwrap();
        assert_eq!(discriminator.names("#/$defs/Cat"), ["c"]);
        assert_eq!(discriminator.names("#/$defs/Dog"), ["Dog"]);
        assert!(discriminator.chooses("c", "#/$defs/Cat"));
        assert!(discriminator.chooses("Cat", "#/$defs/Cat"));
        assert!(!discriminator.chooses("c", "#/$defs/c"));
    }
}
