//! Two operations with the same `operationId`.
//!
//! "The id MUST be unique among all operations described in the API" (OpenAPI 3.1 section 4.8.10.1).
//! Fires at the second of them; ids are case-sensitive.

use std::collections::HashMap;

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let mut met = HashMap::new();
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Operation)
    {
        let Some(id) = document.view(node).get("operationId") else {
            continue;
        };
        let Some(text) = id.str() else { continue };
        if let Some(first) = met.insert(text, id) {
            let line = first.place().line;
            let message = format!("another operation is named `{text}` too, in line {line}");
            findings.add(
                Severity::Error,
                id,
                message,
                Some("give each operation its own id"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "duplicate-operation-id";

    #[test]
    fn the_second_of_the_same_name_fires() {
        check(
            NAME,
            "paths: {/a: {get: {operationId: a}, put: {operationId: a}}}",
            &["another operation is named `a` too, in line 3"],
        );
    }

    #[test]
    fn other_names_are_silent() {
        silent(
            NAME,
            "paths: {/a: {get: {operationId: a}, put: {operationId: A}, post: {}}}",
        );
    }
}
