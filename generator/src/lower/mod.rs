//! Lowers a contract to what is emitted: names, types and docs become those of Rust.
//!
//! What belongs here: every decision about the output. What never does: how Rust is written.

mod composition;
mod json_types;
mod markdown;
mod media;
mod naming;
mod node;
mod object;
mod operation;
mod parameter;
mod recursion;
mod scalar;
mod schema;
mod security;
mod size;
mod status;
mod types;
mod union;

use std::collections::HashSet;

use tally_spec::contract::{Content, Contract, Media, SchemaId};

use crate::ir::Api;
use crate::unsupported::Unsupported;
pub(crate) use naming::field as field_name;
use security::Security;
use types::{Directions, Types};

/// Lowers a contract; what has no counterpart is listed.
pub(crate) fn lower(contract: &Contract) -> (Api, Vec<Unsupported>) {
    let mut types = Types::of(contract, directions(contract));
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
fn directions(contract: &Contract) -> Directions {
    let (mut requests, mut responses) = (HashSet::new(), HashSet::new());
    let collect = |names: &mut HashSet<String>, id: Option<SchemaId>| {
        let Some(schema) = id.map(|id| contract.schema(id).value) else {
            return;
        };
        let definitions = schema.get("$defs").and_then(serde_json::Value::as_object);
        names.extend(
            definitions
                .into_iter()
                .flat_map(|definitions| definitions.keys().cloned()),
        );
    };
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
        media(
            &mut requests,
            operation
                .request_body
                .as_ref()
                .map_or(&[], |body| &body.content),
        );
        for response in &operation.responses {
            media(&mut responses, &response.content);
        }
    }
    Directions {
        requests,
        responses,
    }
}
