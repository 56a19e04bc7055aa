//! A member that is required and, by `additionalProperties: false`, forbidden.
//!
//! `additionalProperties` only sees `properties` and `patternProperties` of the same schema (JSON
//! Schema 2020-12 core section 10.3.2.3), so no object is valid. Fires at the name in `required`.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::schema::matches;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        if schema.get("additionalProperties").and_then(View::bool) != Some(false) {
            continue;
        }
        let properties = schema.get("properties");
        for name in schema.get("required").into_iter().flat_map(View::items) {
            let Some(text) = name.str() else { continue };
            let declared = properties.is_some_and(|properties| properties.get(text).is_some());
            if !declared && !matches_pattern(schema, text) {
                let message = format!(
                    "`{text}` is required, but `additionalProperties: false` forbids it: no object is valid"
                );
                findings.add(
                    Severity::Warning,
                    name,
                    message,
                    Some("declare it under `properties`"),
                );
            }
        }
    }
}

fn matches_pattern(schema: View<'_>, name: &str) -> bool {
    let mut patterns = schema
        .get("patternProperties")
        .into_iter()
        .flat_map(View::members);
    patterns.any(|(pattern, _)| matches(pattern, name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "required-but-forbidden";

    #[test]
    fn a_required_member_that_is_not_declared_fires() {
        check(
            NAME,
            "components: {schemas: {A: {required: [a, b], properties: {a: {}}, additionalProperties: false}}}",
            &["`b` is required, but `additionalProperties: false` forbids it: no object is valid"],
        );
    }

    #[test]
    fn declared_and_matched_members_are_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {required: [a, b1], properties: {a: {}}, patternProperties: {'^b': {}}, additionalProperties: false}, B: {required: [c]}}}",
        );
    }
}
