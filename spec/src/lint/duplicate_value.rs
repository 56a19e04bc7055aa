//! An `enum` that is empty or lists a value twice.
//!
//! The values of `enum` "SHOULD be unique", and there "SHOULD" be at least one (JSON Schema 2020-12
//! validation section 6.1.2). Reported at the second of two equal values, and at the empty list.

use std::collections::HashSet;

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::tree::Kind;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let Some(values) = document.view(node).get("enum") else {
            continue;
        };
        if values.kind() == Kind::Array && values.items().len() == 0 {
            let message = "this `enum` is empty: no value is valid".to_owned();
            findings.add(Severity::Warning, values, message, None);
        }
        let mut met = HashSet::new();
        for value in values.items() {
            let text = value.value().to_string();
            if !met.insert(text.clone()) {
                let message = format!("duplicate value `{}`", super::judge::shorten(&text));
                findings.add(Severity::Warning, value, message, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "duplicate-value";

    #[test]
    fn equal_values_of_every_type_fire() {
        check(
            NAME,
            "components: {schemas: {A: {enum: [a, 1, a, {b: [1]}, {b: [1]}, 1]}}}",
            &[
                "duplicate value `\"a\"`",
                "duplicate value `{\"b\":[1]}`",
                "duplicate value `1`",
            ],
        );
    }

    #[test]
    fn an_empty_list_fires() {
        check(
            NAME,
            "components: {schemas: {A: {enum: []}}}",
            &["this `enum` is empty: no value is valid"],
        );
    }

    #[test]
    fn other_values_are_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {enum: [a, A, 1, '1', null, false, [1], [2]]}}}",
        );
    }
}
