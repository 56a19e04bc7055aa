//! A `$ref` where OpenAPI knows none.
//!
//! A Reference Object may stand only where the specification says so: not for an operation, for
//! `paths`, `responses` or `components` as a whole (OpenAPI 3.1 section 4.8). Authors who split
//! their documents write it all the same; it is followed, and other readers may not. Fires at the
//! `$ref`.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, role) in &document.roles {
        let unexpected = role.is_followed(document.version) && !role.may_refer(document.version);
        if let Some(reference) = document.view(node).get("$ref").filter(|_| unexpected) {
            let message = format!(
                "{} cannot be a reference; it is followed here",
                role.phrase()
            );
            let help = "other readers may not follow it; bundle the document for them";
            findings.add(Severity::Warning, reference, message, Some(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unexpected-reference";

    #[test]
    fn an_operation_that_is_a_reference_fires() {
        check(
            NAME,
            "paths: {/a: {get: {$ref: '#/x-get'}}}\nx-get: {responses: {'200': {description: a}}}",
            &["an operation cannot be a reference; it is followed here"],
        );
    }

    #[test]
    fn references_where_they_may_stand_are_silent() {
        silent(
            NAME,
            "paths: {/a: {$ref: '#/components/pathItems/A'}}\ncomponents: {pathItems: {A: {}}}",
        );
    }
}
