//! What can be seen of a schema at a glance: enough to tell most branches of a union apart without
//! asking the algebra.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::schema::resolve;

/// What a schema surely demands. Everything else about it is unknown.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The types that are accepted at most, `integer` as `number`. None: all.
    types: Option<BTreeSet<String>>,
    /// Members that every object has.
    required: BTreeSet<String>,
    /// By member: the values that it has at most, where it is there.
    fixed: BTreeMap<String, Vec<Value>>,
    /// Whether no keyword but `required` can refuse an object for what it lacks.
    plain: bool,
}

/// Keywords that may refuse an object because a member is missing, or that hide what does.
const OPAQUE: [&str; 13] = [
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
    "unevaluatedProperties",
    "const",
    "enum",
    "$dynamicRef",
];

/// How deep `$ref` and `allOf` are followed.
const DEPTH: usize = 16;

impl Outline {
    /// The outline of a self-contained schema.
    pub(super) fn of(root: &Value) -> Self {
        let mut outline = Self {
            plain: true,
            ..Self::default()
        };
        outline.add(root, root, DEPTH);
        outline
    }

    fn add(&mut self, root: &Value, schema: &Value, depth: usize) {
        let Value::Object(members) = schema else {
            self.plain &= schema == &Value::Bool(true);
            return;
        };
        if depth == 0 {
            self.plain = false;
            return;
        }
        self.plain &= !OPAQUE.iter().any(|name| members.contains_key(*name));
        self.add_own(members);
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            match resolve(root, reference) {
                Some((_, target)) => self.add(root, target, depth - 1),
                None => self.plain = false,
            }
        }
        for branch in members
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.add(root, branch, depth - 1);
        }
    }

    fn add_own(&mut self, members: &Map<String, Value>) {
        if let Some(types) = members.get("type").and_then(types) {
            self.types = Some(match self.types.take() {
                Some(known) => known.intersection(&types).cloned().collect(),
                None => types,
            });
        }
        let required = members
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        self.required
            .extend(required.filter_map(Value::as_str).map(str::to_owned));
        let properties = members.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let values = match (property.get("const"), property.get("enum")) {
                (Some(value), _) => vec![value.clone()],
                (None, Some(Value::Array(values))) => values.clone(),
                _ => continue,
            };
            self.fixed.insert(name.clone(), values);
        }
    }

    /// Whether no value is accepted by both, as far as can be seen.
    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        if let (Some(one), Some(other)) = (&self.types, &other.types)
            && one.is_disjoint(other)
        {
            return true;
        }
        // What tells objects apart says nothing about other values that both accept.
        let only_objects = |outline: &Self| {
            outline
                .types
                .as_ref()
                .is_some_and(|types| types.iter().eq(["object"]))
        };
        (only_objects(self) || only_objects(other))
            && self.required.intersection(&other.required).any(|name| {
                match (self.fixed.get(name), other.fixed.get(name)) {
                    (Some(one), Some(other)) => !one.iter().any(|value| other.contains(value)),
                    _ => false,
                }
            })
    }

    /// Whether this accepts an object that lacks what the other requires, if it accepts objects at
    /// all.
    pub(super) fn lacks_what_is_required_by(&self, other: &Self) -> bool {
        let objects = self
            .types
            .as_ref()
            .is_none_or(|types| types.contains("object"));
        self.plain && objects && !other.required.is_subset(&self.required)
    }
}

fn types(written: &Value) -> Option<BTreeSet<String>> {
    let name = |value: &Value| match value.as_str() {
        Some("integer") => Some("number".to_owned()),
        name => name.map(str::to_owned),
    };
    match written {
        Value::Array(names) => names.iter().map(name).collect(),
        one => Some([name(one)?].into_iter().collect()),
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
