//! What can be seen of a schema at a glance: enough to tell most branches of a union apart without
//! asking the algebra.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::schema::{Follow, IN_PLACE, JsonTypes, Keyword, SchemaView, equal};

/// What a schema surely demands. Everything else about it is unknown.
#[derive(Debug)]
pub(super) struct Outline {
    /// The types that are accepted at most.
    types: JsonTypes,
    /// Members that every object has.
    required: BTreeSet<String>,
    /// By member: the values that it has at most, where it is there.
    fixed: BTreeMap<String, Vec<Value>>,
    /// Whether no keyword but `required` can refuse an object for what it lacks.
    plain: bool,
}

impl Outline {
    /// The outline of a self-contained schema.
    pub(super) fn of(root: &Value) -> Self {
        let all = SchemaView::of(root).walk(Follow::Certain);
        let mut outline = Self {
            types: JsonTypes::ALL,
            required: BTreeSet::new(),
            fixed: BTreeMap::new(),
            plain: all.len() < IN_PLACE,
        };
        all.into_iter().for_each(|schema| outline.add(schema));
        outline
    }

    fn add(&mut self, schema: SchemaView<'_>) {
        let lost = schema.has(Keyword::Ref) && schema.target().is_none();
        let refuses = schema.boolean() == Some(false);
        self.plain &= !lost && !refuses && !schema.keywords().any(Keyword::misses);
        self.types = self.types.and(schema.types().unwrap_or(JsonTypes::ALL));
        self.required.extend(schema.required().map(str::to_owned));
        for (name, property) in schema.properties() {
            if let Some(values) = property.listed() {
                self.fixed.insert(name.to_owned(), values.to_vec());
            }
        }
    }

    /// Whether no value is accepted by both, as far as can be seen.
    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        if self.types.and(other.types).is_empty() {
            return true;
        }
        let apart = |name: &String| match (self.fixed.get(name), other.fixed.get(name)) {
            (Some(one), Some(other)) => {
                let is_shared = |value: &Value| other.iter().any(|it| equal(value, it));
                !one.iter().any(is_shared)
            }
            _ => false,
        };
        // What tells objects apart says nothing about other values that both accept.
        let only_objects = |types: JsonTypes| types == JsonTypes::OBJECT;
        (only_objects(self.types) || only_objects(other.types))
            && self.required.intersection(&other.required).any(apart)
    }

    /// Whether this accepts an object that lacks what the other requires, if it accepts objects at
    /// all.
    pub(super) fn lacks_what_is_required_by(&self, other: &Self) -> bool {
        let objects = self.types.has(JsonTypes::OBJECT);
        self.plain && objects && !other.required.is_subset(&self.required)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn disjoint(one: &Value, other: &Value) -> bool {
        Outline::of(one).is_disjoint(&Outline::of(other))
    }

    fn lacks(one: &Value, other: &Value) -> bool {
        Outline::of(one).lacks_what_is_required_by(&Outline::of(other))
    }

    #[test]
    fn types_and_discriminators_tell_branches_apart() {
        assert!(disjoint(
            &json!({"type": "string"}),
            &json!({"type": ["integer", "null"]})
        ));
        assert!(!disjoint(
            &json!({"type": "number"}),
            &json!({"type": "integer"})
        ));
        let kind = |kind: &str, required: &[&str]| json!({"type": "object", "required": required, "properties": {"kind": {"const": kind}}});
        assert!(disjoint(&kind("a", &["kind"]), &kind("b", &["kind"])));
        assert!(!disjoint(&kind("a", &["kind"]), &kind("b", &[])));
        assert!(!disjoint(&kind("a", &["kind"]), &kind("a", &["kind"])));
        let referring =
            json!({"allOf": [{"$ref": "#/$defs/A"}], "$defs": {"A": kind("a", &["kind"])}});
        assert!(disjoint(&referring, &kind("b", &["kind"])));
        let level = |level: Value| json!({"type": "object", "required": ["level"], "properties": {"level": {"const": level}}});
        assert!(disjoint(&level(json!(1)), &level(json!(2))));
        assert!(!disjoint(&level(json!(1)), &level(json!(1.0))));
        let open = json!({"required": ["kind"], "properties": {"kind": {"const": "a"}}});
        assert!(!disjoint(
            &open,
            &json!({"required": ["kind"], "properties": {"kind": {"const": "b"}}})
        ));
    }

    #[test]
    fn an_object_may_lack_what_another_requires() {
        let needs = |names: &[&str]| json!({"type": "object", "required": names});
        assert!(lacks(&needs(&["a"]), &needs(&["a", "b"])));
        assert!(!lacks(&needs(&["a", "b"]), &needs(&["a"])));
        assert!(!lacks(
            &json!({"type": "object", "anyOf": [needs(&["b"])]}),
            &needs(&["b"])
        ));
        assert!(!lacks(&json!({"type": "string"}), &needs(&["b"])));
    }
}
