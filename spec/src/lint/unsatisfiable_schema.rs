//! A schema that accepts nothing.
//!
//! Decided by the algebra of schemas for those under `components/schemas` and those of bodies and
//! parameters; silent where it cannot decide, and for `false` and `not: {}`, which mean it.

use std::collections::BTreeSet;

use super::Findings;
use crate::Severity;
use crate::contract::{Content, Contract, Media, SchemaId};
use crate::normalise;
use crate::schema::{Answer, Set};
use crate::tree::{Kind, NodeId};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let mut schemas: BTreeSet<SchemaId> = contract.definitions.values().copied().collect();
    for operation in contract.operations.iter().chain(&contract.webhooks) {
        let bodies = operation.request_body.iter().flat_map(|body| &body.content);
        let answers = operation
            .responses
            .iter()
            .flat_map(|response| &response.content);
        schemas.extend(
            bodies
                .chain(answers)
                .filter_map(|media: &Media| media.schema),
        );
        for parameter in &operation.parameters {
            if let Content::Styled { schema, .. } = parameter.content {
                schemas.insert(schema);
            }
        }
    }
    for id in schemas {
        let view = contract.document.view(NodeId(id.0));
        let meant = view.get("not").is_some() || view.get("$ref").is_some();
        if view.kind() != Kind::Object || meant {
            continue;
        }
        if Set::of(&normalise::value(&contract.document, id)).satisfiable() == Answer::No {
            let message = "no value is valid against this schema".to_owned();
            findings.add(Severity::Warning, view, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unsatisfiable-schema";

    #[test]
    fn a_contradiction_fires() {
        check(
            NAME,
            "components: {schemas: {A: {type: integer, minimum: 2, maximum: 1}}}",
            &["no value is valid against this schema"],
        );
    }

    #[test]
    fn what_has_values_and_what_is_meant_is_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {type: integer, minimum: 1, maximum: 1}, B: false, C: {not: {}}}}",
        );
    }
}
