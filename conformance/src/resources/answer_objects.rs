//! The objects that answers of an operation have, as its schemas describe them.

use std::collections::HashSet;

use serde_json::Value;
use tally_spec::Contract;
use tally_spec::contract::{Operation, Schema, StatusPattern};
use tally_spec::promise::is_json;
use tally_spec::schema::{JsonTypes, Keyword, SchemaView, pointer};

/// How deep an answer is searched: an envelope, a list, an item, a part of it.
const DEPTH: usize = 4;

/// How many objects of one operation are looked at.
const MOST: usize = 128;

/// An object in an answer.
#[derive(Clone, Debug)]
pub(super) struct AnswerObject {
    /// JSON Pointer into the body, `*` for every index.
    pub(super) pattern: String,
    /// The names of the schemas that describe it.
    pub(super) schemas: HashSet<String>,
    /// Its members that hold a string or a number, with their format.
    pub(super) members: Vec<(String, Option<String>)>,
}

/// The objects of the answers of success, the outer ones first.
pub(super) fn answer_objects(
    contract: &Contract,
    library: &Schema,
    operation: &Operation,
) -> Vec<AnswerObject> {
    let mut objects = Vec::new();
    for response in &operation.responses {
        let is_success = match response.status {
            StatusPattern::Code(code) => (200..300).contains(&code),
            StatusPattern::Range(class) => class == 2,
            StatusPattern::Default => false,
        };
        let media = response.content.iter().find(|media| is_json(&media.name));
        let schema = media.and_then(|media| media.schema);
        if let Some(id) = schema.filter(|_| is_success) {
            let schema = contract.schema_alone(id).value;
            collect(SchemaView::within(&library.value, &schema), &mut objects);
        }
    }
    objects
}

/// The members of a request body that hold a string or a number.
pub(super) fn members_of(root: &Value, schema: &Value) -> Vec<(String, Option<String>)> {
    scalars(SchemaView::within(root, schema))
}

/// The names of the schemas that apply to a value.
fn names(schema: SchemaView<'_>) -> HashSet<String> {
    let reached = schema.with_alternatives();
    reached.filter_map(SchemaView::reference_name).collect()
}

fn scalars(schema: SchemaView<'_>) -> Vec<(String, Option<String>)> {
    let mut members: Vec<(String, Option<String>)> = Vec::new();
    for (name, member) in schema.with_alternatives().flat_map(SchemaView::properties) {
        let scalar = JsonTypes::STRING.with(JsonTypes::INTEGER);
        let is_scalar = member.possible_types().and(scalar) != JsonTypes::NONE;
        if is_scalar && !members.iter().any(|(known, _)| known == name) {
            let format = member.with_alternatives().find_map(SchemaView::format);
            members.push((name.to_owned(), format.map(str::to_owned)));
        }
    }
    members
}

fn collect(root: SchemaView<'_>, objects: &mut Vec<AnswerObject>) {
    let mut level = vec![(root, String::new())];
    for _ in 0..=DEPTH {
        let mut next = Vec::new();
        for (schema, pattern) in level {
            if objects.len() >= MOST {
                return;
            }
            let members = scalars(schema);
            if !members.is_empty() {
                objects.push(AnswerObject {
                    pattern: pattern.clone(),
                    schemas: names(schema),
                    members,
                });
            }
            for at in schema.with_alternatives() {
                for (name, member) in at.properties() {
                    let whole = JsonTypes::OBJECT.with(JsonTypes::ARRAY);
                    if member.possible_types().and(whole) != JsonTypes::NONE {
                        next.push((member, pointer::join(&pattern, name)));
                    }
                }
                if let Some(items) = at.schema(Keyword::Items) {
                    next.push((items, format!("{pattern}/*")));
                }
            }
        }
        next.truncate(MOST);
        level = next;
    }
}
