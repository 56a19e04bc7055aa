//! A `$ref` to something of another kind.
//!
//! What a reference leads to stands in its place, so it must be what belongs there: a parameter
//! where a parameter is listed, not a schema or a header (OpenAPI 3.1 section 4.8.23). Fires at the
//! reference whose target is described as something else where it stands; silent where nothing says
//! what the target is, as in a file of its own.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::Target;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    if document.misread.is_empty() {
        return;
    }
    for &(node, role) in &document.roles {
        let Some(&Target::Node(target)) = document.targets.get(&node) else {
            continue;
        };
        if !document.misread.contains(&(target, role)) {
            continue;
        }
        let first = document.roles.iter().find(|(it, _)| *it == target);
        if let (Some(reference), Some((_, kind))) = (document.view(node).get("$ref"), first) {
            let message = format!(
                "this leads to {}; here stands {}",
                kind.phrase(),
                role.phrase()
            );
            findings.add(Severity::Error, reference, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "mismatched-reference";

    #[test]
    fn a_target_of_another_kind_fires() {
        check(
            NAME,
            "paths: {/a: {get: {parameters: [{$ref: '#/components/schemas/A'}], responses: {'200': {$ref: '#/components/requestBodies/B'}}}}}\ncomponents: {schemas: {A: {}}, requestBodies: {B: {content: {}}}, headers: {C: {$ref: '#/components/parameters/D'}}, parameters: {D: {name: d, in: header, schema: {}}}}",
            &[
                "this leads to a schema; here stands a parameter",
                "this leads to a request body; here stands a response",
                "this leads to a parameter; here stands a header",
            ],
        );
    }

    #[test]
    fn targets_of_the_same_kind_and_of_none_are_silent() {
        silent(
            NAME,
            "paths: {/a: {get: {parameters: [{$ref: '#/x-a'}, {$ref: '#/components/parameters/B'}]}}}\nx-a: {name: a, in: query, schema: {}}\ncomponents: {parameters: {B: {$ref: '#/x-a'}}, schemas: {C: {$ref: '#/components/schemas/D'}, D: {properties: {e: {$ref: '#/components/schemas/C/properties/f'}}}}}",
        );
    }
}
