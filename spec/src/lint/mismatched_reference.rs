//! A `$ref` to an object of another kind.
//!
//! The target of a reference replaces it, so it must be an object of the expected kind: a parameter in a
//! list of parameters, not a schema or a header (OpenAPI 3.1, Reference Object). Reported at the `$ref`
//! if the target is described as another kind of object where it is declared. Silent if nothing says
//! what the target is, for example in a separate file.

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
                "`$ref` points to {}, but {} is expected here",
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
                "`$ref` points to a schema, but a parameter is expected here",
                "`$ref` points to a request body, but a response is expected here",
                "`$ref` points to a parameter, but a header is expected here",
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
