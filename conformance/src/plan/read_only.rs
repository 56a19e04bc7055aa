//! Values without what only the server sets.
//!
//! OpenAPI 3.0, Schema Object, `readOnly`: such a member "SHOULD NOT be sent as part of the request";
//! JSON Schema 2020-12 §9.4: a server may ignore or refuse it. So no request that is sent as valid has
//! one, wherever its value comes from.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;
use tally_spec::schema::{Follow, Keyword, SchemaView, has_read_only, matches};

/// What only the server sets in the values of a schema.
pub(crate) struct ReadOnly<'s> {
    /// The self-contained schema.
    root: &'s Value,
    /// The names of the members that are marked, wherever they stand.
    names: HashSet<&'s str>,
    /// Whether members are marked that have no name of their own: those of a pattern, or all others.
    unnamed: bool,
}

impl<'s> ReadOnly<'s> {
    /// That of a self-contained schema.
    pub(crate) fn of(root: &'s Value) -> Self {
        let mut found = Self {
            root,
            names: HashSet::new(),
            unnamed: false,
        };
        if has_read_only(root) {
            found.collect(SchemaView::of(root));
        }
        found
    }

    fn collect(&mut self, schema: SchemaView<'s>) {
        for held in schema.subschemas() {
            if held.schema.is_read_only() {
                match (held.keyword, &held.token) {
                    (Keyword::Properties, Some(Cow::Borrowed(name))) => {
                        self.names.insert(name);
                    }
                    (Keyword::PatternProperties | Keyword::AdditionalProperties, _) => {
                        self.unnamed = true;
                    }
                    _ => {}
                }
            }
            self.collect(held.schema);
        }
    }

    /// Whether nothing in a value can be marked.
    fn lets_pass(&self, value: &Value) -> bool {
        match value {
            Value::Object(members) => members.iter().all(|(name, value)| {
                !self.unnamed && !self.names.contains(name.as_str()) && self.lets_pass(value)
            }),
            Value::Array(items) => items.iter().all(|item| self.lets_pass(item)),
            _ => true,
        }
    }

    /// The value without the members that only the server sets; none when it has none of them.
    pub(crate) fn taken_from(&self, value: &Value) -> Option<Value> {
        if self.lets_pass(value) {
            return None;
        }
        let mut stripped = value.clone();
        strip(&[SchemaView::of(self.root)], &mut stripped);
        (stripped != *value).then_some(stripped)
    }
}

fn strip(schemas: &[SchemaView<'_>], value: &mut Value) {
    let all: Vec<SchemaView<'_>> = schemas
        .iter()
        .flat_map(|it| it.walk(Follow::Alternatives))
        .collect();
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                let of_member: Vec<_> = all.iter().flat_map(|it| member(*it, &name)).collect();
                // Branches of a union may disagree: then one that can be written will do.
                if !of_member.is_empty() && of_member.iter().all(|it| it.is_read_only())
                    || surely_read_only(schemas, &name)
                {
                    members.shift_remove(&name);
                } else if let Some(value) = members.get_mut(&name) {
                    strip(&of_member, value);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let of_item = all.iter().filter_map(|it| it.step_to_item(index));
                let of_item: Vec<_> = of_item.map(|step| step.schema).collect();
                strip(&of_item, item);
            }
        }
        _ => {}
    }
}

/// Whether a schema that surely applies (itself, by reference or by `allOf`) marks a member.
fn surely_read_only(schemas: &[SchemaView<'_>], name: &str) -> bool {
    let mut sure = schemas.iter().flat_map(|it| it.in_place());
    sure.any(|it| member(it, name).iter().any(|it| it.is_read_only()))
}

/// What one schema says of a member: by its name, by a pattern, else what it says of all others.
fn member<'s>(schema: SchemaView<'s>, name: &str) -> Vec<SchemaView<'s>> {
    let steps = schema.steps_to_member(name, &matches);
    steps.into_iter().map(|step| step.schema).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(schema: &Value, value: &Value, expected: &Value) {
        let stripped = ReadOnly::of(schema).taken_from(value);
        let stripped = stripped.unwrap_or_else(|| value.clone());
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
    fn a_member_that_a_pattern_names_is_no_additional_one() {
        let schema = json!({
            "patternProperties": { "^x-": { "readOnly": true }, "^y-": {} },
            "additionalProperties": { "readOnly": true },
        });
        check(
            &schema,
            &json!({ "x-a": 1, "y-a": 2, "z": 3 }),
            &json!({ "y-a": 2 }),
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
