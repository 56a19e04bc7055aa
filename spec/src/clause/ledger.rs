//! The ledger: every clause of an operation.

use super::occurrence::{Occurrence, occurrences};
use super::sentence::sentence;
use super::{Clause, ClauseId, Part};
use crate::contract::{Content, Contract, Operation, OperationKey, Schema, SchemaId};
use crate::promise::{is_json, promises, request_part, response_part};
use crate::schema::{SchemaView, for_request, for_response, pointer};

/// How many clauses of one schema the ledger lists: a schema that refers to itself in many ways has
/// more paths than anyone could read. Deeper ones are judged all the same.
pub const CLAUSES_PER_SCHEMA: usize = 10_000;

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
    let location = &occurrence.location;
    let holder = SchemaView::at(&schema.value, location);
    let holder = holder.unwrap_or(SchemaView::of(&schema.value));
    let keyword = occurrence.keyword_name();
    let place = schema
        .places
        .get(&pointer::join(location, keyword))
        .or_else(|| schema.places.get(location));
    Clause {
        id: ClauseId::new(operation, part, &occurrence.path),
        operation: operation.clone(),
        part: part.clone(),
        promise: sentence(whole, &occurrence, holder),
        keyword: keyword.to_owned(),
        path: occurrence.path,
        instance: occurrence.instance,
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

/// Every clause of an operation: those of the request's schemas, of the answers' schemas, and what
/// statuses, media types, security, HTTP and the method's meaning promise beside them.
#[must_use]
pub fn clauses(contract: &Contract, operation: &Operation) -> Vec<Clause> {
    let of = |part: &Part, schema: Schema| keywords(&operation.key, part, &schema);
    let mut clauses = Vec::new();
    for parameter in &operation.parameters {
        let part = Part::Parameter {
            location: parameter.location,
            name: parameter.name.clone(),
        };
        if let Some(schema) = described(&parameter.content) {
            clauses.extend(of(&part, request_schema(contract, schema)));
        }
    }
    for media in operation.request_body.iter().flat_map(|body| &body.content) {
        if let Some(schema) = media.schema {
            let part = request_part(operation, media);
            clauses.extend(of(&part, request_schema(contract, schema)));
        }
    }
    for response in &operation.responses {
        for header in &response.headers {
            let name = header.name.to_ascii_lowercase();
            let part = Part::ResponseHeader {
                status: response.status,
                name,
            };
            if let Some(schema) = described(&header.content) {
                clauses.extend(of(&part, response_schema(contract, schema)));
            }
        }
        for media in response.content.iter().filter(|media| is_json(&media.name)) {
            if let Some(schema) = media.schema {
                clauses.extend(of(
                    &response_part(response, media),
                    response_schema(contract, schema),
                ));
            }
        }
    }
    clauses.extend(promises(contract, operation));
    clauses
}

/// A schema of the contract as requests are judged by it.
#[must_use]
pub fn request_schema(contract: &Contract, id: SchemaId) -> Schema {
    let schema = contract.schema(id);
    Schema {
        value: for_request(&schema.value),
        places: schema.places,
    }
}

/// A schema of the contract as answers are judged by it.
#[must_use]
pub fn response_schema(contract: &Contract, id: SchemaId) -> Schema {
    let schema = contract.schema(id);
    Schema {
        value: for_response(&schema.value),
        places: schema.places,
    }
}

/// The schema of a parameter or header.
#[must_use]
pub fn described(content: &Content) -> Option<SchemaId> {
    match content {
        Content::Styled { schema, .. } => Some(*schema),
        Content::Media(media) => media.schema,
        Content::Undescribed => None,
    }
}
