//! Lowers a contract to what is emitted: names, types and docs become those of Rust.
//!
//! What belongs here: every decision about the output. What never does: how Rust is written.

mod claims;
mod composition;
mod exact;
mod json_types;
mod keyword;
mod loose;
mod markdown;
mod media;
mod naming;
mod node;
mod object;
mod operation;
mod parameter;
mod pattern;
mod recursion;
mod scalar;
mod schema;
mod security;
mod size;
mod status;
mod types;
mod union;

use std::collections::{HashMap, HashSet};

use tally_spec::contract::{Content, Contract, Media, Schema, SchemaId};
use tally_spec::schema::{Keyword, SchemaView};

use crate::ir::Api;
use crate::unsupported::Unsupported;
use security::Security;
use types::{Directions, Types};

/// Lowers a contract; what has no counterpart is listed.
pub(crate) fn lower(contract: &Contract) -> (Api, Vec<Unsupported>) {
    let library = contract.library();
    let mut types = Types::of(contract, &library, directions(contract, &library));
    let mut security = Security::of(contract, &mut types.unsupported);
    let mut operations = operation::operations(contract, &mut types, &mut security);
    let (credentials, alternatives) = security.finish();
    let (types, unsupported) = types.finish();
    operation::total(&mut operations, &types);
    size::box_answers(&mut operations, &types);
    let info = &contract.info;
    let api = Api {
        title: format!("{} {}", info.title.trim(), info.version.trim())
            .trim()
            .replace('\n', " "),
        docs: markdown::docs([info.description.as_deref().unwrap_or_default()]),
        types,
        credentials,
        alternatives,
        operations,
    };
    (api, unsupported)
}

/// Which named schemas are part of requests, and which of responses.
fn directions(contract: &Contract, library: &Schema) -> Directions {
    let definitions = SchemaView::of(&library.value).named(Keyword::Defs);
    let graph: HashMap<&str, Vec<String>> = definitions
        .map(|(name, schema)| {
            let mut names = Vec::new();
            references(schema, &mut names);
            (name, names)
        })
        .collect();
    let collect = |names: &mut HashSet<String>, id: Option<SchemaId>| {
        let Some(schema) = id.map(|id| contract.schema_alone(id).value) else {
            return;
        };
        let mut waiting = Vec::new();
        references(SchemaView::of(&schema), &mut waiting);
        while let Some(name) = waiting.pop() {
            if names.insert(name.clone()) {
                waiting.extend(graph.get(name.as_str()).into_iter().flatten().cloned());
            }
        }
    };
    let (mut requests, mut responses) = (HashSet::new(), HashSet::new());
    let media = |names: &mut HashSet<String>, content: &[Media]| {
        content
            .iter()
            .for_each(|media| collect(names, media.schema));
    };
    for operation in contract.operations.iter().chain(&contract.webhooks) {
        for parameter in &operation.parameters {
            if let Content::Styled { schema, .. } = &parameter.content {
                collect(&mut requests, Some(*schema));
            }
        }
        let body = operation.request_body.as_ref();
        media(&mut requests, body.map_or(&[], |body| &body.content));
        for response in &operation.responses {
            media(&mut responses, &response.content);
        }
    }
    Directions {
        requests,
        responses,
    }
}

/// The names that a schema refers to.
fn references(schema: SchemaView<'_>, names: &mut Vec<String>) {
    names.extend(schema.reference_name());
    schema.visit(&mut |_, schema| references(schema, names));
}
