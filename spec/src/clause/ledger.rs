//! The ledger: every clause of an operation.

use serde_json::{Map, Value};

use super::occurrence::{Occurrence, occurrences};
use super::sentence::sentence;
use super::{Clause, ClauseId, Part};
use crate::contract::{OperationKey, Schema};
use crate::schema::pointer;

/// How many clauses of one schema the ledger lists: a schema that refers to itself in many ways has
/// more paths than anyone could read. Deeper ones are judged all the same.
pub const CLAUSES_PER_SCHEMA: usize = 2_000;

/// The clauses of one schema in one part of an operation, the shallow ones first.
#[must_use]
pub fn keywords(operation: &OperationKey, part: &Part, schema: &Schema) -> Vec<Clause> {
    let whole = whole(part);
    occurrences(&schema.value, CLAUSES_PER_SCHEMA)
        .found
        .into_iter()
        .map(|occurrence| clause(operation, part, schema, &whole, occurrence))
        .collect()
}

fn clause(
    operation: &OperationKey,
    part: &Part,
    schema: &Schema,
    whole: &str,
    occurrence: Occurrence,
) -> Clause {
    let Occurrence {
        path,
        keyword,
        instance,
        location,
    } = occurrence;
    let none = Map::new();
    let members = schema
        .value
        .pointer(&location)
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let tokens = pointer::tokens(&path);
    // What follows the keyword: the member that `required` names.
    let length = match keyword.as_str() {
        "required" | "dependentSchemas" => 1,
        "dependentRequired" => 2,
        _ => 0,
    };
    let tail = &tokens[tokens.len().saturating_sub(length)..];
    let place = schema
        .places
        .get(&pointer::join(&location, &keyword))
        .or_else(|| schema.places.get(&location));
    Clause {
        id: ClauseId::new(operation, part, &path),
        operation: operation.clone(),
        part: part.clone(),
        promise: sentence(whole, &instance, &keyword, tail, members),
        path,
        keyword,
        instance,
        place: place.cloned(),
    }
}

/// What a sentence calls the value that a part's schema describes.
fn whole(part: &Part) -> String {
    match part {
        Part::RequestBody { .. } | Part::ResponseBody { .. } => "the body".to_owned(),
        Part::Parameter { name, .. } => format!("`{name}`"),
        Part::ResponseHeader { name, .. } => format!("the header `{name}`"),
        other => other.to_string(),
    }
}
