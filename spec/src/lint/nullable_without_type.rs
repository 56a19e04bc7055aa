//! `nullable: true` beside nothing that could refuse null.
//!
//! It says nothing: without `type`, null was accepted already (OpenAPI 3.0.3 section "Schema
//! Object"). A note, for it tells how the document was understood.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;

/// What may stand beside `nullable` and refuse null.
const REFUSING: [&str; 9] = [
    "type", "enum", "const", "oneOf", "anyOf", "allOf", "$ref", "not", "if",
];

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        let Some(nullable) = schema
            .get("nullable")
            .filter(|view| view.bool() == Some(true))
        else {
            continue;
        };
        if !REFUSING.iter().any(|name| schema.get(name).is_some()) {
            let message =
                "without `type`, null is accepted anyway; `nullable` says nothing here".to_owned();
            findings.add(Severity::Note, nullable, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    #[test]
    fn nullable_beside_nothing_fires() {
        check(
            "nullable-without-type",
            "components: {schemas: {A: {nullable: true, description: a}}}",
            &["without `type`, null is accepted anyway; `nullable` says nothing here"],
        );
    }

    #[test]
    fn nullable_beside_something_is_silent() {
        silent(
            "nullable-without-type",
            "components: {schemas: {A: {nullable: true, type: string}, B: {nullable: false}}}",
        );
    }
}
