//! A component or link whose name contains a character that is not allowed.
//!
//! The keys of `components` "MUST" match `^[a-zA-Z0-9\.\-_]+$` (OpenAPI 3.1, Components Object); the
//! names of links follow the same rule (Response Object). Reported at the component or link. Silent for
//! properties and for schemas in `$defs`, which may have any name.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-component-name", |it| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        // An extension among components is none of them.
        if it.text.starts_with("x-") || (!it.text.is_empty() && it.text.bytes().all(fits)) {
            return;
        }
        let noun = match it.role {
            Role::Response => "link",
            _ => "component",
        };
        let message = format!(
            "invalid {noun} name `{}`: only letters, digits, `.`, `-` and `_` are allowed",
            it.text
        );
        findings.add(Severity::Error, it.view, message, None);
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "invalid-component-name";

    #[test]
    fn names_with_other_signs_fire_for_every_kind() {
        for kind in [
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
            "mediaTypes",
        ] {
            check(
                NAME,
                &format!("components: {{{kind}: {{'a b': {{}}}}}}"),
                &[
                    "invalid component name `a b`: only letters, digits, `.`, `-` and `_` are allowed",
                ],
            );
        }
    }

    #[test]
    fn names_of_links_fire() {
        check(
            NAME,
            "components: {responses: {A: {description: a, links: {'b c': {operationId: d}}}}}",
            &["invalid link name `b c`: only letters, digits, `.`, `-` and `_` are allowed"],
        );
    }

    #[test]
    fn names_that_match_and_properties_are_silent() {
        silent(
            NAME,
            "components: {schemas: {A.b-c_1: {properties: {'a b': {}}, $defs: {'c d': {}}}}}",
        );
    }
}
